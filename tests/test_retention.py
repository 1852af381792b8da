"""How long plans are kept: named first, erased only when asked, and only what can be read."""

import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel import retention
from ledertrivsel.documents import dump
from ledertrivsel.errors import Busy, Deleted, InvalidValueError
from ledertrivsel.personal import Unread, Unreadable
from ledertrivsel.retention import Expired, ExpiredReason, Retention, retain
from ledertrivsel.storage import PlanStore, Revision, RevisionState
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.stores.sqlite import SqliteStore
from tests.cases import small_plans as small
from tests.cases.stores import opened

START = datetime.date(2026, 6, 1)  # That of every small plan.
AFTER = datetime.date(2026, 6, 2)


@pytest.fixture(params=["memory", "sqlite", "dir"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PlanStore]:
    made = opened(request.param, tmp_path / "p")
    with PlanStore(made) as plans:
        yield plans


@pytest.fixture
def kept(store: PlanStore) -> PlanStore:
    """A store with an old plan, one with a later act, a deleted one and an erased one."""
    old = small.bare()
    store.save(old, "gammel")
    store.save(old.choose(["sparring"], on=AFTER), "gammel", expected=1)
    store.save(old, "gammel", expected=2)
    store.save(old.choose(["sparring"], on=AFTER), "ny")
    store.save(old.choose(["sparring"], on=AFTER), "slettet")
    store.delete("slettet", expected=1)
    store.save(old, "tømt")
    store.erase("tømt")
    return store


PAST = Expired(key="gammel", why=ExpiredReason.PAST, latest_act=START, revisions=3)
DELETED = Expired(key="slettet", why=ExpiredReason.DELETED, revisions=1)


def test_old_and_deleted_plans_are_named_and_nothing_is_erased(kept: PlanStore) -> None:
    assert retain(kept, AFTER) == Retention(expired=(PAST, DELETED))
    assert kept.load("gammel")[1] == 3
    assert kept.load("slettet", 1)[1] == 1


def test_they_are_erased_where_asked(kept: PlanStore) -> None:
    done = retain(kept, AFTER, dry_run=False, actor="Arkivet")
    assert done == Retention(expired=(PAST, DELETED), is_erased=True)
    for key in ("gammel", "slettet"):
        with pytest.raises(Deleted):
            kept.load(key, 1)
        head = kept.history(key).items[0]
        assert (head.state, head.meta.actor) == (RevisionState.ERASED, "Arkivet")
    assert kept.load("ny")[1] == 1
    assert retain(kept, AFTER, dry_run=False) == Retention(is_erased=True)


def test_an_act_on_the_day_itself_is_not_before_it(kept: PlanStore) -> None:
    assert retain(kept, START).expired == (DELETED,)


def test_only_the_keys_asked_for_are_looked_at(kept: PlanStore) -> None:
    assert retain(kept, AFTER, dry_run=False, keys=["gammel", "ny"]).expired == (PAST,)
    assert kept.load("slettet", 1)[1] == 1


def test_what_cannot_be_read_is_told_and_never_erased() -> None:
    memory = MemoryStore()
    memory.save("noter", b"x", expected=0)
    newer = dump(small.bare()).replace(b'"schema": 1', b'"schema": 2', 1)
    memory.save("nyere", newer, expected=0)
    memory.save("skadet", b"x", expected=0)
    rows = memory._rows["skadet"]
    memory._rows["skadet"] = (attrs.evolve(rows[0], body=b"y"),)
    done = retain(PlanStore(memory), datetime.date(9999, 1, 1), dry_run=False)
    assert done.expired == ()
    assert done.unread == (
        Unread(key="noter", revision=1, why=Unreadable.NO_PLAN),
        Unread(key="nyere", revision=1, why=Unreadable.NEWER_SCHEMA),
        Unread(key="skadet", revision=0, why=Unreadable.CORRUPT),
    )
    assert memory.load("noter").body == b"x"


def test_after_busy_it_is_run_again_and_then_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_TRIES", 2)
    path = tmp_path / "p.db"
    with PlanStore(SqliteStore(path, busy_seconds=0.01)) as store:
        store.save(attrs.evolve(small.bare(), title="Qvistgaard"), "a")
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM revision").fetchone()
        with pytest.raises(Busy, match="not yet from the log"):
            retain(store, AFTER, dry_run=False)
        reader.execute("COMMIT")
        reader.close()
        assert retain(store, AFTER, dry_run=False) == Retention(is_erased=True)
        assert not [f for f in tmp_path.iterdir() if b"Qvistgaard" in f.read_bytes()]


@pytest.mark.parametrize("refusals", [5, 6])
def test_while_it_is_busy_it_is_tried_six_times(
    refusals: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crowded(MemoryStore):
        def erase(self, key: str, **how: Any) -> Revision:
            tried.append(key)
            if len(tried) <= refusals:
                raise Busy(key, "Others read.")
            return super().erase(key, **how)

    def longest(least: float, most: float) -> float:
        assert (least, most) == (0, 0.02)
        return most

    tried: list[str] = []
    pauses: list[float] = []
    monkeypatch.setattr("ledertrivsel.retention.random.uniform", longest)
    monkeypatch.setattr("ledertrivsel.retention.time.sleep", pauses.append)
    store = PlanStore(Crowded())
    store.save(small.bare(), "a")
    if refusals == 6:
        with pytest.raises(Busy):
            retain(store, AFTER, dry_run=False)
    else:
        assert retain(store, AFTER, dry_run=False).is_erased
    assert tried == ["a"] * 6
    assert pauses == [0.04, 0.08, 0.16, 0.32, 0.64]


def test_whether_to_erase_is_said_with_yes_or_no() -> None:
    with pytest.raises(InvalidValueError, match="dry_run must be true or false, got 0"):
        retain(PlanStore(MemoryStore()), AFTER, dry_run=0)  # type: ignore[arg-type]


def test_a_time_is_no_day() -> None:
    with pytest.raises(InvalidValueError) as caught:
        retain(PlanStore(MemoryStore()), datetime.datetime(2026, 1, 1))
    assert str(caught.value) == (
        "before must be a date, got datetime.datetime(2026, 1, 1, 0, 0). "
        "Use datetime.date, without a time."
    )
