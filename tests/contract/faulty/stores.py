"""A store in memory and one in a file, and stores that are wrong in one thing."""

from __future__ import annotations

import datetime
import itertools
import os
import pickle
import threading
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs

from ledertrivsel.errors import Conflict, Corrupt, NotFound
from ledertrivsel.hookspecs import Capabilities, StoreInfo, hookimpl
from ledertrivsel.storage import (
    NO_META,
    OVERWRITE,
    Address,
    Damage,
    Expected,
    Meta,
    Page,
    Revision,
    RevisionState,
    Stored,
    checked_key,
)
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.stores.sqlite import SqliteStore


class Kept(MemoryStore):
    """A store in memory, right in all that the contract asks."""

    scheme = "kept"
    capabilities = Capabilities(persistent=False)
    said: ClassVar[Capabilities | None] = None

    @hookimpl
    def ledertrivsel_stores(self) -> Iterable[StoreInfo]:
        yield StoreInfo(
            scheme=self.scheme,
            title={"da": "En prøve", "en": "A sample"},  # type: ignore[arg-type]
            capabilities=self.said or self.capabilities,
            factory=type(self).opened,
        )

    @classmethod
    def opened(cls, address: Address) -> Any:
        return cls()


class Filed(Kept):
    """A store in one file, written whole each time; right in all that the contract asks."""

    scheme = "filed"
    capabilities = Capabilities()

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self.path = Path(path)
        if path and self.path.exists():
            try:
                self._rows = pickle.loads(self.path.read_bytes())
            except Exception as error:  # Whatever a file that is none of ours makes of it.
                raise Corrupt("", "the file is no store.") from error

    @classmethod
    def opened(cls, address: Address) -> Any:
        return cls(address.path)

    def write(self) -> None:
        part = self.path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(pickle.dumps(self._rows))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        with self._lock:
            saved = super().save(key, body, expected=expected, meta=meta)
            self.write()
        return saved

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        with self._lock:
            deleted = super().delete(key, expected=expected, meta=meta)
            self.write()
        return deleted

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        with self._lock:
            erased = super().erase(key, meta=meta)
            self.write()
        return erased


class HidesDeleted(Kept):
    """Never tells that there was a key which was deleted."""

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        return super().list(after=after, limit=limit)


class Rewriter(Kept):
    """A store that can rewrite, right in all that the contract asks."""

    capabilities = Capabilities(persistent=False, rewrite=True)


class RewritesUnseen(Rewriter):
    """Rewrites whatever is there now."""

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        there = self._rows[told.key][told.revision - 1] if told.key in self._rows else None
        return super().rewrite(told, body, was=there.revision.sha256 if there else was)


class KeepsTheName(Rewriter):
    """Rewrites the body, and leaves who saved it."""

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        old = self._rows[told.key][told.revision - 1].revision
        return super().rewrite(attrs.evolve(told, meta=old.meta), body, was=was)


class CaseBlind(Kept):
    """Takes A for a."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        return super().save(checked_key(key).lower(), body, expected=expected, meta=meta)

    def load(self, key: str, revision: int | None = None) -> Stored:
        return super().load(checked_key(key).lower(), revision)


class RingsApart(Kept):
    """Takes a letter typed two ways for two keys."""

    def _twisted(self, key: str) -> str:
        return key if unicodedata.is_normalized("NFC", key) else f"{key}-nfd"

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        return super().save(self._twisted(key), body, expected=expected, meta=meta)


class TakesAnyKey(Kept):
    """Trims keys, where it should refuse them."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        return super().save(key.strip() or "x", body, expected=expected, meta=meta)


class StartsAnew(Kept):
    """Counts from 1 again after a deletion."""

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        deleted = super().delete(key, expected=expected, meta=meta)
        del self._rows[checked_key(key)]
        return deleted


class CreatesOver(Kept):
    """Saves over what is there when it must not exist."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        given = OVERWRITE if expected == 0 else expected
        return super().save(key, body, expected=given, meta=meta)


class TakesOlder(Kept):
    """Takes a save that builds on the revision before the latest."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        try:
            return super().save(key, body, expected=expected, meta=meta)
        except Conflict as conflict:
            if expected != conflict.actual - 1 or not expected:
                raise
            return super().save(key, body, expected=OVERWRITE, meta=meta)


