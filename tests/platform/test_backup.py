import hashlib
import os

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from core.backup import FILES, BackupError, back_up, backups, restore


def row_counts(database):
    with psycopg.connect(database) as there:
        tables = there.execute(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        ).fetchall()
        return {
            table: there.execute(
                sql.SQL("select count(*) from {}").format(sql.Identifier(table))
            ).fetchone()[0]
            for (table,) in tables
        }


def file_hashes(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def back_up_role():
    given = os.environ.get("BACKUP_DATABASE_URL")
    if not given:
        pytest.skip("DATABASE_URL is given without BACKUP_DATABASE_URL")
    return given


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "letter é.txt").write_text("annexe")
    (folder / "empty").write_bytes(b"")
    return folder


@pytest.fixture
def scratch(transactional_db, back_up_role):
    """A copy of the empty test database under another name: where a test may drop everything."""
    name = f"{connection.settings_dict['NAME']}_restored"
    source = make_conninfo(back_up_role, dbname=connection.settings_dict["NAME"])
    target = make_conninfo(back_up_role, dbname=name)
    owner = connection.settings_dict["USER"]
    connection.close()
    with psycopg.connect(make_conninfo(back_up_role, dbname="postgres"), autocommit=True) as there:
        there.execute(f"drop database if exists {name}")
        there.execute(f"create database {name} owner {owner} template template0")
    yield source, target, owner
    with psycopg.connect(make_conninfo(back_up_role, dbname="postgres"), autocommit=True) as there:
        there.execute(f"drop database {name}")


def test_a_restored_back_up_has_every_row_and_every_file(scratch, files, tmp_path):
    source, target, owner = scratch
    with psycopg.connect(source) as there:
        there.execute("insert into django_content_type (app_label, model) values ('kept', 'row')")

    made = back_up(source, files, tmp_path / "backups")
    restore(made, target, owner, tmp_path / "elsewhere")

    assert row_counts(target) == row_counts(source)
    assert row_counts(target)["django_content_type"] > 0
    assert file_hashes(tmp_path / "elsewhere") == file_hashes(files)


def test_a_restore_replaces_what_came_later(scratch, files, tmp_path):
    source, target, owner = scratch
    made = back_up(source, files, tmp_path / "backups")
    restore(made, target, owner, files)
    with psycopg.connect(target) as there:
        there.execute("create table later (number int)")
    (files / "later.txt").write_text("later")

    restore(made, target, owner, files)

    assert row_counts(target) == row_counts(source)
    assert sorted(file_hashes(files)) == ["2026/letter é.txt", "empty"]


def test_what_is_restored_belongs_to_the_application_and_keeps_its_walls(scratch, files, tmp_path):
    walls = (
        "select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),"
        " (select count(*) from pg_policy p where p.polrelid = c.oid),"
        " (select count(*) from pg_trigger t where t.tgrelid = c.oid)"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind = 'r' order by 1"
    )
    source, target, owner = scratch

    restore(back_up(source, files, tmp_path / "backups"), target, owner, files)

    with psycopg.connect(source) as before, psycopg.connect(target) as after:
        assert after.execute(walls).fetchall() == before.execute(walls).fetchall()


def test_a_damaged_back_up_is_refused(scratch, files, tmp_path):
    source, target, owner = scratch
    made = back_up(source, files, tmp_path / "backups")
    (made / FILES).write_bytes(b"short")

    with pytest.raises(BackupError, match="damaged"):
        restore(made, target, owner, files)

    assert row_counts(target) == {}
    assert sorted(file_hashes(files)) == ["2026/letter é.txt", "empty"]


def test_an_interrupted_back_up_is_none(tmp_path):
    (tmp_path / "2026-11-22T10-00-00.unfinished").mkdir()
    whole = tmp_path / "2026-11-21T10-00-00"
    whole.mkdir()
    for folder in tmp_path.iterdir():
        (folder / "SHA256SUMS").touch()

    assert backups(tmp_path) == [whole]
