"""Rounds of rating: open, anonymous and closed."""

import datetime
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.methods import builtin_method
from ledertrivsel.rounds import (
    DEFAULT_FLOOR,
    LOWEST_FLOOR,
    GroupTally,
    Round,
    RoundGroup,
    RoundMode,
    RoundPurpose,
    ThemeFinder,
)
from ledertrivsel.scales import DONT_KNOW, Rating, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme

THEMES = builtin_method().themes
ANNA, BENT, CARL = (f"voice-{letter * 32}" for letter in "abc")
NORTH, SOUTH, CITY = (
    RoundGroup("north", "Nord"),  # type: ignore[arg-type]
    RoundGroup("south", Text({"da": "Syd"})),
    RoundGroup("city", "By", "north"),  # type: ignore[arg-type]
)


def refusal(make: Callable[[], object]) -> str:
    with pytest.raises(InvalidValueError) as caught:
        make()
    return str(caught.value)


def ballot(voice: str, *ratings: tuple[str, Any, Any], **more: Any) -> Ballot:
    return Ballot(voice=voice, ratings=ratings, **more)


def anonymous(**more: Any) -> Round:
    return Round(id="survey", mode=RoundMode.ANONYMOUS, **more)


# Making one.


def test_a_round_is_an_open_baseline_on_one_to_five() -> None:
    a_round = Round(id="prepare")
    assert (a_round.purpose, a_round.mode) == (RoundPurpose.BASELINE, RoundMode.OPEN)
    assert (a_round.scale, a_round.floor, a_round.tallies) == (Scale(), None, None)
    assert a_round.is_shown
    assert not a_round.is_closed
    assert a_round.tally() == Tally()


def test_what_is_in_a_round_is_sorted() -> None:
    a_round = Round(
        id="r",
        purpose="follow-up",  # type: ignore[arg-type]
        mode="open",  # type: ignore[arg-type]
        held_on=datetime.date(2026, 9, 2),
        groups=[SOUTH, NORTH],  # type: ignore[arg-type]
        ballots=[ballot("B"), ballot("A", group="south")],  # type: ignore[arg-type]
    )
    assert [group.id for group in a_round.groups] == ["north", "south"]
    assert [one.voice for one in a_round.ballots] == ["A", "B"]
    assert a_round.purpose is RoundPurpose.FOLLOW_UP
    assert a_round == attrs.evolve(a_round, ballots=a_round.ballots[::-1])


