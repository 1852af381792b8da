"""A case of a law is told in words that need no code."""

from typing import Any

import attrs
import pytest
from hypothesis import given

from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case, Law, cut_violations, missing_violations, violations
from ledertrivsel.scales import DONT_KNOW, Cut, CutKind, Scale
from ledertrivsel.testing.laws import cases, in_words

FIVE = "As importance/success on a scale of 1 to 5, with the lines"
ONE = f"{FIVE} in the middle, one voice says a 5/1 and b 4/2."


def voice(name: str, *picks: str, **said: tuple[Any, Any]) -> Ballot:
    rated = tuple((theme, *pair) for theme, pair in said.items())
    return Ballot(voice=name, ratings=rated, picks=picks)


CASE = Case(themes=("a", "b"), ballots=(voice("v", a=(5, 1), b=(4, 2)),))
OTHER = voice("w", "a", a=(1, None), b=(DONT_KNOW, 2))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ONE),
        ({"instead": voice("v", a=(5, 1), b=(5, 2))}, f"{ONE} Then it says a 5/1 and b 5/2."),
        (
            {"more": (voice("x", a=(1, 1), b=(2, 2)),)},
            f"{ONE} Then one more voice is added, which says a 1/1 and b 2/2.",
        ),
        (
            {"more": (voice("x", b=(2, 2)), voice("y"))},
            f"{ONE} Then 2 more voices are added, which say b 2/2; nothing.",
        ),
        ({"copies": 3}, f"{ONE} Then every voice is counted 3 times."),
        ({"order": ("b", "a")}, f"{ONE} Then the themes are listed as b and a."),
        (
            {"names": (("a", "b"), ("b", "a"))},
            f"{ONE} Then a is called b and b is called a.",
        ),
        ({"names": (("a", "a"), ("b", "b"))}, f"{ONE} Then each keeps its name."),
        ({"keep": ("a",)}, f"{ONE} Then b is taken away."),
        (
            {"points": (1, 2, 3, 4, 6)},
            f"{ONE} Then the points 1, 2, 3, 4 and 5 are called 1, 2, 3, 4 and 6.",
        ),
        ({"bounds": Bounds(2, 2)}, f"{ONE} The number of themes to choose is 2."),
        ({"bounds": Bounds(1, 2)}, f"{ONE} The number of themes to choose is 1–2."),
        ({"ballots": ()}, f"{FIVE} in the middle, nobody has said anything."),
        (
            {"ballots": (*CASE.ballots, OTHER), "instead": voice("w", a=(2, 2))},
            f"{FIVE} in the middle, voice 1 says a 5/1 and b 4/2; voice 2 says a 1/? and b ?/2, "
            "and picks a. Then voice 2 says a 2/2.",
        ),
        (
            {"cut": Cut.fixed("7/2", 3), "ballots": ()},
            f"{FIVE} at importance 3.5 and success 3, nobody has said anything.",
        ),
        (
            {"cut": Cut(CutKind.MEAN), "ballots": (), "scale": Scale(-2, 2)},
            "As importance/success on a scale of −2 to 2, with the lines at the mean of the "
            "themes, nobody has said anything.",
        ),
        (
            {"cut": Cut(CutKind.MEDIAN), "ballots": ()},
            f"{FIVE} at the median of the themes, nobody has said anything.",
        ),
    ],
)
def test_a_case_is_told_as_it_happens(changes: dict[str, Any], said: str) -> None:
    assert in_words(attrs.evolve(CASE, **changes)) == said


def test_the_setting_can_be_left_out() -> None:
    assert in_words(CASE, setting=False) == "One voice says a 5/1 and b 4/2."


@pytest.mark.parametrize("law", Law)
def test_each_case_that_is_drawn_can_be_told(law: Law) -> None:
    @given(case=cases(law))
    def tell(case: Case) -> None:
        assert in_words(case).endswith(".")

    tell()


def test_pinned_cases_that_differ_are_told_apart() -> None:
    cut = (one for kind in CutKind for one in cut_violations(kind))
    pinned = {one.case for one in (*violations(), *missing_violations(), *cut)}
    assert len({in_words(case) for case in pinned}) == len(pinned)
