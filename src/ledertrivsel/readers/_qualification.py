"""Step 2 in notes: the answers beside a theme, what exists already, and what is still open."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

from ledertrivsel.qualification import OpenPoint, OpenPointKind, Qualification
from ledertrivsel.readers._dates import dates
from ledertrivsel.readers._entries import Entry
from ledertrivsel.readers._teller import Teller
from ledertrivsel.readers._wording import phrases, plain
from ledertrivsel.readers._words import words

OPEN = ("open", "knowledge", "involvement", "clarification")
STEP_2 = (*OPEN, "existing")


def read_qualification(
    teller: Teller, theme: str, found: Mapping[str, Entry], opened: Iterable[Entry]
) -> Qualification | None:
    answers = {
        key.removeprefix("answer."): entry.text
        for key, entry in found.items()
        if key.startswith("answer.")
    }
    points = [point for entry in opened for point in _open_points(teller, entry)]
    existing = found["existing"].text if "existing" in found else ""
    if not answers and not points and not existing:
        return None
    line = min(entry.line for entry in (*found.values(), *opened))
    return teller.made(
        line,
        Qualification,
        theme_id=theme,
        answers=tuple(answers.items()),
        existing_offers=existing,
        open_points=tuple(points),
    )


def _kinds() -> re.Pattern[str]:
    table = words("notes")["open-points"]
    both = "|".join(re.escape(w) for wordings in table.values() for w in wordings)
    return re.compile(rf"(?:^|(?<=[.?!)]) )({both}): *")


def _open_points(teller: Teller, entry: Entry) -> list[OpenPoint]:
    """Return the points of "Viden: …? Inddragelse: …? (HR, 7. oktober 2026)"."""
    kind = "clarification" if entry.key == "open" else entry.key
    table = words("notes")["open-points"]
    points: list[OpenPoint] = []
    for text in _each(entry.text):
        parts: list[tuple[str, str]] = []
        split = _kinds().split(plain(text) if _kinds().search(plain(text)) else text)
        if split[0].strip():
            parts.append((kind, split[0]))
        for label, part in zip(split[1::2], split[2::2], strict=True):
            own = next(k for k, wordings in table.items() if label in wordings)
            parts.append((own, part))
        read = [(own, *_who_and_when(part)) for own, part in parts]
        shared = read[-1] if read else None
        for own, what, who, due, outcome, settled in read:
            if shared is not None and not who and due is None:
                who, due = shared[2], shared[3]
            point = teller.made(
                entry.line,
                OpenPoint,
                kind=OpenPointKind(own),
                text=what,
                who=who,
                due=due,
                outcome=outcome,
                settled_on=settled or (shared[5] if shared else None),
            )
            if point is not None:
                points.append(point)
    return points


def _each(text: str) -> Iterator[str]:
    """Yield the items of a list, or the text itself."""
    rows = text.split("\n")
    if all(re.match(r"\s*(?:[-*+]|\d{1,2}[.)]) ", row) for row in rows if row.strip()):
        for row in rows:
            if row.strip():
                yield re.sub(r"^\s*(?:[-*+]|\d{1,2}[.)]) +", "", row)
    else:
        yield text


def _who_and_when(
    text: str,
) -> tuple[str, str, datetime.date | None, str, datetime.date | None]:
    """Return (what, who, due, outcome, settled on) of "what (who, day) settled day: outcome"."""
    outcome, settled = "", None
    for phrase in phrases("settled"):
        match = re.search(rf"(?<=[)?.–-])\s+[*_]{{0,2}}{phrase}[:*_ ]+", text, re.IGNORECASE)
        if match:
            rest = text[match.end() :]
            found = dates(rest)
            if found and found[0][0][0] == 0:
                settled = found[0][1]
                outcome = rest[found[0][0][1] :].strip(" .:,–-")
                text = text[: match.start()].rstrip(" –-")
                break
    who, due = "", None
    bracket = re.search(r"\s*\(([^()]*)\)[ .]*$", text)
    if bracket:
        found = dates(bracket[1])
        if len(found) == 1 and not bracket[1][found[0][0][1] :].strip(" ."):
            before = bracket[1][: found[0][0][0]]
            who, due = re.sub(r"[,;]?\s*(?:senest|by)?\s*$", "", before).strip(), found[0][1]
            text = text[: bracket.start()]
    return text.strip(), who, due, outcome, settled
