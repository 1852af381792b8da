"""The store in PostgreSQL, on a real server; what all stores have in common: test_storage.py."""

import logging
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from ledertrivsel.errors import (
    Busy,
    Conflict,
    Corrupt,
    Deleted,
    NewerLayout,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
)
from ledertrivsel.storage import OVERWRITE, Meta, PlanStore, Revision, RevisionState, parse_address
from ledertrivsel.stores._postgresql_server import Again
from ledertrivsel.stores._postgresql_sql import LAYOUT
from ledertrivsel.stores.postgresql import PostgresqlStore, open_postgresql
from tests.cases.small_plans import bare
from tests.stores.server import Server, server

SECRET = "h4mm3r"

Open = Callable[..., PostgresqlStore]


@pytest.fixture
def pg() -> Server:
    return server()


@pytest.fixture
def schema(pg: Server) -> str:
    return pg.address().rpartition("schema=")[2]


@pytest.fixture
def opened(pg: Server, schema: str) -> Iterator[Open]:
    """Give a function that opens the store; all opened are closed in the end."""
    stores: list[PostgresqlStore] = []

    def open_it(user: str = "postgres", **options: str) -> PostgresqlStore:
        given = {"schema": schema, "busy_seconds": "1", **options}
        stores.append(PostgresqlStore(pg.address(user, **given)))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def between(store: PostgresqlStore, sql: str, do: Callable[[Any], None]) -> None:
    """Do something once, on the store's own connection, before a statement it is about to send."""
    plain = psycopg.Connection.execute
    left = [do]

    class Interrupted(psycopg.Connection[Any]):
        def execute(self, query: Any, *arguments: Any, **how: Any) -> Any:
            if left and re.search(rf"{re.escape(sql)}\b".encode(), query):
                left.pop()(self)
            return plain(self, query, *arguments, **how)

    server_ = store._server
    connected = server_._connected

    def interrupted() -> Any:
        db = connected()
        db.execute = Interrupted.execute.__get__(db)  # type: ignore[method-assign]
        return db

    server_.drop_idle()
    server_._connected = interrupted  # type: ignore[method-assign]


def killed(pg: Server) -> Callable[[Any], None]:
    """Return what has the server end a connection."""

    def kill(db: Any) -> None:
        pg.run(f"SELECT pg_terminate_backend({db.info.backend_pid}, 5000)")

    return kill


# The schema and its tables


def test_reading_makes_nothing(pg: Server, opened: Open, schema: str) -> None:
    store = opened()
    with pytest.raises(NotFound):
        store.load("a")
    with pytest.raises(NotFound):
        store.history("a")
    assert store.list().items == ()
    assert list(store.check()) == []
    assert schemas(pg, schema) == []
    store.save("a", b"x", expected=0)
    assert schemas(pg, schema) == [schema]


def schemas(pg: Server, name: str) -> list[str]:
    with pg.connect() as db:
        found = db.execute("SELECT nspname FROM pg_namespace WHERE nspname = %s", (name,))
        return [str(row[0]) for row in found]


def test_what_was_saved_is_there_when_it_is_opened_again(opened: Open) -> None:
    first = opened()
    first.save("år", b"x", expected=0)
    first.save("år", b"y", expected=1)
    first.close()
    again = opened()
    assert again.load("år").body == b"y"
    assert again.load("år", 1).body == b"x"
    with pytest.raises(Conflict):
        again.save("år", b"z", expected=1)


def test_an_address_opens_it(pg: Server) -> None:
    store = open_postgresql(parse_address(pg.address()))
    store.save("a", b"x", expected=0)
    assert store.load("a").body == b"x"
    store.close()


def test_two_schemas_of_a_database_know_nothing_of_each_other(pg: Server, opened: Open) -> None:
    one, other = opened(schema="skoler"), opened(schema="pleje")
    one.save("a", b"x", expected=0)
    assert other.list().items == ()
    other.save("a", b"y", expected=0)
    assert one.load("a").body == b"x"
    pg.run("DROP SCHEMA skoler CASCADE", "DROP SCHEMA pleje CASCADE")


