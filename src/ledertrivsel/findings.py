"""What is missing before the next step: `check` tells it of a plan on a day.

A plan may be unfinished: two themes chosen, or six, is no error. It is told here, as data with a
stable code. What a step needs is asked for when the plan has come that far, not before.
"""

from __future__ import annotations

import datetime

from ledertrivsel import _validators as v
from ledertrivsel.apv import apv
from ledertrivsel.codes import CODES as CODES
from ledertrivsel.codes import Finding as Finding
from ledertrivsel.codes import Severity as Severity
from ledertrivsel.codes import in_order
from ledertrivsel.discretion import discretion
from ledertrivsel.plan import Plan
from ledertrivsel.readiness import readiness
from ledertrivsel.upkeep import upkeep


def check(plan: Plan, today: datetime.date) -> tuple[Finding, ...]:
    """Return what is missing, late or doubtful in *plan* on *today*.

    Sorted by step, severity, path and code, themes as the plan has them. A finding tells no
    number that a floor hides. Of a plan that another has replaced, only what does not belong
    in it is told: nothing in it is due any more.
    """
    v.day(today, "today")
    findings = list(discretion(plan))
    replaced_on = plan.publication.replaced_on if plan.publication else None
    if replaced_on is None or replaced_on > today:
        findings += [*readiness(plan, today), *apv(plan, today), *upkeep(plan, today)]
    return in_order(findings, (theme.id for theme in plan.themes))
