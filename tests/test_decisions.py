"""What people decide: mandate, involvement, choice, publication, follow-up and reports."""

import datetime
import pickle
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from ledertrivsel.decisions import (
    Choice,
    Discussion,
    Evidence,
    FollowUpAgreement,
    Involvement,
    InvolvementForm,
    InvolvementSubject,
    Mandate,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.methods import Bounds
from ledertrivsel.prioritization import Proposal

DAY = datetime.date(2026, 9, 2)
NO_DATE = "must be a date, got 5. Use datetime.date, without a time."
SLUG = "must be a slug (a–z, 0–9 and single hyphens), got 'Tema 1'. For example 'tema-1'."


def refusal(call: Callable[[], object]) -> str:
    """Return the English text of what *call* is refused with, after a look at the Danish."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    assert not re.search(r"\{[a-z]+\}", say(caught.value, "da"))
    return str(caught.value)


SMALLEST: dict[type, dict[str, Any]] = {
    Mandate: {},
    Involvement: {"forum": "HovedMED", "on": DAY},
    Choice: {"themes": ["sparring"]},
    Publication: {"on": DAY},
    Discussion: {"forum": "HovedMED"},
    FollowUpAgreement: {},
    Report: {"group": "Direktionen"},
    Evidence: {"text": "LederAPV 2026"},
    Remark: {"question": "criteria", "text": "Vi så på fraværet"},
}


@pytest.mark.parametrize("kind", SMALLEST, ids=lambda kind: kind.__name__)
def test_the_smallest_is_hashable_and_pickles(kind: type) -> None:
    made = kind(**SMALLEST[kind])
    assert pickle.loads(pickle.dumps(made)) == made
    assert len({made, kind(**SMALLEST[kind])}) == 1


REFUSED: tuple[tuple[type, dict[str, Any], str], ...] = (
    *(
        (Mandate, {field: 5}, f"Mandate.{field} must be a text, got 5.")
        for field in ("sender", "involved", "decides", "anchored", "given_by")
    ),
    (Mandate, {"given_on": 5}, f"Mandate.given_on {NO_DATE}"),
    (Involvement, {"forum": ""}, "Involvement.forum must not be empty, got ''."),
    (Involvement, {"on": 5}, f"Involvement.on {NO_DATE}"),
    (
        Involvement,
        {"form": "herd"},
        "Involvement.form must be one of told, discussed, heard, decided, got 'herd'. "
        "Did you mean 'heard'?",
    ),
    (
        Involvement,
        {"subject": "plans"},
        "Involvement.subject must be one of process, choice, plan, got 'plans'. "
        "Did you mean 'plan'?",
    ),
    (Involvement, {"outcome": 5}, "Involvement.outcome must be a text, got 5."),
    (Choice, {"themes": []}, "Choice.themes must name at least one theme, got ()."),
    (Choice, {"themes": "sparring"}, "Choice.themes must be a list, got 'sparring'."),
    (Choice, {"themes": ["Tema 1"]}, f"Choice.themes {SLUG}"),
    (
        Choice,
        {"themes": ["sparring", "sparring"]},
        "Choice.themes[1] must not repeat 'sparring', got 'sparring'.",
    ),
    (Choice, {"proposal": "field"}, "Choice.proposal must be a Proposal, got 'field'."),
    (Choice, {"recommended_by": 5}, "Choice.recommended_by must be a text, got 5."),
    (Choice, {"recommended_on": 5}, f"Choice.recommended_on {NO_DATE}"),
    (Choice, {"rationale": 5}, "Choice.rationale must be a text, got 5."),
    (Choice, {"confirmed_by": 5}, "Choice.confirmed_by must be a text, got 5."),
    (Choice, {"confirmed_on": 5}, f"Choice.confirmed_on {NO_DATE}"),
    (Publication, {"on": 5}, f"Publication.on {NO_DATE}"),
    (Publication, {"channel": 5}, "Publication.channel must be a text, got 5."),
    (Publication, {"version": 0}, "Publication.version must be at least 1, got 0."),
    (Publication, {"version": True}, "Publication.version must be a whole number, got True."),
    (Publication, {"told": "Lederforum"}, "Publication.told must be a list, got 'Lederforum'."),
    (Publication, {"told": [""]}, "Publication.told must not be empty, got ''."),
    (Publication, {"briefing": 5}, "Publication.briefing must be a text, got 5."),
    (Publication, {"contact": 5}, "Publication.contact must be a text, got 5."),
    (Publication, {"show_card": 1}, "Publication.show_card must be true or false, got 1."),
    (Publication, {"show_parked": 0}, "Publication.show_parked must be true or false, got 0."),
    (Publication, {"replaced_on": 5}, f"Publication.replaced_on {NO_DATE}"),
    (Discussion, {"forum": " "}, "Discussion.forum must not be empty, got ' '."),
    (Discussion, {"on": 5}, f"Discussion.on {NO_DATE}"),
    (Discussion, {"what": 5}, "Discussion.what must be a text, got 5."),
    (
        FollowUpAgreement,
        {"groups": ["Skole", "Skole"]},
        "FollowUpAgreement.groups[1] must not repeat 'Skole', got 'Skole'.",
    ),
    (FollowUpAgreement, {"groups": [""]}, "FollowUpAgreement.groups must not be empty, got ''."),
    (FollowUpAgreement, {"report_by": 5}, f"FollowUpAgreement.report_by {NO_DATE}"),
    (
        FollowUpAgreement,
        {"discussions": ["HovedMED"]},
        "FollowUpAgreement.discussions[0] must be a Discussion, got 'HovedMED'.",
    ),
    (FollowUpAgreement, {"rerate_on": 5}, f"FollowUpAgreement.rerate_on {NO_DATE}"),
    (FollowUpAgreement, {"rerate": ["Tema 1"]}, f"FollowUpAgreement.rerate {SLUG}"),
    (
        FollowUpAgreement,
        {"rerate": ["sparring", "sparring"]},
        "FollowUpAgreement.rerate[1] must not repeat 'sparring', got 'sparring'.",
    ),
    (FollowUpAgreement, {"note": 5}, "FollowUpAgreement.note must be a text, got 5."),
    (Report, {"group": ""}, "Report.group must not be empty, got ''."),
    (Report, {"on": 5}, f"Report.on {NO_DATE}"),
    (Report, {"used": ["Tema 1"]}, f"Report.used {SLUG}"),
    (
        Report,
        {"used": ["sparring", "sparring"]},
        "Report.used[1] must not repeat 'sparring', got 'sparring'.",
    ),
    *(
        (Report, {field: 5}, f"Report.{field} must be a text, got 5.")
        for field in ("works", "hard", "wish")
    ),
    (Evidence, {"text": ""}, "Evidence.text must not be empty, got ''."),
    (Evidence, {"theme_id": "Tema 1"}, f"Evidence.theme_id {SLUG}"),
    (Evidence, {"on": 5}, f"Evidence.on {NO_DATE}"),
    (Remark, {"question": "Tema 1"}, f"Remark.question {SLUG}"),
    (Remark, {"text": ""}, "Remark.text must not be empty, got ''."),
    (Remark, {"theme_id": "Tema 1"}, f"Remark.theme_id {SLUG}"),
)


@pytest.mark.parametrize(("kind", "changes", "message"), REFUSED)
def test_what_breaks_a_rule_is_refused(kind: type, changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: kind(**{**SMALLEST[kind], **changes})) == message


# Mandate and involvement


def test_a_mandate_is_complete_when_its_four_questions_are_answered() -> None:
    answers = {name: "Direktionen" for name in ("sender", "involved", "decides", "anchored")}
    assert Mandate(**answers).is_complete
    for name in answers:
        assert not Mandate(**{**answers, name: " "}).is_complete


def test_involvement_is_of_the_plan_and_by_discussion_unless_said() -> None:
    made = Involvement(forum="HovedMED", on=DAY)
    assert made.form is InvolvementForm.DISCUSSED
    assert made.subject is InvolvementSubject.PLAN
    told = Involvement(forum="HovedMED", on=DAY, form="told", subject="choice")  # type: ignore[arg-type]
    assert told.form is InvolvementForm.TOLD
    assert told.subject is InvolvementSubject.CHOICE


# Choice


def proposal(chosen: tuple[str, ...], contested: tuple[str, ...] = ()) -> Proposal:
    return Proposal(
        rule="field-gap",
        bounds=Bounds(3, 5),
        target=5,
        chosen=chosen,
        contested=contested,
        lines=(Fraction(3), Fraction(3)),
    )


@pytest.mark.parametrize(
    ("themes", "departs"),
    [
        (["a", "b"], False),
        (["b", "a"], False),
        (["a", "b", "c"], False),
        (["a", "b", "c", "d"], False),
        (["a"], True),
        (["a", "c"], True),
        (["a", "b", "e"], True),
    ],
)
def test_a_choice_departs_unless_it_takes_all_proposed_and_else_only_contested(
    themes: list[str], departs: bool
) -> None:
    proposed = proposal(("a", "b"), ("c", "d"))
    assert Choice(themes=themes, proposal=proposed).departs is departs  # type: ignore[arg-type]


def test_a_choice_without_a_proposal_departs_from_nothing() -> None:
    assert not Choice(themes=("a",)).departs


@pytest.mark.parametrize(
    ("changes", "confirmed"),
    [({}, False), ({"confirmed_by": "Direktionen"}, True), ({"confirmed_on": DAY}, True)],
)
def test_a_choice_is_confirmed_by_somebody_or_on_a_day(
    changes: dict[str, Any], confirmed: bool
) -> None:
    assert Choice(themes=("a",), **changes).is_confirmed is confirmed


def test_a_choice_keeps_the_order_in_which_themes_were_named() -> None:
    assert Choice(themes=["b", "a"]).themes == ("b", "a")  # type: ignore[arg-type]
