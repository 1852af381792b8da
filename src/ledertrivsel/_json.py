"""Strict JSON in, canonical bytes out.

In: UTF-8 without a byte order mark, within a limit of size (RFC 8259 leaves both to the reader).
What JSON allows and nobody wants, a key given twice, is kept as a `Repeated`, so that who reads
the values can say where it stands. Out: the keys in the order given, two spaces a level, what fits
on a line on one line, so that a person can compare two versions.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ledertrivsel.errors import DocumentError, Problem, shorten

LARGEST_DOCUMENT = 8 * 2**20
"""The most bytes of a document, read or written."""

WIDTH = 99
"""The most characters of a line that holds a whole list or object, its indent left out."""

_NOT_UTF_8 = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_compact = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


class Repeated(dict[str, Any]):
    """An object that gave some key twice: no plain dict, so that nothing takes it for one."""

    def __init__(self, values: dict[str, Any], names: tuple[str, ...]) -> None:
        super().__init__(values)
        self.names = names


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    times = Counter(name for name, _ in pairs)
    return Repeated(made, tuple(name for name in made if times[name] > 1))


_decode = json.JSONDecoder(object_pairs_hook=_object).decode


def parse(content: object, source: str) -> Any:
    """Return the values of *content*, JSON as bytes or text; *source* names it in errors.

    Raises:
        DocumentError: when it is no JSON, is not UTF-8, nests too deep or is too large.
    """
    text = _as_text(content, source)
    try:
        return _decode(text)
    except json.JSONDecodeError as error:
        raise _refused(source, "json-valid", error.msg, line=error.lineno) from None
    except RecursionError:
        raise _refused(source, "json-depth") from None
    except ValueError:  # Python's own limit, against a number that takes minutes to read.
        raise _refused(source, "json-number") from None


def _as_text(content: object, source: str) -> str:
    if isinstance(content, (bytearray, memoryview)):
        content = bytes(content)
    if not isinstance(content, (bytes, str)):
        raise _refused(source, "json-bytes", shorten(content))
    if len(content) > LARGEST_DOCUMENT:
        raise _refused(source, "json-size", str(len(content)), limit=LARGEST_DOCUMENT)
    if isinstance(content, str):
        if content.startswith("\ufeff"):
            raise _refused(source, "json-utf-8", "a byte order mark")
        return content
    if content.startswith(_NOT_UTF_8) or b"\x00" in content[:4]:
        raise _refused(source, "json-utf-8", shorten(content[:4]))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(source, "json-utf-8", f"byte 0x{content[error.start]:02x}", line) from None


def _refused(
    source: str, rule: str, found: str = "", line: int | None = None, **params: int
) -> DocumentError:
    problem = Problem(
        path="JSON", rule=rule, found=found, line=line, params=tuple(sorted(params.items()))
    )
    return DocumentError(source, (problem,))


def write(data: Any, source: str = "plan") -> bytes:
    """Return *data* as JSON in UTF-8 with a newline at the end.

    Raises:
        DocumentError: when it is larger than `parse` takes.
    """
    body = f"{_written(data, '')}\n".encode()
    if len(body) > LARGEST_DOCUMENT:
        raise _refused(source, "json-size", str(len(body)), limit=LARGEST_DOCUMENT)
    return body


def _written(value: Any, indent: str) -> str:
    """Return *value* on one line when it fits there, else an item a line.

    The encoder written in C does the leaves; with indents most Pythons use the slow one
    (python/cpython#95382).
    """
    if not value or not isinstance(value, (dict, list)):
        return _compact(value)
    inside = value.values() if isinstance(value, dict) else value
    if not any([isinstance(item, (dict, list)) for item in inside]):
        line = _compact(value)
        if len(line) <= WIDTH:
            return line
    inner = f"{indent}  "
    if isinstance(value, dict):
        items = [f"{_compact(name)}: {_written(item, inner)}" for name, item in value.items()]
        opening, closing = "{", "}"
    else:
        items = [_written(item, inner) for item in value]
        opening, closing = "[", "]"
    line = f"{opening}{', '.join(items)}{closing}"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    between = f",\n{inner}"
    return f"{opening}\n{inner}{between.join(items)}\n{indent}{closing}"
