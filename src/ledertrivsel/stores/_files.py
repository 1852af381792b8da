"""The calls of the operating system that a folder of files is kept with, all in one place.

A file's bytes are durable once the file was synced, its name once its folder was: a power cut
takes what wasn't, in any order (after Pillai and others, "All File Systems Are Not Created Equal",
OSDI 2014). `System` is the whole surface, so that tests can put a failing or an imagined disk
under the real code.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")

# A link is not followed, a pipe not waited for, and Windows changes no ends of lines.
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY

_NO_LOCKS = frozenset(
    {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
"""What a file system says that knows no locks on folders."""

_RETRY_SECONDS = 0.01
_HAS_FOLDER_HANDLES = os.name != "nt"


class System:
    """The calls themselves, as `os` has them."""

    close = staticmethod(os.close)
    fstat = staticmethod(os.fstat)
    fsync = staticmethod(os.fsync)
    link = staticmethod(os.link)
    listdir = staticmethod(os.listdir)
    lstat = staticmethod(os.lstat)
    mkdir = staticmethod(os.mkdir)
    open = staticmethod(os.open)
    read = staticmethod(os.read)
    rename = staticmethod(os.rename)
    replace = staticmethod(os.replace)
    rmdir = staticmethod(os.rmdir)
    unlink = staticmethod(os.unlink)
    write = staticmethod(os.write)

    @staticmethod
    def flock(handle: int) -> None:
        """Lock an open folder for this handle alone; the lock goes with the handle."""
        import fcntl  # Windows has none.

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Files:
    """What is done with files and folders; a call that a signal interrupts is made again."""

    def __init__(self, system: System | None = None) -> None:
        self._system = system or System()

    def kind(self, path: str) -> str:
        """Return ``file``, ``folder``, ``link``, ``other``, or an empty text for nothing there."""
        try:
            mode = _again(self._system.lstat, path).st_mode
        except FileNotFoundError:
            return ""
        kinds = {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}
        return kinds.get(stat.S_IFMT(mode), "other")

    def changed_at(self, path: str) -> float:
        """Return when a file was last written, in seconds of the system's clock."""
        return _again(self._system.lstat, path).st_mtime

    def is_same(self, one: str, other: str) -> bool:
        """Return whether two names are one file."""
        here, there = _again(self._system.lstat, one), _again(self._system.lstat, other)
        return (here.st_ino, here.st_dev) == (there.st_ino, there.st_dev)

    def names(self, folder: str) -> list[str]:
        """Return the names in a folder, in no order."""
        return _again(self._system.listdir, folder)

    def read(self, path: str, most: int | None = None) -> bytes:
        """Return the first *most* bytes of a file, or all.

        Raises:
            IsADirectoryError: when it is a folder.
            OSError: ELOOP when it is a link, EINVAL when it is no file of another kind.
        """
        with self._opened(path, os.O_RDONLY | _SAFELY) as handle:
            found = _again(self._system.fstat, handle)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "it is no file", path)
            wanted = found.st_size if most is None else min(most, found.st_size)
            parts: list[bytes] = []
            while wanted > 0:
                part = _again(self._system.read, handle, wanted)
                if not part:
                    break
                parts.append(part)
                wanted -= len(part)
        return b"".join(parts)

    def write(self, path: str, content: bytes) -> None:
        """Write a new file, durable but for its name."""
        with self._opened(path, _NEW) as handle:
            rest = memoryview(content)
            while rest:
                rest = rest[_again(self._system.write, handle, rest) :]
            _again(self._system.fsync, handle)

    def link(self, path: str, name: str) -> None:
        """Give a file one more name, which must not be taken: of several, one succeeds.

        Raises:
            FileExistsError: when it is taken.
        """
        try:
            _again(self._system.link, path, name)
        except FileExistsError:  # A server may say so of a link that it made and forgot to tell.
            if not self.is_same(path, name):
                raise

    def rename(self, path: str, name: str) -> None:
        """Give a file or folder another name; what is there, if not an empty folder, stays."""
        _again(self._system.rename, path, name)

    def replace(self, path: str, name: str) -> None:
        """Put a file in another's place, so that whoever reads finds the one or the other."""
        _again(self._system.replace, path, name)

    def make_folder(self, path: str) -> None:
        """Make a folder unless something is there."""
        with contextlib.suppress(FileExistsError):
            _again(self._system.mkdir, path)

    def sync(self, folder: str) -> None:
        """Make the names in a folder durable; Windows does that by itself."""
        if _HAS_FOLDER_HANDLES:
            with self._opened(folder, os.O_RDONLY) as handle:
                _again(self._system.fsync, handle)

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with what is in it; nothing there is as good."""
        with contextlib.suppress(FileNotFoundError):
            if self.kind(path) != "folder":
                _again(self._system.unlink, path)
                return
            for name in self.names(path):
                self.remove(f"{path}/{name}")
            _again(self._system.rmdir, path)

    def discard(self, path: str) -> None:
        """Remove what is no longer needed; a disk that fails even so is not worth an error."""
        for _ in range(2):
            with contextlib.suppress(OSError):
                self.remove(path)
                return

    @contextlib.contextmanager
    def locked(self, folder: str, seconds: float) -> Iterator[None]:
        """Keep a folder for oneself among those who lock it; the lock dies with the process.

        Where there are no locks on folders it goes on without.

        Raises:
            BlockingIOError: when another has had it for so many *seconds*.
        """
        if not _HAS_FOLDER_HANDLES:
            yield
            return
        deadline = time.monotonic() + seconds
        with self._opened(folder, os.O_RDONLY) as handle:
            while True:
                try:
                    _again(self._system.flock, handle)
                    break
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise
                    time.sleep(_RETRY_SECONDS)
                except OSError as error:
                    if error.errno not in _NO_LOCKS:
                        raise
                    break
            yield

    @contextlib.contextmanager
    def _opened(self, path: str, flags: int) -> Iterator[int]:
        handle = _again(self._system.open, path, flags, 0o666)
        try:
            yield handle
        finally:
            with contextlib.suppress(InterruptedError):  # It is closed all the same.
                self._system.close(handle)


def _again(call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    while True:
        try:
            return call(*args, **kwargs)
        except InterruptedError:
            continue
