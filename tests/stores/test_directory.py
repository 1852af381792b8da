"""The store in a folder of files; what all stores have in common is in tests/test_storage.py."""

import contextlib
import errno
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.errors import (
    Busy,
    Conflict,
    Corrupt,
    InvalidValueError,
    NewerLayout,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
)
from ledertrivsel.storage import OVERWRITE, Damage, Meta, RevisionState, parse_address
from ledertrivsel.stores._files import Files, System
from ledertrivsel.stores._revision_files import file_name, folder_name
from ledertrivsel.stores.directory import MARKER, DirectoryStore, open_directory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plans"


@pytest.fixture
def store(path: Path) -> DirectoryStore:
    return DirectoryStore(path, busy_seconds=0.2)


def folder_of(path: Path, key: str) -> Path:
    return path / folder_name(key)


def file_of(path: Path, key: str, number: int) -> Path:
    return folder_of(path, key) / file_name(number)


def everything(path: Path) -> dict[str, bytes]:
    """Return each file in a folder with its bytes."""
    files = (file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def temporary(path: Path) -> list[Path]:
    return list(path.rglob(".tmp-*"))


# The folder


def test_it_is_what_the_documentation_draws(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one", expected=0)
    store.save("a", b"two", expected=1)
    assert sorted(everything(path)) == [
        ".gitattributes",
        ".gitignore",
        f"{folder_name('a')}/r0000000001.json",
        f"{folder_name('a')}/r0000000002.json",
        "ledertrivsel.json",
    ]
    assert everything(path)[".gitattributes"] == b"* -text\n"
    assert everything(path)[".gitignore"] == b".tmp-*\n"
    assert everything(path)[MARKER] == b'{"format": "ledertrivsel", "layout": 1}\n'


def test_what_was_saved_is_there_when_it_is_opened_again(
    store: DirectoryStore, path: Path
) -> None:
    store.save("år", b"x", expected=0)
    store.save("år", b"y", expected=1)
    store.close()
    again = DirectoryStore(path)
    assert again.load("år").body == b"y"
    assert again.load("år", 1).body == b"x"
    with pytest.raises(Conflict):
        again.save("år", b"z", expected=1)


def test_an_address_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_directory(parse_address("dir:///plans")).save("a", b"x", expected=0)
    assert open_directory(parse_address(f"dir:///{tmp_path}/plans")).load("a").body == b"x"
    with pytest.raises(InvalidValueError, match="with three slashes before"):
        open_directory(parse_address("dir:"))


def test_it_stays_the_same_folder_when_the_directory_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    store = DirectoryStore("plans")
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.save("a", b"x", expected=0)
    assert (tmp_path / "plans").is_dir()


def test_reading_makes_no_folder(store: DirectoryStore, path: Path) -> None:
    with pytest.raises(NotFound):
        store.load("a")
    with pytest.raises(NotFound):
        store.history("a")
    with pytest.raises(NotFound):
        store.backup(path.parent / "copy")
    with pytest.raises(NotFound):
        store.erase("a")
    assert store.list().items == ()
    assert list(store.check()) == []
    assert not path.exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    store = DirectoryStore(tmp_path / "no" / "plans")
    with pytest.raises(StoreError) as caught:
        store.save("a", b"x", expected=0)
    assert str(caught.value) == (
        f"The store at dir:///{tmp_path}/no/plans failed: the folder '{tmp_path}/no' is not there."
    )


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "plans").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"a part of the path is a file\. Name a folder"):
        DirectoryStore(tmp_path / "plans")
    with pytest.raises(StoreError, match=r"a part of the path is a file\. Name a folder"):
        DirectoryStore(tmp_path / "plans" / "inside")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match=r"it is a link to nothing\. Name a folder\."):
        DirectoryStore(tmp_path / "link")


def test_an_empty_folder_and_a_new_repository_are_new_stores(path: Path) -> None:
    path.mkdir()
    (path / ".git").mkdir()
    (path / ".gitattributes").write_bytes(b"*.json diff\n")
    store = DirectoryStore(path)
    assert store.list().items == ()
    store.save("a", b"x", expected=0)
    assert (path / ".gitattributes").read_bytes() == b"*.json diff\n"
    assert list(store.check()) == []


def test_another_programs_folder_is_left_as_it_is(path: Path) -> None:
    path.mkdir()
    (path / "invoice.txt").write_bytes(b"42")
    with pytest.raises(NewerLayout) as caught:
        DirectoryStore(path)
    assert str(caught.value) == (
        f"The store 'dir:///{path}' was written by a newer ledertrivsel or by another program: "
        "it has files, and no 'ledertrivsel.json'. Choose an empty folder."
    )
    assert everything(path) == {"invoice.txt": b"42"}


def test_a_folder_that_another_program_fills_later_is_refused_too(path: Path) -> None:
    store = DirectoryStore(path)
    path.mkdir()
    (path / "invoice.txt").write_bytes(b"42")
    with pytest.raises(NewerLayout):
        store.save("a", b"x", expected=0)
    assert everything(path) == {"invoice.txt": b"42"}