def test_many_that_begin_together_make_the_tables_once(opened: Open) -> None:
    stores = [opened(busy_seconds="20") for _ in range(6)]
    wait, failed = threading.Barrier(len(stores)), []

    def begin(number: int) -> None:
        wait.wait()
        try:
            stores[number].save(f"key-{number}", b"x", expected=0)
        except Exception as error:
            failed.append(error)

    run_all([threading.Thread(target=begin, args=(number,)) for number in range(len(stores))])
    assert failed == []
    assert len(stores[0].list().items) == len(stores)


def test_tables_made_since_the_first_look_are_taken_for_ours(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().save("a", b"1", expected=0)
    late = opened()
    looks: list[int] = []
    look = PostgresqlStore._layout

    def first_too_early(store: PostgresqlStore, db: Any) -> Any:
        looks.append(1)
        return [] if len(looks) == 1 else look(store, db)

    monkeypatch.setattr(PostgresqlStore, "_layout", first_too_early)
    assert late.load("a").body == b"1"
    assert len(looks) == 2


def run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_another_programs_tables_are_left_as_they_are(
    pg: Server, opened: Open, schema: str
) -> None:
    pg.run(f"CREATE SCHEMA {schema}", f"CREATE TABLE {schema}.revision (id int)")
    store = opened()
    for act in (store.list, lambda: store.save("a", b"x", expected=0)):
        with pytest.raises(NewerLayout) as caught:
            act()
    where = str(pg.folder).replace("/", "%2F")
    assert str(caught.value) == (
        f"The store 'postgresql://{where}/postgres?schema={schema}' was written by a newer "
        "ledertrivsel or by another program: the schema has tables of another program: 'revision'."
    )
    with pg.connect() as db:
        found = db.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", (schema,)
        )
        assert found.fetchall() == [("revision",)]


@pytest.mark.parametrize(
    ("columns", "values"),
    [("id int", "7"), ("application text, version int", "'other', 1")],
)
def test_another_programs_layout_is_refused(
    pg: Server, opened: Open, schema: str, columns: str, values: str
) -> None:
    pg.run(
        f"CREATE SCHEMA {schema}",
        f"CREATE TABLE {schema}.layout ({columns})",
        f"INSERT INTO {schema}.layout VALUES ({values})",
    )
    with pytest.raises(NewerLayout, match="its table 'layout' is another program's"):
        opened().list()


