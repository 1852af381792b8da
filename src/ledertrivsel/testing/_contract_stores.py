"""The contract of stores: a dictionary of revisions that never loses, mixes or invents anything.

What one handle keeps and what survives stand in modules of their own; here several are open.
"""

from __future__ import annotations

from collections.abc import Callable

from ledertrivsel.errors import Busy, Conflict, LedertrivselError, NotFound, StoreError
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.storage import Store, parse_address
from ledertrivsel.testing._contract_base import tell
from ledertrivsel.testing._contract_kept import Kept
from ledertrivsel.testing._contract_places import Place, acts, beside, do, expect, watched_over
from ledertrivsel.testing._contract_rewrites import Rewrites
from ledertrivsel.testing._contract_survivals import Survivals
from ledertrivsel.testing._contract_watch import files_of, interleaved


def _write(store: Store, who: bytes, expected: int) -> str:
    """Save, and return ``saved``, the code of the error, or what was raised."""
    try:
        store.save("a", who + b"%d" % expected, expected=expected)
    except LedertrivselError as error:
        return error.code
    except Exception as error:
        return cause_of(error)
    return "saved"


class StoreContract(Rewrites, Survivals, Kept, kind=Kind.STORE):
    """What every store keeps; a store that is no file defines `address`."""

    examples = 60

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