def test_an_anonymous_round_has_a_floor_of_five_and_never_under_three() -> None:
    assert (DEFAULT_FLOOR, LOWEST_FLOOR) == (5, 3)
    assert anonymous().floor == 5
    assert [anonymous(floor=floor).floor for floor in (3, 8, 1000)] == [3, 8, 1000]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: anonymous(floor=2),
            "Round.floor must be at least 3, got 2. Under 3 answers anybody could be recognized.",
        ),
        (lambda: anonymous(floor=1001), "Round.floor must be at most 1000, got 1001."),
        (lambda: anonymous(floor=3.0), "Round.floor must be a whole number, got 3.0."),
        (lambda: anonymous(floor=True), "Round.floor must be a whole number, got True."),
        (
            lambda: Round(id="r", floor=5),
            "Round.floor belongs to anonymous rounds, got 5.",
        ),
        (
            lambda: Round(id="r", mode="secret"),  # type: ignore[arg-type]
            "Round.mode must be one of open, anonymous, got 'secret'.",
        ),
        (
            lambda: Round(id="r", purpose="base"),  # type: ignore[arg-type]
            "Round.purpose must be one of baseline, follow-up, pilot, got 'base'. "
            "Did you mean 'baseline'?",
        ),
        (
            lambda: Round(id="Round 1"),
            "Round.id must be a slug (a–z, 0–9 and single hyphens), got 'Round 1'. "
            "For example 'round-1'.",
        ),
        (
            lambda: Round(id="r", held_on="2026-09-02"),  # type: ignore[arg-type]
            "Round.held_on must be a date, got '2026-09-02'. Use datetime.date, without a time.",
        ),
        (lambda: Round(id="r", scale=5), "Round.scale must be a Scale, got 5."),  # type: ignore[arg-type]
        (
            lambda: Round(id="r", ballots=(5,)),  # type: ignore[arg-type]
            "Round.ballots[0] must be a Ballot, got 5.",
        ),
        (
            lambda: Round(id="r", groups=("north",)),  # type: ignore[arg-type]
            "Round.groups[0] must be a RoundGroup, got 'north'.",
        ),
        (
            lambda: Round(id="r", tallies=("north",)),  # type: ignore[arg-type]
            "Round.tallies[0] must be a GroupTally, got 'north'.",
        ),
        (
            lambda: Round(id="r", ballots=(ballot("A"), ballot(" A"))),
            "Round.ballots[1] must not repeat 'A', got 'A'.",
        ),
        (
            lambda: Round(id="r", groups=(NORTH, SOUTH, NORTH)),
            "Round.groups[1] must not repeat 'north', got 'north'.",
        ),
        (
            lambda: Round(id="r", groups=(CITY, SOUTH)),
            "Round.groups['city'].parent must be one of the round's groups, got 'north'. "
            "Did you mean 'south'?",
        ),
        (
            lambda: Round(id="r", groups=(RoundGroup("a", Text({"da": "A"}), "a"),)),
            "Round.groups['a'].parent must lead up to a group without a parent, got 'a'.",
        ),
        (
            lambda: Round(
                id="r",
                groups=(
                    RoundGroup("a", Text({"da": "A"}), "b"),
                    RoundGroup("b", Text({"da": "B"}), "c"),
                    RoundGroup("c", Text({"da": "C"}), "a"),
                ),
            ),
            "Round.groups['a'].parent must lead up to a group without a parent, got 'b'.",
        ),
        (
            lambda: Round(id="r", ballots=(ballot("A", ("x", 6, 1)),)),
            "Round.ballots['A']['x'].importance must be on the scale 1–5, got 6.",
        ),
        (
            lambda: Round(id="r", scale=Scale(2, 4), ballots=(ballot("A", ("x", 4, 1)),)),
            "Round.ballots['A']['x'].success must be on the scale 2–4, got 1.",
        ),
        (
            lambda: Round(id="r", groups=(NORTH,), ballots=(ballot("A", group="nord"),)),
            "Round.ballots['A'].group must be one of the round's groups, got 'nord'. "
            "Did you mean 'north'?",
        ),
        (
            lambda: Round(id="r", ballots=(ballot("A", group="nord"),)),
            "Round.ballots['A'].group must be one of the round's groups, got 'nord'.",
        ),
        (lambda: GroupTally("a", 5), "GroupTally.tally must be a Tally, got 5."),  # type: ignore[arg-type]
    ],
)
def test_a_round_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    assert refusal(make) == text


def test_the_ids_of_groups_are_slugs() -> None:
    slug = "must be a slug (a–z, 0–9 and single hyphens)"
    title = Text({"da": "A"})
    assert refusal(lambda: RoundGroup("A", title)) == (
        f"RoundGroup.id {slug}, got 'A'. For example 'a'."
    )
    assert refusal(lambda: RoundGroup("a", title, "B")) == (
        f"RoundGroup.parent {slug}, got 'B'. For example 'b'."
    )
    assert refusal(lambda: GroupTally("A", Tally())) == (
        f"GroupTally.group {slug}, got 'A'. For example 'a'."
    )
    assert (RoundGroup("a", title).parent, GroupTally("", Tally()).group) == ("", "")


def test_groups_may_be_a_tree_as_deep_as_there_are_groups() -> None:
    chain = [RoundGroup("a", Text({"da": "A"}))]
    for parent, child in ("ab", "bc", "cd"):
        chain.append(RoundGroup(child, Text({"da": child}), parent))
    assert [group.parent for group in Round(id="r", groups=tuple(chain)).groups] == [
        "",
        "a",
        "b",
        "c",
    ]


# An anonymous round.


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            ballot("Anna Andersen", ("x", 9, 1)),
            "Round.ballots[…].voice must come from new_voice() in an anonymous round, got '…'. "
            "Make one with ledertrivsel.new_voice().",
        ),
        (
            ballot(ANNA, size=2),
            "Round.ballots[…].size must be 1 in an anonymous round, got 2.",
        ),
        (
            ballot(ANNA, reasons=(("x", "Min chef"),)),
            "Round.ballots[…].reasons must be empty in an anonymous round, got 1.",
        ),
        (
            ballot(ANNA, ("x", 9, 1)),
            "Round.ballots[…]['x'].importance must be on the scale 1–5, got 9.",
        ),
        (
            ballot(ANNA, group="north"),
            "Round.ballots[…].group must be one of the round's groups, got 'north'.",
        ),
    ],
)
def test_an_anonymous_round_refuses_what_tells_who_and_its_error_names_nobody(
    one: Ballot, text: str
) -> None:
    for make in (lambda: anonymous(ballots=(one,)), lambda: anonymous().with_ballot(one)):
        assert refusal(make) == text
        assert one.voice not in text


