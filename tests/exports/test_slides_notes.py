"""The notes of who leads a workshop: the agenda in minutes, in the workplace's own words."""

import re

import pytest

from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.exporters._slides_notes import agenda_notes, bulleted
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.workshop import Representation

METHOD = builtin_method()


def notes(step: Step, language: str = "da") -> list[str]:
    say = Speaker(load_labels(language), language)
    agenda = METHOD.agenda(step)
    return [p.text for p in agenda_notes(say, agenda, Representation.MED_WITH_AMO)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", list(Step))
def test_every_text_of_an_agenda_is_in_its_notes(step: Step, language: str) -> None:
    said = "\n".join(notes(step, language))
    for item in METHOD.agenda(step).items:
        for text, _ in item.points:
            assert text.to(language) in said
        for text in (*item.materials, *item.considerations):
            assert text.to(language).rstrip(".") in said


def test_minutes_are_counted_from_the_start_without_what_is_only_held_sometimes() -> None:
    times = [line for line in notes(Step.PREPARE) if re.match(r"[\d–]+ min[,:]", line)]
    assert times == [
        "0–15 min: Velkommen",
        "15–25 min: Præsentation af værktøjet",
        "45 min, hvis I tager det med: Introduktion til lederes trivsel",
        "25–85 min: Prioriter temaerne",
        "85–90 min: Afrunding",
    ]


def test_a_point_with_minutes_of_its_own_says_them() -> None:
    assert "Præsenter temaerne i store træk. (10 min)" in notes(Step.PREPARE)


def test_questions_stand_under_their_heading() -> None:
    say = Speaker(load_labels("da"), "da")
    asked = tuple(question.title for question in METHOD.discussion_questions)
    heading, *questions = bulleted(say, "Drøft sammen", asked)
    assert (heading.text, heading.mark) == ("Drøft sammen", "")
    assert [(q.text, q.mark) for q in questions] == [(text.to("da"), "•") for text in asked]
