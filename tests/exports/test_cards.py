"""Deadlines and states of tasks in words."""

import datetime

import pytest

from ledertrivsel.cards import Due, Offset, OffsetUnit, TaskState
from ledertrivsel.exporters._cards import due, task_table
from ledertrivsel.exporters._outline import Speaker, plain
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import TaskView

DA, EN = (Speaker(load_labels(language), language) for language in ("da", "en"))


@pytest.mark.parametrize(
    ("when", "danish", "english"),
    [
        (None, "–", "–"),
        (datetime.date(2027, 3, 1), "1. marts 2027", "1 March 2027"),
        (Offset(0), "ved aktivering", "at activation"),
        (Offset(0, event="opstart"), "ved opstart", "at opstart"),
        (Offset(5, event="opstart"), "5 uger efter opstart", "5 weeks after opstart"),
        (Offset(1), "1 uge efter", "1 week after"),
        (Offset(3, OffsetUnit.DAYS), "3 dage efter", "3 days after"),
        (Offset(-1, OffsetUnit.MONTHS), "1 måned før", "1 month before"),
        (Offset(-2, event="ferien"), "2 uger før ferien", "2 weeks before ferien"),
    ],
)
def test_a_deadline_is_said_in_words(when: Due, danish: str, english: str) -> None:
    assert plain(due(DA, when), DA.labels) == danish
    assert plain(due(EN, when), EN.labels) == english


def test_a_task_without_a_responsible_shows_a_dash() -> None:
    task = TaskView(
        what=Prose("Hold kursus"),
        who="",
        due=None,
        done_on=None,
        started_on=None,
        dropped=Prose(),
        state=TaskState.TODO,
    )
    grid = task_table(DA, [task], DA.line("model.tasks"))
    assert grid is not None
    assert grid.columns == ("Opgave", "Hvem", "Frist", "Status")
    lines = [said[0] for said in grid.rows[0][1:]]
    assert [plain(line, DA.labels) for line in lines] == ["–", "–", "Ikke begyndt"]


def test_no_tasks_make_no_table() -> None:
    assert task_table(DA, [], DA.line("model.tasks")) is None
