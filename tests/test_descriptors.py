"""Descriptors that refuse what is wrong when they are made, and say what is right."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.hookspecs import (
    Capabilities,
    CheckInfo,
    ExporterInfo,
    Info,
    MethodInfo,
    Option,
    ReaderInfo,
    Reads,
    RuleInfo,
    StoreInfo,
)
from ledertrivsel.laws import Case, Law
from ledertrivsel.view import Part

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
