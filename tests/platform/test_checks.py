import os

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from core.checks import check_database_role


def test_the_role_of_the_application_is_accepted(db):
    assert check_database_role() == []


def test_an_exempt_role_is_refused(transactional_db, monkeypatch):
    given = os.environ.get("BACKUP_DATABASE_URL")
    if not given:
        pytest.skip("DATABASE_URL is given without BACKUP_DATABASE_URL")
    role = conninfo_to_dict(given)
    with psycopg.connect(given, dbname=connection.settings_dict["NAME"]) as exempt:
        monkeypatch.setattr("core.checks.connection", exempt)

        (error,) = check_database_role()

    assert error.id == "core.E001"
    assert f"“{role['user']}” is exempt from row-level security" in error.msg
