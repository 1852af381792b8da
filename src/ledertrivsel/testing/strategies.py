"""Hypothesis strategies for every type of the model: valid by construction, quick, easy to read.

They shrink to next to nothing: one short text, no ratings, the ids by number. `filled_plan` is no
strategy: it puts a text of your own into every field that holds one.

```
from hypothesis import given
from ledertrivsel.testing.strategies import plans

@given(plan=plans())
def test_my_exporter_takes_every_plan(plan): ...
```
"""

from ledertrivsel.testing._filled import filled_plan
from ledertrivsel.testing._plans import cards, plans, qualifications, small_plans
from ledertrivsel.testing._values import (
    NASTY_TEXTS,
    ballots,
    cuts,
    days,
    hostile_texts,
    instruments,
    matrices,
    profiles,
    rounds,
    scales,
    tallies,
    texts,
    themes,
)

__all__ = [
    "NASTY_TEXTS",
    "ballots",
    "cards",
    "cuts",
    "days",
    "filled_plan",
    "hostile_texts",
    "instruments",
    "matrices",
    "plans",
    "profiles",
    "qualifications",
    "rounds",
    "scales",
    "small_plans",
    "tallies",
    "texts",
    "themes",
]
