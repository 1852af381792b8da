"""A stranger's store behind the guard: its faults come as a `PluginError` that names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs

from ledertrivsel.errors import shorten
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.offers import Offer
from ledertrivsel.storage import (
    NO_META,
    BackedUp,
    Damage,
    Expected,
    Meta,
    Page,
    Revision,
    Rewriting,
    Store,
    Stored,
)

T = TypeVar("T")


@attrs.frozen
class GuardedStore:
    """Passes everything on to *store*, and looks at what comes back."""

    offer: Offer
    store: Store

    @property
    def capabilities(self) -> Capabilities:
        """What the store can do."""
        with self._guard("capabilities"):
            return self._given("capabilities", self.store.capabilities, Capabilities)

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*."""
        with self._guard("load"):
            return self._given("load", self.store.load(key, revision), Stored)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Save *body* as the next revision of *key*."""
        with self._guard("save"):
            made = self.store.save(key, body, expected=expected, meta=meta)
            return self._given("save", made, Revision)

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Delete *key* with one more revision."""
        with self._guard("delete"):
            made = self.store.delete(key, expected=expected, meta=meta)
            return self._given("delete", made, Revision)

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*."""
        with self._guard("list"):
            made = self.store.list(after=after, limit=limit, deleted=deleted)
            return self._given("list", made, Page)

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*."""
        with self._guard("history"):
            made = self.store.history(key, before=before, limit=limit)
            return self._given("history", made, Page)

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        """Erase the bodies of all revisions of *key*."""
        with self._guard("erase"):
            return self._given("erase", self.store.erase(key, meta=meta), Revision)

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself."""
        with self._guard("rewrite"):
            made = cast(Rewriting, self.store).rewrite(told, body, was=was)
            return self._given("rewrite", made, Revision)

    def backup(self, path: str | Path) -> None:
        """Write a whole copy."""
        with self._guard("backup"):
            cast(BackedUp, self.store).backup(path)

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the store."""
        with self._guard("check"):
            found = [self._given("check", item, Damage) for item in self.store.check()]
        yield from found

    def close(self) -> None:
        """Let go of the store."""
        with self._guard("close"):
            self.store.close()

    @contextmanager
    def _guard(self, verb: str) -> Iterator[None]:
        with self.offer.guard(self._where(verb)):
            yield

    def _given(self, verb: str, made: Any, kind: type[T]) -> T:
        if isinstance(made, kind):
            return made
        cause = f"it must give a {kind.__name__}, got {shorten(made)}"
        raise self.offer.fault(cause, self._where(verb))

    def _where(self, verb: str) -> str:
        return f"{verb}() of {self.offer.where}"
