"""Programs of steps, run on a store and on a dictionary, and told in words where they part."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from typing import Any, Protocol

import attrs
from hypothesis import strategies as st

from ledertrivsel.errors import Conflict, Deleted, LedertrivselError, NotFound
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.offers import cause_of
from ledertrivsel.storage import OVERWRITE, Meta, RevisionState, Store

GROUPS: tuple[tuple[str, ...], ...] = (
    ("a", "A", "b"),
    ("å", "a\u030a", "Å", "aa"),
    ("x", "../x", "./x", "x/", "/x"),
    ("..", ".", "..."),
    ("CON", "con", "nul.txt", "COM1"),
    ("a/b", "a", "b", "a\\b", "a%2Fb", "a:b", "a//b"),
    ("plan", "plan.json", "plan.tmp", "plan.db", "plan-wal", ".plan"),
    ("a%", "a_", "a*", "a?", "ab", "[a]"),
    ("a b", "a  b", "a+b", "a_b", "a-b", "a.b"),
    ("a", "a.", "a#", "a#b", "a?b", "a&b", "a;b"),
    ("1", "01", "1.0", "1e0", "-1"),
    ("ß", "ss", "ẞ", "ﬁ", "fi"),
    ("İ", "i", "\u0131", "I"),
    ("'; DROP TABLE revision; --", '"', "'", "''"),
    ("😀", "😁", "\ufeffa", "a\u200b", "❤", "❤\ufe0f"),
    ("~", "$HOME", "%PATH%", "{key}", "-rf"),
    ("null", "None", "true", "NaN"),
    ("x" * 200, "x" * 199, "å" * 100),
)
"""Keys that some file system, database or program takes for each other, or for something else."""

KINDS = (
    *("save", "save", "save", "save", "load", "load", "delete", "delete"),
    *("erase", "list", "history", "reopen"),
)
EXPECTED = ("latest", "0", "one before", "one after", "OVERWRITE")
BODIES = (b"", b"x", b"\x00\xff\r\n", b"{}")


class Opens(Protocol):
    """Where stores are opened."""

    def open(self) -> Store:
        """Return one more store."""

    def close(self) -> None:
        """Close them all."""


@attrs.frozen
class Step:
    """One step: what is done, with which key of the group, and a number that says how."""

    kind: str
    key: int
    how: int
    handle: int = 0


@attrs.frozen
class Program:
    """Steps on the keys of a group."""

    keys: tuple[str, ...]
    steps: tuple[Step, ...]


def steps() -> st.SearchStrategy[Program]:
    """Return programs of up to 14 steps on two or three keys that are easily confused."""
    step = st.builds(
        Step, st.sampled_from(KINDS), st.integers(0, 2), st.integers(0, 19), st.integers(0, 1)
    )
    lists = st.lists(step, min_size=1, max_size=14).map(tuple)
    return st.builds(Program, st.sampled_from(GROUPS), lists)


_ACTS = (
    *(("save", how) for how in range(len(EXPECTED))),
    *(("delete", how) for how in (0, 2)),
    *(("erase", 0), ("load", 0)),
)


def short_programs() -> Iterator[Program]:
    """Yield short programs on one key each, by two handles in turn.

    Every two steps on a new key, and every two after a save that a save, deletion or erasure
    follows.
    """
    ends = tuple(itertools.product(_ACTS, repeat=2))
    begun = tuple((("save", 0), then) for then in (("save", 0), ("delete", 0), ("erase", 0)))
    whole = (*ends, *((*start, *end) for start in begun for end in ends))
    for number, acts in enumerate(whole):
        made = tuple(Step(kind, 0, how, n % 2) for n, (kind, how) in enumerate(acts))
        yield Program((f"key-{number}",), made)


def long_programs() -> Iterator[Program]:
    """Yield long lives of one key, with more than ten revisions, opened again at each turn."""
    saves = tuple(Step("save", 0, 15 + n % 5) for n in range(24))
    looks = tuple(Step(kind, 0, 0) for kind in ("load", "history", "list"))
    again = (Step("reopen", 0, 0), *looks)
    for gone in ("delete", "erase"):
        steps = (*saves, *again, Step(gone, 0, 15), *again, *saves[:1], *again)
        yield Program(("a",), steps)


@attrs.define
class _Row:
    """A revision as the dictionary keeps it."""

    state: RevisionState
    body: bytes
    actor: str


Model = dict[str, list[_Row]]


def run(program: Program, place: Opens, can: Capabilities, is_shared: bool) -> str:
    """Return in a sentence where the store and the dictionary part, or an empty text."""
    model: Model = {}
    stores, told = _opened(place, is_shared), list[str]()
    said = run_steps(program, model, stores, told, place if can.persistent else None, can)
    if said:
        return said
    wanted = _list(model)
    found = _caught(lambda: [(i.key, i.revision) for i in stores[0].list(limit=1000).items])
    if wanted != found:
        return _sentence([*told, "list()"], wanted, found)
    found = _caught(lambda: [str(damage) for damage in stores[0].check()])
    return _sentence([*told, "check()"], [], found) if found != [] else ""


def _opened(place: Opens, is_shared: bool) -> list[Store]:
    return [place.open(), place.open()] if is_shared else [place.open()]


def run_steps(
    program: Program,
    model: Model,
    stores: list[Store],
    told: list[str],
    place: Opens | None,
    can: Capabilities,
) -> str:
    """Run a program on open stores, and load all there is of its keys in the end.

    Args:
        told: gets what is done, in words.
        place: where the stores can be opened again; None where that would lose what they have.
    """
    for step in program.steps:
        key = program.keys[step.key % len(program.keys)]
        if step.kind == "reopen":
            if place is not None:
                place.close()
                stores[:] = _opened(place, len(stores) > 1)
                told.append("it is opened again")
            continue
        store = stores[step.handle % len(stores)]
        call, wanted, found = _step(step, key, model, store)
        told.append(f"{call} by another handle" if store is not stores[0] else call)
        is_right = _is_history(wanted, found, can) if step.kind == "history" else wanted == found
        if not is_right:
            return _sentence(told, wanted, found)
    for key in program.keys:  # In the end all is as it must be.
        for revision in (None, *range(1, len(model.get(_one(key), [])) + 1)):
            if revision is not None and not can.history:
                continue
            wanted = _load(model, key, revision)
            for store in stores if revision is None else stores[:1]:
                found = _caught(lambda: _loaded(store, key, revision))  # noqa: B023
                if wanted != found:
                    return _sentence([*told, f"load({_shown(key)}, {revision})"], wanted, found)
        wanted, found = _history(model, key), _caught(lambda: _told(stores[-1], key))  # noqa: B023
        if not _is_history(wanted, found, can):
            return _sentence([*told, f"history({_shown(key)})"], wanted, found)
    return ""


def _is_history(wanted: object, found: object, can: Capabilities) -> bool:
    """Return whether a history is right; a store without one need only tell the latest."""
    if can.history or not (isinstance(wanted, list) and isinstance(found, list)):
        return wanted == found
    numbers = [number for number, _, _ in found]
    return found[:1] == wanted[:1] and numbers == sorted({*numbers}, reverse=True)


def _step(step: Step, key: str, model: Model, store: Store) -> tuple[str, object, object]:
    """Do a step on both; return what to call it, what is right, and what the store gave."""
    rows = model.get(_one(key), [])
    actual = len(rows) if rows and rows[-1].state is RevisionState.SAVED else 0
    how = EXPECTED[step.how % 5] if step.how < 15 else "latest"
    expected: Any = {
        "latest": actual,
        "0": 0,
        "one before": max(actual - 1, 0),
        "one after": actual + 1,
        "OVERWRITE": OVERWRITE,
    }[how]
    shown, wanted_expected = _shown(key), "OVERWRITE" if how == "OVERWRITE" else expected
    actor = f"actor {step.how}"
    if step.kind == "save":
        body = BODIES[step.how % len(BODIES)]
        call = f"save({shown}, {body!r}, expected={wanted_expected})"
        meta = Meta(actor=actor, write_id=f"write-{step.how}", schema=1)
        found = _caught(lambda: _revision(store.save(key, body, expected=expected, meta=meta)))
        if expected is not OVERWRITE and expected != actual:
            return call, ("Conflict", actual), found
        model.setdefault(_one(key), []).append(_Row(RevisionState.SAVED, body, actor))
        return call, (len(rows) + (rows is not model[_one(key)]), "saved", len(body)), found
    if step.kind == "delete":
        call = f"delete({shown}, expected={wanted_expected})"
        found = _caught(
            lambda: _revision(store.delete(key, expected=expected, meta=Meta(actor=actor)))
        )
        if not rows:
            return call, "NotFound", found
        if not actual:
            return call, "Deleted", found
        if expected is not OVERWRITE and expected != actual:
            return call, ("Conflict", actual), found
        rows.append(_Row(RevisionState.DELETED, b"", actor))
        return call, (len(rows), "deleted", 0), found
    if step.kind == "erase":
        found = _caught(lambda: _revision(store.erase(key, meta=Meta(actor=actor)))[:2])
        if not rows:
            return f"erase({shown})", "NotFound", found
        if rows[-1].state is not RevisionState.ERASED:
            for row in rows:
                if row.state is RevisionState.SAVED:
                    row.state = RevisionState.ERASED
            rows.append(_Row(RevisionState.ERASED, b"", actor))
        return f"erase({shown})", (len(rows), "erased"), found
    if step.kind == "load":
        return (
            f"load({shown})",
            _load(model, key, None),
            _caught(lambda: _loaded(store, key, None)),
        )
    if step.kind == "history":
        return f"history({shown})", _history(model, key), _caught(lambda: _told(store, key))
    if step.kind == "list":
        found = _caught(lambda: [(i.key, i.revision) for i in store.list(limit=1000).items])
        return "list()", _list(model), found
    return "", None, None


def _load(model: Model, key: str, revision: int | None) -> object:
    rows = model.get(_one(key), [])
    if not rows:
        return "NotFound"
    row = rows[(revision or len(rows)) - 1]
    if row.state is not RevisionState.SAVED:
        return "Deleted"
    return _one(key), revision or len(rows), row.body, row.actor


def _loaded(store: Store, key: str, revision: int | None) -> object:
    stored = store.load(key, revision)
    return stored.key, stored.revision, stored.body, stored.meta.actor


def _history(model: Model, key: str) -> object:
    rows = model.get(_one(key), [])
    if not rows:
        return "NotFound"
    told = [(number, row.state.value, row.actor) for number, row in enumerate(rows, 1)]
    return told[::-1]


def _told(store: Store, key: str) -> object:
    items = store.history(key, limit=1000).items
    return [(item.revision, item.state.value, item.meta.actor) for item in items]


def _list(model: Model) -> object:
    there = {key: rows for key, rows in model.items() if rows[-1].state is RevisionState.SAVED}
    return sorted((key, len(rows)) for key, rows in there.items())


def _revision(saved: Any) -> tuple[int, str, int]:
    return saved.revision, saved.state.value, saved.size


def _caught(act: Any) -> object:
    """Return what *act* gives, or what it raises in the way the dictionary says it."""
    try:
        return act()
    except Conflict as error:
        return "Conflict", error.actual
    except Deleted:
        return "Deleted"
    except NotFound:
        return "NotFound"
    except LedertrivselError as error:
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"an error of the engine: {cause_of(error)}"


def _counted(told: list[str]) -> Iterator[str]:
    """Yield what was done, many saves of one key in a row as one."""
    for start, calls in itertools.groupby(told, key=lambda call: call.partition(",")[0]):
        same = list(calls)
        if len(same) > 4 and start.startswith("save("):
            yield f"{start}, …) {len(same)} times"
        else:
            yield from same


def _one(key: str) -> str:
    return unicodedata.normalize("NFC", key)


def _shown(key: str) -> str:
    return ascii(key) if len(key) < 40 else f"{key[:2]!r} × {len(key)}"


def _sentence(told: list[str], wanted: object, found: object) -> str:
    *before, last = told
    before = list(_counted(before))
    first = f"After {', '.join(before)}, " if before else ""
    return f"{first}{last} must give {wanted}, and gives {found}."
