"""The kit's small values: valid by construction, and none of the kinds is missing."""

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Instrument
from ledertrivsel.matrix import Matrix, Quadrant
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import DONT_KNOW, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.testing.strategies import (
    NASTY_TEXTS,
    ballots,
    cuts,
    days,
    hostile_texts,
    instruments,
    matrices,
    profiles,
    rounds,
    scales,
    tallies,
    texts,
    themes,
)
from ledertrivsel.themes import Theme, ThemeSource
from tests.testing.occurrence import occurs


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_every_nasty_text_is_a_valid_title(text: str) -> None:
    assert v.title(text, "text")


@pytest.mark.parametrize(
    "sort", ["<script>", "=", "æ", "\u05e9", "- ", "1. ", "a\u030a", "{{", "|", "\u200d"]
)
def test_every_sort_of_trouble_is_among_the_nasty_texts(sort: str) -> None:
    assert any(sort.strip() in text for text in NASTY_TEXTS)


@given(text=texts())
def test_texts_are_valid_titles(text: str) -> None:
    assert v.title(text, "text")


@given(text=hostile_texts())
def test_hostile_texts_are_valid_texts(text: str) -> None:
    assert v.text(text, "text", required=True) == v.text(v.text(text, "text"), "text")


@pytest.mark.parametrize("sign", ["\n", "<", "|", "*", "ש", "👩"])
def test_hostile_texts_hold_every_sign_of_trouble(sign: str) -> None:
    assert occurs(hostile_texts(), lambda text: sign in text)


@given(theme=themes())
def test_themes_are_own_ones(theme: Theme) -> None:
    assert theme.is_own
    assert theme.number >= 13


def test_themes_come_from_every_source() -> None:
    for source in ThemeSource:
        if source is not ThemeSource.METHOD:
            assert occurs(themes(), lambda theme, wanted=source: theme.source is wanted)


@given(ballot=ballots())
def test_a_ballot_is_one_voices(ballot: Ballot) -> None:
    assert ballot.voice
    assert len(ballot.ratings) <= 3


@pytest.mark.parametrize("half", [None, DONT_KNOW, 1, 5])
def test_ballots_have_answers_of_every_kind(half: object) -> None:
    assert occurs(ballots(), lambda ballot: any(row[1] == half for row in ballot.ratings))


@given(ballots=profiles(voices=3))
def test_profiles_are_complete(ballots: tuple[Ballot, ...]) -> None:
    assert 1 <= len(ballots) <= 3
    assert len({ballot.voice for ballot in ballots}) == len(ballots)
    for ballot in ballots:
        assert len(ballot.ratings) == 4
        assert all(ballot.rating(theme).is_complete for theme, _, _ in ballot.ratings)  # type: ignore[union-attr]


@given(data=st.data(), scale=scales())
def test_profiles_are_on_the_scale_asked_for(data: st.DataObject, scale: Scale) -> None:
    for ballot in data.draw(profiles(("a", "b"), scale=scale)):
        assert all(i in scale.points and s in scale.points for _, i, s in ballot.ratings)


@given(tally=tallies())
def test_tallies_count_voices(tally: Tally) -> None:
    assert tally.voices <= 6
    assert tally.participants >= tally.voices


def test_tallies_have_halves_and_picks() -> None:
    assert occurs(tallies(), lambda tally: bool(tally.cells and tally.halves and tally.picks))


@given(a_round=rounds())
def test_rounds_are_counted(a_round: Round) -> None:
    assert a_round.tally().scale == a_round.scale


@pytest.mark.parametrize("purpose", RoundPurpose)
@pytest.mark.parametrize("mode", RoundMode)
@pytest.mark.parametrize("closed", [False, True])
def test_rounds_are_of_every_kind(purpose: RoundPurpose, mode: RoundMode, closed: bool) -> None:
    if mode is RoundMode.OPEN and closed:
        return  # Only anonymous rounds are closed.
    assert occurs(
        rounds(),
        lambda r: (
            r.purpose is purpose
            and r.mode is mode
            and r.is_closed is closed
            and r.tally().voices > 1
        ),
    )


@given(matrix=matrices())
def test_matrices_have_at_most_five_themes(matrix: Matrix) -> None:
    assert len(matrix.placements) + len(matrix.suppressed) <= 5


@pytest.mark.parametrize("quadrant", Quadrant)
def test_matrices_have_themes_in_every_field(quadrant: Quadrant) -> None:
    assert occurs(matrices(), lambda matrix: bool(matrix.in_field(quadrant)))


def test_matrices_have_themes_suppressed_unrated_and_on_the_line() -> None:
    assert occurs(matrices(), lambda matrix: bool(matrix.suppressed))
    assert occurs(matrices(), lambda matrix: any(p.n == 0 for p in matrix.placements))
    assert occurs(matrices(), lambda matrix: any(p.on_line for p in matrix.placements))


def test_every_cut_and_a_day_shrink_to_the_usual_one() -> None:
    assert find(cuts(), lambda _: True).kind.value == "midpoint"
    assert find(days(), lambda _: True).isoformat() == "2026-09-02"
    assert find(scales(), lambda _: True) == Scale()


def test_instruments_choose_one_two_or_three_to_five() -> None:
    bounds = {(1, 1), (2, 2), (3, 5)}
    for lowest, highest in bounds:

        def chooses(instrument: Instrument, low: int = lowest, high: int = highest) -> bool:
            return (instrument.bounds.lowest, instrument.bounds.highest) == (low, high)

        assert occurs(instruments(), chooses)
