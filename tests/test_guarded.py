"""A stranger's store that fails, seen through the front door."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import ledertrivsel as lt
from ledertrivsel.errors import Conflict, NotFound, PluginError
from ledertrivsel.hookspecs import Capabilities, StoreInfo, hookimpl
from ledertrivsel.offers import PluginProblem
from ledertrivsel.plugins import Registry
from ledertrivsel.storage import OVERWRITE, Damage, Revision, Rewriting, parse_address
from ledertrivsel.stores.memory import MemoryStore


def registry_of(store: type[MemoryStore]) -> Registry:
    class Acme:
        @hookimpl
        def ledertrivsel_stores(self) -> Any:
            yield StoreInfo(
                scheme="acme",
                title={"da": "Lager"},
                capabilities=Capabilities(persistent=False),
                factory=lambda address: store(),
            )

    registry = Registry(entry_points=False, strict=False)
    registry.register(Acme(), name="acme-store")
    return registry


@pytest.fixture
def plan() -> lt.Plan:
    return lt.Plan.start(lt.load_method(), title="Plan", on=date(2026, 9, 2))


def test_a_right_store_works_behind_the_guard(plan: lt.Plan) -> None:
    registry = registry_of(MemoryStore)
    with lt.open_store("acme:", registry=registry) as store:
        assert store.save(plan, "2026", expected=0) == 1
        assert store.load("2026") == (plan, 1)
        assert [item.key for item in store.list().items] == ["2026"]
        assert len(store.history("2026").items) == 1
        assert not store.capabilities.persistent
        assert list(store.check()) == []
        with pytest.raises(Conflict):
            store.save(plan, "2026", expected=0)
        with pytest.raises(NotFound):
            store.load("2027")
        told = store.history("2026").items[0]
        assert isinstance(store.store, Rewriting)
        assert store.store.rewrite(told, b"-", was=told.sha256).size == 1
        assert store.delete("2026", expected=1).revision == 2
        assert store.erase("2026").revision == 3
    assert registry.plugins[1].problems == ()


def test_a_page_is_asked_for_as_it_was_asked_of_the_guard() -> None:
    asked: list[dict[str, object]] = []

    class Noting(MemoryStore):
        def list(self, **given: Any) -> Any:
            asked.append(given)
            return super().list(**given)

        def history(self, key: str, **given: Any) -> Any:
            asked.append({"key": key, **given})
            return super().history(key, **given)

    store = registry_of(Noting).store(parse_address("acme:"))
    store.save("2026", b"", expected=0)
    store.list()
    store.list(after="a", limit=7, deleted=True)
    store.history("2026")
    store.history("2026", before=3, limit=7)
    assert asked == [
        {"after": None, "limit": 100, "deleted": False},
        {"after": "a", "limit": 7, "deleted": True},
        {"key": "2026", "before": None, "limit": 100},
        {"key": "2026", "before": 3, "limit": 7},
    ]


def refusing(*_: Any, **__: Any) -> Any:
    raise OSError("the bucket is gone")


CALLS: dict[str, Callable[[Any], object]] = {
    "load": lambda store: store.load("2026"),
    "save": lambda store: store.save("2026", b"", expected=OVERWRITE),
    "delete": lambda store: store.delete("2026", expected=OVERWRITE),
    "list": lambda store: store.list(),
    "history": lambda store: store.history("2026"),
    "erase": lambda store: store.erase("2026"),
    "rewrite": lambda store: store.rewrite(Revision(key="2026", revision=1), b"", was=""),
    "backup": lambda store: store.backup("copy"),
    "check": lambda store: list(store.check()),
    "close": lambda store: store.close(),
}


@pytest.mark.parametrize("verb", CALLS)
def test_a_fault_of_a_store_is_named(verb: str) -> None:
    registry = registry_of(type("Broken", (MemoryStore,), {verb: refusing}))
    store = registry.store(parse_address("acme:"))
    with pytest.raises(PluginError) as caught:
        CALLS[verb](store)
    where, cause = f"{verb}() of the store 'acme'", "OSError: the bucket is gone"
    assert str(caught.value) == f"Plugin acme-store failed in {where}: {cause}"
    assert registry.plugins[1].problems == (PluginProblem(where, cause),)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("load", "Stored"),
        ("save", "Revision"),
        ("delete", "Revision"),
        ("list", "Page"),
        ("history", "Page"),
        ("erase", "Revision"),
    ],
)
def test_what_a_store_gives_is_looked_at(verb: str, kind: str) -> None:
    store = registry_of(type("Wrong", (MemoryStore,), {verb: lambda *_, **__: None})).store(
        parse_address("acme:")
    )
    with pytest.raises(PluginError) as caught:
        CALLS[verb](store)
    assert str(caught.value) == (
        f"Plugin acme-store failed in {verb}() of the store 'acme': "
        f"it must give a {kind}, got None"
    )


def test_what_a_check_of_a_store_gives_is_looked_at() -> None:
    def halfway(self: object) -> Any:
        yield Damage("2026", 1, "torn")
        yield "also torn"

    store = registry_of(type("Wrong", (MemoryStore,), {"check": halfway})).store(
        parse_address("acme:")
    )
    with pytest.raises(PluginError, match="it must give a Damage, got 'also torn'"):
        next(store.check())
