"""A database server for the tests where the environment gives none: apart from the application's, and not durable."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.environment import data_dir
from core.catalogues import compile_catalogues
from core.embedded_postgres import EmbeddedPostgres

IN_USE = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before Django reads its settings. The processes of xdist find all this in their environment."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    compile_catalogues(Path("config/locale"))
    os.environ["DATA_DIR"] = str(data_dir() / "test")
    if os.environ.get("DATABASE_URL"):
        return
    server = EmbeddedPostgres(data_dir(), durable=False)
    IN_USE.enter_context(server.in_use())
    os.environ["DATABASE_URL"] = server.url()
    os.environ["BACKUP_DATABASE_URL"] = server.backup_url


def pytest_unconfigure() -> None:
    IN_USE.close()
