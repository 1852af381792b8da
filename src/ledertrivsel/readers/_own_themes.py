"""Own themes in notes: a line "Eget tema 13. Titel? – Spørgsmål? Kilde: …", or a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.decisions import Evidence
from ledertrivsel.readers._entries import Walk
from ledertrivsel.readers._teller import Teller, same
from ledertrivsel.readers._wording import holds, phrases, plain
from ledertrivsel.themes import Theme, ThemeSource

if TYPE_CHECKING:
    pass


def read_own_themes(teller: Teller, walk: Walk) -> tuple[tuple[Theme, ...], tuple[Evidence, ...]]:
    """Return the own themes of "Eget tema 13. Titel? – Spørgsmål? Kilde: …" and of tables."""
    given: list[tuple[int, str, str, str, str]] = []
    for entry in walk.entries:
        if entry.key == "own-theme" and entry.text:
            given.append((entry.line, *_own_parts(" ".join(entry.text.split()))))
    for table in walk.tables:
        if table.kind == "own-themes":
            for line, row in table.rows:
                number = row.get("number", "").strip(" .")
                title, question = row.get("title", ""), row.get("question", "")
                given.append((line, number, title, question, row.get("source", "")))
    themes: list[Theme] = []
    evidence: list[Evidence] = []
    taken = {theme.number for theme in teller.plan.themes}
    for line, number, title, question, source in given:
        title = plain(title)
        known = next(
            (
                theme
                for theme in teller.plan.own_themes
                if any(same(text, title) for _, text in theme.title.by_language)
            ),
            None,
        )
        wanted = int(number) if number.isdigit() else max(taken) + 1
        kind = holds(source, "theme-sources") or ("other" if source else "")
        shown = " ".join(part for part in (number, title, question, source) if part)
        theme = teller.made(
            line,
            Theme,
            shown,
            id=known.id if known else v.as_slug(title),
            title={teller.language: title},
            number=known.number if known else wanted,
            question={teller.language: plain(question)} if question else None,
            source=ThemeSource(kind) if kind else known.source if known else ThemeSource.OTHER,
        )
        if theme is None:
            continue
        if known and number.isdigit() and int(number) != known.number:
            teller.tell("own-theme", "theme-number", shown, line)
            continue
        if known is None and (theme.number in taken or theme.id in {t.id for t in themes}):
            teller.tell("own-theme", "theme-number", shown, line)
            continue
        if known is None and theme.id in {t.id for t in teller.plan.instrument.themes}:
            theme = attrs.evolve(theme, id=f"{theme.id}-{theme.number}")
        taken.add(theme.number)
        themes.append(theme)
        if source.strip(" ."):
            text = source.strip(" .")
            drawn = teller.made(line, Evidence, text=text, theme_id=theme.id)
            evidence += [drawn] if drawn else []
    return tuple(themes), tuple(evidence)


def _own_parts(text: str) -> tuple[str, str, str, str]:
    """Split the line of an own theme into number, title, question and source."""
    text = plain(text)
    source = ""
    for phrase in phrases("source"):
        head, sign, rest = text.rpartition(f"{phrase}:")
        if sign:
            text, source = head.strip(), rest.strip()
            break
    number = ""
    match = re.match(r"(\d{1,3})[.:] *", text)
    if match:
        number, text = match[1], text[match.end() :]
    parts = re.split(r" +[–—-] +", text, maxsplit=1)
    if len(parts) == 1:
        head, sign, rest = text.partition("? ")
        parts = [head + "?", rest] if sign else [text]
    title, question = parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
    return number, title, question, source
