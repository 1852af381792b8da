"""Which deck: the whole plan, one of the three workshops, or what is presented when it is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ledertrivsel.instruments import Step
from ledertrivsel.view import Part, View

_ALWAYS = frozenset({Part.PURPOSE, Part.CHOICE})

DECKS: Mapping[str, frozenset[Part]] = {
    "whole": frozenset(Part)
    - {
        # What slides can't show to a room, or should not: see the other formats.
        *(Part.ACTIVATIONS, Part.BALLOTS, Part.EVIDENCE, Part.NAMES, Part.PARTICIPANTS),
        Part.TURNING_POINTS,
    },
    "prepare": _ALWAYS
    | {
        *(Part.MANDATE, Part.PRIORITY_CARD, Part.PROPOSAL, Part.DISAGREEMENT),
        *(Part.PARKING, Part.PARKED_REASONS, Part.PARKED_DETAILS),
    },
    "qualify": _ALWAYS | {Part.QUALIFICATION, Part.OPEN_POINTS},
    "concretize": _ALWAYS | {Part.QUALIFICATION, Part.OPEN_POINTS, Part.CARDS, Part.FOLLOW_UP},
    "plan": _ALWAYS
    | {
        *(Part.CARDS, Part.FOLLOW_UP, Part.PROGRESS, Part.PUBLICATION),
        *(Part.REPORTS, Part.REPORT_COUNT),
    },
}
"""The parts of the view that each deck carries."""

WORKSHOPS: Mapping[str, tuple[Step, ...]] = {
    "whole": tuple(Step),
    "prepare": (Step.PREPARE,),
    "qualify": (Step.QUALIFY,),
    "concretize": (Step.CONCRETIZE,),
    "plan": (),
}
"""The steps whose workshop each deck is for."""

_FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.PURPOSE: ("purpose", "strategy"),
    Part.MANDATE: ("mandate",),
    Part.INVOLVEMENT: ("involvements",),
    Part.CHOICE: ("choice",),
    Part.PUBLICATION: ("publication",),
    Part.FOLLOW_UP: ("follow_up",),
    Part.CARDS: ("cards",),
    Part.QUALIFICATION: ("qualifications",),
    Part.OPEN_POINTS: ("preparations", "next_steps"),
    Part.PARTICIPANTS: ("participants", "groups", "sessions"),
    Part.EVIDENCE: ("evidence",),
    Part.PRIORITY_CARD: ("priority_card",),
    Part.PROGRESS: ("movements",),
    Part.PARKING: ("parking",),
    Part.PROPOSAL: ("proposal",),
    Part.TURNING_POINTS: ("turning_points",),
    Part.BALLOTS: ("rounds", "remarks"),
    Part.DISAGREEMENT: ("disagreement",),
    Part.REPORTS: ("reports",),
    Part.REPORT_COUNT: ("report_count",),
    Part.FINDINGS: ("findings",),
}


def only(view: View, deck: str) -> View:
    """Return *view* with the parts that a deck carries, and no other."""
    carried = DECKS[deck]
    changed: dict[str, Any] = {
        name: attrs.fields_dict(View)[name].default
        for part, names in _FIELDS.items()
        if part not in carried
        for name in names
    }
    cards = changed.get("cards", view.cards)
    changed["cards"] = tuple(attrs.evolve(card, activations=()) for card in cards)
    return attrs.evolve(view, **changed, parts=view.parts & carried)
