"""What notes say of the plan as a whole, gathered for `Notes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledertrivsel.readers._choice import read_choice
from ledertrivsel.readers._course import Course
from ledertrivsel.readers._entries import Rows, Walk, merged
from ledertrivsel.readers._facts import Facts
from ledertrivsel.readers._follow_up import read_follow_up
from ledertrivsel.readers._tables import (
    read_groups,
    read_parking,
    read_participants,
    read_preparations,
    read_reasons,
)
from ledertrivsel.readers._teller import Teller

Row = Mapping[str, str]


def read_process(teller: Teller, walk: Walk) -> dict[str, Any]:
    """Return the fields of `Notes` that are about the whole plan."""
    entries = [entry for entry in walk.entries if not entry.theme]
    repeatable = ("own-theme", "session-note", "evidence", "choice")
    found = {
        key: entry for (_, key), entry in merged(entries, repeatable, teller.problems).items()
    }
    tables: dict[str, list[Rows]] = {}
    for table in walk.tables:
        tables.setdefault(table.kind, []).append(table)
    facts = Facts(teller, found)
    groups, aliases = read_groups(teller, _all(tables, "groups"))
    course = Course(teller, walk, found)
    for line, row in _all(tables, "timeline"):
        course.take(line, row)
    mandate = facts.mandate(course)
    publication = facts.publication(course)
    follow_up, leader_groups, reports = read_follow_up(teller, facts, tables.get("reports", []))
    return {
        **facts.plain(),
        "mandate": mandate,
        "involvements": tuple(course.involvements),
        "evidence": tuple(facts.evidence),
        "remarks": facts.remarks(),
        "participants": tuple(read_participants(teller, _all(tables, "participants"))),
        "groups": groups,
        "group_names": aliases,
        "sessions": course.sessions(),
        "rounds": tuple(course.rounds),
        "reasons": tuple(read_reasons(teller, walk, _all(tables, "reasons"), aliases)),
        "parking": tuple(read_parking(teller, _all(tables, "parking"))),
        "choice": read_choice(teller, found, [e for e in entries if e.key == "choice"]),
        "preparations": tuple(read_preparations(teller, _all(tables, "preparations"))),
        "next_steps": (
            *course.next_steps,
            *(
                task
                for t in tables.get("tasks", [])
                if not t.theme
                for task in teller.tasks(t.rows)
            ),
        ),
        "publication": publication,
        "follow_up": follow_up,
        "leader_groups": leader_groups,
        "reports": reports,
    }


def _all(tables: Mapping[str, list[Rows]], kind: str) -> Iterator[tuple[int, Row]]:
    for table in tables.get(kind, []):
        yield from table.rows
