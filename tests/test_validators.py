"""The text gate and the checks of single values, each refusal with its full text."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel import _validators as v
from ledertrivsel.cards import ActionCard
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.parking import ParkedReason, ParkedTheme


def refusal(call: Callable[[], object]) -> str:
    """Return the English text of what *call* is refused with, after a look at the Danish."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    danish = say(caught.value, "da")
    assert danish.startswith(caught.value.path)
    assert not re.search(r"\{[a-z]+\}", danish)
    return str(caught.value)


# The text gate

CLEAN_TEXTS = (
    "",
    "Trivsel",
    "Æblegrød på Ærø, med å",
    "to\nlinjer\tog en tabulator",
    "🧑‍🤝‍🧑 sammen",
    "− – “citat” …",
    "\u200eretning, der må bruges\u200f",
)


@pytest.mark.parametrize("text", CLEAN_TEXTS)
def test_ordinary_text_passes_unchanged(text: str) -> None:
    assert v.text(text, "a") == text


def test_text_is_kept_in_nfc() -> None:
    assert v.text("Sa\u030adan", "a") == "Sådan"
    assert v.text(unicodedata.normalize("NFD", "rødgrød å"), "a") == "rødgrød å"


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "U+0000"),
        ("\x08", "U+0008"),
        ("\x0b", "U+000B"),
        ("\r", "U+000D"),
        ("\x1b", "U+001B"),
        ("\x1f", "U+001F"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\x9f", "U+009F"),
        ("\ufdd0", "U+FDD0"),
        ("\ufdef", "U+FDEF"),
        ("\ufffe", "U+FFFE"),
        ("\U0001ffff", "U+1FFFF"),
        ("\U0010fffe", "U+10FFFE"),
    ],
)
@pytest.mark.parametrize("rest", ["", "å"])
def test_controls_and_noncharacters_are_refused(character: str, code: str, rest: str) -> None:
    assert refusal(lambda: v.text(f"a{character}{rest}", "Plan.title")) == (
        f"Plan.title must not contain the character {code}, got {f'a{character}{rest}'!r}. "
        "Clean the text before it enters the model; readers do."
    )


@pytest.mark.parametrize("character", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_controls_that_override_direction_are_refused(character: str) -> None:
    assert refusal(lambda: v.text(character, "Plan.title")) == (
        f"Plan.title must not contain the text-direction control U+{ord(character):04X}, "
        f"got {character!r}. Clean the text before it enters the model; readers do."
    )


def test_half_a_character_is_refused() -> None:
    assert refusal(lambda: v.text("a\ud83d", "Plan.title")) == (
        "Plan.title must not contain half a character (U+D83D), got 'a\\ud83d'. "
        "Clean the text before it enters the model; readers do."
    )


@pytest.mark.parametrize("value", [None, 5, b"tekst", ["tekst"], True])
def test_what_is_no_text_is_refused(value: object) -> None:
    assert refusal(lambda: v.text(value, "Plan.title")) == (
        f"Plan.title must be a text, got {value!r}."
    )


def test_a_long_text_is_refused_and_the_longest_taken() -> None:
    assert len(v.text("å" * 30_000, "a")) == 30_000
    shown = f"'{'x' * 38}…{'x' * 38}'"
    assert refusal(lambda: v.text("x" * 30_001, "Plan.purpose")) == (
        f"Plan.purpose must be at most 30000 characters, is 30001, got {shown}. "
        "Shorten it, or move the rest to a note."
    )


def test_length_counts_after_composition() -> None:
    assert v.text("a\u030a" * 200, "a", limit=200) == "å" * 200
    # U+0958 is decomposed in NFC: two characters of each.
    with pytest.raises(InvalidValueError, match="is 202"):
        v.text("\u0958" * 101, "a", limit=200)


@pytest.mark.parametrize("value", ["", " ", "\n\t", "\u00a0"])
def test_a_required_text_is_refused_when_nothing_stands_in_it(value: str) -> None:
    assert refusal(lambda: v.text(value, "Task.what", required=True)) == (
        f"Task.what must not be empty, got {value!r}."
    )


def test_a_text_of_another_class_becomes_a_plain_one() -> None:
    class Safe(str):
        """As template engines mark HTML that need not be escaped."""

        def __str__(self) -> str:
            return "<b>"

        def __html__(self) -> str:
            return self

    class Name(str, Enum):  # noqa: UP042 - an older program's way, with a str() of its own.
        ONE = "one"

    for given_text, kept in ((Safe("<i>"), "<i>"), (Safe("<å>"), "<å>"), (Name.ONE, "one")):
        assert type(v.text(given_text, "a")) is str
        assert v.text(given_text, "a") == kept
    assert type(v.slug(Name.ONE, "a")) is str


# Titles


@pytest.mark.parametrize("value", ["a\nb", "a\n", "a\u2028b", "a\u2029b"])
def test_a_title_is_one_line(value: str) -> None:
    assert refusal(lambda: v.title(value, "Plan.title")) == (
        f"Plan.title must be one line, got {value!r}."
    )


def test_a_title_has_at_most_200_characters() -> None:
    assert v.title("x" * 200, "a") == "x" * 200
    shown = f"'{'x' * 38}…{'x' * 38}'"
    assert refusal(lambda: v.title("x" * 201, "Plan.title")) == (
        f"Plan.title must be at most 200 characters, is 201, got {shown}. "
        "Shorten it, or move the rest to a note."
    )


def test_a_title_is_required_unless_said_otherwise() -> None:
    assert v.title("", "a", required=False) == ""
    assert refusal(lambda: v.title(" ", "Plan.title")) == "Plan.title must not be empty, got ' '."


# Cleaning


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("\ufeffa", "\ufeffa"),
        ("a\x00\x1b[31m", "a[31m"),
        ("a\u202eb\ud800c\ufffed", "abcd"),
        ("Sa\u030adan", "Sådan"),
        ("a\x00\u030a", "å"),
    ],
)
def test_readers_clean_before_the_model_refuses(dirty: str, clean: str) -> None:
    assert v.clean(dirty) == clean


ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=50)


