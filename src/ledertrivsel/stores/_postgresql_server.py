"""The connections to a PostgreSQL server: shared by threads, never across a fork.

A connection is one thread's as long as it is borrowed; what is left undone on it is rolled back.
"""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import errors as pg
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus

from ledertrivsel.errors import StoreError
from ledertrivsel.stores._postgresql_address import Target
from ledertrivsel.stores._postgresql_sql import ROLLBACK, SESSION

_KEPT = 4  # Idle connections: threads that come at once may open more.
_UNDONE = (TransactionStatus.INTRANS, TransactionStatus.INERROR)
_LOST = ("08", "57P")  # Classes of SQLSTATE: the connection's own, and shutting down.


class Again(Exception):
    """Nothing was written, and the next try may go better."""


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that remembers the server's last warning, and whether our tables are there."""

    warning = ""
    has_tables = False

    def hear(self, told: pg.Diagnostic) -> None:
        """Take note of what the server tells besides."""
        if told.severity_nonlocalized == "WARNING":
            self.warning = told.message_primary or "a warning"


class Server:
    """The server, or whichever of several takes writes; nothing is connected before it is needed.

    Args:
        target: where it is.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._is_known = False  # It has answered before.
        self._is_closed = False
        _SERVERS.add(self)

    @contextmanager
    def borrowed(self) -> Iterator[Connection]:
        """Give a connection that nobody else uses meanwhile.

        Raises:
            StoreError: when it is closed, or no server answers.
            Again: when one did before; it may come back, or another take its place.
        """
        with self._lock:
            if self._is_closed:
                raise StoreError(self._target.shown, "it is closed.")
            kept = self._idle.pop() if self._idle else None
        db = kept or self._connected()
        try:
            yield db
        finally:
            self._take_back(db)

    def drop_idle(self) -> None:
        """Let go of the connections that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def close(self) -> None:
        """Let go of all of them; those in use when they come back."""
        with self._lock:
            self._is_closed = True
        self.drop_idle()

    def _take_back(self, db: Connection) -> None:
        try:
            if db.info.transaction_status in _UNDONE:
                db.execute(ROLLBACK)
        except psycopg.Error:
            db.close()  # The error that led here is the one to tell.
        with self._lock:
            is_sound = db.info.transaction_status == TransactionStatus.IDLE
            if is_sound and not self._is_closed and len(self._idle) < _KEPT:
                self._idle.append(db)
                return
        db.close()

    def _connected(self) -> Connection:
        target = self._target
        try:
            db = Connection.connect(make_conninfo(**target.params), autocommit=True)
        except (psycopg.Error, OSError, UnicodeError) as error:
            if self._is_known:
                raise Again(f"The server does not answer: {said(error)}.") from error
            detail = (
                f"no connection: {said(error)}. Check that the server runs and lets you in, and "
                "that host, port, database, user and password are right."
            )
            raise StoreError(target.shown, detail) from error
        try:
            encoding = db.info.parameter_status("server_encoding")
            if encoding not in ("UTF8", None):
                detail = f"the database has the encoding {encoding}; make one with UTF8."
                raise StoreError(target.shown, detail)
            db.add_notice_handler(db.hear)
            db.execute(SESSION, (f"{target.busy_seconds}s",))
        except BaseException:
            db.close()
            raise
        self._is_known = True
        return db

    def begin_anew(self) -> None:
        """Forget what the parent process has, closing nothing: two would talk on one line."""
        _INHERITED.extend(self._idle)
        self._idle = []
        self._lock = threading.Lock()


def is_lost(error: psycopg.Error) -> bool:
    """Return whether the connection is gone, and with it all that was not committed."""
    state = error.sqlstate
    if state is None:
        return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
    return state.startswith(_LOST) or isinstance(error, pg.IdleInTransactionSessionTimeout)


def said(error: Exception) -> str:
    """Return in one line what is said of an error."""
    primary = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return " ".join((primary or str(error)).split()).rstrip(".")


_SERVERS: weakref.WeakSet[Server] = weakref.WeakSet()
_INHERITED: list[Connection] = []  # Kept, for what is thrown away is closed.


def _begin_anew() -> None:
    for server in _SERVERS:
        server.begin_anew()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no fork.
    os.register_at_fork(after_in_child=_begin_anew)
