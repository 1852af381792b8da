"""What comes with the library is offered as plugins offer theirs, and all of it works."""

import subprocess
import sys

import pytest

from ledertrivsel.built_in import BuiltIns
from ledertrivsel.hookspecs import HOOKS
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.laws import Law, rule_laws
from ledertrivsel.methods import builtin_methods
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.storage import parse_address
from ledertrivsel.view import Part

REGISTRY = Registry(entry_points=False, strict=True)


def names(kind: Kind) -> list[str]:
    return list(REGISTRY.offers(kind))


def test_everything_built_in_is_offered() -> None:
    assert names(Kind.EXPORTER) == [
        "csv",
        "docx",
        "html",
        "html-fragment",
        "ics",
        "json",
        "markdown",
        "pdf",
        "png",
        "pptx",
        "sheets",
        "svg",
        "xlsx",
    ]
    assert names(Kind.STORE) == ["dir", "memory", "postgresql", "sqlite"]
    assert names(Kind.METHOD) == list(builtin_methods())
    assert names(Kind.RULE) == sorted(BUILT_IN_RULES)
    assert names(Kind.READER) == ["notes-markdown", "ratings-csv", "ratings-xlsx"]
    assert names(Kind.CHECK) == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind in Kind if kind is not Kind.STORE for name in REGISTRY.offers(kind)],
)
def test_every_factory_gives_what_it_says(kind: Kind, name: str) -> None:
    assert REGISTRY.offer(kind, name).make() is not None


@pytest.mark.parametrize(
    "address",
    ["memory:", "sqlite:///plans.db", "dir:///plans", "postgresql://db.example.org/plans"],
)
def test_a_store_can_what_its_descriptor_says(
    address: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("stores"))
    parsed = parse_address(address)
    store = REGISTRY.store(parsed)
    info = REGISTRY.offer(Kind.STORE, parsed.scheme).info
    assert store.capabilities == info.capabilities  # type: ignore[union-attr]
    store.close()


@pytest.mark.parametrize("rule", sorted(BUILT_IN_RULES))
def test_a_rule_is_offered_with_the_laws_it_declares(rule: str) -> None:
    info = REGISTRY.offer(Kind.RULE, rule).info
    declared = rule_laws(rule)
    assert info.satisfies == set(declared.satisfies)  # type: ignore[union-attr]
    assert info.violates == {law for law, _ in declared.violates}  # type: ignore[union-attr]
    assert info.cases == tuple(sorted(declared.violates, key=lambda pair: [*Law].index(pair[0])))  # type: ignore[union-attr]
    assert {law for law, _ in info.cases} == info.violates  # type: ignore[union-attr]
    assert REGISTRY.rule(rule) is BUILT_IN_RULES[rule]


def test_the_laws_are_read_once_and_by_those_alone_who_ask_for_a_rule() -> None:
    program = (
        "import sys, datetime\n"
        "read = []\n"
        "sys.addaudithook(lambda event, args:"
        " event == 'open' and str(args[0]).endswith('laws.toml') and read.append(args[0]))\n"
        "import ledertrivsel as lt\n"
        "from ledertrivsel.offers import Kind\n"
        "day = datetime.date(2026, 9, 2)\n"
        "plan = lt.Plan.start(lt.load_method('bfa-2025'), title='Plan', on=day)\n"
        "plan.proposal(), lt.export(plan, 'markdown')\n"
        "# The wording of the laws is a label; what is declared is not read.\n"
        "before = [path for path in read if 'labels' not in str(path)]\n"
        "lt.Registry(entry_points=False).offers(Kind.RULE)\n"
        "print(len(before), len([path for path in read if 'labels' not in str(path)]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "0 1\n"


def test_every_title_is_in_every_language() -> None:
    for kind in Kind:
        for offer in REGISTRY.offers(kind).values():
            assert [language for language, _ in offer.info.title.by_language] == list(LANGUAGES)


def test_the_exporters_carry_everything() -> None:
    for name in names(Kind.EXPORTER):
        if name in ("csv", "ics", "png", "pptx", "sheets", "svg"):
            continue  # Each is one table, picture or deck, what has a day, or empty.
        assert REGISTRY.exporter_info(name).carries == frozenset(Part)


def test_the_built_ins_use_every_hook() -> None:
    assert all(callable(getattr(BuiltIns, hook)) for hook in HOOKS)
