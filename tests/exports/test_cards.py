"""Deadlines and states of tasks in words."""

import datetime

import attrs
import pytest

from ledertrivsel.cards import Due, Offset, OffsetUnit, TaskState
from ledertrivsel.exporters._cards import (
    card_sections,
    check_items,
    due,
    is_repeated,
    task_table,
)
from ledertrivsel.exporters._outline import Facts, Items, Line, Section, Speaker, Tone, plain
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, CheckView, TaskView, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA, EN = (Speaker(load_labels(language), language) for language in ("da", "en"))


@pytest.mark.parametrize(
    ("when", "danish", "english"),
    [
        (None, "–", "–"),
        (datetime.date(2027, 3, 1), "1. marts 2027", "1 March 2027"),
        (Offset(0), "ved aktivering", "at activation"),
        (Offset(0, event="opstart"), "ved opstart", "at opstart"),
        (Offset(5, event="opstart"), "5 uger efter opstart", "5 weeks after opstart"),
        (Offset(1), "1 uge efter aktivering", "1 week after activation"),
        (Offset(3, OffsetUnit.DAYS), "3 dage efter aktivering", "3 days after activation"),
        (Offset(-1, OffsetUnit.MONTHS), "1 måned før aktivering", "1 month before activation"),
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


def test_a_deadline_at_the_head_of_a_cell_has_a_capital() -> None:
    task = TaskView(
        what=Prose("Ring"),
        who="HR",
        due=Offset(0),
        done_on=None,
        started_on=None,
        dropped=Prose(),
        state=TaskState.TODO,
    )
    grid = task_table(DA, [task], DA.line("model.tasks"))
    assert grid is not None
    line = grid.rows[0][2][0]
    assert isinstance(line, Line)
    assert plain(line, DA.labels) == "Ved aktivering"


TOLD = Prose(
    "Du holder en samtale med den nye leder 5 uger efter opstart og inddrager andre. "
    "1. marts 2027: HR spørger alle, hvor ofte kortet er brugt."
)


@pytest.mark.parametrize(
    ("what", "when", "repeated"),
    [
        (
            "Du holder en samtale med den nye leder og inddrager andre",
            Offset(5, event="opstart"),
            True,
        ),
        ("HR spørger alle, hvor ofte kortet er brugt.", datetime.date(2027, 3, 1), True),
        ("HR spørger alle", None, True),
        ("Du holder en samtale og inddrager andre", Offset(5, event="opstart"), False),
        ("Du holder en samtale med den nye leder og inddrager andre", Offset(6), False),
        ("Du taler med lederen", Offset(5, event="opstart"), False),
        ("HR spør", None, False),
    ],
)
def test_what_the_text_says_already_is_known_by_its_words(
    what: str, when: Due, repeated: bool
) -> None:
    assert is_repeated(Prose(what), TOLD, (when,)) is repeated


def test_a_follow_up_that_the_text_tells_shows_its_deadline_alone() -> None:
    told = CheckView(
        due=Offset(5, event="opstart"),
        what=Prose("Du holder en samtale med den nye leder og inddrager andre"),
        done_on=None,
        overdue=False,
    )
    own = attrs.evolve(told, what=Prose("Du skriver til HR"))
    items = check_items(DA, [told, own], TOLD)
    assert items is not None
    strong = [item[0] for item in items.items if isinstance(item[0], Line)]
    assert [plain(line, DA.labels) for line in strong] == [
        "Frist: 5 uger efter opstart",
        "5 uger efter opstart",
    ]
    assert [item[1:] for item in items.items] == [(), (own.what,)]


def test_an_activation_does_not_say_the_cards_follow_up_again() -> None:
    day = datetime.date(2027, 9, 16)
    view = make_view(plan_on(day), Audience.FORUMS, today=day)
    card = next(s for s in card_sections(DA, view) if s.id == "action-card-new-managers")
    made = next(b for b in card.blocks if isinstance(b, Section) and b.id.endswith("activations"))
    first = made.blocks[0]
    assert isinstance(first, Section)
    assert first.blocks == (
        Items(
            (
                (
                    Line(("Frist", ": ", datetime.date(2027, 3, 8)), Tone.STRONG),
                    Line(("Gennemført den ", datetime.date(2027, 3, 8)), Tone.QUIET),
                ),
            )
        ),
    )


def test_a_card_named_as_its_theme_is_headed_by_the_theme_in_the_language_of_the_page() -> None:
    view = everything()
    card = view.cards[0]
    named = attrs.evolve(card, title=card.theme.title.to("da"))
    (made, *_) = card_sections(EN, attrs.evolve(view, cards=(named,)))
    heading = f"Action card: {card.theme.number}. {card.theme.title.to('en')}"
    assert plain(made.title, EN.labels) == heading
    assert labels_of(made)[0] == "State"


def test_a_card_with_a_title_of_its_own_names_its_theme_too() -> None:
    view = everything()
    card = attrs.evolve(view.cards[0], title="Den gode start")
    (made, *_) = card_sections(DA, attrs.evolve(view, cards=(card,)))
    assert plain(made.title, DA.labels) == "Action card: Den gode start"
    assert labels_of(made)[0] == "Tema"


def labels_of(section: Section) -> list[str]:
    said = section.blocks[0]
    assert isinstance(said, Facts)
    return [label for label, _ in said.rows]
