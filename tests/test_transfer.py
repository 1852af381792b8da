"""Copying between stores: the same numbers, states, meta and hashes, and nothing overwritten."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel import personal
from ledertrivsel.errors import Busy, Conflict, CopyConflict, Corrupt, NotFound, StoreError
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.labels import say
from ledertrivsel.redaction import redact
from ledertrivsel.storage import (
    NO_META,
    Expected,
    Meta,
    Page,
    PlanStore,
    Revision,
    RevisionState,
    Store,
    digest,
)
from ledertrivsel.stores._revision_files import file_name, folder_name
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.transfer import Copied, copy_store
from tests.cases import small_plans as small
from tests.cases.stores import opened

AT = datetime.datetime(2026, 9, 2, 13, 0, 0, 123456, tzinfo=datetime.UTC)


class Fixed(MemoryStore):
    """A store that can't rewrite the past."""

    capabilities = Capabilities(persistent=False)


@pytest.fixture(params=["memory", "sqlite", "dir"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlanStore]:
    made = opened(request.param, tmp_path / "from")
    with PlanStore(made) as plans:
        yield plans


@pytest.fixture(params=["memory", "sqlite", "dir"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlanStore]:
    made = opened(request.param, tmp_path / "to")
    with PlanStore(made) as plans:
        yield plans


def told(store: PlanStore) -> dict[str, list[tuple[Revision, bytes | None]]]:
    """Return everything there is in a store."""
    found = {}
    for key in personal.all_keys(store):
        found[key] = [
            (
                revision,
                store.store.load(key, revision.revision).body
                if revision.state is RevisionState.SAVED
                else None,
            )
            for revision in personal.all_revisions(store, key)
        ]
    return found


def meta(number: int) -> Meta:
    return Meta(
        at=AT + datetime.timedelta(days=number),
        actor=f"Å {number}",
        write_id=str(number),
        schema=1,
    )


def fill(store: PlanStore) -> None:
    """Put every kind of history into a store."""
    raw = store.store
    for number in range(5):
        raw.save("år 2026", b"body %d" % number, expected=number, meta=meta(number))
    raw.save("slettet", b"x", expected=0, meta=meta(1))
    raw.delete("slettet", expected=1, meta=meta(2))
    raw.save("genskabt", b"x", expected=0, meta=meta(1))
    raw.delete("genskabt", expected=1, meta=meta(2))
    raw.save("genskabt", b"y", expected=0, meta=meta(3))
    raw.save("tømt", b"x", expected=0, meta=meta(1))
    raw.save("tømt", b"y", expected=1, meta=meta(2))
    raw.delete("tømt", expected=2, meta=meta(3))
    raw.erase("tømt", meta=meta(4))
    raw.save("tømt", b"z", expected=0, meta=meta(5))
    raw.erase("tømt", meta=meta(6))
    raw.save("tømt igen", b"z", expected=0, meta=meta(5))
    raw.erase("tømt igen", meta=meta(6))
    raw.save("tømt igen", b"w", expected=0, meta=meta(7))
    raw.save("tom", b"", expected=0)


def test_a_copy_tells_the_same_of_everything(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    revisions = sum(map(len, told(source).values()))
    assert copy_store(source, target) == Copied(keys=6, written=revisions)
    assert told(target) == told(source)
    assert list(target.check()) == []


def test_copying_again_writes_nothing(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    copy_store(source, target)
    revisions = sum(map(len, told(source).values()))
    assert copy_store(source, target) == Copied(keys=6, skipped=revisions)
    assert told(target) == told(source)


def test_what_came_since_is_copied(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    copy_store(source, target)
    source.store.save("år 2026", b"new", expected=5, meta=meta(9))
    source.store.delete("tømt igen", expected=3, meta=meta(9))
    source.store.save("ny", b"new", expected=0)
    assert copy_store(source, target).written == 3
    assert told(target) == told(source)


def test_only_the_keys_asked_for_are_copied(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    assert copy_store(source, target, keys=["a\u030ar 2026", "år 2026"]).written == 5
    assert list(told(target)) == ["år 2026"]


def test_a_key_that_is_not_there_is_told(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    with pytest.raises(NotFound, match="There is no plan 'x' here"):
        copy_store(source, target, keys=["x"])


def test_progress_is_told_after_each_plan(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    heard: list[tuple[str, int, int]] = []
    copy_store(source, target, progress=lambda *step: heard.append(step))
    assert heard == [(key, done, 6) for done, key in enumerate(sorted(told(source)), start=1)]


def test_what_was_redacted_can_be_copied_after(source: PlanStore, target: PlanStore) -> None:
    source.save(small.bare().choose(["sparring"], recommended_by="Anna"), "a", actor="Anna")
    redact(source, "Anna")
    copy_store(source, target)
    assert told(target) == told(source)
    assert target.load("a")[0].choice is not None


def test_a_revision_erased_by_itself_is_copied(source: PlanStore, target: PlanStore) -> None:
    for number in range(3):
        source.store.save("a", b"%d" % number, expected=number, meta=meta(number))
    for revision in personal.all_revisions(source, "a")[:2]:
        state = RevisionState.DELETED if revision.revision == 1 else RevisionState.ERASED
        erased = attrs.evolve(revision, state=state)
        source.store.rewrite(erased, None, was=revision.sha256)  # type: ignore[attr-defined]
    copy_store(source, target)
    assert told(target) == told(source)


# What differs


DIFFERENT: dict[str, Callable[[Store], object]] = {
    "another body": lambda store: store.save("a", b"other", expected=0, meta=meta(0)),
    "another actor": lambda store: store.save("a", b"0", expected=0, meta=meta(5)),
    "deleted": lambda store: (
        store.save("a", b"0", expected=0, meta=meta(0)),
        store.delete("a", expected=1, meta=meta(1)),
    ),
    "more": lambda store: [
        store.save("a", b"%d" % number, expected=number, meta=meta(number)) for number in range(3)
    ],
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_a_conflict_and_nothing_is_overwritten(
    name: str, source: PlanStore, target: PlanStore
) -> None:
    for number in range(2):
        source.store.save("a", b"%d" % number, expected=number, meta=meta(number))
    DIFFERENT[name](target.store)
    before = told(target)
    with pytest.raises(CopyConflict):
        copy_store(source, target)
    assert told(target) == before


def test_a_conflict_says_where_and_what_to_do(source: PlanStore, target: PlanStore) -> None:
    source.store.save("a", b"x", expected=0)
    target.store.save("a", b"y", expected=0)
    with pytest.raises(Conflict) as caught:
        copy_store(source, target)
    assert str(caught.value) == (
        "The plan 'a' is another one in the target, from revision 1 on. Nothing of it was written "
        "there; copy into another store."
    )
    assert say(caught.value) == (
        "Planen 'a' er en anden i mållageret fra og med revision 1. Intet af den er skrevet der; "
        "kopiér til et andet lager."
    )


def test_plans_before_the_conflict_are_copied(source: PlanStore, target: PlanStore) -> None:
    fill(source)
    target.store.save("tom", b"other", expected=0)
    with pytest.raises(CopyConflict):
        copy_store(source, target)
    assert sorted(told(target)) == ["genskabt", "slettet", "tom"]


# Stopped and begun again


class Stops(MemoryStore):
    """A store that is stopped after a number of writes."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 0

    def _count(self, key: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Busy(key)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        self._count(key)
        return super().save(key, body, expected=expected, meta=meta)

    def delete(self, key: str, **given: Any) -> Revision:
        self._count(key)
        return super().delete(key, **given)

    def erase(self, key: str, **given: Any) -> Revision:
        self._count(key)
        return super().erase(key, **given)

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        self._count(told.key)
        return super().rewrite(told, body, was=was)


class FixedStops(Stops):
    capabilities = Capabilities(persistent=False)


@pytest.mark.parametrize("kind", [Stops, FixedStops])
def test_a_copy_stopped_at_any_write_goes_on_where_it_was(kind: type[Stops]) -> None:
    source = PlanStore(MemoryStore())
    fill(source)
    whole = PlanStore(MemoryStore() if kind is Stops else Fixed())
    copy_store(source, whole)
    stopped = 0
    for writes in range(40):
        store = kind()
        target = PlanStore(store)
        store.left = writes
        try:
            copy_store(source, target)
        except Busy:
            stopped += 1
            store.left = 1000
            copy_store(source, target)
        assert told(target) == told(whole)
    assert 15 < stopped < 40  # At every write there is, and then no more.


@given(stops=st.lists(st.integers(0, 6), max_size=20))
def test_it_may_be_stopped_again_and_again(stops: list[int]) -> None:
    source, store = PlanStore(MemoryStore()), Stops()
    fill(source)
    for writes in [*stops, 1000]:
        store.left = writes
        try:
            copy_store(source, PlanStore(store))
        except Busy:
            continue
    assert told(PlanStore(store)) == told(source)


# What can't be copied


def test_without_rewriting_what_is_lost_is_told() -> None:
    source, target = PlanStore(MemoryStore()), PlanStore(Fixed())
    fill(source)
    done = copy_store(source, target)
    assert done.lost == (("tømt", 1), ("tømt", 2), ("tømt", 5), ("tømt igen", 1))
    for key, revisions in told(source).items():
        for (old, body), (new, copied) in zip(revisions, told(target)[key], strict=True):
            assert copied == body
            if (key, old.revision) in done.lost:
                old = attrs.evolve(old, size=0, sha256=digest(b""))
            assert new == old
    again = copy_store(source, target)
    assert (again.written, again.lost) == (0, done.lost)


def test_without_rewriting_a_revision_erased_by_itself_is_refused() -> None:
    source, target = PlanStore(MemoryStore()), PlanStore(Fixed())
    source.store.save("a", b"x", expected=0)
    source.store.save("a", b"y", expected=1)
    first = personal.all_revisions(source, "a")[0]
    erased = attrs.evolve(first, state=RevisionState.ERASED)
    source.store.rewrite(erased, None, was=first.sha256)  # type: ignore[attr-defined]
    with pytest.raises(StoreError) as caught:
        copy_store(source, target)
    assert str(caught.value) == (
        "The store at Fixed failed: it can't hold revision 1 of 'a', which is erased by itself."
    )


def test_a_store_without_history_is_no_target() -> None:
    class Forgetful(MemoryStore):
        capabilities = Capabilities(history=False)

    with pytest.raises(StoreError) as caught:
        copy_store(PlanStore(MemoryStore()), PlanStore(Forgetful()))
    assert str(caught.value) == (
        "The store at Forgetful failed: it keeps no history to copy into."
    )


def test_a_damaged_revision_ends_the_copy_of_its_plan_and_is_told() -> None:
    memory = MemoryStore()
    source, target = PlanStore(memory), PlanStore(MemoryStore())
    fill(source)
    rows = memory._rows["år 2026"]
    memory._rows["år 2026"] = (*rows[:2], attrs.evolve(rows[2], body=b"?"), *rows[3:])
    done = copy_store(source, target)
    assert done.damaged == (("år 2026", 3),)
    assert target.history("år 2026").items[0].revision == 2
    assert {k: v for k, v in told(target).items() if k != "år 2026"} == {
        k: v for k, v in _but(source, "år 2026").items()
    }


@pytest.mark.parametrize("missing", [1, 2, 5])
def test_a_missing_revision_ends_the_copy_of_its_plan_and_is_told(
    missing: int, tmp_path: Path
) -> None:
    source, target = PlanStore(opened("dir", tmp_path / "from")), PlanStore(MemoryStore())
    for number in range(5):
        source.store.save("a", b"body %d" % number, expected=number)
    source.store.save("b", b"x", expected=0)
    (tmp_path / "from" / folder_name("a") / file_name(missing)).unlink()
    if missing == 5:  # Nobody can know that there was one more.
        assert copy_store(source, target) == Copied(keys=2, written=5)
        return
    for written in (missing, 0):
        done = copy_store(source, target)
        assert (done.written, done.damaged) == (written, (("a", missing),))
    assert sum(map(len, told(target).values())) == missing
    assert target.store.load("b").body == b"x"


def test_a_plan_without_revisions_is_told() -> None:
    class Lost(MemoryStore):
        def history(self, key: str, **given: Any) -> Any:
            return Page() if key == "a" else super().history(key, **given)

    source, target = PlanStore(Lost()), PlanStore(MemoryStore())
    for key in "ab":
        source.store.save(key, b"x", expected=0)
    done = copy_store(source, target)
    assert (done.damaged, done.written) == ((("a", 0),), 1)


def _but(source: PlanStore, key: str) -> dict[str, list[tuple[Revision, bytes | None]]]:
    other = PlanStore(MemoryStore())
    copy_store(source, other, keys=[k for k in personal.all_keys(source) if k != key])
    return told(other)


def test_a_damaged_history_is_told() -> None:
    class Damaged(MemoryStore):
        def history(self, key: str, **given: Any) -> Any:
            if key == "a":
                raise Corrupt(key, "what it tells of itself is damaged.")
            return super().history(key, **given)

    source, target = PlanStore(Damaged()), PlanStore(MemoryStore())
    for key in "ab":
        source.store.save(key, b"x", expected=0)
    done = copy_store(source, target)
    assert (done.damaged, done.written) == ((("a", 0),), 1)


def test_a_target_that_keeps_other_bytes_is_found_out() -> None:
    class Lies(MemoryStore):
        def save(self, key: str, body: bytes, **given: Any) -> Revision:
            made = super().save(key, body, **given)
            (row,) = self._rows[key]
            self._rows[key] = (attrs.evolve(row, body=b"?"),)
            return made

    source = PlanStore(MemoryStore())
    source.store.save("a", b"x", expected=0)
    with pytest.raises(Corrupt):
        copy_store(source, PlanStore(Lies()))


def test_somebody_who_writes_to_the_target_meanwhile_is_a_conflict() -> None:
    class Raced(MemoryStore):
        def save(self, key: str, body: bytes, **given: Any) -> Revision:
            if not self._rows:
                super().save(key, b"other", expected=0)
                super().delete(key, expected=1)
            return super().save(key, body, **given)

    source = PlanStore(MemoryStore())
    source.store.save("a", b"x", expected=0)
    with pytest.raises(CopyConflict):
        copy_store(source, PlanStore(Raced()))


def test_of_nothing_nothing_is_copied() -> None:
    assert copy_store(PlanStore(MemoryStore()), PlanStore(MemoryStore())) == Copied()


def test_more_than_the_source_has_is_a_conflict_at_the_first_that_is_more() -> None:
    source, target = PlanStore(MemoryStore()), PlanStore(MemoryStore())
    for number in range(2):
        source.store.save("a", b"x", expected=number)
    for number in range(4):
        target.store.save("a", b"x", expected=number)
    with pytest.raises(CopyConflict) as caught:
        copy_store(source, target)
    assert (caught.value.revision, caught.value.actual) == (3, 4)


def test_an_empty_body_is_not_taken_for_another() -> None:
    source, target = PlanStore(MemoryStore()), PlanStore(MemoryStore())
    source.store.save("a", b"x", expected=0)
    target.store.save("a", b"", expected=0)
    with pytest.raises(CopyConflict):
        copy_store(source, target)


def test_a_body_is_not_taken_for_the_place_of_one_that_was_erased() -> None:
    source, target = PlanStore(MemoryStore()), PlanStore(MemoryStore())
    for store in (source, target):
        store.store.save("a", b"x", expected=0)
    source.store.erase("a")
    with pytest.raises(CopyConflict):
        copy_store(source, target)
    assert target.store.load("a").body == b"x"


def test_who_goes_on_with_the_copy_at_once_does_no_harm() -> None:
    class Followed(MemoryStore):
        def save(self, key: str, body: bytes, **given: Any) -> Revision:
            made = super().save(key, body, **given)
            super().save(key, b"theirs", expected=made.revision)
            return made

    source, target = PlanStore(MemoryStore()), PlanStore(Followed())
    source.store.save("a", b"x", expected=0)
    assert copy_store(source, target).written == 1
    assert target.store.load("a").body == b"theirs"


def test_a_target_that_forgets_of_what_is_lost_is_found_out_too() -> None:
    class Forgets(Fixed):
        def save(self, key: str, body: bytes, **given: Any) -> Revision:
            return super().save(key, body, **{**given, "meta": NO_META})

    source = PlanStore(MemoryStore())
    source.store.save("a", b"x", expected=0, meta=meta(1))
    source.store.erase("a", meta=meta(2))
    with pytest.raises(CopyConflict):
        copy_store(source, PlanStore(Forgets()))


def test_a_target_that_tells_another_story_is_found_out() -> None:
    class Forgets(MemoryStore):
        def save(self, key: str, body: bytes, **given: Any) -> Revision:
            return super().save(key, body, **{**given, "meta": NO_META})

    source = PlanStore(MemoryStore())
    source.store.save("a", b"x", expected=0, meta=meta(1))
    with pytest.raises(CopyConflict):
        copy_store(source, PlanStore(Forgets()))
