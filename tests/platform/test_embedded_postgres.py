import os
import pwd
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError


def postmaster(server):
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_roles_are_bound_by_row_level_security_but_for_the_one_of_the_back_up(server):
    server.start()

    with psycopg.connect(server.url()) as connection:
        roles = connection.execute(
            "select rolname, rolsuper, rolcreatedb, rolbypassrls from pg_roles"
            " where rolname in ('app', 'backup') order by rolname"
        ).fetchall()
        owner = connection.execute(
            "select pg_get_userbyid(datdba) from pg_database where datname = 'app'"
        ).fetchone()
    assert roles == [("app", False, True, False), ("backup", False, True, True)]
    assert owner == ("app",)


def test_only_the_account_that_owns_the_data_gets_in(server):
    if os.geteuid() != 0:
        pytest.skip("another account can be tried by root alone")
    server.start()

    os.seteuid(pwd.getpwnam("games").pw_uid)
    try:
        with pytest.raises(psycopg.OperationalError, match="Peer authentication failed"):
            psycopg.connect(server.url())
    finally:
        os.seteuid(0)


def test_rows_outlive_a_killed_server(server):
    server.durable = True
    server.start()
    with psycopg.connect(server.url()) as connection:
        connection.execute("create table kept as select generate_series(1, 1000)")

    os.kill(postmaster(server), signal.SIGKILL)
    server.start()

    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (1000,)


def hold_checkpointer(server):
    """A server whose checkpointer does not answer cannot shut down in good order."""
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        statement = "select pid from pg_stat_activity where backend_type = 'checkpointer'"
        (pid,) = connection.execute(statement).fetchone()
    os.kill(pid, signal.SIGSTOP)


def test_a_server_that_does_not_shut_down_is_ended(server, monkeypatch):
    monkeypatch.setattr("core.embedded_postgres.STOP_SECONDS", 1)
    server.start()
    hold_checkpointer(server)

    server.stop()

    assert not server.is_running()


def test_a_server_left_while_shutting_down_is_started_again(server, monkeypatch):
    monkeypatch.setattr("core.embedded_postgres.STOP_SECONDS", 1)
    server.start()
    hold_checkpointer(server)
    left = postmaster(server)
    os.kill(left, signal.SIGINT)

    server.start()

    assert postmaster(server) != left
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_lock_that_names_another_process_does_not_stop_the_server(server):
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{server.data}\n1\n5432\n\n\n\nready\n"
    )
    assert not server.is_running()

    server.start()

    assert server.is_running()


def test_several_starts_at_once_make_one_server(server):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: server.start(), range(4)))

    assert server.is_running()


def test_an_interrupted_first_start_is_begun_again(server):
    half = server.home / "data.unfinished"
    server.start()
    server.stop()
    server.data.rename(half)

    server.start()

    assert server.is_running()
    assert not half.exists()


def test_data_of_another_version_are_refused_and_kept(server):
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(EmbeddedPostgresError, match="made by PostgreSQL 12"):
        server.start()

    assert (server.data / "base").exists()


def test_the_last_user_stops_the_server(server):
    with server.in_use():
        with EmbeddedPostgres(server.data_dir, durable=False).in_use():
            pass
        assert server.is_running()

    assert not server.is_running()


def test_a_server_that_ran_before_goes_on(server):
    server.start()

    with server.in_use():
        pass

    assert server.is_running()
