"""A disk in memory, and every state in which a power cut can leave it.

After ALICE (Pillai and others, OSDI 2014), in small: what was written to a file is durable when
the file was synced, what happened to the names in a folder when the folder was. A power cut keeps
all that is durable, and of the rest anything: of a file's bytes none, some, or zeros; of a
folder's changes any, in any order. `Disk` takes the place of the operating system under the
store's real code.
"""

import copy
import errno
import itertools
import os
import stat
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import attrs

from ledertrivsel.stores._files import Files, System


class PowerCut(BaseException):
    """The machine is off; nobody catches this to tidy up."""


@attrs.define(eq=False)
class Node:
    """A file or a folder: as it is, and what of it is durable."""

    number: int
    names: "dict[str, Node] | None" = None
    durable_names: "dict[str, Node]" = attrs.field(factory=dict)
    changes: "list[dict[str, Node | None]]" = attrs.field(factory=list)
    content: bytes = b""
    durable_content: bytes = b""

    def change(self, **changed: "Node | None") -> None:
        """Give names in a folder to other nodes, or to none, all at once."""
        self.names = _applied(self.names or {}, changed)
        self.changes.append(changed)

    def names_after(self) -> "Iterator[dict[str, Node]]":
        """Yield what may be in a folder after a power cut."""
        found = {(frozenset[int](), _entries(self.durable_names)): self.durable_names}
        new = dict(found)
        while new:  # What is kept already, and what that gave: others come on top.
            more = {}
            for (kept, _), names in new.items():
                for number in {*range(len(self.changes))} - kept:
                    after = _applied(names, self.changes[number])
                    more[kept | {number}, _entries(after)] = after
            new = more
            found |= more
        yield from {_entries(names): names for names in found.values()}.values()

    def contents_after(self) -> list[bytes]:
        """Return what may be in a file after a power cut."""
        whole, half = self.content, len(self.content) // 2
        if whole == self.durable_content:
            return [whole]
        torn = {self.durable_content, whole, whole[:half], whole[:-1], bytes(len(whole))}
        return sorted(torn | {whole[:half] + bytes(len(whole) - half)})


def _applied(names: dict[str, Node], changed: "dict[str, Node | None]") -> dict[str, Node]:
    after = {**names, **changed}
    return {name: node for name, node in after.items() if node is not None}


def _entries(names: dict[str, Node]) -> frozenset[tuple[str, int]]:
    return frozenset((name, id(node)) for name, node in names.items())


