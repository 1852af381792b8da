"""Every error: its full English text, its Danish one, and that it survives pickle and copy."""

import copy
import inspect
import pickle
import re
from fractions import Fraction
from pathlib import Path

import pytest

from ledertrivsel import errors
from ledertrivsel.errors import (
    HINTS,
    RULES,
    BadKey,
    Busy,
    Conflict,
    CopyConflict,
    Corrupt,
    Deleted,
    DocumentError,
    ExportError,
    InputError,
    InvalidValueError,
    LedertrivselError,
    MissingExtraError,
    NameClashError,
    NewerLayout,
    NewerSchema,
    NewerSchemaError,
    NotFound,
    OutcomeUnknown,
    PluginError,
    Problem,
    ReadError,
    ReadOnly,
    RuleError,
    StoreError,
    TooLarge,
    UnknownNameError,
    near,
    shorten,
)
from ledertrivsel.labels import say

SOURCE = Path(errors.__file__).parent

PROBLEM = Problem(
    path="Tema",
    rule="known-theme",
    found="'sparing'",
    hint="near",
    params=(("near", "'sparring'"),),
    line=7,
)

TEXTS: tuple[tuple[LedertrivselError, str], ...] = (
    (LedertrivselError("It went wrong."), "It went wrong."),
    (
        InvalidValueError("themes[0]", "known-theme", "sparing", "near", {"near": "'sparring'"}),
        "themes[0] must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?",
    ),
    (
        InputError("ratings.csv", (PROBLEM,)),
        "ratings.csv has 1 problem:\n"
        "  - line 7: Tema must be one of the plan's themes, got 'sparing'. "
        "Did you mean 'sparring'?",
    ),
    (
        DocumentError("The document", (PROBLEM, Problem(path="title", rule="required"))),
        "The document has 2 problems:\n"
        "  - line 7: Tema must be one of the plan's themes, got 'sparing'. "
        "Did you mean 'sparring'?\n"
        "  - title must not be empty.",
    ),
    (
        NewerSchemaError(2, 1),
        "The document has 1 problem:\n"
        "  - schema must be at most 1, got 2. Upgrade ledertrivsel; the document was not changed.",
    ),
    (
        ReadError("noter.md", (Problem(path="Frist", rule="date", found="'snart'", line=3),)),
        "noter.md has 1 problem:\n  - line 3: Frist must be a date, got 'snart'.",
    ),
    (
        RuleError("loud", "sparring", "(0.5,)"),
        "Rule 'loud' must give a tuple of int and Fraction for 'sparring', got (0.5,). "
        "Use Fraction instead of float, and keys of one shape.",
    ),
    (
        UnknownNameError("exporter", "htm", ("html", "json")),
        "There is no exporter named 'htm'. Did you mean 'html'? Known: html, json.",
    ),
    (
        UnknownNameError("store", "mongo", (), "The plugin 'lt-mongo' failed: no module pymongo."),
        "There is no store named 'mongo'. Known: none. "
        "The plugin 'lt-mongo' failed: no module pymongo.",
    ),
    (
        NameClashError("exporter", "odt", ("lt-odt", "lt-office")),
        "The exporter name 'odt' is offered by lt-odt and lt-office. "
        "Write one of 'lt-odt:odt' or 'lt-office:odt', "
        "or decide once with prefer= in the Registry.",
    ),
    (
        MissingExtraError("The command line", "click", "cli"),
        "The command line needs the package 'click'. "
        'Install it with: pip install "ledertrivsel[cli]"',
    ),
    (
        PluginError("lt-odt 1.2", "ledertrivsel_exporters", "it returned None"),
        "Plugin lt-odt 1.2 failed in ledertrivsel_exporters: it returned None",
    ),
    (
        ExportError("ics", "the plan has no dates"),
        "The export 'ics' can't be made: the plan has no dates",
    ),
    (
        StoreError("sqlite:///plans.db", "it is a folder"),
        "The store at sqlite:///plans.db failed: it is a folder",
    ),
    (
        Conflict("2026", expected=3, actual=4),
        "The plan '2026' has revision 4, not 3. "
        "Read it again, make the change on that, and save with expected=4.",
    ),
    (
        CopyConflict("2026", 2, 3),
        "The plan '2026' is another one in the target, from revision 2 on. "
        "Nothing of it was written there; copy into another store.",
    ),
    (NotFound("2026", "It has 3 revisions."), "There is no plan '2026' here. It has 3 revisions."),
    (Deleted("2026", "Its history is kept."), "The plan '2026' was deleted. Its history is kept."),
    (Corrupt("2026", "a byte"), "What is stored of the plan '2026' is damaged: a byte"),
    (
        NewerSchema("2026", "schema 2"),
        "The plan '2026' was written by a newer ledertrivsel: schema 2",
    ),
    (
        NewerLayout("plans.db", "layout 9"),
        "The store 'plans.db' was written by a newer ledertrivsel or by another program: layout 9",
    ),
    (
        Busy("2026", "It waited 5 seconds."),
        "The store is busy; the plan '2026' was not written. Try again. It waited 5 seconds.",
    ),
    (
        OutcomeUnknown("2026", "w-17"),
        "It is unknown whether the plan '2026' was saved (write w-17).",
    ),
    (TooLarge("2026", "9 MB of 8"), "The plan '2026' is too large: 9 MB of 8"),
    (BadKey("../x", "a key is no path"), "The key '../x' can't be used: a key is no path"),
    (
        ReadOnly("2026", "It was opened so."),
        "The store is read-only; the plan '2026' was not written. It was opened so.",
    ),
)

