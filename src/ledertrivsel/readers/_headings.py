"""What a heading of notes is, the head of a table, or a label inside a line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping

from ledertrivsel.readers._dates import dates
from ledertrivsel.readers._entries import SHORT
from ledertrivsel.readers._wording import (
    known,
    name,
    without_bracket,
)
from ledertrivsel.readers._words import ThemeLookup, fold, words
from ledertrivsel.themes import Theme


class ThemeNames:
    """Finds the theme that a heading, a cell or a list names."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._themes = ThemeLookup(themes)

    def named(self, text: str) -> tuple[str, bool]:
        """Return the theme that a heading names, and whether it is its action card's."""
        key = fold(text).strip(" .:")
        prefixes = words("notes")["prefixes"]
        for kind in ("card", "theme"):
            for prefix in sorted(prefixes[kind], key=len, reverse=True):
                rest = key.removeprefix(prefix)
                if rest == key or rest[:1] not in (" ", ":"):
                    continue
                rest = rest.strip(" :.–-")
                found = self.find(rest, by_number=True)
                if found or (kind == "card" and rest):
                    return found, kind == "card"
        return self.find(key) if not key.isdigit() else "", False

    def find(self, key: str, *, by_number: bool = False) -> str:
        """Return the theme named *key*: by number, id or title, or both where they agree.

        *by_number* takes "1. Modtagelse" for theme 1, as after the word "tema"; a part of the
        notes may have a number too.
        """
        for prefix in words("notes")["prefixes"]["theme"]:
            key = re.sub(rf"^{prefix} (?=\d)", "", key)
        found = self._themes.find(key)
        if found:
            return found
        number = re.match(r"(\d{1,3})[.: –-]+(.*)$", key)
        if number is None:
            return self._themes.find(re.sub(r"\s*\(\d+\)$", "", key))
        numbered = self._themes.find(number[1])
        titled = self._themes.find(number[2])
        return numbered if titled == numbered or (by_number and not titled) else ""


def section_of(text: str) -> tuple[str, str, datetime.date | None]:
    """Return (step, section, day) of a heading such as "Trin 2: kvalificering (23. …)"."""
    found = dates(text)
    on = found[0][1] if len(found) == 1 else None
    bare = text
    for (start, end), _ in reversed(found):
        bare = bare[:start] + bare[end:]
    step = ""
    prefixes = set(words("notes")["prefixes"]["step"])
    for candidate in (bare, without_bracket(bare)):
        whole = name(candidate)
        if whole in known("sections"):
            return step, known("sections")[whole], on
        head, sign, rest = (part.strip() for part in _parted(candidate))
        key = name(head)
        if key in prefixes:
            step = next((w[-1] for w in (key,) if w[-1] in "123"), "")
            if not sign or not rest:
                return step, "notes", on
            inner = name(rest)
            section = known("sections").get(inner) or known("sections").get(
                name(_parted(rest)[0]), ""
            )
            if section:
                return step, section, on
        elif sign and key in known("sections"):
            return step, known("sections")[key], on
    return step, "", on


def _parted(text: str) -> tuple[str, str, str]:
    """Split a heading at its first colon, dash or comma."""
    match = re.search(r":| [–—-] |,", text)
    if match is None:
        return text, "", ""
    return text[: match.start()], match.group(), text[match.end() :]


def table_of(head: tuple[str, ...], takes_tasks: bool) -> tuple[str, list[str]]:
    """Return which table has such a head, and the key of each column, or nothing."""
    best: tuple[int, str, list[str]] = (0, "", [])
    heads = [name(cell) for cell in head]
    for kind in words("notes")["tables"]:
        if kind == "tasks" and not takes_tasks:
            continue
        names = known(f"tables.{kind}")
        keys = [names.get(cell, "") for cell in heads]
        needed = set(words("notes")["required"][kind])
        count = sum(1 for key in keys if key)
        if needed <= set(keys) and count > best[0]:
            best = (count, kind, keys)
    return best[1], best[2]


def inline_pattern(theme: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of labels that may begin after a sentence, inside a line."""
    short = [wording for wording, key in theme.items() if key in SHORT]
    own = [wording for wording, key in known("facts").items() if key == "own-theme"]
    both = "|".join(re.escape(w) for w in sorted(short, key=len, reverse=True))
    owns = "|".join(re.escape(w) for w in own)
    return re.compile(
        rf"(?<=[.!?*_]) +(?=[*_]{{0,2}}(?:{both})[*_]{{0,2}}:|(?:{owns}):? +[*_]{{0,2}}\d)",
        re.IGNORECASE,
    )