@given(ANY_TEXT)
def test_clean_text_passes_the_gate_and_stays_as_it_is(dirty: str) -> None:
    clean = v.clean(dirty)
    assert v.text(clean, "a") == clean
    assert v.clean(clean) == clean


@given(ANY_TEXT)
def test_the_gate_changes_nothing_but_the_form(given_text: str) -> None:
    try:
        passed = v.text(given_text, "a")
    except InvalidValueError:
        assert v.clean(given_text) != given_text
    else:
        assert passed == unicodedata.normalize("NFC", given_text)
        assert v.text(passed, "a") == passed


# Slugs


@pytest.mark.parametrize("value", ["a", "1", "new-managers", "bfa-2025", "x" * 200])
def test_slugs_pass(value: str) -> None:
    assert v.slug(value, "a") == value


@pytest.mark.parametrize(
    ("value", "example"),
    [
        ("New Managers", "new-managers"),
        ("klare_mål", "klare-maal"),
        ("-a", "a"),
        ("a--b", "a-b"),
        ("a\n", "a"),
        ("", "theme"),
        ("../../etc", "etc"),
        ("\u0661", "theme"),
    ],
)
def test_what_is_no_slug_is_refused_with_an_example(value: str, example: str) -> None:
    assert refusal(lambda: v.slug(value, "Theme.id")) == (
        "Theme.id must be a slug (a–z, 0–9 and single hyphens), "
        f"got {value!r}. For example {example!r}."
    )


def test_a_slug_has_at_most_200_characters_and_is_a_text() -> None:
    with pytest.raises(InvalidValueError, match="must be a slug"):
        v.slug("x" * 201, "Theme.id")
    assert refusal(lambda: v.slug(7, "Theme.id")) == "Theme.id must be a text, got 7."


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Klare mål", "klare-maal"),
        ("Klare ma\u030al", "klare-maal"),
        ("ÆØÅ", "aeoeaa"),
        ("Café – à la carte?", "cafe-a-la-carte"),
        ("Straße", "strasse"),
        ("???", "theme"),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_a_slug_is_made_of_a_title(title: str, slug: str) -> None:
    assert v.as_slug(title) == slug


@given(ANY_TEXT)
def test_a_slug_can_be_made_of_any_text(title: str) -> None:
    made = v.as_slug(title)
    assert v.slug(made, "a") == made
    assert len(made) <= 60


# Numbers and dates