EACH = pytest.mark.parametrize("error", [e for e, _ in TEXTS], ids=lambda e: type(e).__name__)


def test_every_error_class_is_told_here() -> None:
    classes = {
        kind
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, Exception) and not name.startswith("_")
    }
    assert {type(error) for error, _ in TEXTS} == classes


@pytest.mark.parametrize(("error", "text"), TEXTS, ids=lambda x: getattr(x, "code", ""))
def test_an_error_says_what_is_wrong_and_what_to_do(error: LedertrivselError, text: str) -> None:
    assert str(error) == text


@EACH
def test_an_error_is_said_in_danish_too(error: LedertrivselError) -> None:
    said = say(error, "da")
    assert said.strip()
    assert not re.search(r"[{}]", said)
    assert said != str(error) or type(error) is LedertrivselError


@EACH
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_survives_pickle(error: LedertrivselError, protocol: int) -> None:
    back = pickle.loads(pickle.dumps(error, protocol))
    assert type(back) is type(error)
    assert (str(back), back.args, vars(back)) == (str(error), error.args, vars(error))
    assert say(back, "da") == say(error, "da")


@EACH
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_an_error_survives_copying(error: LedertrivselError, copied: object) -> None:
    assert callable(copied)
    back = copied(error)
    assert type(back) is type(error)
    assert (str(back), back.args, vars(back)) == (str(error), error.args, vars(error))


def test_each_code_belongs_to_one_class() -> None:
    codes = [type(error).code for error in {type(e): e for e, _ in TEXTS}.values()]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("kind", "base"),
    [
        (InvalidValueError, ValueError),
        (InputError, ValueError),
        (DocumentError, InputError),
        (NewerSchemaError, DocumentError),
        (ReadError, InputError),
        (UnknownNameError, LookupError),
        (NameClashError, LookupError),
        (MissingExtraError, ImportError),
        (Conflict, StoreError),
        (Deleted, NotFound),
        (Corrupt, StoreError),
        (NewerSchema, StoreError),
        (NewerLayout, StoreError),
        (Busy, StoreError),
        (OutcomeUnknown, StoreError),
        (TooLarge, StoreError),
        (BadKey, StoreError),
        (ReadOnly, StoreError),
    ],
)
def test_callers_can_catch_it_as_what_they_know(
    kind: type[LedertrivselError], base: type[Exception]
) -> None:
    assert issubclass(kind, base)
    assert issubclass(kind, LedertrivselError)


def test_the_module_draws_every_error() -> None:
    assert errors.__doc__ is not None
    drawn = set(re.findall(r"[A-Z]\w+", errors.__doc__))
    assert {type(error).__name__ for error, _ in TEXTS} <= drawn


# An invalid value


