"""Stores: revisioned documents, bytes in and bytes out, and the one typed layer above them all.

A save says which revision it builds on, so that nobody overwrites another's work unseen (compare
and set; optimistic concurrency after Kung and Robinson, 1981). The revisions of a key are 1, 2, 3
… without gaps, and never used again, not even after a deletion. A key is data, never a path.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import re
import secrets
import time
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Final, Literal, Protocol, runtime_checkable

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    BadKey,
    Busy,
    Conflict,
    InvalidValueError,
    NewerSchema,
    NewerSchemaError,
    NotFound,
    OutcomeUnknown,
    StoreError,
    TooLarge,
)
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.plan import Plan

KEY_LIMIT = 200
"""Longest key, in bytes of UTF-8."""

PAGE_LIMIT = 1000
"""Most items of a page."""

LAST_REVISION = 2**63 - 1
"""The highest number that every store can count to."""


class Overwrite(Enum):
    """The type of `OVERWRITE`."""

    OVERWRITE = "overwrite"


OVERWRITE: Final = Overwrite.OVERWRITE
"""Save whatever is there: the only way over somebody else's work, and it must be asked for."""

Expected = int | Literal[Overwrite.OVERWRITE]
"""The revision a save builds on; 0 where the key must not exist."""


@attrs.frozen(kw_only=True)
class Meta:
    """What a revision tells of itself.

    Args:
        at: when it was saved, in UTC. For people: order is the revision's alone, clocks go back.
        actor: who saved it, as the caller names people.
        write_id: tells one's own write from another's when a connection dies in the commit.
        schema: of the document in the body; 0 where the store does not know.
    """

    at: datetime.datetime | None = None
    actor: str = attrs.field(default="", metadata={"personal": True})
    write_id: str = ""
    schema: int = 0

    def __attrs_post_init__(self) -> None:
        at = self.at
        if at is not None:
            if v.instance(at, datetime.datetime, "Meta.at").tzinfo is None:
                raise InvalidValueError("Meta.at", "must be a moment with a time zone", at)
            at = at.astimezone(datetime.UTC)
        v.freeze(
            self,
            at=at,
            actor=v.title(self.actor, "Meta.actor", required=False),
            write_id=v.title(self.write_id, "Meta.write_id", required=False),
            schema=v.integer(self.schema, "Meta.schema", lowest=0, highest=LAST_REVISION),
        )


NO_META: Final = Meta()
"""Nothing told."""


class RevisionState(Enum):
    """Whether a revision has a body."""

    SAVED = "saved"
    DELETED = "deleted"
    """The key was deleted with this revision; earlier ones can still be loaded."""
    ERASED = "erased"
    """The body is gone for good; that there was one is still told."""


@attrs.frozen(kw_only=True)
class Revision:
    """One revision of a key, without its body: *size* bytes with the hash *sha256*."""

    key: str
    revision: int
    state: RevisionState = RevisionState.SAVED
    size: int = 0
    sha256: str = ""
    meta: Meta = NO_META


@attrs.frozen(kw_only=True)
class Stored:
    """One revision of a key with its body."""

    key: str
    revision: int
    body: bytes
    sha256: str
    meta: Meta = NO_META


@attrs.frozen
class Page:
    """Some revisions, and *next*: `after=` or `before=` of the next page, None on the last."""

    items: tuple[Revision, ...] = ()
    next: str | int | None = None


@attrs.frozen
class Damage:
    """Something `check` found wrong; *revision* is 0 where it concerns more than one."""

    key: str
    revision: int
    detail: str


