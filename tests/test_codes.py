"""A finding and its codes: how it is said and sorted."""

import datetime
import pickle

import pytest

from ledertrivsel.cards import Task
from ledertrivsel.codes import Finding, Severity, days, in_order, listed
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.findings import check
from ledertrivsel.methods import Step
from ledertrivsel.themes import Text
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import NOVEMBER, prose

date = datetime.date


def test_numbers_in_a_path_count_as_numbers() -> None:
    items = tuple(Task(what="Hold et kort møde", due=date(2027, 6, 1)) for _ in range(11))
    paths = [
        f.path for f in check(prose(tasks=items), NOVEMBER) if f.code == "apv-task-responsible"
    ]
    assert paths == [f"cards['overload'].tasks[{n}].who" for n in range(11)]


def test_findings_stand_by_step_severity_path_and_code() -> None:
    def found(code: str, severity: Severity, step: Step, path: str) -> Finding:
        return Finding(code, severity, step, path)

    advice, prepare = Severity.ADVICE, Step.PREPARE
    expected = [
        found("z", Severity.ERROR, prepare, "z"),
        found("z", advice, prepare, ""),
        found("z", advice, prepare, "2"),
        found("z", advice, prepare, "10"),
        found("z", advice, prepare, "a"),
        found("z", advice, prepare, "a[2].x"),
        found("y", advice, prepare, "a[10].x"),
        found("z", advice, prepare, "a[10].x"),
        found("a", advice, prepare, "a[10].y"),
        found("a", Severity.ERROR, Step.QUALIFY, "a"),
    ]
    assert list(in_order(reversed(expected), ())) == expected


def test_themes_stand_where_the_plan_has_them() -> None:
    paths = ["cards['b']", "cards['a'].tasks[2]", "cards['a'].tasks[10]", "cards['other']"]
    expected = [Finding("z", Severity.ADVICE, Step.PREPARE, path) for path in paths]
    assert list(in_order(reversed(expected), ("b", "a"))) == expected


def test_a_check_of_ones_own_brings_its_words() -> None:
    words = Text({"da": "Rygerum mangler.", "en": "No smoking room."})
    finding = Finding("smoking-room", Severity.ADVICE, Step.PREPARE, "", (("text", words),))
    assert finding.render("da") == "Rygerum mangler."
    assert finding.render("en") == "No smoking room."
    assert finding.advice("da") == ""
    assert Finding("smoking-room", Severity.ADVICE, Step.PREPARE).render() == "smoking-room"


def test_parameters_are_sorted_by_name_and_may_come_as_a_mapping() -> None:
    pairs = (("b", 2), ("a", 1))
    made = [
        Finding("x", Severity.ADVICE, Step.PREPARE, "", given) for given in (pairs, dict(pairs))
    ]
    assert made[0] == made[1]
    assert made[0].params == (("a", 1), ("b", 2))


def test_a_finding_is_a_value() -> None:
    findings = check(case.plan_on(date(2027, 9, 16)), date(2027, 9, 16))
    copies = pickle.loads(pickle.dumps(findings))
    assert copies == findings
    assert len(set(copies) | set(findings)) == len(findings)


def test_a_word_as_a_parameter_is_said_in_the_readers_language() -> None:
    assert (days(1).to("da"), days(2).to("en")) == ("1 dag", "2 days")
    assert (listed([5]).to("en"), listed([2, 13]).to("en")) == ("theme 5", "themes 2 and 13")
    assert listed([2, 13]).to("da") == "tema 2 og 13"


def test_a_finding_refuses_what_it_is_not() -> None:
    with pytest.raises(InvalidValueError, match=r"Finding\.code must be a slug"):
        Finding("Not A Slug", Severity.ADVICE, Step.PREPARE)
    with pytest.raises(InvalidValueError, match=r"Finding\.severity must be one of"):
        Finding("x", "fatal", Step.PREPARE)  # type: ignore[arg-type]
