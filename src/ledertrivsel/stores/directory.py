"""Documents in a folder: a file for each revision, which people, git and a backup can read.

The highest number is the latest revision; a save makes the file of the next one, which only one
writer can. So there is no lock, and nothing in a file is ever changed: erasing and rewriting put
another file in its place. Every key has a folder, named by the SHA-256 of the key. A file's bytes
are synced before it gets its name, and its folder before anybody is told.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    Busy,
    Corrupt,
    Deleted,
    NewerLayout,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    StoreError,
)
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.storage import (
    NO_META,
    OVERWRITE,
    Address,
    Damage,
    Expected,
    Meta,
    Page,
    Revision,
    RevisionState,
    Stored,
    changed_meanwhile,
    checked_body,
    checked_expected,
    checked_key,
    checked_limit,
    checked_rewrite,
    digest,
    may_rewrite,
)
from ledertrivsel.stores._envelopes import (
    LONGEST,
    DamagedError,
    decode,
    encode,
    key_in,
    told_in,
)
from ledertrivsel.stores._files import Files
from ledertrivsel.stores._revision_files import (
    TEMPORARY,
    RevisionFiles,
    file_name,
    folder_name,
    highest_of,
    is_folder_name,
    number_of,
    temporary_beside,
)

CAPABILITIES = Capabilities(shared_between_processes=True, rewrite=True, backup=True)

MARKER = "ledertrivsel.json"
LAYOUT = 1

_FIRST = {
    ".gitattributes": b"* -text\n",  # Git must not change the ends of lines.
    ".gitignore": b".tmp-*\n",
    MARKER: b'{"format": "ledertrivsel", "layout": %d}\n' % LAYOUT,  # The last: then it is whole.
}
_STALE_SECONDS = 3600

_WHAT_TO_DO = {
    errno.ENOSPC: "the disk is full. Make room and try again",
    errno.EDQUOT: "the quota is used up. Make room and try again",
    errno.EIO: "the disk failed. Look at the disk, then have the store checked",
    errno.EACCES: "there is no right to do that. Ask for the right to this folder",
    errno.EPERM: "there is no right to do that. Ask for the right to this folder",
    errno.ENOTDIR: "a part of the path is a file. Name a folder",
    errno.ELOOP: "it is a link, and links are not followed. Put the file itself there",
    errno.EMFILE: "too many files are open. Close some and try again",
    errno.ENFILE: "too many files are open. Close some and try again",
    errno.ENAMETOOLONG: "the path is too long. Choose a shorter one",
}


def open_directory(address: Address) -> DirectoryStore:
    """Return the store in the folder of an address such as ``dir:///plans``."""
    return DirectoryStore(address.path)


