"""The store in a SQLite file; what all stores have in common is in tests/test_storage.py."""

import functools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ledertrivsel.errors import (
    Busy,
    Conflict,
    Corrupt,
    InvalidValueError,
    NewerLayout,
    NotFound,
    ReadOnly,
    StoreError,
    TooLarge,
)
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.storage import Damage, parse_address
from ledertrivsel.stores.sqlite import APPLICATION_ID, SqliteStore, open_sqlite

Open = Callable[..., SqliteStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plans.db"


@pytest.fixture
def opened(path: Path) -> Iterator[Open]:
    """Give a function that opens the store; all opened are closed in the end."""
    stores: list[SqliteStore] = []

    def open_it(**options: object) -> SqliteStore:
        stores.append(SqliteStore(path, **{"busy_seconds": 0.2, **options}))  # type: ignore[arg-type]
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


def _files(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


# The file


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


def test_an_address_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_sqlite(parse_address("sqlite:///plans.db"))
    store.save("a", b"x", expected=0)
    store.close()
    store = open_sqlite(parse_address(f"sqlite:///{tmp_path / 'plans.db'}"))
    assert store.load("a").body == b"x"
    store.close()


@pytest.mark.parametrize("name", [":memory:", "file:a", "100%.db", "a#b.db", "år.db", "a b.db"])
def test_a_name_that_means_something_to_sqlite_is_only_a_name(tmp_path: Path, name: str) -> None:
    store = SqliteStore(tmp_path / name)
    store.save("a", b"x", expected=0)
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_it_stays_the_same_file_when_the_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    store = SqliteStore("plans.db")
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.save("a", b"x", expected=0)
    store.close()
    assert (tmp_path / "plans.db").exists()


def test_reading_makes_no_file(opened: Open, path: Path) -> None:
    store = opened()
    with pytest.raises(NotFound):
        store.load("a")
    with pytest.raises(NotFound):
        store.history("a")
    assert store.list().items == ()
    assert list(store.check()) == []
    assert not path.exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "no" / "plans.db")
    with pytest.raises(StoreError) as caught:
        store.save("a", b"x", expected=0)
    assert str(caught.value) == (
        f"The store at sqlite:///{tmp_path}/no/plans.db failed: "
        f"the folder '{tmp_path}/no' is not there."
    )
    store.close()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open database file"):
        SqliteStore(tmp_path)


def test_a_name_that_the_system_refuses_is_an_error_of_the_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        SqliteStore(tmp_path / ("x" * 300)).save("a", b"x", expected=0)
    assert str(caught.value).startswith(f"The store at sqlite:///{tmp_path}/xxx")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_a_new_store(opened: Open, path: Path) -> None:
    path.touch()
    assert opened().save("a", b"x", expected=0).revision == 1


def test_it_is_set_up_to_survive_a_power_cut(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    db = store._connection
    assert db is not None
    settings = {
        name: db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
    }


class Noted(sqlite3.Connection):
    """A connection that notes how it was opened, what it was told, and whether it was closed."""

    made: ClassVar[list["Noted"]] = []

    def __init__(self, *where: Any, **how: Any) -> None:
        super().__init__(*where, **how)
        self.how = how
        self.told: list[str] = []
        self.is_closed = False
        self.made.append(self)

    def execute(self, sql: str, *asked: Any) -> sqlite3.Cursor:
        self.told.append(sql)
        return super().execute(sql, *asked)

    def close(self) -> None:
        self.is_closed = True
        super().close()


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[Noted]:
    """Give the connections that are made."""
    monkeypatch.setattr(Noted, "made", [])
    connect = functools.partial(sqlite3.connect, factory=Noted)
    monkeypatch.setattr("ledertrivsel.stores.sqlite.sqlite3.connect", connect)
    return Noted.made


def test_nothing_is_left_to_how_sqlite_was_built(opened: Open, noted: list[Noted]) -> None:
    opened().save("a", b"x", expected=0)
    (db,) = noted
    assert db.how["uri"] is True
    assert {
        "PRAGMA trusted_schema = OFF",
        "PRAGMA foreign_keys = ON",
        "PRAGMA secure_delete = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
    } <= {*db.told}
    assert db.execute("PRAGMA trusted_schema").fetchone() == (0,)


def test_a_file_that_is_refused_is_not_kept_open(path: Path, noted: list[Noted]) -> None:
    path.write_bytes(b"Hej" * 500)
    with pytest.raises(NewerLayout):
        SqliteStore(path)
    path.unlink()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        SqliteStore(path, busy_seconds=0.05)
    other.execute("ROLLBACK")
    other.execute("CREATE TABLE theirs (a)")
    with pytest.raises(NewerLayout):
        SqliteStore(path)
    other.close()
    assert len(noted) >= 4
    assert all(db.is_closed for db in noted if db is not other)


def test_another_programs_file_is_left_as_it_is(opened: Open, path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE invoice (id INTEGER)")
    db.close()
    before = _files(path)
    with pytest.raises(NewerLayout) as caught:
        opened()
    assert str(caught.value) == (
        f"The store 'sqlite:///{path}' was written by a newer ledertrivsel or by another program: "
        "it is another program's SQLite file."
    )
    assert _files(path) == before


def test_a_newer_layout_is_left_as_it_is(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    store.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 2")
    db.close()
    before = path.read_bytes()
    with pytest.raises(NewerLayout, match="its layout is 2, and this version knows 1"):
        opened()
    assert path.read_bytes() == before


def test_a_file_that_is_no_sqlite_file_is_left_as_it_is(opened: Open, path: Path) -> None:
    text = "Kære alle\n".encode() * 500
    path.write_bytes(text)
    with pytest.raises(NewerLayout, match="it is no SQLite file"):
        opened()
    assert _files(path) == text


def test_a_file_cut_short_is_corrupt_and_left_as_it_is(opened: Open, path: Path) -> None:
    store = opened()
    for number in range(20):
        store.save("a", bytes(4000), expected=number)
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Corrupt) as caught:
        list(opened().check())
    assert "SQLite says: database disk image is malformed" in str(caught.value)


def test_a_revision_that_is_missing_is_told(opened: Open, path: Path) -> None:
    store = opened()
    for number in range(3):
        store.save("a", b"x", expected=number)
    store.save("b", b"x", expected=0)
    store.close()
    db = sqlite3.connect(path)
    db.execute("DELETE FROM revision WHERE key = 'a' AND revision = 2")
    db.execute("UPDATE head SET revision = 7 WHERE key = 'b'")
    db.commit()
    db.close()
    store = opened()
    told = [(damage.key, damage.revision, damage.detail) for damage in store.check()]
    assert told == [
        ("a", 2, "it is missing"),
        ("b", 0, "the latest is noted as 7, not 1"),
    ]
    with pytest.raises(Corrupt, match="revision 2 is missing"):
        store.load("a", 2)


def test_a_list_that_tells_something_else_is_told(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    store.save("b", b"x", expected=0)
    store.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE revision SET schema = -1 WHERE key = 'a'")
    db.execute("UPDATE head SET actor = 'Anne' WHERE key = 'b'")
    db.commit()
    db.close()
    assert [(damage.key, damage.revision, damage.detail) for damage in opened().check()] == [
        ("a", 1, "what it tells of itself is damaged"),
        ("a", 1, "a list tells something else of it than it does itself"),
        ("b", 1, "a list tells something else of it than it does itself"),
    ]
    with pytest.raises(Corrupt):
        opened().load("a")
    assert opened().load("b").body == b"x"


def test_a_list_that_lacks_a_plan_and_one_that_has_too_many_are_told(
    opened: Open, path: Path
) -> None:
    store = opened()
    for key in "abc":
        store.save(key, b"x", expected=0)
    store.close()
    db = sqlite3.connect(path)
    db.execute("DELETE FROM head WHERE key = 'a'")
    db.execute("DELETE FROM revision WHERE key = 'b'")
    db.commit()
    db.close()
    assert list(opened().check()) == [
        Damage("a", 0, "the latest is noted as None, not 1"),
        Damage("b", 0, "the latest is noted as 1, not None"),
    ]


def test_what_sqlite_itself_finds_is_told(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    store.delete("a", expected=1)
    store.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("UPDATE revision SET body = x'00' WHERE state = 'deleted'")
    db.commit()
    db.close()
    assert list(opened().check()) == [Damage("", 0, "CHECK constraint failed in revision")]


# Erasing


def test_erased_text_is_in_none_of_the_files(opened: Open, path: Path) -> None:
    store = opened()
    secret = b"personalesag-4711"
    for key in ("a", "b", "c"):
        for number in range(12):
            body = (secret if key == "b" else b"andet") * (1 + number * 60)
            store.save(key, body, expected=number)
    assert secret in _files(path)
    store.erase("b")
    assert secret not in _files(path)
    assert store.load("a").body == b"andet" * 661
    assert store.load("c", 12).body == b"andet" * 661


def test_erasing_waits_for_those_who_still_read_the_log(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"personalesag", expected=0)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM revision").fetchone()
    with pytest.raises(Busy) as caught:
        store.erase("a")
    assert "not yet from the log: do it again" in str(caught.value)
    reader.execute("COMMIT")
    reader.close()
    assert store.erase("a").revision == 2
    assert b"personalesag" not in _files(path)


# Others


def test_who_waits_too_long_is_told_that_nothing_was_written(opened: Open, path: Path) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy) as caught:
        store.save("a", b"y", expected=1)
    assert str(caught.value) == (
        "The store is busy; the plan 'a' was not written. Try again. Waited 0.2 s."
    )
    assert store.load("a").body == b"x"
    other.execute("ROLLBACK")
    other.close()
    assert store.save("a", b"y", expected=1).revision == 2


def test_a_full_disk_leaves_the_old_head_readable(opened: Open) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    db = store._connection
    assert db is not None
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="database or disk is full"):
        store.save("a", bytes(100_000), expected=1)
    assert store.load("a").body == b"x"
    db.execute("PRAGMA max_page_count = 100000")
    assert store.save("a", b"y", expected=1).revision == 2
    assert list(store.check()) == []


def test_a_read_only_store_is_read_and_not_written(opened: Open, path: Path) -> None:
    opened().save("a", b"x", expected=0)
    store = opened(read_only=True)
    assert store.load("a").body == b"x"
    with pytest.raises(ReadOnly) as caught:
        store.save("a", b"y", expected=1)
    assert str(caught.value).startswith("The store is read-only; the plan 'a' was not written.")
    with pytest.raises(ReadOnly):
        store.erase("a")


def test_an_error_of_the_module_itself_is_a_store_error(opened: Open) -> None:
    store = opened()
    store.save("a", b"x", expected=0)
    assert store._connection is not None
    store._connection.close()  # As an engine that gives up in the middle.
    with pytest.raises(StoreError, match="Cannot operate on a closed database"):
        store.load("a")


class Failing:
    """A connection that fails as SQLite does."""

    in_transaction = True

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.is_closed = False

    def execute(self, *_: object) -> object:
        raise self.error

    def close(self) -> None:
        self.is_closed = True
        raise self.error


def failing(code: int) -> Failing:
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code  # type: ignore[misc]
    return Failing(error)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, Busy),
        (sqlite3.SQLITE_LOCKED, Busy),
        (sqlite3.SQLITE_READONLY, ReadOnly),
        (sqlite3.SQLITE_TOOBIG, TooLarge),
        (sqlite3.SQLITE_NOTADB, NewerLayout),
        (sqlite3.SQLITE_CORRUPT, Corrupt),
        (sqlite3.SQLITE_IOERR, StoreError),
        (sqlite3.SQLITE_FULL, StoreError),
    ],
)
def test_each_error_of_the_engine_is_one_of_ours(
    opened: Open, code: int, kind: type[StoreError]
) -> None:
    store = opened()
    store.save("a", b"1", expected=0)
    for act in (lambda: store.load("a"), lambda: store.save("a", b"2", expected=1)):
        store._connection = failing(code)  # type: ignore[assignment]
        with pytest.raises(kind) as caught:
            act()
        assert type(caught.value) is kind
        assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
        store._connection = None
    assert store.load("a").body == b"1"


