"""What the environment leaves open: the data folder, the address of the database and the secret key."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

import environ

from core.embedded_postgres import EmbeddedPostgres

PROJECT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """`DATA_DIR`, or `.local` of the project."""
    return Path(os.environ.get("DATA_DIR") or PROJECT / ".local").resolve()


def database_url(data_dir: Path) -> str:
    """`DATABASE_URL`, or the address of the embedded database of `data_dir` (not started here)."""
    return os.environ.get("DATABASE_URL") or EmbeddedPostgres(data_dir).url()


def backup_database_url(data_dir: Path) -> str:
    """`BACKUP_DATABASE_URL`, or the back-up role of the embedded database; empty where there is none."""
    if given := os.environ.get("BACKUP_DATABASE_URL"):
        return given
    return "" if os.environ.get("DATABASE_URL") else EmbeddedPostgres(data_dir).backup_url


def database(data_dir: Path) -> dict[str, Any]:
    """The `default` database of Django."""
    settings: dict[str, Any] = dict(environ.Env.db_url_config(database_url(data_dir)))
    options = settings.pop("OPTIONS", {})
    # A socket stands in the address as ?host=/folder.
    settings["HOST"] = options.pop("host", settings["HOST"])
    settings["PORT"] = options.pop("port", settings["PORT"])
    return {
        **settings,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 6, "timeout": 10}},
        # Connections of the pool outlive a restart of the server.
        "CONN_HEALTH_CHECKS": True,
    }


def secret_key(data_dir: Path) -> str:
    """`SECRET_KEY`, or a random key made once and kept in `data_dir`, readable by its owner alone."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o711)
        # Whole before it has its name: two processes may come at once, and one may be killed.
        draft = data_dir / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()
