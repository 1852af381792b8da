"""The words that readers know, as data, and how a word from a file is compared with them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from ledertrivsel import _validators as v
from ledertrivsel.errors import Problem, ReadError, near, shorten
from ledertrivsel.rounds import ThemeFinder
from ledertrivsel.themes import Theme

MIB = 1024 * 1024


@functools.cache
def words(name: str) -> Mapping[str, Any]:
    """Return the table ``data/reading/<name>.toml``."""
    resource = files("ledertrivsel").joinpath("data", "reading", f"{name}.toml")
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """Return *text* as it is compared: NFC, without case, doubled spaces and typists' quotes."""
    plain = v.clean(text).replace("\xa0", " ").replace("’", "'").replace("`", "'")
    return " ".join(plain.casefold().split())


def lookup(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the key of each wording of *table*; of two keys with one wording the first counts."""
    found: dict[str, str] = {}
    for key, wordings in table.items():
        for wording in wordings:
            found.setdefault(fold(wording), key)
    return found


class ThemeLookup:
    """Finds a theme by number, id or title, whichever way its apostrophes are typed."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        known = tuple(themes)
        self._finder = ThemeFinder(known)
        self._folded: dict[str, str] = {}
        for theme in known:
            for _, title in theme.title.by_language:
                for key in (title, f"{theme.number}. {title}"):
                    self._folded.setdefault(fold(key).rstrip("?. "), theme.id)

    def find(self, given: str) -> str:
        """Return the id of the theme *given*, or nothing."""
        return self._finder.find(given) or self._folded.get(fold(given).rstrip("?. "), "")


def decode(content: bytes, source: str, limit: int) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by their marks, else UTF-8, else Windows-1252.

    Windows-1252 is taken only when the bytes are no UTF-8 at all, each of them has a character
    there, and none reads like a Danish letter of UTF-8: half of each is told, not guessed.

    Raises:
        ReadError: when it is too large, or no text.
    """
    if len(content) > limit:
        params = (("limit", limit),)
        raise ReadError(source, (problem("file", "read-size", len(content), params=params),))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            found = f"byte 0x{content[error.start]:02x}"
            continue
        if encoding == "cp1252":
            for index, row in enumerate(text.splitlines(), 1):
                if "Ã" in row:
                    raise ReadError(source, (_undecoded(row.strip(), index),))
        return text
    raise ReadError(source, (_undecoded(found, line),))


def _undecoded(found: str, line: int) -> Problem:
    return problem("file", "read-encoding", found, line=line, hint="read-encoding")


def nearest(text: str, known: Iterable[str], problems: Sequence[object]) -> tuple[str, ...]:
    """Return what *text* may have been meant to be, for the first problems of a file only.

    Near misses are dear to find, and nobody reads them by the thousand.
    """
    return near(text[:200], tuple(known)) if len(problems) < 20 else ()


def problem(
    path: str,
    rule: str,
    found: object = "",
    *,
    line: int | None = None,
    hint: str = "",
    params: Iterable[tuple[str, str | int]] = (),
) -> Problem:
    """Return a problem; a text that was found is shown whole, in quotes."""
    shown = "" if found == "" else shorten(found, 2000)
    return Problem(
        path=path, rule=rule, found=shown, hint=hint, params=tuple(sorted(params)), line=line
    )
