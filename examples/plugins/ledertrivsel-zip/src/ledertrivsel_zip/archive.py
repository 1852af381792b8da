"""The file: an entry of the zip archive is a revision, its comment what the revision tells.

Every write makes the next archive beside the last one and puts it in its place, so what is there
is always whole. Bodies are not compressed: a changed byte is found, and costs one revision.
"""

import contextlib
import datetime
import glob
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ledertrivsel.errors import Busy, Corrupt, NewerLayout, OutcomeUnknown
from ledertrivsel.storage import Meta, Revision, RevisionState, digest

MARK = b"ledertrivsel-zip 1"
"""The comment of an archive of ours, with the number of its layout."""

DAMAGE = (zipfile.BadZipFile, EOFError, LookupError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises when an archive is not as it was written."""

Rows = dict[str, tuple[Revision, ...]]
"""The revisions of each key, in the order in which the keys came."""

Seen = tuple[int, int, int] | None
"""Tells one state of the file from the next; None where there is no file."""

_ANOTHER = "Another program writes to the archive."


class Archive:
    """The archive at a path, open only while it is read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> tuple[Rows, Seen]:
        """Return all that the revisions tell, without their bodies."""
        seen, rows = self._look(), Rows()
        if seen is None:
            return rows, seen
        with zipfile.ZipFile(self.path) as archive:
            if archive.comment != MARK:
                detail = f"its comment is {archive.comment[:40]!r}, not {MARK!r}."
                raise NewerLayout(str(self.path), detail)
            for info in archive.infolist():
                told = _told(info.comment)
                rows[told.key] = (*rows.get(told.key, ()), told)
                if told.revision != len(rows[told.key]) or info.filename != _name(rows, told):
                    raise Corrupt(told.key, "a revision is missing, or is not in its place.")
        return rows, seen

    def body(self, rows: Rows, told: Revision) -> bytes:
        """Return the body of a revision that has one, and is whole."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                body = archive.read(_name(rows, told))
        except DAMAGE as error:
            raise Corrupt(told.key, f"revision {told.revision}: {error}") from error
        if digest(body) != told.sha256:
            raise Corrupt(told.key, f"revision {told.revision} has another hash than when saved.")
        return body

    def add(self, rows: Rows, seen: Seen, told: Revision, body: bytes = b"") -> None:
        """Add the last revision of a key in *rows*; what is there is copied, damaged or not."""
        with self._next(told, seen, keep=True) as archive:
            _write(archive, rows, told, body)

    def make_anew(self, rows: Rows, seen: Seen, changed: Revision, body: bytes = b"") -> None:
        """Write all revisions again, so that nothing is left of what is not in *rows*."""
        with self._next(changed, seen, keep=False) as archive:
            for told in (told for several in rows.values() for told in several):
                if told is changed or told.state is not RevisionState.SAVED:
                    _write(archive, rows, told, body if told is changed else b"")
                else:
                    _write(archive, rows, told, self.body(rows, told))

    def _look(self) -> Seen:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def _expect(self, seen: Seen, told: Revision) -> None:
        """Refuse to go on where another program wrote."""
        if self._look() != seen:
            raise Busy(told.key, _ANOTHER)

    @contextlib.contextmanager
    def _next(self, told: Revision, seen: Seen, *, keep: bool) -> Iterator[zipfile.ZipFile]:
        """Give the next archive, and put it where the last one is: whole, or not at all."""
        name = glob.escape(self.path.name)
        for left in self.path.parent.glob(f"{name}.{'[0-9a-f]' * 8}.part"):
            with contextlib.suppress(OSError):  # By a kill; or a program's that is told below.
                left.unlink()
        part = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("x+b") as file:
                if keep and seen:
                    with self.path.open("rb") as last:
                        shutil.copyfileobj(last, file)
                self._expect(seen, told)
                with zipfile.ZipFile(file, "a") as archive:
                    archive.comment = MARK
                    yield archive
                file.flush()
                os.fsync(file.fileno())
            self._expect(seen, told)
            try:
                part.replace(self.path)
            except FileNotFoundError as error:  # Another took it for what a kill had left.
                raise Busy(told.key, _ANOTHER) from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        try:
            _keep_name(self.path.parent)
        except OSError as error:
            raise OutcomeUnknown(told.key, told.meta.write_id) from error


def _keep_name(folder: Path) -> None:
    """Let a new name in a folder outlive a power cut, where the system lets us."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _name(rows: Rows, told: Revision) -> str:
    """Return such as ``0002/0001.json``: the first revision of the second key.

    A key is data: it is in the comment, never in a name.
    """
    suffix = "json" if told.state is RevisionState.SAVED else told.state.value
    return f"{list(rows).index(told.key) + 1:04}/{told.revision:04}.{suffix}"


def _write(archive: zipfile.ZipFile, rows: Rows, told: Revision, body: bytes) -> None:
    info = zipfile.ZipInfo(_name(rows, told))  # Dated 1980: the same plans, the same bytes.
    info.create_system, info.external_attr = 3, 0o644 << 16  # On Windows, too.
    state, meta = told.state.value, told.meta
    at = meta.at.isoformat() if meta.at else ""
    fields = (told.key, told.revision, state, told.size, told.sha256, at, meta.actor)
    text = json.dumps([*fields, meta.write_id, meta.schema]).encode()
    info.comment = digest(text).encode() + b" " + text  # The archive's own sums leave it out.
    archive.writestr(info, body)


def _told(comment: bytes) -> Revision:
    sha256, _, text = comment.partition(b" ")
    if digest(text).encode() != sha256:
        raise ValueError("an entry tells something else of itself than what was saved")
    key, revision, state, size, sha256, at, actor, write_id, schema = json.loads(text)
    return Revision(
        key=key,
        revision=revision,
        state=RevisionState(state),
        size=size,
        sha256=sha256,
        meta=Meta(
            at=datetime.datetime.fromisoformat(at) if at else None,
            actor=actor,
            write_id=write_id,
            schema=schema,
        ),
    )