def test_an_invalid_value_tells_its_parts() -> None:
    error = InvalidValueError(
        "Plan.title", "too-long", "x" * 201, "shorten", {"limit": 200, "length": 201}
    )
    assert (error.path, error.value) == ("Plan.title", "x" * 201)
    assert (error.rule_code, error.hint_code) == ("too-long", "shorten")
    assert error.rule == "must be at most 200 characters, is 201"
    assert error.hint == "Shorten it, or move the rest to a note."


def test_a_plugin_may_use_words_of_its_own() -> None:
    error = InvalidValueError("cell B2", "must be {odd}", 4, "Add {1}.")
    assert str(error) == "cell B2 must be {odd}, got 4. Add {1}."
    assert say(error, "da") == "cell B2 must be {odd}, men er 4. Add {1}."


@pytest.mark.parametrize(
    ("path", "outer", "expected"),
    [
        ("Theme.title", "themes[3]", "themes[3].title"),
        ("Theme.prompts[0].da", "themes[3]", "themes[3].prompts[0].da"),
        ("Theme", "themes[3]", "themes[3]"),
        ("title", "plan", "plan.title"),
        ("rows[0].voice", "round", "round.rows[0].voice"),
    ],
)
def test_a_path_is_told_from_further_out(path: str, outer: str, expected: str) -> None:
    error = InvalidValueError(path, "at-least", 0, "", {"limit": 1}).within(outer)
    assert str(error) == f"{expected} must be at least 1, got 0."
    assert error.rule_code == "at-least"


def test_an_invalid_value_becomes_a_problem_with_its_line() -> None:
    error = InvalidValueError("Offset.n", "at-most", 2000, "", {"limit": Fraction(7, 2)})
    problem = error.problem(line=4)
    assert problem == Problem(
        path="Offset.n", rule="at-most", found="2000", params=(("limit", "7/2"),), line=4
    )
    assert str(problem) == "line 4: Offset.n must be at most 7/2, got 2000."
    assert hash(problem) == hash(error.problem(line=4))


def test_many_problems_are_cut_in_the_text_and_kept_in_the_data() -> None:
    problems = tuple(Problem(path=f"row {number}", rule="required") for number in range(25))
    error = ReadError("a.csv", problems)
    assert error.problems == problems
    assert str(error).splitlines()[0] == "a.csv has 25 problems:"
    assert str(error).splitlines()[-2:] == ["  - row 19 must not be empty.", "  … and 5 more"]
    assert len(say(error, "da").splitlines()) == 26


def test_an_unknown_outcome_tells_the_id_of_the_write() -> None:
    assert OutcomeUnknown("2026", "w-17").write_id == "w-17"


# What is shown of a value


def test_a_long_value_is_cut_in_the_middle() -> None:
    assert shorten("x" * 100) == f"'{'x' * 38}…{'x' * 38}'"
    assert shorten("x" * 78) == f"'{'x' * 78}'"
    assert len(shorten("x" * 79)) == 79


def test_a_value_that_cannot_show_itself_hides_nothing_else() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise ZeroDivisionError

    error = InvalidValueError("a", "integer", Shy())
    assert str(error) == "a must be a whole number, got <Shy whose repr raises ZeroDivisionError>."
    assert shorten(10**5000) == "<int whose repr raises ValueError>"


# Near misses


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sparing", ("sparring",)),
        ("SPARRING", ("sparring",)),
        ("new-manager", ("new-managers",)),
        ("xyz", ()),
        ("", ()),
    ],
)
def test_near_names_are_found(name: str, expected: tuple[str, ...]) -> None:
    assert near(name, ("sparring", "new-managers", "overload")) == expected


def test_at_most_three_near_names_are_given_best_first() -> None:
    assert near("theme-1", ("theme-12", "theme-1x", "theme", "theme-1", "theme-2"))[0] == "theme-1"
    assert len(near("theme-1", ("theme-12", "theme-1x", "theme", "theme-1", "theme-2"))) == 3


# The codes


def sources() -> str:
    own = {SOURCE / "errors.py"}
    files = [file for file in sorted(SOURCE.rglob("*.py")) if file not in own]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_rule_and_hint_is_used_somewhere() -> None:
    text = sources() + inspect.getsource(NewerSchemaError)
    codes = {*RULES, *HINTS}
    assert {code for code in codes if f'"{code}"' not in text} == set()
