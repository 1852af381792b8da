"""Fill in the tables of docs/reference/rules-and-laws.md from what the rules declare.

Run it after a declaration has changed; a test says when the page is out of step:

    python docs/rules_and_laws.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ledertrivsel.ballots import Ballot
from ledertrivsel.labels import load_labels
from ledertrivsel.laws import (
    Case,
    Law,
    Promise,
    Violation,
    cut_violations,
    missing_violations,
    rule_laws,
    violations,
)
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.scales import CutKind
from ledertrivsel.testing.laws import breach

PAGE = Path(__file__).parent / "reference" / "rules-and-laws.md"
_PLACE = re.compile(r"(<!-- table: (?P<name>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_YES, _NO = "yes", "**no**"


def filled(page: str) -> str:
    """Return *page* with each table between its two marks made anew."""
    tables = {
        "laws": _texts(Law),
        "rules": _rules(),
        "violations": _violations(violations()),
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
    declared = {name: rule_laws(name) for name in BUILT_IN_RULES}
    rows = (
        (f"`{law.value}`", *(_YES if law in laws.satisfies else _NO for laws in declared.values()))
        for law in Law
    )
    return _table(("law", *(f"`{name}`" for name in declared)), rows)


def _cuts() -> str:
    """Return which rules lose what under each kind of cut, of what they keep at a fixed one."""
    kinds = (CutKind.FIXED, CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN)
    rows = []
    for law in (*Law, Promise.LOSERS):
        cells = []
        for kind in kinds:
            lost = [name for one in cut_violations(kind) if one.law is law for name in one.rules]
            cells.append(f"**not** {', '.join(f'`{name}`' for name in lost)}" if lost else "all")
        rows.append((f"`{law.value}`", *cells))
    return _table(("law", *(kind.value for kind in kinds)), rows)


def _violations(found: Iterable[Violation]) -> str:
    rows = []
    for one in found:
        said = {breach(BUILT_IN_RULES[name], one.law, one.case) for name in one.rules}
        rows.append(
            (
                f"`{one.law.value}`",
                ", ".join(f"`{name}`" for name in one.rules),
                _cut(one.case),
                "<br>".join(map(_ballot, one.case.ballots)),
                _change(one.case),
                "<br>".join(sorted(said)),
            )
        )
    head = ("law", "rules", "cut", "handed in", "the change", "what happens")
    return _table(head, rows)


def _cut(case: Case) -> str:
    kind = case.cut.kind.value
    return f"{kind} {case.cut.importance}/{case.cut.success}" if case.cut.importance else kind


def _ballot(ballot: Ballot) -> str:
    """Return a ballot as the workplace writes it: theme importance/success."""
    return ", ".join(f"{theme} {i}/{s}" for theme, i, s in ballot.ratings)


def _change(case: Case) -> str:
    if case.instead is not None:
        return f"the first becomes {_ballot(case.instead)}"
    if case.more:
        return f"more: {'<br>'.join(map(_ballot, case.more))}"
    if case.points:
        return f"the points become {', '.join(map(str, case.points))}"
    if case.keep:
        gone = ", ".join(theme for theme in case.themes if theme not in case.keep)
        chosen = f" ({case.bounds.highest} to choose)" if case.bounds is not None else ""
        return f"without {gone}{chosen}"
    return "none"


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
