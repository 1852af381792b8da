"""What one more ballot costs as a plan grows: from 240 to 3,840 ratings at most twice as much."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.pairing import Result, compare
from benchmarks.plans import ballot, rated_plan
from ledertrivsel.plan import Plan


def run() -> Iterator[Result]:
    """Compare adding and taking back a ballot in a large round and in a small one; parking too."""
    small, large = rated_plan(voices=20), rated_plan(voices=320)
    yield compare(
        "add_ballot at 3,840 ratings / at 240 ratings",
        lambda: _add(large),
        lambda: _add(small),
        goal=2.0,
        inner=200,
    )
    yield compare(
        "park at 3,840 ratings / at 240 ratings",
        lambda: large.park("sparring", reason="others-decide"),  # type: ignore[arg-type]
        lambda: small.park("sparring", reason="others-decide"),  # type: ignore[arg-type]
        goal=2.0,
        inner=200,
    )


_NEW = ballot(10_000)


def _add(plan: Plan) -> None:
    plan.add_ballot("round", _NEW)
