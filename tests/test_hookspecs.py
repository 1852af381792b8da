"""What a plugin author reads: examples that run, and descriptors that refuse what is wrong."""

import datetime
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

from ledertrivsel import hookspecs
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.hookspecs import (
    HOOKS,
    Capabilities,
    CheckInfo,
    Context,
    Export,
    Exporter,
    ExporterInfo,
    ExportWarning,
    Info,
    MethodInfo,
    Option,
    ReaderInfo,
    Reads,
    RuleInfo,
    StoreInfo,
)
from ledertrivsel.labels import load_labels
from ledertrivsel.laws import Case, Law
from ledertrivsel.plugins import Registry
from ledertrivsel.themes import Text
from ledertrivsel.view import Part

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

RIGHT: Mapping[type[Any], Mapping[str, Any]] = {
    ExporterInfo: {
        "name": "plain",
        "suffix": ".txt",
        "media_type": "text/plain; charset=utf-8",
        "title": {"da": "Ren tekst", "en": "Plain text"},
        "carries": {"cards", Part.CHOICE},
        "factory": "acme.plain:Plain",
    },
    StoreInfo: {
        "scheme": "s3",
        "title": {"da": "S3"},
        "capabilities": Capabilities(),
        "factory": "acme.s3:open_bucket",
    },
    MethodInfo: {"id": "two", "title": {"da": "To"}, "factory": "acme.two:method"},
    RuleInfo: {"name": "least", "title": {"da": "Mindst"}, "factory": "acme.rules:Least"},
    ReaderInfo: {
        "name": "survey",
        "reads": "ratings",
        "suffixes": [".psv"],
        "title": {"da": "Måling"},
        "factory": "acme.survey:Survey",
    },
    CheckInfo: {"name": "house", "title": {"da": "Huset"}, "factory": "acme.checks:house"},
    Option: {"name": "paper", "help": {"da": "Papirets størrelse"}},
}

CASE = Case(themes=("a", "b"), ballots=(Ballot(voice="v", ratings=(("a", 5, 1), ("b", 4, 2))),))


def made(kind: type[Any], **changes: Any) -> Any:
    return kind(**{**RIGHT[kind], **changes})


# The examples


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_a_hook_runs_and_is_a_plugin(hook: str) -> None:
    text = inspect.getdoc(getattr(hookspecs, hook)) or ""
    _, code = text.split("Example::\n")
    namespace: dict[str, Any] = {}
    exec(compile(textwrap.dedent(code), hook, "exec"), namespace)

    class Plugin:
        pass

    setattr(Plugin, hook, staticmethod(namespace[hook]))
    record = Registry(entry_points=False, strict=True).register(Plugin(), name="example")
    assert len(record.offers) == 1


def test_a_hook_takes_no_argument_and_is_told_in_one_line() -> None:
    for hook in HOOKS:
        function = getattr(hookspecs, hook)
        assert str(inspect.signature(function)).startswith("() -> 'Iterable[")
        assert (inspect.getdoc(function) or "").splitlines()[0].startswith("Return ")


def test_the_hooks_are_those_that_are_marked() -> None:
    marked = [
        name for name, value in vars(hookspecs).items() if hasattr(value, "ledertrivsel_spec")
    ]
    assert marked == list(HOOKS)


# The descriptors


@pytest.mark.parametrize("kind", RIGHT)
def test_a_descriptor_is_frozen_and_compares_by_value(kind: type[Any]) -> None:
    info = made(kind)
    assert info == made(kind)
    assert hash(info) == hash(made(kind))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        info.factory = None


@pytest.mark.parametrize("kind", [kind for kind in RIGHT if kind is not Option])
def test_a_descriptor_has_a_name_a_title_and_a_factory(kind: type[Any]) -> None:
    info: Info = made(kind)
    assert info.name
    assert info.title.to("da")
    assert made(kind, factory=len).factory is len


