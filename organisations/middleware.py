"""The organisation of a request stands in its address; the whole request is one transaction in its context."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from core.errors import NotAllowedError
from core.row_security import exchange_organisation
from organisations.models import Membership, Organisation, User

# Pages of the Network: in their address stands no organisation, since one alone coordinates it.
NETWORK = "network/"


class MemberRequest(HttpRequest):
    """A request of a signed-in member below `/<lang>/o/<slug>/`."""

    user: User
    organisation: Organisation
    membership: Membership
    # All of the member's, by key: the organisations to change to.
    memberships: list[Membership]


class NetworkRequest(MemberRequest):
    """A request below `/<lang>/network/`, of a member of the organisation that coordinates the Network."""


class PublicRequest(HttpRequest):
    """A request without sign-in for one organisation's public page."""

    user: User | AnonymousUser
    organisation: Organisation


def client_address(request: HttpRequest) -> str:
    """The address the limits count by, read as for sign-in: behind proxies, theirs is not it."""
    return str(get_adapter().get_client_ip(request))


def is_of_network(request: HttpRequest) -> bool:
    """Whether the address lies below `/<lang>/network/`, whatever page stands there."""
    route = request.resolver_match.route if request.resolver_match else ""
    _language, _slash, rest = route.partition("/")
    return rest.startswith(NETWORK)


def coordinates_network(organisation: Organisation) -> bool:
    return organisation.coordinates_network


class OrganisationMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/health/":
            return self.get_response(request)
        with transaction.atomic():
            before = exchange_organisation("")
            response = self.get_response(request)
            if (
                getattr(request, "raised", False)
                or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
            ):
                transaction.set_rollback(True)
            else:
                # Loud, too, where a view swallowed an error of the database.
                exchange_organisation(before)
        if hasattr(request, "membership"):
            # The way back of a browser must not show a case to whoever comes after signing out.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> None:
        # No text of the database holds it: nothing has such an address.
        if "\0" in request.path:
            raise Http404
        slug = kwargs.get("slug")
        if is_of_network(request):
            organisation = self._as_member(request, coordinates_network)
        elif slug is None:
            return
        elif getattr(view, "login_required", True):
            organisation = self._as_member(request, lambda one: one.slug == slug)
        else:
            organisation = Organisation.objects.filter(code=slug.upper()).first()
        if organisation is None or slug not in (None, organisation.slug):
            raise Http404
        request.organisation = organisation  # type: ignore[attr-defined]
        exchange_organisation(str(organisation.pk))

    def _as_member(
        self, request: HttpRequest, is_meant: Callable[[Organisation], bool]
    ) -> Organisation | None:
        """The organisation that is meant, if it is one of the member's; one query for all of them."""
        user = request.user
        found = list(Membership.objects.of(user).order_by("pk")) if isinstance(user, User) else []
        membership = next((one for one in found if is_meant(one.organisation)), None)
        if membership is None:
            return None
        request.membership = membership  # type: ignore[attr-defined]
        request.memberships = found  # type: ignore[attr-defined]
        return membership.organisation

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Nothing stays of a request that raised; a move that came too late gets the 409 page."""
        page = None
        if isinstance(exception, NotAllowedError):
            page = render(request, "409.html", {"refusal": exception}, status=409)
        request.raised = True  # type: ignore[attr-defined]
        return page
