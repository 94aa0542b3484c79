"""An installation of its own in a temporary folder, for the tools that are run by hand."""

import collections
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from core.embedded_postgres import EmbeddedPostgres

PROJECT = Path(__file__).resolve().parent.parent.parent
TARGETS = ("web", "worker", "database", "web process", "database process", "supervisor")
FIRST_PAGE_SECONDS = 180
# What the shell may hold for another installation.
LEFT_OUT = {"DATABASE_URL", "BACKUP_DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"}


@dataclass
class Installation:
    """An application of its own: its supervisor is started again when it, too, is killed."""

    data_dir: Path
    port: int
    log: Path
    environment: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    kills: collections.Counter = field(default_factory=collections.Counter)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self):
        return EmbeddedPostgres(self.data_dir)

    def start(self):
        environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        environment |= {"DATA_DIR": str(self.data_dir), "PORT": str(self.port), "DEMO": "0"}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=PROJECT,
                env=environment | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def wait_for_first_page(self):
        until = time.monotonic() + FIRST_PAGE_SECONDS
        while True:
            with suppress(OSError):
                urllib.request.urlopen(f"{self.address}/en/", timeout=10).close()
                return
            assert time.monotonic() < until, self.log.read_text()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.2)

    def rows(self, statement):
        with psycopg.connect(self.database.backup_url) as connection:
            return connection.execute(statement).fetchall()

    def stop(self):
        self.process.terminate()
        self.process.wait(90)

    def pid_of(self, target):
        if target == "supervisor":
            return self.process.pid
        if target == "database":
            return first_number(self.database.data / "postmaster.pid")
        if target == "database process":
            return any_child(first_number(self.database.data / "postmaster.pid"), "")
        web = any_child(self.process.pid, "gunicorn")
        if target == "web process":
            return any_child(web, "gunicorn")
        return web if target == "web" else any_child(self.process.pid, "worker")

    def keep(self):
        """As a service manager does: a database lost while it starts ends it, with a clear line."""
        if self.process.poll() is not None:
            self.kills["ended of itself"] += 1
            self.start()

    def kill(self, target):
        pid = self.pid_of(target)
        if pid is None:
            return False
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.kills[target] += 1
        if target == "supervisor":
            self.process.wait()
            self.start()
        return True


def first_number(path):
    with suppress(OSError, ValueError):
        return int(path.read_text().split("\n", 1)[0])
    return None


def any_child(parent, word):
    """A process of ours, by its parent: never by its name alone."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            rest = stat.read_text().rsplit(")", 1)[1].split()
            command = (stat.parent / "cmdline").read_bytes().decode(errors="replace")
            if rest[0] != "Z" and int(rest[1]) == parent and word in command:
                found.append(int(stat.parent.name))
    return random.choice(found) if found else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
