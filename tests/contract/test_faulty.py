"""The kit proves itself: a plugin wrong in one thing is caught by the test meant for it.

Three times of three, in one sentence; and the plugins they were made from keep every test.
"""

import pytest

from ledertrivsel.testing import (
    CheckContract,
    Contract,
    ExporterContract,
    MethodContract,
    ReaderContract,
    RuleContract,
    StoreContract,
)
from tests.contract.faulty import checks, exporters, methods, readers, rules, stores

RUNS = 3

KINDS: tuple[tuple[type[Contract], str, dict[type, str]], ...] = (
    (ExporterContract, "cards", exporters.FAULTS),
    (StoreContract, "", stores.FAULTS),
    (RuleContract, "widest", rules.FAULTS),
    (MethodContract, "two-themes", methods.FAULTS),
    (ReaderContract, "pipes", readers.FAULTS),
    (CheckContract, "house", checks.FAULTS),
)
FAULTS = [
    pytest.param(contract, name, plugin, test, id=f"{plugin.__name__}")
    for contract, name, faults in KINDS
    for plugin, test in faults.items()
]


@pytest.mark.parametrize(("contract", "name", "plugin", "test"), FAULTS)
def test_a_fault_is_caught_by_the_test_meant_for_it(
    contract: type[Contract], name: str, plugin: type, test: str
) -> None:
    said = set()
    for _ in range(RUNS):
        tried = type("TestFault", (contract,), {"plugin": plugin(), "name": name or plugin.scheme})
        with pytest.raises(AssertionError) as caught:
            getattr(tried(), test)()
        said.add(str(caught.value))
    for sentence in said:
        assert sentence.endswith((".", ".)"))
        assert "\n" not in sentence
        assert len(sentence) < 1000


def test_an_exporter_may_read_its_own_format_itself() -> None:
    tried = type(
        "TestPacked", (ExporterContract,), {"plugin": exporters.Packed(), "name": "cards"}
    )
    tried().test_any_number_of_themes_fits()
    tried().test_it_speaks_both_languages()

    lacking = exporters.PackedWithoutSupport()
    tried = type("TestPacked", (ExporterContract,), {"plugin": lacking, "name": "cards"})
    with pytest.raises(AssertionError, match=r"The file lacks CardView\.support "):
        tried().test_any_number_of_themes_fits()


def test_there_are_many() -> None:
    counts = [len(faults) for _, _, faults in KINDS]
    assert sum(counts) >= 40
    assert min(counts) >= 4


class TestCards(ExporterContract):
    plugin, name = "tests.contract.faulty.good_exporter", "cards"


class TestWidest(RuleContract):
    plugin, name = rules.Widest(), "widest"


class TestKept(StoreContract):
    plugin, name = stores.Kept(), "kept"


class TestRewriter(StoreContract):
    plugin, name = stores.Rewriter(), "kept"


class TestFiled(StoreContract):
    plugin, name = stores.Filed(), "filed"


class TestTwoThemes(MethodContract):
    plugin, name = methods.TwoThemes(), "two-themes"


class TestHouse(CheckContract):
    plugin, name = checks.House(), "house"


class TestPipes(ReaderContract):
    plugin, name = readers.Pipes(), "pipes"
