"""For whom a view is made, and which parts of a plan each audience may see.

What is not in the table here is in no view: no exporter decides it anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import Enum

from ledertrivsel.parts import Part
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Proposal
from ledertrivsel.themes import Theme


class Audience(Enum):
    """For whom a view is made. The whole organisation is the default."""

    WORKING_GROUP = "working-group"
    FORUMS = "forums"
    """MED/SU, AMO and top management."""
    ORGANISATION = "organisation"


_EVERYBODY = frozenset(
    {
        Part.PURPOSE,
        Part.MANDATE,
        Part.INVOLVEMENT,
        Part.CHOICE,
        Part.PUBLICATION,
        Part.FOLLOW_UP,
        Part.CARDS,
        Part.REPORT_COUNT,
    }
)
_FORUMS = _EVERYBODY | {
    Part.ACTIVATIONS,
    Part.QUALIFICATION,
    Part.OPEN_POINTS,
    Part.PARTICIPANTS,
    Part.EVIDENCE,
    Part.PRIORITY_CARD,
    Part.PROGRESS,
    Part.PARKING,
    Part.PARKED_REASONS,
    Part.PROPOSAL,
    Part.REPORTS,
}


def parts_for(plan: Plan, audience: Audience) -> frozenset[Part]:
    """Return the parts of *plan* that *audience* may see; the publication may open some."""
    if audience is Audience.WORKING_GROUP:
        return frozenset(Part)
    if audience is Audience.FORUMS:
        return _FORUMS
    opened: set[Part] = set()
    if plan.publication is not None and plan.publication.show_card:
        opened |= {Part.PRIORITY_CARD, Part.PROGRESS}
    if plan.publication is not None and plan.publication.show_parked:
        opened |= {Part.PARKING}
    return _EVERYBODY | opened


class Sight:
    """What one audience sees of a plan on a day, with the themes it has been told of so far.

    *given* is what a rule that is not built in proposes, for a plan without a choice.
    """

    def __init__(
        self,
        plan: Plan,
        audience: Audience,
        today: datetime.date,
        given: Proposal | None = None,
    ) -> None:
        self.plan, self.audience, self.today, self.given = plan, audience, today, given
        self.parts = parts_for(plan, audience)
        self.named: set[str] = set()
        self.by_id = {theme.id: theme for theme in plan.themes}

    def theme(self, theme_id: str) -> Theme:
        """Return a theme, which the audience now knows of."""
        self.named.add(theme_id)
        return self.by_id[theme_id]

    def themes(self, ids: Iterable[str]) -> tuple[Theme, ...]:
        """Return themes, which the audience now knows of."""
        return tuple(self.theme(theme_id) for theme_id in ids)
