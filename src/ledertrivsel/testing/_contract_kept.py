"""What a store keeps: revisions under keys, their bodies byte for byte, told in pages.

Programs of drawn steps are run against the store and against a dictionary, on keys that are easily
taken for each other; the shortest program that tells them apart is told in words.
"""

from __future__ import annotations

import datetime
import functools
import unicodedata
from collections.abc import Callable
from typing import Any

from ledertrivsel.errors import BadKey, Conflict, InvalidValueError, NotFound, TooLarge
from ledertrivsel.offers import Kind
from ledertrivsel.storage import NO_META, Meta, Page, Revision, RevisionState, digest
from ledertrivsel.testing._contract_base import short, tell
from ledertrivsel.testing._contract_machine import (
    GROUPS,
    Model,
    Program,
    Step,
    long_programs,
    run,
    run_steps,
    short_programs,
    steps,
)
from ledertrivsel.testing._contract_places import Stores, acts, do, expect, watched_over

BAD_KEYS = ("", " ", "a ", " a", "a\nb", "a\x00b", "a\u202eb", "x" * 201, "å" * 101, "\ud800")
BODIES = (
    b"",
    b"x",
    b"\x00",
    b"\r\n\n\r",
    bytes(range(256)),
    b"\xff\xfe",
    b'{"a": 1}\n',
    b"\xef\xbb\xbf{}",
    "a\u030a".encode(),
    b"0" * 70_000,
)
META = Meta(
    at=datetime.datetime(2026, 9, 2, 12, 30, 15, 123456, tzinfo=datetime.UTC),
    actor="Åse Ærø",
    write_id="0123abc",
    schema=70_000,
)
_LARGEST = 32 * 1024 * 1024
_TOGETHER = 18
"""How many short programs share a place: a store that is one file writes all of it each time."""


