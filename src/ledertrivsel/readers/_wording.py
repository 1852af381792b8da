"""Names in notes: labels set off by a colon or by bold, headings, heads of columns.

Emphasis, case, leading numbers, final signs and a bracket at the end are no part of a name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from ledertrivsel.readers._words import fold, words

_MARKERS = ("**", "__", "*", "_")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]|[a-z]\))\s+")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")


def plain(text: str) -> str:
    """Return *text* without the signs of emphasis round its words."""
    return re.sub(r"\*+|(?<!\w)_+|_+(?!\w)|`", "", text)


def name(text: str) -> str:
    """Return *text* as a name to be looked up."""
    key = fold(plain(text)).strip(" .:?!–-·")
    return _NUMBERING.sub("", key).strip(" .:?!–-·")


def without_bracket(text: str) -> str:
    """Return *text* without a bracket at its end."""
    return _BRACKET.sub("", plain(text).strip(" :."))


def wordings(table: Mapping[str, object]) -> dict[str, str]:
    """Return the key of every wording of a table of words by language, or of plain lists."""
    found: dict[str, str] = {}
    for key, value in table.items():
        lists = value.values() if isinstance(value, Mapping) else (value,)
        for each in lists:
            for wording in each if isinstance(each, Iterable) else ():
                found.setdefault(name(str(wording)), key)
    return found


@functools.cache
def known(table: str) -> Mapping[str, str]:
    """Return the wordings of one table of ``data/reading/notes.toml``."""
    section: Mapping[str, object] = words("notes")
    for part in table.split("."):
        section = section[part]  # type: ignore[assignment]
    return wordings(section)


def phrases(key: str) -> tuple[str, ...]:
    """Return the phrases of one kind, longest first."""
    return tuple(sorted(words("notes")["phrases"][key], key=lambda p: (-len(p), p)))


def place(path: str, language: str) -> str:
    """Return what a problem calls *path* in a language; a wording of the notes' own stays."""
    called = words("notes")["places"].get(path)
    return str(called[language]) if called else path


def holds(text: str, table: str) -> str:
    """Return the first key of *table* one of whose words begins a word in *text*, or nothing."""
    key = fold(plain(text))
    for found, parts in words("notes")[table].items():
        for part in parts:
            if re.search(rf"(?<!\w){re.escape(part)}", key):
                return str(found)
    return ""


def labels(line: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part *line* into a label and its text, the likeliest first."""
    bare = line.strip()
    for marker in _MARKERS:
        if not bare.startswith(marker):
            continue
        end = bare.find(marker, len(marker))
        if end < 0:
            continue
        rest = bare[end + len(marker) :].lstrip()
        yield bare[len(marker) : end], rest.lstrip(" :.–—-") if rest[:1] in ":.–—-" else rest
        break
    colon = _colon(bare)
    if 0 < colon <= 200:
        yield bare[:colon], _rest(bare[:colon], bare[colon + 1 :])
    question = bare.find("? ")
    if 0 < question <= 200:
        yield bare[:question], _rest(bare[:question], bare[question + 1 :])
    yield bare, ""


def _colon(line: str) -> int:
    colon = line.find(":")
    while colon >= 0 and line[colon : colon + 3] == "://":
        colon = line.find(":", colon + 1)
    return colon


def _rest(head: str, rest: str) -> str:
    """Return the text after a label whose emphasis may end before or after the sign."""
    rest = rest.strip()
    for marker in _MARKERS:
        if head.count(marker) % 2:
            return rest[len(marker) :].strip() if rest.startswith(marker) else f"{marker}{rest}"
    return rest


def value(text: str) -> str:
    """Return *text* without empty ends and lines that are a lone dash: not filled in."""
    kept = [line.rstrip() for line in text.split("\n") if line.strip() not in ("-", "–", "—")]
    return "\n".join(kept).strip()


def items(text: str, *, commas: bool = False) -> list[str]:
    """Return the parts of a text that lists things: by lines, "·" or ";", else by commas."""
    text = value(text)
    signs = r"\n|·|;"
    if commas and not re.search(signs, text):
        signs = r",| og | and "
    parts = (re.sub(r"^\s*[-*+] +", "", part) for part in re.split(signs, text))
    return [part.strip() for part in parts if part.strip(" .-–")]
