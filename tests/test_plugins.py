"""The registry: who offers what, and what becomes of plugins that fail."""

import pickle
import subprocess
import sys
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ledertrivsel import __version__
from ledertrivsel.built_in import BuiltIns
from ledertrivsel.errors import (
    ExportError,
    InvalidValueError,
    NameClashError,
    PluginError,
    UnknownNameError,
)
from ledertrivsel.hookspecs import Context, Export, ExporterInfo, RuleInfo, hookimpl
from ledertrivsel.offers import Kind, Origin, PluginProblem, PluginRecord, PluginState
from ledertrivsel.plugins import Registry, default_registry
from ledertrivsel.view import View

BUILT_IN = sorted(info.name for info in BuiltIns().ledertrivsel_exporters())


class Plain:
    """An exporter that writes the title."""

    def export(self, view: View, context: Context) -> Export:
        return Export(view.title.encode())


def info(name: str = "plain", factory: Any = Plain) -> ExporterInfo:
    return ExporterInfo(
        name=name,
        suffix=".txt",
        media_type="text/plain",
        title={"da": "Titel"},
        carries=(),
        factory=factory,
    )


def plugin(**hooks: Callable[..., Any]) -> types.ModuleType:
    """Return a module with these hooks, marked."""
    module = types.ModuleType("acme_plugin")
    for name, function in hooks.items():
        function.__name__ = name
        setattr(module, name, hookimpl(function))
    return module


def exporters(*infos: ExporterInfo) -> types.ModuleType:
    return plugin(ledertrivsel_exporters=lambda: infos)


@pytest.fixture
def registry() -> Registry:
    return Registry(entry_points=False)


# What is offered


def test_a_registered_plugin_is_found_by_the_name_of_what_it_offers(registry: Registry) -> None:
    record = registry.register(exporters(info()), name="acme")
    assert record == PluginRecord(
        name="acme",
        origin=Origin.REGISTERED,
        state=PluginState.ACTIVE,
        offers=(("exporter", "plain"),),
    )
    assert isinstance(registry.exporter("plain"), Plain)
    assert isinstance(registry.exporter("acme:plain"), Plain)
    assert registry.exporter_info("plain").suffix == ".txt"
    assert "plain" in registry.offers(Kind.EXPORTER)


def test_an_object_and_a_generator_will_do(registry: Registry) -> None:
    class Acme:
        @hookimpl
        def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
            yield info("one")
            yield info("two")

    registry.register(Acme(), name="acme")
    assert {"one", "two"} <= set(registry.offers(Kind.EXPORTER))


def test_a_hook_is_called_once(registry: Registry) -> None:
    calls = []

    def hook() -> list[ExporterInfo]:
        calls.append(1)
        return [info()]

    registry.register(plugin(ledertrivsel_exporters=hook), name="acme")
    registry.exporter("plain")
    registry.exporter("plain")
    assert registry.plugins
    assert calls == [1]


def test_a_name_is_registered_once(registry: Registry) -> None:
    registry.register(exporters(), name="acme")
    for name in ("acme", "Acme", "ledertrivsel"):
        with pytest.raises(InvalidValueError) as caught:
            registry.register(exporters(), name=name)
        assert str(caught.value) == f"name must not repeat '{name}', got '{name}'."
    with pytest.raises(InvalidValueError, match="name must be a name such as 'my-plugin', got ''"):
        registry.register(exporters(), name="")


def test_the_default_registry_is_made_once() -> None:
    assert default_registry() is default_registry()


# What is not there


def test_an_unknown_name_lists_near_ones(registry: Registry) -> None:
    registry.register(exporters(info("plain")), name="acme")
    with pytest.raises(UnknownNameError) as caught:
        registry.exporter("plian")
    assert str(caught.value) == (
        "There is no exporter named 'plian'. Did you mean 'plain'? "
        f"Known: {', '.join(sorted((*BUILT_IN, 'plain')))}."
    )


