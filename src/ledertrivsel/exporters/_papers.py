"""What is read before the workshops: the checklist, and the themes to prepare.

The themes' titles, questions and prompts stand word for word, as do the two questions of the
priority card. An own theme is among them where some part that the reader may see speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledertrivsel.exporters._agenda import Guide
from ledertrivsel.exporters._frame import how_many
from ledertrivsel.exporters._meetings import meetings, when
from ledertrivsel.exporters._outline import (
    Cell,
    Grid,
    Items,
    Line,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    section,
)
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Method
from ledertrivsel.themes import Theme
from ledertrivsel.view import View

BOX = "☐ "
"""An empty box to tick; readers say it as "ballot box"."""


def checklist_sections(say: Speaker, view: View, method: Method) -> Iterator[Section | None]:
    """Yield the sections of the checklist, each line with a box to tick."""
    guide = Guide(say, view)
    yield section("about", say("documents.how-to"), say.line("documents.checklist-note"))
    for part in method.checklist:
        yield section(
            f"checklist-{part.id}",
            Line((guide.words(part.title),)),
            *(guide.line(text, before=BOX) for text in part.items),
            *(guide.line(text, Tone.QUIET) for text in part.notes),
        )


def pre_read_sections(say: Speaker, view: View, method: Method) -> Iterator[Section | None]:
    """Yield what who takes part in workshop 1 reads before: why, how, and the themes."""
    guide = Guide(say, view)
    yield section(
        "purpose",
        say("model.purpose"),
        view.purpose or guide.line(method.purpose),
        section("strategy", say("model.strategy"), view.strategy),
    )
    held = meetings(view, method, (Step.PREPARE,))
    days = (when(say, meeting, alone=True) for meeting in held)
    yield section("workshop", say("documents.workshop-1"), days)
    many = how_many(view)
    steps = (
        (
            say(f"model.step-noun.{step.value}"),
            cell(say.line(f"documents.step.{step.value}", range=many)),
        )
        for step in Step
    )
    yield section("steps", say("workshop.steps"), facts(*steps))
    yield section(
        "expected",
        say("documents.expected"),
        say.line("documents.expected-lead"),
        Items(tuple(_expected(say, view))),
        say.line("documents.expected-note", Tone.QUIET),
    )
    yield section("themes", say("documents.themes-title"), _themes(guide, view, method))
    yield section("own-themes", say("model.own-themes"), say.line("documents.own-themes-note"))


def _expected(say: Speaker, view: View) -> Iterator[Cell]:
    instrument = view.instrument
    yield cell(say.line("documents.expect.read"))
    yield cell(
        say.line("documents.expect.rate"),
        *(
            Line(("– ", *say.pieces(question)))
            for question in (instrument.importance_question, instrument.success_question)
        ),
    )
    yield cell(say.line("documents.expect.pick", range=how_many(view)))
    yield cell(say.line("documents.expect.example"))


def _themes(guide: Guide, view: View, method: Method) -> Grid | None:
    say = guide.say
    known = {theme.id for theme in view.instrument.themes}
    own = tuple(theme for theme in view.themes if theme.id not in known)
    rows = tuple(
        (cell(say.say(theme)), _asked(guide, theme, method))
        for theme in (*view.instrument.themes, *own)
    )
    if not rows:
        return None
    title = say.line("documents.themes-title")
    columns = ("model.theme", "model.theme-question")
    return Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)


def _asked(guide: Guide, theme: Theme, method: Method) -> Cell:
    say = guide.say
    pointers = {tool.id: tool.pointer for tool in method.tools}
    return cell(
        say.say(theme.question) if theme.question else None,
        *(say.say(prompt) for prompt in theme.prompts),
        *(
            say.say(pointer, tone=Tone.QUIET)
            for pointer in map(pointers.get, theme.see_also)
            if pointer is not None
        ),
    ) or cell(say("model.none"))
