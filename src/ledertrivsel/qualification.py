"""Step 2: what the group knows of a chosen theme, what exists already, and what is still open."""

from __future__ import annotations

import datetime
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value


class OpenPointKind(Enum):
    """What an open point lacks. `BACKING` belongs to what is settled before the next meeting."""

    KNOWLEDGE = "knowledge"
    INVOLVEMENT = "involvement"
    CLARIFICATION = "clarification"
    BACKING = "backing"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OpenPoint(Value):
    """Something to find out, involve in or clarify: who does it, by when, what came of it."""

    kind: OpenPointKind
    text: str
    who: str = attrs.field(default="", metadata={"personal": True})
    due: datetime.date | None = None
    outcome: str = ""
    settled_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            kind=v.member(self.kind, OpenPointKind, "OpenPoint.kind"),
            text=v.text(self.text, "OpenPoint.text", required=True),
            who=v.title(self.who, "OpenPoint.who", required=False),
            due=v.optional_day(self.due, "OpenPoint.due"),
            outcome=v.text(self.outcome, "OpenPoint.outcome"),
            settled_on=v.optional_day(self.settled_on, "OpenPoint.settled_on"),
        )

    @property
    def is_settled(self) -> bool:
        """Whether something came of it: a date or an outcome."""
        return self.settled_on is not None or bool(self.outcome.strip())


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Qualification(Value):
    """The support questions answered for one chosen theme.

    Args:
        answers: text by question id (assessment, experience, inspiration, ideas); empty ones are
            left out.
        existing_offers: what the workplace has already.
    """

    theme_id: str
    answers: tuple[tuple[str, str], ...] = ()
    existing_offers: str = ""
    open_points: tuple[OpenPoint, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            theme_id=v.slug(self.theme_id, "Qualification.theme_id"),
            answers=v.pairs(self.answers, "Qualification.answers"),
            existing_offers=v.text(self.existing_offers, "Qualification.existing_offers"),
            open_points=v.instances(self.open_points, OpenPoint, "Qualification.open_points"),
        )

    def answer(self, question_id: str) -> str:
        """Return the answer to a support question, or an empty text."""
        return dict(self.answers).get(question_id, "")
