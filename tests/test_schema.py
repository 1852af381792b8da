"""The published JSON Schema is in step with the classes, and refuses nothing that is read."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ledertrivsel import _json, documents
from ledertrivsel._schema import plan_schema

ROOT = Path(__file__).parent.parent
PUBLISHED = ROOT / "src/ledertrivsel/data/schema/plan-v1.json"
VALIDATOR = Draft202012Validator(plan_schema())


def test_the_published_schema_is_in_step_with_the_classes() -> None:
    """When it isn't: `python -m ledertrivsel._schema`, and a new schema number once released."""
    assert _json.write(plan_schema()) == PUBLISHED.read_bytes()


def test_the_schema_is_the_one_that_is_published() -> None:
    assert documents.schema() == plan_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(plan_schema())


def test_every_default_is_a_value_of_its_field() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "default" in node:
                VALIDATOR.evolve(schema={**node, "$defs": plan_schema()["$defs"]}).validate(
                    node["default"]
                )
            for inner in node.values():
                walk(inner)

    walk(plan_schema())


@pytest.mark.parametrize("path", sorted((ROOT / "tests/documents").rglob("*.json")), ids=str)
def test_every_stored_document_follows_the_schema(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(_json.parse(path.read_bytes(), path.name))) == []


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"titel": "x"}, []),
        ({"title": None}, ["title"]),
        ({"started_on": "2. september"}, ["started_on"]),
        ({"cut": {"kind": "middle"}}, ["cut", "kind"]),
        ({"cut": {"kind": "fixed", "importance": "3,5", "success": "3"}}, ["cut", "importance"]),
        ({"rounds": {}}, ["rounds"]),
        ({"rounds": [{"id": "a", "ballots": [{"voice": "A", "ratings": [["x", 1]]}]}]},
         ["rounds", 0, "ballots", 0, "ratings", 0]),
        ({"schema": 2}, ["schema"]),
    ],
)  # fmt: skip
def test_the_schema_says_where_a_document_breaks_it(
    change: dict[str, Any], where: list[object]
) -> None:
    data = _json.parse((ROOT / "tests/documents/v1/minimal.json").read_bytes(), "x")
    errors = list(VALIDATOR.iter_errors({**data, **change}))
    assert any(list(error.absolute_path)[: len(where)] == where for error in errors)