@runtime_checkable
class Store(Protocol):
    """What a store does. Synchronous; safe to share between threads; one winner among writers.

    Every method takes any key and refuses a bad one with `BadKey` (`checked_key`). No error of an
    engine, a driver or
    the operating system leaves a store: they come as one of the `StoreError` family.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What the store can do."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest.

        Raises:
            NotFound: when there is no such key or revision.
            Deleted: when that revision deleted the key, or its body was erased.
            Corrupt: when the bytes are not those that were saved.
        """

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = ...) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*.

        After a deletion the key does not exist, so *expected* is 0, and the revisions go on from
        the last.

        Raises:
            Conflict: when somebody saved in between.
            TooLarge: when the store takes no body of that size.
            ReadOnly, Busy, OutcomeUnknown: when it was not written, or nobody knows.
        """

    def delete(self, key: str, *, expected: Expected, meta: Meta = ...) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded.

        Raises:
            NotFound, Deleted: when there is nothing to delete.
            Conflict: when somebody saved in between.
        """

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points.

        Args:
            deleted: those of keys that were deleted or erased too.
        """

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, deletions among them, the latest first.

        Raises:
            NotFound: when there was never such a key.
        """

    def erase(self, key: str, *, meta: Meta = ...) -> Revision:
        """Erase the bodies of all revisions of *key*, for good, and delete it.

        That there were revisions, when, by whom and with which hash is still told. Erasing again
        does no harm.

        Raises:
            NotFound: when there was never such a key.
        """

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the store; nothing is ever repaired silently."""

    def close(self) -> None:
        """Let go of the store. Closing again does no harm; all else is refused from then on."""


@runtime_checkable
class Rewriting(Protocol):
    """What a store can do whose capabilities say `rewrite`: take personal data out of the past."""

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself; what was there is really gone.

        Its number stays. With a *body* its state is saved, and size and hash are the body's;
        without one it is deleted or erased, as *told* says.

        Args:
            was: the hash that the revision has now.

        Raises:
            NotFound: when there is no such revision.
            Busy: when its hash is another one, or its body is gone and there is one again:
                somebody changed it at the same time.
            InvalidValueError: when *told* says saved and there is no body, or the reverse.
        """


@runtime_checkable
class BackedUp(Protocol):
    """What a store can do whose capabilities say `backup`."""

    def backup(self, path: str | Path) -> None:
        """Write a whole, consistent copy that can be opened as a store; others may go on saving.

        Raises:
            StoreError: when something is at *path* already, or it can't be written.
        """


# What every store checks alike.

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})


def checked_key(key: object) -> str:
    """Return *key* in NFC: 1–200 bytes of UTF-8, without controls, or spaces at its ends.

    Upper and lower case are kept apart, and so are look-alikes; ``å`` is ``a`` with a ring,
    however it is typed.

    Raises:
        BadKey: with what is wrong.
    """
    if not isinstance(key, str):
        raise BadKey(repr(key), "A key is a text.")
    normal = unicodedata.normalize("NFC", key)
    for character in normal:
        if character in _BIDI or unicodedata.category(character) in _REFUSED:
            raise BadKey(key, f"It must not contain the character U+{ord(character):04X}.")
    if not normal:
        raise BadKey(key, "It must not be empty.")
    if normal.strip() != normal:
        raise BadKey(key, "It must not begin or end with a space.")
    size = len(normal.encode())
    if size > KEY_LIMIT:
        raise BadKey(key, f"It must be at most {KEY_LIMIT} bytes of UTF-8, and is {size}.")
    return normal


def checked_body(key: str, body: object, limit: int) -> bytes:
    """Return *body* when it is bytes and no larger than *limit*.

    Raises:
        InvalidValueError: when it is no bytes.
        TooLarge: before anything is written.
    """
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise InvalidValueError("body", "type", body, "", {"wanted": "bytes"})
    content = bytes(body)
    if len(content) > limit:
        raise TooLarge(key, f"it is {len(content)} bytes, and the store takes {limit}.")
    return content


def checked_expected(key: str, expected: Expected, actual: int) -> None:
    """Refuse a write that builds on another revision than *actual*, 0 where the key is not.

    Raises:
        InvalidValueError: when *expected* is no revision.
        Conflict: when it is another one.
    """
    if expected is OVERWRITE:
        return
    if v.integer(expected, "expected", lowest=0) != actual:
        raise Conflict(key, expected, actual)


def checked_rewrite(told: object, body: object, limit: int) -> tuple[Revision, bytes | None]:
    """Return a revision that is to replace another, with the size and hash of its *body*.

    Raises:
        BadKey, InvalidValueError, TooLarge: before anything is written.
    """
    revision = v.instance(told, Revision, "told")
    key = checked_key(revision.key)
    if (body is None) == (revision.state is RevisionState.SAVED):
        rule = "must be 'saved' with a body, and 'deleted' or 'erased' without one"
        raise InvalidValueError("told.state", rule, revision.state.value)
    if body is None:
        return attrs.evolve(revision, key=key), None
    content = checked_body(key, body, limit)
    size, sha256 = len(content), digest(content)
    return attrs.evolve(revision, key=key, size=size, sha256=sha256), content


