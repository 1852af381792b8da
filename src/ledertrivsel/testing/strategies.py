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
from ledertrivsel.testing._parts import (
    activations,
    cards,
    checks,
    choices,
    discussions,
    evidence,
    follow_up_agreements,
    follow_ups,
    groups,
    involvements,
    mandates,
    offsets,
    open_points,
    parked_themes,
    participants,
    publications,
    qualifications,
    remarks,
    reports,
    sessions,
    tasks,
    unfinished,
)
from ledertrivsel.testing._plans import (
    plans,
    small_plans,
)
from ledertrivsel.testing._results import (
    agendas,
    exports,
    findings,
    methods,
    placements,
    proposals,
    suppressed,
    views,
)
from ledertrivsel.testing._values import (
    NASTY_TEXTS,
    ballots,
    bounds,
    cuts,
    days,
    hostile_texts,
    instruments,
    matrices,
    profiles,
    ratings,
    round_groups,
    rounds,
    scales,
    tallies,
    texts,
    themes,
    wordings,
)

__all__ = [
    "NASTY_TEXTS",
    "activations",
    "agendas",
    "ballots",
    "bounds",
    "cards",
    "checks",
    "choices",
    "cuts",
    "days",
    "discussions",
    "evidence",
    "exports",
    "filled_plan",
    "findings",
    "follow_up_agreements",
    "follow_ups",
    "groups",
    "hostile_texts",
    "instruments",
    "involvements",
    "mandates",
    "matrices",
    "methods",
    "offsets",
    "open_points",
    "parked_themes",
    "participants",
    "placements",
    "plans",
    "profiles",
    "proposals",
    "publications",
    "qualifications",
    "ratings",
    "remarks",
    "reports",
    "round_groups",
    "rounds",
    "scales",
    "sessions",
    "small_plans",
    "suppressed",
    "tallies",
    "tasks",
    "texts",
    "themes",
    "unfinished",
    "views",
    "wordings",
]
