"""The outline of step 2 and step 3: qualifications, open points, action cards and their tasks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ledertrivsel.cards import Due, Offset, TaskState
from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Items,
    Line,
    Section,
    Speaker,
    Tile,
    Tiles,
    Tone,
    cell,
    facts,
    section,
)
from ledertrivsel.methods import CARD_FIELDS
from ledertrivsel.themes import Theme
from ledertrivsel.view import (
    ActivationView,
    CardView,
    CheckView,
    OpenPointView,
    QualificationView,
    TaskView,
    View,
)


def due(say: Speaker, when: Due) -> Line:
    """Return when something is due, in words: a date, "5 uger efter opstart", or a dash."""
    if isinstance(when, datetime.date):
        return say.say(when)
    if not isinstance(when, Offset):
        return say.line("model.none")
    if not when.n:
        return (
            say.line("model.offset-event.at", event=when.event)
            if when.event
            else say.line("model.offset.at-activation")
        )
    table = "model.offset" if when.n > 0 else "exports.offset-before"
    kind = "-event" if when.event else ""
    key = f"{table}{kind}.{when.unit.value}"
    return say.line(key, count=abs(when.n), event=when.event)


def task_table(say: Speaker, tasks: Iterable[TaskView], caption: Line) -> Grid | None:
    """Return tasks as a table: what, who, by when, and how far it is where that can be said."""
    rows = tuple(
        (
            cell(task.what) or cell(say("model.none")),
            cell(task.who or say("model.none")),
            cell(due(say, task.due)),
            _task_state(say, task),
        )
        for task in tasks
    )
    if not rows:
        return None
    columns = ("model.task", "model.task-who", "model.due", "model.state")
    return Grid(caption=caption, columns=tuple(map(say, columns)), rows=rows)


def _task_state(say: Speaker, task: TaskView) -> Cell:
    began = task.started_on and say.line("exports.begun-on", date=task.started_on)
    if task.done_on is not None:
        return cell(say.line("model.done-on", date=task.done_on), began)
    if task.state is TaskState.TODO and isinstance(task.due, Offset):
        return cell(say.line("exports.each-activation"))
    tone = Tone.WARNING if task.state is TaskState.OVERDUE else Tone.PLAIN
    return cell(say.say(say.name(task.state), tone=tone), began or None, task.dropped)


def check_items(say: Speaker, checks: Iterable[CheckView]) -> Items | None:
    """Return times of follow-up as a list."""
    items = tuple(
        cell(
            Line(due(say, check.due).pieces, Tone.STRONG),
            check.what,
            say.line("model.done-on", Tone.QUIET, date=check.done_on) if check.done_on else None,
            say.line("model.task-state.overdue", Tone.WARNING) if check.overdue else None,
        )
        for check in checks
    )
    return Items(items) if items else None


def point_table(
    say: Speaker, points: Iterable[OpenPointView], caption: Line, *, before_meeting: bool = False
) -> Grid | None:
    """Return open points as a table: what is missing, who asks, by when, and what came of it."""
    rows = tuple(
        (
            cell(point.text, say.say(say.name(point.kind), tone=Tone.QUIET)),
            cell(point.who or say("model.none")),
            cell(point.due or say("model.none")),
            cell(
                point.outcome,
                say.line("model.settled", date=point.settled_on) if point.settled_on else None,
            )
            or cell(say("model.open")),
        )
        for point in points
    )
    if not rows:
        return None
    what = "exports.before-next-question" if before_meeting else "model.what"
    columns = (what, "model.asks", "model.latest", "model.outcome")
    return Grid(caption=caption, columns=tuple(map(say, columns)), rows=rows)


def tiles(say: Speaker, view: View) -> Tiles | None:
    """Return the front page's tiles: one for each card, and one for each chosen theme without."""
    made = [
        Tile(
            number=card.theme.number,
            title=say.say(card.title or card.theme.title),
            lines=cell(
                say.say(card.responsible.plain.replace("\n", " ")) if card.responsible else None
            ),
            state=say.name(card.state),
            target=card_id(card.theme),
        )
        for card in view.cards
    ]
    have = {card.theme.id for card in view.cards}
    chosen = view.choice.themes if view.choice is not None else ()
    made.extend(
        Tile(
            number=theme.number,
            title=say.say(theme.title),
            lines=(),
            state=say("exports.no-card-yet"),
            target="",
        )
        for theme in chosen
        if theme.id not in have
    )
    return Tiles(tuple(made)) if made else None


