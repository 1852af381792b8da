"""What of a plan has a day: the entries of a calendar, without a format.

An entry is known again by what does not change when it is moved or done: a task by its card and
its words, a session by its step and its place among that step's sessions, a parked theme by its
theme. So a deadline that is put off moves the entry that people have, and does not make a second.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.cards import TaskState
from ledertrivsel.codes import Label
from ledertrivsel.exporters._meetings import (
    Meeting,
    group_line,
    meetings,
    participant_line,
    when,
)
from ledertrivsel.exporters._outline import Line, Speaker, plain
from ledertrivsel.labels import Param
from ledertrivsel.methods import Method
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Theme
from ledertrivsel.view import (
    ActivationView,
    CardView,
    CheckView,
    FollowUpView,
    OpenPointView,
    TaskView,
    View,
)

SHORT = 120
"""How long a title may be; the whole text stands in the description."""


@attrs.frozen(kw_only=True)
class Event:
    """One entry.

    Args:
        item: what it is, by which it is known again.
        category: its kind, in words.
        description: lines; the first says what it is about.
        day: of an entry that lasts all day.
        start, end: of one with a time, in UTC; *end* is None where it is not known.
        is_off: whether it is no longer to be done.
    """

    item: tuple[str, ...]
    category: str
    title: str
    description: tuple[str, ...]
    day: datetime.date
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    place: str = ""
    is_off: bool = False


def events(say: Speaker, view: View, method: Method | None) -> tuple[Event, ...]:
    """Return all entries, each item told apart from others that read the same."""
    maker = _Maker(say, view, method)
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for event in maker.events():
        seen[event.item] += 1
        made.append(attrs.evolve(event, item=(*event.item, str(seen[event.item]))))
    return tuple(sorted(made, key=lambda event: (event.day, event.start or _EARLY, event.item)))


_EARLY = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class _Maker:
    """Makes the entries of one view, in one language."""

    def __init__(self, say: Speaker, view: View, method: Method | None) -> None:
        self.say, self.view, self.method = say, view, method

    def events(self) -> Iterator[Event]:
        yield self.begins()
        yield from map(self.session, meetings(self.view, self.method))
        for card in self.view.cards:
            yield from self.card(card)
        for found in self.view.qualifications:
            about = self.about(found.theme)
            for point in found.open_points:
                yield from self.point(point, ("open-point", found.theme.id), about)
        for point in self.view.preparations:
            yield from self.point(point, ("preparation",))
        yield from self.tasks(self.view.next_steps, ("next-step",))
        for parked in self.view.parking:
            if parked.revisit_on is not None:
                yield self.event(
                    ("parked", parked.theme.id),
                    "model.parking-lot",
                    self.fill("revisit", theme=parked.theme),
                    (
                        self.say.name(parked.reason) if parked.reason is not None else "",
                        parked.note.plain,
                        self.labelled("model.parked-who", parked.who),
                    ),
                    day=parked.revisit_on,
                )
        if self.view.follow_up is not None:
            yield from self.follow_up(self.view.follow_up)
        yield from self.publication()

    # What an entry is made of.

    def fill(self, key: str, **params: Param) -> str:
        return self.say.labels.fill(f"calendar.{key}", params)

    def labelled(self, key: str, said: Param) -> str:
        """Return something with its label, or nothing where nothing is said."""
        return f"{self.say(key)}: {self.say.labels.say(said)}" if said else ""

    def plain(self, line: Line) -> str:
        return plain(line, self.say.labels)

    def about(self, theme: Theme) -> str:
        return self.labelled("model.theme", theme)

    def event(
        self,
        item: tuple[str, ...],
        category: str,
        title: str,
        description: Iterable[str],
        *,
        day: datetime.date,
        is_off: bool = False,
    ) -> Event:
        foot = self.fill("plan", plan=self.view.title)
        audience = self.say(f"exports.audience.{self.view.audience.value}")
        return Event(
            item=item,
            category=self.say(category),
            title=shortened(title),
            description=(*filter(None, description), "", foot, audience),
            day=day,
            is_off=is_off,
        )

    # The entries.

    def begins(self) -> Event:
        """Return the first day: no plan is without, so no calendar is empty."""
        view = self.view
        title = self.fill("begins", plan=view.title)
        said = (view.organisation, view.unit)
        return self.event(("begins",), "model.plan", title, said, day=view.started_on)

    def session(self, meeting: Meeting) -> Event:
        session, view, say = meeting.session, self.view, self.say
        people = (
            *(self.plain(participant_line(say, p)) for p in session.participants),
            *(self.plain(participant_line(say, p)) for p in view.participants),
        )
        groups = (
            *(self.plain(group_line(say, view, g)) for g in session.groups),
            *(self.plain(group_line(say, view, g)) for g in view.groups),
        )
        made = self.event(
            ("session", session.step.value),
            "workshop.session",
            self.fill("session", step=session.step, plan=view.title),
            (
                self.plain(when(say, meeting, alone=True)),
                self.labelled("workshop.place", session.place),
                self.labelled("model.facilitator", session.facilitator),
                say("workshop.joined") if session.joined_with_next else "",
                *(f"– {line}" for line in people),
                *(self.fill("group", group=line) for line in groups),
                self.labelled("model.note", Prose(session.note).plain),
            ),
            day=session.on,
        )
        return attrs.evolve(made, start=meeting.start, end=meeting.end, place=session.place)

    def card(self, card: CardView) -> Iterator[Event]:
        about = self.about(card.theme)
        if card.title and card.title not in dict(card.theme.title.by_language).values():
            about = f"{about} ({card.title})"
        yield from self.tasks(card.tasks, ("task", card.theme.id), about)
        yield from self.checks(card, card.checks, ("check", card.theme.id), about)
        if card.unfinished is not None:
            item = ("unfinished", card.theme.id)
            yield from self.point(card.unfinished, item, about, "model.unfinished")
        for activation in card.activations:
            yield from self.activation(card, activation, about)

    def activation(
        self, card: CardView, activation: ActivationView, about: str
    ) -> Iterator[Event]:
        which = (card.theme.id, activation.on.isoformat(), activation.event)
        key = "exports.activated-on-by" if activation.event else "model.activated-on"
        since = self.say(key, date=activation.on, event=activation.event)
        yield self.event(
            ("activation", *which),
            "exports.card",
            self.fill("activated", theme=card.theme),
            (activation.event, about),
            day=activation.on,
        )
        yield from self.tasks(activation.tasks, ("activation-task", *which), about, since)
        yield from self.checks(card, activation.checks, ("activation-check", *which), about, since)

    def tasks(
        self, tasks: Iterable[TaskView], item: tuple[str, ...], *about: str
    ) -> Iterator[Event]:
        for task in tasks:
            if not isinstance(task.due, datetime.date):
                continue
            yield self.event(
                (*item, task.what.source),
                "model.task",
                self.fill("due", what=first_line(task.what)),
                (
                    task.what.plain,
                    self.labelled("model.task-who", task.who),
                    *about,
                    self.dated("exports.begun-on", task.started_on),
                    self.dated("model.done-on", task.done_on),
                    self.labelled("model.task-state.dropped", task.dropped.plain),
                ),
                day=task.due,
                is_off=task.state is TaskState.DROPPED,
            )

    def checks(
        self, card: CardView, checks: Iterable[CheckView], item: tuple[str, ...], *about: str
    ) -> Iterator[Event]:
        for check in checks:
            if not isinstance(check.due, datetime.date):
                continue
            title = first_line(check.what) or self.say.labels.say(card.theme)
            yield self.event(
                (*item, check.what.source),
                "model.follow-up",
                self.fill("check", what=title),
                (check.what.plain, *about, self.dated("model.done-on", check.done_on)),
                day=check.due,
            )

    def point(
        self, point: OpenPointView, item: tuple[str, ...], about: str = "", kind: str = ""
    ) -> Iterator[Event]:
        if point.due is None:
            return
        called = self.say(kind) if kind else self.say.name(point.kind)
        yield self.event(
            (*item, point.text.source),
            "calendar.open-point",
            self.fill("point", kind=called, what=first_line(point.text)),
            (
                point.text.plain,
                self.labelled("model.asks", point.who),
                about,
                point.outcome.plain,
                self.dated("model.settled", point.settled_on),
            ),
            day=point.due,
        )

    def dated(self, key: str, day: datetime.date | None) -> str:
        return self.say(key, date=day) if day is not None else ""

    def follow_up(self, agreed: FollowUpView) -> Iterator[Event]:
        note = agreed.note.plain
        if agreed.report_by is not None:
            yield self.event(
                ("report-by",),
                "model.follow-up",
                self.fill("report-by"),
                (*(f"– {group}" for group in agreed.groups), note),
                day=agreed.report_by,
            )
        if agreed.rerate_on is not None:
            groups = () if agreed.report_by is not None else agreed.groups
            yield self.event(
                ("rerate",),
                "model.follow-up",
                self.fill("rerate"),
                (
                    *(f"– {self.say.labels.say(theme)}" for theme in agreed.rerate),
                    *(self.fill("group", group=group) for group in groups),
                    note,
                ),
                day=agreed.rerate_on,
            )
        for discussion in agreed.discussions:
            if discussion.on is not None:
                yield self.event(
                    ("discussion", discussion.forum, discussion.what),
                    "model.follow-up",
                    self.fill("discussion", forum=discussion.forum),
                    (discussion.forum, discussion.what),
                    day=discussion.on,
                )

    def publication(self) -> Iterator[Event]:
        published = self.view.publication
        if published is None:
            return
        version = str(published.version)
        yield self.event(
            ("published", version),
            "model.publication",
            self.fill("published", plan=self.view.title),
            (
                self.labelled("model.version", version),
                self.labelled("model.channel", published.channel.plain),
                *(self.fill("told", who=told.plain) for told in published.told),
                self.labelled("model.briefing", published.briefing.plain),
                self.labelled("model.contact", published.contact.plain),
                self.labelled("exports.replaced-on", published.replaced_on),
            ),
            day=published.on,
        )


def first_line(text: Prose) -> str:
    """Return the first line of a text."""
    return text.plain.partition("\n")[0]


def shortened(text: str) -> str:
    """Return a title that is cut between words where it is too long."""
    text = " ".join(text.split())
    if len(text) <= SHORT:
        return text
    cut = text[: SHORT - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space and len(head) > SHORT // 2 else cut}…"


# What has no day.


@attrs.frozen
class Left:
    """What the calendar leaves out: a phrase, and the fields of the view it is about."""

    said: Label
    fields: tuple[str, ...]


_CARD_FIELDS = (
    "theme",
    "title",
    "state",
    "state_reason",
    "attribution",
    "applies_when",
    "goal",
    "responsible",
    "support",
    "representatives_role",
    "tasks_note",
    "follow_up",
    "materials",
)
_TASK_FIELDS = ("what", "who", "n", "event", "started_on", "done_on", "dropped")
_POINT_FIELDS = ("text", "who", "outcome", "settled_on")
_PEOPLE_FIELDS = ("role", "name", "forum", "count", "size", "leader", "theme_ids")


def left_out(view: View) -> tuple[Left, ...]:
    """Return what the calendar has no day for, of the parts that it carries."""
    tasks = [task for card in view.cards for task in card.tasks]
    tasks += [t for card in view.cards for a in card.activations for t in a.tasks]
    checks = [check for card in view.cards for check in card.checks]
    checks += [c for card in view.cards for a in card.activations for c in a.checks]
    points = [point for found in view.qualifications for point in found.open_points]
    points += [*view.preparations, *(c.unfinished for c in view.cards if c.unfinished)]
    agreed = view.follow_up
    undated = agreed is not None and agreed.report_by is None and agreed.rerate_on is None
    counted = (
        ("cards", len(view.cards), _CARD_FIELDS),
        ("tasks", _undated([t.due for t in (*tasks, *view.next_steps)]), _TASK_FIELDS),
        ("checks", _undated([check.due for check in checks]), _TASK_FIELDS),
        ("points", _undated([point.due for point in points]), _POINT_FIELDS),
        (
            "parked",
            _undated([parked.revisit_on for parked in view.parking]),
            ("theme", "reason", "note", "who"),
        ),
        (
            "discussions",
            _undated([d.on for d in agreed.discussions]) if agreed is not None else 0,
            ("forum", "what"),
        ),
        (
            "people",
            int(bool(view.participants or view.groups) and not view.sessions),
            _PEOPLE_FIELDS,
        ),
        ("follow-up", int(undated), ("groups", "rerate", "note")),
    )
    return tuple(
        Left(Label(f"calendar.left.{name}", (("count", count),)), fields)
        for name, count, fields in counted
        if count
    )


def _undated(days: list[object]) -> int:
    return sum(not isinstance(day, datetime.date) for day in days)
