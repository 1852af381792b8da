"""Every element of the source has its place: each target of coverage_map.toml is looked up."""

import importlib
import importlib.util
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.labels import LANGUAGES, load_labels

ROOT = Path(__file__).parent.parent
ROWS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("coverage_map.toml").read_text(encoding="utf-8")
)["row"]
TARGETS = sorted({target for row in ROWS for target in row["targets"]})


def field(rest: str) -> None:
    module, _, name = rest.partition(":")
    kind, _, wanted = name.partition(".")
    fields = attrs.fields(getattr(importlib.import_module(module), kind))
    assert wanted in [each.name for each in fields], f"{kind} has no field {wanted}"


def key(rest: str) -> None:
    file, _, path = rest.partition("#")
    resource = files("ledertrivsel") / "data" / file
    value: Any = tomllib.loads(resource.read_text(encoding="utf-8"))
    for part in path.split("."):
        value = value[part] if isinstance(value, dict) else pick(value, part)
    assert value or value == 0, f"{rest} is empty"


def pick(values: list[Any], part: str) -> Any:
    """Return the item of that number, or the one whose id, step or field it is."""
    if part.isdigit():
        return values[int(part)]
    found = [value for value in values if part in (value.get(k) for k in ("id", "step", "field"))]
    assert len(found) == 1, f"{len(found)} items are called {part}"
    return found[0]


def label(rest: str) -> None:
    for language in LANGUAGES:
        assert load_labels(language)[rest]


def call(rest: str) -> None:
    module, _, name = rest.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def export(rest: str) -> None:
    assert importlib.util.find_spec(f"ledertrivsel.exporters.{rest.replace('-', '_')}")


def check(rest: str) -> None:
    label(f"findings.{rest}")


def file(rest: str) -> None:
    name, _, text = rest.partition("#")
    assert text in " ".join((ROOT / name).read_text(encoding="utf-8").split())


LOOK_UP: dict[str, Callable[[str], None]] = {
    "field": field,
    "key": key,
    "label": label,
    "call": call,
    "export": export,
    "check": check,
    "file": file,
}


def test_every_element_of_the_source_has_a_row_and_a_place() -> None:
    assert len(ROWS) == 55
    assert len({(row["lines"], row["element"]) for row in ROWS}) == len(ROWS)
    assert [row["element"] for row in ROWS if not row["targets"]] == []


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_is_there(target: str) -> None:
    kind, _, rest = target.partition(":")
    LOOK_UP[kind](rest)


@pytest.mark.parametrize(
    "target",
    [
        "field:ledertrivsel.methods:Method.colour",
        "key:methods/bfa-2025.toml#themes.no-theme",
        "key:methods/bfa-2025.toml#colour",
        "label:model.no-such-thing",
        "call:ledertrivsel.workshop:dance",
        "check:no-such-finding",
        "file:NOTICE#no such text",
    ],
)
def test_a_target_that_is_not_there_is_noticed(target: str) -> None:
    kind, _, rest = target.partition(":")
    with pytest.raises((AssertionError, AttributeError, KeyError)):
        LOOK_UP[kind](rest)
