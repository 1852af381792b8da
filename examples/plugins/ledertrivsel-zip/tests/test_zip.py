"""The store keeps its contract, and its file is one that any program for archives opens."""

import zipfile
from pathlib import Path

import pytest

import ledertrivsel.errors
from ledertrivsel.storage import Address
from ledertrivsel.testing import StoreContract
from ledertrivsel_zip.archive import Archive
from ledertrivsel_zip.store import ZipStore


class TestZip(StoreContract):
    plugin, name = "ledertrivsel_zip", "zip"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the archive is to be."""
    return tmp_path / "plans.zip"


@pytest.fixture
def store(path: Path) -> ZipStore:
    """Return a store of two plans, one of them with two revisions."""
    store = ZipStore(Address("zip", f"///{path.as_posix()}"))
    store.save("../2026", b'{"a": 1}', expected=0)
    store.save("2027", b'{"b": 1}', expected=0)
    store.save("../2026", b'{"a": 2}', expected=1)
    return store


def test_a_revision_is_a_file_in_a_folder_and_a_key_is_never_its_name(
    store: ZipStore, path: Path
) -> None:
    store.delete("2027", expected=1)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "0001/0001.json": b'{"a": 1}',
            "0002/0001.json": b'{"b": 1}',
            "0001/0002.json": b'{"a": 2}',
            "0002/0002.deleted": b"",
        }
    assert list(path.parent.iterdir()) == [path]


def test_another_archive_is_refused_and_left_as_it_is(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", b"not a plan")
    before = path.read_bytes()
    store = ZipStore(Address("zip", f"///{path.as_posix()}"))
    with pytest.raises(ledertrivsel.errors.NewerLayout) as caught:
        store.save("2026", b"{}", expected=0)
    assert str(caught.value) == (
        f"The store {str(path)!r} was written by a newer ledertrivsel or by another program: "
        "its comment is b'', not b'ledertrivsel-zip 1'."
    )
    assert path.read_bytes() == before


def test_what_another_program_saved_meanwhile_is_not_lost(store: ZipStore, path: Path) -> None:
    archive = Archive(path)
    rows, seen = archive.read()
    store.save("2028", b"{}", expected=0)
    with pytest.raises(ledertrivsel.errors.Busy, match="Another program writes to the archive"):
        archive.make_anew(rows, seen, rows["2027"][0], b"lost")
    assert [told.key for told in store.list().items] == ["../2026", "2027", "2028"]
    assert list(path.parent.iterdir()) == [path]


def test_a_program_whose_half_made_archive_is_taken_away_is_told(
    store: ZipStore, path: Path
) -> None:
    archive = Archive(path)
    rows, seen = archive.read()
    before = path.read_bytes()
    write = archive._next(rows["2027"][0], seen, keep=True)
    write.__enter__()
    (half_made,) = path.parent.glob("*.part")
    half_made.unlink()  # As another program does, when it begins to write.
    with pytest.raises(ledertrivsel.errors.Busy, match="Another program writes to the archive"):
        write.__exit__(None, None, None)
    assert path.read_bytes() == before


def test_what_a_kill_left_goes_with_the_next_write(store: ZipStore, path: Path) -> None:
    left = path.with_name("plans.zip.0123abcd.part")
    left.write_bytes(b'{"a": 1}')
    store.erase("../2026")
    assert not left.exists()
    assert b'{"a": 1}' not in path.read_bytes()


def test_a_damaged_plan_costs_no_other_and_does_not_stop_a_save(
    store: ZipStore, path: Path
) -> None:
    path.write_bytes(path.read_bytes().replace(b'{"b": 1}', b'{"b": 2}'))
    store.save("../2026", b'{"a": 3}', expected=2)
    assert store.load("../2026").body == b'{"a": 3}'
    assert [(damage.key, damage.revision) for damage in store.check()] == [("2027", 1)]