def card_id(theme: Theme) -> str:
    """Return the id of the section that holds the card of *theme*."""
    return f"action-card-{theme.id}"


def card_sections(say: Speaker, view: View) -> Iterator[Section]:
    """Yield each action card under the method's headings, in the order of the plan."""
    for card in view.cards:
        made = section(
            card_id(card.theme),
            say.line("model.action-card-title", title=card.title or card.theme.title),
            _card_facts(say, card),
            *_headed(say, view, card),
            _materials(say, card),
            _activations(say, card),
            kind="action-card",
        )
        if made is not None:
            yield made


def _card_facts(say: Speaker, card: CardView) -> Facts | None:
    unfinished = card.unfinished
    missing: Cell = ()
    if unfinished is not None:
        missing = cell(
            unfinished.text,
            say.line("exports.finishes", who=unfinished.who) if unfinished.who else None,
            say.line("exports.by", date=unfinished.due) if unfinished.due else None,
        )
    return facts(
        (
            say("model.theme"),
            cell(
                say.say(card.theme)
                if card.title not in ("", card.theme.title.to(say.language))
                else say.line("exports.numbered", number=card.theme.number)
            ),
        ),
        (say("model.state"), cell(say.name(card.state), card.state_reason)),
        (say("model.unfinished"), missing),
        (say("model.attribution"), cell(card.attribution)),
    )


def _headed(say: Speaker, view: View, card: CardView) -> Iterator[Section]:
    """Yield what stands under each of the seven headings; an empty one says so."""
    for field in CARD_FIELDS:
        heading = _heading(say, view, field)
        blocks: list[Block | None]
        if field == "tasks":
            blocks = [task_table(say, card.tasks, heading), card.tasks_note]
        elif field == "follow_up":
            blocks = [card.follow_up, check_items(say, card.checks)]
        else:
            blocks = [getattr(card, field)]
        id = f"{card_id(card.theme)}-{field.replace('_', '-')}"
        empty = say.line("exports.not-filled-in", Tone.QUIET)
        yield section(id, heading, *blocks) or Section(id=id, title=heading, blocks=(empty,))


def _heading(say: Speaker, view: View, field: str) -> Line:
    for heading in view.instrument.headings:
        if heading.field == field:
            return say.say(heading.title)
    return say.line(f"exports.card-field.{field.replace('_', '-')}")


def _materials(say: Speaker, card: CardView) -> Section | None:
    items = tuple(cell(material) or cell(say("model.none")) for material in card.materials)
    id = f"{card_id(card.theme)}-materials"
    return section(id, say("model.materials"), Items(items) if items else None)


def _activations(say: Speaker, card: CardView) -> Section | None:
    made = [
        section(
            f"{card_id(card.theme)}-activation-{number}",
            _activation_title(say, activation),
            task_table(say, activation.tasks, say.line("model.tasks")),
            check_items(say, activation.checks),
        )
        or Section(
            id=f"{card_id(card.theme)}-activation-{number}",
            title=_activation_title(say, activation),
            blocks=(say.line("exports.nothing-dated", Tone.QUIET),),
        )
        for number, activation in enumerate(card.activations, 1)
    ]
    return section(f"{card_id(card.theme)}-activations", say("model.activations"), made)


def _activation_title(say: Speaker, activation: ActivationView) -> Line:
    if activation.event:
        return say.line("exports.activated-on-by", date=activation.on, event=activation.event)
    return say.line("model.activated-on", date=activation.on)


def qualification_section(say: Speaker, view: View) -> Section | None:
    """Return what step 2 found for each chosen theme."""
    made = [_qualification(say, view, found) for found in view.qualifications]
    return section("qualification", say("model.qualification"), [s for s in made if s])


def _qualification(say: Speaker, view: View, found: QualificationView) -> Section | None:
    titles = {question.id: question.title for question in view.instrument.support_questions}
    id = f"qualification-{found.theme.id}"
    answers = [
        section(f"{id}-{question}", say.say(titles.get(question, question)), answer)
        for question, answer in found.answers
    ]
    open_points = say.line("model.open-points")
    return section(
        id,
        say.say(found.theme),
        [answer for answer in answers if answer],
        section(f"{id}-offers", say("model.existing-offers"), found.existing_offers),
        section(
            f"{id}-open-points", open_points, point_table(say, found.open_points, open_points)
        ),
    ) or section(id, say.say(found.theme), say.line("exports.not-filled-in", Tone.QUIET))
