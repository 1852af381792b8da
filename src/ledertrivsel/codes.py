"""A finding and the codes it may have: what is unfinished or doubtful in a valid plan.

A finding is data, never an error: a code, how grave it is, the step it belongs to, where in the
plan it lies and what fills its text in. Codes are kebab-case and never reused;
`docs/reference/findings.md` has an entry for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.labels import Localized, Param, load_labels
from ledertrivsel.methods import Step


class Severity(Enum):
    """How grave a finding is."""

    ERROR = "error"
    """Must be put right: the method's or the action plan's minimum is missing."""
    WARNING = "warning"
    """Should be settled, or is late."""
    ADVICE = "advice"
    """Worth a thought; the group may well leave it."""


@attrs.frozen
class Finding:
    """One thing that is missing, late or doubtful.

    Args:
        path: where it lies, such as ``cards['overload'].tasks[3].who``.
        params: what the text is filled in with, sorted by name. A finding of a workplace's own
            check brings its wording with it, as the parameter ``text``.
    """

    code: str
    severity: Severity
    step: Step
    path: str = ""
    params: tuple[tuple[str, Param], ...] = ()

    def __attrs_post_init__(self) -> None:
        given = self.params.items() if isinstance(self.params, Mapping) else self.params
        v.freeze(
            self,
            code=v.slug(self.code, "Finding.code"),
            severity=v.member(self.severity, Severity, "Finding.severity"),
            step=v.member(self.step, Step, "Finding.step"),
            path=v.text(self.path, "Finding.path"),
            params=tuple(sorted(given, key=lambda pair: pair[0])),
        )

    def render(self, language: str = "da") -> str:
        """Return what is found, in one or two sentences."""
        labels = load_labels(language)
        if self.code in CODES:
            return labels.fill(f"findings.{self.code}", self.params)
        text = dict(self.params).get("text", self.code)
        return text.to(language) if isinstance(text, Localized) else str(text)

    def advice(self, language: str = "da") -> str:
        """Return what to do about it, or an empty text when a check of one's own brings none."""
        labels = load_labels(language)
        if self.code in CODES:
            return labels.fill(f"findings.advice.{self.code}", self.params)
        text = dict(self.params).get("advice", "")
        return text.to(language) if isinstance(text, Localized) else str(text)


_DIGITS = re.compile(r"(\d+)")


def order(finding: Finding) -> tuple[int, int, tuple[tuple[int, int, str], ...], str]:
    """Return what findings are sorted by: step, severity, path (2 before 10) and code."""
    path = tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in _DIGITS.split(finding.path)
        if part
    )
    return _STEPS[finding.step], _SEVERITIES[finding.severity], path, finding.code


_STEPS = {step: number for number, step in enumerate(Step)}
_SEVERITIES = {severity: number for number, severity in enumerate(Severity)}


@attrs.frozen
class Code:
    """What holds of every finding of one code."""

    severity: Severity
    step: Step


CODES: Mapping[str, Code] = MappingProxyType({})
"""Every code of the library's own findings."""


def found(code: str, path: str, **params: Param) -> Finding:
    """Return a finding of one of the library's own codes."""
    kind = CODES[code]
    return Finding(code, kind.severity, kind.step, path, tuple(params.items()))
