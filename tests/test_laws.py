"""The laws, what is declared of them, and the page that shows it."""

import pickle
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from docs import rules_and_laws
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError, UnknownNameError
from ledertrivsel.instruments import Bounds
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.laws import (
    Case,
    Law,
    Promise,
    RuleLaws,
    cut_violations,
    missing_violations,
    rule_laws,
    violations,
)
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.scales import DONT_KNOW, Cut, CutKind, Scale

F = Fraction
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rules-and-laws.md"


def voice(name: str, **said: tuple[Any, Any]) -> Ballot:
    return Ballot(voice=name, ratings=tuple((theme, *pair) for theme, pair in said.items()))


def case(**changes: Any) -> Case:
    given: dict[str, Any] = {
        "themes": ("a", "b"),
        "ballots": (voice("v1", a=(5, 1), b=(4, 2)), voice("v2", a=(3, 3), b=(DONT_KNOW, 1))),
    }
    return Case(**{**given, **changes})


# What is declared.


def test_there_are_ten_laws_and_seven_promises() -> None:
    assert [law.value for law in Law] == [
        "theme-order",
        "neutrality",
        "monotonicity",
        "participation",
        "pareto",
        "replication",
        "reinforcement",
        "independence",
        "affine-relabelling",
        "ordinal-relabelling",
    ]
    assert [promise.value for promise in Promise] == [
        "symmetry",
        "missing",
        "parking",
        "cardinality",
        "losers",
        "house-monotonicity",
        "determinism",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_told_in_plain_words(language: str) -> None:
    labels = load_labels(language)
    keys = {
        f"laws.{kind.__name__.lower()}.{member.value}.{part}"
        for kind in (Law, Promise)
        for member in kind
        for part in ("name", "statement", "explanation")
    }
    assert {key for key in labels.keys() if key.startswith("laws.")} == keys  # noqa: SIM118
    assert all(labels[key].endswith(".") for key in keys if not key.endswith(".name"))


def test_every_built_in_rule_declares_and_no_other() -> None:
    for name in BUILT_IN_RULES:
        laws = rule_laws(name)
        assert laws.undeclared == ()
        assert len(laws.satisfies) + len(laws.violates) == len(Law)
    with pytest.raises(UnknownNameError) as caught:
        rule_laws("fields")
    assert str(caught.value) == (
        "There is no rule named 'fields'. Did you mean 'field', 'field-gap'? "
        "Known: field-gap, field, gap, share, picks."
    )


def test_the_rules_of_a_violation_are_built_in() -> None:
    found = [*violations(), *missing_violations()]
    found += [one for kind in CutKind for one in cut_violations(kind)]
    assert {name for one in found for name in one.rules} <= {*BUILT_IN_RULES}
    assert all(one.case.cut.kind is kind for kind in CutKind for one in cut_violations(kind))
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_declared_case_reads_as_its_table() -> None:
    found = next(one for one in violations() if one.law is Law.ORDINAL_RELABELLING)
    assert found.case == Case(
        themes=("a", "b"),
        ballots=(
            voice("voice 1", a=(3, 1), b=(4, 1)),
            voice("voice 2", a=(5, 1), b=(4, 1)),
        ),
        cut=Cut.fixed(3, 3),
        points=(1, 2, 3, 4, 6),
    )
    mean = cut_violations(CutKind.MEAN)
    raised = next(one.case for one in mean if one.law is Law.MONOTONICITY)
    assert raised.instead == voice("voice 1", a=(1, 2), b=(1, 2))
    deleted = next(one.case for one in mean if one.law is Promise.LOSERS)
    assert (deleted.keep, deleted.bounds) == (("a", "b", "d", "e"), Bounds(3, 3))


def test_what_a_rule_says_twice_or_not_at_all_is_told() -> None:
    laws = RuleLaws((Law.PARETO,), ((Law.PARTICIPATION, case()),))
    assert set(laws.undeclared) == {*Law} - {Law.PARETO, Law.PARTICIPATION}
    with pytest.raises(InvalidValueError) as caught:
        RuleLaws((Law.PARETO,), ((Law.PARETO, case()),))
    assert str(caught.value) == "RuleLaws[1] must not repeat 'pareto', got 'pareto'."
    with pytest.raises(InvalidValueError) as caught:
        RuleLaws(("pareto",))  # type: ignore[arg-type]
    assert str(caught.value) == "RuleLaws.satisfies[0] must be a Law, got 'pareto'."
    with pytest.raises(InvalidValueError) as caught:
        RuleLaws((), ((Law.PARETO, "a case"),))  # type: ignore[arg-type]
    assert str(caught.value) == "RuleLaws.violates[0] must be a Case, got 'a case'."
    with pytest.raises(InvalidValueError) as caught:
        RuleLaws((), (("pareto", case()),))  # type: ignore[arg-type]
    assert str(caught.value) == "RuleLaws.violates[0] must be a Law, got 'pareto'."


# A case.


def test_before_is_what_was_handed_in() -> None:
    matrix = case().before()
    assert [(p.theme_id, p.number, p.n) for p in matrix.placements] == [("a", 1, 2), ("b", 2, 1)]
    assert matrix.cut == Cut()
    assert case().after() == matrix


def test_after_is_before_with_one_change() -> None:
    changed = case(instead=voice("v2", a=(1, 1))).after().placement("a")
    assert changed is not None
    assert (changed.importance, changed.n) == (3, 2)
    more = case(more=(voice("w", b=(2, 2)),))
    assert [p.n for p in more.after().placements] == [2, 2]
    assert [p.n for p in more.apart().placements] == [0, 1]
    assert [p.n for p in case(copies=3).after().placements] == [6, 3]
    assert [p.n for p in attrs.evolve(more, copies=2).after().placements] == [4, 4]
    assert [p.theme_id for p in case(order=("b", "a")).after().placements] == ["b", "a"]
    assert [p.theme_id for p in case(keep=("b",)).after().placements] == ["b"]


def test_renaming_takes_ratings_and_picks_along() -> None:
    picked = Ballot(voice="v", ratings=(("a", 5, 1),), picks=("a",))
    matrix = case(ballots=(picked,), names=(("a", "b"), ("b", "c"))).after()
    assert [(p.theme_id, p.n, p.picks) for p in matrix.placements] == [("b", 1, 1), ("c", 0, 0)]


def test_relabelling_moves_ratings_scale_and_a_fixed_cut() -> None:
    points = (0, 10, 30, 40, 80)
    matrix = case(points=points, cut=Cut.fixed("7/2", 1)).after()
    placed = matrix.placement("a")
    assert placed is not None
    assert (placed.importance, placed.success) == (55, 15)
    assert matrix.scale == Scale(0, 80)
    assert matrix.cut == Cut.fixed(35, 0)
    assert case(points=points, cut=Cut.fixed(5, 2)).after().cut == Cut.fixed(80, 10)
    assert case(points=points, cut=Cut.fixed(6, 0)).after().cut == Cut.fixed(120, -10)
    assert case(points=points).after().lines == (40, 40)
    half = matrix.placement("b")
    assert half is not None
    assert half.n == 1


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: case(themes=("a", "a")), "Case.themes[1] must not repeat 'a', got 'a'."),
        (lambda: case(copies=0), "Case.copies must be at least 1, got 0."),
        (
            lambda: case(keep=("a", "c")),
            "Case.keep must be one of the plan's themes, got 'c'. Known: a, b.",
        ),
        (
            lambda: case(order=("a", "c")),
            "Case.order must be the same themes in another order, got ('a', 'c').",
        ),
        (
            lambda: case(names=(("a", "c"),)),
            "Case.names must be a new name for each theme, got (('a', 'c'),).",
        ),
        (
            lambda: case(points=(1, 2, 3, 4)),
            "Case.points must be a rising number for each point of the scale, got (1, 2, 3, 4).",
        ),
        (
            lambda: case(points=(1, 2, 4, 3, 5)),
            "Case.points must be a rising number for each point of the scale, "
            "got (1, 2, 4, 3, 5).",
        ),
        (
            lambda: case(points=(1, 2, 2, 3, 5)),
            "Case.points must be a rising number for each point of the scale, "
            "got (1, 2, 2, 3, 5).",
        ),
    ],
)
def test_a_case_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


# The page.


def test_the_page_shows_what_is_declared() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rules_and_laws.filled(page) == page, "run: python docs/rules_and_laws.py"


def test_the_page_names_every_law_promise_and_rule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [*BUILT_IN_RULES, *(law.value for law in Law), *(one.value for one in Promise)]
    assert [name for name in names if f"| `{name}`" not in page] == []


def test_a_change_of_the_page_is_put_right() -> None:
    page = PAGE.read_text(encoding="utf-8")
    changed = page.replace("<br>`pareto` | yes |", "<br>`pareto` | **no** |")
    assert changed != page
    assert rules_and_laws.filled(changed) == page