class LooksThenSaves(Kept):
    """Looks whether it may, and saves afterwards."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        rows = self._rows.get(checked_key(key), ())
        is_there = bool(rows) and rows[-1].revision.state is RevisionState.SAVED
        if expected is not OVERWRITE and expected != (len(rows) if is_there else 0):
            return super().save(key, body, expected=expected, meta=meta)
        if expected is OVERWRITE or type(expected) is not int:
            return super().save(key, body, expected=expected, meta=meta)
        return super().save(key, body, expected=OVERWRITE, meta=meta)


class KeepsTheBuffer(Kept):
    """Keeps the buffer it is given."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        saved = super().save(key, body, expected=expected, meta=meta)
        rows = self._rows[checked_key(key)]
        self._rows[checked_key(key)] = (*rows[:-1], attrs.evolve(rows[-1], body=body))
        return saved

    def load(self, key: str, revision: int | None = None) -> Stored:
        rows = self._rows.get(checked_key(key), ())
        told = super().history(key).items
        if rows and revision is None and told[0].state is RevisionState.SAVED:
            one = told[0]
            return Stored(
                key=one.key,
                revision=one.revision,
                body=bytes(rows[-1].body),
                sha256=one.sha256,
                meta=one.meta,
            )
        return super().load(key, revision)


class Strips(Kept):
    """Takes newlines from the ends of bodies."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        content = body.strip(b"\r\n") if isinstance(body, bytes) else body
        return super().save(key, content, expected=expected, meta=meta)


class RoundsMoments(Kept):
    """Keeps moments to the second."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        at = meta.at.replace(microsecond=0) if meta.at else None
        return super().save(key, body, expected=expected, meta=attrs.evolve(meta, at=at))


class OrderOfPeople(Kept):
    """Lists keys as people do, capitals among the others."""

    def list(self, *, after: str | None = None, limit: int = 100) -> Page:
        page = super().list(after=after, limit=limit)
        return Page(tuple(sorted(page.items, key=lambda item: item.key.casefold())), page.next)


class MissesOne(Kept):
    """Misses the first key of each page but the first."""

    def list(self, *, after: str | None = None, limit: int = 100) -> Page:
        page = super().list(after=after, limit=limit)
        return Page(page.items[1:], page.next) if after and len(page.items) > 1 else page


class HistoryEndsEarly(Kept):
    """Says that a page of the history is the last when it is full."""

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        return Page(super().history(key, before=before, limit=limit).items, None)


class WorksWhenClosed(Kept):
    """Goes on when it is closed."""

    def close(self) -> None:
        """Do nothing."""


class RaisesKeyError(Kept):
    """Lets an error of Python out."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        try:
            return super().load(key, revision)
        except NotFound as error:
            raise KeyError(key) from error


class OnePlaceForAll(Kept):
    """Keeps everything in one place, whatever the address."""

    everything: ClassVar[dict[str, Any]] = {}

    def __init__(self) -> None:
        super().__init__()
        self._rows = self.everything


class ForgetsOldBodies(Kept):
    """Keeps the latest body only, and says that it keeps all."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        found = super().load(key)
        if revision not in (None, found.revision):
            raise NotFound(key, "It is too old.")
        return found


class SaysOtherwise(Kept):
    """Can less than its descriptor says."""

    said = Capabilities(persistent=False, max_bytes=2**30)


class SavesWhenClosed(Filed):
    """Writes its file when it is closed."""

    def write(self) -> None:
        """Wait."""

    def close(self) -> None:
        if not self._is_closed:
            super().write()
        super().close()


class ErasesTheMarkOnly(Filed):
    """Says that bodies are erased, and keeps them in its file."""

    def write(self) -> None:
        old = self.path.read_bytes() if self.path.exists() else b""
        super().write()
        with self.path.open("ab") as file:
            file.write(old)


