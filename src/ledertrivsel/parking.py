"""The parking lot: themes set aside until more is known, or until others have decided."""

from __future__ import annotations

import datetime
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value


class ParkedReason(Enum):
    """The two reasons the method knows for parking a theme."""

    NEEDS_KNOWLEDGE = "needs-knowledge"
    OTHERS_DECIDE = "others-decide"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ParkedTheme(Value):
    """A theme set aside: why, who follows up, and when it is taken up again.

    While parked it is not on the card, exactly as if it had been deleted.
    """

    theme_id: str
    reason: ParkedReason
    note: str = ""
    who: str = attrs.field(default="", metadata={"personal": True})
    revisit_on: datetime.date | None = None

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            theme_id=v.slug(self.theme_id, "ParkedTheme.theme_id"),
            reason=v.member(self.reason, ParkedReason, "ParkedTheme.reason"),
            note=v.text(self.note, "ParkedTheme.note"),
            who=v.title(self.who, "ParkedTheme.who", required=False),
            revisit_on=v.optional_day(self.revisit_on, "ParkedTheme.revisit_on"),
        )

    def is_overdue(self, today: datetime.date) -> bool:
        """Return whether it should have been taken up before *today*."""
        return self.revisit_on is not None and self.revisit_on < today
