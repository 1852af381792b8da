"""The view as data: exact, whole, and as its published schema says."""

import json
from fractions import Fraction
from importlib.resources import files

import attrs
import jsonschema
import pytest

from ledertrivsel.exporters.json import LINES, ROWS, SCHEMA, JsonExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.content import facts
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS
from tests.exports.test_html import DAYS

PUBLISHED = json.loads(
    files("ledertrivsel").joinpath("data", "schema", "view-v1.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(PUBLISHED)


def written(view: View, language: str = "da") -> dict:
    export = JsonExporter().export(view, context(language))
    assert export.warnings == ()
    return json.loads(export.content)


def test_it_is_an_exporter() -> None:
    assert isinstance(JsonExporter(), Exporter)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)


@pytest.mark.parametrize("texts", [(), TEXTS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_is_as_the_schema_says(texts: tuple[str, ...], language: str) -> None:
    data = written(everything(texts=texts), language)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_example_case_is_as_the_schema_says(day: object, audience: Audience) -> None:
    view = make_view(plan_on(day), audience, today=day)
    assert [error.message for error in VALIDATOR.iter_errors(written(view))] == []


def test_the_schema_refuses_what_it_does_not_know() -> None:
    data = written(everything())
    data["cards"][0]["more"] = 1
    del data["choice"]["departs"]
    data["priority_card"]["lines"]["success"] = 3.5
    messages = sorted(error.message for error in VALIDATOR.iter_errors(data))
    assert len(messages) >= 1
    assert any("3.5" in message or "more" in message for message in messages)


def test_every_field_of_the_view_is_in_the_data() -> None:
    def compare(value: object, data: object, path: str) -> None:
        if isinstance(value, tuple):
            assert isinstance(data, list), path
            assert len(data) == len(value), path
            for index, item in enumerate(value):
                compare(item, data[index], f"{path}[{index}]")
        elif attrs.has(type(value)) and isinstance(data, dict) and not isinstance(value, Prose):
            for field in attrs.fields(type(value)):
                if (type(value), field.name) in (*ROWS, *LINES) or field.name == "params":
                    continue
                if field.name != "by_language":
                    assert field.name in data, f"{path}.{field.name}"
                    inner = getattr(value, field.name)
                    compare(inner, data[field.name], f"{path}.{field.name}")

    view = everything()
    compare(view, written(view), "View")


def test_every_text_and_figure_is_in_the_data() -> None:
    view = everything()
    held = JsonExporter().export(view, context()).content.decode()
    for path, value in facts(view):
        if isinstance(value, Prose):
            assert json.dumps(value.source, ensure_ascii=False) in held, path
        elif isinstance(value, Fraction):
            assert f'"{value}"' in held, path


def test_figures_are_exact() -> None:
    data = written(everything())
    first = data["priority_card"]["placements"][0]
    assert (first["theme"], first["importance"], first["success"], first["gap"]) == (
        "new-managers",
        "14/3",
        "3",
        "5/3",
    )
    assert data["priority_card"]["lines"] == {"importance": "7/2", "success": "3"}
    assert data["disagreement"]["themes"][0]["spread"]["importance"]["consensus"] == "0.123456"


def test_rows_say_what_their_values_are() -> None:
    ballot = written(everything())["rounds"][0]["ballots"][0]
    assert ballot["ratings"] == [
        {"theme": "new-managers", "importance": 7, "success": "dont-know"},
        {"theme": "own", "importance": None, "success": 9},
    ]
    assert ballot["picks"] == ["psychological-safety", "new-managers"]


def test_texts_stand_as_people_typed_them() -> None:
    data = written(everything())
    assert data["purpose"] == everything().purpose.source
    assert data["schema"] == SCHEMA
    assert data["today"] == everything().today.isoformat()


def test_a_theme_is_told_once_and_named_by_its_id() -> None:
    data = written(everything())
    assert data["choice"]["themes"] == ["new-managers", "own", "restitution"]
    assert data["themes"][-1] == {
        "id": "own",
        "title": {"da": "Eget tema uden oversættelse?"},
        "number": 13,
        "question": {"da": "Spørgsmålet til det egne tema?"},
        "prompts": [{"da": "Et spørgsmål mere til det egne tema?"}],
        "source": "survey",
        "see_also": [],
    }


@attrs.frozen
class _Price:
    amount: complex = 1j


def test_a_value_of_an_unknown_type_is_refused_rather_than_lost() -> None:
    found, *rest = everything().findings
    strange = attrs.evolve(found, params=(("price", _Price()),))
    view = attrs.evolve(everything(), findings=(strange, *rest))
    with pytest.raises(TypeError, match="complex has no form in JSON"):
        JsonExporter().export(view, context())


def test_a_finding_is_told_in_words_too() -> None:
    (found,) = written(everything())["findings"]
    assert found["text"] == everything().findings[0].render("da")
    assert found["advice"] == everything().findings[0].advice("da")
