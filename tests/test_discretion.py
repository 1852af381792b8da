"""Names, numbers and health: told by their place, never repeated."""

import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import Task
from ledertrivsel.findings import check
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import NOVEMBER, bare, prose, unfinished, who

NAME = "Jens Hansen"
NUMBER = "010190-1234"


def found(plan: Plan, code: str) -> list[tuple[str, str]]:
    return [(f.path, f.render("da")) for f in check(plan, NOVEMBER) if f.code == code]


@pytest.mark.parametrize(
    ("plan", "code", "secret"),
    [
        (prose(goal=f"At {NUMBER} får ro."), "personal-number", NUMBER),
        (who("jens@eksempel.invalid"), "contact-in-role", "jens@eksempel.invalid"),
        (who("HR, 12 34 56 78"), "contact-in-role", "12 34 56 78"),
        (who(NAME), "name-in-role", NAME),
        (who("hr. Holm"), "name-in-role", "Holm"),
        (who("en gravid leder"), "health-words", "gravid"),
    ],
)
def test_a_finding_repeats_no_name_and_no_number(plan: Plan, code: str, secret: str) -> None:
    raised = [f for f in check(plan, NOVEMBER) if f.code == code]
    assert [f.path for f in raised] != []
    assert secret not in repr(raised)
    assert secret not in "".join(f.render(language) for f in raised for language in ("da", "en"))


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        (prose(responsible=NAME), ("cards['overload'].responsible", "på action cardet om tema 5")),
        (
            unfinished(who=NAME),
            ("cards['restitution'].unfinished.who", "på action cardet om tema 4"),
        ),
        (
            case.plan_on(NOVEMBER).activate("overload", on=NOVEMBER, event=NAME),
            (
                "cards['overload'].activations[0].event",
                "i en aktivering af action cardet om tema 5",
            ),
        ),
        (
            bare().park("sparring", reason=ParkedReason.OTHERS_DECIDE, who=NAME),
            ("parking['sparring'].who", "på parkeringspladsen ved tema 3"),
        ),
        (
            bare().prepare(OpenPoint(kind=OpenPointKind.BACKING, text="Opbakning", who=NAME)),
            ("preparations[0].who", "under »Inden næste møde«"),
        ),
        (
            bare()
            .choose(["sparring"])
            .qualify(
                "sparring",
                open_points=[OpenPoint(kind=OpenPointKind.KNOWLEDGE, text="Hvor?", who=NAME)],
            ),
            ("qualifications['sparring'].open_points[0].who", "i kvalificeringen af tema 3"),
        ),
        (
            bare().agree_next_steps(Task(what="Book et lokale", who=NAME)),
            ("next_steps[0].who", "under næste skridt"),
        ),
    ],
)
def test_a_name_is_found_wherever_a_role_belongs(plan: Plan, place: tuple[str, str]) -> None:
    path, where = place
    text = f"Der står et navn, hvor der skal stå en rolle, {where}."
    assert found(plan, "name-in-role") == [(path, text)]


def test_a_personal_number_is_found_in_any_text() -> None:
    ballot = Ballot(voice="A", reasons=(("sparring", f"Det gælder {NUMBER}."),))
    plan = bare().add_round(Round(id="forbered", ballots=(ballot,)))
    plan = plan.choose(["sparring"]).qualify("sparring", answers={"ideas": f"Spørg {NUMBER}."})
    plan = plan.park("overload", reason=ParkedReason.OTHERS_DECIDE, note=NUMBER)
    assert [path for path, _ in found(plan, "personal-number")] == [
        "parking['overload'].note",
        "qualifications['sparring'].answers['ideas']",
        "rounds['forbered'].ballots[0].reasons[0]",
    ]


def test_the_example_case_holds_nothing_that_does_not_belong() -> None:
    kinds = ("personal-", "contact-", "name-", "health-")
    for day, _ in case.COURSE:
        assert [f for f in check(case.plan_on(day), day) if f.code.startswith(kinds)] == []
