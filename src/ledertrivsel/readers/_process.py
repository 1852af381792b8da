"""What notes say of the plan as a whole: mandate, course, groups, parking, choice, publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.cards import Task
from ledertrivsel.decisions import (
    Discussion,
    Evidence,
    FollowUpAgreement,
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.methods import Step
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.readers._dates import clock, dates, without_lead
from ledertrivsel.readers._found import NotedChoice, Reason
from ledertrivsel.readers._teller import Teller, one_line, same
from ledertrivsel.readers._walk import Entry, Rows, Walk, merged
from ledertrivsel.readers._wording import holds, items, labels, name, phrases, plain, value
from ledertrivsel.readers._words import fold, words
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.workshop import Group, Participant, Representation, Role, Session

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
    facts = _Facts(teller, found)
    groups, aliases = _groups(teller, _all(tables, "groups"))
    course = _Course(teller, walk, found)
    for line, row in _all(tables, "timeline"):
        course.take(line, row)
    mandate = facts.mandate(course)
    publication = facts.publication(course)
    follow_up, leader_groups, reports = _follow_up(teller, facts, tables.get("reports", []))
    return {
        **facts.plain(),
        "mandate": mandate,
        "involvements": tuple(course.involvements),
        "evidence": tuple(facts.evidence),
        "remarks": facts.remarks(),
        "participants": tuple(_participants(teller, _all(tables, "participants"))),
        "groups": groups,
        "group_names": aliases,
        "sessions": course.sessions(),
        "rounds": tuple(course.rounds),
        "reasons": tuple(_reasons(teller, walk, _all(tables, "reasons"), aliases)),
        "parking": tuple(_parking(teller, _all(tables, "parking"))),
        "choice": _choice(teller, found, [e for e in entries if e.key == "choice"]),
        "preparations": tuple(_preparations(teller, _all(tables, "preparations"))),
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


# Facts.


class _Facts:
    """The facts by key: what the workplace is, its mandate, publication and follow-up."""

    def __init__(self, teller: Teller, found: Mapping[str, Entry]) -> None:
        self.teller, self.found = teller, found
        self.evidence: list[Evidence] = []
        self._read_evidence()

    def text(self, key: str) -> str:
        """Return a fact as typed."""
        return self.found[key].text if key in self.found else ""

    def line(self, key: str) -> str:
        """Return a fact on one line, without emphasis, for what is a title in the plan."""
        return plain(one_line(self.found.get(key)))

    def plain(self) -> dict[str, Any]:
        """Return organisation, unit, purpose and the like."""
        organisation, extra = self.line("organisation"), ""
        head, comma, rest = organisation.partition(", ")
        if comma and any(sign.isdigit() for sign in rest):
            organisation, extra = head, rest  # How large it is, is something one draws on.
        if extra:
            self._draw_on(extra, self.found["organisation"].line)
        body = self.line("representation")
        representation = holds(body, "representations")
        if body and not representation:
            allowed = "MED, MED og AMO, SU og AMO, MIO"
            entry = self.found["representation"]
            self.teller.tell(entry.wording, "one-of", body, entry.line, allowed=allowed)
        elif len(body.split()) > 1 and name(body) not in words("notes")["representations"].get(
            representation, ()
        ):
            self._draw_on(body, self.found["representation"].line)
        return {
            "organisation": organisation,
            "unit": self.line("unit"),
            "part_of": self.line("part-of"),
            "purpose": self.text("purpose"),
            "strategy": self.text("strategy"),
            "representation": Representation(representation) if representation else None,
        }

    def _draw_on(self, text: str, line: int) -> None:
        made = self.teller.made(line, Evidence, text=text)
        if made is not None:
            self.evidence.append(made)

    def _read_evidence(self) -> None:
        if "evidence" not in self.found:
            return
        entry = self.found["evidence"]
        for item in items(entry.text):
            text, on = item.rstrip("."), None
            found = dates(text)
            if len(found) == 1 and not text[found[0][0][1] :].strip(" ."):
                on, text = found[0][1], without_lead(text[: found[0][0][0]])
            made = self.teller.made(entry.line, Evidence, text=text, on=on)
            if made is not None:
                self.evidence.append(made)

    def remarks(self) -> tuple[Remark, ...]:
        """Return the answers to the discussion questions at the card."""
        return tuple(
            Remark(question=key.removeprefix("remark-"), text=entry.text)
            for key, entry in self.found.items()
            if key.startswith("remark-")
        )

    def mandate(self, course: _Course) -> Mandate | None:
        """Return the four answers, and who gave the mandate when."""
        keys = ("sender", "involved", "decides", "anchored")
        if not any(key in self.found for key in keys) and not course.mandate:
            return None
        given_by, given_on = course.mandate or ("", None)
        line = next((self.found[key].line for key in keys if key in self.found), 1)
        return self.teller.made(
            line,
            Mandate,
            given_by=given_by,
            given_on=given_on,
            **{key: self.text(key) for key in keys},
        )

    def publication(self, course: _Course) -> Publication | None:
        """Return when, where and how the plan was published."""
        keys = ("published", "channel", "told", "briefing", "shown", "contact")
        have = [key for key in keys if key in self.found]
        if not have:
            return None
        on, version = course.published, 1
        if "published" in self.found:
            on, version = self._published()
        if on is None:
            known = self.teller.plan.publication
            if known is None:
                for key in have:
                    if key != "published":  # That it has no day, is told already.
                        entry = self.found[key]
                        args = ("read-date", entry.text, entry.line, "read-date")
                        self.teller.tell("published", *args)
                return None
            on, version = known.on, known.version
        show_card, show_parked = self._shown()
        return self.teller.made(
            self.found[have[0]].line,
            Publication,
            on=on,
            version=version,
            channel=self.text("channel"),
            told=tuple(item.rstrip(".") for item in items(self.text("told"))),
            briefing=self.text("briefing"),
            contact=self.text("contact"),
            show_card=show_card,
            show_parked=show_parked,
        )

    def _published(self) -> tuple[datetime.date | None, int]:
        """Read "2. november 2026, version 1, gælder til den bliver afløst"."""
        entry = self.found["published"]
        text = plain(one_line(entry))
        found = dates(text)
        if len(found) != 1:
            self.teller.tell(entry.wording, "read-date", text, entry.line, "read-date")
            return None, 1
        (start, end), on = found[0]
        rest = f"{without_lead(text[:start])} {text[end:]}"
        version = 1
        match = re.search(r"(?:version|udgave|edition) (\d{1,4})", rest, re.IGNORECASE)
        if match:
            version = int(match[1])
            rest = rest[: match.start()] + rest[match.end() :]
        key = rest
        for phrase in phrases("until-replaced"):
            key = re.sub(re.escape(phrase), "", key, flags=re.IGNORECASE)
        if key.strip(" ,.;–-"):
            self.teller.tell(entry.wording, "read-rest", key.strip(" ,.;"), entry.line)
        return on, version

    def _shown(self) -> tuple[bool, bool]:
        """Read "Prioriteringskortet: ja. Parkerede temaer: nej"."""
        if "shown" not in self.found:
            known = self.teller.plan.publication
            return (known.show_card, known.show_parked) if known else (False, False)
        entry = self.found["shown"]
        shown = {"shown-card": False, "shown-parked": False}
        for piece in re.split(r"[.;,\n·]", plain(entry.text)):
            what, _, answer = piece.strip(" -").partition(":")
            kind = next((k for k in shown if fold(what) in phrases(k)), "")
            if kind and fold(answer) in phrases("yes"):
                shown[kind] = True
            elif piece.strip(" -") and not (kind and fold(answer) in phrases("no")):
                self.teller.tell(entry.wording, "read-rest", piece.strip(), entry.line)
        return shown["shown-card"], shown["shown-parked"]

    def discussions(self) -> tuple[Discussion, ...]:
        """Read "HovedMED (som øverste AMO) 8. april 2027 · direktionen 14. april 2027"."""
        found = []
        for key in ("discussions", "yearly"):
            if key not in self.found:
                continue
            entry = self.found[key]
            for item in items(plain(entry.text)):
                days = dates(item)
                on = days[0][1] if len(days) == 1 else None
                forum, rest = item, ""
                if on is not None:
                    (start, end), _ = days[0]
                    forum, rest = item[:start], item[end:].strip(" .,")
                forum = without_lead(forum.strip(" .,:"))
                what = "Årlig arbejdsmiljødrøftelse" if key == "yearly" else ""
                if key == "yearly":
                    what = entry.wording[:1].upper() + entry.wording[1:]
                bracket = re.search(r"\s*\(([^()]*)\)$", forum)
                if bracket:
                    forum, what = forum[: bracket.start()], bracket[1] if not what else what
                if rest or len(days) > 1 or not forum:
                    self.teller.tell(entry.wording, "read-rest", item, entry.line)
                    continue
                forum = forum[:1].upper() + forum[1:]
                made = self.teller.made(entry.line, Discussion, forum=forum, on=on, what=what)
                if made is not None:
                    found.append(made)
        return tuple(found)

    def rerating(self) -> tuple[datetime.date | None, tuple[str, ...], str]:
        """Read "15. september 2027, de fire temaer og de to, der stod lige": day, themes, words."""
        if "rerate" not in self.found:
            return None, (), ""
        entry = self.found["rerate"]
        text = plain(one_line(entry))
        found = dates(text)
        on = found[0][1] if found else None
        rest = text
        if found:
            (start, end), _ = found[0]
            rest = f"{without_lead(text[:start])} {text[end:]}".strip(" ,.;:")
        if on is None:
            self.teller.tell(entry.wording, "read-date", text, entry.line, "read-date")
        if re.match(r"(?i)(?:tema|temaer|theme|themes) \d", rest):
            return on, self.teller.theme_list(rest, entry.wording, entry.line), ""
        themes: tuple[str, ...] = ()
        key, choice = fold(rest), self.teller.plan.choice
        if choice and any(phrase in key for phrase in (*phrases("chosen"), *phrases("tied"))):
            themes = choice.themes
            if choice.proposal and any(phrase in key for phrase in phrases("tied")):
                themes += tuple(t for t in choice.proposal.contested if t not in themes)
        return on, themes, rest


# The course of events.


class _Course:
    """Rows of day, what and who: mandate, rounds, workshops, involvement and what else was done."""

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
                (one,) = self._sessions
                self._session(entry.line, *one, **{key: text})
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


# Tables.


def _groups(
    teller: Teller, rows: Iterable[tuple[int, Row]]
) -> tuple[tuple[Group, ...], tuple[tuple[str, str], ...]]:
    groups: dict[str, Group] = {}
    aliases = []
    for line, row in rows:
        title = plain(row.get("name", ""))
        size = teller.number(row.get("size", ""), "size", line)
        if not size:
            continue
        themes = teller.theme_list(row.get("themes", ""), "themes", line)
        group = teller.made(
            line,
            Group,
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


def _participants(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[Participant]:
    for line, row in rows:
        role = holds(row.get("role", ""), "roles")
        if not role:
            allowed = ", ".join(ws[0] for ws in words("notes")["roles"].values())
            teller.tell("role", "one-of", " ".join(row.values()), line, allowed=allowed)
            continue
        count = teller.number(row.get("count") or "1", "count", line)
        forum = plain(row.get("forum", ""))
        if not forum and name(row["role"]) not in words("notes")["roles"][role]:
            forum = plain(row["role"])
        made = count and teller.made(
            line,
            Participant,
            role=Role(role),
            name=plain(row.get("name", "")),
            count=count,
            forum=forum,
        )
        if made:
            yield made


def _reasons(
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
        themes = teller.theme_list(about, "reasons", line)
        bare = re.sub(r"^(?i:gruppe|group) +", "", plain(group)).strip()
        called = known.get(fold(bare)) or known.get(fold(plain(group))) or plain(group).strip()
        voice = next((voice for voice in voices if same(voice, called)), "")
        if not voice:
            told = f"{group} {about}: {text}"
            hint = "read-ratings-first"
            shown = ", ".join(voices) or "–"
            teller.tell("reasons", "read-voice", told, line, hint, known=shown)
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


def _parking(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[ParkedTheme]:
    seen: dict[str, int] = {}
    for line, row in rows:
        theme = teller.theme(row.get("theme", ""), "parking", line)
        given = row.get("reason", "")
        reason = holds(given, "parked-reasons")
        if not reason:
            table = ("Vi skal vide mere, før vi kan beslutte", "Andre skal tage stilling")
            teller.tell("parking", "one-of", given or "-", line, allowed=" · ".join(table))
        revisit = teller.day(row.get("revisit", ""), "revisit_on", line)
        if not theme or not reason:
            continue
        if theme in seen:
            teller.tell("parking", "read-once", row["theme"], line, first=seen[theme])
            continue
        seen[theme] = line
        if theme in teller.plan.chosen:
            teller.tell("parking", "not-chosen", row["theme"], line)
            continue
        parked = teller.made(
            line,
            ParkedTheme,
            theme_id=theme,
            reason=ParkedReason(reason),
            note=row.get("note", ""),
            who=plain(row.get("who", "")),
            revisit_on=revisit,
        )
        if parked is not None:
            yield parked


def _preparations(teller: Teller, rows: Iterable[tuple[int, Row]]) -> Iterator[OpenPoint]:
    for line, row in rows:
        text = row.get("text", "")
        is_backing = any(phrase in fold(text) for phrase in phrases("backing"))
        point = teller.made(
            line,
            OpenPoint,
            kind=OpenPointKind.BACKING if is_backing else OpenPointKind.KNOWLEDGE,
            text=text,
            who=plain(row.get("who", "")),
            due=teller.day(row.get("due", ""), "due", line),
            outcome=row.get("outcome", ""),
            settled_on=teller.day(row.get("settled", ""), "settled_on", line),
        )
        if point is not None:
            yield point


# The choice.


def _choice(teller: Teller, found: Mapping[str, Entry], said: list[Entry]) -> NotedChoice | None:
    keys = ("choice", "rationale", "recommended", "confirmed")
    entries = [found[key] for key in keys if key in found]
    if not entries:
        return None
    themes: tuple[str, ...] = ()
    acts: dict[str, tuple[str, datetime.date | None]] = {}
    for entry in said:
        if not entry.text:
            continue
        listed = teller.theme_list(entry.text, entry.wording, entry.line)
        themes += tuple(theme for theme in listed if theme not in themes)
        acts.update(_acts(teller, entry))
    for key in ("recommended", "confirmed"):
        if key in found:
            text = plain(one_line(found[key]))
            acts[key] = _who_on(text)
    recommended, confirmed = acts.get("recommended", ("", None)), acts.get("confirmed", ("", None))
    if confirmed[0] and confirmed[1] is None:
        teller.tell("confirmed", "read-date", confirmed[0], entries[0].line, "read-date")
    if not themes and teller.plan.choice is None:
        for entry in entries:
            teller.tell(entry.wording, "read-themes", entry.text, entry.line)
        return None
    return NotedChoice(
        themes=themes,
        recommended_by=recommended[0],
        recommended_on=recommended[1],
        confirmed_by=confirmed[0],
        confirmed_on=confirmed[1],
        rationale=found["rationale"].text if "rationale" in found else "",
    )


def _acts(teller: Teller, entry: Entry) -> Iterator[tuple[str, tuple[str, Any]]]:
    """Yield who recommended and who confirmed from "Valg, indstillet af X 2. … og bekræftet af Y …"."""
    _, _, text = entry.wording.partition(",")
    places = sorted(
        (match.start(), match.end(), key)
        for key in ("recommended", "confirmed")
        for phrase in phrases(key)
        for match in re.finditer(re.escape(phrase), text)
    )
    if text.strip() and (not places or text[: places[0][0]].strip()):
        teller.tell("choice", "read-rest", text.strip(), entry.line)
    for index, (_, end, key) in enumerate(places):
        until = places[index + 1][0] if index + 1 < len(places) else len(text)
        stretch = re.sub(r"\s+(?:og|and)\s*$", "", text[end:until])
        yield key, _who_on(stretch.strip(" ,"))


def _who_on(text: str) -> tuple[str, datetime.date | None]:
    found = dates(text)
    on = found[0][1] if len(found) == 1 else None
    who = text
    if on is not None:
        (start, end), _ = found[0]
        who = f"{without_lead(text[:start])} {text[end:].strip(' .,')}".strip()
    who = who.strip(" .,")
    return who[:1].upper() + who[1:], on


# Follow-up.


def _follow_up(
    teller: Teller, facts: _Facts, tables: list[Rows]
) -> tuple[FollowUpAgreement | None, tuple[str, ...], tuple[Report, ...]]:
    keys = ("leader-groups", "report-by", "discussions", "yearly", "rerate", "follow-up-note")
    have = [facts.found[key] for key in keys if key in facts.found]
    agreement = None
    known: tuple[str, ...] = ()
    if teller.plan.follow_up is not None:
        known = teller.plan.follow_up.groups
    if have:
        by = facts.found.get("report-by")
        report_by = teller.day(plain(one_line(by)), by.wording, by.line) if by else None
        rerate_on, rerate, words_of_it = facts.rerating()
        note = "\n\n".join(part for part in (facts.text("follow-up-note"), words_of_it) if part)
        groups = items(plain(facts.text("leader-groups")), commas=True)
        agreement = teller.made(
            have[0].line,
            FollowUpAgreement,
            groups=tuple(group.rstrip(".") for group in groups),
            report_by=report_by,
            discussions=facts.discussions(),
            rerate_on=rerate_on,
            rerate=rerate,
            note=note,
        )
        known = agreement.groups if agreement and agreement.groups else known
    reports, names = _reports(teller, tables, known)
    return agreement, names, reports


def _reports(
    teller: Teller, tables: list[Rows], known: tuple[str, ...]
) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    reports: list[Report] = []
    names: list[str] = []
    for table in tables:
        for line, row in table.rows:
            given = plain(row.get("group", ""))
            group = next((title for title in known if same(title, given)), "" if known else given)
            if not group:
                shown = ", ".join(known)
                found = " | ".join(cell for cell in row.values() if cell)
                teller.tell("reports", "known-leader-group", found, line, "known", known=shown)
                continue
            if group not in names:
                names.append(group)
            said = [cell for key, cell in row.items() if key != "group" and cell]
            if not said or (len(said) == 1 and name(said[0]) in phrases("silent")):
                continue
            on = table.on
            if row.get("date"):
                on = teller.day(row["date"], "on", line)
            report = teller.made(
                line,
                Report,
                group=group,
                on=on,
                used=teller.theme_list(row.get("used", ""), "used", line),
                works=row.get("works", ""),
                hard=row.get("hard", ""),
                wish=row.get("wish", ""),
            )
            if report is None:
                continue
            if any(r.group == report.group and r.on == report.on for r in reports):
                teller.tell("reports", "report-once", given, line)
            else:
                reports.append(report)
    return tuple(reports), tuple(names)


__all__ = ["attrs", "read_process"]
