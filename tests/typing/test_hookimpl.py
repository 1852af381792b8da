"""What type checkers tell a plugin's author: `mypy --strict` reads this file, pytest runs it.

Each ``type: ignore`` is a fault that a type checker finds; were one not found, mypy would say that
the comment is not needed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, assert_type

import pytest

from ledertrivsel.hookspecs import (
    HOOKS,
    CheckInfo,
    Context,
    ExporterInfo,
    Info,
    MethodInfo,
    ReaderInfo,
    RuleInfo,
    StoreInfo,
    hookimpl,
)
from ledertrivsel.plugins import Registry


@hookimpl
def ledertrivsel_exporters() -> Iterator[ExporterInfo]:
    yield ExporterInfo(
        name="plain",
        suffix=".txt",
        media_type="text/plain",
        title={"da": "Ren tekst"},
        carries={"choice"},
        factory="acme.plain:Plain",
    )


@hookimpl.checks
def house_rules() -> tuple[CheckInfo, ...]:
    return (CheckInfo(name="house", title={"da": "Huset"}, factory="acme.checks:house"),)


class Acme:
    @hookimpl
    def ledertrivsel_stores(self) -> list[StoreInfo]:
        return []

    @hookimpl.rules
    def weighted(self) -> Iterable[RuleInfo]:
        return [RuleInfo(name="least", title={"da": "Mindst"}, factory="acme.rules:Least")]

    @staticmethod
    @hookimpl.readers
    def surveys() -> Iterable[ReaderInfo]:
        return [
            ReaderInfo(
                name="survey",
                reads="ratings",
                suffixes=(".psv",),
                title={"da": "Måling"},
                factory="acme.survey:Survey",
            )
        ]


def test_a_marked_function_keeps_its_type() -> None:
    assert_type(ledertrivsel_exporters(), Iterator[ExporterInfo])
    assert_type(house_rules(), tuple[CheckInfo, ...])
    assert_type(Acme().ledertrivsel_stores(), list[StoreInfo])
    assert_type(Acme().weighted(), Iterable[RuleInfo])


def test_a_function_of_another_name_is_the_hook_it_is_marked_as() -> None:
    record = Registry(entry_points=False, strict=True).register(Acme(), name="acme")
    assert record.offers == (("rule", "least"), ("reader", "survey"))


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_has_a_mark_of_its_own(hook: str) -> None:
    mark = getattr(hookimpl, hook.removeprefix("ledertrivsel_"))
    marked = mark(lambda: ())
    assert marked.ledertrivsel_impl["specname"] == hook


def test_faults_are_told_by_the_type_checker() -> None:
    def with_an_argument(config: Context) -> Iterable[ExporterInfo]:
        return []

    def of_texts() -> Iterable[str]:
        return []

    def of_one() -> ExporterInfo:
        return next(iter(ledertrivsel_exporters()))

    def of_methods() -> Iterable[MethodInfo]:
        return []

    def of_any() -> Iterable[Info]:
        return []

    class Object:
        def with_an_argument(self, config: Context) -> Iterable[ExporterInfo]:
            return []

    wrong: list[Callable[..., Any]] = [
        hookimpl(with_an_argument),  # type: ignore[type-var]
        hookimpl(of_texts),  # type: ignore[type-var]
        hookimpl(of_one),  # type: ignore[type-var]
        hookimpl(Object.with_an_argument),  # type: ignore[type-var]
        hookimpl.exporters(with_an_argument),  # type: ignore[type-var]
        hookimpl.exporters(of_methods),  # type: ignore[type-var]
        hookimpl.rules(of_any),  # type: ignore[type-var]
        hookimpl.readers(Object.with_an_argument),  # type: ignore[type-var]
    ]
    with pytest.raises(AttributeError):
        hookimpl.exporterz(of_texts)  # type: ignore[attr-defined]
    assert all(hasattr(function, "ledertrivsel_impl") for function in wrong)