def test_an_open_round_takes_what_an_anonymous_one_does_not() -> None:
    one = ballot("Anna", size=3, reasons=(("x", "Derfor"),))
    assert Round(id="r", ballots=(one,)).ballots == (one,)


def test_an_anonymous_round_is_shown_when_closed_and_only_then() -> None:
    a_round = anonymous(ballots=tuple(ballot(voice, ("x", 5, 1)) for voice in (ANNA, BENT, CARL)))
    assert not a_round.is_shown
    closed = a_round.closed()
    assert closed.is_shown
    assert closed.is_closed
    assert closed.ballots == ()
    assert closed.tally() == a_round.tally()
    assert closed.floor == 5
    assert ANNA not in repr(closed)


def test_closing_gives_one_tally_a_declared_group_also_an_empty_one() -> None:
    a_round = anonymous(
        groups=(NORTH, SOUTH),
        ballots=(
            ballot(BENT, ("x", 4, 2), group="north"),
            ballot(ANNA, ("x", 5, 1), group="north"),
            ballot(CARL, ("y", 3, DONT_KNOW)),
        ),
    )
    closed = a_round.closed()
    assert closed.tallies == (
        GroupTally("", Tally(halves=(("y", 3, DONT_KNOW, 1),), voices=1, participants=1)),
        GroupTally(
            "north", Tally(cells=(("x", 4, 2, 1), ("x", 5, 1, 1)), voices=2, participants=2)
        ),
        GroupTally("south", Tally()),
    )
    assert closed.tally() == a_round.tally()
    assert anonymous().closed().tallies == ()
    assert anonymous().closed().tally() == Tally()


def test_a_closed_round_never_changes_again() -> None:
    closed = anonymous(ballots=(ballot(ANNA, ("x", 5, 1)),)).closed()
    text = "rounds['survey'] must still be open, got 'closed'."
    assert refusal(lambda: closed.with_ballot(ballot(BENT))) == text
    assert refusal(lambda: closed.without_voice(ANNA)) == text
    assert refusal(closed.closed) == text
    with pytest.raises(InvalidValueError) as caught:
        closed.closed()
    assert say(caught.value).startswith("rounds['survey'] skal ")


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: Round(id="r", ballots=(ballot("A"),), tallies=()),
            "Round.tallies must hold ballots or tallies, not both, got 1.",
        ),
        (
            lambda: Round(id="r", tallies=(GroupTally("", Tally()), GroupTally("", Tally()))),
            "Round.tallies[1] must not repeat '', got ''.",
        ),
        (
            lambda: Round(id="r", groups=(SOUTH, NORTH), tallies=(GroupTally("west", Tally()),)),
            "Round.tallies must be one of the round's groups, got 'west'. Known: north, south.",
        ),
        (
            lambda: Round(id="r", tallies=(GroupTally("", Tally(Scale(1, 2))),)),
            "Round.tallies must have the same scale as the tally it is added to, got Scale("
            "lowest=1, highest=2, labels=((1, …grad'), ('en', 'To a high degree')))))).",
        ),
    ],
)
def test_tallies_that_do_not_fit_the_round_are_refused(
    make: Callable[[], object], text: str
) -> None:
    assert refusal(make) == text


def test_tallies_are_sorted_by_group_and_add_up() -> None:
    one, other = Tally(cells=(("x", 1, 1, 2),), voices=2), Tally(cells=(("x", 1, 1, 3),), voices=4)
    a_round = Round(
        id="r",
        groups=(NORTH,),
        tallies=[GroupTally("north", one), GroupTally("", other)],  # type: ignore[arg-type]
    )
    assert a_round.tallies is not None
    assert [counted.group for counted in a_round.tallies] == ["", "north"]
    assert a_round.tally() == one + other


# Adding and withdrawing.


