"""The outline of step 2 and step 3: qualifications, open points, action cards and their tasks."""

from __future__ import annotations

import datetime
import re
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
    plain,
    section,
)
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import CARD_FIELDS
from ledertrivsel.prose import Prose
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
    event = when.event or say("exports.activation")
    if not when.n:
        return say.line("model.offset-event.at", event=event)
    table = "model.offset-event" if when.n > 0 else "exports.offset-before-event"
    return say.line(f"{table}.{when.unit.value}", count=abs(when.n), event=event)


def _due_alone(say: Speaker, when: Due) -> Line:
    """Return when something is due where nothing stands before it: with a capital."""
    pieces = due(say, when).pieces
    first = pieces[0]
    return Line((first[:1].upper() + first[1:], *pieces[1:]) if isinstance(first, str) else pieces)


def task_table(say: Speaker, tasks: Iterable[TaskView], caption: Line) -> Grid | None:
    """Return tasks as a table: what, who, by when, and how far it is where that can be said."""
    rows = tuple(
        (
            cell(task.what) or cell(say("model.none")),
            cell(task.who or say("model.none")),
            cell(_due_alone(say, task.due)),
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
        return cell(say.line("model.done-on", date=task.done_on), began, task.dropped)
    if task.state is TaskState.TODO and isinstance(task.due, Offset):
        return cell(say.line("exports.each-activation"))
    tone = Tone.WARNING if task.state is TaskState.OVERDUE else Tone.PLAIN
    return cell(say.say(say.name(task.state), tone=tone), began or None, task.dropped)


def check_items(
    say: Speaker, checks: Iterable[CheckView], said: Prose, dues: Iterable[Due] = ()
) -> Items | None:
    """Return times of follow-up as a list; what the text *said* already is not said again.

    Args:
        dues: the deadlines that may stand in the text besides the checks' own.
    """
    items = tuple(
        cell(
            *_check_lines(say, check, is_repeated(check.what, said, (check.due, *dues))),
            say.line("model.done-on", Tone.QUIET, date=check.done_on) if check.done_on else None,
            say.line("model.task-state.overdue", Tone.WARNING) if check.overdue else None,
        )
        for check in checks
    )
    return Items(items) if items else None


def _check_lines(
    say: Speaker, check: CheckView, is_repetition: bool
) -> tuple[Line, Prose] | tuple[Line]:
    if check.what and not is_repetition:
        return Line(_due_alone(say, check.due).pieces, Tone.STRONG), check.what
    return (Line((say("model.due"), ": ", *due(say, check.due).pieces), Tone.STRONG),)


def is_repeated(what: Prose, said: Prose, dues: Iterable[Due] = ()) -> bool:
    """Return whether *said* has the words of *what*, with or without a deadline among them."""
    whole, repeated = _words(said.plain), _words(what.plain)
    without = (whole.replace(_words(wording), " ") for wording in _in_all_languages(dues))
    return any(repeated in text for text in (whole, *without))


def _in_all_languages(dues: Iterable[Due]) -> Iterator[str]:
    """Yield deadlines as a text may have them, which can be in another language than the page."""
    for when in dues:
        for language in LANGUAGES:
            say = Speaker(load_labels(language), language)
            yield plain(due(say, when), say.labels)


def _words(text: str) -> str:
    """Return the words of a text between single spaces, without signs and capitals."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


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
            title=say.say(card.theme.title if has_theme_title(card) else card.title),
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


def has_theme_title(card: CardView) -> bool:
    """Return whether a card is named as its theme is, in any language."""
    return card.title in ("", *(title for _, title in card.theme.title.by_language))


def card_sections(say: Speaker, view: View) -> Iterator[Section]:
    """Yield each action card under the method's headings, in the order of the plan."""
    for card in view.cards:
        made = section(
            card_id(card.theme),
            say.line(
                "model.action-card-title",
                title=card.theme if has_theme_title(card) else card.title,
            ),
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
        (say("model.theme"), () if has_theme_title(card) else cell(say.say(card.theme))),
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
            blocks = [card.follow_up, check_items(say, card.checks, card.follow_up)]
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
    id = f"{card_id(card.theme)}-activation"
    made = []
    for number, activation in enumerate(card.activations, 1):
        title = _activation_title(say, activation)
        blocks = (
            task_table(say, activation.tasks, say.line("model.tasks")),
            _activation_checks(say, card, activation),
        )
        none = say.line("exports.nothing-dated", Tone.QUIET)
        made.append(
            section(f"{id}-{number}", title, *blocks)
            or Section(id=f"{id}-{number}", title=title, blocks=(none,))
        )
    return section(f"{id}s", say("model.activations"), made)


def _activation_checks(say: Speaker, card: CardView, activation: ActivationView) -> Items | None:
    """Return the days of follow-up; a single one can only mean what the card's text says."""
    said = card.follow_up if len(activation.checks) == 1 else Prose()
    return check_items(say, activation.checks, said, [check.due for check in card.checks])


def _activation_title(say: Speaker, activation: ActivationView) -> Line:
    if activation.event:
        return say.line("exports.activated-on-by", date=activation.on, event=activation.event)
    return say.line("model.activated-on", date=activation.on)


def preparations_section(say: Speaker, view: View) -> Section | None:
    """Return what is to be settled before the next meeting."""
    title = say.line("model.before-next-meeting")
    points = point_table(say, view.preparations, title, before_meeting=True)
    return section("before-next-meeting", title, points)


def next_steps_section(say: Speaker, view: View) -> Section | None:
    """Return who does what from here on."""
    title = say.line("model.next-steps")
    return section("next-steps", title, task_table(say, view.next_steps, title))


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
