"""Whether the installation works, in words that hold no secret."""

import socket
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from core.backup import last_backup_at

WORKER_SILENCE = timedelta(seconds=45)
MAIL_SECONDS = 2


def state() -> dict[str, object]:
    """Never raises: an unreachable database is what it is there to tell."""
    facts: dict[str, Any] = {**_database_and_worker(), "mail": _mail()}
    backup = last_backup_at()
    facts["last_backup"] = backup.isoformat() if backup else None
    well = facts["database"] == "reachable" and facts["worker"] == "alive"
    return {"status": "ok" if well and facts["mail"] != "unreachable" else "degraded", **facts}


def _database_and_worker() -> dict[str, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select max(last_heartbeat) from procrastinate_workers")
            (heartbeat,) = cursor.fetchone()
    except Error:
        return {"database": "unreachable", "worker": "unknown"}
    alive = heartbeat is not None and timezone.now() - heartbeat < WORKER_SILENCE
    return {"database": "reachable", "worker": "alive" if alive else "not running"}


def _mail() -> str:
    if not settings.EMAIL_URL:
        return "written to files"
    try:
        address = (settings.EMAIL_HOST, settings.EMAIL_PORT)
        socket.create_connection(address, timeout=MAIL_SECONDS).close()
    except OSError:
        return "unreachable"
    return "reachable"
