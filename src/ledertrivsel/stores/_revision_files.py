"""Where the files of revisions are in a folder, and how one gets its name.

A file is written beside its place, synced, and then linked to its name, which fails when the name
is taken: of several who want it, one gets it, and whoever reads finds whole files only. Where a
file system has no hard links (FAT), a revision is a folder with one file in it that is renamed to
that name: this fails when something is there, too.
"""

from __future__ import annotations

import errno
import re
import secrets

from ledertrivsel.storage import digest
from ledertrivsel.stores._files import Files

TEMPORARY = ".tmp-"
"""What the names of files begin with that are being written."""

_INSIDE = "revision.json"
"""The file in a revision that is a folder."""

_FOLDER = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"r(\d{10,})\.json")

_NO_LINKS = frozenset(
    {
        *(errno.EPERM, errno.EACCES, errno.EMLINK, errno.EINVAL),
        *(errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP),
    }
)
"""What a file system says that has no hard links."""


def folder_name(key: str) -> str:
    """Return the name of the folder of *key*, which no key can choose."""
    return digest(key.encode())


def is_folder_name(name: str) -> bool:
    """Return whether *name* may be that of a key's folder."""
    return _FOLDER.fullmatch(name) is not None


def file_name(number: int) -> str:
    """Return the name of the file of a revision."""
    return f"r{number:010d}.json"


def number_of(name: str) -> int:
    """Return the number of the revision whose file has this *name*, or 0."""
    found = _FILE.fullmatch(name)
    if found is None:
        return 0
    number = int(found[1])
    return number if file_name(number) == name else 0


def highest_of(names: list[str]) -> int:
    """Return the highest number that one of *names* tells, or 0."""
    # Longer numbers are higher; of those with as many digits, the last in the alphabet is.
    ordered = sorted(name for name in names if name.startswith("r"))
    ordered.sort(key=len)
    return next(filter(None, map(number_of, reversed(ordered))), 0)


class RevisionFiles:
    """The files of revisions, in the folders of their keys."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._has_links = True

    def highest(self, folder: str) -> int:
        """Return the highest number there is, or 0."""
        latest = highest_of(self._files.names(folder))
        # While names are being replaced, a list of them may lack one.
        while self._files.kind(f"{folder}/{file_name(latest + 1)}"):
            latest += 1
        return latest

    def read(self, path: str, most: int | None = None) -> bytes:
        """Return the first *most* bytes of a revision's file, or all."""
        try:
            return self._files.read(path, most)
        except IsADirectoryError:
            return self._files.read(f"{path}/{_INSIDE}", most)

    def add(self, path: str, content: bytes) -> bool:
        """Put a file where nothing is; return whether nothing was.

        It is durable when the folder is synced.
        """
        temporary = temporary_beside(path)
        try:
            if self._has_links:
                self._files.write(temporary, content)
                try:
                    self._files.link(temporary, path)
                except FileExistsError:
                    return False
                except OSError as error:
                    if error.errno not in _NO_LINKS:
                        raise
                    self._has_links = False
                    self._files.remove(temporary)
                else:
                    return True
            return self._add_folder(temporary, path, content)
        finally:
            self._files.discard(temporary)

    def _add_folder(self, temporary: str, path: str, content: bytes) -> bool:
        self._files.make_folder(temporary)
        self._files.write(f"{temporary}/{_INSIDE}", content)
        self._files.sync(temporary)
        try:
            self._files.rename(temporary, path)
        except (FileExistsError, NotADirectoryError):
            return False
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
            return False
        return True

    def put(self, path: str, content: bytes) -> None:
        """Put a file in another's place; it is durable when the folder is synced."""
        if self._files.kind(path) == "folder":
            self.replace(f"{path}/{_INSIDE}", content)
            self._files.sync(path)
        else:
            self.replace(path, content)

    def replace(self, path: str, content: bytes) -> None:
        """Put a file at *path*, whatever file is there."""
        temporary = temporary_beside(path)
        try:
            self._files.write(temporary, content)
            self._files.replace(temporary, path)
        finally:
            self._files.discard(temporary)

    def sweep(self, folder: str) -> None:
        """Remove what others were writing: it may hold what is to be gone."""
        for name in self._files.names(folder):
            path = f"{folder}/{name}"
            if name.startswith(TEMPORARY):
                self._files.remove(path)
            elif self._files.kind(path) == "folder":
                self.sweep(path)


def temporary_beside(path: str) -> str:
    """Return a new name in the folder of *path*."""
    return f"{path.rpartition('/')[0]}/{TEMPORARY}{secrets.token_hex(8)}"
