"""A store that waits for ever is told, and hangs nothing."""

import time
from typing import Any

import pytest

from ledertrivsel.errors import Conflict
from ledertrivsel.storage import NO_META, Expected, Meta, Revision
from ledertrivsel.testing import StoreContract, _contract_places
from tests.contract.faulty.stores import Kept


class RetriesForEver(Kept):
    """Tries again after a conflict, with what it knew before."""

    def save(self, key: str, body: bytes, *, expected: Expected, meta: Meta = NO_META) -> Revision:
        while True:
            try:
                return super().save(key, body, expected=expected, meta=meta)
            except Conflict:
                time.sleep(0.01)


class RaisesItsOwn(Kept):
    """Lets an error of its own out."""

    def list(self, **page: Any) -> Any:
        raise RuntimeError("no cursor")


def tried(plugin: Kept) -> StoreContract:
    kind = type("TestTried", (StoreContract,), {"plugin": plugin, "name": "kept"})
    return kind()  # type: ignore[no-any-return]


def test_a_call_that_never_returns_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_contract_places, "PATIENCE", 0.5)
    with pytest.raises(AssertionError) as caught:
        tried(RetriesForEver()).test_it_does_what_a_dictionary_does()
    assert str(caught.value) == "save() does not come back: it was given up after 0.5 seconds."


def test_an_error_that_a_store_lets_out_is_told_in_a_sentence() -> None:
    with pytest.raises(AssertionError) as caught:
        tried(RaisesItsOwn()).test_the_same_letter_typed_two_ways_is_one_key()
    assert str(caught.value) == "list() raises RuntimeError: no cursor."
