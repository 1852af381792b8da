"""What one voice handed in."""

import pickle
import re
from collections.abc import Callable

import pytest

from ledertrivsel.ballots import Ballot, is_random_voice, new_voice
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import DONT_KNOW, Rating


def test_a_new_voice_is_random_and_known_by_its_form() -> None:
    voices = {new_voice() for _ in range(50)}
    assert len(voices) == 50
    assert all(re.fullmatch(r"voice-[0-9a-f]{32}", voice) for voice in voices)
    assert all(map(is_random_voice, voices))


@pytest.mark.parametrize(
    "voice",
    [
        "Anna",
        "voice-",
        "voice-1",
        f"voice-{'a' * 31}",
        f"voice-{'a' * 33}",
        f"voice-{'A' * 32}",
        f"voice-{'g' * 32}",
        f" voice-{'a' * 32}",
        f"voice-{'a' * 32}\n",
    ],
)
def test_no_other_form_is_a_random_voice(voice: str) -> None:
    assert not is_random_voice(voice)
    assert is_random_voice(f"voice-{'a' * 32}")


def test_a_ballot_keeps_its_ratings_sorted_by_theme() -> None:
    ballot = Ballot(
        voice="A", ratings=(("sparring", 4, 3), ["overload", 5, None], ("reward", "dont-know", 1))
    )
    assert ballot.ratings == (
        ("overload", 5, None),
        ("reward", DONT_KNOW, 1),
        ("sparring", 4, 3),
    )
    assert ballot == Ballot(voice="A", ratings=tuple(reversed(ballot.ratings)))


def test_a_ballot_takes_a_mapping_of_ratings() -> None:
    mapped = Ballot(voice="A", ratings={"b": Rating(1, 2), "a": Rating(3, None)})  # type: ignore[arg-type]
    assert mapped == Ballot(voice="A", ratings=(("a", 3, None), ("b", 1, 2)))


def test_a_rating_without_anything_is_no_rating() -> None:
    ballot = Ballot(voice="A", ratings=(("a", None, None), ("b", None, DONT_KNOW), ("c", None, 1)))
    assert ballot.ratings == (("b", None, DONT_KNOW), ("c", None, 1))
    assert ballot.rating("a") is None


def test_a_rating_is_a_view_of_one_row() -> None:
    ballot = Ballot(voice="A", ratings=(("a", 5, 1), ("b", 2, DONT_KNOW)))
    assert ballot.rating("a") == Rating(5, 1)
    assert ballot.rating("b") == Rating(2, DONT_KNOW)
    assert ballot.rating("c") is None


def test_picks_and_reasons_are_sorted_and_the_voice_is_stripped() -> None:
    ballot = Ballot(
        voice="  Stab  ",
        group="staff",
        size=4,
        picks=["sparring", "overload"],  # type: ignore[arg-type]
        reasons=[("sparring", "B"), ("overload", "A"), ("sparring", "A")],  # type: ignore[arg-type]
    )
    assert (ballot.voice, ballot.group, ballot.size) == ("Stab", "staff", 4)
    assert ballot.picks == ("overload", "sparring")
    assert ballot.reasons == (("overload", "A"), ("sparring", "A"), ("sparring", "B"))


def test_a_ballot_may_be_empty() -> None:
    ballot = Ballot(voice="A")
    assert (ballot.group, ballot.size, ballot.ratings, ballot.picks) == ("", 1, (), ())


