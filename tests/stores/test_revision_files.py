"""How a file gets its name: one winner with hard links and without, and nothing left over."""

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from ledertrivsel.stores._files import Files, System
from ledertrivsel.stores._revision_files import (
    RevisionFiles,
    file_name,
    folder_name,
    highest_of,
    number_of,
)


class NoLinks(System):
    """A file system without hard links, as FAT is."""

    def link(self, path: str, name: str) -> NoReturn:
        raise PermissionError(errno.EPERM, "Operation not permitted", path)


@pytest.fixture(params=[System, NoLinks], ids=["links", "no links"])
def revisions(request: pytest.FixtureRequest) -> RevisionFiles:
    return RevisionFiles(Files(request.param()))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_name_says_its_number_in_one_way() -> None:
    assert file_name(12) == "r0000000012.json"
    assert number_of(file_name(12)) == 12
    assert number_of(file_name(10**12)) == 10**12
    odd = ("r12.json", "r0000000000.json", "r00000000012.json", "R0000000012.json", ".tmp-1", "")
    assert [number_of(name) for name in odd] == [0] * len(odd)


def test_the_highest_number_is_found_among_all_kinds_of_names() -> None:
    names = [
        file_name(9),
        file_name(10**12),
        file_name(10**10 - 1),
        "r9.json",
        "read.me",
        ".tmp-1",
    ]
    assert highest_of(names) == 10**12
    assert highest_of(["zebra", "r", "r" * 30]) == 0
    assert highest_of([]) == 0


def test_a_folder_has_a_name_that_no_key_can_choose() -> None:
    assert folder_name("../../etc/passwd") != folder_name("../../etc/passwd ")
    assert len(folder_name("CON")) == 64


def test_the_first_who_adds_a_file_wins(revisions: RevisionFiles, tmp_path: Path) -> None:
    path = f"{tmp_path}/{file_name(1)}"
    assert revisions.add(path, b"one")
    assert not revisions.add(path, b"other")
    assert revisions.read(path) == b"one"
    assert revisions.read(path, 2) == b"on"
    assert names(tmp_path) == [file_name(1)]
    assert revisions.highest(str(tmp_path)) == 1


def test_with_and_without_links_there_is_one_winner(tmp_path: Path) -> None:
    ways = (RevisionFiles(Files()), RevisionFiles(Files(NoLinks())))
    for number, (first, second) in enumerate((ways, ways[::-1]), 1):
        path = f"{tmp_path}/{file_name(number)}"
        assert first.add(path, b"one")
        assert not second.add(path, b"other")
        assert second.read(path) == b"one"


def test_another_file_is_put_in_a_files_place(revisions: RevisionFiles, tmp_path: Path) -> None:
    path = f"{tmp_path}/{file_name(1)}"
    revisions.add(path, b"one")
    revisions.put(path, b"other")
    assert revisions.read(path) == b"other"
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.read_bytes() for file in files] == [b"other"]


def test_what_others_were_writing_is_swept_away(revisions: RevisionFiles, tmp_path: Path) -> None:
    path = tmp_path / file_name(1)
    revisions.add(str(path), b"one")
    places = [tmp_path, *([path] if path.is_dir() else [])]
    for place in places:
        (place / ".tmp-1").write_bytes(b"half")
        (place / ".tmp-2").mkdir()
        (place / ".tmp-2" / "revision.json").write_bytes(b"half")
    revisions.sweep(str(tmp_path))
    assert [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()] == [b"one"]


def test_a_list_that_lacks_the_latest_name_misleads_nobody(tmp_path: Path) -> None:
    class Late(System):
        def listdir(self, path: str) -> list[str]:
            return [file_name(1)]

    for number in (1, 2, 3, 4):
        RevisionFiles(Files()).add(f"{tmp_path}/{file_name(number)}", b"x")
    assert RevisionFiles(Files(Late())).highest(str(tmp_path)) == 4


def test_links_are_tried_once_where_there_are_none(tmp_path: Path) -> None:
    class Asked(NoLinks):
        def link(self, path: str, name: str) -> NoReturn:
            asked.append(name)
            super().link(path, name)

    asked: list[str] = []
    revisions = RevisionFiles(Files(Asked()))
    for number in (1, 2, 3):
        assert revisions.add(f"{tmp_path}/{file_name(number)}", b"x")
    assert len(asked) == 1


def test_a_revision_that_is_a_folder_is_synced_as_one(tmp_path: Path) -> None:
    class Noting(NoLinks):
        def fsync(self, handle: int) -> None:
            synced.append(os.fstat(handle).st_ino)

    synced: list[int] = []
    path = tmp_path / file_name(1)
    revisions = RevisionFiles(Files(Noting()))
    revisions.add(str(path), b"one")
    assert synced[1:] == [(path / "revision.json").stat().st_ino, path.stat().st_ino]
    synced.clear()
    revisions.put(str(path), b"other")
    assert synced == [(path / "revision.json").stat().st_ino, path.stat().st_ino]


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    class Full(System):
        def fsync(self, handle: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def rename(self, path: str, name: str) -> None:
            raise OSError(errno.EIO, "Input/output error")

    class FullWithoutLinks(NoLinks, Full):
        pass

    class LateErrors(NoLinks):
        rename = Full.rename

    for system in (Full(), FullWithoutLinks(), LateErrors()):
        with pytest.raises(OSError, match=r"No space|Input/output"):
            RevisionFiles(Files(system)).add(f"{tmp_path}/{file_name(1)}", b"x")
        assert names(tmp_path) == []
