"""A finding and the codes it may have: what is unfinished or doubtful in a valid plan.

A finding is data, never an error: a code, how grave it is, the step it belongs to, where in the
plan it lies and what fills its text in. Codes are kebab-case and never reused;
`docs/reference/findings.md` has an entry for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.instruments import Step
from ledertrivsel.labels import Localized, Param, load_labels
from ledertrivsel.themes import Theme


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
_QUOTED = re.compile(r"'([^']*)'")


def in_order(findings: Iterable[Finding], themes: Iterable[str]) -> tuple[Finding, ...]:
    """Return *findings* by step, severity, path and code.

    In a path 2 comes before 10, and a theme comes where the plan has it: *themes* are the ids, in
    the plan's order.
    """
    places = {theme: place for place, theme in enumerate(themes)}

    def key(finding: Finding) -> tuple[int, int, tuple[str | int, ...], str]:
        placed = _QUOTED.sub(lambda found: str(places.get(found[1], found[0])), finding.path)
        parts = _DIGITS.split(placed)  # Text and digits by turns, so like meets like.
        path = tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
        return _STEPS[finding.step], _SEVERITIES[finding.severity], path, finding.code

    return tuple(sorted(findings, key=key))


_STEPS = {step: number for number, step in enumerate(Step)}
_SEVERITIES = {severity: number for number, severity in enumerate(Severity)}


@attrs.frozen
class Code:
    """What holds of every finding of one code."""

    severity: Severity
    step: Step


_E, _W, _A = Severity.ERROR, Severity.WARNING, Severity.ADVICE
_PREPARE, _QUALIFY, _CONCRETIZE = Step.PREPARE, Step.QUALIFY, Step.CONCRETIZE

CODES: Mapping[str, Code] = MappingProxyType(
    {
        # Before the first workshop.
        "mandate-missing": Code(_W, _PREPARE),
        "mandate-incomplete": Code(_W, _PREPARE),
        "purpose-missing": Code(_A, _PREPARE),
        "evidence-missing": Code(_A, _PREPARE),
        "forum-missing": Code(_W, _PREPARE),
        # The card and the proposal, until the themes are chosen.
        "nothing-rated": Code(_E, _PREPARE),
        "round-not-closed": Code(_W, _PREPARE),
        "themes-unrated": Code(_A, _PREPARE),
        "picks-only": Code(_A, _PREPARE),
        "few-ratings": Code(_W, _PREPARE),
        "under-floor": Code(_A, _PREPARE),
        "on-line": Code(_A, _PREPARE),
        "split": Code(_W, _PREPARE),
        "cut-depends-on-themes": Code(_W, _PREPARE),
        "tie-open": Code(_W, _PREPARE),
        "close-call": Code(_A, _PREPARE),
        "filled": Code(_A, _PREPARE),
        # The choice.
        "not-chosen": Code(_E, _PREPARE),
        "chosen-too-few": Code(_W, _PREPARE),
        "chosen-too-many": Code(_W, _PREPARE),
        "choice-unexplained": Code(_W, _PREPARE),
        "tie-unexplained": Code(_A, _PREPARE),
        "choice-unconfirmed": Code(_W, _PREPARE),
        "parked-incomplete": Code(_W, _PREPARE),
        "parked-overdue": Code(_W, _PREPARE),
        "preparation-open": Code(_A, _PREPARE),
        "preparation-overdue": Code(_W, _PREPARE),
        # Step 2.
        "not-qualified": Code(_W, _QUALIFY),
        "questions-unanswered": Code(_A, _QUALIFY),
        "offers-missing": Code(_A, _QUALIFY),
        "open-point-open": Code(_A, _QUALIFY),
        "open-point-overdue": Code(_W, _QUALIFY),
        # The action cards.
        "card-missing": Code(_E, _CONCRETIZE),
        "card-draft": Code(_W, _CONCRETIZE),
        "card-unfinished": Code(_A, _CONCRETIZE),
        "card-unfinished-open": Code(_W, _CONCRETIZE),
        "card-unfinished-overdue": Code(_W, _CONCRETIZE),
        "headings-empty": Code(_W, _CONCRETIZE),
        "apv-problem": Code(_E, _CONCRETIZE),
        "apv-measure": Code(_E, _CONCRETIZE),
        "apv-responsible": Code(_E, _CONCRETIZE),
        "apv-task-responsible": Code(_E, _CONCRETIZE),
        "apv-time": Code(_E, _CONCRETIZE),
        "apv-task-time": Code(_E, _CONCRETIZE),
        "apv-follow-up": Code(_E, _CONCRETIZE),
        "quality-clear": Code(_A, _CONCRETIZE),
        "quality-flow": Code(_A, _CONCRETIZE),
        "quality-whom": Code(_A, _CONCRETIZE),
        "personal-number": Code(_E, _CONCRETIZE),
        "contact-in-role": Code(_W, _CONCRETIZE),
        "name-in-role": Code(_W, _CONCRETIZE),
        "health-words": Code(_W, _CONCRETIZE),
        # Publication and follow-up.
        "plan-undecided": Code(_W, _CONCRETIZE),
        "not-published": Code(_W, _CONCRETIZE),
        "channel-missing": Code(_A, _CONCRETIZE),
        "nobody-told": Code(_W, _CONCRETIZE),
        "briefing-missing": Code(_A, _CONCRETIZE),
        "follow-up-missing": Code(_W, _CONCRETIZE),
        "report-groups-missing": Code(_A, _CONCRETIZE),
        "report-date-missing": Code(_W, _CONCRETIZE),
        "discussion-missing": Code(_W, _CONCRETIZE),
        "rerating-undated": Code(_A, _CONCRETIZE),
        "task-overdue": Code(_W, _CONCRETIZE),
        "check-overdue": Code(_W, _CONCRETIZE),
        "next-step-overdue": Code(_W, _CONCRETIZE),
        "reports-missing": Code(_W, _CONCRETIZE),
        "rerating-overdue": Code(_W, _CONCRETIZE),
        # After a re-rating.
        "not-comparable": Code(_A, _CONCRETIZE),
        "theme-succeeds": Code(_A, _CONCRETIZE),
        "themes-in-focus": Code(_A, _CONCRETIZE),
        "next-cycle": Code(_A, _CONCRETIZE),
    }
)
"""Every code of the library's own findings, with its severity and step."""


@attrs.frozen
class Label:
    """A word or phrase of the product as a parameter: it is said in the language of the reader."""

    key: str
    params: tuple[tuple[str, Param], ...] = ()

    def to(self, language: str) -> str:
        """Return it in *language*."""
        return load_labels(language).fill(self.key, self.params)

    def __str__(self) -> str:
        return self.to("en")


def days(count: int) -> Label:
    """Return a number of days in words."""
    return Label("findings.term.days", (("count", count),))


def listed(numbers: Iterable[int]) -> Label:
    """Return themes by number in words: "themes 2 and 13"."""
    given = tuple(numbers)
    return Label("findings.term.themes", (("count", len(given)), ("numbers", given)))


def about(theme: Theme) -> dict[str, Param]:
    """Return the parameters by which a text names a theme: its number and title."""
    return {"number": theme.number, "title": theme.title}


def found(code: str, path: str, **params: Param) -> Finding:
    """Return a finding of one of the library's own codes."""
    kind = CODES[code]
    return Finding(code, kind.severity, kind.step, path, tuple(params.items()))
