"""What one page hands to the next without an account: signed, unreadable to scripts, for that page alone."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation


def put(
    response: HttpResponse, page: str, args: Sequence[str], value: Any, *, seconds: int
) -> None:
    """Hand `value` to this page, in each of its languages."""
    for name, path in _places(page, args):
        response.set_cookie(
            name,
            signing.dumps(value, salt=page),
            max_age=seconds,
            path=path,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )


def read(request: HttpRequest, page: str, *, seconds: int) -> Any:
    """What was handed to this page, or None."""
    try:
        name = _name(page, translation.get_language() or "")
        return signing.loads(request.COOKIES.get(name, ""), salt=page, max_age=seconds)
    except signing.BadSignature:
        return None


def drop(response: HttpResponse, page: str, args: Sequence[str] = ()) -> None:
    for name, path in _places(page, args):
        response.delete_cookie(name, path=path, samesite="Lax")


def _places(page: str, args: Sequence[str]) -> list[tuple[str, str]]:
    """The cookie's name and the page's address in each language, since both differ by language."""
    places = []
    for code, _language in settings.LANGUAGES:
        with translation.override(code):
            places.append((_name(page, code), reverse(page, args=args)))
    return places


def _name(page: str, language: str) -> str:
    return f"{page.rpartition(':')[2]}_{language}"
