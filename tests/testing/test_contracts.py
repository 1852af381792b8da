"""The contracts as classes: how a plugin is named, deviations, and tests that can't be lost."""

import subprocess
import sys

import pytest

from ledertrivsel import testing
from ledertrivsel.hookspecs import hookimpl
from ledertrivsel.testing import Contract, RuleContract
from ledertrivsel.testing.contracts import EXAMPLES_VARIABLE


class Empty:
    @hookimpl
    def ledertrivsel_rules(self) -> tuple[()]:
        return ()


def test_a_subclass_is_a_test_and_a_contract_is_none() -> None:
    class TestGap(RuleContract):
        name = "gap"

    assert TestGap.__test__
    assert not RuleContract.__test__
    assert not Contract.__test__


def test_a_test_can_not_be_redefined() -> None:
    with pytest.raises(TypeError) as caught:

        class TestGap(RuleContract):
            name = "gap"

            def test_its_keys_are_exact(self) -> None:
                pass

    assert str(caught.value) == (
        "TestGap may not redefine test_its_keys_are_exact; if the plugin can't keep it, write "
        "deviations = {'test_its_keys_are_exact': 'the reason'}"
    )


def test_nor_by_way_of_another_class() -> None:
    class Quiet:
        test_its_keys_are_exact = None

    with pytest.raises(TypeError, match="TestGap may not redefine test_its_keys_are_exact"):

        class TestGap(Quiet, RuleContract):
            name = "gap"


def test_a_deviation_has_a_reason_and_names_a_test() -> None:
    with pytest.raises(TypeError, match=r"^TestGap.deviations gives no reason for test_its_keys_"):

        class TestGap(RuleContract):
            name, deviations = "gap", {"test_its_keys_are_exact": " "}

    with pytest.raises(TypeError, match=r"^TestGap.deviations names test_x, which is no test$"):

        class TestGap(RuleContract):  # type: ignore[no-redef]
            name, deviations = "gap", {"test_x": "because"}


def test_a_deviation_becomes_a_strict_xfail_of_that_class_alone() -> None:
    class TestGap(RuleContract):
        name, deviations = "gap", {"test_its_keys_are_exact": "It is a sketch."}

    (mark,) = TestGap.test_its_keys_are_exact.pytestmark  # type: ignore[attr-defined]
    assert mark.kwargs == {"strict": True, "raises": AssertionError, "reason": "It is a sketch."}
    assert not hasattr(RuleContract.test_its_keys_are_exact, "pytestmark")


def test_a_module_that_can_not_be_imported_is_told() -> None:
    class TestNowhere(RuleContract):
        plugin, name = "nowhere_at_all", "gap"

    with pytest.raises(AssertionError) as caught:
        TestNowhere().test_the_plugin_is_taken_without_a_problem()
    assert str(caught.value) == (
        "The plugin nowhere_at_all can't be imported: "
        "ModuleNotFoundError: No module named 'nowhere_at_all'."
    )


def test_a_name_that_the_plugin_does_not_offer_is_told() -> None:
    class TestEmpty(RuleContract):
        plugin, name = Empty(), "urgent"

    with pytest.raises(AssertionError, match="There is no rule named 'Empty:urgent'"):
        TestEmpty().test_the_plugin_is_taken_without_a_problem()


def test_the_number_of_examples_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EXAMPLES_VARIABLE, raising=False)
    assert RuleContract.tries() == 40
    monkeypatch.setenv(EXAMPLES_VARIABLE, "300")
    assert RuleContract.tries() == 300


def test_the_kit_loads_a_contract_when_it_is_first_used() -> None:
    program = (
        "import sys, ledertrivsel.testing as kit; assert 'hypothesis' not in sys.modules; "
        "kit.StoreContract; assert 'hypothesis' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert set(testing.__all__) <= set(dir(testing))
    with pytest.raises(AttributeError, match="has no attribute 'StorageContract'"):
        _ = testing.StorageContract
