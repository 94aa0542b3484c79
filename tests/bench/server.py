"""The server as deployed: gunicorn with two workers, and the worker of the queue, under their supervisor."""

import http.client
import os
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

from tests.platform.installation import Installation, free_port

SETTINGS = "tests.bench.settings"
# Visitors stand behind a proxy, so that each can have an address of its own.
BEHIND_PROXY = {"TRUSTED_PROXY_COUNT": "1"}
ANY_ADDRESS = "203.0.113.1"


def environment(folder, cluster, database):
    """What server and bench share: data folder with the secret key, database, settings."""
    return {
        "DATA_DIR": str(folder),
        "DATABASE_URL": cluster.url(database),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        **BEHIND_PROXY,
    }


@contextmanager
def served(folder):
    """The address of a server with this process's own environment."""
    shared = {name: os.environ[name] for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    installation = Installation(folder, free_port(), folder / "server.log", shared | BEHIND_PROXY)
    installation.start()
    try:
        installation.wait_for_first_page()
        yield installation.address
    finally:
        installation.stop()


class Browser:
    """One connection, kept as browsers keep it; each answer is read to its end."""

    def __init__(self, address, session=""):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self.headers = {"X-Forwarded-For": ANY_ADDRESS}
        if session:
            self.headers["Cookie"] = f"sessionid={session}"

    def get(self, path):
        """Milliseconds and the bytes of the answer."""
        try:
            return self._get(path)
        except (http.client.RemoteDisconnected, ConnectionError):
            # Idle for longer than the server waits.
            self.connection.close()
            return self._get(path)

    def _get(self, path):
        started = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        elapsed = (time.perf_counter() - started) * 1000
        assert answer.status == http.client.OK, f"{path}: {answer.status}"
        return elapsed, len(body)

    def close(self):
        self.connection.close()
