"""What notes say beside a theme: the answers of step 2 and the action card of step 3."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    FollowUp,
    Unfinished,
)
from ledertrivsel.qualification import Qualification
from ledertrivsel.readers._dates import dates, offsets, without_lead
from ledertrivsel.readers._entries import Entry, Rows, Walk, merged
from ledertrivsel.readers._found import NotedActivation, NotedCard
from ledertrivsel.readers._qualification import OPEN, STEP_2, read_qualification
from ledertrivsel.readers._teller import Teller, one_line, same, whole
from ledertrivsel.readers._wording import items, name, phrases, plain
from ledertrivsel.readers._words import fold, words


@attrs.frozen
class Beside:
    """What was found beside themes."""

    qualifications: tuple[Qualification, ...]
    cards: tuple[NotedCard, ...]
    activations: tuple[NotedActivation, ...]


def read_themes(teller: Teller, walk: Walk) -> Beside:
    """Return the qualifications, cards and activations of *walk*, in the order of the file."""
    entries = [entry for entry in walk.entries if entry.theme]
    repeatable = (*OPEN, "activations", "materials", "card.tasks")
    by_place = merged(entries, repeatable, teller.problems)
    order = dict.fromkeys(
        [*(e.theme for e in entries), *(t.theme for t in walk.tables if t.theme)]
    )
    qualifications: list[Qualification] = []
    cards: list[tuple[int, NotedCard]] = []
    activations: list[NotedActivation] = []
    for theme in order:
        found = {key: entry for (owner, key), entry in by_place.items() if owner == theme}
        opened = [e for e in entries if e.theme == theme and e.key in OPEN and e.text]
        tables = [t for t in walk.tables if t.theme == theme]
        qualification = read_qualification(teller, theme, found, opened)
        if qualification is not None:
            qualifications.append(qualification)
        card = _card(teller, theme, found, tables, walk.card_titles.get(theme, ""))
        if card is not None:
            first = min(
                [e.line for key, e in found.items() if not key.startswith(("answer.", *STEP_2))]
                + [t.line for t in tables]
            )
            cards.append((first, card))
        for entry in entries:
            if entry.theme == theme and entry.key == "activations" and entry.text:
                known = card.card if card else teller.plan.card(theme)
                activations += _activations(teller, theme, entry, known)
    noted = [card for _, card in sorted(cards, key=lambda pair: pair[0])]
    statuses = _statuses(teller, walk.tables, {each.card.theme_id for each in noted})
    return Beside(tuple(qualifications), (*noted, *statuses), tuple(activations))


def _card(
    teller: Teller,
    theme: str,
    found: Mapping[str, Entry],
    tables: Iterable[Rows],
    title: str,
) -> NotedCard | None:
    fields = {k.removeprefix("card."): e for k, e in found.items() if k.startswith("card.")}
    tables = list(tables)
    marks = [t for t in tables if t.rows and not any({"who", "due"} & set(r) for _, r in t.rows)]
    marks = [t for t in marks if any(row.get("done") for _, row in t.rows)]
    tasks = tuple(t for table in tables if table not in marks for t in teller.tasks(table.rows))
    done = tuple(mark for table in marks for mark in _done(teller, theme, table))
    status = found.get("status")
    materials = found.get("materials")
    keys = {"attribution", "unfinished-what", "unfinished-who", "unfinished-due"} & set(found)
    if not fields and not tasks and not done and not status and not materials and not keys:
        return None
    lines = [e.line for e in (*fields.values(), *found.values())] + [t.line for t in tables]
    unfinished = _unfinished(teller, found)
    state, reason = _state(teller, status) if status else (None, "")
    text = fields["follow_up"].text if "follow_up" in fields else ""
    card = teller.made(
        min(lines),
        ActionCard,
        theme_id=theme,
        title=title,
        **{
            name: fields[name].text if name in fields else ""
            for name in ("applies_when", "goal", "responsible", "support", "representatives_role")
        },
        tasks=tasks,
        tasks_note=fields["tasks"].text if "tasks" in fields else "",
        follow_up=FollowUp(text, _checks(text)),
        materials=_materials(materials),
        state=state or CardState.DRAFT,
        state_reason=reason,
        unfinished=unfinished,
        attribution=one_line(found.get("attribution")),
    )
    return None if card is None else NotedCard(card=card, has_state=state is not None, done=done)


def _done(teller: Teller, theme: str, table: Rows) -> Iterator[tuple[str, datetime.date]]:
    """Yield the tasks of a table of what and when done; the plan's card must have them."""
    card = teller.plan.card(theme)
    known = tuple(task.what for task in card.tasks) if card else ()
    for line, row in table.rows:
        what = next((task for task in known if same(task, row.get("what", ""))), "")
        day = teller.day(row.get("done", ""), "done_on", line)
        if not what:
            teller.tell("tasks", "read-task", whole(row), line)
        elif day is not None:
            yield what, day


def _state(teller: Teller, status: Entry) -> tuple[CardState | None, str]:
    """Return the state that the text begins with, and the rest as its reason."""
    text = plain(one_line(status))
    key = fold(text)
    wordings = [(w, k) for k, ws in words("notes")["states"].items() for w in ws]
    for wording, state in sorted(wordings, key=lambda pair: -len(pair[0])):
        begins = key.startswith(fold(wording))
        if begins and not key[len(fold(wording)) : len(fold(wording)) + 1].isalnum():
            return CardState(state), text[len(wording) :].strip(" .,:;–-")
    allowed = ", ".join(ws[0] for ws in words("notes")["states"].values())
    teller.tell("status", "one-of", text, status.line, allowed=allowed)
    return None, ""