SLUG = "must be a slug (a–z, 0–9 and single hyphens)"


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Ballot(voice=""), "Ballot.voice must not be empty, got ''."),
        (lambda: Ballot(voice=" "), "Ballot.voice must not be empty, got ' '."),
        (lambda: Ballot(voice=7), "Ballot.voice must be a text, got 7."),  # type: ignore[arg-type]
        (lambda: Ballot(voice="A\nB"), "Ballot.voice must be one line, got 'A\\nB'."),
        (
            lambda: Ballot(voice="A", group="My group"),
            f"Ballot.group {SLUG}, got 'My group'. For example 'my-group'.",
        ),
        (lambda: Ballot(voice="A", size=0), "Ballot.size must be at least 1, got 0."),
        (
            lambda: Ballot(voice="A", size=100_001),
            "Ballot.size must be at most 100000, got 100001.",
        ),
        (lambda: Ballot(voice="A", size=2.5), "Ballot.size must be a whole number, got 2.5."),  # type: ignore[arg-type]
        (
            lambda: Ballot(voice="A", ratings=(("a", 1),)),  # type: ignore[arg-type]
            "Ballot.ratings[0] must be (theme, importance, success), got ('a', 1).",
        ),
        (
            lambda: Ballot(voice="A", ratings=(("a", 1, 1), "abc")),  # type: ignore[arg-type]
            "Ballot.ratings[1] must be (theme, importance, success), got 'abc'.",
        ),
        (
            lambda: Ballot(voice="A", ratings=(("A", 1, 1),)),
            f"Ballot.ratings {SLUG}, got 'A'. For example 'a'.",
        ),
        (
            lambda: Ballot(voice="A", ratings=(("a", 4.5, 1),)),  # type: ignore[arg-type]
            "Ballot.ratings['a'].importance must be a whole number, DONT_KNOW or None, got 4.5.",
        ),
        (
            lambda: Ballot(voice="A", ratings=(("a", 4, True),)),
            "Ballot.ratings['a'].success must be a whole number, DONT_KNOW or None, got True.",
        ),
        (
            lambda: Ballot(voice="A", ratings=(("b", 1, 1), ("a", 4, 1), ("b", 2, 1))),
            "Ballot.ratings['b'] must be rated once by a voice, got ('b', 2, 1).",
        ),
        (
            lambda: Ballot(voice="A", ratings={"a": (1, 2)}),  # type: ignore[arg-type]
            "Ballot.ratings['a'] must be a Rating, got (1, 2).",
        ),
        (
            lambda: Ballot(voice="A", ratings="a"),  # type: ignore[arg-type]
            "Ballot.ratings must be a list, got 'a'.",
        ),
        (
            lambda: Ballot(voice="A", picks=("a", "a")),
            "Ballot.picks[1] must not repeat 'a', got 'a'.",
        ),
        (lambda: Ballot(voice="A", picks="a"), "Ballot.picks must be a list, got 'a'."),  # type: ignore[arg-type]
        (lambda: Ballot(voice="A", picks=(1,)), "Ballot.picks must be a text, got 1."),  # type: ignore[arg-type]
        (
            lambda: Ballot(voice="A", reasons=(("a", "x"), ("a",))),  # type: ignore[arg-type]
            "Ballot.reasons[1] must map a theme to a text, got ('a',).",
        ),
        (
            lambda: Ballot(voice="A", reasons=("ab",)),  # type: ignore[arg-type]
            "Ballot.reasons[0] must map a theme to a text, got 'ab'.",
        ),
        (
            lambda: Ballot(voice="A", reasons=(("a", " "),)),
            "Ballot.reasons[0] must not be empty, got ' '.",
        ),
        (
            lambda: Ballot(voice="A", reasons=(("A b", "x"),)),
            f"Ballot.reasons[0] {SLUG}, got 'A b'. For example 'a-b'.",
        ),
        (
            lambda: Ballot(voice="A", reasons=5),  # type: ignore[arg-type]
            "Ballot.reasons must be a list, got 5.",
        ),
    ],
)
def test_a_ballot_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_the_limits_of_a_size_are_included() -> None:
    assert [Ballot(voice="A", size=size).size for size in (1, 100_000)] == [1, 100_000]


def test_a_ballot_is_hashable_and_pickles() -> None:
    ballot = Ballot(voice="A", ratings=(("a", 5, DONT_KNOW),), reasons=(("a", "Derfor"),))
    assert pickle.loads(pickle.dumps(ballot)) == ballot
    assert len({ballot, pickle.loads(pickle.dumps(ballot))}) == 1
