"""Everything that is wrong with a document is told at once, each problem where it stands."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ledertrivsel import documents
from ledertrivsel._explain import explain
from ledertrivsel._json import Repeated
from ledertrivsel.errors import DocumentError
from tests.documents.beyond_the_schema import BASE, CASES, Case, changed

SCHEMA = Draft202012Validator(documents.schema())


def problems(data: Any) -> list[str]:
    body = {name: value for name, value in data.items() if name != "schema"}
    return [str(problem) for problem in explain(body)]


def test_a_plan_has_no_problems() -> None:
    assert problems(BASE) == []
    assert documents.to_data(documents.from_data(BASE)) == BASE


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.place}")
def test_a_rule_beyond_the_schema_is_told(case: Case) -> None:
    data = changed(case.place, case.value)
    assert list(SCHEMA.iter_errors(data)) == []
    with pytest.raises(DocumentError) as caught:
        documents.from_data(data)
    (problem,) = caught.value.problems
    assert problem.rule == case.code
    if case.problem.endswith("got "):  # A whole theme or scale follows.
        assert str(problem).startswith(case.problem)
    else:
        assert str(problem) == case.problem


def test_every_problem_is_told_at_once() -> None:
    data = changed("titel", "x")
    data["started_on"] = None
    data["rounds"][0]["ballots"][0]["ratings"] = [["sparing", 3, 1.0], ["sparring", "5", None]]
    data["rounds"][0]["held_on"] = "i går"
    data["parking"] = {}
    data["choice"]["themes"] = ["sparring", 7, "overlaod"]
    data["cards"][0] = {"theme_id": "sparring", "title": "\n", "goal": "\x01", "state": "redy"}
    data["qualifications"][0]["open_points"] = [{"kind": "knowledge"}, 3]
    data["instrument"]["bounds"] = {"lowest": 0, "highest": 1.5}
    assert problems(data) == [
        "titel must be a field of Plan, got 'titel'. Did you mean 'title'?",
        "instrument.bounds.highest must be a whole number, got 1.5.",
        "started_on must be a date such as '2026-09-02', got None.",
        "rounds[0].held_on must be a date such as '2026-09-02', got 'i går'.",
        "rounds[0].ballots[0].ratings[0][2] must be a whole number, 'dont-know' or null, got 1.0.",
        "rounds[0].ballots[0].ratings[1][1] must be a whole number, 'dont-know' or null, got '5'.",
        "parking must be a list, got {}.",
        "choice.themes[1] must be a text, got 7.",
        "qualifications[0].open_points[0].text must be given.",
        "qualifications[0].open_points[1] must be an object, got 3.",
        "cards[0].goal must not contain the character U+0001, got '\\x01'. "
        "Clean the text before it enters the model; readers do.",
        "cards[0].state must be one of draft, ready, in-use, paused, routine, closed, got 'redy'. "
        "Did you mean 'ready'?",
        "rounds[0].ballots[0].ratings[0][0] must be one of the plan's themes, got 'sparing'. "
        "Did you mean 'sparring'?",
        "choice.themes[2] must be one of the plan's themes, got 'overlaod'. "
        "Did you mean 'overload'?",
    ]


def test_every_refused_text_of_one_object_is_told() -> None:
    data = changed("cards.0", {"theme_id": "No slug", "title": "a\nb", "attribution": "x" * 1001})
    assert [problem.partition(", got")[0] for problem in problems(data)] == [
        "cards[0].theme_id must be a slug (a–z, 0–9 and single hyphens)",
        "cards[0].title must be one line",
        "cards[0].attribution must be at most 1000 characters, is 1001",
        "cards[0].theme_id must be one of the plan's themes",
    ]


def test_rules_between_the_parts_of_a_plan_are_told_together() -> None:
    data = changed("parking.0.theme_id", "sparring")
    data["own_themes"][0]["number"] = 2
    data["rounds"].append({"id": "d", "ballots": [{"voice": "A"}]})
    data["activations"][0]["theme_id"] = "overload"
    assert [problem.partition(" must")[0] for problem in problems(data)] == [
        "own_themes['own'].number",
        "rounds['d'].voice",
        "parking[0].theme_id",
        "choice.themes[0]",
        "activations[0].theme_id",
    ]


def test_a_theme_both_parked_and_chosen_is_told_from_both_sides() -> None:
    assert problems(changed("parking.0.theme_id", "sparring")) == [
        "parking[0].theme_id must not be a chosen theme, got 'sparring'.",
        "choice.themes[0] must not be parked, got 'sparring'. "
        "Take it up again first, with plan.unpark().",
    ]


def test_a_place_is_told_once_for_a_rule() -> None:
    told = problems(changed("cards.0.theme_id", "sparing"))
    assert len([problem for problem in told if problem.startswith("cards[0].theme_id")]) == 1


@pytest.mark.parametrize("value", [None, "x", 3, True, 2.5, [[[[{}]]]]])
@pytest.mark.parametrize("name", [name for name in BASE if name != "schema"])
def test_a_value_of_another_shape_is_told_in_words(name: str, value: Any) -> None:
    told = problems(changed(name, value))
    assert all(problem.startswith(name) for problem in told)


@pytest.mark.parametrize("name", ["instrument", "choice", "publication", "follow_up"])
def test_a_list_in_place_of_an_object_is_told_in_words(name: str) -> None:
    assert problems(changed(name, [])) == [f"{name} must be an object, got []."]


@pytest.mark.parametrize("data", [None, [], "x", 3, True, 2.5, {}])
def test_what_is_no_plan_at_all_is_told(data: Any) -> None:
    assert explain(data)


def test_a_key_given_twice_is_told_where_it_stands() -> None:
    data = changed("mandate", Repeated({"sender": "HR"}, ("sender",)))
    assert problems(data) == ["mandate.sender must stand only once, got 'sender'."]


def test_a_value_whose_repr_is_endless_is_told() -> None:
    endless: list[Any] = []
    endless.append(endless)
    assert problems(changed("title", endless)) == ["title must be a text, got [[...]]."]
