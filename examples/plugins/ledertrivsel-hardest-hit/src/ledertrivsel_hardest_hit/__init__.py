"""The rule `hardest-hit`: the theme that somebody needs most comes first.

Each voice has a gap at each theme: how important it finds it, less how well it goes. A mean lets
many who are content outweigh few who are not. This rule looks at the largest gap first: the theme
at which the largest share of voices has it is the most urgent. Themes alike in that are told apart
by the next largest gap, and so on down. Among rules for sharing a good this one is called leximin
(Sen 1970): the order by who is worst off, then by who is next.
"""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from ledertrivsel import Matrix, Placement
from ledertrivsel.hookspecs import RuleInfo, hookimpl
from ledertrivsel.laws import Law

__ledertrivsel_api__ = (1, 0)


@attrs.frozen
class HardestHit:
    """Orders themes by the share of voices at the largest gap, then at the next, and so on."""

    name: str = "hardest-hit"
    needs: frozenset[str] = frozenset({"ratings"})
    by_field: bool = False

    def key(self, placement: Placement, matrix: Matrix) -> tuple[int | Fraction, ...]:
        """Return minus the share of voices at each gap, the largest gap first."""
        widest = matrix.scale.highest - matrix.scale.lowest
        voices = dict.fromkeys(range(widest, -widest - 1, -1), 0)
        for importance, success, count in placement.cells:
            voices[importance - success] += count
        # Shares, not counts: a theme that some leave out must not come after all others for that.
        return tuple(Fraction(-n, placement.n) if n else 0 for n in voices.values())


@hookimpl
def ledertrivsel_rules() -> Iterable[RuleInfo]:
    """Offer the rule, with all that it keeps and the one law that it breaks."""
    yield RuleInfo(
        name="hardest-hit",
        title={"da": "De hårdest ramte først", "en": "The hardest hit first"},
        satisfies={*Law} - {Law.ORDINAL_RELABELLING},
        violates={Law.ORDINAL_RELABELLING},
        factory=HardestHit,
    )