@pytest.mark.parametrize("value", [True, False, 1.0, "1", None, Fraction(1)])
def test_what_is_no_int_is_refused(value: object) -> None:
    assert refusal(lambda: v.integer(value, "Offset.n")) == (
        f"Offset.n must be a whole number, got {value!r}."
    )


def test_limits_of_a_number_are_included() -> None:
    assert [v.integer(n, "a", lowest=1, highest=3) for n in (1, 2, 3)] == [1, 2, 3]
    assert refusal(lambda: v.integer(0, "Group.size", lowest=1)) == (
        "Group.size must be at least 1, got 0."
    )
    assert refusal(lambda: v.integer(4, "Group.size", highest=3)) == (
        "Group.size must be at most 3, got 4."
    )


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_what_is_no_bool_is_refused(value: object) -> None:
    assert v.boolean(True, "a") is True
    assert refusal(lambda: v.boolean(value, "Publication.show_card")) == (
        f"Publication.show_card must be true or false, got {value!r}."
    )


@pytest.mark.parametrize(
    "value", [datetime.datetime(2026, 9, 2, 13), "2026-09-02", 20260902, None]
)
def test_what_is_no_date_is_refused(value: object) -> None:
    assert refusal(lambda: v.day(value, "Plan.started_on")) == (
        f"Plan.started_on must be a date, got {value!r}. Use datetime.date, without a time."
    )


def test_a_date_of_another_class_becomes_a_plain_one() -> None:
    class Frozen(datetime.date):
        """As libraries that stop the clock in tests make them."""

    day = v.day(Frozen(2026, 9, 2), "a")
    assert (type(day), day) == (datetime.date, datetime.date(2026, 9, 2))


def test_an_optional_date_may_be_none() -> None:
    assert v.optional_day(None, "a") is None
    assert v.optional_day(datetime.date(2026, 9, 2), "a") == datetime.date(2026, 9, 2)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (3, Fraction(3)),
        (Fraction(7, 2), Fraction(7, 2)),
        ("7/2", Fraction(7, 2)),
        ("-3", Fraction(-3)),
        ("6/4", Fraction(3, 2)),
    ],
)
def test_exact_numbers_pass(value: object, exact: Fraction) -> None:
    assert v.fraction(value, "a") == exact


@pytest.mark.parametrize(
    "value", [3.5, True, "3.5", "3,5", "1/0", "1/02", "\u0663", " 3", "1" * 10, None]
)
def test_inexact_numbers_are_refused(value: object) -> None:
    assert refusal(lambda: v.fraction(value, "Cut.success")) == (
        "Cut.success must be an exact number (an int, a Fraction or a text like '7/2'), "
        f"got {value!r}."
    )


# Enums and classes


class Colour(Enum):
    RED = "red"
    GREEN = "green"
    ONE = 1


def test_a_member_is_given_as_itself_or_as_its_value() -> None:
    assert v.member(Colour.RED, Colour, "a") is Colour.RED
    assert v.member("green", Colour, "a") is Colour.GREEN
    assert v.member(1, Colour, "a") is Colour.ONE


@pytest.mark.parametrize(
    ("value", "hint"),
    [("rred", " Did you mean 'red'?"), ("blue", ""), (True, ""), (None, ""), (["red"], "")],
)
def test_an_unknown_member_is_refused_with_what_there_is(value: object, hint: str) -> None:
    assert refusal(lambda: v.member(value, Colour, "Box.colour")) == (
        f"Box.colour must be one of red, green, 1, got {value!r}.{hint}"
    )


def test_a_value_of_another_class_is_refused() -> None:
    assert v.instance("a", str, "a") == "a"
    assert refusal(lambda: v.instance(5, ParkedTheme, "parked")) == (
        "parked must be a ParkedTheme, got 5."
    )
    assert refusal(lambda: v.instance(5, ActionCard, "card")) == (
        "card must be an ActionCard, got 5."
    )


def test_an_item_of_another_class_is_refused_by_its_place() -> None:
    assert v.instances(["a", "b"], str, "a") == ("a", "b")
    assert refusal(lambda: v.instances(["a", 5], str, "names")) == (
        "names[1] must be a str, got 5."
    )


# Lists