class BelievesItsFile(Filed):
    """Does not look whether a body is what was saved."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        rows = self._rows.get(checked_key(key), ())
        for number, row in enumerate(rows):
            told = row.revision
            if told.state is RevisionState.SAVED:
                import hashlib

                sha256 = hashlib.sha256(row.body).hexdigest()
                fresh = attrs.evolve(row, revision=attrs.evolve(told, sha256=sha256))
                rows = (*rows[:number], fresh, *rows[number + 1 :])
        if rows:
            self._rows[checked_key(key)] = rows
        return super().load(key, revision)


class FindsNothingWrong(Filed):
    """Checks nothing."""

    def check(self) -> Iterator[Damage]:
        self._open()
        return iter(())


class Remembers(SqliteStore):
    """Remembers what it loaded, though another may have saved."""

    scheme = "remembered"

    def __init__(self, path: str = "plans.db") -> None:
        super().__init__(path)
        self._seen: dict[tuple[str, int | None], Stored] = {}

    @hookimpl
    def ledertrivsel_stores(self) -> Iterable[StoreInfo]:
        yield StoreInfo(
            scheme=self.scheme,
            title={"da": "En prøve", "en": "A sample"},  # type: ignore[arg-type]
            capabilities=self.capabilities,
            factory=type(self).opened,
        )

    @classmethod
    def opened(cls, address: Address) -> Any:
        return cls(address.path)

    def load(self, key: str, revision: int | None = None) -> Stored:
        if (key, revision) not in self._seen:
            self._seen[key, revision] = super().load(key, revision)
        return self._seen[key, revision]

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        self._seen.clear()
        return super().save(key, body, expected=expected, meta=meta)

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        self._seen.clear()
        return super().delete(key, expected=expected, meta=meta)

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        self._seen.clear()
        return super().erase(key, meta=meta)

    def close(self) -> None:
        self._seen.clear()
        super().close()


class LeaksTheEngine(Filed):
    """Lets an error of the operating system out."""

    def __init__(self, path: str = "") -> None:
        super().__init__(path)

    def load(self, key: str, revision: int | None = None) -> Stored:
        if revision is not None:
            revision.to_bytes(8, "big", signed=True)
        return super().load(key, revision)


class HalfAFile(Filed):
    """Writes over the file it has, so that a crash leaves neither the old nor the new."""

    scheme = "half"

    def write(self) -> None:
        self.path.write_bytes(pickle.dumps(self._rows))


class KeepsATrash(Filed):
    """Keeps a copy of what was erased, to be sure."""

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        if self.path.exists():
            self.path.with_name("trash").write_bytes(zlib.compress(self.path.read_bytes()))
        return super().erase(key, meta=meta)


class ForgetsTheHash(Kept):
    """Forgets with which hash a body was erased."""

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        erased = super().erase(key, meta=meta)
        self._rows[erased.key] = tuple(
            attrs.evolve(row, revision=attrs.evolve(row.revision, sha256=""))
            for row in self._rows[erased.key]
        )
        return erased


class OneMorePage(Kept):
    """Says that a page comes after the last one, when that is full."""

    def list(self, *, after: str | None = None, limit: int = 100) -> Page:
        page = super().list(after=after, limit=limit)
        return page if len(page.items) < limit else Page(page.items, page.items[-1].key)


class LocksItsThreads(Filed):
    """Reads the file before each save, and locks out the threads of its own process alone."""

    scheme = "threads"
    capabilities = Capabilities(shared_between_processes=True)
    _for_all: ClassVar[Any] = threading.RLock()

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self._lock = self._for_all

    def _open(self) -> None:
        super()._open()
        if self.path.exists():
            self._rows = pickle.loads(self.path.read_bytes())


class TrustsItsFile(Filed):
    """Lets out what reading a file of another program raises."""

    scheme = "trusts"

    def __init__(self, path: str = "") -> None:
        Kept.__init__(self)
        self.path = Path(path)
        if path and self.path.exists():
            self._rows = pickle.loads(self.path.read_bytes())


class OneSlash(Kept):
    """Takes two slashes for one."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        return super().save(key.replace("//", "/"), body, expected=expected, meta=meta)

    def load(self, key: str, revision: int | None = None) -> Stored:
        return super().load(key.replace("//", "/"), revision)


class NineAtMost(Kept):
    """Takes revision 9 for a later one than 10, as texts are sorted."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        told = super().history(key, limit=1000).items
        is_there = revision is None and told[0].state is RevisionState.SAVED
        return super().load(
            key, int(max(str(one.revision) for one in told)) if is_there else revision
        )


class BeginsAgain(Kept):
    """Has forgotten a deleted key when it is opened again."""

    capabilities = Capabilities()
    places: ClassVar[dict[str, Any]] = {}

    @classmethod
    def opened(cls, address: Address) -> Any:
        store = cls()
        there = cls.places.setdefault(address.path, store._rows)
        for key in [key for key, rows in there.items() if rows[-1].revision.state is not _SAVED]:
            del there[key]
        store._rows = there
        return store

    def close(self) -> None:
        self._is_closed = True


class TellsTheFirstSize(Kept):
    """Lists a key with the size of its first revision."""

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        page = super().list(after=after, limit=limit, deleted=deleted)
        first = {key: rows[0].revision.size for key, rows in self._rows.items()}
        return Page(tuple(attrs.evolve(i, size=first[i.key]) for i in page.items), page.next)


class Dates(Kept):
    """Says when a revision was saved that was saved without a moment."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        at = meta.at or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
        return super().save(key, body, expected=expected, meta=attrs.evolve(meta, at=at))


