"""Files made of a sample: a cell, a line, a member of an archive is another, and what that means.

Only what is sure of every reader is asked. Lines are looked at where a file is rows of cells with
a sign between them; where a number of a row is a rating is found by giving it another point.
"""

from __future__ import annotations

import base64
import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from ledertrivsel.errors import InputError, LedertrivselError
from ledertrivsel.hookspecs import ReadContext, ReaderInfo
from ledertrivsel.offers import Offer, cause_of
from ledertrivsel.rounds import Round
from ledertrivsel.testing._contract_views import read_context

NONSENSE = ("???", "§§§;§§§", "99999|99999|99999|99999|99999|99999")
STRANGE = ("99999", "x", "-1", "2.5", "²")
MEBIBYTE = 1 << 20
_NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\w)")
_LEAF = re.compile(r">([^<>&\s][^<>&]*)<")

Axes = dict[tuple[str, str, int], object]


@attrs.frozen
class Changed:
    """A file that is another, in words.

    Args:
        without: the file without the line or object that was changed.
        must_matter: whether it can't be read as the file it was made of.
        may_lack: whether ratings may be fewer: what was taken away may be optional.
    """

    what: str
    content: bytes
    without: bytes | None = None
    must_matter: bool = False
    may_lack: bool = False


def lines_of(sample: bytes) -> list[str]:
    """Return the lines of a file that is text, else none."""
    try:
        return sample.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return []


def joined(lines: list[str]) -> bytes:
    """Return lines as a file."""
    return "".join(f"{line}\n" for line in lines).encode()


def sign_of(sample: bytes) -> str:
    """Return the sign between the cells of a file that is rows of cells, or an empty text."""
    lines = [line for line in lines_of(sample) if line.strip()]
    if len(lines) < 2 or lines[0].lstrip()[:1] in tuple("[{<#") or '"' in "".join(lines):
        return ""
    for sign in (";", "\t", "|", ","):
        counts = {line.count(sign) for line in lines}
        if len(counts) == 1 and counts != {0}:
            return sign
    return ""


def axes_of(read: object) -> Axes:
    """Return what was read, by voice, theme and axis."""
    if not isinstance(read, Round):
        return {}
    return {
        (ballot.voice, theme, axis): value
        for ballot in read.ballots
        for theme, *halves in ballot.ratings
        for axis, value in enumerate(halves)
    }


def ratings_in(read: object) -> int:
    """Return how many axes have a point."""
    return sum(type(value) is int for value in axes_of(read).values())


@attrs.frozen
class Cell:
    """A number of a file that is a rating: where it stands, and what it rates."""

    line: int
    start: int
    end: int
    rates: tuple[str, str, int]
    other: int
    """Another point that was read in its place."""

    def put(self, lines: list[str], value: str) -> list[str]:
        """Return the lines with another value in the cell."""
        line = lines[self.line]
        changed = f"{line[: self.start]}{value}{line[self.end :]}"
        return [*lines[: self.line], changed, *lines[self.line + 1 :]]


def rated_cells(sample: bytes, read: Callable[[bytes], object], most: int = 4) -> list[Cell]:
    """Return cells that are ratings: with another point there, one rating is another."""
    lines, whole = lines_of(sample), axes_of(read(sample))
    found: list[Cell] = []
    for number, line in enumerate(lines):
        for match in _NUMBER.finditer(line):
            if len(found) == most or len(match[0]) > 3:
                break
            other = int(match[0]) % 5 + 1
            cell = Cell(number, match.start(), match.end(), ("", "", 0), other)
            now = axes_of(read(joined(cell.put(lines, str(other)))))
            parted = [key for key in whole if whole[key] != now.get(key)]
            if len(parted) == 1 and now.keys() == whole.keys() and now[parted[0]] == other:
                found.append(attrs.evolve(cell, rates=parted[0]))
    return found


