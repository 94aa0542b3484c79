"""Ask a ClamAV daemon, where one is configured, whether content is clean."""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 65_536


def is_clean(content: bytes) -> bool | None:
    """True or False as the daemon at `CLAMD_URL` (tcp://host:port) says; None where there is none.

    Raises `OSError` when the daemon does not answer: an unchecked file is not let in.
    """
    if not settings.CLAMD_URL:
        return None
    address = urlsplit(settings.CLAMD_URL)
    with socket.create_connection((address.hostname, address.port or 3310), timeout=20) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            daemon.sendall(struct.pack("!L", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!L", 0))
        return daemon.recv(4096).rstrip(b"\0").endswith(b"OK")