def test_a_ballot_is_put_in_its_place() -> None:
    a_round = Round(id="r")
    for voice in "CADB":
        a_round = a_round.with_ballot(ballot(voice))
    assert [one.voice for one in a_round.ballots] == ["A", "B", "C", "D"]
    assert a_round == Round(id="r", ballots=tuple(ballot(voice) for voice in "DCBA"))
    assert [a_round.has_voice(voice) for voice in ("A", "D", "E", "", "AB")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_voice_hands_in_once_and_may_take_it_back() -> None:
    a_round = Round(id="r", ballots=(ballot("A"), ballot("B", ("x", 1, 1))))
    assert refusal(lambda: a_round.with_ballot(ballot("B"))) == (
        "ballot.voice must not repeat 'B', got 'B'. "
        "Take the first one back, with plan.withdraw_ballot()."
    )
    without = a_round.without_voice("B")
    assert without.ballots == (ballot("A"),)
    assert without.with_ballot(ballot("B", ("x", 2, 2))).ballots[1].rating("x") == Rating(2, 2)


def test_only_a_ballot_is_added_and_it_must_fit() -> None:
    a_round = Round(id="r", groups=(NORTH,))
    assert refusal(lambda: a_round.with_ballot("A")) == "ballot must be a Ballot, got 'A'."  # type: ignore[arg-type]
    assert refusal(lambda: a_round.with_ballot(ballot("A", ("x", 0, 1)))) == (
        "Round.ballots['A']['x'].importance must be on the scale 1–5, got 0."
    )
    assert refusal(lambda: a_round.with_ballot(ballot("A", ("x", 5, 6)))) == (
        "Round.ballots['A']['x'].success must be on the scale 1–5, got 6."
    )
    assert a_round.with_ballot(ballot("A", ("x", 1, 5), group="north")).has_voice("A")


def test_a_voice_that_is_not_there_is_told_with_near_ones() -> None:
    a_round = Round(id="r", ballots=(ballot("Stab"), ballot("Skole")))
    assert refusal(lambda: a_round.without_voice("Stabe")) == (
        "voice must be a voice of the round, got 'Stabe'. Did you mean 'Stab'?"
    )
    assert refusal(lambda: a_round.without_voice("Xyz")) == (
        "voice must be a voice of the round, got 'Xyz'. Known: Skole, Stab."
    )
    secret = anonymous(ballots=(ballot(ANNA),))
    assert refusal(lambda: secret.without_voice(f"{ANNA[:-1]}b")) == (
        f"voice must be a voice of the round, got '{ANNA[:-1]}b'."
    )
    assert secret.without_voice(ANNA).ballots == ()


# From plain rows.


def test_rows_become_ballots() -> None:
    a_round = Round.from_rows(
        "prepare",
        [
            ("B", "sparring", 4, 3),
            ["A", "overload", 5, DONT_KNOW],
            {"voice": " A ", "theme": "sparring", "importance": "dont-know", "success": 2},
            {"theme": "restitution", "voice": "A"},
            {"theme": "reward", "voice": "C", "success": 1},
        ],
        title="Workshop 1",
        held_on=datetime.date(2026, 9, 2),
        purpose=RoundPurpose.PILOT,
    )
    assert a_round == Round(
        id="prepare",
        title="Workshop 1",
        held_on=datetime.date(2026, 9, 2),
        purpose=RoundPurpose.PILOT,
        ballots=(
            ballot("A", ("overload", 5, DONT_KNOW), ("sparring", DONT_KNOW, 2)),
            ballot("B", ("sparring", 4, 3)),
            ballot("C", ("reward", None, 1)),
        ),
    )


def test_rows_of_random_voices_may_be_anonymous() -> None:
    a_round = Round.from_rows(
        "survey", [(ANNA, "x", 7, 1)], mode=RoundMode.ANONYMOUS, scale=Scale(1, 7), floor=8
    )
    assert (a_round.mode, a_round.floor, a_round.scale) == (RoundMode.ANONYMOUS, 8, Scale(1, 7))
    assert Round.from_rows("r", []).ballots == ()


@pytest.mark.parametrize(
    "given",
    [
        "new-managers",
        "New-Managers",
        1,
        "1",
        " 1. ",
        "Hvordan modtager vi nye ledere?",
        "hvordan  modtager vi NYE ledere",
        "1. Hvordan modtager vi nye ledere?",
        THEMES[0],
        THEMES[0].title.to("en"),
        f"1. {THEMES[0].title.to('en')}",
    ],
)
def test_with_the_themes_a_theme_is_found_by_id_number_or_title(given: object) -> None:
    a_round = Round.from_rows("r", [("A", given, 5, 2)], themes=THEMES)
    assert a_round.ballots[0].ratings == (("new-managers", 5, 2),)


def test_a_finder_tells_what_it_does_not_find() -> None:
    finder = ThemeFinder(THEMES)
    assert [finder.find(given) for given in (12, 13, None, 1.0, True, "", "nye")] == [
        "cross-pressure",
        None,
        None,
        None,
        None,
        None,
        None,
    ]
    own = Theme(id="own", title=Text({"da": "Mål og rammer"}), number=13)
    assert ThemeFinder([*THEMES, own]).find("mål og rammer") == "own"
    assert ThemeFinder([*THEMES, own]).find(own) == "own"
    assert ThemeFinder([]).find("own") is None


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            [("A", "x", 1, 1), ("A", "x", 1)],
            "rows[1] must be (voice, theme, importance, success), got ('A', 'x', 1). "
            "For example ('Group A', 'new-managers', 5, 2).",
        ),
        (
            ["Axis"],
            "rows[0] must be (voice, theme, importance, success), got 'Axis'. "
            "For example ('Group A', 'new-managers', 5, 2).",
        ),
        (
            [{"voice": "A", "tema": "x"}],
            "rows[0] must be (voice, theme, importance, success), "
            "got {'voice': 'A', 'tema': 'x'}. For example ('Group A', 'new-managers', 5, 2).",
        ),
        (
            [{"voice": "A", "theme": "x", "importanse": 4}],
            "rows[0] must be (voice, theme, importance, success), "
            "got {'voice': 'A', 'theme': 'x', 'importanse': 4}. "
            "For example ('Group A', 'new-managers', 5, 2).",
        ),
        (
            [{"theme": "x"}],
            "rows[0] must be (voice, theme, importance, success), got {'theme': 'x'}. "
            "For example ('Group A', 'new-managers', 5, 2).",
        ),
        ([("A", "x", 1, 1), (5, "x", 1, 1)], "rows[1].voice must be a text, got 5."),
        ([("", "x", 1, 1)], "rows[0].voice must not be empty, got ''."),
        (
            [("A", "X y", 1, 1)],
            "rows[0].theme must be a slug (a–z, 0–9 and single hyphens), got 'X y'. "
            "For example 'x-y'.",
        ),
        ([("A", 1, 1, 1)], "rows[0].theme must be a text, got 1."),
        (
            [("A", "x", 1, 1), ("B", "x", 1, 1), (" A", "x", 2, 2)],
            "rows[2] must be rated once by a voice, got (' A', 'x', 2, 2).",
        ),
        (
            [("A", "x", 1, 1), ("A", "y", "4", 1)],
            "rows[1].importance must be a whole number, DONT_KNOW or None, got '4'.",
        ),
        (
            [("A", "x", 1, 4.5)],
            "rows[0].success must be a whole number, DONT_KNOW or None, got 4.5.",
        ),
        ([("A", "x", 0, 1)], "rows[0].importance must be on the scale 1–5, got 0."),
        ([("A", "x", 1, 1), ("A", "y", 1, 6)], "rows[1].success must be on the scale 1–5, got 6."),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_number(rows: list[object], text: str) -> None:
    assert refusal(lambda: Round.from_rows("r", rows)) == text


def test_an_unknown_theme_is_told_with_near_ones() -> None:
    rows = [("A", "sparing", 1, 1)]
    assert refusal(lambda: Round.from_rows("r", rows, themes=THEMES)) == (
        "rows[0].theme must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?"
    )
    assert refusal(lambda: Round.from_rows("r", [("A", 14, 1, 1)], themes=THEMES[:1])) == (
        "rows[0].theme must be one of the plan's themes, got 14. "
        "Known: new-managers, Hvordan modtager vi nye ledere?, "
        f"{THEMES[0].title.to('en')}."
    )


def test_a_round_is_hashable_and_pickles() -> None:
    a_round = Round(id="r", groups=(NORTH,), ballots=(ballot("A", ("x", 5, DONT_KNOW)),))
    assert pickle.loads(pickle.dumps(a_round)) == a_round
    assert len({a_round, a_round.closed(), a_round.with_ballot(ballot("B"))}) == 3