def test_a_connection_that_cannot_even_roll_back_is_let_go(opened: Open) -> None:
    store = opened()
    store.save("a", b"1", expected=0)
    broken = failing(sqlite3.SQLITE_IOERR)
    store._connection = broken  # type: ignore[assignment]
    with pytest.raises(StoreError, match="it failed"):
        store.save("a", b"2", expected=1)
    assert broken.is_closed
    assert store.save("a", b"2", expected=1).revision == 2


def test_what_one_has_opened_another_may_use(opened: Open) -> None:
    store = opened()
    store.save("a", b"1", expected=0)
    found: list[bytes] = []
    other = threading.Thread(target=lambda: found.append(store.load("a").body))
    other.start()
    other.join()
    assert found == [b"1"]


def test_others_are_waited_for_five_seconds(path: Path) -> None:
    store = SqliteStore(path)
    store.save("a", b"1", expected=0)
    store.close()
    store = SqliteStore(path)
    kept, store._connection = store._connection, failing(sqlite3.SQLITE_BUSY)  # type: ignore[assignment]
    with pytest.raises(Busy) as caught:
        store.load("a")
    assert "Waited 5 s." in str(caught.value)
    store._connection = kept
    assert kept is not None
    assert kept.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    store.close()


def test_a_backup_is_on_the_disk_before_it_has_its_name_and_its_name_then_too(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[int, bool]] = []

    def note(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, (tmp_path / "copy.db").exists()))

    store = opened()
    store.save("a", b"x", expected=0)
    monkeypatch.setattr("ledertrivsel.stores.sqlite.os.fsync", note)
    monkeypatch.setattr("ledertrivsel.stores._files.System.fsync", staticmethod(note))
    store.backup(tmp_path / "copy.db")
    assert synced == [
        ((tmp_path / "copy.db").stat().st_ino, False),
        (tmp_path.stat().st_ino, True),
    ]


