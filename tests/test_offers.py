"""Offers and records; how the registry uses them is in tests/test_plugins.py."""

import pickle
from typing import Any

import pytest

from ledertrivsel.errors import MissingExtraError, PluginError
from ledertrivsel.hookspecs import HOOKS, ExporterInfo
from ledertrivsel.offers import (
    Kind,
    Offer,
    Origin,
    PluginProblem,
    PluginRecord,
    PluginState,
    cause_of,
)

ACME = PluginRecord(
    name="docx",
    distribution="acme-docx",
    version="1.2",
    origin=Origin.ENTRY_POINT,
    state=PluginState.ACTIVE,
)
OURS = PluginRecord(
    name="built-in",
    distribution="ledertrivsel",
    origin=Origin.BUILT_IN,
    state=PluginState.ACTIVE,
)


def offer(plugin: PluginRecord, **changes: Any) -> Offer:
    told: dict[str, Any] = {
        "name": "docx",
        "suffix": ".docx",
        "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "title": {"da": "Word"},
        "carries": (),
        "factory": "acme_docx:Docx",
    }
    return Offer(Kind.EXPORTER, ExporterInfo(**{**told, **changes}), plugin)


def test_each_kind_has_its_hook() -> None:
    assert [kind.hook for kind in Kind] == list(HOOKS)


def test_a_built_in_format_names_the_extra_to_install() -> None:
    with pytest.raises(MissingExtraError) as caught:
        offer(OURS, requires=("json", "no_such_package"), extra="docx").make()
    assert str(caught.value) == (
        "The exporter 'docx' needs the package 'no_such_package'. "
        'Install it with: pip install "ledertrivsel[docx]"'
    )


@pytest.mark.parametrize(
    ("extra", "install"), [("full", "acme-docx[full]"), ("", "no_such_package.inner")]
)
def test_a_plugins_format_names_what_to_install(extra: str, install: str) -> None:
    with pytest.raises(PluginError) as caught:
        offer(ACME, requires=("no_such_package.inner",), extra=extra).make()
    assert str(caught.value) == (
        "Plugin acme-docx 1.2 failed in the exporter 'docx': it needs the package "
        f"'no_such_package.inner'. Install it with: pip install \"{install}\""
    )


def test_the_guard_names_who_raised_and_keeps_the_cause() -> None:
    original = KeyError("theme")
    with pytest.raises(PluginError) as caught, offer(ACME).guard("the exporter 'docx'"):
        raise original
    assert str(caught.value) == (
        "Plugin acme-docx 1.2 failed in the exporter 'docx': KeyError: 'theme'"
    )
    assert caught.value.__cause__ is original
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_record_tells_who_it_is() -> None:
    assert (ACME.owner, str(ACME)) == ("acme-docx", "acme-docx 1.2")
    by_hand = PluginRecord(name="mine", origin=Origin.REGISTERED, state=PluginState.FAILED)
    assert (by_hand.owner, str(by_hand)) == ("mine", "mine")
    failed = PluginProblem("import", "ImportError: x")
    assert pickle.loads(pickle.dumps(failed)) == failed


def test_a_cause_is_one_line() -> None:
    assert cause_of(ValueError("a\n  b\tc")) == "ValueError: a b c"
    assert cause_of(ValueError()) == "ValueError"
