"""The wording: both languages say the same, and write numbers and dates in their own way."""

import datetime
import inspect
import string
from enum import Enum
from fractions import Fraction

import pytest

from ledertrivsel import (
    cards,
    decisions,
    errors,
    matrix,
    methods,
    parking,
    plan,
    prioritization,
    qualification,
    rounds,
    scales,
    themes,
    workshop,
)
from ledertrivsel.errors import (
    HINTS,
    RULES,
    InputError,
    InvalidValueError,
    MissingExtraError,
    PluginError,
    Problem,
)
from ledertrivsel.labels import LANGUAGES, load_labels, say, say_problem
from ledertrivsel.themes import Text

DA, EN = load_labels("da"), load_labels("en")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert DA.keys() == EN.keys()


@pytest.mark.parametrize("key", DA.keys())
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    assert placeholders(DA[key]) == placeholders(EN[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_empty(language: str) -> None:
    labels = load_labels(language)
    keys = labels.keys()
    assert [key for key in keys if not labels[key].strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_for_one_has_a_form_for_many(language: str) -> None:
    labels = load_labels(language)
    keys = labels.keys()
    one = [key for key in keys if key.endswith("-one")]
    assert [key for key in one if key.removesuffix("-one") not in labels] == []


def test_no_danish_text_is_written_without_its_letters() -> None:
    ascii_ways = ("vaer", "aendr", "foer ", "paa ", "spoerg", "maal", "aaben", "uaend")
    keys = DA.keys()
    assert [key for key in keys if any(way in DA[key].lower() for way in ascii_ways)] == []


@pytest.mark.parametrize(("table", "texts"), [("rules", RULES), ("hints", HINTS)])
def test_every_code_has_both_wordings_and_the_english_is_the_librarys(
    table: str, texts: dict[str, str]
) -> None:
    assert EN.table(table) == dict(texts)
    assert set(DA.table(table)) == set(texts)


def error_classes() -> list[type[errors.LedertrivselError]]:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [
        kind
        for kind in kinds
        if issubclass(kind, errors.LedertrivselError)
        and not issubclass(kind, (InvalidValueError, InputError))
        and kind is not errors.LedertrivselError
        and not kind.__name__.startswith("_")
    ]


@pytest.mark.parametrize("kind", error_classes(), ids=lambda kind: kind.code)
def test_every_error_has_both_wordings(kind: type[errors.LedertrivselError]) -> None:
    assert f"errors.{kind.code}" in DA
    if "message" in vars(kind):
        assert EN[f"errors.{kind.code}"] == kind.message


ENUMS = [
    kind
    for module in (
        cards,
        decisions,
        matrix,
        methods,
        parking,
        plan,
        prioritization,
        qualification,
        rounds,
        scales,
        themes,
        workshop,
    )
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Enum) and kind.__module__ == module.__name__
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_enum_member_has_a_name(kind: type[Enum], language: str) -> None:
    names = [load_labels(language).say(member) for member in kind]
    assert len(set(names)) == len(names)


# Numbers, dates, lists.


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (0, "0", "0"),
        (3, "3", "3"),
        (Fraction(14, 3), "4,67", "4.67"),
        (Fraction(-3, 2), "−1,5", "−1.5"),
        (Fraction(-11, 30), "−0,37", "−0.37"),
        (Fraction(1, 200), "0,01", "0.01"),
        (Fraction(-1, 200), "−0,01", "−0.01"),
        (Fraction(1, 201), "0", "0"),
        (Fraction(-1, 201), "0", "0"),
        (Fraction(1999, 1000), "2", "2"),
        (Fraction(5, 1000) + 2, "2,01", "2.01"),
        (3150, "3150", "3150"),
        (12345, "12.345", "12,345"),
        (-1234567, "−1.234.567", "−1,234,567"),
        (Fraction(24690, 2), "12.345", "12,345"),
        (Fraction(123456, 10), "12.345,6", "12,345.6"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero(
    value: Fraction | int, danish: str, english: str
) -> None:
    assert (DA.number(value), EN.number(value)) == (danish, english)


def test_a_number_may_have_no_decimals_or_a_sign() -> None:
    assert DA.number(Fraction(5, 2), 0) == "3"
    assert DA.number(Fraction(-5, 2), 0) == "−3"
    assert DA.signed(Fraction(2, 3)) == "+0,67"
    assert DA.signed(Fraction(-2, 3)) == "−0,67"
    assert DA.signed(0) == "0,00"
    assert DA.signed(Fraction(1, 201)) == "0,00"


def test_a_mean_has_as_many_decimals_as_the_others_of_its_column() -> None:
    given = (Fraction(14, 3), Fraction(2), Fraction(9, 2), Fraction(-1, 2), Fraction(123456, 10))
    assert list(map(DA.decimal, given)) == ["4,67", "2,00", "4,50", "−0,50", "12.345,60"]
    assert list(map(EN.decimal, given)) == ["4.67", "2.00", "4.50", "−0.50", "12,345.60"]
    assert (DA.decimal(2, 1), DA.decimal(Fraction(5, 2), 0)) == ("2,0", "3")


def test_dates_and_times_are_written_as_the_language_does() -> None:
    day = datetime.date(2026, 11, 2)
    assert (DA.date(day), EN.date(day)) == ("2. november 2026", "2 November 2026")
    assert DA.weekday(day) == "mandag 2. november 2026"
    assert (DA.time(datetime.time(9, 5)), EN.time(datetime.time(9, 5))) == ("09.05", "09:05")


def test_lists_are_written_as_the_language_does() -> None:
    assert DA.list(["1", "5", "12"]) == "1, 5 og 12"
    assert EN.list(["1", "5", "12"]) == "1, 5 and 12"
    assert (DA.list([]), DA.list(["1"]), DA.list(["1", "2"])) == ("", "1", "1 og 2")


def test_a_parameter_is_said_in_words() -> None:
    theme = methods.builtin_method().themes[0]
    assert DA.say(theme) == "1. Hvordan modtager vi nye ledere?"
    assert DA.say(None) == "–"
    assert DA.say((1, Fraction(1, 2), datetime.date(2026, 1, 1))) == "1, 0,5 og 1. januar 2026"
    assert EN.say(Text({"da": "Tema"})) == "Tema"
    assert DA.say(matrix.Quadrant(1)) == "Felt 1: Vigtigt, lykkes mindre godt"


def test_a_count_of_one_has_its_own_form() -> None:
    assert DA.fill("model.voices", {"count": 6}) == "6 grupper"
    assert DA.fill("model.voices", {"count": 1}) == "1 gruppe"
    assert DA.fill("model.offset-event.weeks", {"count": 5, "event": "opstart"}) == (
        "5 uger efter opstart"
    )


# Errors.


def test_an_error_is_said_in_both_languages() -> None:
    params = {"near": "'sparring'"}
    error = InvalidValueError(
        "cards[0].theme_id", "chosen-theme", "sparing", "near-choose", params
    )
    assert say(error, "en") == str(error)
    assert say(error) == (
        "cards[0].theme_id skal være et af de valgte temaer, men er 'sparing'. "
        "Mente du 'sparring'? Vælg det først, med plan.choose()."
    )


def test_problems_are_said_with_their_line() -> None:
    problem = Problem(path="Frist", rule="date", found="'snart'", line=7)
    assert say_problem(problem) == "linje 7: Frist skal være en dato, men er 'snart'."
    assert say_problem(problem, "en") == str(problem)
    error = InputError("noter.md", (problem, problem))
    assert say(error).splitlines()[0] == "noter.md har 2 fejl:"
    assert say(error, "en").splitlines()[0] == str(error).splitlines()[0]


def test_every_keyed_error_is_said_as_its_english_text() -> None:
    error = errors.Conflict("2026", 3, 4)
    assert say(error, "en") == str(error)
    assert say(error).startswith("Planen '2026' har revision 4, ikke 3.")


def test_an_unknown_key_names_a_near_one() -> None:
    with pytest.raises(KeyError, match=r"Did you mean 'model\.theme'"):
        DA["model.themee"]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="language must be one of da, en, got 'sv'"):
        load_labels("sv")


@pytest.mark.parametrize(
    ("where", "da"),
    [
        ("the exporter 'docx'", "formatet 'docx'"),
        ("the factory of the rule 'most'", "fabrikken til reglen 'most'"),
        ("save() of the store 's3'", "save() i lageret 's3'"),
        ("ledertrivsel_exporters", "ledertrivsel_exporters"),
        ("import", "import"),
    ],
)
def test_where_a_plugin_failed_is_told_in_the_language(where: str, da: str) -> None:
    error = PluginError("acme 1.0", where, "KeyError: 'theme'")
    assert say(error, "da") == f"Udvidelsen acme 1.0 fejlede i {da}: KeyError: 'theme'"
    assert say(error, "en") == str(error)


@pytest.mark.parametrize(
    ("what", "da"),
    [
        ("The exporter 'pdf'", "Formatet 'pdf'"),
        ("The store 'postgresql'", "Lageret 'postgresql'"),
        ("plugins --check NAME", "plugins --check NAME"),
    ],
)
def test_what_lacks_a_package_is_told_in_the_language(what: str, da: str) -> None:
    error = MissingExtraError(what, "typst", "pdf")
    assert say(error, "da") == (
        f"{da} kræver pakken 'typst'. Installer den med: pip install \"ledertrivsel[pdf]\""
    )
    assert say(error, "en") == str(error)