def may_rewrite(there: Revision, told: Revision, was: str) -> bool:
    """Return whether *told* may replace *there*; what was erased never comes back."""
    is_saved = there.state is RevisionState.SAVED
    return there.sha256 == was and (is_saved or told.state is not RevisionState.SAVED)


def changed_meanwhile(told: Revision) -> Busy:
    """Return the error of a `rewrite` that finds another hash than it was told."""
    return Busy(told.key, f"Revision {told.revision} was changed at the same time.")


def checked_limit(limit: int) -> int:
    """Return the size of a page when it is 1–1000."""
    return v.integer(limit, "limit", lowest=1, highest=PAGE_LIMIT)


def digest(body: bytes) -> str:
    """Return the SHA-256 of *body*, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


# Addresses.

_ADDRESS = re.compile(r"([a-z][a-z0-9+-]+):(.*)", re.DOTALL)
_SECRET = re.compile(r"(//[^/@]*?:).*(@)|((?:password|secret)=)[^&]*", re.DOTALL)


@attrs.frozen
class Address:
    """Where a store is, such as ``sqlite:///plans.db``; *rest* follows the scheme's colon."""

    scheme: str
    rest: str = attrs.field(repr=False)

    def __str__(self) -> str:
        """Return the address without its password."""
        return _SECRET.sub(r"\1\3…\2", f"{self.scheme}:{self.rest}")

    @property
    def path(self) -> str:
        """The path of a file or folder, after three slashes; an absolute one begins with a fourth.

        Raises:
            InvalidValueError: saying what would be right.
        """
        path = self.rest.removeprefix("///")
        if path and path != self.rest and "?" not in path:
            return path
        bare = self.rest.lstrip("/").partition("?")[0] or "plans.db"
        example = f"'{self.scheme}:///{bare}' or '{self.scheme}:////srv/{bare}'"
        params = {"scheme": self.scheme, "example": example}
        raise InvalidValueError("address", "store-path", str(self), "store-example", params)


def is_address(text: object) -> bool:
    """Return whether *text* has a scheme, so that it is no path; a drive such as C: is none."""
    return isinstance(text, str) and _ADDRESS.fullmatch(text) is not None


def parse_address(text: object) -> Address:
    """Return *text* as an address.

    Raises:
        InvalidValueError: saying what would be right.
    """
    if not isinstance(text, str):
        raise InvalidValueError("address", "text", text)
    checked = v.text(text, "address", limit=4096)
    match = _ADDRESS.fullmatch(checked)
    if match is None:  # A drive such as C: is no scheme: those have two letters or more.
        path = checked.replace("\\", "/") or "plans.db"
        params = {"example": f"'sqlite:///{path}' or 'memory:'"}
        raise InvalidValueError("address", "store-address", checked, "store-example", params)
    return Address(match.group(1), match.group(2))


# The typed layer.


