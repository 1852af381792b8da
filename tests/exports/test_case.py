"""The case presentation: what a forum is asked for follows from how far the plan is."""

import datetime

import attrs
import pytest

from ledertrivsel.labels import LANGUAGES
from ledertrivsel.plan import PlanState
from ledertrivsel.view import Audience, View
from ledertrivsel.workshop import Representation
from tests.exports.papers import headings, outline, read, seen

FORUMS = Audience.FORUMS
BEGUN, RECOMMENDED, CONFIRMED, DRAFTED, PUBLISHED = (
    datetime.date.fromisoformat(day)
    for day in ("2026-06-17", "2026-09-02", "2026-09-09", "2026-10-22", "2026-11-23")
)


def asked(view: View) -> list[str]:
    """Return the recommendation, line by line."""
    text = read(view, "case")
    found = text.partition("\nIndstilling\n")[2].partition("\nSagsfremstilling\n")[0]
    return [line for line in found.splitlines() if line]


def chosen(view: View, **changes: object) -> View:
    assert view.choice is not None
    return attrs.evolve(view, choice=attrs.evolve(view.choice, **changes))


def test_it_is_laid_out_as_cases_are() -> None:
    assert headings(outline(seen(PUBLISHED, FORUMS), "case")) == [
        "Sagen",
        "Sagens baggrund",
        "Indstilling",
        "Sagsfremstilling",
        "Videre proces",
        "Bilag",
    ]
    assert "Økonomi" not in read(seen(PUBLISHED, FORUMS), "case")


def test_before_the_choice_the_forum_discusses_the_process() -> None:
    assert asked(seen(BEGUN, FORUMS)) == [
        "Det indstilles, at HovedMED",
        "drøfter, hvordan en samlet plan for ledertrivsel bliver til i tre trin",
        "peger på temaer, som planen bør tage op",
    ]


def test_it_comments_on_a_choice_that_is_not_confirmed() -> None:
    view = chosen(seen(CONFIRMED, FORUMS), confirmed_by="", confirmed_on=None)
    assert asked(attrs.evolve(view, cards=()))[1:] == [
        "drøfter de 4 temaer, som er indstillet til planen (tema 1, 4, 5 og 12)",
        "giver bemærkninger til valget, før det bliver bekræftet",
    ]


def test_it_discusses_the_confirmed_themes() -> None:
    assert asked(seen(CONFIRMED, FORUMS))[1] == (
        "drøfter de 4 temaer, som er valgt til planen (tema 1, 4, 5 og 12)"
    )


def test_it_discusses_the_proposed_plan() -> None:
    assert asked(seen(DRAFTED, FORUMS))[1:] == [
        "drøfter forslaget til plan for ledertrivsel med 4 action cards",
        "giver bemærkninger til action cards og opfølgning, før planen bliver besluttet",
    ]


def test_it_takes_note_of_a_plan_that_is_decided() -> None:
    assert asked(seen(PUBLISHED, FORUMS))[1:] == [
        "tager orienteringen om planen til efterretning",
        "drøfter, hvordan der bliver fulgt op på planen",
    ]
    replaced = attrs.evolve(seen(PUBLISHED, FORUMS), state=PlanState.REPLACED)
    assert asked(replaced)[1:] == ["tager til efterretning, at planen er afløst"]


@pytest.mark.parametrize(
    ("kind", "top", "local"),
    [
        (Representation.MED_WITH_AMO, "HovedMED", "MED-udvalget"),
        (Representation.MED_AND_AMO, "HovedMED og øverste AMO", "MED-udvalget og AMO"),
        (Representation.SU_AND_AMO, "HSU og øverste AMO", "samarbejdsudvalget og AMO"),
        (Representation.MIO, "det øverste MIO-udvalg", "MIO-udvalget"),
    ],
)
def test_the_forum_is_the_top_one_or_that_of_a_part(
    kind: Representation, top: str, local: str
) -> None:
    view = seen(PUBLISHED, FORUMS, representation=kind)
    assert asked(view)[0] == f"Det indstilles, at {top}"
    assert asked(attrs.evolve(view, unit="Skole"))[0] == f"Det indstilles, at {local}"
    shown = read(view, "case")
    assert f"Forum: {top[0].upper()}{top[1:]}\n" in shown


def test_what_comes_next_is_dated_or_said_to_be_open() -> None:
    none = "Der er endnu ikke aftalt datoer for den videre proces."
    assert none in read(seen(BEGUN, FORUMS), "case")
    ahead = attrs.evolve(seen(CONFIRMED, FORUMS), sessions=seen(PUBLISHED, FORUMS).sessions)
    text = " ".join(read(ahead, "case").split())
    assert none not in text
    assert "Trin 2: Kvalificer Onsdag 23. september 2026" in text
    assert "Trin 1: Forbered Onsdag" not in text


def test_the_annexes_are_the_papers_there_are() -> None:
    assert read(seen(BEGUN, FORUMS), "case").count("Bilag ") == 1
    text = read(seen(PUBLISHED, FORUMS), "case")
    for number, title in enumerate(
        (
            "Plan for ledertrivsel",
            "Prioriteringskortet",
            "Beslutningsreferat efter trin 1",
            "Beslutningsreferat efter trin 2",
            "Beslutningsreferat efter trin 3",
        ),
        1,
    ):
        assert f"Bilag {number}: {title}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_of_a_card_is_no_part_of_it(language: str) -> None:
    view = seen(PUBLISHED, FORUMS)
    cards = tuple(attrs.evolve(card, title="Kortets egen titel") for card in view.cards)
    assert "Kortets egen titel" not in read(attrs.evolve(view, cards=cards), "case", language)
