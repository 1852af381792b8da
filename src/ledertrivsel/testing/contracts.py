"""The contracts that plugins are tried by: one class a kind, for a test of your own.

Subclass one::

    from ledertrivsel.testing import ExporterContract

    class TestAcmeExporter(ExporterContract):
        plugin, name = "acme_plan.plugin", "acme"

pytest then runs every test of the contract on what the plugin offers under that name. What a test
finds it says in one sentence, with the smallest example. What the plugin can't keep is declared
with the reason, ``deviations = {"test_x": "why"}``, and becomes a strict xfail; a test that is
redefined is refused. ``LEDERTRIVSEL_CONTRACT_EXAMPLES`` says how many examples a search tries.
"""

from __future__ import annotations

from ledertrivsel.testing._contract_base import EXAMPLES_VARIABLE, Contract
from ledertrivsel.testing._contract_checks import CheckContract
from ledertrivsel.testing._contract_exporters import ExporterContract
from ledertrivsel.testing._contract_methods import MethodContract
from ledertrivsel.testing._contract_readers import ReaderContract
from ledertrivsel.testing._contract_rules import RuleContract
from ledertrivsel.testing._contract_stores import StoreContract
from ledertrivsel.testing._verdicts import CONTRACTS, Verdict, verdicts

__all__ = [
    "CONTRACTS",
    "EXAMPLES_VARIABLE",
    "CheckContract",
    "Contract",
    "ExporterContract",
    "MethodContract",
    "ReaderContract",
    "RuleContract",
    "StoreContract",
    "Verdict",
    "verdicts",
]