def test_lists_tuples_and_generators_are_taken_in_their_order() -> None:
    assert v.sequence([2, 1], "a") == (2, 1)
    assert v.sequence((2, 1), "a") == (2, 1)
    assert v.sequence((n for n in (2, 1)), "a") == (2, 1)
    assert v.sequence({"b": 1, "a": 2}.keys(), "a") == ("b", "a")


def test_a_set_is_never_taken_in_the_order_of_its_hashes() -> None:
    names = {f"theme-{number:02}" for number in range(40)}
    assert v.sequence(names, "a") == tuple(sorted(names))
    assert v.sequence(frozenset(names), "a") == tuple(sorted(names))


@pytest.mark.parametrize("value", ["abc", b"abc", {"a": 1}, 5, None])
def test_what_is_no_list_is_refused(value: object) -> None:
    assert refusal(lambda: v.sequence(value, "Choice.themes")) == (
        f"Choice.themes must be a list, got {value!r}."
    )


def test_a_repetition_is_refused_by_its_place() -> None:
    v.unique(["a", "b"], "x")
    assert refusal(lambda: v.unique(["a", "b", "a"], "Choice.themes")) == (
        "Choice.themes[2] must not repeat 'a', got 'a'."
    )
    assert refusal(lambda: v.unique(["a", "A"], "x", key=str.casefold)) == (
        "x[1] must not repeat 'a', got 'A'."
    )


def test_pairs_are_sorted_and_empty_texts_left_out() -> None:
    assert v.pairs({"b": "2", "a": "1", "c": " "}, "a") == (("a", "1"), ("b", "2"))
    assert v.pairs([("b", "2"), ["a", "1"]], "a") == (("a", "1"), ("b", "2"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["ab"], "answers must map an id to a text, got 'ab'."),
        ([("a",)], "answers must map an id to a text, got ('a',)."),
        ([("a", "1"), ("a", "")], "answers[1] must not repeat 'a', got 'a'."),
        (
            {"A b": "1"},
            "answers must be a slug (a–z, 0–9 and single hyphens), got 'A b'. For example 'a-b'.",
        ),
        ({"a": 5}, "answers['a'] must be a text, got 5."),
        ("ab", "answers must be a list, got 'ab'."),
    ],
)
def test_what_is_no_pairs_is_refused(value: object, text: str) -> None:
    assert refusal(lambda: v.pairs(value, "answers")) == text


# Known names


def test_an_unknown_name_is_refused_with_the_near_ones_first() -> None:
    known = ("sparring", "overload")
    assert v.known("sparring", known, "theme_id", "known-theme") == "sparring"
    told = refusal(lambda: v.known("sparing", known, "theme_id", "known-theme", "choose-first"))
    assert told == (
        "theme_id must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?"
    )


def test_an_unknown_name_is_refused_with_the_hint_or_all_that_is_known() -> None:
    known = ("sparring", "overload")
    assert refusal(lambda: v.known("x", known, "theme_id", "known-theme")) == (
        "theme_id must be one of the plan's themes, got 'x'. Known: sparring, overload."
    )
    assert refusal(lambda: v.known("x", known, "theme_id", "known-theme", "add-theme-first")) == (
        "theme_id must be one of the plan's themes, got 'x'. "
        "Add own themes first, with plan.add_theme()."
    )
    assert refusal(lambda: v.known(5, (), "theme_id", "known-theme")) == (
        "theme_id must be one of the plan's themes, got 5."
    )


# Frozen copies


def test_a_copy_differs_in_what_was_named_and_nothing_is_checked() -> None:
    parked = ParkedTheme(theme_id="sparring", reason=ParkedReason.OTHERS_DECIDE, note="a")
    copy = v.replaced(parked, note="\x00")
    assert (copy.theme_id, copy.note, parked.note) == ("sparring", "\x00", "a")


def test_every_refused_character_is_refused() -> None:
    controls = {*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")}
    surrogates = range(0xD800, 0xE000)
    noncharacters = {code for code in range(0x110000) if code & 0xFFFE == 0xFFFE}
    noncharacters.update(range(0xFDD0, 0xFDF0))
    bidi = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
    passed = []
    for code in (*controls, *surrogates, *noncharacters, *bidi):
        try:
            v.text(chr(code), "a")
        except InvalidValueError:
            continue
        passed.append(f"U+{code:04X}")
    assert passed == []
