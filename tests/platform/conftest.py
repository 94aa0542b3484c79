import pytest

from core.embedded_postgres import EmbeddedPostgres


@pytest.fixture
def server(tmp_path):
    """A server of its own, whose life the test may end."""
    server = EmbeddedPostgres(tmp_path / "with a space" / "data", durable=False)
    yield server
    server.stop()
