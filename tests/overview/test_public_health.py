import json

import pytest
from django.db import OperationalError, connection


@pytest.mark.django_db
def test_health_is_public_and_tells_the_state(client):
    response = client.get("/health/")

    assert response.status_code == 200
    facts = json.loads(response.content)
    assert facts["database"] == "reachable"
    assert set(facts) == {"status", "database", "worker", "mail", "last_backup"}
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_health_says_when_the_database_is_away(client, monkeypatch, settings):
    class Away:
        def cursor(self):
            raise OperationalError("connection to server at 10.1.2.3 failed: password secret")

    monkeypatch.setattr("core.health.connection", Away())

    response = client.get("/health/")

    assert response.status_code == 503
    assert json.loads(response.content)["database"] == "unreachable"
    assert "10.1.2.3" not in response.text
    assert "secret" not in response.text
    assert connection.is_usable()


@pytest.mark.django_db
def test_health_takes_no_posts(client):
    assert client.post("/health/").status_code == 405