def test_a_newer_layout_is_left_as_it_is(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    (path / MARKER).write_bytes(b'{"format": "ledertrivsel", "layout": 2}\n')
    before = everything(path)
    with pytest.raises(NewerLayout, match="its layout is 2, and this version knows 1"):
        DirectoryStore(path)
    assert everything(path) == before


@pytest.mark.parametrize(
    "marker",
    [
        *(b"", b"{", b"[]", b"\xff", b'{"format": "other", "layout": 1}', b'{"layout": 1}'),
        *(b'{"format": "ledertrivsel", "layout": %s}' % odd for odd in (b"0", b"true", b'"1"')),
    ],
)
def test_a_marker_that_is_not_ours_is_refused(path: Path, marker: bytes) -> None:
    path.mkdir()
    (path / MARKER).write_bytes(marker)
    with pytest.raises(NewerLayout, match=r"its 'ledertrivsel.json' is damaged or another pro"):
        DirectoryStore(path)


def test_who_looks_while_another_makes_the_store_finds_it(path: Path) -> None:
    class Slow(System):
        def listdir(self, folder: str) -> list[str]:
            if folder == str(path) and not (path / MARKER).exists():
                DirectoryStore(path).save("a", b"x", expected=0)
            return System.listdir(folder)

    path.mkdir()
    assert DirectoryStore(path, files=Files(Slow())).load("a").body == b"x"


def test_who_looks_just_before_another_makes_the_folder_finds_it(path: Path) -> None:
    class Late(System):
        def lstat(self, name: str) -> os.stat_result:
            try:
                return System.lstat(name)
            except FileNotFoundError:
                if name == f"{path}/." and not path.exists():
                    DirectoryStore(path).save("a", b"x", expected=0)
                raise

    store = DirectoryStore(path, files=Files(Late()))
    assert store.load("a").body == b"x"
    assert store.save("a", b"y", expected=1).revision == 2


def test_the_folder_itself_may_be_a_link(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    (path.parent / "link").symlink_to(path)
    assert DirectoryStore(path.parent / "link").load("a").body == b"x"


# Links and strange things


def test_a_key_is_never_a_path(store: DirectoryStore, path: Path) -> None:
    before = set(path.parent.parent.iterdir())
    for key in ("../../etc/passwd", "..", "/etc", "C:\\x", "CON", "a/b", "~", "%2e%2e"):
        store.save(key, key.encode(), expected=0)
    assert {len(file.name) for file in path.iterdir() if file.is_dir()} == {64}
    assert set(path.parent.parent.iterdir()) == before
    assert [file.name for file in path.parent.iterdir()] == ["plans"]


def test_a_keys_folder_that_is_a_link_is_not_followed(
    store: DirectoryStore, path: Path, tmp_path: Path
) -> None:
    store.save("b", b"x", expected=0)
    outside = tmp_path / "outside"
    outside.mkdir()
    folder_of(path, "a").symlink_to(outside)
    for act in (
        lambda: store.save("a", b"x", expected=0),
        lambda: store.load("a"),
        lambda: store.erase("a"),
    ):
        with pytest.raises(Corrupt, match="is no folder, and links are not followed"):
            act()
    assert list(outside.iterdir()) == []
    assert [item.key for item in store.list().items] == ["b"]
    details = [damage.detail for damage in store.check()]
    assert details == [f"{folder_name('a')!r} is no folder"]


def test_a_folder_that_becomes_a_link_is_no_longer_listed(
    store: DirectoryStore, path: Path
) -> None:
    store.save("a", b"x", expected=0)
    store.save("b", b"x", expected=0)
    assert len(store.list().items) == 2
    folder_of(path, "a").rename(path.parent / "moved")
    folder_of(path, "a").symlink_to(path.parent / "moved")
    assert [item.key for item in store.list().items] == ["b"]


def test_a_revision_that_is_a_link_is_not_followed(
    store: DirectoryStore, path: Path, tmp_path: Path
) -> None:
    store.save("a", b"x", expected=0)
    file_of(path, "a", 1).rename(tmp_path / "moved")
    file_of(path, "a", 1).symlink_to(tmp_path / "moved")
    with pytest.raises(Corrupt) as caught:
        store.load("a")
    assert str(caught.value) == (
        "What is stored of the plan 'a' is damaged: "
        "revision 1 is no file, and links are not followed."
    )
    store.erase("a")
    assert (tmp_path / "moved").read_bytes().endswith(b"x\n}\n")
    assert not file_of(path, "a", 1).is_symlink()


def test_what_is_no_part_of_the_store_is_told(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    (path / "notes.txt").touch()
    (folder_of(path, "a") / "r1.json").touch()
    (path / folder_name("empty")).mkdir()
    (path / folder_name("file")).touch()
    assert list(store.check()) == [
        Damage("", 0, f"'{folder_name('file')}' is no folder"),
        Damage("", 0, "'notes.txt' is no part of the store"),
        Damage("a", 0, f"'{folder_name('a')}/r1.json' is no part of the store"),
    ]
    assert [item.key for item in store.list().items] == ["a"]


def test_temporary_files_are_told_when_nobody_writes_them_any_more(
    store: DirectoryStore, path: Path
) -> None:
    store.save("a", b"x", expected=0)
    for place in (path, folder_of(path, "a")):
        (place / ".tmp-new").touch()
        (place / ".tmp-old").touch()
        two_hours_ago = time.time() - 7200
        os.utime(place / ".tmp-old", (two_hours_ago, two_hours_ago))
    cut_off = "is left by a save that was cut off: remove it"
    assert list(store.check()) == [
        Damage("", 0, f"'.tmp-old' {cut_off}"),
        Damage("a", 0, f"'{folder_name('a')}/.tmp-old' {cut_off}"),
    ]
    assert len(temporary(path)) == 4


# Damage


def damage(file: Path, old: bytes, new: bytes) -> None:
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new))


def test_a_changed_byte_in_a_body_costs_that_revision_alone(
    store: DirectoryStore, path: Path
) -> None:
    for number, body in enumerate((b"one", b"two", b"three")):
        store.save("a", body, expected=number)
    store.save("b", b"x", expected=0)
    damage(file_of(path, "a", 2), b"\ntwo\n", b"\ntwO\n")
    with pytest.raises(Corrupt) as caught:
        store.load("a", 2)
    assert str(caught.value) == (
        "What is stored of the plan 'a' is damaged: "
        "revision 2 has another hash than what was saved."
    )
    assert (store.load("a").body, store.load("a", 1).body) == (b"three", b"one")
    assert [told.revision for told in store.history("a").items] == [3, 2, 1]
    assert [(d.key, d.revision, d.detail) for d in store.check()] == [
        ("a", 2, "has another hash than what was saved")
    ]


def test_a_changed_byte_above_the_body_costs_what_it_tells(
    store: DirectoryStore, path: Path
) -> None:
    store.save("a", b"one", expected=0, meta=Meta(actor="Åse"))
    store.save("a", b"two", expected=1, meta=Meta(actor="Åse"))
    store.save("b", b"x", expected=0)
    damage(file_of(path, "a", 2), '"Åse"'.encode(), b'"Ase"')
    said = "revision 2 tells something else of itself than what was saved"
    for act in (lambda: store.load("a"), lambda: store.save("a", b"three", expected=2)):
        with pytest.raises(Corrupt, match=said):
            act()
    listed = [(item.key, item.revision, item.meta.actor) for item in store.list().items]
    assert listed == [("a", 2, ""), ("b", 1, "")]
    assert [item.meta.actor for item in store.history("a").items] == ["", "Åse"]
    assert [d.detail for d in store.check()] == [said.removeprefix("revision 2 ")]
    assert store.save("a", b"three", expected=OVERWRITE).revision == 3


def test_a_file_cut_short_is_found(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one" * 100, expected=0)
    store.save("b", b"one" * 100, expected=0)
    for key, keep in (("a", 400), ("b", 10)):
        content = file_of(path, key, 1).read_bytes()
        file_of(path, key, 1).write_bytes(content[:keep])
        with pytest.raises(Corrupt):
            store.load(key)
    assert [item.key for item in DirectoryStore(path).list().items] == ["a"]
    assert [(d.key, d.revision, d.detail) for d in DirectoryStore(path).check()] == [
        ("", 0, f"no file in {folder_name('b')!r} tells its key"),
        ("a", 1, "is cut off or has another end than what was saved"),
    ]


def test_a_key_is_known_by_any_file_that_is_whole(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one", expected=0)
    store.save("a", b"two", expected=1)
    file_of(path, "a", 1).write_bytes(b"")
    assert [item.key for item in DirectoryStore(path).list().items] == ["a"]
    file_of(path, "a", 1).unlink()
    assert [item.key for item in DirectoryStore(path).list().items] == ["a"]


def test_a_revision_that_is_missing_is_told(store: DirectoryStore, path: Path) -> None:
    for number in range(3):
        store.save("a", b"x", expected=number)
    file_of(path, "a", 2).unlink()
    with pytest.raises(Corrupt, match=r"revision 2 is missing\."):
        store.load("a", 2)
    assert [told.revision for told in store.history("a").items] == [3, 1]
    assert [(d.key, d.revision, d.detail) for d in store.check()] == [("a", 2, "is missing")]
    assert store.save("a", b"y", expected=3).revision == 4


def test_a_file_under_another_name_is_found(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    store.save("b", b"y", expected=0)
    content = file_of(path, "a", 1).read_bytes()
    file_of(path, "a", 2).write_bytes(content)
    file_of(path, "b", 2).write_bytes(content)
    with pytest.raises(Corrupt, match="revision 2 is told to be revision 1 of 'a'"):
        store.load("a")
    with pytest.raises(Corrupt, match="revision 2 is told to be revision 1 of 'a'"):
        store.load("b")


# Erasing and rewriting


def test_erased_text_is_in_none_of_the_files(store: DirectoryStore, path: Path) -> None:
    for number in range(5):
        store.save("a", b"personalesag", expected=number)
    store.save("b", b"andet", expected=0)
    (folder_of(path, "a") / ".tmp-killed").write_bytes(b"personalesag")
    store.erase("a")
    assert b"personalesag" not in b"".join(everything(path).values())
    assert store.load("b").body == b"andet"
    assert temporary(path) == []


def test_a_damaged_plan_can_be_erased(store: DirectoryStore, path: Path) -> None:
    for number in range(3):
        store.save("a", b"personalesag", expected=number)
    damage(file_of(path, "a", 1), b'"actor": ""', b'"actor": "x"')
    file_of(path, "a", 2).unlink()
    damage(file_of(path, "a", 3), b'"actor": ""', b'"actor": "x"')
    assert store.erase("a").revision == 4
    assert b"personalesag" not in b"".join(everything(path).values())
    assert [d.detail for d in store.check()] == ["is missing"]


def test_an_erasure_that_was_cut_off_is_told_and_ended_by_another(path: Path) -> None:
    class Failing(System):
        failing = False

        def replace(self, path: str, name: str) -> None:
            if self.failing and name.endswith(file_name(2)):
                raise OSError(errno.EIO, "Input/output error", name)
            System.replace(path, name)

    system = Failing()
    store = DirectoryStore(path, files=Files(system))
    for number in range(3):
        store.save("a", b"personalesag", expected=number)
    system.failing = True
    with pytest.raises(StoreError, match="the disk failed"):
        store.erase("a")
    assert temporary(path) == []
    again = DirectoryStore(path)
    assert [told.state for told in again.history("a").items] == [
        RevisionState.ERASED,
        RevisionState.SAVED,
        RevisionState.SAVED,
        RevisionState.ERASED,
    ]
    unfinished = "it was to be erased: erase the plan again"
    assert [(d.revision, d.detail) for d in again.check()] == [(2, unfinished), (3, unfinished)]
    assert again.erase("a").revision == 4
    assert list(again.check()) == []
    assert b"personalesag" not in b"".join(everything(path).values())


def test_what_is_saved_after_an_erasure_is_not_to_be_erased(store: DirectoryStore) -> None:
    store.save("a", b"one", expected=0)
    store.erase("a")
    store.save("a", b"two", expected=0)
    assert list(store.check()) == []


def test_a_rewritten_revision_leaves_nothing_of_what_it_was(
    store: DirectoryStore, path: Path
) -> None:
    told = store.save("a", b"Anna Olsen", expected=0, meta=Meta(actor="Anna Olsen"))
    store.save("a", b"two", expected=1)
    (folder_of(path, "a") / ".tmp-killed").write_bytes(b"Anna Olsen")
    new = attrs.evolve(told, meta=Meta(actor="[slettet]"))
    store.rewrite(new, b"[slettet]", was=told.sha256)
    assert b"Anna" not in b"".join(everything(path).values())
    assert store.load("a", 1).body == b"[slettet]"
    assert list(store.check()) == []
    with pytest.raises(Busy):
        store.rewrite(new, b"[igen]", was=told.sha256)


def test_others_are_waited_for_five_seconds(path: Path) -> None:
    class Noting(Files):
        def locked(self, folder: str, seconds: float) -> contextlib.AbstractContextManager[None]:
            waits.append(seconds)
            return super().locked(folder, seconds)

    waits: list[float] = []
    store = DirectoryStore(path, files=Noting())
    store.save("a", b"x", expected=0)
    store.erase("a")
    assert waits == [5]


def test_who_rewrites_waits_for_who_erases(store: DirectoryStore, path: Path) -> None:
    told = store.save("a", b"one", expected=0)
    with Files().locked(str(folder_of(path, "a")), 0), pytest.raises(Busy) as caught:
        store.rewrite(told, b"two", was=told.sha256)
    assert str(caught.value) == (
        "The store is busy; the plan 'a' was not written. Try again. Waited 0.2 s."
    )
    with Files().locked(str(folder_of(path, "a")), 0), pytest.raises(Busy):
        store.erase("a")
    assert store.load("a").body == b"one"


def test_of_two_who_rewrite_the_same_revision_one_wins(path: Path) -> None:
    stores = [DirectoryStore(path) for _ in range(4)]
    for _ in range(5):
        told = stores[0].save("a", b"old", expected=OVERWRITE)
        said: list[str] = []

        def rewrite(
            store: DirectoryStore, body: bytes, told: Any = told, said: Any = said
        ) -> None:
            try:
                store.rewrite(told, body, was=told.sha256)
                said.append(body.decode())
            except Busy:
                said.append("busy")

        threads = [
            threading.Thread(target=rewrite, args=(store, b"%d" % number))
            for number, store in enumerate(stores)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert said.count("busy") == 3
        assert stores[0].load("a").body.decode() in said


def test_who_saves_while_it_is_swept_is_told_to_try_again(
    store: DirectoryStore, path: Path
) -> None:
    class Swept(System):
        def link(self, path: str, name: str) -> None:
            Path(path).unlink()
            os.link(path, name)

    store.save("a", b"one", expected=0)
    swept = DirectoryStore(path, files=Files(Swept()))
    with pytest.raises(Busy) as caught:
        swept.save("a", b"two", expected=1)
    assert str(caught.value) == (
        "The store is busy; the plan 'a' was not written. Try again. "
        "It was erased or rewritten at the same time."
    )
    assert store.load("a").body == b"one"


# Backups


def test_a_backup_is_a_store_of_its_own(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one", expected=0)
    store.save("a", b"two", expected=1)
    store.save("b", b"three", expected=0)
    store.delete("b", expected=1)
    store.backup(path.parent / "copy")
    copy = DirectoryStore(path.parent / "copy")
    assert everything(path) == everything(path.parent / "copy")
    assert list(copy.check()) == []
    store.save("a", b"later", expected=2)
    assert copy.load("a").body == b"two"
    assert {file.name for file in path.parent.iterdir()} == {"plans", "copy"}


def test_every_file_and_folder_of_a_backup_is_synced(store: DirectoryStore, path: Path) -> None:
    class Noting(System):
        def fsync(self, handle: int) -> None:
            synced.add(os.fstat(handle).st_ino)

    synced: set[int] = set()
    for key in ("a", "b"):
        store.save(key, b"x", expected=0)
    target = path.parent / "copy"
    DirectoryStore(path, files=Files(Noting())).backup(target)
    made = [path.parent, target, *target.rglob("*")]
    assert len(made) == 2 + 3 + 2 + 2
    assert {file.name for file in made if file.stat().st_ino not in synced} == set()


def test_a_backup_goes_nowhere_that_is_taken_or_missing(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one", expected=0)
    (path.parent / "taken").mkdir()
    for target, said in (
        (path.parent / "taken", f"'{path.parent}/taken' is there already."),
        (path / "inside", f"'{path}/inside' is inside the store itself."),
        (path.parent / "no" / "copy", f"the folder '{path.parent}/no' is not there."),
    ):
        before = everything(path.parent)
        with pytest.raises(StoreError) as caught:
            store.backup(target)
        assert str(caught.value) == f"The store at dir:///{path} failed: {said}"
        assert everything(path.parent) == before
    assert not (path / "inside").exists()


# Errors of the system


class Failing(System):
    """A system whose k-th call fails once; *left* counts down to it."""

    CALLS = tuple(name for name in vars(System) if not name.startswith("_"))

    def __init__(self, left: int, code: int) -> None:
        self.left, self.code, self.failed = left, code, ""
        for name in self.CALLS:
            setattr(self, name, self._counting(name, getattr(System, name)))

    def _counting(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any) -> Any:
            self.left -= 1
            if self.left != 0:
                return call(*args)
            self.failed = name
            if name == "close":
                call(*args)  # It is closed all the same.
            raise OSError(self.code, os.strerror(self.code))

        return made


Act = Callable[[DirectoryStore, Path], object]

ACTS: dict[str, Act] = {
    "first": lambda store, path: store.save("new", b"x" * 5000, expected=0),
    "later": lambda store, path: store.save("a", b"x" * 5000, expected=2),
    "over": lambda store, path: store.save("a", b"x", expected=OVERWRITE),
    "delete": lambda store, path: store.delete("a", expected=2),
    "erase": lambda store, path: store.erase("a"),
    "rewrite": lambda store, path: store.rewrite(
        store.history("a").items[1], b"new", was=store.history("a").items[1].sha256
    ),
    "backup": lambda store, path: store.backup(path.parent / "copy"),
    "load": lambda store, path: store.load("a"),
    "list": lambda store, path: store.list(deleted=True),
    "history": lambda store, path: store.history("a"),
    "check": lambda store, path: list(store.check()),
}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EINTR], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", ACTS)
def test_whatever_call_fails_there_is_one_error_and_the_old_head(
    name: str, code: int, path: Path
) -> None:
    made = DirectoryStore(path)
    made.save("a", b"one", expected=0)
    made.save("a", b"two", expected=1)
    backup = path.parent / "before"
    made.backup(backup)
    before = everything(backup)
    for k in range(1, 500):
        place = path.parent / f"{k}" / "plans"
        place.parent.mkdir()
        DirectoryStore(backup).backup(place)
        system = Failing(k, code)
        error = None
        try:
            ACTS[name](DirectoryStore(place, files=Files(system)), place)
        except StoreError as raised:
            error = raised
        assert temporary(place.parent) == [], f"{system.failed}, call {k}"
        if code == errno.EINTR:
            assert error is None, f"{system.failed}, call {k}"
        elif error is not None:
            assert isinstance(error.__cause__, OSError)
        again = DirectoryStore(place)
        left = everything(place)
        assert left.items() >= before.items() or name in ("erase", "rewrite")
        latest = again.history("a").items[0]
        if error is not None and not isinstance(error, OutcomeUnknown) and name != "erase":
            assert left.keys() == before.keys(), f"{system.failed}, call {k}"
            assert again.load("a").body == b"two"
            assert not (place.parent / "copy").exists() or system.failed in (
                "open",
                "fsync",
                "close",
            )
        assert latest.revision in (2, 3)
        if name == "erase" and error is not None:
            again.erase("a")
        assert list(again.check()) == []
        if not system.failed:
            assert error is None
            return
    raise AssertionError("the calls never come to an end")


class NoLinks(System):
    """A file system without hard links, as FAT is."""

    def link(self, path: str, name: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", path)


def test_without_hard_links_a_revision_is_a_folder_and_all_is_the_same(path: Path) -> None:
    store, other = DirectoryStore(path, files=Files(NoLinks())), DirectoryStore(path)
    told = [store.save("a", b"one", expected=0), store.save("a", b"two", expected=1)]
    assert (file_of(path, "a", 2) / "revision.json").is_file()
    assert other.save("a", b"three", expected=2).revision == 3
    assert file_of(path, "a", 3).is_file()
    with pytest.raises(Conflict):
        store.save("a", b"late", expected=2)
    store.rewrite(told[0], b"new", was=told[0].sha256)
    assert [other.load("a", number).body for number in (1, 2, 3)] == [b"new", b"two", b"three"]
    store.backup(path.parent / "copy")
    assert DirectoryStore(path.parent / "copy").load("a", 2).body == b"two"
    store.erase("a")
    assert list(other.check()) == []
    assert not any(body in b"".join(everything(path).values()) for body in (b"two", b"three"))
    assert temporary(path) == []


class NotSynced(System):
    """A disk that fails to make a key's folder durable."""

    failing = False

    def fsync(self, handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().name
        if self.failing and name == folder_name("a"):
            raise OSError(errno.EIO, "Input/output error")
        os.fsync(handle)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="/proc tells what is synced")
def test_what_may_not_be_durable_is_told_to_nobody_as_saved(path: Path) -> None:
    system = NotSynced()
    store = DirectoryStore(path, files=Files(system))
    store.save("a", b"one", expected=0)
    system.failing = True
    with pytest.raises(OutcomeUnknown) as caught:
        store.save("a", b"two", expected=1, meta=Meta(write_id="0123"))
    assert caught.value.write_id == "0123"
    for act in (lambda: store.load("a"), lambda: store.history("a")):
        with pytest.raises(StoreError, match="the disk failed"):
            act()
    assert DirectoryStore(path).load("a", 1).body == b"one"
    system.failing = False
    assert store.load("a").body == b"two"
    system.failing = True  # What was found to be durable is not looked after again.
    assert store.load("a").body == b"two"
    system.failing = False
    assert store.save("a", b"three", expected=2).revision == 3


class Counting(System):
    """A system that counts how often each file and folder was synced."""

    def __init__(self) -> None:
        self.synced: Counter[int] = Counter()

    def fsync(self, handle: int) -> None:
        self.synced[os.fstat(handle).st_ino] += 1

    def taken(self, *paths: Path) -> list[int]:
        counts = [self.synced[path.stat().st_ino] for path in paths]
        self.synced.clear()
        return counts


def test_what_is_built_on_is_made_durable_first_unless_it_is(path: Path) -> None:
    system = Counting()
    other, store = DirectoryStore(path), DirectoryStore(path, files=Files(system))
    other.save("a", b"x", expected=0)
    key = folder_of(path, "a")
    store.save("a", b"x", expected=1)
    assert system.taken(path, key) == [1, 2]
    store.save("a", b"x", expected=2)
    assert system.taken(path, key) == [0, 1]
    other.save("a", b"x", expected=3)
    store.save("a", b"x", expected=4)
    assert system.taken(path, key) == [0, 2]
    store.save("b", b"x", expected=0)
    assert system.taken(path, folder_of(path, "b")) == [1, 1]


def test_a_store_is_recognized_once(path: Path, store: DirectoryStore) -> None:
    class Noting(Files):
        def read(self, path: str, most: int | None = None) -> bytes:
            read.append(Path(path).name)
            return super().read(path, most)

    read: list[str] = []
    store.save("a", b"x", expected=0)
    again = DirectoryStore(path, files=Noting())
    assert again.load("a").body == again.load("a").body == b"x"
    assert read == [MARKER, file_name(1), file_name(1)]


def test_an_error_without_a_number_is_told_as_it_says_itself(path: Path) -> None:
    class Odd(System):
        def lstat(self, path: str) -> Any:
            raise OSError("it is odd")

    with pytest.raises(StoreError, match=r"failed: it is odd\. Look at the folder"):
        DirectoryStore(path, files=Files(Odd()))


def refusing(name: str, code: int) -> System:
    def made(*args: Any) -> Any:
        raise OSError(code, os.strerror(code), "/srv/plans/x")

    system = System()
    setattr(system, name, made)
    return system


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("open", errno.ENOSPC, "the disk is full. Make room and try again ('/srv/plans/x')."),
        ("open", errno.EDQUOT, "the quota is used up. Make room and try again ('/srv/plans/x')."),
        ("fsync", errno.EIO, "the disk failed. Look at the disk, then have the store checked "),
        ("open", errno.EMFILE, "too many files are open. Close some and try again "),
        ("listdir", errno.ENOTDIR, "a part of the path is a file. Name a folder "),
        ("lstat", errno.ENAMETOOLONG, "the path is too long. Choose a shorter one "),
        ("open", errno.ESTALE, "Stale file handle. Look at the folder ('/srv/plans/x')."),
    ],
)
def test_every_error_of_the_system_says_what_to_do(
    store: DirectoryStore, path: Path, name: str, code: int, said: str
) -> None:
    store.save("a", b"x", expected=0)
    other = DirectoryStore(path)
    other._files._system = refusing(name, code)
    with pytest.raises(StoreError) as caught:
        other.save("a", b"y", expected=1)
    assert str(caught.value).startswith(f"The store at dir:///{path} failed: {said}")
    assert store.load("a").body == b"x"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EROFS, "The disk is mounted for reading alone."),
        (errno.EACCES, "Ask for the right to write to '/srv/plans/x'."),
        (errno.EPERM, "Ask for the right to write to '/srv/plans/x'."),
    ],
)
def test_who_may_not_write_is_told_that_it_is_read_only(
    store: DirectoryStore, path: Path, code: int, said: str
) -> None:
    store.save("a", b"x", expected=0)
    other = DirectoryStore(path)
    other._files._system = refusing("fsync", code)
    with pytest.raises(ReadOnly) as caught:
        other.save("a", b"y", expected=1)
    assert str(caught.value) == f"The store is read-only; the plan 'a' was not written. {said}"


def test_who_may_not_read_is_told_so(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    store._files._system = refusing("open", errno.EACCES)
    with pytest.raises(StoreError, match="there is no right to do that") as caught:
        store.load("a")
    assert not isinstance(caught.value, ReadOnly)


def test_a_folder_that_is_gone_is_not_busy(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"x", expected=0)
    shutil.rmtree(path)
    with pytest.raises(StoreError, match="No such file or directory") as caught:
        store.save("a", b"y", expected=0)
    assert not isinstance(caught.value, Busy)
    with pytest.raises(NotFound):
        store.load("a")


def test_a_read_only_store_is_read_and_not_written(store: DirectoryStore, path: Path) -> None:
    told = store.save("a", b"x", expected=0)
    reader = DirectoryStore(path, read_only=True)
    assert reader.load("a").body == b"x"
    for act in (
        lambda: reader.save("a", b"y", expected=1),
        lambda: reader.delete("a", expected=1),
        lambda: reader.erase("a"),
        lambda: reader.rewrite(told, b"y", was=told.sha256),
    ):
        with pytest.raises(ReadOnly) as caught:
            act()
        assert str(caught.value) == "The store is read-only; the plan 'a' was not written."


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """Give a function that mounts a small disk in memory at ``tmp_path / "disk"``."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def mount(options: str) -> None:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=20)
        except FileNotFoundError:
            pytest.skip("there is no mount here")
        if done.returncode:
            pytest.skip("only root can mount a small disk")

    yield mount
    subprocess.run(["umount", str(disk)], capture_output=True, timeout=20)


def test_a_full_disk_leaves_the_old_head_readable(
    mounted: Callable[..., None], tmp_path: Path
) -> None:
    mounted("size=256k")
    store = DirectoryStore(tmp_path / "disk" / "plans")
    store.save("a", b"x" * 1000, expected=0)
    with pytest.raises(StoreError, match=r"the disk is full\. Make room"):
        store.save("a", b"x" * 300_000, expected=1)

    def fill() -> None:
        for number in range(1, 1000):
            store.save("a", b"x" * 1000, expected=number)

    with pytest.raises(StoreError, match="the disk is full"):
        fill()
    saved = store.load("a").revision
    assert [told.revision for told in store.history("a", limit=1).items] == [saved]
    assert temporary(tmp_path) == []
    assert list(store.check()) == []
    with pytest.raises(StoreError):
        store.backup(tmp_path / "disk" / "copy")
    assert [file.name for file in (tmp_path / "disk").iterdir()] == ["plans"]
    (tmp_path / "disk" / "plans" / ".gitignore").unlink()
    assert store.save("a", b"x", expected=saved).revision == saved + 1


def test_a_disk_mounted_for_reading_is_read(mounted: Callable[..., None], tmp_path: Path) -> None:
    mounted("size=256k")
    disk = tmp_path / "disk"
    DirectoryStore(disk / "plans").save("a", b"x", expected=0)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, timeout=20)
    store = DirectoryStore(disk / "plans")
    assert store.load("a").body == b"x"
    for act in (lambda: store.save("a", b"y", expected=1), lambda: store.erase("a")):
        with pytest.raises(ReadOnly, match=r"The disk is mounted for reading alone\."):
            act()
    with pytest.raises(ReadOnly):
        DirectoryStore(disk / "other").save("a", b"x", expected=0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="there are no users here")
def test_a_folder_without_the_right_to_write_is_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plans"
        DirectoryStore(path).save("a", b"x", expected=0)
        for place, mode in ((Path(folder), 0o755), (path, 0o555), (folder_of(path, "a"), 0o555)):
            place.chmod(mode)
        before, user = everything(path), os.geteuid()
        if user == 0:
            os.seteuid(65534)  # Nobody: root may write anywhere.
        try:
            store = DirectoryStore(path)
            assert store.load("a").body == b"x"
            for key in ("a", "b"):
                with pytest.raises(ReadOnly, match="Ask for the right to write to"):
                    store.save(key, b"y", expected=OVERWRITE)
            with pytest.raises(ReadOnly, match="Ask for the right to write to"):
                store.erase("a")
        finally:
            os.seteuid(user)
            path.chmod(0o755)
            folder_of(path, "a").chmod(0o755)
        assert everything(path) == before


# Others

WRITER = """
import sys
from ledertrivsel.errors import Conflict, NotFound
from ledertrivsel.stores.directory import DirectoryStore

store, keys, count = DirectoryStore(sys.argv[1]), sys.argv[2].split(), int(sys.argv[3])
for number in range(count):
    key = keys[number % len(keys)]
    while True:
        try:
            stored = store.load(key)
            body, revision = int(stored.body), stored.revision
        except NotFound:
            body, revision = 0, 0
        try:
            store.save(key, str(body + 1).encode() + b" " * 2000, expected=revision)
        except Conflict:
            continue
        print(key, revision + 1, flush=True)
        break
"""


@pytest.mark.parametrize("keys", ["a", "a b c d e f"])
def test_four_processes_lose_nothing_to_each_other(
    store: DirectoryStore, path: Path, keys: str
) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), keys, "24"], stdout=subprocess.PIPE
        )
        for _ in range(4)
    ]
    acknowledged = []
    for writer in writers:
        out, _ = writer.communicate(timeout=120)
        assert writer.returncode == 0
        acknowledged += out.decode().splitlines()
    count = 96 // len(keys.split())
    wanted = [f"{key} {number}" for key in keys.split() for number in range(1, count + 1)]
    assert sorted(acknowledged) == sorted(wanted)
    for key in keys.split():
        assert int(store.load(key).body) == count
        assert len(store.history(key, limit=1000).items) == count
    assert temporary(path) == []
    assert list(store.check()) == []


def test_one_thread_wins_each_revision(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"0", expected=0)
    other = DirectoryStore(path)

    def count(own: DirectoryStore) -> None:
        done = 0
        while done < 15:
            stored = own.load("a")
            with contextlib.suppress(Conflict):
                body = str(int(stored.body) + 1).encode()
                own.save("a", body, expected=stored.revision)
                done += 1

    threads = [threading.Thread(target=count, args=(own,)) for own in (store, store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (store.load("a").body, store.load("a").revision) == (b"45", 46)
    assert list(store.check()) == []


def test_a_store_is_not_pickled(store: DirectoryStore) -> None:
    with pytest.raises(TypeError, match=r"A store is not pickled; open one where it is needed\."):
        pickle.dumps(store)


def test_a_list_reads_no_body(path: Path) -> None:
    class Counting(System):
        read_bytes = 0

        def read(self, handle: int, most: int) -> bytes:
            content = os.read(handle, most)
            self.read_bytes += len(content)
            return content

    system = Counting()
    store = DirectoryStore(path, files=Files(system))
    for number in range(5):
        store.save(f"k{number}", b"x" * 500_000, expected=0)
    assert len(DirectoryStore(path, files=Files(system)).list().items) == 5
    assert system.read_bytes < 100_000


class Overtaken(System):
    """Lets another save when a file is about to get its name."""

    def __init__(self, path: Path) -> None:
        self.path, self.times = path, 0

    def link(self, path: str, name: str) -> None:
        if self.times:
            self.times -= 1
            DirectoryStore(self.path).save("a", b"another's", expected=OVERWRITE)
        System.link(path, name)


def test_who_is_overtaken_looks_again(store: DirectoryStore, path: Path) -> None:
    store.save("a", b"one", expected=0)
    system = Overtaken(path)
    slow = DirectoryStore(path, files=Files(system))
    system.times = 2
    assert slow.save("a", b"over all", expected=OVERWRITE).revision == 4
    system.times = 1
    with pytest.raises(Conflict) as caught:
        slow.save("a", b"late", expected=4)
    assert caught.value.actual == 5
    system.times = 1
    assert slow.delete("a", expected=OVERWRITE).revision == 7
    system.times = 1
    assert slow.erase("a").revision == 9
    assert {told.state for told in store.history("a").items} == {
        RevisionState.ERASED,
        RevisionState.DELETED,
    }
    assert list(store.check()) == []


def test_a_disk_that_fails_while_an_error_is_told_changes_the_error_to_none_of_its_own(
    store: DirectoryStore, path: Path
) -> None:
    store.save("a", b"x", expected=0)
    system = System()

    def link(path: str, name: str) -> None:
        system.lstat = refusing("lstat", errno.EIO).lstat  # type: ignore[method-assign]
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", name)

    system.link = link  # type: ignore[method-assign]
    with pytest.raises(StoreError, match="No such file or directory"):
        DirectoryStore(path, files=Files(system)).save("a", b"y", expected=1)
