"""Where a command finds its plan and puts it back: a file, or a key in a store.

PLAN is a path (``plan.json``) or a store address with the key after ``#``
(``sqlite:///plans.db#2026``).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import attrs

from ledertrivsel._api import read_plan, write_plan
from ledertrivsel.cli.wording import Refused
from ledertrivsel.documents import dump, load
from ledertrivsel.errors import Conflict, InvalidValueError
from ledertrivsel.plan import Plan
from ledertrivsel.storage import is_address

DEFAULT_KEY = "plan"
"""The key in a store when the address names none."""

LIMIT = 64 * 1024 * 1024
"""Bytes of a file that is read as a plan, at most."""


@attrs.frozen
class Place:
    """A file or a key in a store. *revision* is what was read, 0 where nothing is yet."""

    address: str
    key: str = ""
    revision: int = 0

    @classmethod
    def of(cls, given: str) -> Place:
        """Return the place that a PLAN argument means."""
        if is_address(given):
            address, _, key = given.partition("#")
            return cls(address, key or DEFAULT_KEY)
        return cls(given)

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return not self.key

    @property
    def stem(self) -> str:
        """The name to call exports by; a key may hold what no file name can."""
        if self.is_file:
            return Path(self.address).stem
        return "".join(c if c.isalnum() or c in "-_. " else "-" for c in self.key).strip(". ")

    def read(self) -> tuple[Plan, Place]:
        """Return the plan and the place as read, to write back to."""
        if self.is_file:
            path = Path(self.address)
            size = path.stat().st_size
            if size > LIMIT:
                raise InvalidValueError(path.name, "json-size", size, "", {"limit": LIMIT})
            return load(path.read_bytes(), source=path.name), self
        plan, revision = read_plan(self.address, key=self.key)
        return plan, attrs.evolve(self, revision=revision)

    def create(self, plan: Plan) -> Place:
        """Put *plan* where nothing is yet.

        Raises:
            Refused: when something is there already; it stays as it is.
        """
        if self.is_file:
            path = Path(self.address)
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                path.open("xb").close()  # Whoever comes second finds the name taken.
            except FileExistsError:
                raise Refused("there-already", plan=str(self)) from None
            try:
                return self.write(plan)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        try:
            return self.write(plan)
        except Conflict:
            raise Refused("there-already", plan=str(self)) from None

    def write(self, plan: Plan) -> Place:
        """Put *plan* there, as a whole or not at all."""
        if self.is_file:
            write_file(Path(self.address), dump(plan))
            return self
        revision = write_plan(plan, self.address, key=self.key, expected=self.revision)
        return attrs.evolve(self, revision=revision)

    def __str__(self) -> str:
        return self.address if self.is_file else f"{self.address}#{self.key}"


def write_file(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all: beside it, then in its place.

    A link is followed: what it points to is replaced, not the link.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.is_dir():
        raise IsADirectoryError(None, None, str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name is short, whatever the file's: a name of 255 bytes has no room for more.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".ledertrivsel-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
