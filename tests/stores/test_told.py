"""What a revision tells of itself comes back from a table as it went in."""

import datetime
import pickle

import pytest

from ledertrivsel.errors import Corrupt, Deleted
from ledertrivsel.storage import Meta, Revision, RevisionState, Stored, digest
from ledertrivsel.stores._told import (
    COLUMNS,
    OF_SAVED,
    loaded,
    revision_of,
    row_of,
    saved_revisions,
)

AT = datetime.datetime(2026, 11, 23, 8, 30, 0, 123456, tzinfo=datetime.UTC)
META = Meta(at=AT, actor="Åse Ø.", write_id="0123abc", schema=1)
TOLD = Revision(key="år", revision=7, size=1, sha256=digest(b"x"), meta=META)


@pytest.mark.parametrize(
    "told",
    [
        TOLD,
        Revision(key="a", revision=1),
        Revision(key="a", revision=2, state=RevisionState.DELETED, meta=Meta(actor="HR")),
        Revision(key="a", revision=2, state=RevisionState.ERASED, size=3, sha256=digest(b"abc")),
        Revision(key="a", revision=1, meta=Meta(at=AT.replace(microsecond=0), write_id="æ w")),
    ],
)
def test_a_row_gives_the_revision_it_was_made_of(told: Revision) -> None:
    row = row_of(told)
    assert len(row) == len(COLUMNS)
    again = revision_of(row)
    assert again == told
    assert hash(again) == hash(told)
    assert repr(again) == repr(told)


SAVED = (
    TOLD,
    Revision(key="a", revision=1),
    Revision(key="b", revision=2, meta=Meta(at=AT.replace(microsecond=0), actor="HR")),
    Revision(key="c", revision=3, meta=Meta(actor="a\N{NO-BREAK SPACE}b", schema=2)),
)


def without_state(told: Revision) -> tuple[object, ...]:
    return tuple(
        value for name, value in zip(COLUMNS, row_of(told), strict=True) if name != "state"
    )


@pytest.mark.parametrize("told", [(), SAVED[:1], SAVED[:3], SAVED])
def test_many_rows_give_what_each_gives(told: tuple[Revision, ...]) -> None:
    assert len(OF_SAVED) == len(COLUMNS) - 1
    made = saved_revisions([without_state(one) for one in told])
    assert made == told
    assert [hash(one) for one in made] == [hash(one) for one in told]
    assert pickle.loads(pickle.dumps(made)) == told


@pytest.mark.parametrize("at", ["i går", 7])
def test_one_of_many_that_was_saved_at_no_moment_is_corrupt(at: object) -> None:
    row = list(without_state(TOLD))
    row[OF_SAVED.index("at")] = at
    with pytest.raises(Corrupt, match="what revision 7 tells of itself is damaged"):
        saved_revisions([without_state(SAVED[1]), tuple(row)])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "lost"),
        ("at", "i går"),
        ("at", "2026-11-23T08:30:00"),
        ("at", 7),
        ("actor", "a\x00b"),
        ("actor", None),
        ("write_id", b"w"),
        ("write_id", "w\n"),
        ("schema", -1),
        ("schema", "1"),
        ("schema", True),
    ],
)
def test_a_row_that_no_store_wrote_is_corrupt(column: str, value: object) -> None:
    row = list(row_of(TOLD))
    row[COLUMNS.index(column)] = value
    with pytest.raises(Corrupt) as caught:
        revision_of(row)
    assert str(caught.value) == (
        "What is stored of the plan 'år' is damaged: what revision 7 tells of itself is damaged."
    )


def test_a_body_is_the_one_that_was_saved() -> None:
    assert loaded(row_of(TOLD), b"x") == Stored(
        key="år", revision=7, body=b"x", sha256=digest(b"x"), meta=META
    )
    for body in (b"y", "x", None):
        with pytest.raises(Corrupt, match="revision 7 has another hash than what was saved"):
            loaded(row_of(TOLD), body)


def test_a_revision_without_a_body_is_deleted() -> None:
    told = Revision(key="a", revision=2, state=RevisionState.ERASED, sha256=digest(b"x"))
    with pytest.raises(Deleted, match="Revision 2 is erased"):
        loaded(row_of(told), None)