def _unfinished(teller: Teller, found: Mapping[str, Entry]) -> Unfinished | None:
    what, who, due = (found.get(f"unfinished-{part}") for part in ("what", "who", "due"))
    if what is None:
        for entry in (who, due):
            if entry is not None:
                teller.tell(entry.wording, "read-unplaced", entry.text, entry.line)
        return None
    rest = plain(one_line(due)) if due else ""
    day = None
    if due is not None:
        days = dates(rest)
        day = days[0][1] if days else teller.day(rest, "unfinished", due.line)
        after = rest[days[0][0][1] :].strip(" .") if days else ""
        if after and "status" in found:
            found["status"].add("line", after)  # "Derefter klar" goes on with the status.
        elif after:
            teller.tell(due.wording, "read-rest", after, due.line)
    return teller.made(
        what.line,
        Unfinished,
        what=one_line(what).rstrip("."),
        who=plain(one_line(who)).rstrip(".") if who else "",
        due=day,
    )


def _materials(entry: Entry | None) -> tuple[str, ...]:
    return tuple(item.rstrip(".") for item in items(entry.text)) if entry else ()


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of *text*; the full stop of a date or an abbreviation ends none."""
    flat = " ".join(text.split())
    start = 0
    inside = [span for span, _ in dates(flat)]
    for match in re.finditer(r"[.!?](?: +|$)", flat):
        if not any(first <= match.start() < last for first, last in inside):
            yield flat[start : match.start() + 1].strip()
            start = match.end()
    if flat[start:].strip():
        yield flat[start:].strip()


def _checks(text: str) -> tuple[Check, ...]:
    """Return a check for each day and each "5 uger efter opstart" in the prose."""
    found = []
    for sentence in _sentences(re.sub(r"(?m)^\s*[-*+] +", "", plain(text))):
        for (start, end), offset in offsets(sentence):
            what = re.sub(r" +(?=[,.])", "", f"{sentence[:start]}{sentence[end:]}".strip())
            found.append(Check(due=offset, what=" ".join(what.split()).strip(" .,:")))
        for (start, end), day in dates(sentence):
            before = without_lead(sentence[:start])
            what = f"{before}{sentence[end:]}".strip(" .:,–-")
            found.append(Check(due=day, what=" ".join(what.split())))
    return tuple(found)


def _activations(
    teller: Teller, theme: str, entry: Entry, card: ActionCard | None
) -> Iterator[NotedActivation]:
    """Yield the activations of "leder … begynder 1. februar 2027 → samtale 8. marts 2027 · …"."""
    for part in items(entry.text):
        flat = plain(" ".join(part.split())).strip(" .")
        arrow = next((sign for sign in phrases("arrow") if sign in flat), "")
        event, _, after = flat.partition(arrow) if arrow else (flat, "", "")
        found = dates(event)
        if len(found) != 1:
            teller.tell(entry.wording, "read-date", flat, entry.line, "read-date")
            continue
        (start, end), on = found[0]
        what = f"{event[:start].strip(' ,:')} {event[end:].strip(' ,.:')}".strip()
        checks: list[tuple[datetime.date, str, bool]] = []
        for piece in re.split(r",| og | and ", after) if after else ():
            held = [w for w in phrases("held") if name(piece) == w]
            if held and checks:
                checks[-1] = (checks[-1][0], checks[-1][1], True)
                continue
            days = dates(piece)
            if len(days) != 1:
                teller.tell(entry.wording, "read-date", piece.strip(), entry.line, "read-date")
                continue
            (first, last), day = days[0]
            label = f"{piece[:first].strip(' ,:')} {piece[last:].strip(' ,.:')}".strip()
            is_held = any(name(label).endswith(f" {w}") for w in phrases("held"))
            if is_held:
                label = label.rpartition(" ")[0]
            checks.append((day, label, is_held))
        if card is None:
            teller.tell(entry.wording, "card-missing", flat, entry.line, "add-card-first")
            continue
        activation = teller.made(entry.line, card.activate, flat, on=on, event=what)
        if activation is None:
            continue
        given = {check.due for check in activation.checks}
        for day, label, _ in checks:
            if given and day not in given:
                days_given = ", ".join(str(day) for day in sorted(map(str, given)))
                wrong = f"{label} {day.isoformat()}".strip()
                teller.tell(entry.wording, "read-check-day", wrong, entry.line, days=days_given)
        yield NotedActivation(theme_id=theme, on=on, event=what, checks=tuple(checks))


def _statuses(teller: Teller, tables: Iterable[Rows], known: set[str]) -> Iterator[NotedCard]:
    """Yield the cards of a table of statuses; each must have a card in the plan."""
    for table in tables:
        if table.kind != "status":
            continue
        for line, row in table.rows:
            theme = teller.theme(row.get("theme", ""), "theme", line, whole(row))
            entry = Entry(
                "status", "status", line, theme, False, [("line", row.get("status", ""))]
            )
            state, reason = _state(teller, entry)
            card = teller.plan.card(theme)
            if not theme or state is None:
                continue
            if theme in known:
                teller.tell("status", "read-once", whole(row), line, first=table.line)
            elif card is None:
                teller.tell("status", "card-missing", whole(row), line, "add-card-first")
            else:
                revised = teller.made(
                    line, ActionCard, theme_id=theme, state=state, state_reason=reason
                )
                if revised is not None:
                    yield NotedCard(card=revised, has_state=True)
