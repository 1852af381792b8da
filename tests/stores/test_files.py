"""The calls of the operating system: what is done again, and what is not done at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledertrivsel.stores._files import Files, System

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes and folder handles")


class Odd(System):
    """A system with one call of its own making."""

    def __init__(self, **calls: Callable[..., Any]) -> None:
        for name, call in calls.items():
            setattr(self, name, call)


def once(error: OSError, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a call that fails the first time."""
    errors = [error]

    def made(*args: Any) -> Any:
        if errors:
            raise errors.pop()
        return call(*args)

    return made


def refused(code: int) -> Callable[..., Any]:
    def made(*args: Any) -> Any:
        raise OSError(code, os.strerror(code))

    return made


def test_what_a_signal_interrupts_is_done_again(tmp_path: Path) -> None:
    signal = InterruptedError(errno.EINTR, "Interrupted")
    for name in ("open", "write", "fsync", "close"):
        path = tmp_path / name
        Files(Odd(**{name: once(signal, getattr(os, name))})).write(str(path), b"x")
        assert path.read_bytes() == b"x"


def test_what_is_written_is_synced_when_it_is_whole(tmp_path: Path) -> None:
    sizes = []

    def fsync(handle: int) -> None:
        sizes.append(os.fstat(handle).st_size)

    Files(Odd(fsync=fsync)).write(f"{tmp_path}/a", b"0123456789")
    assert sizes == [10]


def test_who_may_read_a_file_is_for_the_mask_to_say(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        Files().write(f"{tmp_path}/a", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o666


def test_only_a_new_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "link"):
        with pytest.raises(FileExistsError):
            Files().write(f"{tmp_path}/{name}", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert not (tmp_path / "elsewhere").exists()


def test_all_of_a_file_is_written_and_read_in_however_many_parts(tmp_path: Path) -> None:
    path = f"{tmp_path}/a"
    files = Files(
        Odd(
            write=lambda handle, rest: os.write(handle, rest[:3]),
            read=lambda handle, most: os.read(handle, min(most, 4)),
        )
    )
    files.write(path, b"0123456789")
    assert files.read(path) == b"0123456789"
    assert files.read(path, 5) == b"01234"


def test_a_file_that_gets_shorter_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert Files(Odd(read=lambda handle, most: b"")).read(f"{tmp_path}/a") == b""


def test_links_and_pipes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name, text in (("link", "Too many levels"), ("pipe", "it is no file")):
        with pytest.raises(OSError, match=text):
            Files().read(f"{tmp_path}/{name}")
    with pytest.raises(IsADirectoryError):
        Files().read(str(tmp_path))
    kinds = [Files().kind(f"{tmp_path}/{name}") for name in ("file", "link", "pipe", ".", "no")]
    assert kinds == ["file", "link", "other", "folder", ""]


def test_a_link_that_was_made_and_not_told_of_is_made(tmp_path: Path) -> None:
    def link(path: str, name: str) -> None:
        os.link(path, name)
        raise FileExistsError(errno.EEXIST, "File exists")  # As a server that is asked twice.

    files = Files(Odd(link=link))
    files.write(f"{tmp_path}/a", b"x")
    files.link(f"{tmp_path}/a", f"{tmp_path}/b")
    files.write(f"{tmp_path}/c", b"x")
    with pytest.raises(FileExistsError):
        Files().link(f"{tmp_path}/c", f"{tmp_path}/b")


def test_a_folder_is_removed_with_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "c").write_bytes(b"x")
    Files().remove(f"{tmp_path}/a")
    Files().remove(f"{tmp_path}/a")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_longer_needed_is_worth_two_tries_and_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    Files(Odd(unlink=once(OSError(errno.EIO, "failed"), os.unlink))).discard(str(path))
    assert not path.exists()
    path.touch()
    tries = []

    def unlink(path: str) -> None:
        tries.append(path)
        raise OSError(errno.EIO, "failed")

    Files(Odd(unlink=unlink)).discard(str(path))
    assert tries == [str(path)] * 2
    assert path.exists()


def test_who_waits_too_long_for_a_lock_is_told(tmp_path: Path) -> None:
    folder = str(tmp_path)
    with Files().locked(folder, 0), pytest.raises(BlockingIOError), Files().locked(folder, 0.03):
        pass
    with Files().locked(folder, 0):
        pass


def test_who_meets_a_lock_looks_again_until_the_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("ledertrivsel.stores._files.time.sleep", pauses.append)
    monkeypatch.setattr("ledertrivsel.stores._files.time.monotonic", lambda: sum(pauses))
    taken = BlockingIOError(errno.EAGAIN, "taken")
    with Files(Odd(flock=once(taken, lambda handle: None))).locked(str(tmp_path), 1):
        pass
    assert pauses == [0.01]
    always = Odd(flock=refused(errno.EAGAIN))
    with pytest.raises(BlockingIOError), Files(always).locked(str(tmp_path), 0.03):
        pass
    assert pauses == [0.01] * 4


def test_where_there_are_no_locks_it_goes_on_without(tmp_path: Path) -> None:
    done = []
    with Files(Odd(flock=refused(errno.ENOLCK))).locked(str(tmp_path), 0):
        done.append(1)
    assert done == [1]
    with (
        pytest.raises(OSError, match="Input/output"),
        Files(Odd(flock=refused(errno.EIO))).locked(str(tmp_path), 0),
    ):
        pass


def test_windows_syncs_and_locks_no_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledertrivsel.stores._files._HAS_FOLDER_HANDLES", False)
    files = Files(Odd(open=refused(errno.EACCES)))
    files.sync(str(tmp_path))
    done = []
    with files.locked(str(tmp_path), 0):
        done.append(1)
    assert done == [1]
