import socket
from datetime import timedelta

from django.db import OperationalError, connection
from django.utils import timezone

from core import health
from core.backup import note_backup


def heartbeat(at):
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [at])


def test_all_is_well_with_a_worker_that_beats(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    heartbeat(timezone.now())

    assert health.state() == {
        "status": "ok",
        "database": "reachable",
        "worker": "alive",
        "mail": "written to files",
        "last_backup": None,
    }


def test_a_silent_worker_is_told(db):
    heartbeat(timezone.now() - timedelta(minutes=5))

    assert health.state()["worker"] == "not running"
    assert health.state()["status"] == "degraded"


def test_an_unreachable_database_is_told(monkeypatch):
    class Unreachable:
        def cursor(self):
            raise OperationalError("could not connect to db.example, password s3cret")

    monkeypatch.setattr(health, "connection", Unreachable())

    assert health.state()["database"] == "unreachable"
    assert "s3cret" not in str(health.state())


def test_a_mail_server_is_reached_or_not(db, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.EMAIL_HOST = "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_PORT = server.getsockname()[1]
        assert health.state()["mail"] == "reachable"

    assert health.state()["mail"] == "unreachable"


def test_the_last_back_up_is_told(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path

    note_backup()

    assert str(health.state()["last_backup"]).startswith(str(timezone.now().year))
