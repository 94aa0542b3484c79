"""Files that come with a case: what is accepted, where they lie, how they leave again."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from complaints.models import Attachment, Case, Message
from core.virus_scan import is_clean

# What people send with a complaint, by the first bytes of the file; nothing that can run.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/webp": (b"RIFF",),
    "application/zip": (b"PK\x03\x04",),
    "application/msword": (b"\xd0\xcf\x11\xe0",),
}
ENDINGS: dict[str, tuple[str, str]] = {
    ".pdf": ("application/pdf", "application/pdf"),
    ".jpg": ("image/jpeg", "image/jpeg"),
    ".jpeg": ("image/jpeg", "image/jpeg"),
    ".png": ("image/png", "image/png"),
    ".webp": ("image/webp", "image/webp"),
    ".docx": (
        "application/zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".xlsx": (
        "application/zip",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ".odt": ("application/zip", "application/vnd.oasis.opendocument.text"),
    ".doc": ("application/msword", "application/msword"),
    ".txt": ("text/plain", "text/plain"),
    ".eml": ("text/plain", "message/rfc822"),
}
MAX_FILES = 10


class RefusedFileError(ValueError):
    """A file that is not taken, with the reason in the reader's language."""


@dataclass(frozen=True)
class ReceivedFile:
    """A file that has passed `check`."""

    name: str
    content_type: str
    content: bytes
    scanned: bool


def check(name: str, content: bytes) -> ReceivedFile:
    """Accept the file or raise `RefusedFileError` with a sentence for the sender."""
    short = Path(name.replace("\\", "/")).name[-120:]
    signature, content_type = ENDINGS.get(Path(short).suffix.lower(), ("", ""))
    if not signature:
        raise RefusedFileError(
            _("“%(name)s” is of a kind we cannot take. Send a PDF, a photo or a text document.")
            % {"name": short}
        )
    if not content:
        raise RefusedFileError(_("“%(name)s” is empty.") % {"name": short})
    known = SIGNATURES.get(signature)
    matches = content.startswith(known) if known else b"\x00" not in content[:4096]
    if not matches:
        raise RefusedFileError(_("“%(name)s” does not hold what its name says.") % {"name": short})
    clean = is_clean(content)
    if clean is False:
        raise RefusedFileError(_("“%(name)s” holds a virus.") % {"name": short})
    return ReceivedFile(short, content_type, content, scanned=clean is True)


def path_of(attachment: Attachment) -> Path:
    return Path(settings.MEDIA_ROOT) / attachment.path


def keep(
    case: Case, files: Sequence[ReceivedFile], *, at: datetime, message: Message | None = None
) -> None:
    """Store the files under random names, then their rows; a rolled-back row leaves only an orphan."""
    for file in files:
        path = f"{case.organisation.slug}/{secrets.token_hex(16)}"
        target = Path(settings.MEDIA_ROOT) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
        Attachment.objects.create(
            organisation_id=case.organisation_id,
            case=case,
            message=message,
            name=file.name,
            content_type=file.content_type,
            size=len(file.content),
            sha256=hashlib.sha256(file.content).hexdigest(),
            path=path,
            scanned=file.scanned,
            added_at=at,
        )
