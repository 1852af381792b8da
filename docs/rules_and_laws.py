"""Fill in the tables of docs/reference/rules-and-laws.md from what the rules declare.

Run it after a declaration has changed; a test says when the page is out of step:

    python docs/rules_and_laws.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledertrivsel.built_in import BuiltIns
from ledertrivsel.hookspecs import RuleInfo
from ledertrivsel.labels import load_labels
from ledertrivsel.laws import (
    Case,
    Law,
    Promise,
    Violation,
    cut_violations,
    missing_violations,
)
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.scales import CutKind
from ledertrivsel.testing._case_words import lines_in_words
from ledertrivsel.testing.laws import breach, in_words

PAGE = Path(__file__).parent / "reference" / "rules-and-laws.md"
_PLACE = re.compile(r"(<!-- table: (?P<name>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_YES, _NO = "yes", "**no**"


def filled(page: str) -> str:
    """Return *page* with each table between its two marks made anew."""
    tables = {
        "laws": _texts(Law),
        "rules": _rules(),
        "violations": _violations(_pinned()),
        "missing": _violations(missing_violations()),
        "cuts": _cuts(),
        "cut-violations": _violations(one for kind in CutKind for one in cut_violations(kind)),
        "promises": _texts(Promise),
    }
    return _PLACE.sub(lambda mark: f"{mark[1]}\n{tables[mark['name']]}\n\n{mark[3]}", page)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _texts(kind: type[Law] | type[Promise]) -> str:
    """Return the table of names, statements and explanations in plain words."""
    labels, danish = load_labels("en"), load_labels("da")
    rows = []
    for member in kind:
        key = f"laws.{kind.__name__.lower()}.{member.value}"
        name = f"**{labels[f'{key}.name']}**<br>{danish[f'{key}.name']}"
        said = f"{labels[f'{key}.statement']}<br>*{labels[f'{key}.explanation']}*"
        rows.append((f"`{member.value}`", name, said))
    return _table(("id", "English, Danish", "what it says, and what it means"), rows)


def _rules() -> str:
    infos = _infos()
    rows = (
        (_named(law), *(_YES if law in info.satisfies else _NO for info in infos)) for law in Law
    )
    return _table(("law", *(f"`{info.name}`" for info in infos)), rows)


def _infos() -> tuple[RuleInfo, ...]:
    """Return what the built-in rules declare, as every plugin's rule does."""
    return tuple(BuiltIns().ledertrivsel_rules())


def _pinned() -> Iterator[Violation]:
    """Yield what the rules violate, those that share a case together."""
    found: dict[tuple[Law, Case], list[str]] = {}
    for info in _infos():
        for pair in info.cases:
            found.setdefault(pair, []).append(info.name)
    for (law, case), rules in sorted(found.items(), key=lambda item: [*Law].index(item[0][0])):
        yield Violation(law, tuple(rules), case)


def _named(law: Law | Promise) -> str:
    """Return what a law is called, with its id."""
    key = f"laws.{type(law).__name__.lower()}.{law.value}.name"
    return f"{load_labels('en')[key]}<br>`{law.value}`"


def _cuts() -> str:
    """Return which rules lose what under each kind of cut, of what they keep at a fixed one."""
    kinds = (CutKind.FIXED, CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN)
    rows = []
    for law in (*Law, Promise.LOSERS):
        cells = []
        for kind in kinds:
            lost = [name for one in cut_violations(kind) if one.law is law for name in one.rules]
            cells.append(f"**not** {', '.join(f'`{name}`' for name in lost)}" if lost else "all")
        rows.append((_named(law), *cells))
    return _table(("law", *(kind.value for kind in kinds)), rows)


def _violations(found: Iterable[Violation]) -> str:
    rows = (
        (
            _named(one.law),
            ", ".join(f"`{name}`" for name in one.rules),
            lines_in_words(one.case.cut),
            in_words(one.case, setting=False),
            "<br>".join(
                sorted({breach(BUILT_IN_RULES[name], one.law, one.case) for name in one.rules})
            ),
        )
        for one in found
    )
    return _table(("law", "rules", "the lines are", "what is said", "what happens"), rows)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
