import fcntl
import http.client
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, NoReturn, TextIO, cast

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from core.catalogues import compile_catalogues
from core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, embedded_postgres
from core.static_files import collect_when_changed
from core.supervisor import Child, Kept, Supervisor, end_with_parent

FIRST_PAGE_SECONDS = 60
LEAVING_SECONDS = 10


class Command(BaseCommand):
    help = "Prepare the installation, then run web server and worker until stopped."
    requires_system_checks = []  # the database may not run yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--end-with-parent",
            action="store_true",
            help="stop also when the calling process is gone",
        )

    def handle(self, *args: Any, end_with_parent: bool, **options: Any) -> None:
        self.started_at = float(os.environ.get("STARTED_AT") or time.time())
        self.data_dir = Path(settings.DATA_DIR)
        self.server = embedded_postgres(self.data_dir)
        stop_on_signals(with_parent=end_with_parent)
        with ExitStack() as stack:
            stack.enter_context(self.only_one())
            try:
                self.prepare(stack)
            except Error as error:
                raise CommandError(f"The database was lost. Start once more. ({error})") from error
            supervisor = stack.enter_context(Supervisor(children(), self.database_to_keep()))
            self.greet(supervisor)
            while True:
                supervisor.look()
                time.sleep(0.5)

    def prepare(self, stack: ExitStack) -> None:
        with self.step("Translations"):
            for folder in settings.LOCALE_PATHS:
                compile_catalogues(Path(folder))
        with self.step(f"Database ({self.name_of_database()})"):
            if self.server:
                try:
                    stack.enter_context(self.server.in_use())
                except EmbeddedPostgresError as error:
                    raise CommandError(str(error)) from error
            self.check_database()
        # What the application writes from here on is its own to read.
        os.umask(0o077)
        with self.step("Tables"):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        with self.step("Static files"):
            collect_when_changed()
        with self.step("Reference data"):
            call_if_known("load_reference_data", verbosity=0)
        if self.wants_demo():
            with self.step("Demonstration data"):
                call_if_known("load_demo", "--if-empty", verbosity=0)
        # The supervisor itself needs no connection, and those of the pool would not survive a restart of the server.
        connection.close()
        cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS]).close_pool()

    def check_database(self) -> None:
        try:
            connection.ensure_connection()
        except Error as error:
            raise CommandError(f"The database cannot be reached: {error}") from error
        for fault in run_checks():
            if fault.is_serious():
                raise CommandError(str(fault))

    def wants_demo(self) -> bool:
        return settings.DEMO or (self.server is not None and "DEMO" not in os.environ)

    def name_of_database(self) -> str:
        return f"embedded, in {self.server.home}" if self.server else "DATABASE_URL"

    def database_to_keep(self) -> list[Kept]:
        return [Kept("database", self.server.is_running, self.start_again)] if self.server else []

    def start_again(self) -> None:
        server: EmbeddedPostgres | None = self.server
        try:
            if server:
                server.start()
        except EmbeddedPostgresError as error:
            self.stderr.write(str(error))

    def greet(self, supervisor: Supervisor) -> None:
        def answers() -> bool:
            supervisor.look()
            return page_answers()

        if not within(FIRST_PAGE_SECONDS, answers):
            self.stderr.write("The web server does not answer yet; what it says stands above.")
            return
        self.say(f"First page after {time.time() - self.started_at:.0f} s")
        call_if_known("load_demo", "--print-sign-ins")
        self.say(f"\n  http://127.0.0.1:{settings.PORT}    http://localhost:{settings.PORT}\n")
        self.say("Ctrl-C stops everything.")

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """One supervisor for a data folder, and a free port; one that was killed a moment ago is still leaving."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o711)
        with (self.data_dir / "serve.lock").open("a+") as lock:
            if not within(LEAVING_SECONDS, lambda: take(lock)):
                raise CommandError(
                    f"The application runs already with the data of {self.data_dir}."
                )
            if not within(LEAVING_SECONDS, port_is_free):
                raise CommandError(
                    f"Port {settings.PORT} is taken by another program. Choose one: PORT=8001 make run"
                )
            yield

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self.say(f"{text}: {time.monotonic() - started:.1f} s")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def children() -> list[Child]:
    manage = str(Path(settings.BASE_DIR) / "manage.py")
    return [
        Child(
            "web server",
            [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"],
        ),
        Child("worker", [sys.executable, manage, "worker"]),
    ]


def call_if_known(command: str, *arguments: str, **options: Any) -> None:
    if command in get_commands():
        call_command(command, *arguments, **options)


def stop_on_signals(*, with_parent: bool) -> None:
    def stop(*_: object) -> NoReturn:
        sys.exit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    if with_parent:
        end_with_parent()


def take(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def within(seconds: float, done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def port_is_free() -> bool:
    web = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=2)
    try:
        web.connect()
    except OSError:
        return True
    web.close()
    return False


def page_answers() -> bool:
    web = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=10)
    try:
        web.request("GET", "/en/")
        return web.getresponse().status < HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()