def nonsense(sample: bytes) -> Iterator[Changed]:
    """Yield a file with nonsense in it: in place of a line, after one, in place of a number."""
    lines = lines_of(sample)
    sign = sign_of(sample)
    for number in range(1, len(lines)):
        before, line, after = lines[:number], lines[number], lines[number + 1 :]
        if not line.strip():
            continue
        without = joined([*before, *after])
        for strange in NONSENSE:
            said = f"The line {strange!r} in place of line {number + 1}"
            yield Changed(said, joined([*before, strange, *after]), without, True)
            said = f"The line {strange!r} after line {number + 1}"
            yield Changed(said, joined([*before, line, strange, *after]), None, True)
        for match in _NUMBER.finditer(line):
            for value in STRANGE:
                changed = line[: match.start()] + value + line[match.end() :]
                said = f"The value {value!r} in place of {match[0]!r} on line {number + 1}"
                yield Changed(said, joined([*before, changed, *after]), without)
        if sign:
            said = f"The cell '4711' after the last of line {number + 1}"
            yield Changed(said, joined([*before, f"{line}{sign}4711", *after]), without, True)
    yield from _objects(sample)


def _objects(sample: bytes) -> Iterator[Changed]:
    """Yield a file of JSON in which one of a list of objects lacks a key or has another value."""
    try:
        items = json.loads(sample)
    except (ValueError, RecursionError):
        return
    if not isinstance(items, list):
        return
    for number, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        before, after = items[:number], items[number + 1 :]
        without = json.dumps([*before, *after]).encode()
        for key in item:
            less = {name: value for name, value in item.items() if name != key}
            said = f"The object {number + 1} without {key!r}"
            content = json.dumps([*before, less, *after]).encode()
            yield Changed(said, content, without, may_lack=True)
            values: tuple[object, ...] = ("???", 99999, [], True, {})
            for value in values:
                said = f"The value {value!r} of {key!r} in object {number + 1}"
                content = json.dumps([*before, {**item, key: value}, *after]).encode()
                yield Changed(said, content, without)
        others: tuple[object, ...] = ("???", 4711, [], None)
        for strange in others:
            said = f"The value {strange!r} in place of object {number + 1}"
            content = json.dumps([*before, strange, *after]).encode()
            yield Changed(said, content, without, must_matter=True)


def unknown_themes(sample: bytes, read: Callable[[bytes], object]) -> Iterator[Changed]:
    """Yield a file in which a line names a theme, by id, that there is not."""
    themes = sorted({theme for _, theme, _ in axes_of(read(sample))})
    lines = lines_of(sample)
    for number, line in enumerate(lines):
        for theme in themes:
            changed = re.sub(rf"(?<![\w-]){re.escape(theme)}(?![\w-])", "ingen-saadan", line)
            if changed != line:
                content = joined([*lines[:number], changed, *lines[number + 1 :]])
                yield Changed(f"The unknown theme 'ingen-saadan' on line {number + 1}", content)


# Archives.


def members(sample: bytes) -> dict[str, bytes]:
    """Return the members of a ZIP archive, such as a workbook; none where it is no archive."""
    if not sample.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(sample)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return {}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of these members; the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, 8)
    return out.getvalue()


