"""Connections to a PostgreSQL server: borrowed by one thread at a time, and given back clean."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg import errors as pg

from ledertrivsel.errors import StoreError
from ledertrivsel.storage import parse_address
from ledertrivsel.stores._postgresql_address import target_of
from ledertrivsel.stores._postgresql_server import Again, Connection, Server, is_lost, said
from tests.stores import server as real

Open = Callable[..., Server]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Give a function that makes a server; all made are closed in the end."""
    made: list[Server] = []

    def open_it(**options: str) -> Server:
        made.append(Server(target_of(parse_address(real.server().address(**options)))))
        return made[-1]

    yield open_it
    for server in made:
        server.close()


def connected(name: str) -> int:
    with real.server().connect() as db:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        (count,) = db.execute(asked, (name,)).fetchone() or (0,)
    assert isinstance(count, int)
    return count


def test_a_connection_is_kept_for_the_next(opened: Open) -> None:
    server = opened(application_name="kept")
    assert connected("kept") == 0
    with server.borrowed() as first:
        pass
    with server.borrowed() as second:
        assert second is first
        with server.borrowed() as other:
            assert other is not first
    assert connected("kept") == 2


def test_idle_connections_are_few(opened: Open) -> None:
    server = opened(application_name="many")
    wait = threading.Barrier(10)

    def borrow() -> None:
        with server.borrowed():
            wait.wait()

    threads = [threading.Thread(target=borrow) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(100):
        if connected("many") == 4:
            break
        time.sleep(0.05)
    assert connected("many") == 4


def test_what_was_left_undone_is_rolled_back(opened: Open) -> None:
    server = opened()
    real.server().run("CREATE TABLE undone (id int)")
    with server.borrowed() as db:
        db.execute("BEGIN")
        db.execute("INSERT INTO undone VALUES (1)")
        with pytest.raises(pg.UndefinedTable):
            db.execute("SELECT * FROM nowhere")
    with server.borrowed() as again:
        assert again is db
        assert again.execute("SELECT count(*) FROM undone").fetchone() == (0,)
    real.server().run("DROP TABLE undone")


def test_a_connection_that_broke_is_not_kept(opened: Open) -> None:
    server = opened()
    with server.borrowed() as db:
        db.execute("BEGIN")
        real.server().run(f"SELECT pg_terminate_backend({db.info.backend_pid}, 5000)")
        with pytest.raises(psycopg.OperationalError):
            db.execute("SELECT 1")
    assert db.closed
    with server.borrowed() as other:
        assert other is not db


def test_one_in_use_is_closed_when_it_comes_back(opened: Open) -> None:
    server = opened()
    with server.borrowed() as db:
        server.close()
        assert db.execute("SELECT 1").fetchone() == (1,)
    assert db.closed
    with pytest.raises(StoreError, match="failed: it is closed"), server.borrowed():
        pass


def test_a_child_forgets_what_the_parent_has(opened: Open) -> None:
    server = opened()
    with server.borrowed() as parents:
        pass
    server.begin_anew()
    assert not parents.closed
    with server.borrowed() as own:
        assert own is not parents
    parents.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_has_no_connection_and_the_parent_keeps_its_own(opened: Open) -> None:
    server = opened()
    with server.borrowed() as kept:
        pass
    child = os.fork()
    if child == 0:
        os._exit(0 if not server._idle else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with server.borrowed() as db:
        assert db is kept


def test_a_session_is_set_up_and_begins_no_transaction_by_itself(opened: Open) -> None:
    with opened(busy_seconds="3").borrowed() as db:
        assert db.autocommit
        names = ("lock_timeout", "synchronous_commit", "default_transaction_isolation")
        found = [db.execute(f"SHOW {name}".encode()).fetchone() for name in names]
    assert found == [("3s",), ("on",), ("read committed",)]


def test_a_new_connection_knows_nothing_of_tables(opened: Open) -> None:
    with opened().borrowed() as db:
        assert not db.has_tables


def test_a_server_that_never_answered_is_not_waited_for(opened: Open) -> None:
    server = opened(host="/nowhere")
    with pytest.raises(StoreError, match="failed: no connection: "), server.borrowed():
        pass


def test_a_server_is_known_once_it_answered(opened: Open) -> None:
    server = opened()
    with server.borrowed():
        pass
    server.drop_idle()
    server._target.params["host"] = "/nowhere"  # type: ignore[index]
    with pytest.raises(Again, match="The server does not answer: "), server.borrowed():
        pass


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (psycopg.OperationalError("the connection is lost"), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (pg.ConnectionFailure(), True),
        (pg.AdminShutdown(), True),
        (pg.CrashShutdown(), True),
        (pg.CannotConnectNow(), True),
        (pg.IdleInTransactionSessionTimeout(), True),
        (psycopg.ProgrammingError("the query has 1 placeholder"), False),
        (pg.QueryCanceled(), False),
        (pg.SerializationFailure(), False),
        (pg.DiskFull(), False),
        (pg.TooManyConnections(), False),
    ],
)
def test_a_connection_is_lost_or_it_is_not(error: psycopg.Error, lost: bool) -> None:
    assert is_lost(error) is lost


def test_an_error_is_told_in_one_line() -> None:
    assert said(OSError("no\n  such host.\n")) == "no such host"
    assert said(psycopg.OperationalError("connection failed:\n- one\n- two")) == (
        "connection failed: - one - two"
    )


def test_a_warning_is_remembered_and_a_notice_is_not(opened: Open) -> None:
    with opened().borrowed() as db:
        assert isinstance(db, Connection)
        db.execute("DO $$ BEGIN RAISE NOTICE 'by the way'; END $$")
        assert db.warning == ""
        db.execute("DO $$ BEGIN RAISE WARNING 'look out'; END $$")
        assert db.warning == "look out"