def test_an_unknown_name_tells_of_the_plugins_that_failed(registry: Registry) -> None:
    def broken() -> Iterable[ExporterInfo]:
        yield info("plain")
        raise RuntimeError("no licence\nfound")

    registry.register(plugin(ledertrivsel_exporters=broken), name="acme")
    registry.register(plugin(ledertrivsel_rules=lambda: None), name="elsewhere")
    with pytest.raises(UnknownNameError) as caught:
        registry.exporter("plain")
    assert str(caught.value) == (
        f"There is no exporter named 'plain'. Known: {', '.join(BUILT_IN)}. "
        "Not used: acme (ledertrivsel_exporters: RuntimeError: no licence found)."
    )
    (record,) = caught.value.records
    assert isinstance(record, PluginRecord)
    assert (record.name, record.state) == ("acme", PluginState.FAILED)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.records) == (str(caught.value), caught.value.records)


def test_a_name_that_is_no_text_is_unknown(registry: Registry) -> None:
    with pytest.raises(UnknownNameError, match="There is no exporter named None"):
        registry.exporter(None)  # type: ignore[arg-type]


# Faults, each contained and named


def raising(error: BaseException) -> Callable[[], object]:
    def hook() -> object:
        raise error

    return hook


class Unprintable(Exception):
    def __str__(self) -> str:
        raise ValueError


def wrapping() -> Any:
    yield
    return []


def _spoiled(module: types.ModuleType, **attributes: object) -> types.ModuleType:
    for name, value in attributes.items():
        setattr(module, name, value)
    return module


HOOK = "ledertrivsel_exporters"

