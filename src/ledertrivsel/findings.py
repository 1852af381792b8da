"""What is missing before the next step: `check` tells it of a plan on a day.

A plan may be unfinished: two themes chosen, or six, is no error. It is told here, as data with a
stable code.
"""

from __future__ import annotations

import datetime

from ledertrivsel import _validators as v
from ledertrivsel.codes import CODES as CODES
from ledertrivsel.codes import Finding as Finding
from ledertrivsel.codes import Severity as Severity
from ledertrivsel.codes import order
from ledertrivsel.plan import Plan


def check(plan: Plan, today: datetime.date) -> tuple[Finding, ...]:
    """Return what is missing, late or doubtful in *plan* on *today*.

    Sorted by step, severity, path and code, whatever order the plan was made in. A finding tells
    no number that a floor hides.
    """
    v.day(today, "today")
    findings: list[Finding] = []
    return tuple(sorted(findings, key=order))
