"""The store in memory; what all stores have in common is in tests/test_storage.py."""

import pickle
import threading

import pytest

from ledertrivsel.errors import Conflict, Deleted, InvalidValueError
from ledertrivsel.storage import Damage, parse_address
from ledertrivsel.stores.memory import MemoryStore, open_memory


def test_each_address_is_a_store_of_its_own() -> None:
    one, other = open_memory(parse_address("memory:")), open_memory(parse_address("memory:"))
    one.save("a", b"x", expected=0)
    assert other.list().items == ()
    assert not one.capabilities.persistent
    with pytest.raises(InvalidValueError) as caught:
        open_memory(parse_address("memory:shared"))
    assert str(caught.value) == (
        "address must be 'memory:', each of which is a store of its own, got 'memory:shared'."
    )


def test_one_thread_wins_each_revision() -> None:
    store = MemoryStore()
    store.save("a", b"0", expected=0)
    conflicts: list[Conflict] = []

    def count() -> None:
        done = 0
        while done < 50:
            stored = store.load("a")
            try:
                store.save("a", str(int(stored.body) + 1).encode(), expected=stored.revision)
                done += 1
            except Conflict as conflict:
                conflicts.append(conflict)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.load("a").body == b"200"
    assert store.load("a").revision == 201
    assert all(conflict.actual > conflict.expected for conflict in conflicts)


def test_a_changed_body_is_found() -> None:
    store = MemoryStore()
    store.save("a", b"x", expected=0)
    row = store._rows["a"][0]
    store._rows["a"] = (type(row)(row.revision, b"y"),)
    assert list(store.check()) == [Damage("a", 1, "another hash than what was saved")]


def test_what_is_gone_is_told_with_how_it_went() -> None:
    store = MemoryStore()
    for number in range(3):
        store.save("a", b"x", expected=number)
    store.delete("a", expected=3)
    with pytest.raises(Deleted) as caught:
        store.delete("a", expected=4)
    assert str(caught.value).endswith("Revision 4 is deleted.")


def test_a_closed_store_holds_nothing() -> None:
    store = MemoryStore()
    store.save("a", b"x", expected=0)
    store.close()
    assert store._rows == {}


def test_a_store_is_not_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(MemoryStore())
