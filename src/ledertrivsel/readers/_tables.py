"""Tables of notes: groups, participants, reasons, parked themes, what must be known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ledertrivsel import _validators as v
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.readers._entries import Walk
from ledertrivsel.readers._found import Reason
from ledertrivsel.readers._teller import Teller, same, whole
from ledertrivsel.readers._wording import holds, labels, name, phrases, plain, value
from ledertrivsel.readers._words import fold, words
from ledertrivsel.rounds import RoundMode, RoundPurpose
from ledertrivsel.workshop import Group, Participant, Role

Row = Mapping[str, str]


def read_groups(
    teller: Teller, rows: Iterable[tuple[int, Row]]
) -> tuple[tuple[Group, ...], tuple[tuple[str, str], ...]]:
    groups: dict[str, Group] = {}
    aliases = []
    for line, row in rows:
        title = plain(row.get("name", ""))
        size = teller.number(row.get("size", ""), "size", line, whole(row))
        if not size:
            continue
        themes = teller.theme_list(row.get("themes", ""), "themes", line)
        group = teller.made(
            line,
            Group,
            whole(row),
            id=v.as_slug(title),
            name=title,
            size=size,
            leader=plain(row.get("leader", "")),
            theme_ids=themes,
        )
        if group is None:
            continue
        if group.id in groups:
            teller.tell("groups", "unique", title, line, repeated=repr(title))
        groups[group.id] = group
        if row.get("alias"):
            aliases.append((plain(row["alias"]), group.name))
    return tuple(groups.values()), tuple(aliases)


def read_participants(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[Participant]:
    for line, row in rows:
        role = holds(row.get("role", ""), "roles")
        if not role:
            allowed = ", ".join(ws[0] for ws in words("notes")["roles"].values())
            teller.tell("role", "one-of", whole(row), line, allowed=allowed)
            continue
        count = teller.number(row.get("count") or "1", "count", line, whole(row))
        forum = plain(row.get("forum", ""))
        if not forum and name(row["role"]) not in words("notes")["roles"][role]:
            forum = plain(row["role"])
        if not count:
            continue
        made = teller.made(
            line,
            Participant,
            whole(row),
            role=Role(role),
            name=plain(row.get("name", "")),
            count=count,
            forum=forum,
        )
        if made is not None:
            yield made


def read_reasons(
    teller: Teller,
    walk: Walk,
    rows: Iterable[tuple[int, Row]],
    aliases: tuple[tuple[str, str], ...],
) -> Iterator[Reason]:
    voices = [
        ballot.voice
        for a_round in teller.plan.rounds
        if a_round.mode is RoundMode.OPEN and a_round.purpose is RoundPurpose.BASELINE
        for ballot in a_round.ballots
    ]
    given = [(line, *_reason_parts(text)) for line, text in walk.reasons]
    given += [
        (line, row.get("group", ""), row.get("theme", ""), row.get("text", ""))
        for line, row in rows
    ]
    known = dict((fold(alias), title) for alias, title in aliases)
    for line, group, about, text in given:
        if not group or not about:
            teller.tell("reasons", "read-unplaced", f"{group} {about} {text}".strip(), line)
            continue
        themes = teller.theme_list(about, "reasons", line, f"{group} {about}: {text}")
        bare = re.sub(r"^(?i:gruppe|group) +", "", plain(group)).strip()
        called = known.get(fold(bare)) or known.get(fold(plain(group))) or plain(group).strip()
        voice = next((voice for voice in voices if same(voice, called)), "")
        if not voice:
            told = f"{group} {about}: {text}"
            hint = "read-ratings-first"
            shown = ", ".join(voices) or "–"
            teller.tell("reasons", "read-voice", told, line, hint, known=shown)
            continue
        if len(text) > v.TEXT_LIMIT:
            limits = {"limit": v.TEXT_LIMIT, "length": len(text)}
            teller.tell("reasons", "too-long", text, line, "shorten", **limits)
            continue
        for theme in themes if value(text) else ():
            yield Reason(voice, theme, text.strip())


def _reason_parts(text: str) -> tuple[str, str, str]:
    """Split "B om tema 7 og 9: tekst" into group, themes and text."""
    for label, rest in labels(text.partition("\n")[0]):
        key = plain(label)
        for phrase in phrases("reason-about"):
            match = re.search(rf"\s{phrase}\s", f"{key} ", re.IGNORECASE)
            if match:
                more = text.partition("\n")[2]
                body = f"{rest}\n{more}" if more else rest
                return key[: match.start()].strip(), key[match.end() :].strip(), body
    return "", "", text


def read_parking(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[ParkedTheme]:
    seen: dict[str, int] = {}
    for line, row in rows:
        theme = teller.theme(row.get("theme", ""), "parking", line, whole(row))
        reason = holds(row.get("reason", ""), "parked-reasons")
        if not reason:
            table = ("Vi skal vide mere, før vi kan beslutte", "Andre skal tage stilling")
            teller.tell("parking", "one-of", whole(row), line, allowed=" · ".join(table))
        revisit = teller.day(row.get("revisit", ""), "revisit_on", line)
        if not theme or not reason:
            continue
        if theme in seen:
            teller.tell("parking", "read-once", whole(row), line, first=seen[theme])
            continue
        seen[theme] = line
        if theme in teller.plan.chosen:
            teller.tell("parking", "not-chosen", whole(row), line)
            continue
        parked = teller.made(
            line,
            ParkedTheme,
            whole(row),
            theme_id=theme,
            reason=ParkedReason(reason),
            note=row.get("note", ""),
            who=plain(row.get("who", "")),
            revisit_on=revisit,
        )
        if parked is not None:
            yield parked


def read_preparations(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[OpenPoint]:
    for line, row in rows:
        text = row.get("text", "")
        is_backing = any(phrase in fold(text) for phrase in phrases("backing"))
        point = teller.made(
            line,
            OpenPoint,
            whole(row),
            kind=OpenPointKind.BACKING if is_backing else OpenPointKind.KNOWLEDGE,
            text=text,
            who=plain(row.get("who", "")),
            due=teller.day(row.get("due", ""), "due", line),
            outcome=row.get("outcome", ""),
            settled_on=teller.day(row.get("settled", ""), "settled_on", line),
        )
        if point is not None:
            yield point