def inside(sample: bytes) -> Iterator[Changed]:
    """Yield an archive whose members are cut off, empty, gone, or have nonsense in a cell."""
    parts = members(sample)
    for name, content in parts.items():
        for what, new in (
            ("is cut off in the middle", content[: len(content) // 2]),
            ("is empty", b""),
            ("is no text", b"\xff\x00\xfe"),
            ("is another document", b"<x/>"),
        ):
            yield Changed(f"An archive whose member {name!r} {what}", packed({**parts, name: new}))
        others = {key: value for key, value in parts.items() if key != name}
        yield Changed(f"An archive without {name!r}", packed(others))
        text = content.decode("utf-8", "ignore")
        for match in list(re.finditer(r">(\d{1,2})<", text))[:40]:
            for value in ("99999", "x", "-1", "2.5"):
                new = (text[: match.start(1)] + value + text[match.end(1) :]).encode()
                said = f"The value {value!r} in place of {match[1]!r} in {name!r}"
                yield Changed(said, packed({**parts, name: new}))


def bombs(sample: bytes) -> Iterator[bytes]:
    """Yield archives of a few hundred kB that take 256 MiB when they are taken out."""
    parts = members(sample)
    for name, content in sorted(parts.items(), key=lambda part: -len(part[1]))[:2]:
        yield packed({**parts, name: content + b" " * (256 * MEBIBYTE)})


def reaching_out(sample: bytes, path: str) -> Iterator[bytes]:
    """Yield files of XML in which the first text is what stands in the file at *path*."""

    def pointed(content: bytes) -> bytes:
        text = content.decode("utf-8", "ignore")
        found = _LEAF.search(text)
        if found is None or "<!DOCTYPE" in text or not text.lstrip("\ufeff \n").startswith("<"):
            return b""
        body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        root = re.match(r"\s*<([\w:.-]+)", body)
        kind = f'<!DOCTYPE {root[1]} [<!ENTITY x SYSTEM "file://{path}">]>' if root else ""
        return (kind + _LEAF.sub(">&x;<", body, count=1)).encode()

    parts = members(sample)
    for name, content in parts.items():
        if pointed(content):
            yield packed({**parts, name: pointed(content)})
    if not parts and pointed(sample):
        yield pointed(sample)


# Files that are large, deep or slow to read.


def many_rows(sample: bytes, whole: object, count: int) -> bytes:
    """Return a file of *count* rows that differ in the voice alone; none where that is unsure."""
    if not sign_of(sample) or not isinstance(whole, Round):
        return b""
    lines = lines_of(sample)
    for ballot in whole.ballots:
        rows = [line for line in lines if line.count(ballot.voice) == 1]
        if rows:
            head = lines[: lines.index(rows[0])]
            head = [line for line in head if not any(b.voice in line for b in whole.ballots)]
            return joined(
                [
                    *head,
                    *(
                        rows[n % len(rows)].replace(
                            ballot.voice, f"{ballot.voice} {n // len(rows)}"
                        )
                        for n in range(count)
                    ),
                ]
            )
    return b""


def slow(sample: bytes) -> Iterator[bytes]:
    """Yield files that some readers take for ever to read, or fall over."""
    yield from (b"[" * 200_000, b'{"a":' * 100_000, b"<a>" * 100_000, b"(" * 100_000)
    lines = lines_of(sample)
    for number, line in list(enumerate(lines))[-1:]:
        for value in ("9" * 60 + "x", " " * 20_000 + "x", "a" * 60 + "!"):
            for match in list(_NUMBER.finditer(line))[:1]:
                changed = line[: match.start()] + value + line[match.end() :]
                yield joined([*lines[:number], changed])


# In the other process.


def told_of(offer: Offer, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is read of files, how long each took, and what memory they took."""
    assert isinstance(offer.info, ReaderInfo)
    read, context = offer.make().read, read_context(offer.info)
    before, digests, seconds = _megabytes(), {}, []
    for number, coded in enumerate(given["files"]):
        content = base64.b64decode(coded)
        began = time.process_time()
        digests[str(number)] = _told(read, content, context)
        seconds.append(time.process_time() - began)
    return {"digests": digests, "seconds": seconds, "megabytes": _megabytes() - before}


def _told(read: Callable[[bytes, ReadContext], object], content: bytes, of: ReadContext) -> str:
    try:
        return repr(read(content, of))
    except InputError as error:
        return f"{type(error).__name__}: {error.problems!r}"
    except LedertrivselError as error:
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"raises {cause_of(error)}"


def _megabytes() -> float:
    """Return the most memory this process has had; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux counts in what the parent had, unless one looks here.
        found = re.search(
            r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii", errors="ignore")
        )
        if found:
            return int(found[1]) / 1024
    try:
        import resource
    except ImportError:  # Windows.
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
