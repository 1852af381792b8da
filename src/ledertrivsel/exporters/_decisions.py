"""The minutes of decisions after each step: who met, what was decided, what comes next.

Minutes tell what is decided, not what was said: after step 1 which themes are chosen and parked,
and where the ratings placed them; after step 2 how the themes are understood and what is open;
after step 3 the action cards, who does what, and how the plan is published and followed up.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ledertrivsel.exporters._agenda import between_meetings
from ledertrivsel.exporters._agreed import (
    choice_section,
    follow_up_section,
    parking_section,
    publication_section,
)
from ledertrivsel.exporters._cards import (
    card_sections,
    next_steps_section,
    preparations_section,
    qualification_section,
    tiles,
)
from ledertrivsel.exporters._meetings import (
    meeting_section,
    meetings,
    other_meetings,
    people_sections,
)
from ledertrivsel.exporters._outline import Items, Section, Speaker, Tone, cell, section
from ledertrivsel.exporters._priority_card import card_section
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Method
from ledertrivsel.view import Part, View


def decision_sections(
    say: Speaker, view: View, method: Method | None, step: Step
) -> Iterator[Section | None]:
    """Yield the minutes of one step."""
    yield _held(say, view, method, step)
    yield from {
        Step.PREPARE: _after_preparing,
        Step.QUALIFY: _after_qualifying,
        Step.CONCRETIZE: _after_concretizing,
    }[step](say, view)
    yield from people_sections(say, view)
    yield other_meetings(say, view, method, step, say("documents.other-workshops"))


def _held(say: Speaker, view: View, method: Method | None, step: Step) -> Section | None:
    held = meetings(view, method, (step,))
    none = say.line("documents.no-session", Tone.QUIET) if view.shows(Part.PARTICIPANTS) else None
    made = [meeting_section(say, view, meeting) for meeting in held]
    return section("meeting", say("documents.meeting"), made or none)


def _after_preparing(say: Speaker, view: View) -> Iterator[Section | None]:
    choice = choice_section(say, view)
    none = say.line("documents.not-chosen-yet", Tone.QUIET)
    yield choice or section("choice", say("model.choice"), none)
    yield parking_section(say, view)
    yield preparations_section(say, view)
    yield next_steps_section(say, view)
    yield card_section(say, view)


def _after_qualifying(say: Speaker, view: View) -> Iterator[Section | None]:
    yield _understood(say, view)
    found = qualification_section(say, view)
    if found is not None:
        yield attrs.evolve(found, title=say.line("documents.understanding"))
    yield between_meetings(say, view)
    yield next_steps_section(say, view)


def _understood(say: Speaker, view: View) -> Section | None:
    """Return which themes the group goes on with, and how many points are open."""
    rows = []
    for found in view.qualifications:
        still = sum(point.settled_on is None for point in found.open_points)
        said = (
            say.line("documents.open-points-left", count=still)
            if still
            else say.line("documents.no-open-points")
        )
        rows.append(cell(say.say(found.theme), said))
    none = say.line("documents.not-qualified-yet", Tone.QUIET)
    lead = say.line("documents.qualified", count=len(rows))
    return section(
        "decided", say("documents.decided"), *([lead, Items(tuple(rows))] if rows else [none])
    )


def _after_concretizing(say: Speaker, view: View) -> Iterator[Section | None]:
    # What was decided is the cards; how often each has been activated since is no part of it.
    decided = attrs.evolve(
        view, cards=tuple(attrs.evolve(card, activations=()) for card in view.cards)
    )
    if view.cards:
        yield section(
            "decided",
            say("documents.decided"),
            say.line("documents.cards-decided", count=len(view.cards)),
            tiles(say, decided),
        )
    else:
        none = say.line("documents.no-cards-yet", Tone.QUIET)
        yield section("decided", say("documents.decided"), none)
    yield next_steps_section(say, view)
    yield follow_up_section(say, view)
    yield publication_section(say, view)
    yield section("action-cards", say("exports.cards"), card_sections(say, decided))
    yield between_meetings(say, view)