class Disk(System):
    """The calls of the operating system, on a disk in memory.

    Args:
        left: how many changes are made before the power is cut.
        forgets: tells by its path what is not made durable when it is synced.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.root = Node(0, {})
        self._handles: dict[int, tuple[str, Node, int]] = {}
        self.left: int | None = None
        self.has_links = True
        self.forgets: Callable[[str], bool] = lambda path: False

    def copy(self) -> "Disk":
        """Return the disk as it is, for another process; open files are not its."""
        made = copy.copy(self)
        made._numbers = itertools.count(next(self._numbers))
        made.root = copy.deepcopy(self.root)
        made._handles = {}
        made.left = None
        return made

    def states(self) -> "Iterator[Disk]":
        """Yield the disk as each power cut can leave it."""
        seen = set()
        for root in _states(self.root):
            if (known := _known(root)) not in seen:
                seen.add(known)
                found = self.copy()
                found.root = copy.deepcopy(root)
                yield found

    # What the operating system is asked for.

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            self._changes()
            folder, name = self._place(path)
            if name in folder.names:
                raise FileExistsError(errno.EEXIST, "File exists", path)
            folder.change(**{name: Node(next(self._numbers))})
        handle = next(self._numbers)
        self._handles[handle] = (path, self._node(path), 0)
        return handle

    def close(self, handle: int) -> None:
        self._power()
        del self._handles[handle]

    def read(self, handle: int, most: int) -> bytes:
        path, node, at = self._handles[handle]
        self._handles[handle] = (path, node, at + most)
        return node.content[at : at + most]

    def write(self, handle: int, content: Any) -> int:
        self._changes()
        node = self._handles[handle][1]
        part = bytes(content[: len(content) // 2 if len(content) > 200 else None])
        node.content += part
        return len(part)

    def fsync(self, handle: int) -> None:
        self._changes()
        path, node, _ = self._handles[handle]
        if not self.forgets(path):
            node.durable_content = node.content
            node.durable_names, node.changes = dict(node.names or {}), []

    def fstat(self, handle: int) -> Any:
        return _stat(self._handles[handle][1])

    def lstat(self, path: str) -> Any:
        return _stat(self._node(path))

    def listdir(self, path: str) -> list[str]:
        return list(self._node(path).names)

    def link(self, path: str, name: str) -> None:
        self._changes()
        if not self.has_links:
            raise PermissionError(errno.EPERM, "Operation not permitted", path)
        folder, last = self._place(name)
        if last in folder.names:
            raise FileExistsError(errno.EEXIST, "File exists", name)
        folder.change(**{last: self._node(path)})

    def rename(self, path: str, name: str) -> None:
        self._changes()
        (folder, first), (same, last) = self._place(path), self._place(name)
        assert folder is same, "nothing is moved to another folder"
        node, there = self._node(path), folder.names.get(last)
        if node.names is not None and there is not None:
            if there.names is None:
                raise NotADirectoryError(errno.ENOTDIR, "Not a directory", name)
            if there.names:
                raise OSError(errno.ENOTEMPTY, "Directory not empty", name)
        folder.change(**{first: None, last: node})

    replace = rename

    def unlink(self, path: str) -> None:
        self._changes()
        self._node(path)
        folder, name = self._place(path)
        folder.change(**{name: None})

    rmdir = unlink

    def mkdir(self, path: str) -> None:
        self._changes()
        folder, name = self._place(path)
        if name in folder.names:
            raise FileExistsError(errno.EEXIST, "File exists", path)
        folder.change(**{name: Node(next(self._numbers), {})})

    def flock(self, handle: int) -> None:
        self._power()

    # How it is done.

    def _power(self) -> None:
        if self.left is not None and self.left < 0:
            raise PowerCut

    def _changes(self) -> None:
        if self.left is not None:
            self.left -= 1
        self._power()

    def _node(self, path: str) -> Any:
        self._power()
        node = self.root
        for name in path.split("/"):
            if name not in ("", "."):
                if node.names is None or name not in node.names:
                    raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
                node = node.names[name]
        return node

    def _place(self, path: str) -> tuple[Any, str]:
        folder, _, name = path.rpartition("/")
        return self._node(folder), name


def _stat(node: Node) -> SimpleNamespace:
    return SimpleNamespace(
        st_mode=stat.S_IFREG if node.names is None else stat.S_IFDIR,
        st_ino=node.number,
        st_dev=1,
        st_size=len(node.content),
        st_mtime=time.time(),
    )


def _states(node: Node) -> Iterator[Node]:
    """Yield a node, and all that is in it, as each power cut can leave it."""
    if node.names is None:
        for content in node.contents_after():
            yield Node(node.number, content=content, durable_content=content)
        return
    for names in node.names_after():
        inner = [list(_states(child)) for child in names.values()]
        for children in itertools.product(*inner):
            made = dict(zip(names, children, strict=True))
            yield Node(node.number, made, durable_names=dict(made))


def _known(node: Node) -> Any:
    if node.names is None:
        return node.content
    return frozenset((name, _known(child)) for name, child in node.names.items())


def power_cuts(before: Disk, act: Callable[[Files], object]) -> Iterator[tuple[bool, Disk]]:
    """Yield each state that a power cut during *act* or right after can leave.

    With each comes whether *act* had returned.
    """
    for left in itertools.count():
        disk = before.copy()
        disk.left = left
        is_done = False
        try:
            act(Files(disk))
            is_done = True
        except PowerCut:
            pass
        for state in disk.states():
            yield is_done, state
        if is_done:
            return


def kills(before: Disk, act: Callable[[Files], object]) -> Iterator[Disk]:
    """Yield the disk as it is when *act* is killed after each of its changes; the power stays."""
    for left in itertools.count():
        disk = before.copy()
        disk.left = left
        try:
            act(Files(disk))
            return
        except PowerCut:
            yield disk.copy()
