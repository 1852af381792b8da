"""What survives in a store, and what must not: kills, damage to its files, and erasing."""

from __future__ import annotations

import base64
import contextlib
import functools
import os
import zlib
from pathlib import Path

import attrs

from ledertrivsel.errors import Corrupt, Deleted, LedertrivselError, StoreError
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.storage import RevisionState
from ledertrivsel.testing._contract_base import short, tell
from ledertrivsel.testing._contract_kept import META
from ledertrivsel.testing._contract_places import (
    Stores,
    acts,
    do,
    expect,
    files,
    replace,
    watched_over,
)
from ledertrivsel.testing._contract_processes import in_another_process


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


class Survivals(Stores, kind=Kind.STORE):
    """What was saved outlives a process, damage is told, and what was erased is gone."""

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
            # More than a few: what is written over may hide that the first are still there.
            saved += [
                store.save("a", b"%d " % number + secret, expected=number, meta=META)
                for number in range(1, 12)
            ]
            for other in ("b", "aa", "A"):
                store.save(other, b"stays", expected=0)
            erased = do(lambda: store.erase("a", meta=META), "erase('a')")
            for revision in (1, 2, 12, None) if can.history else (None,):
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
            found = do(lambda: list(place.store.check()), "check()")
            if not found:
                tell("check() finds nothing wrong with a body whose byte was changed.")
            if do(lambda: list(place.store.check()), "check()") != found:
                tell("check() finds something else the second time: it must repair nothing.")
            expect(Corrupt, lambda: place.store.load("a"), "load() of that body after check()")
            if held == "as it is":  # Where a file is all of the store, it may be refused whole.
                stored = do(lambda: place.store.load("b"), "load() of another key")
                if stored.body != other:
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
        with self.place() as place:  # Two at once; and an earlier one stands for none.
            for key in ("a", "c"):
                place.store.save(key, other, expected=0)
                place.store.save(key, body, expected=1)
            place.close()
            if _changed(place.folder, body):
                for key in ("a", "c"):
                    load = functools.partial(place.store.load, key)
                    expect(Corrupt, load, f"load({key!r}) of a body with a changed byte")
                told = {damage.key for damage in do(lambda: list(place.store.check()), "check()")}
                if held == "as it is" and not {"a", "c"} <= told:
                    tell(f"check() tells of {sorted(told)}, and the bodies of 'a' and 'c' differ.")

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
