"""The contract of stores: a dictionary of revisions that never loses, mixes or invents anything.

Programs of drawn steps are run against the store and against a dictionary, on keys that are easily
taken for each other; the shortest program that tells them apart is told in words.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import functools
import os
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from ledertrivsel.errors import (
    BadKey,
    Busy,
    Conflict,
    Corrupt,
    Deleted,
    InvalidValueError,
    LedertrivselError,
    NotFound,
    StoreError,
    TooLarge,
)
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.storage import (
    Meta,
    Page,
    Revision,
    RevisionState,
    Store,
    digest,
    parse_address,
)
from ledertrivsel.testing._contract_base import short, tell
from ledertrivsel.testing._contract_machine import (
    GROUPS,
    Model,
    Program,
    Step,
    run,
    run_steps,
    short_programs,
    steps,
)
from ledertrivsel.testing._contract_places import (
    Place,
    Stores,
    acts,
    beside,
    do,
    expect,
    files,
    replace,
    watched_over,
)
from ledertrivsel.testing._contract_processes import in_another_process
from ledertrivsel.testing._contract_watch import files_of, interleaved

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
    schema=7,
)
_LARGEST = 32 * 1024 * 1024
_TOGETHER = 18
"""How many short programs share a place: a store that is one file writes all of it each time."""


def _forms(body: bytes) -> tuple[bytes, ...]:
    """Return what a file may hold of a body that is stored as text, whatever stands before it."""
    based = (base64.b64encode(b"." * n + body)[4:-4] for n in range(3))
    return body, body.hex().encode(), *based


def _holds(content: bytes, body: bytes) -> bool:
    """Return whether a file holds a body: as it is, as text, or compressed as a whole."""
    with contextlib.suppress(zlib.error, OSError, EOFError):
        content += zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content, 1 << 24)
    return any(form in content for form in _forms(body))


def _changed(folder: Path, body: bytes) -> str:
    """Change a byte of a body wherever the files hold it; return how they do, if they do."""
    changed = ""
    for file in files(folder):
        content = file.read_bytes()
        for form in _forms(body):
            if form in content:
                damaged = form[:-6] + (b"A" if form[-6:-5] != b"A" else b"B") + form[-5:]
                content = content.replace(form, damaged)
                replace(file, content)
                changed = "as it is" if form == body else changed or "as text"
    return changed


def _write(store: Store, who: bytes, expected: int) -> str:
    """Save, and return ``saved``, the code of the error, or what was raised."""
    try:
        store.save("a", who + b"%d" % expected, expected=expected)
    except LedertrivselError as error:
        return error.code
    except Exception as error:
        return cause_of(error)
    return "saved"


class StoreContract(Stores, kind=Kind.STORE):
    """What every store keeps; a store that is no file defines `address`."""

    examples = 60

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
    def test_one_writer_wins(self) -> None:
        """Of two that save on the same revision at the same time, one is told of a conflict."""
        can = self.info().capabilities
        with self.place() as place:
            do(lambda: place.store.save("a", b"0", expected=0), "save() of a new key")
            self._writers(place, lambda store, who, on: _write(place.store, who, on))
            if self.is_shared:
                theirs = place.open()
                self._writers(place, lambda store, who, on: _write(theirs, who, on))
            if can.shared_between_processes and can.persistent:
                with beside(self.subject(), place.address) as rival:
                    self._writers(
                        place, lambda store, who, on: rival.save(on), "in another process"
                    )
            told = [item.revision for item in place.store.history("a", limit=1000).items]
            last = place.store.load("a").revision
            if can.history and told != list(range(last, 0, -1)):
                tell(f"After writers at the same time the history has the revisions {told}.")

    def _writers(
        self, place: Place, rival: Callable[[Store, bytes, int], str], where: str = ""
    ) -> None:
        """Let a rival save at lines of a save, on the same revision."""
        ours, code, before = place.store, files_of(place.store), [0]

        def look() -> None:
            before[0] = do(lambda: ours.load("a"), "load('a')").revision

        results: tuple[object, object]
        for results in interleaved(
            lambda: _write(ours, b"a", before[0]),
            lambda: rival(ours, b"b", before[0]),
            code,
            prepare=look,
            most=16,
            seconds=0.05,
        ):
            main, other = results
            who = f"Two, one of them {where}," if where else "Two"
            if other is None:
                tell(f"{who} save at the same time, and one does not come back.")
            for said in results:
                if said not in ("saved", Conflict.code, Busy.code):
                    tell(f"{who} save at the same time, and one is told {said!r}.")
            actual = do(lambda: ours.load("a"), "load('a') after two saves").revision
            if results.count("saved") != 1 or actual != before[0] + 1:
                tell(
                    f"{who} save on revision {before[0]} at the same time: "
                    f"{results.count('saved')} are told that they saved, "
                    f"and the revision is {actual}."
                )
            if ours.load("a").body[:1] != (b"a" if main == "saved" else b"b"):
                tell(f"{who} save on one revision at the same time, and the loser's body stays.")

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
                kind = InvalidValueError if number < 1 else NotFound
                expect(kind, load, f"load('a', {number})")
            do(lambda: place.store.history("a", before=2**70), "history('a', before=2**70)")
            expect(Conflict, lambda: place.store.save("a", b"", expected=2**70), "expected=2**70")
            do(lambda: list(place.store.check()), "check()")

    @watched_over
    def test_a_closed_store_refuses_and_closes_again(self) -> None:
        """All else is refused with StoreError."""
        with self.place() as place:
            store = place.store
            store.save("a", b"x", expected=0)
            store.close()
            do(store.close, "close() of a closed store")
            for name, act in acts(store, "a").items():
                expect(StoreError, act, f"{name}() of a closed store", exactly_not=NotFound)
            for name, act in (("list", store.list), ("check", lambda: list(store.check()))):
                expect(StoreError, act, f"{name}() of a closed store", exactly_not=NotFound)

    @watched_over
    def test_two_places_know_nothing_of_each_other(self) -> None:
        """What is saved at one address is not at another."""
        with self.place() as one, self.place() as other:
            one.store.save("a", b"x", expected=0)
            if other.store.list().items:
                tell("What is saved at one address is listed at another.")
            expect(NotFound, lambda: other.store.load("a"), "load() at another address")
            beside_it = f"{one.address}-2"
            if one.folder.as_posix() in one.address and not one.address.endswith("/"):
                second = self.made(parse_address(beside_it))
                try:
                    expect(NotFound, lambda: second.load("a"), f"load() at {beside_it[-8:]!r}")
                finally:
                    second.close()

    @watched_over
    def test_what_was_acknowledged_survives_a_kill(self) -> None:
        """A process that is killed after `save` returned has saved."""
        if not self.info().capabilities.persistent:
            return
        with self.place() as place:
            given = {"address": place.address, "key": "a", "body": "gemt", "dies": True}
            in_another_process(self.subject(), "save", given)
            stored = do(lambda: place.store.load("a"), "load() after a kill")
            if stored.body != b"gemt":
                tell(f"After a kill what was saved as b'gemt' is {short(stored.body)}.")

    @watched_over
    def test_a_killed_save_leaves_old_or_new(self) -> None:
        """Never a mixture, and never a store that can't be written any more."""
        if not (self.info().capabilities.persistent and hasattr(os, "fork")):
            return
        with self.place() as place:
            if place.folder.as_posix() not in place.address:
                return  # It is no file of ours: what a server does is for the server.
            given = {"address": place.address, "folder": place.folder.as_posix()}
            found = in_another_process(self.subject(), "kill", given)
        if found["said"]:
            tell(found["said"])

    @watched_over
    def test_erased_bodies_are_gone_from_its_files(self) -> None:
        """Erasing is a promise to people: the bytes are no longer there to be found."""
        secret = b"Fortroligt-" + b"4f1c9a77e2" * 4
        with self.place() as place:
            can, store = self.info().capabilities, place.store
            saved = [store.save("a", secret, expected=0, meta=META)]
            saved += [store.save("a", b"second " + secret, expected=1, meta=META)]
            for other in ("b", "aa", "A"):
                store.save(other, b"stays", expected=0)
            erased = do(lambda: store.erase("a", meta=META), "erase('a')")
            for revision in (1, 2, None) if can.history else (None,):
                expect(
                    Deleted,
                    functools.partial(store.load, "a", revision),
                    f"load('a', {revision}) after erase()",
                )
            told = do(lambda: store.history("a"), "history('a') after erase()").items
            for was in (erased, *(saved if can.history else ())):
                now = next((one for one in told if one.revision == was.revision), None)
                wanted = attrs.evolve(was, state=RevisionState.ERASED)
                if now != wanted:
                    tell(f"After erase() the history must tell {wanted}, and tells {now}.")
            for other in ("b", "aa", "A"):
                if do(lambda other=other: store.load(other), f"load({other!r})").body != b"stays":  # type: ignore[misc]
                    tell("Erasing one key changes another.")
            if can.persistent:
                place.close()
            for file in files(place.folder) if can.erase else ():
                if _holds(file.read_bytes(), secret):
                    tell(f"An erased body can still be read in the file {file.name}.")
            again = do(lambda: place.store.erase("a"), "erase('a') again")
            if again != erased:
                tell(f"erase() gives {erased}, and again {again}: it must do no more.")

    @watched_over
    def test_a_changed_byte_is_found(self) -> None:
        """It is told when it is loaded, and costs only that plan."""
        body, other = b"Oprindelig-" + b"8d20b6" * 8, b"Uberoert-" + b"17ce" * 8
        with self.place() as place:
            place.store.save("a", body, expected=0)
            place.store.save("b", other, expected=0)
            place.close()
            held = _changed(place.folder, body)
            if not held:
                return
            expect(Corrupt, lambda: place.store.load("a"), "load() of a body with a changed byte")
            if not do(lambda: list(place.store.check()), "check()"):
                tell("check() finds nothing wrong with a body whose byte was changed.")
            if held == "as it is":  # Where a file is all of the store, it may be refused whole.
                found = do(lambda: place.store.load("b"), "load() of another key")
                if found.body != other:
                    tell("A changed byte of one plan costs another.")
            if not self.info().capabilities.history:
                return
        with self.place() as place:  # An earlier revision, too.
            place.store.save("a", body, expected=0)
            place.store.save("a", other, expected=1)
            place.close()
            if _changed(place.folder, body):
                load = functools.partial(place.store.load, "a", 1)
                expect(Corrupt, load, "load() of an earlier body with a changed byte")
                if not do(lambda: list(place.store.check()), "check()"):
                    tell("check() finds nothing wrong with an earlier body that was changed.")

    @watched_over
    def test_files_that_are_no_store_any_more_are_refused(self) -> None:
        """Cut off or written over by another program: no error of the engine or the system."""
        for name, damaged in (
            ("cut off in the middle", lambda content: content[: len(content) // 2]),
            ("written over", lambda content: b"%PDF-1.4 " * (1 + len(content) // 9)),
            ("made empty", lambda content: b""),
        ):
            with self.place() as place:
                place.store.save("a", b"x" * 400, expected=0)
                place.close()
                for file in files(place.folder):
                    replace(file, damaged(file.read_bytes()))
                try:
                    store = place.open()
                except AssertionError as error:
                    if isinstance(error.__cause__, StoreError):
                        continue
                    said = f"Files that were {name} must be refused with StoreError"
                    tell(f"{said}: {error}")
                for what, act in (
                    *acts(store, "a").items(),
                    ("list", store.list),
                    ("check", lambda store=store: list(store.check())),  # type: ignore[misc]
                ):
                    try:
                        act()
                    except LedertrivselError:
                        continue
                    except Exception as error:
                        tell(f"{what}() of files that were {name} raises {cause_of(error)}.")
