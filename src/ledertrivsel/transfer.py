"""Copy plans from one store to another: every revision with its number, state, meta and hash.

A copy can be stopped at any time and begun again: what is there already and equal is left, what
differs is a conflict, and nothing is overwritten. What was erased in the source has no body to
copy: an empty one is saved in its place and at once rewritten as erased, so that the target tells
the same of it as the source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn, cast

import attrs

from ledertrivsel.errors import CopyConflict, Corrupt, NotFound, StoreError
from ledertrivsel.personal import all_keys, all_revisions
from ledertrivsel.storage import (
    PlanStore,
    Revision,
    RevisionState,
    Rewriting,
    checked_key,
    digest,
)

Progress = Callable[[str, int, int], None]
"""Is told the key, how many keys are done, and how many there are in all."""


@attrs.frozen(kw_only=True)
class Copied:
    """What was copied.

    Args:
        keys: how many plans were looked at.
        written, skipped: how many revisions were written, and were there already.
        damaged: (key, revision) that could not be read in the source, or is missing there; later
            ones of the key were not copied, since they would get other numbers.
        lost: (key, revision) that are erased in the target too, but without the size and the hash
            that the source tells, because the target can't rewrite.
    """

    keys: int = 0
    written: int = 0
    skipped: int = 0
    damaged: tuple[tuple[str, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()


def copy_store(
    source: PlanStore,
    target: PlanStore,
    *,
    keys: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Copied:
    """Copy plans with their whole history; run it again to go on where it was stopped.

    Args:
        keys: only these plans; by default all, deleted and erased ones too.
        progress: called after each plan.

    Raises:
        CopyConflict: when the target holds something else under a key, or more than the source;
            plans before it were copied.
        NotFound: when there is no such key in the source.
        StoreError: when the target keeps no history, or can't hold what was erased.
    """
    if not target.capabilities.history:
        raise StoreError(type(target.store).__name__, "it keeps no history to copy into.")
    todo = tuple(dict.fromkeys(map(checked_key, all_keys(source) if keys is None else keys)))
    copied = Copied(keys=len(todo))
    for done, key in enumerate(todo, start=1):
        copied = _Copy(source, target, key).made(copied)
        if progress is not None:
            progress(key, done, len(todo))
    return copied


class _Copy:
    """The copying of one plan."""

    def __init__(self, source: PlanStore, target: PlanStore, key: str) -> None:
        self._source, self._target, self._key = source, target, key
        can = target.capabilities.rewrite and isinstance(target.store, Rewriting)
        self._pen = cast(Rewriting, target.store) if can else None

    def made(self, copied: Copied) -> Copied:
        """Return *copied* with what came of this plan."""
        try:
            wanted = all_revisions(self._source, self._key)
        except Corrupt:
            return attrs.evolve(copied, damaged=(*copied.damaged, (self._key, 0)))
        # A revision that is missing would give the later ones other numbers.
        gap = next((n for n, told in enumerate(wanted, start=1) if told.revision != n), 0)
        wanted = wanted[: gap - 1] if gap else wanted
        there = self._there(wanted)
        begun = [new for old, new in zip(there, wanted, strict=False) if _is_begun(old, new)]
        latest = there[-1].state if there else None
        if self._pen is not None and begun:
            for told in begun:  # The last run was stopped before this.
                self._pen.rewrite(told, None, was=_NOTHING)
            latest = begun[-1].state
        done = len(there)
        damaged = (*copied.damaged, (self._key, gap)) if gap else copied.damaged
        for told in wanted[done:]:
            try:
                latest = self._written(told, wanted, latest)
            except Corrupt:
                damaged = (*copied.damaged, (self._key, told.revision))
                break
            done += 1
        self._verify(wanted[:done], len(there))
        lost = [(self._key, told.revision) for told in wanted[:done] if self._is_lost(told)]
        return attrs.evolve(
            copied,
            written=copied.written + done - len(there),
            skipped=copied.skipped + len(there),
            damaged=damaged,
            lost=(*copied.lost, *lost),
        )

    def _there(self, wanted: tuple[Revision, ...]) -> tuple[Revision, ...]:
        """Return what the target has already, all of it equal or begun.

        Raises:
            CopyConflict: when it has something else, or more.
        """
        try:
            there = all_revisions(self._target, self._key)
        except NotFound:
            return ()
        for old, new in zip(there, wanted, strict=False):
            if not (self._is_equal(old, new) or _is_begun(old, new)):
                raise CopyConflict(self._key, old.revision, len(there))
        if len(there) > len(wanted):
            raise CopyConflict(self._key, len(wanted) + 1, len(there))
        return there

    def _written(
        self, told: Revision, wanted: tuple[Revision, ...], latest: RevisionState | None
    ) -> RevisionState:
        """Write one revision after *latest*, and return what it is in the target."""
        key, number, meta = self._key, told.revision, told.meta
        has_body = latest is RevisionState.SAVED
        store, expected = self._target.store, number - 1 if has_body else 0
        if told.state is RevisionState.SAVED:
            body = self._source.store.load(key, number).body
            self._same(told, store.save(key, body, expected=expected, meta=meta))
        elif told.state is RevisionState.DELETED and has_body:
            self._same(told, store.delete(key, expected=expected, meta=meta))
        elif self._pen is not None:
            self._same(told, store.save(key, b"", expected=expected, meta=meta))
            self._pen.rewrite(told, None, was=_NOTHING)
        elif _is_erasure(told) and latest is not RevisionState.ERASED:
            self._same(told, store.erase(key, meta=meta))
        elif told.state is RevisionState.ERASED and any(map(_is_erasure, wanted[number:])):
            self._same(told, store.save(key, b"", expected=expected, meta=meta))
            return RevisionState.SAVED  # Until the erasure that follows.
        else:
            self._refuse(number)
        return told.state

    def _refuse(self, number: int) -> NoReturn:
        detail = f"it can't hold revision {number} of {self._key!r}, which is erased by itself."
        raise StoreError(type(self._target.store).__name__, detail)

    def _same(self, told: Revision, made: Revision) -> None:
        """Refuse that somebody wrote to the target at the same time."""
        if made.revision != told.revision:
            raise CopyConflict(self._key, told.revision, made.revision)

    def _is_equal(self, old: Revision, new: Revision) -> bool:
        if self._is_lost(new) and old.sha256 == _NOTHING:
            return (old.state, old.meta) == (new.state, new.meta)
        return old == new

    def _is_lost(self, told: Revision) -> bool:
        """Return whether the target can't tell of an erased revision what the source does."""
        is_erased = told.state is RevisionState.ERASED and not _is_erasure(told)
        return is_erased and self._pen is None

    def _verify(self, wanted: tuple[Revision, ...], since: int) -> None:
        """Compare what the target tells, and read again what was written.

        Raises:
            CopyConflict: when somebody wrote to the target at the same time.
            Corrupt: when the target's bytes are not those that were saved.
        """
        there = all_revisions(self._target, self._key) if wanted else ()
        for old, new in zip(there, wanted, strict=False):
            if not self._is_equal(old, new) and not (self._is_lost(new) and _is_begun(old, new)):
                raise CopyConflict(self._key, new.revision, len(there))
        for told in wanted[since:]:
            if told.state is RevisionState.SAVED:
                self._target.store.load(self._key, told.revision)


_NOTHING = digest(b"")


def _is_erasure(told: Revision) -> bool:
    """Return whether a revision says that the ones before it were erased, and never had a body."""
    return told.state is RevisionState.ERASED and not told.sha256


def _is_begun(old: Revision, new: Revision) -> bool:
    """Return whether *old* has the empty body that stands in the place of one to be erased."""
    is_empty = old.state is RevisionState.SAVED and old.sha256 == _NOTHING
    return is_empty and new.state is not RevisionState.SAVED and old.meta == new.meta
