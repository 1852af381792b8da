"""What a revision tells of itself comes back from a table as it went in."""

import datetime

import pytest

from ledertrivsel.errors import Corrupt, Deleted
from ledertrivsel.storage import Meta, Revision, RevisionState, Stored, digest
from ledertrivsel.stores._told import COLUMNS, loaded, revision_of, row_of

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
