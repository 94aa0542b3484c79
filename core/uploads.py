"""Uploads are bounded while they arrive, before a form sees them."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """Beyond the limit nothing more is stored.

    What was kept until then is already more than forms accept together, so the form says so, and
    all that was typed is still there.
    """

    kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        if self.kept > settings.ATTACHMENTS_MAX_BYTES:
            return None
        self.kept += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - leaves it to the next handler
        return None
