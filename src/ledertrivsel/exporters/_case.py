"""The case presentation for MED or SU ("sagsfremstilling"): why, what is asked, what comes next.

It is laid out as municipalities lay out a case: background, recommendation, presentation, what
happens next, annexes. What is recommended follows from how far the plan is. There is nothing on
economy, since a plan has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledertrivsel.exporters._agreed import (
    choice_section,
    follow_up_section,
    involvement_section,
    mandate_section,
    parking_section,
    publication_section,
)
from ledertrivsel.exporters._frame import how_many
from ledertrivsel.exporters._meetings import meetings, when
from ledertrivsel.exporters._outline import (
    Grid,
    Items,
    Line,
    Section,
    Speaker,
    cell,
    facts,
    numbers,
    section,
)
from ledertrivsel.exporters._people import evidence_section
from ledertrivsel.methods import Method
from ledertrivsel.plan import PlanState
from ledertrivsel.themes import Theme
from ledertrivsel.view import View

_SETTLED = (PlanState.DECIDED, PlanState.PUBLISHED, PlanState.REPLACED)


def case_sections(say: Speaker, view: View, method: Method | None) -> Iterator[Section | None]:
    """Yield the case, section by section."""
    stage = _stage(view)
    yield section(
        "case",
        say("documents.case.case"),
        facts(
            (say("model.forum"), cell(_capital(_forum(say, view)))),
            (say("documents.case.kind"), cell(say(f"documents.case.kind-of.{_kind(stage)}"))),
            (say("model.date"), cell(view.today)),
        ),
    )
    yield section(
        "background",
        say("documents.case.background"),
        say.line("documents.case.why"),
        section("purpose", say("model.purpose"), view.purpose),
        section("strategy", say("model.strategy"), view.strategy),
        _one(evidence_section(say, view)),
        _one(mandate_section(say, view)),
    )
    yield section(
        "recommendation",
        say("documents.case.recommendation"),
        say.line("documents.case.recommended", forum=_forum(say, view)),
        Items(tuple(cell(line) for line in _recommended(say, view, stage))),
    )
    yield section(
        "presentation",
        say("documents.case.presentation"),
        say.line("documents.case.steps", range=how_many(view)),
        _one(choice_section(say, view)),
        _one(parking_section(say, view)),
        _cards(say, view),
        _one(involvement_section(say, view)),
    )
    yield section(
        "next",
        say("documents.case.next"),
        _ahead(say, view, method),
        _one(follow_up_section(say, view)),
        _one(publication_section(say, view)),
        say.line("documents.case.nothing-dated") if not _is_dated(view) else None,
    )
    yield section(
        "annexes",
        say("documents.case.annexes"),
        Items(
            tuple(
                cell(say("documents.case.annex.number", number=number, title=say(key)))
                for number, key in enumerate(_annexes(view), 1)
            )
        ),
    )


def _one(made: Section | None) -> tuple[Section, ...]:
    return () if made is None else (made,)


def _stage(view: View) -> str:
    """Return how far the plan is, as far as what is asked of the forum goes."""
    if view.state is PlanState.REPLACED:
        return "replaced"
    if view.state in _SETTLED:
        return "settled"
    if view.choice is None:
        return "begun"
    if view.cards:
        return "drafted"
    is_confirmed = view.choice.confirmed_on is not None or view.choice.confirmed_by
    return "confirmed" if is_confirmed else "recommended"


def _kind(stage: str) -> str:
    return {"replaced": "told", "settled": "both"}.get(stage, "discussed")


def _forum(say: Speaker, view: View) -> str:
    """Return what the forum is called: the top one, or the local one of a part."""
    kind = view.representation.value
    if view.unit or view.part_of:
        return say(f"documents.case.local-forum.{kind}")
    return say(f"workshop.cooperation.{kind}.top-forum")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _recommended(say: Speaker, view: View, stage: str) -> Iterator[Line]:
    themes: tuple[Theme, ...] = view.choice.themes if view.choice is not None else ()
    params: dict[str, Any] = {
        "themes": numbers(themes),
        "count": len(view.cards) if stage in ("drafted", "settled") else len(themes),
    }
    for number in (1, 2):
        key = f"documents.case.ask.{stage}-{number}"
        if key in say.labels:
            yield say.line(key, **params)


def _cards(say: Speaker, view: View) -> Section | None:
    """Return which action cards there are, by their themes; the cards are an annex."""
    rows = tuple((cell(say.say(card.theme)), cell(say.name(card.state))) for card in view.cards)
    if not rows:
        return None
    caption = say.line("exports.cards")
    columns = (say("model.theme"), say("model.state"))
    return section(
        "cards",
        caption,
        say.line("documents.case.cards"),
        Grid(caption=caption, columns=columns, rows=rows),
    )


def _ahead(say: Speaker, view: View, method: Method | None) -> Grid | None:
    """Return the workshops that are still to be held, by step and day."""
    rows = tuple(
        (cell(say.name(m.session.step)), cell(when(say, m, alone=True)))
        for m in meetings(view, method)
        if m.session.on > view.today
    )
    if not rows:
        return None
    columns = (say("workshop.session"), say("documents.when"))
    return Grid(caption=say.line("workshop.sessions"), columns=columns, rows=rows)


def _is_dated(view: View) -> bool:
    ahead = any(session.on > view.today for session in view.sessions)
    return ahead or view.follow_up is not None or view.publication is not None


def _annexes(view: View) -> Iterator[str]:
    return (f"documents.case.annex.{name}" for name in _annexed(view))


def _annexed(view: View) -> Iterator[str]:
    yield "plan"
    if view.priority_card is not None:
        yield "card"
    if view.choice is not None:
        yield "decisions-1"
    if view.qualifications:
        yield "decisions-2"
    if view.cards:
        yield "decisions-3"
