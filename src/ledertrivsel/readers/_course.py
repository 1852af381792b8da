"""The course of events in notes: rows of day, what and who.

They are read as what has taken place; what is still to be done stands under the next steps.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from ledertrivsel import _validators as v
from ledertrivsel.cards import Task
from ledertrivsel.decisions import (
    Involvement,
    InvolvementForm,
    InvolvementSubject,
)
from ledertrivsel.methods import Step
from ledertrivsel.readers._dates import clock, dates, without_lead
from ledertrivsel.readers._entries import Entry, Walk
from ledertrivsel.readers._teller import Teller, one_line
from ledertrivsel.readers._wording import holds, name, phrases, plain, value
from ledertrivsel.rounds import Round, RoundPurpose
from ledertrivsel.workshop import Session

Row = Mapping[str, str]


class Course:
    """Rows of day, what and who: mandate, rounds, workshops, involvement and what else."""

    def __init__(self, teller: Teller, walk: Walk, found: Mapping[str, Entry]) -> None:
        self.teller = teller
        self.mandate: tuple[str, datetime.date] | None = None
        self.published: datetime.date | None = None
        self.involvements: list[Involvement] = []
        self.rounds: list[Round] = []
        self.next_steps: list[Task] = []
        self._sessions: dict[tuple[Step, datetime.date], dict[str, Any]] = {}
        self._found = found
        steps = dict(zip("123", Step, strict=True))
        for line, step, on in walk.steps:
            self._session(line, steps[step], on)

    def _session(self, line: int, step: Step, on: datetime.date, **more: Any) -> None:
        known = self._sessions.setdefault((step, on), {"line": line})
        for key, content in more.items():
            if content and known.get(key) and key == "note":
                content = f"{known[key]}\n{content}"
            if content:
                known[key] = content

    def take(self, line: int, row: Row) -> None:
        """Read one row."""
        given, what, who = row.get("date", ""), row.get("what", ""), row.get("who", "")
        found = dates(plain(given))
        if len(found) != 1:
            text = " | ".join(part for part in (given, what, who) if part)
            self.teller.tell("timeline", "read-date", text, line, "read-date")
            return
        (start, end), on = found[0]
        rest = f"{without_lead(plain(given)[:start])} {plain(given)[end:].strip(' ,')}".strip()
        time = clock(rest)
        if not value(what):
            self.teller.tell("timeline", "required", " ".join((given, who)), line)
            return
        event = holds(what, "events")
        if name(what) in phrases("mandate-given"):
            self.mandate = (plain(who), on)
            who = rest = ""
        elif event == "pilot":
            title = f"{plain(what)} – {plain(who)}" if who else plain(what)
            a_round = self.teller.made(
                line,
                Round,
                id=v.as_slug(f"{re.split('[:,]', plain(what))[0]} {on.isoformat()}"),
                title=title,
                held_on=on,
                purpose=RoundPurpose.PILOT,
            )
            self.rounds += [a_round] if a_round else []
        elif event in ("prepare", "qualify", "concretize") or holds(what, "cards"):
            step = Step(event or "concretize")
            note = " · ".join(part for part in (plain(what), rest, plain(who)) if part)
            begins = time[1] if time else None
            self._session(line, step, on, start=begins, note=note)
            rest = ""
        elif event == "published":
            self.published = on
            self._next_step(line, what, who, on, on)
        else:
            self._involvement(line, on, what, who)
        if rest and event != "pilot":
            self.teller.tell("timeline", "read-rest", rest, line)

    def _involvement(self, line: int, on: datetime.date, what: str, who: str) -> None:
        form, subject = holds(what, "forms"), holds(what, "subjects")
        if not form or not who:
            self._next_step(line, what, who, on, None)
            return
        made = self.teller.made(
            line,
            Involvement,
            forum=plain(who),
            on=on,
            form=InvolvementForm(form),
            subject=InvolvementSubject(subject or "plan"),
            outcome=what,
        )
        self.involvements += [made] if made else []

    def _next_step(
        self, line: int, what: str, who: str, on: datetime.date, done: datetime.date | None
    ) -> None:
        task = self.teller.made(line, Task, what=what, who=plain(who), due=on, done_on=done)
        self.next_steps += [task] if task else []

    def sessions(self) -> tuple[Session, ...]:
        """Return the workshops; facilitator, place and note belong to the file's only one."""
        extras = {
            "facilitator": plain(one_line(self._found.get("facilitator"))),
            "place": plain(one_line(self._found.get("place"))),
            "note": self._found["session-note"].text if "session-note" in self._found else "",
        }
        for key, text in extras.items():
            if not text:
                continue
            entry = self._found["session-note" if key == "note" else key]
            if len(self._sessions) == 1:
                ((step, on),) = self._sessions
                more: dict[str, Any] = {key: text}
                self._session(entry.line, step, on, **more)
            else:
                self.teller.tell(entry.wording, "read-unplaced", text, entry.line)
        made = [
            self.teller.made(
                more["line"],
                Session,
                step=step,
                on=on,
                **{k: x for k, x in more.items() if k != "line"},
            )
            for (step, on), more in self._sessions.items()
        ]
        return tuple(session for session in made if session is not None)
