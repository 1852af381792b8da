"""What a store adds to its engine: the same statements, with the same durability, sent bare.

A list is compared with a query on an index that holds all that a list tells.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks.pairing import Result, compare
from benchmarks.plans import full_plan
from ledertrivsel.documents import dump
from ledertrivsel.storage import Meta, Store
from ledertrivsel.stores import sqlite
from ledertrivsel.stores._files import Files, System
from ledertrivsel.stores._told import COLUMNS
from ledertrivsel.stores.directory import DirectoryStore
from ledertrivsel.stores.sqlite import SqliteStore

_AT = datetime.datetime(2026, 11, 23, 8, 30, 15, 123456, tzinfo=datetime.UTC)
_PLANS = 10_000


def run() -> Iterator[Result]:
    """Compare saving in SQLite and PostgreSQL with their drivers, and listing with a query.

    A folder is compared with the bare calls of the operating system.
    """
    body = dump(full_plan())
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        yield _sqlite_save(Path(folder), body, stack)
        yield _sqlite_list(Path(folder), stack)
        yield _directory_save(Path(folder), body)
        yield _directory_list(Path(folder))
        yield from _postgresql(body, stack)


def _meta(number: int) -> Meta:
    return Meta(at=_AT, actor="HR", write_id=f"{number:032x}", schema=1)


def _saver(store: Store, body: bytes) -> Callable[[], object]:
    """Return what saves one more revision."""
    numbers = itertools.count()
    meta = _meta(7)
    return lambda: store.save("plan", body, expected=next(numbers), meta=meta)


def _row(number: int, body: bytes, sha256: str) -> tuple[object, ...]:
    told = ("plan", number, "saved", len(body), sha256)
    return (*told, _AT.isoformat(), "HR", f"{7:032x}", 1, body)


# SQLite


def _sqlite_save(folder: Path, body: bytes, stack: ExitStack) -> Result:
    store = SqliteStore(folder / "ours.db")
    stack.callback(store.close)
    # The peer's file is one of ours: the same tables and indexes.
    made = SqliteStore(folder / "bare.db")
    made.save("another", b"", expected=0)
    made.close()
    sent = _statements_of_a_save(store)
    db = sqlite3.connect(folder / "bare.db", isolation_level=None)
    stack.callback(db.close)
    for setting in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
        db.execute(f"PRAGMA {setting}")
    numbers, sha256 = (
        itertools.count(1),
        hashlib.sha256(body).hexdigest(),
    )  # The hash is ours to pay.

    def bare() -> None:
        row = _row(next(numbers), body, sha256)
        for sql, parameters in sent(row):
            db.execute(sql, parameters).fetchone()

    name = f"save {len(body) / 1000:.0f} kB in SQLite / the same statements by sqlite3"
    return compare(name, _saver(store, body), bare, goal=1.3, turns=25, inner=20)


def _statements_of_a_save(
    store: SqliteStore,
) -> Callable[[tuple[Any, ...]], list[tuple[str, tuple[Any, ...]]]]:
    """Return what a save sends, with the values of a row: read from the store itself."""
    store.save("warm", b"", expected=0)
    db = store._connection
    assert db is not None
    told: list[str] = []
    db.set_trace_callback(told.append)
    store.save("warm", b"", expected=1)
    db.set_trace_callback(None)
    kinds = [text.split(maxsplit=2)[:2] for text in told]
    assert [kind[0] for kind in kinds] == ["BEGIN", "SELECT", "INSERT", "INSERT", "COMMIT"], told

    def statements(row: tuple[Any, ...]) -> list[tuple[str, tuple[Any, ...]]]:
        return [
            ("BEGIN IMMEDIATE", ()),
            ("SELECT revision, state FROM head WHERE key = ?", row[:1]),
            (sqlite._INSERT, row),
            (sqlite._COUNT, row[:-1]),
            ("COMMIT", ()),
        ]

    return statements


def _sqlite_list(folder: Path, stack: ExitStack) -> Result:
    path = folder / "many.db"
    store = SqliteStore(path)
    stack.callback(store.close)
    store.save("plan", b"x", expected=0, meta=_meta(0))
    db = sqlite3.connect(path, isolation_level=None)
    stack.callback(db.close)
    body = b"x" * 2000
    db.execute("BEGIN")
    for number in range(1, _PLANS):
        key = f"plan-{number:05}"
        told = (key, 1, "saved", len(body), hashlib.sha256(body).hexdigest(), _AT.isoformat())
        row = (*told, "HR", f"{number:032x}", 1)
        db.execute(sqlite._INSERT, (*row, body))
        db.execute(sqlite._COUNT, row)
    told_columns = ", ".join(COLUMNS)
    db.execute(f"CREATE TABLE bare AS SELECT {told_columns} FROM revision")
    db.execute(f"CREATE INDEX covering ON bare ({told_columns})")
    db.execute("COMMIT")
    bare_query = f"SELECT {told_columns} FROM bare WHERE key > ? ORDER BY key LIMIT ?"
    (plan,) = (row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {bare_query}", ("", 1)))
    assert "COVERING INDEX" in plan, plan

    def ours() -> int:
        count, after = 0, None
        while True:
            page = store.list(after=after, limit=1000)
            count += len(page.items)
            if page.next is None:
                return count
            after = str(page.next)

    def bare() -> int:
        count, after = 0, ""
        while True:
            rows = db.execute(bare_query, (after, 1001)).fetchall()[:1000]
            count += len(rows)
            if len(rows) < 1000:
                return count
            after = rows[-1][0]

    assert ours() == bare() == _PLANS
    return compare(f"list {_PLANS:,} plans / a covering index by sqlite3", ours, bare, goal=2.0)


# A folder


def _directory_save(folder: Path, body: bytes) -> Result:
    place = folder / "bare" / "key"
    place.mkdir(parents=True)
    numbers = itertools.count(1)

    def bare() -> None:
        temporary, name = f"{place}/.tmp-7", f"{place}/r{next(numbers):010}.json"
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        os.write(handle, body)
        os.fsync(handle)
        os.close(handle)
        os.link(temporary, name)
        os.unlink(temporary)  # noqa: PTH108 - bare.
        handle = os.open(place, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)

    name = f"save {len(body) / 1000:.0f} kB in a folder / write, sync, link, sync by os"
    ours = _saver(DirectoryStore(folder / "ours"), body)
    return compare(name, ours, bare, goal=1.5, turns=25, inner=10)


class _NotSynced(System):
    """Makes many plans in a short time."""

    @staticmethod
    def fsync(handle: int) -> None:
        """Do nothing."""


def _directory_list(folder: Path) -> Result:
    path = folder / "many"
    made = DirectoryStore(path, files=Files(_NotSynced()))
    for number in range(_PLANS):
        made.save(f"plan-{number:05}", b"x" * 2000, expected=0, meta=_meta(number))

    def ours() -> int:
        count, after, store = 0, None, DirectoryStore(path)
        while True:
            page = store.list(after=after, limit=1000)
            count += len(page.items)
            if page.next is None:
                return count
            after = str(page.next)

    def bare() -> int:
        told = []
        for key in os.listdir(path):  # noqa: PTH208 - bare.
            if len(key) == 64:
                name = max(os.listdir(f"{path}/{key}"))  # noqa: PTH208
                with open(f"{path}/{key}/{name}", "rb") as file:  # noqa: PTH123
                    lines = file.read(4096).partition(b',\n"body":\n')[0]
                told.append(json.loads(lines + b"}"))
        told.sort(key=itemgetter("key"))
        return len(told)

    assert ours() == bare() == _PLANS
    name = f"list {_PLANS:,} plans in a folder just opened / read all heads"
    return compare(name, ours, bare, goal=4.0, turns=5)


# PostgreSQL


def _postgresql(body: bytes, stack: ExitStack) -> Iterator[Result]:
    from tests.stores.server import Server, programs

    if programs() is None:
        sys.stderr.write("skipped: there is no PostgreSQL server here\n")
        return
    import psycopg

    from ledertrivsel.stores._postgresql_sql import BEGIN, COMMIT, SESSION
    from ledertrivsel.stores.postgresql import PostgresqlStore

    server = Server()
    stack.callback(server.close)
    store, made = PostgresqlStore(server.address()), PostgresqlStore(server.address())
    made.save("another", b"", expected=0)
    made.close()
    stack.callback(store.close)
    db = psycopg.connect(server.address("postgres").partition("&schema")[0], autocommit=True)
    stack.callback(db.close)
    db.execute(SESSION, ("5s",))
    numbers, sha256 = (
        itertools.count(1),
        hashlib.sha256(body).hexdigest(),
    )  # The hash is ours to pay.

    def bare() -> None:
        number = next(numbers)
        db.execute(BEGIN)
        if number == 1:
            db.execute(made._sql.create, ("plan",), binary=True).fetchone()
        else:
            db.execute(made._sql.update, ("plan", number - 1), binary=True).fetchone()
        db.execute(made._sql.insert, _row(number, body, sha256))
        db.execute(COMMIT)

    name = f"save {len(body) / 1000:.0f} kB in PostgreSQL / the same statements by psycopg"
    yield compare(name, _saver(store, body), bare, goal=1.3, turns=25, inner=20)
