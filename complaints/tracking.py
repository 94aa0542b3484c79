"""The code with which a person follows a case without an account: 80 random bits, stored hashed."""

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings

from complaints.models import Case
from complaints.words import looks_like_number
from core.row_security import organisation_context
from organisations.models import Organisation

CODE_BYTES = 10
WRITTEN_CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}\b")


def written(code: bytes) -> str:
    """Sixteen letters and digits in groups of four, without 0, 1, 8 and 9."""
    text = base64.b32encode(code[:CODE_BYTES]).decode()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def hashed(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def without_code(text: str) -> str:
    """A letter as colleagues and other bodies read it: whoever holds the code may reply as the complainant."""
    return WRITTEN_CODE.sub("····-····-····-····", text)


def code_for(submission: str) -> str:
    """The code of a web submission: the same at a double click, unknown without our secret key."""
    key = settings.SECRET_KEY.encode()
    return written(hmac.new(key, f"tracking:{submission}".encode(), hashlib.sha256).digest())


def issue_code(case: Case) -> str:
    """A fresh code; the one before no longer opens the case."""
    code = written(secrets.token_bytes(CODE_BYTES))
    case.tracking_hash = hashed(code)
    Case.objects.filter(pk=case.pk).update(tracking_hash=case.tracking_hash)
    return code


def organisation_of(number: str) -> Organisation | None:
    """The organisation that a number's prefix names."""
    if not looks_like_number(number):
        return None
    code = number.strip().upper().partition("-")[0]
    return Organisation.objects.filter(code=code).first()


def find(number: str, code: str) -> Case | None:
    """The case with this number, if the code opens it."""
    organisation = organisation_of(number)
    if organisation is None:
        return None
    with organisation_context(organisation.pk):
        case = (
            Case.objects.for_organisation(organisation)
            .filter(number=number.strip().upper())
            .exclude(tracking_hash="")
            .select_related("organisation")
            .first()
        )
    if case is None or not hmac.compare_digest(case.tracking_hash, hashed(code)):
        return None
    return case