class ErasesTheLastTen(Filed):
    """Leaves the first of many bodies in its file."""

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        first = self._rows.get(checked_key(key), ())[:-10]
        erased = super().erase(key, meta=meta)
        with self.path.open("ab") as file:
            file.write(b"".join(row.body for row in first))
        return erased


class GivesTheOneBefore(Filed):
    """Gives the revision before where the latest is damaged."""

    def load(self, key: str, revision: int | None = None) -> Stored:
        try:
            return super().load(key, revision)
        except Corrupt:
            rows = self._rows[checked_key(key)]
            if revision is not None or len(rows) == 1:
                raise
            return super().load(key, len(rows) - 1)


class MendsInSilence(Filed):
    """Makes what `check` finds wrong a deletion."""

    def check(self) -> Iterator[Damage]:
        for damage in tuple(super().check()):
            rows = self._rows[damage.key]
            told = attrs.evolve(rows[-1].revision, state=RevisionState.DELETED)
            self._rows[damage.key] = (*rows[:-1], attrs.evolve(rows[-1], revision=told))
            yield damage


class ChecksUpToTheFirst(Filed):
    """Stops checking at the first damage."""

    def check(self) -> Iterator[Damage]:
        return itertools.islice(super().check(), 1)


_SAVED = RevisionState.SAVED
_DICTIONARY = "test_it_does_what_a_dictionary_does"
_BODIES = "test_bodies_come_back_byte_for_byte"
_LIST = "test_a_list_comes_in_pages_in_the_order_of_code_points"
_CHANGED = "test_a_changed_byte_is_found"

FAULTS: dict[type[Any], str] = {
    HidesDeleted: "test_deleted_keys_are_listed_when_asked_for",
    RewritesUnseen: "test_a_revision_written_anew_keeps_its_number_alone",
    KeepsTheName: "test_a_revision_written_anew_keeps_its_number_alone",
    CaseBlind: "test_a_key_is_data_and_never_a_path",
    RingsApart: "test_the_same_letter_typed_two_ways_is_one_key",
    TakesAnyKey: "test_every_method_refuses_a_bad_key",
    StartsAnew: _DICTIONARY,
    CreatesOver: _DICTIONARY,
    TakesOlder: _DICTIONARY,
    RaisesKeyError: _DICTIONARY,
    ForgetsOldBodies: _DICTIONARY,
    Remembers: _DICTIONARY,
    LooksThenSaves: "test_one_writer_wins",
    KeepsTheBuffer: "test_what_the_caller_does_to_its_buffer_changes_nothing",
    Strips: _BODIES,
    RoundsMoments: _BODIES,
    OrderOfPeople: _LIST,
    MissesOne: _LIST,
    HistoryEndsEarly: "test_a_history_comes_in_pages_the_latest_first",
    WorksWhenClosed: "test_a_closed_store_refuses_and_closes_again",
    OnePlaceForAll: "test_two_places_know_nothing_of_each_other",
    SaysOtherwise: "test_it_says_what_it_can_do",
    SavesWhenClosed: "test_what_was_acknowledged_survives_a_kill",
    ErasesTheMarkOnly: "test_erased_bodies_are_gone_from_its_files",
    BelievesItsFile: _CHANGED,
    FindsNothingWrong: _CHANGED,
    HalfAFile: "test_a_killed_save_leaves_old_or_new",
    KeepsATrash: "test_erased_bodies_are_gone_from_its_files",
    ForgetsTheHash: "test_erased_bodies_are_gone_from_its_files",
    OneMorePage: _LIST,
    LocksItsThreads: "test_one_writer_wins",
    TrustsItsFile: "test_files_that_are_no_store_any_more_are_refused",
    OneSlash: "test_a_key_is_data_and_never_a_path",
    NineAtMost: _DICTIONARY,
    BeginsAgain: _DICTIONARY,
    TellsTheFirstSize: _LIST,
    Dates: _BODIES,
    ErasesTheLastTen: "test_erased_bodies_are_gone_from_its_files",
    GivesTheOneBefore: _CHANGED,
    MendsInSilence: _CHANGED,
    ChecksUpToTheFirst: _CHANGED,
    LeaksTheEngine: "test_odd_numbers_are_refused_or_not_found",
}
"""Each fault, and the test of the contract that is meant for it."""