def wrong() -> Iterator[tuple[type[Any], dict[str, Any], str]]:
    for kind in RIGHT:
        if kind is Option:
            continue
        for factory in ("acme.plain", "acme:", ":Plain", "acme plain:X", None, ""):
            yield (
                kind,
                {"factory": factory},
                f"{kind.__name__}.factory must be 'package.module:attr' or a callable, "
                f"got {factory!r}. For example 'acme.pdf:Pdf'.",
            )
    yield (
        ExporterInfo,
        {"name": "Ren tekst"},
        "ExporterInfo.name must be a slug (a–z, 0–9 and single hyphens), got 'Ren tekst'. "
        "For example 'ren-tekst'.",
    )
    yield (
        ExporterInfo,
        {"suffix": "txt"},
        "ExporterInfo.suffix must be a suffix such as '.html', got 'txt'.",
    )
    yield (
        ExporterInfo,
        {"media_type": "text"},
        "ExporterInfo.media_type must be a type such as 'text/html', got 'text'.",
    )
    yield (ExporterInfo, {"title": ""}, "title.da must not be empty, got ''.")
    yield (
        ExporterInfo,
        {"requires": "docx"},
        "ExporterInfo.requires must be a list, got 'docx'.",
    )
    yield (
        ExporterInfo,
        {"requires": ["python-docx"]},
        "ExporterInfo.requires must be names to import such as 'docx', got 'python-docx'.",
    )
    yield (
        ExporterInfo,
        {"loadable": 1},
        "ExporterInfo.loadable must be true or false, got 1.",
    )
    yield (
        ExporterInfo,
        {"options": ["paper"]},
        "ExporterInfo.options[0] must be an Option, got 'paper'.",
    )
    yield (
        StoreInfo,
        {"scheme": "S3"},
        "StoreInfo.scheme must be a scheme such as 'sqlite' or 's3', got 'S3'.",
    )
    yield (
        StoreInfo,
        {"capabilities": {"history"}},
        "StoreInfo.capabilities must be a Capabilities, got {'history'}.",
    )
    yield (
        RuleInfo,
        {"satisfies": ["pareto"], "violates": [Law.PARETO]},
        "RuleInfo.violates must not name a law that the rule satisfies, got 'pareto'.",
    )
    yield (
        RuleInfo,
        {"violates": ["participation"], "cases": [("pareto", CASE)]},
        "RuleInfo.cases must be of laws that the rule violates, got 'pareto'.",
    )
    yield (
        RuleInfo,
        {"violates": ["pareto"], "cases": [("pareto", CASE), (Law.PARETO, CASE)]},
        "RuleInfo.cases[1] must not repeat 'pareto', got 'pareto'.",
    )
    yield (
        RuleInfo,
        {"violates": ["pareto"], "cases": {"pareto": "a before b"}},
        "RuleInfo.cases[0] must be a law and a case that shows how it is broken, "
        "got ('pareto', 'a before b').",
    )
    yield (
        RuleInfo,
        {"violates": ["pareto"], "cases": {"reinforcment": CASE}},
        "RuleInfo.cases[0] must be one of theme-order, neutrality, monotonicity, participation, "
        "pareto, replication, reinforcement, independence, affine-relabelling, "
        "ordinal-relabelling, got 'reinforcment'. Did you mean 'reinforcement'?",
    )
    yield (
        ReaderInfo,
        {"suffixes": ["csv"]},
        "ReaderInfo.suffixes must be suffixes such as '.html', got 'csv'.",
    )
    yield (
        ReaderInfo,
        {"reads": "plans"},
        "ReaderInfo.reads must be one of ratings, notes, got 'plans'.",
    )
    yield (
        Option,
        {"type": float},
        "Option.type must be str, int, bool or bytes, got <class 'float'>.",
    )
    yield (
        Option,
        {"type": int, "default": "4"},
        "Option['paper'].default must be a whole number, got '4'.",
    )
    yield (
        Option,
        {"default": "a5", "choices": ("a4", "a3")},
        "Option['paper'].default must be one of a4, a3, got 'a5'.",
    )
    yield (
        Option,
        {"choices": ("a4", "a3"), "carries": {"a5": ()}},
        "Option['paper'].carries must be one of a4, a3, got 'a5'.",
    )
    yield (
        Option,
        {"type": bytes, "default": "skabelon.docx"},
        "Option['paper'].default must be bytes, got 'skabelon.docx'.",
    )
    yield (
        Option,
        {"type": int, "choices": (1, True)},
        "Option['paper'].choices must be a whole number, got True.",
    )


