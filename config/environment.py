"""What the environment leaves open: the address of the database and the secret key."""

import os
import secrets
from pathlib import Path


def database_url(data_dir: Path) -> str:
    """`DATABASE_URL`, or the address of the embedded database of `data_dir` (not started here)."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    from core.embedded_postgres import EmbeddedPostgres

    return EmbeddedPostgres(data_dir).url(database="app", user="app")


def secret_key(data_dir: Path) -> str:
    """`SECRET_KEY`, or a random key made once and kept in `data_dir`, readable by its owner alone."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()
