"""The contract of stores: a dictionary of revisions that never loses, mixes or invents anything.

Programs of drawn steps are run against the store and against a dictionary, on keys that are easily
taken for each other; the shortest program that tells them apart is told in words.
"""

from __future__ import annotations

import datetime
import functools
import unicodedata
from typing import Any

from ledertrivsel.errors import (
    BadKey,
    Busy,
    Conflict,
    Corrupt,
    Deleted,
    InvalidValueError,
    NotFound,
    StoreError,
    TooLarge,
)
from ledertrivsel.offers import Kind
from ledertrivsel.storage import Meta, RevisionState, Store, digest
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
from ledertrivsel.testing._contract_places import Stores, acts, do, expect, files
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
    b"0" * 70_000,
)
META = Meta(
    at=datetime.datetime(2026, 9, 2, 12, 30, 15, 123456, tzinfo=datetime.UTC),
    actor="Åse Ærø",
    write_id="0123abc",
    schema=7,
)
_LARGEST = 32 * 1024 * 1024


class StoreContract(Stores, kind=Kind.STORE):
    """What every store keeps; a store that is no file defines `address`."""

    examples = 60

    def test_it_says_what_it_can_do(self) -> None:
        """As the descriptor does."""
        with self.place() as place:
            said = place.store.capabilities
        if said != self.info().capabilities:
            tell(f"The store says {said}, and its descriptor {self.info().capabilities}.")

    def test_it_does_what_a_dictionary_does(self) -> None:
        """Whatever is saved, deleted, erased, loaded, listed and opened again, in any order."""
        can = self.info().capabilities

        def fault(program: Program) -> str:
            with self.place() as place:
                return run(program, place, can, self.is_shared)

        with self.place() as place:
            model: Model = {}
            stores = [place.open(), *([place.open()] if self.is_shared else [])]
            for short_program in short_programs():
                said = run_steps(short_program, model, stores, [], None, can)
                if said:
                    tell(said)
        self.search(steps(), fault)

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

    def test_every_method_refuses_a_bad_key(self) -> None:
        """With BadKey, before anything is done."""
        with self.place() as place:
            for key in BAD_KEYS:
                for name, act in acts(place.store, key).items():
                    expect(BadKey, act, f"{name}({short(key)})")

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

    def test_bodies_come_back_byte_for_byte(self) -> None:
        """Empty ones, and those that are no text, too; with their size, hash and meta."""
        with self.place() as place:
            for number, body in enumerate(BODIES):
                key = f"plan-{number}"
                saved = place.store.save(key, body, expected=0, meta=META)
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

    def test_what_the_caller_does_to_its_buffer_changes_nothing(self) -> None:
        """A body is copied when it is saved."""
        with self.place() as place:
            buffer: Any = bytearray(b"before")
            do(lambda: place.store.save("a", buffer, expected=0), "save() of a bytearray")
            buffer[:] = b"after!"
            if place.store.load("a").body != b"before":
                tell("A body changes with the buffer that it was saved from.")

    def test_one_writer_wins(self) -> None:
        """Of two that save on the same revision at the same time, one is told of a conflict."""
        code = files_of(self.made_store())
        with self.place() as place:
            ours = place.store
            theirs = place.open() if self.is_shared else ours
            ours.save("a", b"0", expected=0)
            before = [1]

            def write(store: Store, who: bytes) -> str:
                try:
                    store.save("a", who + b"%d" % before[0], expected=before[0])
                except (Conflict, Busy) as error:
                    return error.code
                return "saved"

            def look() -> None:
                before[0] = ours.load("a").revision

            main = functools.partial(write, ours, b"a")
            rival = functools.partial(write, theirs, b"b")
            for results in interleaved(main, rival, code, prepare=look, seconds=0.05):
                actual = ours.load("a").revision
                if results.count("saved") != 1 or actual != before[0] + 1:
                    tell(
                        f"Two save on revision {before[0]} at the same time: "
                        f"{results.count('saved')} are told that they saved, "
                        f"and the revision is {actual}."
                    )
                winner = b"ab"[results.index("saved")]
                if ours.load("a").body[0] != winner:
                    tell("Two save on one revision at the same time, and the loser's body stays.")
            look()
            told = [item.revision for item in ours.history("a", limit=1000).items]
            if told != list(range(before[0], 0, -1)):
                tell(f"After writers at the same time the history has the revisions {told}.")

    def test_a_list_comes_in_pages_in_the_order_of_code_points(self) -> None:
        """No key is missed or told twice, and the last page says that it is the last."""
        keys = sorted(
            [*(f"k{n}" for n in range(12)), "K", "å", "z", "Z", "1", "10", "2", "𝄞", "\uffee"]
        )
        with self.place() as place:
            for key in reversed(keys):
                place.store.save(key, b"x", expected=0)
            for limit in (1, 2, len(keys) - 1, len(keys), 1000):
                found: list[str] = []
                after: Any = None
                for _ in range(len(keys) + 1):
                    page = place.store.list(after=after, limit=limit)
                    found += [item.key for item in page.items]
                    if len(page.items) > limit:
                        tell(f"list(limit={limit}) gives {len(page.items)} items.")
                    after = page.next
                    if after is None:
                        break
                if found != keys:
                    odd = next((k for k, f in zip(keys, found, strict=False) if k != f), keys[-1])
                    tell(f"Listed by pages of {limit}, the keys go wrong at {odd!r}: {found}.")
            for limit in (0, 1001, -1):
                expect(
                    InvalidValueError,
                    lambda limit=limit: place.store.list(limit=limit),  # type: ignore[misc]
                    f"list(limit={limit})",
                )

    def test_a_history_comes_in_pages_the_latest_first(self) -> None:
        """Every revision once, deletions among them."""
        with self.place() as place:
            for number in range(7):
                place.store.save("a", b"%d" % number, expected=number)
            place.store.delete("a", expected=7)
            for limit in (1, 3, 8, 1000):
                found: list[int] = []
                before: Any = None
                for _ in range(9):
                    page = place.store.history("a", before=before, limit=limit)
                    found += [item.revision for item in page.items]
                    before = page.next
                    if before is None:
                        break
                if found != list(range(8, 0, -1)):
                    tell(f"By pages of {limit} the history of 8 revisions is {found}.")

    def test_odd_numbers_are_refused_or_not_found(self) -> None:
        """No error of a driver leaves the store."""
        with self.place() as place:
            place.store.save("a", b"x", expected=0)
            for number in (0, -1, 2, 2**31, 2**63, 2**70):
                load = functools.partial(place.store.load, "a", number)
                kind = InvalidValueError if number < 1 else NotFound
                expect(kind, load, f"load('a', {number})")
            do(lambda: place.store.history("a", before=2**70), "history('a', before=2**70)")
            do(lambda: list(place.store.check()), "check()")

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

    def test_two_places_know_nothing_of_each_other(self) -> None:
        """What is saved at one address is not at another."""
        with self.place() as one, self.place() as other:
            one.store.save("a", b"x", expected=0)
            if other.store.list().items:
                tell("What is saved at one address is listed at another.")
            expect(NotFound, lambda: other.store.load("a"), "load() at another address")

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

    def test_erased_bodies_are_gone_from_its_files(self) -> None:
        """Erasing is a promise to people: the bytes are no longer there to be found."""
        secret = b"Fortroligt-" + b"4f1c9a77e2" * 4
        with self.place() as place:
            place.store.save("a", secret, expected=0)
            place.store.save("a", b"second " + secret, expected=1)
            place.store.save("b", b"stays", expected=0)
            place.store.erase("a")
            for revision in (1, 2, None):
                expect(
                    Deleted,
                    functools.partial(place.store.load, "a", revision),
                    f"load('a', {revision}) after erase()",
                )
            place.store.erase("a")
            if place.store.load("b").body != b"stays":
                tell("Erasing one key changes another.")
            place.close()
            for file in files(place.folder):
                if secret in file.read_bytes():
                    tell(f"An erased body can still be read in the file {file.name}.")

    def test_a_changed_byte_is_found(self) -> None:
        """It is told when it is loaded, and costs only that plan."""
        body, other = b"Oprindelig-" + b"8d20b6" * 8, b"Uberoert-" + b"17ce" * 8
        with self.place() as place:
            place.store.save("a", body, expected=0)
            place.store.save("b", other, expected=0)
            place.close()
            changed = False
            for file in files(place.folder):
                content = file.read_bytes()
                if body in content:
                    file.write_bytes(content.replace(body, body[:-1] + b"X"))
                    changed = True
            if not changed:
                return
            expect(Corrupt, lambda: place.store.load("a"), "load() of a body with a changed byte")
            if not [damage for damage in place.store.check() if damage.key == "a"]:
                tell("check() finds nothing wrong with a body whose byte was changed.")
            if do(lambda: place.store.load("b"), "load() of another key").body != other:
                tell("A changed byte of one plan costs another.")
