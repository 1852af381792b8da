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
from ledertrivsel.documents import dump, load
from ledertrivsel.plan import Plan

DEFAULT_KEY = "plan"
"""The key in a store when the address names none."""


@attrs.frozen
class Place:
    """A file or a key in a store. *revision* is what was read, 0 where nothing is yet."""

    address: str
    key: str = ""
    revision: int = 0

    @classmethod
    def of(cls, given: str) -> Place:
        """Return the place that a PLAN argument means."""
        scheme, colon, _ = given.partition(":")
        if colon and len(scheme) > 1 and scheme.isalnum():  # One letter is a Windows drive.
            address, _, key = given.partition("#")
            return cls(address, key or DEFAULT_KEY)
        return cls(given)

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return not self.key

    @property
    def stem(self) -> str:
        """The name to call exports by."""
        return Path(self.address).stem if self.is_file else self.key

    @property
    def exists(self) -> bool:
        """Whether a file is there already; a store tells when it is written to."""
        return self.is_file and Path(self.address).exists()

    def read(self) -> tuple[Plan, Place]:
        """Return the plan and the place as read, to write back to."""
        if self.is_file:
            return load(Path(self.address).read_bytes()), self
        plan, revision = read_plan(self.address, key=self.key)
        return plan, attrs.evolve(self, revision=revision)

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
    """Write a file as a whole or not at all: beside it, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
