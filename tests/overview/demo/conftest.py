"""The whole demonstration, loaded once for the tests of this folder."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

NOW = datetime(2026, 11, 18, 8, 0, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 11, 18)


@pytest.fixture(scope="package")
def output(django_db_setup, django_db_blocker):
    out = StringIO()
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        call_command("load_demo", stdout=out)
        # What is left for the commit is checked once, not after every test.
        connection.check_constraints()
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def demo(output):
    return output