class PlanStore:
    """Plans in a store, any store: the one layer that knows what the bytes are.

    Use it in a ``with`` statement, or close it.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> PlanStore:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def capabilities(self) -> Capabilities:
        """What the store can do."""
        return self.store.capabilities

    def load(self, key: str, revision: int | None = None) -> tuple[Plan, int]:
        """Return the plan under *key* and its revision, which a later `save` builds on.

        Raises:
            NotFound, Deleted, Corrupt: when the store has no such bytes.
            NewerSchema: when a newer ledertrivsel wrote it; it was left as it is.
            DocumentError: when the bytes are whole but no plan.
        """
        stored = self.store.load(key, revision)
        from ledertrivsel.documents import load  # An export opens no store, and needs no cattrs.

        source = f"The plan {stored.key!r}, revision {stored.revision},"
        try:
            return load(stored.body, source=source), stored.revision
        except NewerSchemaError as error:
            raise NewerSchema(stored.key, _newer(error.found, error.known)) from error

    def save(
        self,
        plan: Plan,
        key: str,
        *,
        expected: Expected = 0,
        actor: str = "",
        at: datetime.datetime | None = None,
    ) -> int:
        """Save *plan* under *key* and return its revision; by default the key must not exist.

        Args:
            expected: the revision that was loaded, or `OVERWRITE`.
            actor: who saves it.
            at: when; by default now, the only clock in the library beside the command line's.

        Raises:
            Conflict: when somebody saved in between.
            NewerSchema: when what is there was written by a newer ledertrivsel.
            OutcomeUnknown: when the connection died in the commit and nobody answers since.
        """
        from ledertrivsel.documents import SCHEMA, dump

        body = dump(v.instance(plan, Plan, "plan"))
        self._refuse_downgrade(key, SCHEMA)
        meta = _meta(actor, at, schema=SCHEMA)
        try:
            return self.store.save(key, body, expected=expected, meta=meta).revision
        except OutcomeUnknown:
            saved = self._written(key, meta.write_id)
            if saved is None:
                raise
            return saved

    def edit(
        self,
        key: str,
        change: Callable[[Plan], Plan],
        *,
        actor: str = "",
        at: datetime.datetime | None = None,
        tries: int = 5,
    ) -> tuple[Plan, int]:
        """Load a plan, change it and save it; when somebody saved in between, do it all again.

        Nothing is saved when nothing changed.

        Args:
            change: gives the next plan; it is called once a try, so it must not do anything else.
            tries: how often at most; between two, others get time to finish.

        Returns:
            The plan as it is now and its revision.

        Raises:
            Conflict, Busy: at the last try.
        """
        v.integer(tries, "tries", lowest=1)
        tried = 0
        while True:
            plan, revision = self.load(key)
            changed = change(plan)
            if changed == plan:
                return plan, revision
            tried += 1
            try:
                return changed, self.save(changed, key, expected=revision, actor=actor, at=at)
            except (Conflict, Busy):
                if tried == tries:
                    raise
            time.sleep(random.uniform(0, 0.02) * 2 ** min(tried, 6))

    def _written(self, key: str, write_id: str) -> int | None:
        """Return the revision that carries *write_id*, None where nobody can tell or it isn't."""
        before = None
        while True:
            try:
                page = self.store.history(key, before=before)
            except StoreError:
                return None
            for revision in page.items:
                if revision.meta.write_id == write_id:
                    return revision.revision
            if page.next is None:
                return None
            before = int(page.next)

    def _refuse_downgrade(self, key: str, known: int) -> None:
        """Refuse to write over a document of a newer schema: what it added would be lost."""
        try:
            latest = self.store.history(key, limit=1).items
        except NotFound:
            return
        for revision in latest:
            if revision.state is RevisionState.SAVED and revision.meta.schema > known:
                raise NewerSchema(revision.key, _newer(revision.meta.schema, known))

    def delete(self, key: str, *, expected: Expected, actor: str = "") -> Revision:
        """Delete the plan under *key*; its history can still be read."""
        return self.store.delete(key, expected=expected, meta=_meta(actor))

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return a page of the plans there are, in the order of their keys.

        Args:
            deleted: those that were deleted or erased too.
        """
        return self.store.list(after=after, limit=limit, deleted=deleted)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return a page of the revisions of one plan, the latest first."""
        return self.store.history(key, before=before, limit=limit)

    def erase(self, key: str, *, actor: str = "") -> Revision:
        """Erase every revision of a plan, for good."""
        return self.store.erase(key, meta=_meta(actor))

    def backup(self, path: str | Path) -> None:
        """Write a whole copy of the store to a new file or folder.

        Raises:
            StoreError: when the store can't; copy it into another one then.
        """
        if not isinstance(self.store, BackedUp) or not self.capabilities.backup:
            raise StoreError(
                "this address", "it has no backup of its own; copy the plans elsewhere."
            )
        self.store.backup(path)

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the store."""
        return self.store.check()

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()


def _meta(actor: str, at: datetime.datetime | None = None, *, schema: int = 0) -> Meta:
    moment = at or datetime.datetime.now(datetime.UTC)
    return Meta(at=moment, actor=actor, write_id=secrets.token_hex(16), schema=schema)


def _newer(found: int, known: int) -> str:
    return (
        f"its schema is {found}, and this version knows {known}. "
        "Upgrade ledertrivsel; the plan was not changed."
    )
