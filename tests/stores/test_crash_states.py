"""No power cut and no kill costs anything that was acknowledged: every state, with the real code.

The store's own code runs on `crash_states.Disk`; each state that a power cut can leave is opened
with it again, looked through, and written to.
"""

import functools
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator

import attrs
import pytest

from ledertrivsel.errors import Deleted, LedertrivselError
from ledertrivsel.storage import Meta
from ledertrivsel.stores._files import Files
from ledertrivsel.stores._revision_files import folder_name
from ledertrivsel.stores.directory import DirectoryStore
from tests.stores.crash_states import Disk, Node, kills, power_cuts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the disk has paths of POSIX")

Act = Callable[[DirectoryStore], object]
View = dict[str, list[tuple[str, bytes | None]]]
"""Each key with the state and body of its revisions."""

STORE, COPY = "/srv/plans", "/srv/copy"
A = folder_name("a")


def opened(disk: Disk, path: str = STORE) -> DirectoryStore:
    return DirectoryStore(path, files=Files(disk))


def view_of(store: DirectoryStore) -> View:
    """Return all there is, whole: what is damaged raises."""
    view: View = {}
    for item in store.list(limit=1000, deleted=True).items:
        rows = []
        for told in reversed(store.history(item.key, limit=1000).items):
            try:
                rows.append((told.state.value, store.load(item.key, told.revision).body))
            except Deleted:
                rows.append((told.state.value, None))
        assert [told.revision for told in store.history(item.key).items][-1] == 1
        view[item.key] = rows
    return view


def save(key: str, body: bytes, expected: int) -> Act:
    return lambda store: store.save(key, body, expected=expected, meta=Meta(actor="Åse"))


def rewrite(number: int, body: bytes) -> Act:
    def act(store: DirectoryStore) -> None:
        told = next(t for t in store.history("a").items if t.revision == number)
        store.rewrite(attrs.evolve(told), body, was=told.sha256)

    return act


@attrs.frozen
class Scenario:
    """What was there, what is done to it, and whether it may be found half done."""

    name: str
    before: tuple[Act, ...]
    act: Act
    half: Callable[[View, View, View], bool] = lambda found, old, new: False
    copies: bool = False


def is_half_erased(found: View, old: View, new: View) -> bool:
    """Return whether a plan is deleted for all to see, and its bodies are whole or gone."""
    *bodies, tombstone = found["a"]
    return tombstone == ("erased", None) and all(
        body in (was, now) for body, was, now in zip(bodies, old["a"], new["a"], strict=False)
    )


THREE = (save("a", b"one", 0), save("a", b'{"two": 2}', 1), save("a", b"\x00\xff three", 2))

SCENARIOS = (
    Scenario("the first save of all", (), save("a", b"new", 0)),
    Scenario("the first save of a key", (save("b", b"other", 0),), save("a", b"new", 0)),
    Scenario("a later save", THREE[:2], THREE[2]),
    Scenario("a deletion", THREE[:2], lambda store: store.delete("a", expected=2)),
    Scenario(
        "a save after a deletion",
        (*THREE[:1], lambda store: store.delete("a", expected=1)),
        save("a", b"again", 0),
    ),
    Scenario("an erasure", THREE, lambda store: store.erase("a"), half=is_half_erased),
    Scenario("a rewrite of the past", THREE[:2], rewrite(1, b"redacted")),
    Scenario("a rewrite of the latest", THREE[:2], rewrite(2, b"redacted")),
    Scenario(
        "a backup",
        (*THREE[:2], save("b", b"other", 0)),
        lambda store: store.backup(COPY),
        copies=True,
    ),
)


def new_disk(*, has_links: bool = True) -> Disk:
    disk = Disk()
    disk.has_links = has_links
    for folder in ("/srv",):
        disk.mkdir(folder)
    _make_durable(disk.root)
    return disk


def _make_durable(node: Node) -> None:
    node.durable_names, node.changes = dict(node.names or {}), []
    for child in (node.names or {}).values():
        _make_durable(child)


def prepared(scenario: Scenario, *, has_links: bool = True) -> Disk:
    """Return a disk after what was there was acknowledged, with what is not durable of it."""
    disk = new_disk(has_links=has_links)
    store = opened(disk)
    for act in scenario.before:
        act(store)
    return disk


def wrong_with(state: Disk, scenario: Scenario, old: View, new: View, is_done: bool) -> str:
    """Return what is wrong with a state, or an empty text."""
    try:
        store = opened(state)
        found = view_of(store)
        is_half = scenario.half(found, old, new) if "a" in found else False
        if found not in ((new,) if is_done else (old, new)) and (is_done or not is_half):
            return f"{found} is there"
        damages = [damage.detail for damage in store.check()]
        if [text for text in damages if not is_half or "was to be erased" not in text]:
            return f"check() tells {damages}"
        if is_half and found != new and not damages:
            return "nobody is told that something is half erased"
        if is_half:
            scenario.act(store)  # Doing it again does it.
            found = view_of(store)
            if found != new or list(store.check()):
                return f"after it was done again, {found} is there"
        if scenario.copies:
            copied = view_of(opened(state, COPY)) if "copy" in state.listdir("/srv") else None
            if copied != new and (is_done or copied is not None):
                return f"{copied} is in the copy"
        rows = found.get("a", [])
        actual = len(rows) if rows and rows[-1][0] == "saved" else 0
        saved = opened(state).save("a", b"next", expected=actual)
        if saved.revision != len(rows) + 1:
            return f"the next save has revision {saved.revision}"
    except LedertrivselError as error:
        return f"{type(error).__name__}: {error}"
    return ""