@pytest.mark.parametrize(("kind", "changes", "text"), list(wrong()))
def test_a_wrong_descriptor_is_refused_when_it_is_made(
    kind: type[Any], changes: dict[str, Any], text: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        made(kind, **changes)
    assert str(caught.value) == text


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(TypeError, match="sufix"):
        made(ExporterInfo, sufix=".txt")


def test_a_choice_may_make_another_file_that_carries_other_parts() -> None:
    option = made(Option, choices=("plan", "tasks"), default="plan", carries={"tasks": {"cards"}})
    info = made(ExporterInfo, options=(option,))
    assert info.carried() == info.carried({"paper": "plan"}) == info.carries
    assert info.carried({"paper": "tasks"}) == frozenset({Part.CARDS})


def test_what_has_no_order_may_come_as_a_set() -> None:
    assert made(ExporterInfo).carries == frozenset({Part.CARDS, Part.CHOICE})
    assert made(RuleInfo, satisfies={"pareto"}).satisfies == frozenset({Law.PARETO})
    assert made(ReaderInfo).reads is Reads.RATINGS
    with pytest.raises(InvalidValueError, match=r"ExporterInfo\.carries must be one of purpose,"):
        made(ExporterInfo, carries={"card"})


def test_cases_of_a_rule_come_as_pairs_or_as_a_mapping_in_any_order() -> None:
    laws = {"pareto", "participation"}
    wanted = ((Law.PARTICIPATION, CASE), (Law.PARETO, CASE))
    for given in ({Law.PARETO: CASE, Law.PARTICIPATION: CASE}, (("pareto", CASE), *wanted[:1])):
        rule = made(RuleInfo, violates=laws, cases=given)
        assert rule.cases == wanted
        assert hash(rule)


def test_capabilities_are_yes_or_no() -> None:
    assert Capabilities().history
    with pytest.raises(InvalidValueError, match=r"Capabilities\.erase must be true or false"):
        Capabilities(erase="yes")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"Capabilities\.max_bytes must be at least 1"):
        Capabilities(max_bytes=0)
    with pytest.raises(TypeError):
        Capabilities(histroy=True)  # type: ignore[call-arg]


# Options


def test_an_option_understands_what_a_command_line_says() -> None:
    assert made(Option, default="a4").parse("a3", "paper") == "a3"
    number = made(Option, type=int, default=1)
    assert (number.parse("12", "n"), number.parse("-3", "n")) == (12, -3)
    yes = made(Option, type=bool, default=False)
    assert (yes.parse("ja", "y"), yes.parse("True", "y"), yes.parse("nej", "y")) == (
        True,
        True,
        False,
    )
    for option, text, said in (
        (number, "1,5", "o must be a whole number, got '1,5'."),
        (yes, "måske", "o must be true or false, got 'måske'."),
        (made(Option, choices=("a4",), default="a4"), "a5", "o must be one of a4, got 'a5'."),
    ):
        with pytest.raises(InvalidValueError) as caught:
            option.parse(text, "o")
        assert str(caught.value) == said


def test_an_option_without_a_default_may_be_left_out() -> None:
    assert made(Option).check(None, "paper") is None
    with pytest.raises(InvalidValueError):
        made(Option, default="a4").check(None, "paper")


# What an exporter gives


def test_an_export_is_bytes_and_warnings() -> None:
    assert Export(b"x").warnings == ()
    with pytest.raises(InvalidValueError, match=r"Export\.content must be bytes, got 'x'"):
        Export("x")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"Export\.warnings\[0\] must be an ExportWarning"):
        Export(b"x", ("lost",))  # type: ignore[arg-type]


def test_a_warning_has_words_of_its_own_or_the_librarys() -> None:
    danish, english = load_labels("da"), load_labels("en")
    own = ExportWarning(code="cut", text={"da": "Afkortet", "en": "Cut short"})  # type: ignore[arg-type]
    assert (own.render(danish), own.render(english)) == ("Afkortet", "Cut short")
    assert ExportWarning(code="no-such-code").render(danish) == "no-such-code"
    assert isinstance(own.text, Text)
    one = ExportWarning(code="cut", params={"b": 1, "a": 2})  # type: ignore[arg-type]
    assert one.params == (("a", 2), ("b", 1))


def test_a_contexts_options_can_not_be_changed() -> None:
    given = {"paper": "a4"}
    context = Context(
        labels=load_labels("da"),
        language="da",
        options=given,
        today=datetime.date(2026, 11, 23),
    )
    given["paper"] = "a3"
    assert context.options["paper"] == "a4"
    with pytest.raises(TypeError):
        context.options["paper"] = "a3"  # type: ignore[index]


def test_an_exporter_is_whatever_exports() -> None:
    class Mine:
        def export(self, view: object, context: Context) -> Export:
            return Export(b"")

    assert isinstance(Mine(), Exporter)
    assert not isinstance(object(), Exporter)