def test_a_newer_layout_is_refused_also_by_those_who_were_there(
    pg: Server, opened: Open, schema: str
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    pg.run(f"UPDATE {schema}.layout SET version = {LAYOUT + 1}")
    with pytest.raises(NewerLayout, match=f"its layout is 2, and this version knows {LAYOUT}"):
        opened().load("a")
    pg.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    with pytest.raises(NewerLayout):
        store.save("a", b"y", expected=1)
    pg.run(f"UPDATE {schema}.layout SET version = {LAYOUT}")
    assert store.load("a").body == b"x"


def test_tables_that_were_dropped_are_gone(pg: Server, opened: Open, schema: str) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    pg.run(f"DROP SCHEMA {schema} CASCADE")
    assert store.list().items == ()
    assert store.save("a", b"x", expected=0).revision == 1


def test_a_database_that_has_not_every_letter_is_refused(pg: Server, opened: Open) -> None:
    pg.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    address = pg.address().replace("/postgres?", "/latin?")
    store = PostgresqlStore(address)
    with pytest.raises(StoreError, match="has the encoding LATIN1; make one with UTF8"):
        store.list()
    store.close()
    pg.run("DROP DATABASE latin")


# What is sent


def test_what_is_sent_is_counted(pg: Server, opened: Open) -> None:
    store = opened(application_name="counted", options="-c log_statement=all")
    store.save("warm", b"", expected=0)

    def sent(act: Callable[[], object]) -> int:
        start = pg.log.stat().st_size
        act()
        lines = pg.log.read_bytes()[start:].split(b"\n")
        return sum(b"counted|LOG:  " in line for line in lines)

    assert sent(lambda: store.save("a", b"x", expected=0)) == 4
    assert sent(lambda: store.save("a", b"y", expected=1)) == 4
    assert sent(lambda: store.save("a", b"z", expected=OVERWRITE)) == 4
    assert sent(lambda: store.load("a")) == 1
    assert sent(lambda: store.load("a", 1)) == 1
    assert sent(lambda: store.list()) == 1
    assert sent(lambda: store.history("a")) == 1
    assert sent(lambda: store.delete("a", expected=3)) == 4
    assert sent(lambda: store.erase("a")) == 6
    assert sent(lambda: list(store.check())) == 3


# Others


def test_who_waits_too_long_is_told_that_nothing_was_written(
    pg: Server, opened: Open, schema: str
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    with pg.connect() as other:
        other.execute("BEGIN")
        other.execute(f"UPDATE {schema}.head SET revision = revision".encode())
        with pytest.raises(Busy) as caught:
            store.save("a", b"y", expected=1)
        assert str(caught.value) == (
            "The store is busy; the plan 'a' was not written. Try again. Waited 1 s."
        )
        assert store.load("a").body == b"x"
        other.execute("ROLLBACK")
    assert store.save("a", b"y", expected=1).revision == 2


@pytest.mark.parametrize("state", ["40001", "40P01"])
@pytest.mark.parametrize("before", ["head", "revision", "COMMIT"])
def test_a_transaction_that_the_server_gives_up_is_done_again(
    opened: Open, state: str, before: str
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    raised = f"DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '{state}'; END $$"
    between(store, before, lambda db: db.cursor().execute(raised))
    assert store.save("a", b"y", expected=1).revision == 2
    assert [told.revision for told in store.history("a").items] == [2, 1]
    assert list(store.check()) == []


def test_what_the_server_always_gives_up_is_busy_in_the_end(
    pg: Server, opened: Open, schema: str
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    pg.run(
        f"CREATE FUNCTION {schema}.never() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '40001'; END $$",
        f"CREATE TRIGGER never BEFORE INSERT ON {schema}.revision "
        f"FOR EACH ROW EXECUTE FUNCTION {schema}.never()",
    )
    begun = time.monotonic()
    with pytest.raises(Busy) as caught:
        store.save("a", b"y", expected=1)
    assert time.monotonic() - begun < 5
    assert str(caught.value) == (
        "The store is busy; the plan 'a' was not written. Try again. The server says: never."
    )
    assert store.load("a").revision == 1


def test_between_two_tries_others_get_more_and_more_time(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def longest(least: float, most: float) -> float:
        assert least == most / 2
        return most

    def again(db: object) -> None:
        raise Again("Others write it.")

    pauses: list[float] = []
    store = opened()
    assert store.list().items == ()  # So that it is connected.
    clock = SimpleNamespace(monotonic=lambda: sum(pauses), sleep=pauses.append)
    monkeypatch.setattr("ledertrivsel.stores.postgresql.time", clock)
    monkeypatch.setattr("ledertrivsel.stores.postgresql.random.uniform", longest)
    with pytest.raises(Busy, match="Others write it"):
        store._repeated("a", again, writes=True)
    assert pauses == [0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32]  # One more would be too long.


def test_one_thread_wins_each_revision(opened: Open) -> None:
    store, other = opened(busy_seconds="60"), opened(busy_seconds="60")
    store.save("a", b"0", expected=0)

    def count(own: PostgresqlStore) -> None:
        done = 0
        while done < 15:
            stored = own.load("a")
            try:
                own.save("a", str(int(stored.body) + 1).encode(), expected=stored.revision)
                done += 1
            except Conflict:
                continue

    run_all([threading.Thread(target=count, args=(own,)) for own in (store, store, other)])
    assert (store.load("a").body, store.load("a").revision) == (b"45", 46)
    assert list(store.check()) == []


def test_those_who_overwrite_and_erase_at_once_leave_no_gap(opened: Open) -> None:
    store = opened(busy_seconds="60")
    store.save("a", b"0", expected=0)

    def act(number: int) -> None:
        for turn in range(8):
            if (number + turn) % 4 == 0:
                store.erase("a")
            else:
                store.save("a", b"x", expected=OVERWRITE)

    run_all([threading.Thread(target=act, args=(number,)) for number in range(4)])
    told = [told.revision for told in store.history("a", limit=100).items]
    assert told == list(range(told[0], 0, -1))
    assert list(store.check()) == []


WRITER = """
import sys
from ledertrivsel.errors import Conflict, NotFound
from ledertrivsel.stores.postgresql import PostgresqlStore

store = PostgresqlStore(sys.argv[1])
for number in range(int(sys.argv[2])):
    key = sys.argv[3] or f"key-{number % 5}"
    while True:
        try:
            stored = store.load(key)
            body, revision = int(stored.body), stored.revision
        except NotFound:
            body, revision = 0, 0
        try:
            store.save(key, str(body + 1).encode() + b" " * 2000, expected=revision)
        except Conflict:
            continue
        print(key, revision + 1, flush=True)
        break
store.close()
"""


@pytest.mark.parametrize("key", ["a", ""], ids=["one key", "many keys"])
def test_processes_that_begin_together_lose_nothing(pg: Server, opened: Open, key: str) -> None:
    store = opened(busy_seconds="60")
    address = pg.address(schema=store._target.schema, busy_seconds="60")
    program = [sys.executable, "-c", WRITER, address, "10", key]
    writers = [subprocess.Popen(program, stdout=subprocess.PIPE) for _ in range(4)]
    acknowledged = []
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0
        acknowledged += [tuple(line.split()) for line in out.decode().splitlines()]
    stored = [
        (told.key, str(revision))
        for told in store.list().items
        for revision in range(1, told.revision + 1)
    ]
    assert sorted(acknowledged) == sorted(stored)
    assert len(acknowledged) == 40
    for told in store.list().items:
        assert int(store.load(told.key).body) == told.revision
    assert list(store.check()) == []


def test_what_was_acknowledged_survives_a_kill_of_the_client(pg: Server, opened: Open) -> None:
    store = opened()
    address = pg.address(schema=store._target.schema, busy_seconds="60")
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, address, "100000", "a"], stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    last = 0
    while last < 20:
        last = int(writer.stdout.readline().split()[1])
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate(timeout=60)
    acknowledged = [last, *(int(line.split()[1]) for line in rest.splitlines())]
    assert store.load("a").revision >= max(acknowledged)
    assert list(store.check()) == []


def test_who_comes_between_two_looks_is_built_on(opened: Open) -> None:
    store = opened(busy_seconds="20")
    store.list()
    look = "SELECT revision, is_there"
    between(store, look, lambda db: opened().save("a", b"theirs", expected=0) and None)
    assert store.save("a", b"ours", expected=1).revision == 2
    store.delete("a", expected=2)
    between(store, look, lambda db: opened().save("a", b"theirs", expected=0) and None)
    assert store.delete("a", expected=OVERWRITE).revision == 5
    assert list(store.check()) == []


# A connection that is lost


def test_a_connection_lost_after_a_refusal_changes_nothing_about_it(
    pg: Server, opened: Open
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    between(store, "ROLLBACK", killed(pg))
    with pytest.raises(Conflict):
        store.save("a", b"y", expected=0)
    assert store.save("a", b"y", expected=1).revision == 2


@pytest.mark.parametrize("before", ["BEGIN", "head", "revision"])
def test_a_connection_lost_before_the_commit_costs_nothing(
    pg: Server, opened: Open, before: str
) -> None:
    store = opened(busy_seconds="20")
    store.save("a", b"x", expected=0)
    between(store, before, killed(pg))
    assert store.save("a", b"y", expected=1).revision == 2
    assert [told.revision for told in store.history("a").items] == [2, 1]


def test_a_connection_lost_in_the_commit_is_told_with_the_write(pg: Server, opened: Open) -> None:
    store = opened(busy_seconds="20")
    store.save("a", b"x", expected=0)
    between(store, "COMMIT", killed(pg))
    with pytest.raises(OutcomeUnknown) as caught:
        store.save("a", b"y", expected=1, meta=Meta(write_id="w-7"))
    assert caught.value.write_id == "w-7"
    assert str(caught.value) == "It is unknown whether the plan 'a' was saved (write w-7)."
    assert store.load("a").revision == 1


def test_the_plans_find_out_what_became_of_a_write(pg: Server, opened: Open) -> None:
    store = opened(busy_seconds="20")
    plans = PlanStore(store)
    plans.save(bare(), "2026")

    def commit_and_die(db: Any) -> None:
        db.cursor().execute("COMMIT")
        killed(pg)(db)

    between(store, "COMMIT", commit_and_die)
    assert plans.save(bare(), "2026", expected=1) == 2
    between(store, "COMMIT", killed(pg))
    with pytest.raises(OutcomeUnknown):
        plans.save(bare(), "2026", expected=2)
    assert plans.load("2026") == (bare(), 2)


def test_what_no_replica_confirmed_is_not_acknowledged(pg: Server, opened: Open) -> None:
    store = opened(application_name="waits", busy_seconds="20")
    store.save("a", b"x", expected=0)
    pg.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    pg.reload()
    until(lambda: shown(pg, "synchronous_standby_names") == "nobody")

    def given_up() -> None:
        """End the wait, as whoever looks after the server might."""
        asked = (
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'waits' AND wait_event = 'SyncRep'"
        )
        with pg.connect() as db:
            until(lambda: db.execute(asked.encode()).fetchone() is not None)

    giving_up = threading.Thread(target=given_up)
    giving_up.start()
    try:
        with pytest.raises(OutcomeUnknown):
            store.save("a", b"y", expected=1, meta=Meta(write_id="w-8"))
    finally:
        giving_up.join()
        pg.run("ALTER SYSTEM RESET synchronous_standby_names")
        pg.reload()
    until(lambda: shown(pg, "synchronous_standby_names") == "")
    assert store.history("a").items[0].meta.write_id == "w-8"


def shown(pg: Server, setting: str) -> object:
    with pg.connect() as db:
        (value,) = db.execute(f"SHOW {setting}".encode()).fetchone() or ("",)
    return value


def until(holds: Callable[[], bool]) -> None:
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("It never came.")


def test_a_commit_is_on_the_disk_whatever_the_role_says(pg: Server, opened: Open) -> None:
    for asked, found in (("off", "on"), ("remote_apply", "remote_apply")):
        store = opened(options=f"-c synchronous_commit={asked}")
        with store._server.borrowed() as db:
            assert db.execute("SHOW synchronous_commit").fetchone() == (found,)
            assert db.execute("SHOW lock_timeout").fetchone() == ("1s",)


def test_a_server_that_went_away_is_waited_for(pg: Server, opened: Open) -> None:
    store, idle = opened(busy_seconds="30"), opened()
    store.save("a", b"x", expected=0)
    assert idle.load("a").body == b"x"
    pg.stop()
    starting = threading.Timer(0.5, pg.start)
    starting.start()
    try:
        assert store.save("a", b"y", expected=1).revision == 2
    finally:
        starting.join()
    assert store.load("a", 1).body == b"x"
    assert list(idle.check()) == []


def test_a_server_that_stays_away_is_busy(pg: Server, opened: Open) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    pg.stop()
    try:
        for act in (lambda: store.load("a"), lambda: store.save("a", b"y", expected=1)):
            with pytest.raises(Busy, match="The server does not answer: "):
                act()
        with pytest.raises(Busy):
            list(store.check())
    finally:
        pg.start()
    assert store.load("a").body == b"x"


def test_a_server_that_never_answered_is_told_at_once(tmp_path: Any) -> None:
    store = PostgresqlStore(f"postgresql://hr:{SECRET}@/plans?host={tmp_path}&busy_seconds=60")
    begun = time.monotonic()
    with pytest.raises(StoreError) as caught:
        store.load("a")
    assert time.monotonic() - begun < 20
    where = str(tmp_path).replace("/", "%2F")
    text = str(caught.value)
    assert text.startswith(
        f"The store at postgresql://{where}/plans?schema=ledertrivsel failed: no connection: "
    )
    assert text.endswith(
        "Check that the server runs and lets you in, and that host, port, database, user and "
        "password are right."
    )
    store.close()


def test_a_host_that_is_none_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    store = PostgresqlStore(f"postgresql://hr:{SECRET}@{'a' * 80}.invalid/plans")
    with pytest.raises(StoreError, match="no connection: ") as caught:
        store.list()
    said: BaseException | None = caught.value
    while said is not None:
        assert SECRET not in repr(said) + str(said)
        said = said.__cause__ or said.__context__
    assert SECRET not in caplog.text
    assert SECRET not in repr(store)
    store.close()


def test_a_password_is_told_to_nobody_but_the_server(
    pg: Server, opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store = opened(password=SECRET)
    store.save("a", b"x", expected=0)
    assert SECRET not in store._address + repr(vars(store)) + repr(vars(store._server))
    between(store, "COMMIT", killed(pg))
    with pytest.raises(OutcomeUnknown) as caught:
        store.save("a", b"y", expected=1)
    assert SECRET not in repr(caught.value.__cause__) + str(caught.value.__cause__)
    assert SECRET not in caplog.text


def test_of_several_servers_the_one_that_takes_writes_is_found(pg: Server, opened: Open) -> None:
    other = Server(default_transaction_read_only="on")
    try:
        hosts = f"/nowhere,{other.folder},{pg.folder}"
        store = opened(host=hosts)
        assert store.save("a", b"x", expected=0).revision == 1
        assert opened().load("a").body == b"x"
        alone = opened(host=str(other.folder))
        with pytest.raises(ReadOnly):
            alone.save("a", b"x", expected=0)
    finally:
        other.close()


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            psycopg.errors.QueryCanceled("canceling statement"),
            "The store is busy; the plan 'a' was not written. Try again. "
            "The server says: canceling statement.",
        ),
        (
            psycopg.errors.TooManyConnections("too many clients"),
            "The store is busy; the plan 'a' was not written. Try again. "
            "The server says: too many clients.",
        ),
        (
            psycopg.errors.DataCorrupted("invalid page in block 7"),
            "What is stored of the plan 'a' is damaged: The server says: invalid page in block 7.",
        ),
        (
            psycopg.errors.DiskFull("could not extend file"),
            "The store at postgresql://SERVER failed: The server says: could not extend file.",
        ),
    ],
)
def test_what_a_server_refuses_is_told_in_our_words(
    opened: Open, error: psycopg.Error, text: str
) -> None:
    store = opened()
    store.save("a", b"x", expected=0)

    def refuse(db: Any) -> None:
        raise error

    between(store, "revision", refuse)
    with pytest.raises(StoreError) as caught:
        store.save("a", b"y", expected=1)
    assert str(caught.value) == text.replace("postgresql://SERVER", store._address)
    assert caught.value.__cause__ is error
    assert store.load("a").body == b"x"
    assert store.save("a", b"y", expected=1).revision == 2


def test_a_check_is_not_begun_anew_halfway(pg: Server, opened: Open) -> None:
    store = opened()
    for key in ("a", "b"):
        store.save(key, bytes(2_000_000), expected=0)
    with pg.connect() as db:
        db.execute(f"UPDATE {store._target.schema}.revision SET sha256 = ''".encode())
    checking = store.check()
    assert next(checking).key == "a"
    pg.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    with pytest.raises(Busy, match="The server says: "):
        list(checking)

    servers, plain = [store._server.borrowed], store._server.borrowed

    def once() -> Any:
        if servers:
            return servers.pop()()
        raise Again("The server does not answer: no.")

    store._server.borrowed = once  # type: ignore[method-assign]
    with pytest.raises(Busy, match="The server does not answer: no"):
        list(store.check())
    store._server.borrowed = plain  # type: ignore[method-assign]


# Rights


def test_a_role_that_may_only_read_reads(pg: Server, opened: Open, schema: str) -> None:
    opened().save("a", b"x", expected=0)
    reader = f"reader_{schema}"
    pg.run(
        f"CREATE ROLE {reader} LOGIN",
        f"GRANT USAGE ON SCHEMA {schema} TO {reader}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}",
    )
    store = opened(reader)
    assert store.load("a").body == b"x"
    assert list(store.check()) == []
    with pytest.raises(ReadOnly) as caught:
        store.save("a", b"y", expected=1)
    assert str(caught.value) == (
        "The store is read-only; the plan 'a' was not written. "
        "The server says: permission denied for table head."
    )
    with pytest.raises(ReadOnly):
        store.erase("a")


def test_a_role_that_may_not_make_tables_is_told_who_may(
    pg: Server, opened: Open, schema: str
) -> None:
    pg.run(f"CREATE ROLE maker_{schema} LOGIN")
    store = opened(f"maker_{schema}")
    with pytest.raises(ReadOnly) as caught:
        store.save("a", b"x", expected=0)
    assert str(caught.value) == (
        "The store is read-only; the plan 'a' was not written. The server says: permission denied "
        "for database postgres. An administrator may make the tables."
    )
    pg.run(f"CREATE SCHEMA {schema} AUTHORIZATION maker_{schema}")
    assert store.save("a", b"x", expected=0).revision == 1


def test_a_role_that_may_not_even_read_is_told(pg: Server, opened: Open, schema: str) -> None:
    opened().save("a", b"x", expected=0)
    pg.run(f"CREATE ROLE nobody_{schema} LOGIN")
    with pytest.raises(StoreError) as caught:
        opened(f"nobody_{schema}").load("a")
    assert type(caught.value) is StoreError
    assert "The server says: permission denied for schema" in str(caught.value)
    pg.run(
        f"GRANT USAGE ON SCHEMA {schema} TO nobody_{schema}",
        f"GRANT SELECT ON {schema}.layout TO nobody_{schema}",
    )
    with pytest.raises(StoreError) as caught:
        list(opened(f"nobody_{schema}").check())
    assert type(caught.value) is StoreError
    assert "The server says: permission denied for table" in str(caught.value)


def test_a_server_that_takes_no_writes_is_read_only(opened: Open) -> None:
    opened().save("a", b"x", expected=0)
    store = opened(options="-c default_transaction_read_only=on")
    assert store.load("a").body == b"x"
    with pytest.raises(ReadOnly, match="cannot execute UPDATE in a read-only transaction"):
        store.save("a", b"y", expected=1)
    with pytest.raises(ReadOnly, match="cannot execute"):
        opened(options="-c default_transaction_read_only=on", schema="unmade").save(
            "a", b"y", expected=0
        )


# What is not installed

WITHOUT = """
import sys
sys.modules["psycopg"] = None
import ledertrivsel as lt
from ledertrivsel.errors import MissingExtraError
try:
    lt.open_store("postgresql://db/plans")
except MissingExtraError as error:
    print(error)
try:
    import ledertrivsel.stores.postgresql
except MissingExtraError as error:
    print(error)
"""


def test_without_psycopg_it_says_what_to_install() -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    said = (
        "The store 'postgresql' needs the package 'psycopg'. "
        'Install it with: pip install "ledertrivsel[postgresql]"\n'
    )
    assert run.stdout == said * 2


# What is damaged


def test_a_changed_byte_is_corrupt_and_costs_only_that_plan(
    pg: Server, opened: Open, schema: str
) -> None:
    store = opened()
    store.save("a", b"to whom it may concern", expected=0)
    store.save("b", b"another", expected=0)
    pg.run(f"UPDATE {schema}.revision SET body = set_byte(body, 3, 120) WHERE key = 'a'")
    with pytest.raises(Corrupt) as caught:
        store.load("a")
    assert str(caught.value) == (
        "What is stored of the plan 'a' is damaged: "
        "revision 1 has another hash than what was saved."
    )
    assert store.load("b").body == b"another"
    assert len(store.list().items) == 2
    assert [(d.key, d.revision, d.detail) for d in store.check()] == [
        ("a", 1, "another hash than what was saved")
    ]


def test_what_is_missing_or_misled_is_told(pg: Server, opened: Open, schema: str) -> None:
    store = opened()
    for number in range(3):
        store.save("a", b"x", expected=number)
    for key in "bcdef":
        store.save(key, b"x", expected=0)
    pg.run(
        f"DELETE FROM {schema}.revision WHERE key = 'a' AND revision = 2",
        f"UPDATE {schema}.head SET revision = 7 WHERE key = 'b'",
        f"UPDATE {schema}.head SET is_there = FALSE WHERE key = 'c'",
        f"DELETE FROM {schema}.head WHERE key = 'd'",
        f"DELETE FROM {schema}.revision WHERE key = 'e'",
        f"UPDATE {schema}.revision SET at = 'i går' WHERE key = 'f'",
    )
    told = [(damage.key, damage.revision, damage.detail) for damage in store.check()]
    assert told == [
        ("a", 2, "it is missing"),
        ("b", 0, "the latest is noted as 7, not 1"),
        ("c", 0, "the latest is noted as deleted, and is not"),
        ("d", 0, "the latest is noted as None, not 1"),
        ("f", 1, "what it tells of itself is damaged"),
        ("e", 0, "the latest is noted as 1, not None"),
    ]
    with pytest.raises(Corrupt, match="revision 2 is missing"):
        store.load("a", 2)
    with pytest.raises(Corrupt, match="what revision 1 tells of itself is damaged"):
        store.load("f")
    assert store.erase("e").revision == 2


def test_a_check_may_be_left_halfway(opened: Open) -> None:
    store = opened()
    for number in range(20):
        store.save("a", bytes(50_000), expected=number)
    with store._server.borrowed() as db:
        db.execute(f"UPDATE {store._target.schema}.revision SET sha256 = ''".encode())
    checking = store.check()
    assert next(checking).revision == 1
    checking.close()
    assert store.save("b", b"x", expected=0).revision == 1


# Erasing and rewriting


def test_erased_text_is_in_none_of_the_rows(pg: Server, opened: Open, schema: str) -> None:
    store = opened()
    for number in range(3):
        store.save("b", b"personalesag-4711", expected=number)
    store.erase("b")
    with pg.connect() as db:
        asked = f"SELECT count(*) FROM {schema}.revision WHERE body IS NOT NULL".encode()
        assert db.execute(asked).fetchone() == (0,)
    assert store.capabilities.erase is False


def test_an_erasure_waits_for_a_save_and_takes_it_too(
    pg: Server, opened: Open, schema: str
) -> None:
    store = opened(busy_seconds="20")
    store.save("a", b"x", expected=0)

    def overtaken(db: Any) -> None:
        opened().save("a", b"y", expected=1)

    between(store, "SET revision = revision + 1, is_there = FALSE", overtaken)
    assert store.erase("a") == Revision(key="a", revision=3, state=RevisionState.ERASED)
    with pytest.raises(Deleted):
        store.load("a", 2)


def test_a_rewrite_of_the_latest_does_not_hide_a_later_save(opened: Open) -> None:
    store = opened(busy_seconds="20")
    told = store.save("a", b"x", expected=0)
    between(store, "CASE", lambda db: opened().delete("a", expected=1) and None)
    store.rewrite(told, b"z", was=told.sha256)
    assert store.list().items == ()
    assert list(store.check()) == []
