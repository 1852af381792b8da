"""Agreement against slow implementations that share nothing with the library's, and its laws."""

import math
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from ledertrivsel.agreement import agreement, consensus, disagreement
from ledertrivsel.ballots import Ballot
from ledertrivsel.laws import Case

COUNTS = st.lists(st.integers(0, 7), min_size=3, max_size=8).filter(any)
WIDE = st.lists(st.integers(0, 7), min_size=2, max_size=8).filter(any)


def slow_agreement(counts: list[int]) -> Fraction:
    """Return van der Eijk's A by his own recipe: peel off one answer a used point, layer by layer.

    U is counted over all triples of points read as texts of 0 and 1; A = U (1 − (S − 1)/(K − 1)).
    """
    size, left, total = len(counts), list(counts), Fraction(0)
    while sum(left):
        pattern = "".join("1" if count else "0" for count in left)
        used = pattern.count("1")
        left = [count - (count > 0) for count in left]
        if used == 1:
            value = Fraction(1)
        elif used == size:
            value = Fraction(0)
        else:
            triples = [
                pattern[i] + pattern[j] + pattern[k]
                for i in range(size)
                for j in range(i + 1, size)
                for k in range(j + 1, size)
            ]
            tu, tdu = triples.count("110") + triples.count("011"), triples.count("101")
            u = Fraction((size - 2) * tu - (size - 1) * tdu, (size - 2) * (tu + tdu))
            value = u * (1 - Fraction(used - 1, size - 1))
        total += Fraction(used, sum(counts)) * value
    return total


def slow_consensus(counts: list[int]) -> float:
    """Return 1 + Σ p log2(1 − |x − mean| / width), in floating point."""
    n, width = sum(counts), len(counts) - 1
    mean = sum(x * count for x, count in enumerate(counts)) / n
    return 1 + sum(
        count / n * math.log2(1 - abs(x - mean) / width) for x, count in enumerate(counts) if count
    )


@given(counts=COUNTS)
def test_agreement_is_what_a_slow_count_of_triples_gives(counts: list[int]) -> None:
    assert agreement(counts) == slow_agreement(counts)


@given(counts=WIDE)
def test_consensus_is_what_floating_point_gives_to_six_places(counts: list[int]) -> None:
    found = consensus(counts)
    assert found is not None
    assert abs(float(found) - slow_consensus(counts)) < 0.000_000_6
    assert found.as_tuple().exponent == -6


@given(counts=WIDE)
def test_reading_the_scale_backwards_changes_nothing(counts: list[int]) -> None:
    assert agreement(counts[::-1]) == agreement(counts)
    assert consensus(counts[::-1]) == consensus(counts)


@given(counts=WIDE, copies=st.integers(2, 5))
def test_the_same_answers_from_more_people_change_nothing(counts: list[int], copies: int) -> None:
    more = [count * copies for count in counts]
    assert agreement(more) == agreement(counts)
    assert consensus(more) == consensus(counts)


@given(counts=COUNTS)
def test_both_stay_within_their_ends(counts: list[int]) -> None:
    a, c = agreement(counts), consensus(counts)
    assert a is not None
    assert c is not None
    assert -1 <= a <= 1
    assert 0 <= c <= 1
    is_unanimous = sum(map(bool, counts)) == 1
    assert (a == 1) == (c == 1) == is_unanimous


@given(points=st.integers(3, 9), each=st.integers(1, 50))
def test_even_answers_have_no_agreement_and_two_ends_none_at_all(points: int, each: int) -> None:
    assert agreement([each] * points) == 0
    ends = [each, *[0] * (points - 2), each]
    assert (agreement(ends), consensus(ends)) == (-1, Decimal("0.000000"))


@given(answers=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=6))
def test_who_said_what_never_changes_the_disagreement(answers: list[tuple[int, int]]) -> None:
    def told(order: list[tuple[int, int]]) -> object:
        ballots = tuple(
            Ballot(voice=f"v{n}", ratings=(("a", *pair),)) for n, pair in enumerate(order)
        )
        case = Case(themes=("a",), ballots=ballots)
        return disagreement(case.before().placements[0], case.scale)

    assume(len(answers) > 1)
    assert told(answers) == told(answers[::-1]) == told(sorted(answers))