class DirectoryStore:
    """A store in a folder, which threads and processes share.

    Args:
        path: of the folder. It is made by the first write; reading one that is not there finds
            nothing.
        read_only: refuse to write.
        busy_seconds: how long `erase` and `rewrite` wait for each other before `Busy`.
        files: does what is done with files.

    Raises:
        NewerLayout: when the folder is another program's or a newer version's; it is left as it
            is.
    """

    capabilities = CAPABILITIES

    def __init__(
        self,
        path: str | Path,
        *,
        read_only: bool = False,
        busy_seconds: float = 5,
        files: Files | None = None,
    ) -> None:
        # Absolute: the same folder after a change of directory.
        self._root = os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - follows no link.
        self._address = f"dir:///{self._root}"
        self._read_only = read_only
        self._busy_seconds = busy_seconds
        self._files = files or Files()
        self._revisions = RevisionFiles(self._files)
        self._is_closed = False
        self._is_known = False  # That there is a marker, and of our layout.
        self._is_prepared = False  # That it is durable.
        self._unsure: set[str] = set()  # Folders whose names could not be made durable.
        self._durable: dict[str, int] = {}  # By folder, up to which revision they are for sure.
        self._keys: dict[str, str] = {}  # By the names of their folders; they never change.
        with self._guarded(self._address):
            self._is_missing()

    def __reduce__(self) -> NoReturn:
        raise TypeError("A store is not pickled; open one where it is needed.")

    def load(self, key: str, revision: int | None = None) -> Stored:
        """Return a revision of *key*, by default its latest."""
        key = checked_key(key)
        if revision is not None:
            v.integer(revision, "revision", lowest=1)
        with self._guarded(key):
            latest = self._latest(key)
            number = latest if revision is None else revision
            if number > latest:
                raise NotFound(key, f"It has the revisions 1 to {latest}.")
            told, body = self._decoded(key, number)
        if body is None:
            raise Deleted(key, f"Revision {number} is {told.state.value}.")
        return Stored(key=key, revision=number, body=body, sha256=told.sha256, meta=told.meta)

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Save *body* as the next revision of *key*, whose latest must be *expected*."""
        key = checked_key(key)
        content = checked_body(key, body, self.capabilities.max_bytes)
        size, sha256 = len(content), digest(content)
        with self._writing(key):
            while True:
                latest = self._latest(key, missing=0)
                # A head that is damaged can be saved over, when that is asked for.
                if expected is not OVERWRITE:
                    checked_expected(key, expected, self._actual(key, latest))
                saved = Revision(key=key, revision=latest + 1, size=size, sha256=sha256, meta=meta)
                if self._added(saved, content):
                    return saved

    def delete(self, key: str, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        """Delete *key* with one more revision; its history can still be loaded."""
        key = checked_key(key)
        with self._writing(key):
            while True:
                latest = self._latest(key)
                actual = self._actual(key, latest)
                if not actual:
                    raise Deleted(key, f"Revision {latest} has no body.")
                checked_expected(key, expected, actual)
                deleted = Revision(
                    key=key, revision=latest + 1, state=RevisionState.DELETED, meta=meta
                )
                if self._added(deleted, None):
                    return deleted

    def list(self, *, after: str | None = None, limit: int = 100, deleted: bool = False) -> Page:
        """Return the latest revisions of the keys after *after*, in the order of code points.

        What a damaged file tells of itself is not listed, but its key and number are.
        """
        first = "" if after is None else checked_key(after)
        checked_limit(limit)
        told: list[Revision] = []
        with self._guarded(self._address):
            for key in sorted(key for key in self._all_keys() if key > first):
                try:
                    latest = self._told_or_number(key, self._latest(key))
                except (NotFound, Corrupt):  # Its folder is gone, or a link since.
                    continue
                if latest and (deleted or latest.state is RevisionState.SAVED):
                    told.append(latest)
                    if len(told) > limit:
                        return Page(tuple(told[:-1]), told[-2].key)
        return Page(tuple(told))

    def history(self, key: str, *, before: int | None = None, limit: int = 100) -> Page:
        """Return the revisions of *key* before *before*, the latest first.

        What a damaged file tells of itself is not there, but its number is.
        """
        key = checked_key(key)
        checked_limit(limit)
        told: list[Revision] = []
        with self._guarded(key):
            top = self._latest(key) + 1
            if before is not None:
                top = min(top, v.integer(before, "before", lowest=1))
            for number in range(top - 1, 0, -1):
                revision = self._told_or_number(key, number)
                if revision is not None:
                    told.append(revision)
                    if len(told) > limit:
                        return Page(tuple(told[:-1]), told[-2].revision)
        return Page(tuple(told))

    def erase(self, key: str, *, meta: Meta = NO_META) -> Revision:
        """Erase the bodies of all revisions of *key*, for good, and delete it.

        When it is cut off in the middle, `check` tells which bodies are left: erase again then.
        """
        key = checked_key(key)
        with self._writing(key):
            self._latest(key)
            with self._locked(key):
                while True:
                    latest = self._latest(key)
                    head = self._told_or_number(key, latest)
                    if head and head.state is RevisionState.ERASED:
                        erased = head
                        break
                    erased = Revision(
                        key=key, revision=latest + 1, state=RevisionState.ERASED, meta=meta
                    )
                    if self._added(erased, None):
                        break
                self._revisions.sweep(self._folder(key))
                for number in range(1, erased.revision):
                    told = self._told_or_number(key, number)
                    if told and told.state is RevisionState.SAVED:
                        without = attrs.evolve(told, state=RevisionState.ERASED)
                        self._revisions.put(self._path(key, number), encode(without, None))
                self._files.sync(self._folder(key))
        return erased

    def rewrite(self, told: Revision, body: bytes | None, *, was: str) -> Revision:
        """Replace a revision, its body and what it tells of itself."""
        told, content = checked_rewrite(told, body, self.capabilities.max_bytes)
        key = told.key
        with self._writing(key):
            latest = self._latest(key)
            if not 1 <= told.revision <= latest:
                raise NotFound(key, f"It has the revisions 1 to {latest}.")
            with self._locked(key):
                if not may_rewrite(self._told(key, told.revision), told, was):
                    raise changed_meanwhile(told)
                # First what a killed process left: who is cut off now does it all again.
                self._revisions.sweep(self._folder(key))
                self._revisions.put(self._path(key, told.revision), encode(told, content))
                self._files.sync(self._folder(key))
        return told

    def backup(self, path: str | Path) -> None:
        """Write a whole copy to a new folder, while others may go on saving."""
        target = os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - follows no link.
        beside = target.rpartition("/")[0]
        copy = temporary_beside(target)
        with self._guarded(self._address):
            if self._is_missing():
                raise NotFound(self._address)
            if self._files.kind(target):
                raise StoreError(self._address, f"{target!r} is there already.")
            if f"{beside}/".startswith(f"{self._root}/"):
                raise StoreError(self._address, f"{target!r} is inside the store itself.")
            self._refuse_without(beside or "/")
            folders = sorted(filter(is_folder_name, self._files.names(self._root)))
            latest = {name: self._highest(f"{self._root}/{name}", name) for name in folders}
            try:
                self._files.make_folder(copy)
                for name in filter(latest.get, folders):
                    self._files.make_folder(f"{copy}/{name}")
                    for file in map(file_name, range(1, latest[name] + 1)):
                        with contextlib.suppress(FileNotFoundError):
                            content = self._revisions.read(f"{self._root}/{name}/{file}")
                            self._files.write(f"{copy}/{name}/{file}", content)
                    self._files.sync(f"{copy}/{name}")
                for name, content in _FIRST.items():
                    self._files.write(f"{copy}/{name}", content)
                self._files.sync(copy)
                self._files.rename(copy, target)
                self._files.sync(beside or "/")
            finally:
                self._files.discard(copy)

    def check(self) -> Iterator[Damage]:
        """Yield everything that is wrong in the folder; nothing is repaired."""
        with self._guarded(self._address):
            if self._is_missing():
                return
            found: list[Damage] = []
            keys = {folder_name(key): key for key in self._all_keys()}
            for name in sorted(self._files.names(self._root)):
                path = f"{self._root}/{name}"
                if name.startswith(TEMPORARY):
                    found += self._stale("", path)
                elif not is_folder_name(name):
                    if name != MARKER and not name.startswith(".git"):
                        found.append(Damage("", 0, f"{name!r} is no part of the store"))
                elif self._files.kind(path) != "folder":
                    found.append(Damage("", 0, f"{name!r} is no folder"))
                else:
                    found += self._wrong_in(path, keys.get(name, ""))
        yield from sorted(found, key=lambda damage: (damage.key, damage.revision, damage.detail))

    def close(self) -> None:
        """Let go of the folder."""
        self._is_closed = True

    # What is there.

    def _is_missing(self) -> bool:
        """Return whether there is no store yet: reading makes none."""
        if self._is_closed:
            raise StoreError(self._address, "it is closed.")
        if self._is_known:
            return False
        kind = self._files.kind(self._root + "/.")  # The folder itself may be a link.
        if not kind:
            if self._files.kind(self._root) == "link":
                raise StoreError(self._address, "it is a link to nothing. Name a folder.")
            return True
        try:
            content = self._files.read(f"{self._root}/{MARKER}", LONGEST)
        except FileNotFoundError:
            names = self._files.names(self._root)
            if MARKER in names:  # Somebody made the store just now.
                return self._is_missing()
            others = [name for name in names if not name.startswith((".git", TEMPORARY))]
            if others:
                detail = f"it has files, and no {MARKER!r}. Choose an empty folder."
                raise NewerLayout(self._address, detail) from None
            return True
        self._refuse_newer(content)
        self._is_known = True
        return False

    def _is_there(self) -> bool:
        with contextlib.suppress(OSError):
            return self._files.kind(f"{self._root}/.") == "folder"
        return False

    def _refuse_newer(self, content: bytes) -> None:
        try:
            marker = json.loads(content)
            form, layout = marker["format"], marker["layout"]
        except (ValueError, TypeError, KeyError, RecursionError):
            form, layout = None, 0
        if form != "ledertrivsel" or type(layout) is not int or layout < 1:
            raise NewerLayout(self._address, f"its {MARKER!r} is damaged or another program's.")
        if layout > LAYOUT:
            raise NewerLayout(
                self._address, f"its layout is {layout}, and this version knows {LAYOUT}."
            )

    def _refuse_without(self, folder: str) -> None:
        if self._files.kind(f"{folder}/.") != "folder":
            raise StoreError(self._address, f"the folder {folder!r} is not there.")

    def _folder(self, key: str) -> str:
        return f"{self._root}/{folder_name(key)}"

    def _path(self, key: str, number: int) -> str:
        return f"{self._folder(key)}/{file_name(number)}"

    def _latest(self, key: str, *, missing: int | None = None) -> int:
        """Return the number of the latest revision of *key*.

        Raises:
            NotFound: when there was never such a key, unless *missing* is to be returned.
        """
        latest = 0 if self._is_missing() else self._highest(self._folder(key), key)
        if latest:
            return latest
        if missing is None:
            raise NotFound(key)
        return missing

    def _highest(self, folder: str, key: str) -> int:
        kind = self._files.kind(folder)
        if not kind:
            return 0
        if kind != "folder":
            raise Corrupt(key, f"{folder!r} is no folder, and links are not followed.")
        if folder in self._unsure:
            self._files.sync(folder)
            self._unsure.discard(folder)
        return self._revisions.highest(folder)

    def _actual(self, key: str, latest: int) -> int:
        """Return the latest revision, or 0 where the key does not exist (any more)."""
        if not latest or self._told(key, latest).state is not RevisionState.SAVED:
            return 0
        return latest

    def _all_keys(self) -> Iterator[str]:
        """Yield the keys there are, deleted ones too, in no order."""
        if self._is_missing():
            return
        for name in self._files.names(self._root):
            key = self._keys.get(name) or self._key_of(name)
            if key:
                self._keys[name] = key
                yield key

    def _key_of(self, name: str) -> str:
        """Return the key of a folder, as the first of its files says that is right about it."""
        folder = f"{self._root}/{name}"
        if not is_folder_name(name) or self._files.kind(folder) != "folder":
            return ""
        with contextlib.suppress(OSError):  # Nearly always the first is there: no list is needed.
            key = key_in(self._revisions.read(f"{folder}/{file_name(1)}", LONGEST))
            if folder_name(key) == name:
                return key
        for file in sorted(self._files.names(folder)):
            if number_of(file):
                with contextlib.suppress(OSError):
                    key = key_in(self._revisions.read(f"{folder}/{file}", LONGEST))
                    if folder_name(key) == name:
                        return key
        return ""

    # Reading a revision.

    def _content(self, key: str, number: int, most: int | None = None) -> bytes:
        try:
            return self._revisions.read(self._path(key, number), most)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EINVAL):
                detail = f"revision {number} is no file, and links are not followed."
                raise Corrupt(key, detail) from error
            raise

    def _decoded(self, key: str, number: int) -> tuple[Revision, bytes | None]:
        try:
            told, body = decode(self._content(key, number))
            _refuse_moved(told, key, number)
        except FileNotFoundError as error:
            raise Corrupt(key, f"revision {number} is missing.") from error
        except DamagedError as error:
            raise Corrupt(key, f"revision {number} {error}.") from error
        return told, body

    def _told(self, key: str, number: int) -> Revision:
        try:
            told = told_in(self._content(key, number, LONGEST))
            _refuse_moved(told, key, number)
        except FileNotFoundError as error:
            raise Corrupt(key, f"revision {number} is missing.") from error
        except DamagedError as error:
            raise Corrupt(key, f"revision {number} {error}.") from error
        return told

    def _told_or_number(self, key: str, number: int) -> Revision | None:
        """Return what a revision tells, its number alone where it is damaged, None for a gap."""
        try:
            return self._told(key, number)
        except Corrupt as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            return Revision(key=key, revision=number)

    def _wrong_in(self, folder: str, key: str) -> Iterator[Damage]:
        """Yield what is wrong in the folder of a key; *key* is empty where nothing tells it."""
        names = self._files.names(folder)
        for name in names:
            if name.startswith(TEMPORARY):
                yield from self._stale(key, f"{folder}/{name}")
            elif not number_of(name):
                detail = f"'{folder.rpartition('/')[2]}/{name}' is no part of the store"
                yield Damage(key, 0, detail)
        latest = highest_of(names)
        if latest and not key:
            detail = f"no file in {folder.rpartition('/')[2]!r} tells its key"
            yield Damage("", 0, detail)
            return
        is_erased = False
        for number in range(latest, 0, -1):
            try:
                told, body = self._decoded(key, number)
            except Corrupt as error:
                detail = str(error.params["detail"]).removeprefix(f"revision {number} ")
                yield Damage(key, number, detail.rstrip("."))
                continue
            if is_erased and body is not None:
                yield Damage(key, number, "it was to be erased: erase the plan again")
            is_erased |= told.state is RevisionState.ERASED and not told.sha256

    def _stale(self, key: str, path: str) -> Iterator[Damage]:
        """Yield when a temporary file is so old that nobody is writing it any more."""
        with contextlib.suppress(FileNotFoundError):
            if time.time() - self._files.changed_at(path) > _STALE_SECONDS:
                name = path.removeprefix(f"{self._root}/")
                yield Damage(key, 0, f"{name!r} is left by a save that was cut off: remove it")

    # Writing.

    def _prepare(self) -> None:
        """Make the folder a store, and be sure that it stays one, before anything is in it."""
        if self._is_missing():
            beside = self._root.rpartition("/")[0] or "/"
            self._refuse_without(beside)
            self._files.make_folder(self._root)
            with contextlib.suppress(PermissionError):  # It need not be ours to open.
                self._files.sync(beside)
            for name, content in _FIRST.items():
                if not self._files.kind(f"{self._root}/{name}"):
                    self._revisions.replace(f"{self._root}/{name}", content)
            self._is_known = True
        if not self._is_prepared:
            self._files.sync(self._root)
            self._is_prepared = True

    def _added(self, told: Revision, body: bytes | None) -> bool:
        """Add a revision, durable; return whether its number was free."""
        self._prepare()
        folder = self._folder(told.key)
        if told.revision == 1:
            # Who finds a revision need not ask whether the folder that it is in is durable.
            self._files.make_folder(folder)
            self._files.sync(self._root)
        elif self._durable.get(folder, 0) < told.revision - 1:
            # What another was killed over must not get lost from under what builds on it.
            self._files.sync(folder)
        if not self._revisions.add(f"{folder}/{file_name(told.revision)}", encode(told, body)):
            return False
        try:
            self._files.sync(folder)
        except OSError as error:
            self._unsure.add(folder)
            raise OutcomeUnknown(told.key, told.meta.write_id) from error
        self._durable[folder] = told.revision
        return True

    # Others, and errors.

    @contextmanager
    def _locked(self, key: str) -> Iterator[None]:
        """Keep others from erasing and rewriting *key* at the same time."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(self._files.locked(self._folder(key), self._busy_seconds))
            except BlockingIOError as error:
                raise Busy(key, f"Waited {self._busy_seconds} s.") from error
            yield

    @contextmanager
    def _writing(self, key: str) -> Iterator[None]:
        with self._guarded(key, writes=True):
            if self._read_only and not self._is_closed:
                raise ReadOnly(key)
            yield

    @contextmanager
    def _guarded(self, key: str, *, writes: bool = False) -> Iterator[None]:
        """Turn every error of the system into one of ours."""
        try:
            yield
        except OSError as error:
            code, path = error.errno or 0, str(error.filename or self._root)
            if code == errno.EROFS:
                raise ReadOnly(key, "The disk is mounted for reading alone.") from error
            if writes and code in (errno.EACCES, errno.EPERM):
                raise ReadOnly(key, f"Ask for the right to write to {path!r}.") from error
            if writes and code == errno.ENOENT and self._is_there():
                detail = "It was erased or rewritten at the same time."
                raise Busy(key, detail) from error
            what = _WHAT_TO_DO.get(code, f"{error.strerror or error}. Look at the folder")
            raise StoreError(self._address, f"{what} ({path!r}).") from error


def _refuse_moved(told: Revision, key: str, number: int) -> None:
    if (told.key, told.revision) != (key, number):
        raise DamagedError(f"is told to be revision {told.revision} of {told.key!r}")