class Kept(Stores, kind=Kind.STORE):
    """What is saved comes back, each key for itself, and all else is refused."""

    @watched_over
    def test_it_says_what_it_can_do(self) -> None:
        """As the descriptor does."""
        with self.place() as place:
            said = place.store.capabilities
        if said != self.info().capabilities:
            tell(f"The store says {said}, and its descriptor {self.info().capabilities}.")

    @watched_over
    def test_it_does_what_a_dictionary_does(self) -> None:
        """Whatever is saved, deleted, erased, loaded, listed and opened again, in any order."""
        can = self.info().capabilities

        def fault(program: Program) -> str:
            with self.place() as place:
                return run(program, place, can, self.is_shared)

        programs = tuple(short_programs())
        for start in range(0, len(programs), _TOGETHER):
            with self.place() as place:
                model: Model = {}
                stores = [place.open(), *([place.open()] if self.is_shared else [])]
                for short_program in programs[start : start + _TOGETHER]:
                    said = run_steps(short_program, model, stores, [], None, can)
                    if said:
                        tell(said)
        for long_program in long_programs():
            said = fault(long_program)
            if said:
                tell(said)
        self.search(steps(), fault)

    @watched_over
    def test_a_key_is_data_and_never_a_path(self) -> None:
        """Keys that a file system, a URL or a query takes for each other stay apart."""
        for group in GROUPS:
            program = Program(
                group,
                (
                    *(Step("save", n, 0) for n in range(len(group))),
                    *(Step("load", n, 0) for n in range(len(group))),
                    Step("list", 0, 0),
                ),
            )
            with self.place() as place:
                before = set(place.folder.parent.iterdir())
                said = run(program, place, self.info().capabilities, self.is_shared)
                if said:
                    tell(said)
                outside = set(place.folder.parent.iterdir()) - before
                named = [p.name for p in outside if p.name in {*group, "x", "evil"}]
                if named:
                    tell(f"A key becomes a file outside the store: {named[0]}.")

    @watched_over
    def test_every_method_refuses_a_bad_key(self) -> None:
        """With BadKey, before anything is done."""
        with self.place() as place:
            for key in BAD_KEYS:
                for name, act in acts(place.store, key).items():
                    expect(BadKey, act, f"{name}({short(key)})")

    @watched_over
    def test_the_same_letter_typed_two_ways_is_one_key(self) -> None:
        """`å` is `a` with a ring."""
        key = "Løn på tværs – å"
        with self.place() as place:
            place.store.save(unicodedata.normalize("NFD", key), b"x", expected=0)
            loaded = do(lambda: place.store.load(key), f"load({key!r})")
            if loaded.key != key:
                tell(f"A key saved with a ring on its own comes back as {loaded.key!r}.")
            items = place.store.list().items
            if [item.key for item in items] != [key]:
                tell(f"It is listed as {[item.key for item in items]}, and is {key!r}.")

    @watched_over
    def test_bodies_come_back_byte_for_byte(self) -> None:
        """Empty ones, and those that are no text, too; with their size, hash and meta."""
        with self.place() as place:
            most = self.info().capabilities.max_bytes
            for number, body in enumerate(body for body in BODIES if len(body) <= most):
                key = f"plan-{number}"
                saved = do(
                    lambda key=key, body=body: place.store.save(  # type: ignore[misc]
                        key, body, expected=0, meta=META
                    ),
                    f"save({key!r}, {short(body, 40)}, expected=0)",
                )
                if not isinstance(saved, Revision):
                    tell(f"save({key!r}) must return a Revision, and returns {short(saved)}.")
                if (saved.key, saved.revision, saved.state) != (key, 1, RevisionState.SAVED):
                    tell(f"save({key!r}) of a new key returns {saved}.")
                stored = do(lambda key=key: place.store.load(key), f"load({key!r})")  # type: ignore[misc]
                if stored.body != body or type(stored.body) is not bytes:
                    tell(f"The body {short(body, 40)} comes back as {short(stored.body, 40)}.")
                told = place.store.history(key).items[0]
                for what, was, now in (
                    ("size", len(body), saved.size),
                    ("size in the history", len(body), told.size),
                    ("hash", digest(body), saved.sha256),
                    ("hash when loaded", digest(body), stored.sha256),
                    ("hash in the history", digest(body), told.sha256),
                    ("meta", META, saved.meta),
                    ("meta when loaded", META, stored.meta),
                    ("meta in the history", META, told.meta),
                ):
                    if was != now:
                        tell(f"The {what} of a body must be {was}, and is {now}.")
            do(lambda: place.store.save("bare", b"x", expected=0), "save() without meta")
            bare = do(lambda: place.store.load("bare"), "load()").meta
            if bare != NO_META:
                tell(f"What is saved without meta must tell {NO_META}, and tells {bare}.")

    @watched_over
    def test_what_is_no_body_is_refused(self) -> None:
        """Text, and what is larger than the store says that it takes."""
        most = self.info().capabilities.max_bytes
        with self.place() as place:
            save = place.store.save
            expect(
                InvalidValueError,
                lambda: save("a", "text", expected=0),  # type: ignore[arg-type]
                "save() of a str",
            )
            expect(InvalidValueError, lambda: save("a", b"", expected=-1), "expected=-1")
            expect(InvalidValueError, lambda: save("a", b"", expected=True), "expected=True")
            if most < _LARGEST:
                expect(TooLarge, lambda: save("a", b"x" * (most + 1), expected=0), "too large")
                do(lambda: save("a", b"x" * most, expected=0), f"save() of {most} bytes")

    @watched_over
    def test_what_the_caller_does_to_its_buffer_changes_nothing(self) -> None:
        """A body is copied when it is saved."""
        with self.place() as place:
            buffer: Any = bytearray(b"before")
            do(lambda: place.store.save("a", buffer, expected=0), "save() of a bytearray")
            buffer[:] = b"after!"
            if place.store.load("a").body != b"before":
                tell("A body changes with the buffer that it was saved from.")

    @watched_over
    def test_a_list_comes_in_pages_in_the_order_of_code_points(self) -> None:
        """No key is missed or told twice, and the last page says that it is the last."""
        keys = sorted(
            [*(f"k{n}" for n in range(110)), "K", "å", "z", "Z", "1", "10", "2", "𝄞", "\uffee"]
        )
        with self.place() as place:
            saved = {
                key: place.store.save(key, b"x", expected=0, meta=META) for key in reversed(keys)
            }
            saved["10"] = place.store.save("10", b"later", expected=1, meta=META)
            for item in place.store.list(limit=3).items:
                if item != saved[item.key]:
                    tell(f"save() gives {saved[item.key]}, and list() gives {item}.")
            for limit in (7, 100, len(keys) - 1, len(keys), 1000):
                found: list[str] = []
                after: Any = None
                for _ in range(len(keys) // limit + 2):
                    page = self._page(
                        functools.partial(place.store.list, after=after, limit=limit)
                    )
                    found += [item.key for item in page.items]
                    if len(page.items) > limit:
                        tell(f"list(limit={limit}) gives {len(page.items)} items.")
                    after = page.next
                    if after is None:
                        break
                    if found == keys:
                        tell(f"The last page of list(limit={limit}) has next {after!r}, not None.")
                if found != keys:
                    odd = next((k for k, f in zip(keys, found, strict=False) if k != f), keys[-1])
                    tell(f"Listed by pages of {limit}, the keys go wrong at {odd!r}: {found}.")
            for between in ("k5x", "0", "zz"):
                page = self._page(functools.partial(place.store.list, after=between, limit=1))
                first = next((key for key in keys if key > between), None)
                if [item.key for item in page.items] != [first][: first is not None]:
                    tell(f"After {between!r}, which is no key, list() gives {page.items}.")
            for limit in (0, 1001, -1):
                expect(
                    InvalidValueError,
                    lambda limit=limit: place.store.list(limit=limit),  # type: ignore[misc]
                    f"list(limit={limit})",
                )

    @watched_over
    def test_a_history_comes_in_pages_the_latest_first(self) -> None:
        """Every revision once, deletions among them."""
        with self.place() as place:
            for number in range(7):
                place.store.save("a", b"%d" % number, expected=number)
            place.store.delete("a", expected=7)
            if not self.info().capabilities.history:
                return
            for limit in (1, 3, 8, 1000):
                found: list[int] = []
                before: Any = None
                for _ in range(9):
                    page = self._page(
                        functools.partial(place.store.history, "a", before=before, limit=limit)
                    )
                    found += [item.revision for item in page.items]
                    before = page.next
                    if before is None:
                        break
                    if len(found) == 8:
                        tell(f"The last page of history(limit={limit}) has next {before!r}.")
                if found != list(range(8, 0, -1)):
                    tell(f"By pages of {limit} the history of 8 revisions is {found}.")
            if self._page(lambda: place.store.history("a", before=1)).items:
                tell(
                    "history('a', before=1) gives a revision, and there is none before the first."
                )
            for limit in (0, 1001, -1):
                expect(
                    InvalidValueError,
                    lambda limit=limit: place.store.history("a", limit=limit),  # type: ignore[misc]
                    f"history('a', limit={limit})",
                )

    def _page(self, act: Callable[[], object]) -> Page:
        """Return a page; tell what is none."""
        page = do(act, "A page")
        if not isinstance(page, Page):
            tell(f"list() and history() must return a Page, and one returns {short(page)}.")
        return page

    @watched_over
    def test_odd_numbers_are_refused_or_not_found(self) -> None:
        """No error of a driver leaves the store."""
        with self.place() as place:
            place.store.save("a", b"x", expected=0)
            for number in (0, -1, 2, 2**31, 2**63, 2**70):
                load = functools.partial(place.store.load, "a", number)
                # There is none before the first: that it may say, too.
                kinds = (InvalidValueError, NotFound) if number < 1 else NotFound
                expect(kinds, load, f"load('a', {number})")
            do(lambda: place.store.history("a", before=2**70), "history('a', before=2**70)")
            expect(Conflict, lambda: place.store.save("a", b"", expected=2**70), "expected=2**70")
            do(lambda: list(place.store.check()), "check()")
