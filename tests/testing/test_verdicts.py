"""What a contract says outside pytest's runner."""

import pytest

from ledertrivsel.offers import Kind
from ledertrivsel.testing import Verdict, verdicts
from ledertrivsel.testing.contracts import CONTRACTS
from tests.contract.faulty import rules


def test_every_kind_has_a_contract() -> None:
    assert [contract.kind for contract in CONTRACTS.values()] == list(CONTRACTS) == list(Kind)


def test_a_right_plugin_has_no_fault() -> None:
    found = list(verdicts(Kind.METHOD, None, "bfa-2025"))
    assert len(found) > 8
    assert [verdict for verdict in found if verdict.fault or verdict.skipped] == []
    assert found[0] == Verdict(
        test="test_the_plugin_is_taken_without_a_problem",
        promise="Its module is imported, its hooks are hooks, and what they give are descriptors.",
    )


def test_a_fault_is_told_by_the_test_meant_for_it() -> None:
    plugin, test = next(iter(rules.FAULTS.items()))
    faults = {v.test: v.fault for v in verdicts(Kind.RULE, plugin(), "widest") if v.fault}
    assert faults[test].endswith(".")


def test_a_plugin_that_is_nowhere_fails_in_words() -> None:
    found = list(verdicts(Kind.RULE, "no_such_module:plugin", "x"))
    assert found[0].fault == (
        "The plugin no_such_module:plugin can't be imported: "
        "ModuleNotFoundError: No module named 'no_such_module'."
    )
    assert all("No module named 'no_such_module'" in verdict.fault for verdict in found)


def test_what_cannot_be_tried_is_skipped_with_the_reason() -> None:
    class Local(rules.Widest):
        pass

    skipped = [v for v in verdicts(Kind.RULE, Local(), "widest") if v.skipped]
    assert [verdict.test for verdict in skipped] == ["test_every_process_gives_the_same_keys"]
    assert skipped[0].skipped.startswith("The plugin is made inside a function")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        next(verdicts("rule", None, "gap"))  # type: ignore[arg-type]
