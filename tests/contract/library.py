"""What the library finds itself, offered as a plugin does: nothing is to be found against it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.codes import Finding
from ledertrivsel.findings import check
from ledertrivsel.hookspecs import CheckInfo, hookimpl
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.plan import Plan
from ledertrivsel.themes import Text


class LibrarysFindings:
    """The library's findings under codes and with texts of their own."""

    @hookimpl
    def ledertrivsel_checks(self) -> Iterable[CheckInfo]:
        title = {"da": "Eftersynet", "en": "The check-up"}
        yield CheckInfo(name="library", title=title, factory=LibrarysFindings)  # type: ignore[arg-type]

    def __call__(self, plan: Plan, today: datetime.date) -> Iterator[Finding]:
        for finding in check(plan, today):
            said = {
                "text": Text({language: finding.render(language) for language in LANGUAGES}),
                "advice": Text({language: finding.advice(language) for language in LANGUAGES}),
            }
            code = f"library-{finding.code}"
            yield attrs.evolve(finding, code=code, params=tuple(said.items()))
