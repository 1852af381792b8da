"""A tally is a commutative monoid, and the sufficient statistic of what was handed in."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.scales import DONT_KNOW, Axis, Scale
from ledertrivsel.tally import Tally, ThemeCount

SCALE = Scale(1, 4)
THEMES = ("a", "b", "c")
HALVES: st.SearchStrategy[Axis] = st.sampled_from((1, 2, 3, 4, DONT_KNOW, None))


@st.composite
def ballots(draw: st.DrawFn) -> Ballot:
    rated = draw(st.sets(st.sampled_from(THEMES)))
    return Ballot(
        voice="v",
        size=draw(st.integers(1, 6)),
        ratings=tuple((theme, draw(HALVES), draw(HALVES)) for theme in sorted(rated)),
        picks=tuple(draw(st.sets(st.sampled_from(THEMES)))),
    )


MANY = st.lists(ballots(), max_size=6)


@given(given_ballots=MANY, data=st.data())
def test_the_order_of_ballots_and_how_they_are_split_never_matter(
    given_ballots: list[Ballot], data: st.DataObject
) -> None:
    whole = Tally.of(given_ballots, SCALE)
    shuffled = data.draw(st.permutations(given_ballots))
    at = data.draw(st.integers(0, len(shuffled)))
    one, other = Tally.of(shuffled[:at], SCALE), Tally.of(shuffled[at:], SCALE)
    assert one + other == whole
    assert other + one == whole
    assert hash(one + other) == hash(whole)


@given(one=MANY, two=MANY, three=MANY)
def test_tallies_add_up_as_a_commutative_monoid(
    one: list[Ballot], two: list[Ballot], three: list[Ballot]
) -> None:
    a, b, c = (Tally.of(part, SCALE) for part in (one, two, three))
    nothing = Tally(SCALE)
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a + nothing == nothing + a == a
    assert sum((b, c), a) == a + b + c


@given(given_ballots=MANY)
def test_a_tally_counts_what_a_slow_reader_counts(given_ballots: list[Ballot]) -> None:
    tally = Tally.of(given_ballots, SCALE)
    counted = tally.by_theme()
    assert tally.voices == len(given_ballots)
    assert tally.participants == sum(ballot.size for ballot in given_ballots)
    assert tally.pickers == sum(1 for ballot in given_ballots if ballot.picks)
    for theme in THEMES:
        said = [
            (rating.importance, rating.success)
            for ballot in given_ballots
            if (rating := ballot.rating(theme)) is not None
        ]
        full = [(i, s) for i, s in said if type(i) is int and type(s) is int]
        count = counted.get(theme, ThemeCount())
        assert count.n == len(full)
        assert count.importance == (Fraction(sum(i for i, _ in full), len(full)) if full else None)
        assert count.success == (Fraction(sum(s for _, s in full), len(full)) if full else None)
        assert count.answered(0) == sum(type(i) is int for i, _ in said)
        assert count.answered(1) == sum(type(s) is int for _, s in said)
        assert sum(row[2] for row in count.halves) == len(said) - len(full)
        assert count.picks == sum(theme in ballot.picks for ballot in given_ballots)


@given(given_ballots=MANY)
def test_a_tally_made_of_its_own_parts_is_equal(given_ballots: list[Ballot]) -> None:
    tally = Tally.of(given_ballots, SCALE)
    again = Tally(
        SCALE,
        tuple(reversed(tally.cells)),
        tuple(reversed(tally.halves)),
        tuple(reversed(tally.picks)),
        tally.voices,
        tally.pickers,
        tally.participants,
    )
    assert again == tally
