"""A finding and its codes: how it is said and sorted."""

import datetime

from ledertrivsel.cards import (
    Task,
)
from ledertrivsel.codes import Finding, Severity
from ledertrivsel.findings import check
from ledertrivsel.methods import Step
from ledertrivsel.themes import Text
from tests.cases.small_plans import (
    NOVEMBER,
    prose,
)

date = datetime.date


def test_numbers_in_a_path_count_as_numbers() -> None:
    items = tuple(Task(what="Hold et kort møde", due=date(2027, 6, 1)) for _ in range(11))
    paths = [
        f.path for f in check(prose(tasks=items), NOVEMBER) if f.code == "apv-task-responsible"
    ]
    assert paths == [f"cards['overload'].tasks[{n}].who" for n in range(11)]


def test_a_check_of_ones_own_brings_its_words() -> None:
    words = Text({"da": "Rygerum mangler.", "en": "No smoking room."})
    finding = Finding("smoking-room", Severity.ADVICE, Step.PREPARE, "", (("text", words),))
    assert finding.render("da") == "Rygerum mangler."
    assert finding.render("en") == "No smoking room."
    assert finding.advice("da") == ""
    assert Finding("smoking-room", Severity.ADVICE, Step.PREPARE).render() == "smoking-room"
