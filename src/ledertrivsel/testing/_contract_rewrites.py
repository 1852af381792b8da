"""What a store does with its past: deleted keys, revisions written anew, backups."""

from __future__ import annotations

import attrs

from ledertrivsel.errors import Busy, Deleted, NotFound, StoreError
from ledertrivsel.offers import Kind
from ledertrivsel.storage import (
    BackedUp,
    Meta,
    RevisionState,
    Rewriting,
    digest,
    parse_address,
)
from ledertrivsel.testing._contract_base import tell
from ledertrivsel.testing._contract_places import Stores, do, expect, files, watched_over

_SECRET = b"Aase Aeroe of Nakskov said so"


class Rewrites(Stores, kind=Kind.STORE):
    """What was deleted is still found when asked for, and names can be taken out of the past."""

    @watched_over
    def test_deleted_keys_are_listed_when_asked_for(self) -> None:
        """Else nobody finds what is still kept of them."""
        with self.place() as place:
            store = place.store
            for key in ("a", "b", "c"):
                store.save(key, b"x", expected=0)
            store.delete("a", expected=1)
            store.erase("b")
            wanted = [
                ("a", 2, RevisionState.DELETED),
                ("b", 2, RevisionState.ERASED),
                ("c", 1, RevisionState.SAVED),
            ]
            call = "list(deleted=True)"
            page = do(lambda: store.list(deleted=True), call)
            told = [(item.key, item.revision, item.state) for item in page.items]
            if told != wanted:
                tell(f"{call} must tell {wanted}, and tells {told}.")
            if [item.key for item in store.list().items] != ["c"]:
                tell("list() tells keys that were deleted.")
            first = store.list(limit=1, deleted=True)
            rest = store.list(after="a", limit=2, deleted=True)
            keys = [item.key for item in (*first.items, *rest.items)]
            if keys != ["a", "b", "c"] or first.next != "a" or rest.next is not None:
                tell(f"{call} in pages tells {keys}, with {first.next!r} and {rest.next!r}.")

    @watched_over
    def test_a_revision_written_anew_keeps_its_number_alone(self) -> None:
        """Of a store that can `rewrite`: the old body and meta are gone, all else stays."""
        can = self.info().capabilities
        if not can.rewrite or not can.history:
            return
        with self.place() as place:
            store = place.store
            if not isinstance(store, Rewriting):
                tell("It says that it can rewrite, and has no rewrite().")
            old = store.save("a", _SECRET, expected=0, meta=Meta(actor="Aase", write_id="w1"))
            latest = store.save("a", b"later", expected=1, meta=Meta(actor="Bo"))
            told = attrs.evolve(old, meta=attrs.evolve(old.meta, actor="-"))
            made = do(lambda: store.rewrite(told, b"- said so", was=old.sha256), "rewrite()")
            right = attrs.evolve(told, size=9, sha256=digest(b"- said so"))
            for what, found, wanted in (
                ("rewrite() gives", made, right),
                ("the history tells", store.history("a").items[-1], right),
                ("the revision after it is", store.history("a").items[0], latest),
                ("load() gives", store.load("a", 1).body, b"- said so"),
                ("load() of the latest gives", store.load("a").body, b"later"),
            ):
                if found != wanted:
                    tell(f"After a rewrite of revision 1 {what} {found!r}, not {wanted!r}.")
            again = "rewrite() of a revision that was changed in between"
            expect(Busy, lambda: store.rewrite(told, b"x", was=old.sha256), again)
            missing = attrs.evolve(told, revision=3)
            expect(NotFound, lambda: store.rewrite(missing, b"x", was=""), "rewrite() of none")
            if can.erase:
                kept = [f.name for f in files(place.folder) if _SECRET in f.read_bytes()]
                if kept:
                    tell(f"The body that was written anew is still in {kept[0]}.")
            damage = list(store.check())
            if damage:
                tell(f"After a rewrite check() tells {damage[0]}.")
            erased = store.history("a").items[-1]
            store.erase("a")
            gone = "rewrite() of an erased revision with a body"
            expect(Busy, lambda: store.rewrite(erased, b"x", was=erased.sha256), gone)
            expect(Deleted, lambda: store.load("a", 1), "load() of an erased revision")

    @watched_over
    def test_a_backup_is_a_whole_store(self) -> None:
        """Of a store that can `backup`: opened by itself, it has all that was there."""
        can = self.info().capabilities
        if not can.backup or not can.history:
            return
        with self.place() as place:
            store = place.store
            if not isinstance(store, BackedUp):
                tell("It says that it can back up, and has no backup().")
            store.save("a", b"1", expected=0, meta=Meta(actor="HR"))
            store.save("a", b"2", expected=1)
            path = place.folder / "backup"
            do(lambda: store.backup(path), "backup()")
            was = store.history("a")
            store.save("a", b"3", expected=2)
            copy = self.made(parse_address(f"{self.name}:///{path.as_posix()}"))
            try:
                if copy.history("a") != was or copy.load("a").body != b"2":
                    tell("The backup has not what the store had.")
                damage = list(copy.check())
                if damage:
                    tell(f"check() of the backup tells {damage[0]}.")
            finally:
                copy.close()
            expect(StoreError, lambda: store.backup(path), "backup() over a backup")
