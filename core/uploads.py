"""Uploads are bounded while they arrive, before a form sees them."""

import re

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """Beyond the limit nothing more is stored.

    What was kept until then is already more than forms accept together, so the form says so, and
    all that was typed is still there.
    """

    kept = 0

    @property
    def most(self) -> int:
        """Some pages take larger files than people send with a complaint."""
        is_large = self.request and re.search(settings.LARGE_UPLOADS, self.request.path)
        most: int = settings.LARGE_UPLOADS_MAX_BYTES if is_large else settings.ATTACHMENTS_MAX_BYTES
        return most

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002
        if self.kept > self.most:
            return None
        self.kept += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - leaves it to the next handler
        return None