FAULTS: dict[str, tuple[Callable[[], object], PluginState, str, str]] = {
    "raises": (
        lambda: plugin(ledertrivsel_exporters=raising(RuntimeError("boom"))),
        PluginState.FAILED,
        HOOK,
        "RuntimeError: boom",
    ),
    "exits": (
        lambda: plugin(ledertrivsel_exporters=raising(SystemExit(3))),
        PluginState.FAILED,
        HOOK,
        "SystemExit: 3",
    ),
    "raises what can't be shown": (
        lambda: plugin(ledertrivsel_exporters=raising(Unprintable())),
        PluginState.FAILED,
        HOOK,
        "Unprintable: its text can't be shown",
    ),
    "raises at length": (
        lambda: plugin(ledertrivsel_exporters=raising(ValueError("x" * 1000))),
        PluginState.FAILED,
        HOOK,
        "ValueError: " + "x" * 287 + "…",
    ),
    "gives nothing": (
        lambda: plugin(ledertrivsel_exporters=lambda: None),
        PluginState.FAILED,
        HOOK,
        "TypeError: it must give ExporterInfo objects in a list, got None",
    ),
    "gives a text": (
        lambda: plugin(ledertrivsel_exporters=lambda: "plain"),
        PluginState.FAILED,
        HOOK,
        "TypeError: it must give ExporterInfo objects in a list, got 'plain'",
    ),
    "gives one wrong item": (
        lambda: plugin(ledertrivsel_exporters=lambda: [info(), {"name": "plain"}]),
        PluginState.FAILED,
        HOOK,
        "TypeError: it must give ExporterInfo objects, got {'name': 'plain'}",
    ),
    "gives a name twice": (
        lambda: exporters(info(), info()),
        PluginState.FAILED,
        HOOK,
        "ValueError: it gives 'plain' twice",
    ),
    "misspelt hook": (
        lambda: plugin(ledertrivsel_exporterz=lambda: [info()]),
        PluginState.FAILED,
        "ledertrivsel_exporterz",
        "there is no hook 'ledertrivsel_exporterz'; did you mean 'ledertrivsel_exporters'?",
    ),
    "forgotten mark": (
        lambda: _spoiled(types.ModuleType("acme"), ledertrivsel_exporters=lambda: [info()]),
        PluginState.FAILED,
        HOOK,
        "@hookimpl is missing before ledertrivsel_exporters",
    ),
    "forgotten mark on a misspelt hook": (
        lambda: _spoiled(types.ModuleType("acme"), ledertrivsel_exporter=lambda: [info()]),
        PluginState.FAILED,
        "ledertrivsel_exporter",
        "@hookimpl is missing before ledertrivsel_exporter; "
        "did you mean 'ledertrivsel_exporters'?",
    ),
    "wrapper": (
        lambda: _spoiled(
            types.ModuleType("acme"),
            ledertrivsel_exporters=hookimpl(wrapper=True)(
                types.FunctionType(wrapping.__code__, {}, HOOK)
            ),
        ),
        PluginState.FAILED,
        HOOK,
        "it wraps the results of other plugins, which none may",
    ),
    "argument": (
        lambda: plugin(ledertrivsel_exporters=lambda config: [info()]),
        PluginState.FAILED,
        "hooks",
        "PluginValidationError: Plugin 'acme' for hook 'ledertrivsel_exporters'",
    ),
    "a class": (
        lambda: Plain,
        PluginState.FAILED,
        "hooks",
        "TypeError: it is the class Plain; give an instance of it, or a module",
    ),
    "no hook at all": (
        lambda: types.ModuleType("acme"),
        PluginState.FAILED,
        "hooks",
        "TypeError: it has none of the hooks ledertrivsel_exporters, ledertrivsel_stores, "
        "ledertrivsel_methods, ledertrivsel_rules, ledertrivsel_readers, ledertrivsel_checks",
    ),
    "newer": (
        lambda: _spoiled(exporters(info()), __ledertrivsel_api__=(1, 1)),
        PluginState.INCOMPATIBLE,
        "api",
        "it is made for version 1.1 of the hooks, and this is 1.0",
    ),
    "another generation": (
        lambda: _spoiled(exporters(info()), __ledertrivsel_api__=(2, 0)),
        PluginState.INCOMPATIBLE,
        "api",
        "it is made for version 2.0 of the hooks, and this is 1.0",
    ),
    "nonsense version": (
        lambda: _spoiled(exporters(info()), __ledertrivsel_api__="1.0"),
        PluginState.INCOMPATIBLE,
        "api",
        "its __ledertrivsel_api__ must be numbers such as (1, 0), got '1.0'",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_recorded_and_the_rest_works_on(registry: Registry, fault: str) -> None:
    make, state, where, cause = FAULTS[fault]
    record = registry.register(make(), name="acme")
    registry.register(exporters(info("other")), name="other")
    assert (record.state, record.offers) == (state, ())
    (problem,) = record.problems
    assert problem.where == where
    assert problem.cause.startswith(cause) if fault == "argument" else problem.cause == cause
    assert isinstance(registry.exporter("other"), Plain)
    with pytest.raises(UnknownNameError, match="Not used: acme"):
        registry.exporter("plain")
    assert record in registry.plugins


@pytest.mark.parametrize("fault", FAULTS)
def test_a_strict_registry_raises_the_fault(fault: str) -> None:
    make, _, where, cause = FAULTS[fault]
    with pytest.raises(PluginError) as caught:
        Registry(entry_points=False, strict=True).register(make(), name="acme")
    assert str(caught.value).startswith(f"Plugin acme failed in {where}: {cause}")


def test_what_is_right_in_a_plugin_is_used(registry: Registry) -> None:
    module = plugin(
        ledertrivsel_exporters=lambda: [info()], ledertrivsel_rules=raising(RuntimeError("boom"))
    )
    record = registry.register(module, name="acme")
    assert record.state is PluginState.PARTLY
    assert record.offers == (("exporter", "plain"),)
    assert record.problems == (PluginProblem("ledertrivsel_rules", "RuntimeError: boom"),)
    assert isinstance(registry.exporter("plain"), Plain)


def test_several_functions_may_be_one_hook(registry: Registry) -> None:
    class Acme:
        @hookimpl.exporters
        def texts(self) -> list[ExporterInfo]:
            return [info("one")]

        @hookimpl.exporters
        def pages(self) -> list[ExporterInfo]:
            return [info("two")]

        @hookimpl
        def ledertrivsel_exporters(self) -> list[ExporterInfo]:
            return [info("three")]

    record = registry.register(Acme(), name="acme")
    assert {name for _, name in record.offers} == {"one", "two", "three"}
    assert record.state is PluginState.ACTIVE


def test_what_a_hook_prints_is_told_and_not_printed(
    registry: Registry, capsys: pytest.CaptureFixture[str]
) -> None:
    def talkative() -> list[ExporterInfo]:
        print("hello from acme")
        return [info()]

    record = registry.register(plugin(ledertrivsel_exporters=talkative), name="acme")
    assert record.state is PluginState.PARTLY
    assert record.problems == (
        PluginProblem(HOOK, "it writes to the terminal: 'hello from acme\\n'"),
    )
    assert isinstance(registry.exporter("plain"), Plain)
    assert capsys.readouterr().out == ""


def test_an_object_that_answers_no_question_is_contained(registry: Registry) -> None:
    class Sphinx:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError(f"no {name}")

    record = registry.register(Sphinx(), name="acme")
    assert (record.state, record.problems) == (
        PluginState.FAILED,
        (PluginProblem("hooks", "RuntimeError: no __ledertrivsel_api__"),),
    )


def test_a_fault_of_what_is_offered_joins_the_record_once(registry: Registry) -> None:
    registry.register(exporters(info(factory=lambda: None)), name="acme")
    for _ in range(2):
        with pytest.raises(PluginError):
            registry.exporter("plain")
    _, record = registry.plugins
    assert (record.state, record.offers) == (PluginState.PARTLY, (("exporter", "plain"),))
    assert record.problems == (
        PluginProblem(
            "the factory of the exporter 'plain'",
            "it must give an object with export(), got None",
        ),
    )
    with pytest.raises(UnknownNameError) as caught:  # It has nothing to do with that one.
        registry.exporter("poster")
    assert "Not used" not in str(caught.value)


def test_stopping_the_program_is_not_a_fault(registry: Registry) -> None:
    module = plugin(ledertrivsel_exporters=raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        registry.register(module, name="acme")


# Factories


class Wrong:
    """An exporter without export()."""


@pytest.mark.parametrize(
    ("factory", "cause"),
    [
        ("no_such_module:Plain", "ModuleNotFoundError: No module named 'no_such_module'"),
        (
            "ledertrivsel.errors:Nothing",
            "AttributeError: module 'ledertrivsel.errors' has no attribute 'Nothing'",
        ),
        (
            "ledertrivsel.hookspecs:API",
            "TypeError: ledertrivsel.hookspecs:API must be callable, got (1, 0)",
        ),
        (raising(SystemExit("bye")), "SystemExit: bye"),
        (lambda: None, "it must give an object with export(), got None"),
        (lambda view, context: None, None),
    ],
)
def test_a_factory_that_fails_is_named(
    registry: Registry, factory: Any, cause: str | None
) -> None:
    registry.register(exporters(info(factory=factory)), name="acme")
    with pytest.raises(PluginError) as caught:
        registry.exporter("plain")
    start = "Plugin acme failed in the factory of the exporter 'plain': "
    assert str(caught.value).startswith(start)
    if cause is not None:
        assert str(caught.value) == start + cause


def test_a_refusal_passes_the_guard_and_another_error_of_ours_does_not(
    registry: Registry,
) -> None:
    refusal = ExportError("plain", "it needs a licence.")
    registry.register(exporters(info(factory=raising(refusal))), name="acme")
    with pytest.raises(ExportError) as caught:
        registry.exporter("plain")
    assert caught.value is refusal
    mistake = InvalidValueError("Export.content", "type", "", "", {"wanted": "bytes"})
    registry.register(exporters(info("other", factory=raising(mistake))), name="beta")
    with pytest.raises(PluginError) as named:
        registry.exporter("other")
    assert str(named.value) == (
        "Plugin beta failed in the factory of the exporter 'other': "
        "InvalidValueError: Export.content must be bytes, got ''."
    )


def test_a_rule_has_the_name_it_is_offered_by(registry: Registry) -> None:
    class Least:
        name, needs, by_field = "least", frozenset({"ratings"}), False

        def key(self, placement: object, matrix: object) -> tuple[int]:
            return (0,)

    told = RuleInfo(name="most", title={"da": "Mest"}, factory=Least)
    registry.register(plugin(ledertrivsel_rules=lambda: [told]), name="acme")
    with pytest.raises(PluginError) as caught:
        registry.rule("most")
    assert str(caught.value) == (
        "Plugin acme failed in the factory of the rule 'most': it gives the rule 'least'"
    )


# Names that several offer


def test_a_name_taken_twice_is_an_error_on_use(registry: Registry) -> None:
    registry.register(exporters(info()), name="beta")
    registry.register(exporters(info(), info("own")), name="acme")
    with pytest.raises(NameClashError) as caught:
        registry.exporter("plain")
    assert str(caught.value) == (
        "The exporter name 'plain' is offered by acme and beta. "
        "Write one of 'acme:plain' or 'beta:plain', or decide once with prefer= in the Registry."
    )
    assert isinstance(registry.exporter("beta:plain"), Plain)
    assert isinstance(registry.exporter("own"), Plain)
    assert set(registry.offers(Kind.EXPORTER)) == {
        *("acme:plain", "beta:plain"),
        *(*BUILT_IN, "own"),
    }


def test_a_name_taken_twice_stands_in_both_records(registry: Registry) -> None:
    registry.register(exporters(info()), name="beta")
    registry.register(exporters(info(), info("own")), name="acme")
    _, acme, beta = registry.plugins
    assert (acme.state, beta.state) == (PluginState.PARTLY, PluginState.PARTLY)
    assert acme.problems == (
        PluginProblem(
            HOOK, "the exporter 'plain' is offered by beta too; its own is 'acme:plain'"
        ),
    )
    assert beta.problems == (
        PluginProblem(
            HOOK, "the exporter 'plain' is offered by acme too; its own is 'beta:plain'"
        ),
    )
    preferring = Registry(entry_points=False, prefer={"exporter.plain": "beta"})
    for name in ("acme", "beta"):
        preferring.register(exporters(info()), name=name)
    assert [record.problems for record in preferring.plugins] == [(), (), ()]
    elsewhere = Registry(entry_points=False, prefer={"exporter.plain": "gone"})
    for name in ("acme", "beta"):
        elsewhere.register(exporters(info()), name=name)
    assert [len(record.problems) for record in elsewhere.plugins] == [0, 1, 1]


def test_a_preference_decides_once() -> None:
    registry = Registry(entry_points=False, prefer={"exporter.plain": "Beta"})
    registry.register(exporters(info()), name="acme")
    registry.register(exporters(info()), name="beta")
    assert registry.offer(Kind.EXPORTER, "plain").plugin.name == "beta"
    assert registry.offer(Kind.EXPORTER, "acme:plain").plugin.name == "acme"
    assert {"plain", "acme:plain"} <= set(registry.offers(Kind.EXPORTER))


@pytest.mark.parametrize("key", ["plain", "exporters.plain", "exporter.", 7])
def test_a_preference_names_a_kind_and_a_name(key: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Registry(entry_points=False, prefer={key: "acme"})
    assert str(caught.value) == (
        f"prefer must name what is preferred such as 'exporter.docx', got {key!r}. "
        "The kinds are exporter, store, method, rule, reader, check."
    )


def test_a_built_in_keeps_its_name() -> None:
    registry = Registry(entry_points=False, prefer={"exporter.markdown": "acme"})
    registry.register(exporters(info("markdown")), name="acme")
    assert registry.offer(Kind.EXPORTER, "markdown").plugin.origin is Origin.BUILT_IN
    assert registry.offer(Kind.EXPORTER, "ledertrivsel:markdown").plugin.owner == "ledertrivsel"
    assert isinstance(registry.exporter("acme:markdown"), Plain)
    record = registry.plugins[1]
    assert (record.name, record.state) == ("acme", PluginState.PARTLY)
    assert record.problems == (
        PluginProblem(
            "ledertrivsel_exporters",
            "the exporter 'markdown' is built in; its own is 'acme:markdown'",
        ),
    )


# Blocking


def test_a_blocked_plugin_is_listed_and_not_used() -> None:
    registry = Registry(entry_points=False, block=["Acme_Plan"], strict=True)
    record = registry.register(plugin(ledertrivsel_exporters=lambda: 1 / 0), name="acme-plan")
    assert (record.state, record.problems) == (
        PluginState.BLOCKED,
        (PluginProblem("block", "it is blocked"),),
    )
    with pytest.raises(UnknownNameError, match=r"Not used: acme-plan \(block: it is blocked\)"):
        registry.exporter("plain")


def test_the_environment_blocks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDERTRIVSEL_BLOCK", "other, acme")
    registry = Registry(entry_points=False)
    assert registry.register(exporters(info()), name="acme").state is PluginState.BLOCKED


def test_what_is_blocked_is_a_list() -> None:
    with pytest.raises(InvalidValueError, match="block must be a list, got 'acme'"):
        Registry(block="acme")


# Installed plugins


def install(
    folder: Path, distribution: str, version: str, module: str, source: str, entry: str = "acme"
) -> None:
    """Lay a distribution out in *folder* as an installer does."""
    (folder / f"{module}.py").write_text(source, encoding="utf-8")
    metadata = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text(
        f"[ledertrivsel]\n{entry} = {module}\n", encoding="utf-8"
    )


WORKING = """
from ledertrivsel.hookspecs import Export, ExporterInfo, hookimpl

__ledertrivsel_api__ = (1, 0)

class Shout:
    def export(self, view, context):
        return Export(view.title.upper().encode())

@hookimpl
def ledertrivsel_exporters():
    yield ExporterInfo(name="shout", suffix=".txt", media_type="text/plain",
                       title={"da": "Råb"}, carries=(), factory=Shout)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_an_installed_plugin_is_found_with_its_distribution(site: Path) -> None:
    install(site, "acme-plan", "1.2", "acme_working", WORKING)
    registry = Registry()
    offer = registry.offer(Kind.EXPORTER, "shout")
    assert offer.plugin == PluginRecord(
        name="acme",
        distribution="acme-plan",
        version="1.2",
        source="acme_working",
        origin=Origin.ENTRY_POINT,
        state=PluginState.ACTIVE,
        offers=(("exporter", "shout"),),
    )
    assert str(offer.plugin) == "acme-plan 1.2"
    assert registry.exporter("Acme_Plan:shout")


def test_broken_distributions_are_listed_and_the_rest_works_on(site: Path) -> None:
    install(site, "acme-exit", "0.1", "acme_exit", "import sys\nsys.exit(4)\n", "exit")
    install(site, "acme-import", "0.2", "acme_import", "import no_such_package\n", "import")
    install(site, "acme-syntax", "0.3", "acme_syntax", "def\n", "syntax")
    install(site, "acme-plan", "1.2", "acme_good", WORKING)
    registry = Registry()
    assert registry.exporter("shout")
    broken = {r.distribution: r for r in registry.plugins if r.state is PluginState.FAILED}
    assert {name: record.problems[0].where for name, record in broken.items()} == {
        "acme-exit": "import",
        "acme-import": "import",
        "acme-syntax": "import",
    }
    with pytest.raises(UnknownNameError) as caught:
        registry.exporter("poster")
    assert (
        "Not used: acme-import 0.2 "
        "(import: ModuleNotFoundError: No module named 'no_such_package')." in str(caught.value)
    )


def test_a_blocked_distribution_is_not_even_imported(site: Path) -> None:
    install(site, "acme-plan", "1.2", "acme_blocked", WORKING)
    registry = Registry(block=["acme.plan"])
    with pytest.raises(UnknownNameError, match=r"Not used: acme-plan 1\.2 \(block"):
        registry.exporter("shout")
    assert "acme_blocked" not in sys.modules


def test_one_distribution_met_twice_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        install(folder, "acme-plan", "1.2", "acme_twice", WORKING)
        monkeypatch.syspath_prepend(folder)
    registry = Registry()
    _, record = registry.plugins
    assert (record.distribution, record.state) == ("acme-plan", PluginState.ACTIVE)
    two, one = tmp_path / "two", tmp_path / "one"
    cause = f"it is installed twice: 1.2 in {two}, 1.2 in {one}; the first is used"
    assert record.problems == (PluginProblem("distribution", cause),)
    assert registry.exporter("shout")


def test_what_an_import_prints_is_told_and_not_printed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(site, "acme-plan", "1.2", "acme_talkative", "print('loaded')\n" + WORKING)
    registry = Registry()
    assert registry.exporter("shout")
    assert registry.plugins[1].problems == (
        PluginProblem("import", "it writes to the terminal: 'loaded\\n'"),
    )
    assert capsys.readouterr().out == ""


def test_an_unreadable_distribution_hides_nobody(site: Path) -> None:
    install(site, "acme-plan", "1.2", "acme_beside", WORKING)
    install(site, "acme-torn", "0.1", "acme_torn", "")
    (site / "acme_torn-0.1.dist-info" / "entry_points.txt").write_text("[ledertrivsel]\ntorn")
    registry = Registry()
    assert registry.exporter("shout")
    torn = registry.plugins[2]
    assert (str(torn), torn.state) == ("acme-torn 0.1", PluginState.FAILED)
    with pytest.raises(UnknownNameError, match=r"Not used: acme-torn 0\.1 \(distribution: its"):
        registry.exporter("poster")


def test_an_interrupted_scan_leaves_nothing_behind(site: Path) -> None:
    install(site, "acme-plan", "1.2", "acme_first", WORKING)
    stopping = "import os\nif not os.environ.pop('ACME_ON', ''): raise KeyboardInterrupt\n"
    install(site, "beta", "1.0", "beta_stops", stopping + WORKING.replace("shout", "loud"))
    registry = Registry()
    with pytest.raises(KeyboardInterrupt):
        registry.exporter("shout")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACME_ON", "1")
        assert registry.exporter("shout")
        assert [record.distribution for record in registry.plugins][1:] == ["acme-plan", "beta"]


def test_built_in_names_cost_no_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    scans = []
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda **group: scans.append(group) or ()
    )
    registry = Registry()
    for name in ("markdown", "html", "json"):
        assert registry.exporter_info(name).name == name
    assert registry.method("bfa-2025").id == "bfa-2025"
    assert scans == []
    for _ in range(3):
        with pytest.raises(UnknownNameError):
            registry.exporter("poster")
    assert scans == [{"group": "ledertrivsel"}]


def test_a_built_in_exporter_imports_no_other() -> None:
    code = (
        "import sys\n"
        "from ledertrivsel.plugins import default_registry\n"
        "default_registry().exporter('markdown')\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.split())
    assert "ledertrivsel.exporters.markdown" in loaded
    assert not loaded & {
        "importlib.metadata",
        "sqlite3",
        "ledertrivsel.exporters.html",
        "ledertrivsel.exporters.json",
        "ledertrivsel.readers.notes",
        "ledertrivsel.stores.sqlite",
    }


def test_the_library_itself_is_listed_first(registry: Registry) -> None:
    (record,) = registry.plugins
    assert (record.name, record.distribution, record.version) == (
        "built-in",
        "ledertrivsel",
        __version__,
    )
    assert (record.origin, record.state) == (Origin.BUILT_IN, PluginState.ACTIVE)
