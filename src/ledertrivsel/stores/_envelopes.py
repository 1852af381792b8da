"""The file of one revision: what it tells of itself, a line each, and then its body.

The body stands there byte for byte, so a body of JSON makes a file of JSON, and versions of a plan
can be compared line by line. Nothing in the file can change unseen: the body has its hash, what
stands above it another, and whatever else is there must be exactly as it is written here.
"""

from __future__ import annotations

import datetime
import json

from ledertrivsel.storage import Meta, Revision, RevisionState, digest

LONGEST = 4096
"""The most bytes of a file above the body: its texts have at most 200 characters each."""

_BODY = b'\n"body":\n'
_END = b"\n}\n"
_NONE = b"null"


_json = json.JSONEncoder(ensure_ascii=False).encode


class DamagedError(ValueError):
    """The bytes are not what was written; its text is the rest of 'revision 2 …'."""


def envelope(told: Revision) -> bytes:
    """Return what stands above the body."""
    meta = told.meta
    fields = {
        "key": told.key,
        "revision": told.revision,
        "state": told.state.value,
        "size": told.size,
        "sha256": told.sha256,
        "at": None if meta.at is None else meta.at.isoformat(),
        "actor": meta.actor,
        "write_id": meta.write_id,
        "schema": meta.schema,
    }
    lines = (f'"{name}": {_json(fields[name])},\n' for name in fields)
    above = ("{\n" + "".join(lines)).encode()
    return above + f'"sha256_above": "{digest(above)}",'.encode() + _BODY


def encode(told: Revision, body: bytes | None) -> bytes:
    """Return the bytes of a file; *body* is None where the revision has none."""
    return b"".join((envelope(told), _NONE if body is None else body, _END))


def told_in(content: bytes) -> Revision:
    """Return what a file tells of itself, from its first `LONGEST` bytes or all.

    Raises:
        DamagedError: when it can't be told, or not for sure.
    """
    return _split(content)[0]


def decode(content: bytes) -> tuple[Revision, bytes | None]:
    """Return what a whole file tells of itself, and its body or None.

    Raises:
        DamagedError: when the file is not as it was written.
    """
    told, start = _split(content)
    end = len(content) - len(_END)
    if content[max(end, start) :] != _END:
        raise DamagedError("is cut off or has another end than what was saved")
    body = content[start:end]
    if told.state is not RevisionState.SAVED:
        if body != _NONE:
            raise DamagedError("has a body, and is told to have none")
        return told, None
    if len(body) != told.size or digest(body) != told.sha256:
        raise DamagedError("has another hash than what was saved")
    return told, body


def key_in(content: bytes) -> str:
    """Return the key that a file says it is of, without a check of the rest; or an empty text."""
    second = content[:LONGEST].partition(b"\n")[2].partition(b"\n")[0]
    try:
        key = json.loads(b"{" + second.rstrip(b",") + b"}")["key"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
    return key if isinstance(key, str) else ""


def _split(content: bytes) -> tuple[Revision, int]:
    start = content.find(_BODY, 0, LONGEST) + len(_BODY)
    above = content[:start]
    try:
        fields = json.loads(above + _NONE + _END)
        at = fields["at"]
        told = Revision(
            key=fields["key"],
            revision=fields["revision"],
            state=RevisionState(fields["state"]),
            size=fields["size"],
            sha256=fields["sha256"],
            meta=Meta(
                at=None if at is None else datetime.datetime.fromisoformat(at),
                actor=fields["actor"],
                write_id=fields["write_id"],
                schema=fields["schema"],
            ),
        )
        types = (type(told.key), type(told.revision), type(told.size), type(told.sha256))
        if types != (str, int, int, str) or envelope(told) != above:
            raise DamagedError("tells something else of itself than what was saved")
    except DamagedError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedError("tells nothing of itself that can be read") from error
    return told, start
