"""A plan as a document: whole or refused, today's and every older schema's."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from ledertrivsel import documents
from ledertrivsel.documents import SCHEMA, dump, from_data, load, to_data
from ledertrivsel.errors import DocumentError, NewerSchemaError
from ledertrivsel.labels import say
from ledertrivsel.plan import Plan
from tests.documents.beyond_the_schema import BASE, CASES

ROOT = Path(__file__).parent.parent
STORED = sorted((ROOT / "tests/documents").rglob("*.json"))


@pytest.mark.parametrize("path", STORED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_stored_plan_is_read_and_written_as_it_is(path: Path) -> None:
    body = path.read_bytes()
    plan = load(body, source=path.name)
    assert dump(plan) == body
    assert from_data(to_data(plan)) == plan
    assert hash(load(body)) == hash(plan)


def test_stored_plans_of_every_schema_are_kept() -> None:
    assert {path.parent.name for path in STORED} == {f"v{n}" for n in range(1, SCHEMA + 1)}


def test_the_schema_number_comes_first() -> None:
    plan = from_data(BASE)
    assert next(iter(to_data(plan).items())) == ("schema", SCHEMA)
    assert dump(plan).startswith(b'{\n  "schema": 1,\n')


def test_plain_values_are_plain() -> None:
    def kinds(value: Any) -> set[type]:
        if isinstance(value, dict):
            return {dict, *map(type, value), *(k for v in value.values() for k in kinds(v))}
        if isinstance(value, list):
            return {list, *(kind for item in value for kind in kinds(item))}
        return {type(value)}

    found = set().union(*(kinds(to_data(load(path.read_bytes()))) for path in STORED))
    assert found <= {dict, list, str, int, bool, type(None)}


def test_reading_changes_nothing_of_what_it_reads() -> None:
    data = copy.deepcopy(BASE)
    from_data(data)
    assert data == BASE


def test_a_tie_group_is_written_by_theme_number() -> None:
    plan = load((ROOT / "tests/documents/v1/anonymous-closed.json").read_bytes())
    numbers = {theme.id: theme.number for theme in plan.themes}
    order = to_data(plan)["choice"]["proposal"]["order"]
    assert any(len(group) > 1 for group in order)
    for group in order:
        assert group == sorted(group, key=numbers.__getitem__)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, "schema must be a whole number, got None."),
        ("1", "schema must be a whole number, got '1'."),
        (True, "schema must be a whole number, got True."),
        (0, "schema must be at least 1, got 0."),
    ],
)
def test_a_schema_that_is_no_number_is_refused(number: object, text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_data({**BASE, "schema": number}, source="plan.json")
    assert str(caught.value) == f"plan.json has 1 problem:\n  - {text}"


def test_a_document_without_a_schema_is_refused_with_everything_else() -> None:
    data = {name: value for name, value in BASE.items() if name not in ("schema", "title")}
    with pytest.raises(DocumentError) as caught:
        from_data(data)
    assert str(caught.value) == (
        "plan has 2 problems:\n  - schema must be given.\n  - title must be given."
    )
    assert say(caught.value, "da") == (
        "Plandokumentet har 2 fejl:\n  – schema skal være med.\n  – title skal være med."
    )


def test_a_newer_schema_is_refused_whatever_else_it_holds() -> None:
    with pytest.raises(NewerSchemaError) as caught:
        load(b'{"schema": 2, "titel": [1.5], "schema2": null}')
    assert (caught.value.found, caught.value.known) == (2, 1)
    assert str(caught.value) == (
        "The document has 1 problem:\n"
        "  - schema must be at most 1, got 2. Upgrade ledertrivsel; the document was not changed."
    )


@pytest.mark.parametrize("content", [b"[]", b"null", b'"plan"', b"3", b"true"])
def test_what_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="plan must be an object, got"):
        load(content)


def test_keys_given_twice_are_refused_where_they_stand() -> None:
    body = dump(from_data(BASE)).decode()
    twice = body.replace('"title": "Plan"', '"title": "En", "title": "To"')
    twice = twice.replace('"id": "north",', '"id": "north", "id": "north",', 1)
    twice = twice.replace('"schema": 1', '"schema": 1, "schema": 1')
    with pytest.raises(DocumentError) as caught:
        load(twice)
    assert [str(problem) for problem in caught.value.problems] == [
        "schema must stand only once, got 'schema'.",
        "title must stand only once, got 'title'.",
        "rounds[0].groups[0].id must stand only once, got 'id'.",
    ]


def test_texts_are_read_from_text_as_from_bytes() -> None:
    body = dump(from_data(BASE))
    assert load(body.decode()) == load(body)


@pytest.mark.parametrize("path", STORED[:2], ids=lambda path: path.stem)
def test_half_a_file_is_refused(path: Path) -> None:
    body = path.read_bytes()
    for end in range(0, len(body) - 2, 97):
        with pytest.raises(DocumentError):
            load(body[:end])


# Migrations, of which there are none yet: the mechanism is tried with made-up ones.


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    data["title"] = data.pop("name")
    for card in data["cards"]:
        card["old"] = True
    return data


def _cleaned(data: dict[str, Any]) -> dict[str, Any]:
    for card in data["cards"]:
        del card["old"]
    return data


def test_an_older_document_goes_through_every_migration_in_turn() -> None:
    older = {**copy.deepcopy(BASE), "name": "Plan"}
    del older["title"]
    before = copy.deepcopy(older)
    current = documents._current(older, "plan", {1: _renamed, 2: _cleaned}, known=3)
    assert older == before
    assert current == {name: value for name, value in BASE.items() if name != "schema"}
    assert isinstance(from_data({"schema": SCHEMA, **current}), Plan)


def test_a_document_of_the_present_schema_is_not_migrated() -> None:
    current = documents._current({**BASE, "schema": 3}, "plan", {}, known=3)
    assert current["title"] == "Plan"


def test_there_is_a_migration_from_every_older_schema() -> None:
    assert set(documents.MIGRATIONS) == set(range(1, SCHEMA))


# What the documentation says of it.


def test_the_documentation_lists_every_rule_beyond_the_schema() -> None:
    page = (ROOT / "docs/reference/documents.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z-]+)`", page, re.MULTILINE))
    assert listed == {case.code for case in CASES} | {"json-once", "not-chosen", "not-parked"}
