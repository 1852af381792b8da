"""Ratings from CSV: what Danish Excel, a survey or a colleague writes, wide or long.

Wide: a row a group, two columns a theme ("1 vigtigt", "1 lykkes"), post-its in a column of their
own. Long: a row a group and theme. A theme is named by number, id or title. A post-it laid in a
field ("1 felt") is a rating on the two-point scale. "Ved ikke" and an empty cell are kept apart.
Whatever can't be read is told, all of it at once, and nothing is half-read.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ledertrivsel.errors import InvalidValueError, Problem, ReadError
from ledertrivsel.readers._ballots import Ballots, as_round
from ledertrivsel.readers._sheet import Column, columns, split
from ledertrivsel.readers._words import words
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Theme

if TYPE_CHECKING:
    from ledertrivsel.hookspecs import ReadContext


def read_ratings(
    content: bytes,
    *,
    themes: Iterable[Theme],
    round_id: str,
    title: str = "",
    held_on: datetime.date | None = None,
    purpose: RoundPurpose = RoundPurpose.BASELINE,
    mode: RoundMode = RoundMode.OPEN,
    scale: Scale | None = None,
    floor: int | None = None,
    sizes: Mapping[str, int] | None = None,
    source: str = "ratings.csv",
) -> Round:
    """Return the round that a CSV file holds.

    Args:
        themes: the plan's themes; own ones are added before the ratings are read.
        scale: 1–5 when not given; a file of fields has the two-point scale of the card.
        sizes: people behind a voice, for voices whose size the file does not give.

    Raises:
        ReadError: with every problem of the file, each with its line.
    """
    rows = split(content, source)
    known = tuple(themes)
    found = columns(rows[0], rows[1:], known)
    problems = [item for item in found if isinstance(item, Problem)]
    heads = [item for item in found if isinstance(item, Column)]
    table = Ballots(rows[0], heads, known, scale, mode, sizes or {}, problems)
    for row in rows[1:]:
        table.take(row)
    if problems:
        raise ReadError(source, tuple(sorted(problems, key=lambda p: p.line or 0)))
    return as_round(
        source,
        (voice.ballot() for voice in table.voices.values()),
        id=round_id,
        title=title,
        held_on=held_on,
        purpose=purpose,
        mode=mode,
        scale=table.scale,
        floor=floor,
        groups=tuple(table.groups.values()),
    )


def empty_ratings(themes: Iterable[Theme], language: str = "da") -> bytes:
    """Return the empty sheet for Excel: a row a group, two columns a theme; it reads back.

    Raises:
        InvalidValueError: when the product does not speak *language*.
    """
    sheets = words("ratings")["sheet"]
    if language not in sheets:
        allowed = {"allowed": ", ".join(sheets)}
        raise InvalidValueError("language", "one-of", language, "", allowed)
    said = sheets[language]
    head = [said["voice"], said["size"]]
    for theme in themes:
        head += [f"{theme.number} {said['importance']}", f"{theme.number} {said['success']}"]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([*head, said["picks"]])
    return out.getvalue().encode("utf-8-sig")


class RatingsCsv:
    """The built-in reader of ratings, for the registry."""

    def read(self, content: bytes, context: ReadContext) -> Round:
        """Return the round in *content*, with the themes of the context's plan or method."""
        owner = context.plan or context.method
        return read_ratings(
            content,
            themes=owner.themes if owner is not None else (),
            round_id=context.round_id or "ratings",
            title=context.title,
            held_on=context.held_on,
            purpose=context.purpose,
            mode=context.mode,
            scale=context.scale,
            floor=context.floor,
            sizes=context.sizes,
            source=context.source or "ratings.csv",
        )
