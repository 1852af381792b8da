"""A contract without pytest's runner: what each of its tests says of a plugin, one by one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest

from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.testing._contract_base import Contract, tests_of
from ledertrivsel.testing._contract_checks import CheckContract
from ledertrivsel.testing._contract_exporters import ExporterContract
from ledertrivsel.testing._contract_methods import MethodContract
from ledertrivsel.testing._contract_readers import ReaderContract
from ledertrivsel.testing._contract_rules import RuleContract
from ledertrivsel.testing._contract_stores import StoreContract

CONTRACTS: Mapping[Kind, type[Contract]] = {
    Kind.EXPORTER: ExporterContract,
    Kind.STORE: StoreContract,
    Kind.METHOD: MethodContract,
    Kind.RULE: RuleContract,
    Kind.READER: ReaderContract,
    Kind.CHECK: CheckContract,
}
"""The contract of each kind."""


@attrs.frozen(kw_only=True)
class Verdict:
    """What one *test* of a contract says: a *fault*, why it was *skipped*, or neither.

    *promise* is what the test holds the plugin to, in one line.
    """

    test: str
    promise: str
    fault: str = ""
    skipped: str = ""


def verdicts(kind: Kind, plugin: object, name: str) -> Iterator[Verdict]:
    """Yield what the contract of *kind* says of what *plugin* offers as *name*, test by test.

    Args:
        plugin: the name of its module, or itself; None for what comes with the library.
    """
    contract: Any = type(
        "Tried", (CONTRACTS[kind],), {"plugin": plugin, "name": name, "__module__": __name__}
    )
    for test in tests_of(contract):
        function = getattr(contract, test)
        promise = (inspect.getdoc(function) or test).splitlines()[0]
        fault = skipped = ""
        try:
            function(contract())
        except pytest.skip.Exception as error:
            skipped = str(error)
        except AssertionError as error:
            fault = " ".join(str(error).split()) or "AssertionError"
        except Exception as error:
            fault = cause_of(error)
        yield Verdict(test=test, promise=promise, fault=fault, skipped=skipped)