def test_what_it_can_do_is_said(opened: Open) -> None:
    assert opened().capabilities == Capabilities(
        persistent=True, shared_between_processes=True, rewrite=True, backup=True
    )


def test_a_connection_that_cannot_be_closed_is_told(opened: Open) -> None:
    store = opened()
    store._connection = failing(sqlite3.SQLITE_IOERR)  # type: ignore[assignment]
    with pytest.raises(StoreError, match="it failed"):
        store.close()
    store.close()


def test_who_meets_another_that_makes_the_file_waits(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    refuse = SqliteStore._refuse_foreign

    def locked_once(store: SqliteStore, db: sqlite3.Connection) -> bool:
        looks.append(1)
        if len(looks) == 1:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY  # type: ignore[misc]
            raise error
        return refuse(store, db)

    pauses: list[float] = []
    monkeypatch.setattr(SqliteStore, "_refuse_foreign", locked_once)
    monkeypatch.setattr("ledertrivsel.stores.sqlite.time.sleep", pauses.append)
    assert opened().save("a", b"1", expected=0).revision == 1
    assert pauses == [0.01]
    assert len(looks) == 3  # Refused, looked at, and looked at again before the tables are made.


def test_who_is_overtaken_while_making_the_file_takes_what_is_there(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []
    refuse = SqliteStore._refuse_foreign

    def overtaken(store: SqliteStore, db: sqlite3.Connection) -> bool:
        looks.append(refuse(store, db))
        if len(looks) == 1:
            db.execute("COMMIT")
            opened().save("theirs", b"x", expected=0)
            db.execute("BEGIN")
        return looks[-1]

    monkeypatch.setattr(SqliteStore, "_refuse_foreign", overtaken)
    assert opened().save("ours", b"y", expected=0).revision == 1
    assert looks == [True, True, True, False]  # The other's two are in the middle.
    assert [told.key for told in opened().list().items] == ["ours", "theirs"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_forked_child_may_be_the_first_to_open_the_file(opened: Open) -> None:
    store = opened()  # It has no connection yet.
    child = os.fork()
    if child == 0:
        status = 1
        try:
            store.save("a", b"child", expected=0)
            store.close()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.save("a", b"parent", expected=1).revision == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_a_forked_child_has_no_connection_and_the_parent_keeps_its_own(opened: Open) -> None:
    store = opened()
    store.save("a", b"parent", expected=0)
    kept = store._connection
    child = os.fork()
    if child == 0:
        os._exit(0 if store._connection is None else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store._connection is kept


def test_who_meets_one_that_does_not_end_waits_no_longer_than_asked(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy) as caught:
        SqliteStore(path, busy_seconds=0.2)
    assert "Waited 0.2 s." in str(caught.value)
    other.close()


def test_what_fails_when_it_is_opened_is_not_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []

    def failed(store: SqliteStore, db: sqlite3.Connection) -> bool:
        looks.append(1)
        db.execute("SELECT * FROM nowhere")
        return True

    monkeypatch.setattr(SqliteStore, "_refuse_foreign", failed)
    path.touch()
    with pytest.raises(StoreError, match="SQLite says: no such table: nowhere"):
        SqliteStore(path, busy_seconds=20)
    assert len(looks) == 1


class WithoutSharedMemory(sqlite3.Connection):
    """A connection to a file on a network drive: the kind of log stays what it was."""

    def execute(self, sql: str, *asked: object) -> sqlite3.Cursor:
        return super().execute(sql.replace(" = WAL", ""), *asked)  # type: ignore[arg-type]


def test_a_file_system_without_shared_memory_is_refused(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = functools.partial(sqlite3.connect, factory=WithoutSharedMemory)
    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(StoreError) as caught:
        opened().save("a", b"x", expected=0)
    assert str(caught.value) == (
        f"The store at sqlite:///{path} failed: "
        "the file system can't share memory, as SQLite needs."
    )


def test_one_thread_wins_each_revision(opened: Open) -> None:
    store, other = opened(busy_seconds=20), opened(busy_seconds=20)
    store.save("a", b"0", expected=0)

    def count(own: SqliteStore) -> None:
        done = 0
        while done < 15:
            stored = own.load("a")
            try:
                own.save("a", str(int(stored.body) + 1).encode(), expected=stored.revision)
                done += 1
            except Conflict:
                continue

    threads = [threading.Thread(target=count, args=(own,)) for own in (store, store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.load("a").body, store.load("a").revision) == (b"45", 46)
    assert list(store.check()) == []


WRITER = """
import sys
from ledertrivsel.errors import Conflict, NotFound
from ledertrivsel.stores.sqlite import SqliteStore

store = SqliteStore(sys.argv[1], busy_seconds=30)
for _ in range(int(sys.argv[2])):
    while True:
        try:
            stored = store.load("a")
            body, revision = int(stored.body), stored.revision
        except NotFound:
            body, revision = 0, 0
        try:
            store.save("a", str(body + 1).encode() + b" " * 2000, expected=revision)
        except Conflict:
            continue
        print(revision + 1, flush=True)
        break
"""


def test_processes_that_begin_together_lose_nothing(opened: Open, path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), "8"], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    acknowledged = []
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0
        acknowledged += [int(line) for line in out.split()]
    assert sorted(acknowledged) == list(range(1, 25))
    assert int(opened().load("a").body) == 24


def test_what_was_acknowledged_survives_a_kill(opened: Open, path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), "100000"], stdout=subprocess.PIPE
    )
    assert writer.stdout is not None
    last = 0
    while last < 20:
        last = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate(timeout=60)
    acknowledged = [last, *(int(line) for line in rest.split(b"\n") if line)]
    store = opened()
    assert store.load("a").revision >= max(acknowledged)
    assert int(store.load("a").body) == store.load("a").revision
    assert list(store.check()) == []


def test_a_file_needs_a_path() -> None:
    with pytest.raises(InvalidValueError, match="with three slashes before"):
        open_sqlite(parse_address("sqlite:"))


def test_the_mark_of_our_files_never_changes(opened: Open, path: Path) -> None:
    opened().save("a", b"x", expected=0)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,) == (0x6C657472,)
    db.close()