def tried(
    scenario: Scenario, *, has_links: bool = True, forgets: Callable[[str], bool] | None = None
) -> Iterator[str]:
    """Yield for each state after a power cut what is wrong with it, or an empty text."""
    disk = prepared(scenario, has_links=has_links)
    if forgets is not None:
        disk.forgets = forgets
    old = view_of(opened(disk.copy()))
    after = disk.copy()
    scenario.act(opened(after))
    new = view_of(opened(after))
    for is_done, state in power_cuts(disk, lambda files: scenario.act(_on(files))):
        yield wrong_with(state, scenario, old, new, is_done)


def _on(files: Files) -> DirectoryStore:
    return DirectoryStore(STORE, files=files)


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_state_after_a_power_cut_is_the_old_or_the_new(
    scenario: Scenario, has_links: bool
) -> None:
    wrong = Counter(tried(scenario, has_links=has_links))
    states = wrong.pop("", 0)
    assert wrong == Counter()
    assert states > 20


@pytest.mark.parametrize(
    ("forgotten", "scenario", "has_links"),
    [
        ("the file", 2, True),
        ("the file", 5, True),
        ("the file", 6, True),
        ("a file of the copy", 8, True),
        ("the key's folder", 2, True),
        ("the key's folder", 3, True),
        ("the key's folder", 5, True),
        ("the key's folder", 6, True),
        ("the key's folder", 2, False),
        ("the revision's folder", 2, False),
        ("the store's folder", 0, True),
        ("the store's folder", 1, True),
        ("the folder the store is in", 0, True),
        ("the folder the store is in", 8, True),
        ("a folder of the copy", 8, True),
        ("the folder of the copy", 8, True),
    ],
)
def test_without_any_one_sync_there_are_bad_states(
    forgotten: str, scenario: int, has_links: bool
) -> None:
    forgets: dict[str, Callable[[str], bool]] = {
        "the file": lambda path: path.endswith(".json") or "/.tmp-" in path,
        "a file of the copy": lambda path: path.endswith("/r0000000002.json"),
        "the key's folder": lambda path: re.fullmatch(r"/srv/plans/[0-9a-f]{64}", path),
        "the revision's folder": lambda path: re.fullmatch(r".*/[.]tmp-[0-9a-f]+", path),
        "the store's folder": lambda path: path == STORE,
        "the folder the store is in": lambda path: path == "/srv",
        "a folder of the copy": lambda path: re.fullmatch(rf"/srv/[.]tmp.*/{A}", path),
        "the folder of the copy": lambda path: re.fullmatch(r"/srv/[.]tmp-[0-9a-f]+", path),
    }
    states = tried(SCENARIOS[scenario], has_links=has_links, forgets=forgets[forgotten])
    assert next(filter(None, states), "")


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("scenario", SCENARIOS[1:3], ids=lambda scenario: scenario.name)
def test_who_goes_on_after_a_killed_writer_loses_nothing_to_a_power_cut(
    scenario: Scenario, has_links: bool
) -> None:
    """What the killed one made is not durable; what another builds on it must be."""
    states = 0
    before = prepared(scenario, has_links=has_links)
    acknowledged = len(view_of(opened(before)).get("a", []))
    for killed in kills(before, lambda files: scenario.act(_on(files))):
        old = view_of(opened(killed)).get("a", [])
        new = [*old, ("saved", b"goes on")]
        possible = [new[:count] for count in range(acknowledged, len(new) + 1)]
        for is_done, state in power_cuts(killed, functools.partial(_go_on, expected=len(old))):
            states += 1
            found = view_of(opened(state)).get("a", [])
            assert found in ([new] if is_done else possible)
            assert list(opened(state).check()) == []
    assert states > 100


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
def test_who_goes_on_after_one_killed_while_the_store_was_made_loses_nothing(
    has_links: bool,
) -> None:
    for killed in kills(new_disk(has_links=has_links), _first):
        old = view_of(opened(killed)).get("a", [])
        _go_on(Files(killed), expected=len(old))
        states = list(killed.states())
        assert states
        for state in states:
            assert view_of(opened(state))["a"] == [*old, ("saved", b"goes on")]


def test_without_the_sync_of_what_a_killed_writer_left_there_are_gaps() -> None:
    def go_on(files: Files) -> None:
        store = _on(files)
        store._durable[f"{STORE}/{A}"] = 99  # As if nobody had been killed.
        store.save("a", b"goes on", expected=3)

    (killed,) = [
        disk
        for disk in kills(prepared(SCENARIOS[2]), lambda files: THREE[2](_on(files)))
        if len(view_of(opened(disk))["a"]) == 3
    ][:1]
    gaps = [list(opened(state).check()) for _, state in power_cuts(killed, go_on)]
    assert [damage.detail for found in gaps for damage in found].count("is missing") > 0


def _first(files: Files) -> None:
    _on(files).save("a", b"first", expected=0)


def _go_on(files: Files, expected: int) -> None:
    _on(files).save("a", b"goes on", expected=expected)
