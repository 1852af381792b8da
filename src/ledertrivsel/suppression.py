"""A value that is not shown because too few answered: it knows no number, so it can leak none."""

from __future__ import annotations

import attrs

from ledertrivsel._validators import freeze, slug
from ledertrivsel._values import Value


@attrs.frozen(eq=False, repr=False)
class Suppressed(Value):
    """A theme of which nothing is shown: fewer complete ratings than the round's floor.

    One type for all such themes, with no count, order or reason besides the floor that the legend
    names.
    """

    theme_id: str

    def __attrs_post_init__(self) -> None:
        freeze(self, theme_id=slug(self.theme_id, "Suppressed.theme_id"))
