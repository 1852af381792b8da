"""The plan and its verbs: what each does, what each refuses, and that none changes what was."""

import datetime
import pickle
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot, new_voice
from ledertrivsel.cards import (
    ActionCard,
    CardState,
    Check,
    FollowUp,
    Offset,
    Task,
)
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
from ledertrivsel.matrix import Matrix, Placement, Quadrant
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.plan import Plan, PlanState
from ledertrivsel.prioritization import Key, Proposal, propose
from ledertrivsel.qualification import OpenPoint, OpenPointKind, Qualification
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.workshop import Group, Participant, Representation, Role, Session

DAY = datetime.date(2026, 9, 2)
LATER = datetime.date(2027, 3, 1)
METHOD = builtin_method()
KNOWLEDGE = ParkedReason.NEEDS_KNOWLEDGE
CHOSEN = ("new-managers", "overload", "restitution")
NO_DATE = "must be a date, got None. Use datetime.date, without a time."


def refusal(call: Callable[[], object]) -> str:
    """Return the English text of what *call* is refused with, after a look at the Danish."""
    with pytest.raises(InvalidValueError) as caught:
        call()
    danish = say(caught.value, "da")
    assert danish.startswith(caught.value.path)
    assert not re.search(r"\{[a-z]+\}", danish)
    return str(caught.value)


def start(**changes: Any) -> Plan:
    return Plan.start(METHOD, **{"title": "Plan for ledertrivsel", "on": DAY, **changes})


def fields(plan: Plan) -> dict[str, Any]:
    return {field.name: getattr(plan, field.name) for field in attrs.fields(Plan)}


def rated(id: str = "forbered", **changes: Any) -> Round:
    rows = [
        (voice, theme, importance, success)
        for voice in ("A", "B")
        for theme, importance, success in (
            ("new-managers", 5, 1),
            ("overload", 5, 2),
            ("restitution", 4, 1),
            ("sparring", 4, 5),
        )
    ]
    return Round.from_rows(id, rows, **changes)


def card(theme_id: str = "new-managers", **changes: Any) -> ActionCard:
    return ActionCard(**{"theme_id": theme_id, "title": "Kort", **changes})


def chosen() -> Plan:
    return start().add_round(rated()).choose(CHOSEN, recommended_by="Workshop 1", on=DAY)


def with_card(**changes: Any) -> Plan:
    return chosen().add_card(card(**changes))


STANDING: dict[str, Any] = {
    "tasks": (Task(what="Ring", due=Offset(1)), Task(what="Fast punkt", due=LATER)),
    "follow_up": FollowUp("Spørg", (Check(due=Offset(5)), Check(due=LATER))),
}


def agreed() -> Plan:
    return start().agree_follow_up(FollowUpAgreement(groups=("Skole", "Stab"), report_by=LATER))


# Starting


def test_a_plan_starts_with_its_method_and_nothing_else() -> None:
    plan = start(
        organisation="Eksempel Kommune",
        unit="Skole",
        part_of="Plan 2026",
        purpose="At lykkes",
        strategy="Strategi 2030",
        representation="mio",
        rule="gap",
        cut=Cut.fixed(3, "7/2"),
    )
    assert plan.instrument == METHOD.instrument
    assert (plan.title, plan.organisation) == ("Plan for ledertrivsel", "Eksempel Kommune")
    assert (plan.unit, plan.part_of, plan.purpose) == ("Skole", "Plan 2026", "At lykkes")
    assert (plan.strategy, plan.rule, plan.started_on) == ("Strategi 2030", "gap", DAY)
    assert plan.representation is Representation.MIO
    assert plan.cut.success == Fraction(7, 2)
    assert plan.chosen == plan.rounds == plan.cards == plan.own_themes == ()
    assert plan.bounds == METHOD.instrument.bounds


def test_a_plan_starts_from_an_instrument_alone() -> None:
    plan = Plan.start(METHOD.instrument, title="Plan for ledertrivsel", on=DAY)
    assert plan == start()
    assert plan.cut == Cut()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Plan.title must not be empty, got ''."),
        ({"title": "a\nb"}, "Plan.title must be one line, got 'a\\nb'."),
        ({"organisation": 5}, "Plan.organisation must be a text, got 5."),
        ({"on": None}, f"Plan.started_on {NO_DATE}"),
        ({"unit": 5}, "Plan.unit must be a text, got 5."),
        ({"part_of": 5}, "Plan.part_of must be a text, got 5."),
        ({"purpose": 5}, "Plan.purpose must be a text, got 5."),
        ({"strategy": 5}, "Plan.strategy must be a text, got 5."),
        (
            {"representation": "med"},
            "Plan.representation must be one of med-with-amo, med-and-amo, su-and-amo, mio, "
            "got 'med'.",
        ),
        ({"rule": ""}, "Plan.rule must not be empty, got ''."),
        ({"cut": 3}, "Plan.cut must be a Cut, got 3."),
    ],
)
def test_what_is_no_start_is_refused(changes: dict[str, Any], message: str) -> None:
    assert refusal(lambda: start(**changes)) == message


def test_a_plan_starts_from_a_method() -> None:
    assert refusal(lambda: Plan.start("bfa-2025", title="Plan", on=DAY)) == (  # type: ignore[arg-type]
        "Plan.instrument must be an Instrument, got 'bfa-2025'."
    )


# Reading


def test_themes_rounds_and_what_belongs_to_a_theme_are_found() -> None:
    plan = with_card().qualify("new-managers", existing_offers="Introdag")
    plan = plan.park("sparring", reason=KNOWLEDGE)
    assert plan.theme("overload").number == 5
    assert plan.round("forbered") == rated()
    assert plan.card("new-managers") == card()
    assert plan.card("overload") is None
    found = plan.qualification("new-managers")
    assert found is not None
    assert found.existing_offers == "Introdag"
    assert plan.qualification("overload") is None
    assert plan.parked("sparring") == ParkedTheme(theme_id="sparring", reason=KNOWLEDGE)
    assert plan.parked("overload") is None


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (
            lambda p: p.theme("sparing"),
            "theme_id must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?",
        ),
        (
            lambda p: p.theme("x"),
            "theme_id must be one of the plan's themes, got 'x'. "
            "Add own themes first, with plan.add_theme().",
        ),
        (
            lambda p: p.round("forberd"),
            "round_id must be one of the plan's rounds, got 'forberd'. Did you mean 'forbered'?",
        ),
        (
            lambda p: p.matrix("x"),
            "round_id must be one of the plan's rounds, got 'x'. Known: forbered.",
        ),
        (
            lambda p: p.proposal("shares"),
            "rule must be a built-in rule here, got 'shares'. Did you mean 'share'?",
        ),
        (
            lambda p: p.proposal("loudest"),
            "rule must be a built-in rule here, got 'loudest'. "
            "Look it up with ledertrivsel.proposal(plan, rule=…).",
        ),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    read: Callable[[Plan], object], message: str
) -> None:
    assert refusal(lambda: read(start().add_round(rated()))) == message


def test_the_scale_is_that_of_the_baseline() -> None:
    assert start().scale == Scale()
    pilot = Round(id="a-pilot", purpose=RoundPurpose.PILOT, scale=Scale(0, 10))
    baseline = Round(id="b", scale=Scale(1, 7))
    assert start().add_round(pilot).scale == Scale()
    assert start().add_round(pilot).add_round(baseline).scale == Scale(1, 7)


def test_only_shown_baseline_rounds_make_the_card() -> None:
    plan = start().add_round(rated())
    plan = plan.add_round(rated("pilot", purpose=RoundPurpose.PILOT))
    plan = plan.add_round(rated("opfoelgning", purpose=RoundPurpose.FOLLOW_UP))
    voices = [(new_voice(), "sparring", 1, 1) for _ in range(5)]
    hidden = Round.from_rows("anonym", voices, mode=RoundMode.ANONYMOUS)
    plan = plan.add_round(hidden)
    assert plan.tally() == rated().tally()
    assert [p.n for p in plan.matrix().placements if p.theme_id == "sparring"] == [2]
    assert all(not placement.n for placement in plan.matrix("anonym").placements)
    shown = plan.close_round("anonym")
    assert shown.tally().voices == 7
    assert [p.n for p in shown.matrix().placements if p.theme_id == "sparring"] == [7]
    assert [p.n for p in shown.matrix("pilot").placements if p.theme_id == "sparring"] == [2]


def test_the_proposal_is_by_the_plans_rule_or_the_one_asked_for() -> None:
    plan = start(rule="field").add_round(rated())
    assert plan.proposal().rule == "field"
    assert plan.proposal("gap").rule == "gap"
    assert plan.proposal().chosen == CHOSEN


class Loudest:
    """A third party's rule, whose name the library does not know."""

    name = "loudest"
    needs: tuple[str, ...] = ("ratings",)
    by_field = False

    def key(self, placement: Placement, matrix: Matrix) -> Key:
        assert placement in matrix.placements
        return (-placement.n, placement.number)


def test_a_rule_that_is_not_built_in_is_given_itself() -> None:
    plan = start(rule="loudest").add_round(rated())
    assert plan.proposal(Loudest()).rule == "loudest"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("involvements", "state"),
    [
        ([], "draft"),
        ([("told", "plan")], "draft"),
        ([("decided", "choice"), ("heard", "process")], "draft"),
        ([("discussed", "plan")], "consulted"),
        ([("heard", "plan")], "consulted"),
        ([("discussed", "plan"), ("decided", "plan")], "decided"),
    ],
)
def test_the_state_is_derived_from_who_was_involved(
    involvements: list[tuple[str, str]], state: str
) -> None:
    plan = start()
    for form, subject in involvements:
        plan = plan.involve(
            Involvement(
                forum="HovedMED",
                on=DAY,
                form=InvolvementForm(form),
                subject=InvolvementSubject(subject),
            )
        )
    assert plan.state is PlanState(state)
    assert plan.publish(Publication(on=DAY)).state is PlanState.PUBLISHED
    assert plan.publish(Publication(on=DAY)).replace(on=LATER).state is PlanState.REPLACED


def acts(day: datetime.date) -> dict[str, Callable[[Plan], Plan]]:
    """Return a verb for each act that a plan records a day of."""
    task = Task(what="Ring", done_on=day)
    return {
        "mandate": lambda p: p.give_mandate(Mandate(given_on=day)),
        "involvement": lambda p: p.involve(Involvement(forum="MED", on=day)),
        "evidence": lambda p: p.draw_on(Evidence(text="APV", on=day)),
        "round": lambda p: p.add_round(Round(id="ny", held_on=day)),
        "choice": lambda p: p.choose(CHOSEN, on=day),
        "confirmation": lambda p: p.confirm(by="Direktionen", on=day),
        "preparation": lambda p: p.prepare(
            OpenPoint(kind=OpenPointKind.BACKING, text="Ja?", settled_on=day)
        ),
        "open point": lambda p: p.qualify(
            "overload",
            open_points=[OpenPoint(kind=OpenPointKind.KNOWLEDGE, text="Hvad?", settled_on=day)],
        ),
        "task": lambda p: p.add_card(card(tasks=[task])),
        "task begun": lambda p: p.add_card(card(tasks=[Task(what="Ring", started_on=day)])),
        "check": lambda p: p.add_card(card(follow_up=FollowUp("", (Check(done_on=day),)))),
        "next step": lambda p: p.agree_next_steps(task),
        "activated task": lambda p: (
            p.add_card(card(**STANDING))
            .activate("new-managers", on=DAY)
            .complete_task("new-managers", 0, on=day, activation=0)
        ),
        "activated check": lambda p: (
            p.add_card(card(**STANDING))
            .activate("new-managers", on=DAY)
            .complete_check("new-managers", 0, on=day, activation=0)
        ),
        "publication": lambda p: p.publish(Publication(on=day)),
        "replacement": lambda p: p.publish(Publication(on=DAY)).replace(on=day),
        "report": lambda p: p.agree_follow_up(FollowUpAgreement(groups=("Stab",))).report(
            Report(group="Stab", on=day)
        ),
    }


@pytest.mark.parametrize("act", acts(DAY))
def test_the_latest_act_is_the_latest_day_of_anything_done(act: str) -> None:
    later = DAY + datetime.timedelta(days=40)
    assert acts(later)[act](chosen()).latest_act == later
    assert acts(DAY - datetime.timedelta(days=40))[act](chosen()).latest_act == DAY


def test_what_is_only_planned_is_no_act() -> None:
    plan = chosen().agree_next_steps(Task(what="Ring", due=LATER))
    plan = plan.agree_follow_up(
        FollowUpAgreement(
            report_by=LATER, rerate_on=LATER, discussions=(Discussion("MED", LATER),)
        )
    )
    plan = plan.park("sparring", reason=KNOWLEDGE, revisit_on=LATER)
    plan = plan.add_card(card(**STANDING)).activate("new-managers", on=LATER)
    assert plan.latest_act == DAY


# Mandate, people and knowledge


def test_people_and_knowledge_are_kept_in_the_order_given() -> None:
    plan = (
        start()
        .give_mandate(Mandate(sender="Direktionen"))
        .invite(Participant(role=Role.HR), Participant(role=Role.OTHER))
        .invite(Participant(role=Role.TOP_MANAGEMENT))
        .draw_on(Evidence(text="Trivselsmåling"))
        .draw_on(Evidence(text="LederAPV", theme_id="overload"))
        .remark(Remark(question="criteria", text="Fravær", theme_id="overload"))
    )
    assert plan.mandate == Mandate(sender="Direktionen")
    assert [p.role for p in plan.participants] == [Role.HR, Role.OTHER, Role.TOP_MANAGEMENT]
    assert [e.text for e in plan.evidence] == ["Trivselsmåling", "LederAPV"]
    assert plan.remarks[0].text == "Fravær"


def test_involvements_are_kept_by_day() -> None:
    early, late = Involvement(forum="B", on=DAY), Involvement(forum="A", on=LATER)
    assert start().involve(late).involve(early).involvements == (early, late)


def test_a_group_replaces_the_one_of_its_id_in_its_place() -> None:
    a, b = Group(id="a", name="A", size=4), Group(id="b", name="B", size=5)
    plan = start().form_groups(a, b)
    new = attrs.evolve(a, size=6, theme_ids=("overload",))
    assert plan.form_groups(new).groups == (new, b)


def test_sessions_are_kept_by_day_and_time() -> None:
    first = Session(step=Step.PREPARE, on=DAY, start=datetime.time(9))
    second = Session(step=Step.PREPARE, on=DAY, start=datetime.time(13))
    third = Session(step=Step.QUALIFY, on=LATER)
    plan = start().hold_session(third).hold_session(second).hold_session(first)
    assert plan.sessions == (first, second, third)


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (lambda p: p.give_mandate(None), "mandate must be a Mandate, got None."),
        (lambda p: p.involve("MED"), "Plan.involvements[0] must be an Involvement, got 'MED'."),
        (lambda p: p.invite("HR"), "Plan.participants[0] must be a Participant, got 'HR'."),
        (lambda p: p.form_groups("A"), "groups[0] must be a Group, got 'A'."),
        (
            lambda p: p.form_groups(*2 * [Group(id="a", name="A", size=4)]),
            "groups[1] must not repeat 'a', got "
            "Group(id='a', name='A', size=4, leader='', theme_ids=()).",
        ),
        (
            lambda p: p.form_groups(Group(id="a", name="A", size=4, theme_ids=["sparing"])),
            "groups['a'].theme_ids must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (
            lambda p: p.hold_session(DAY),
            "Plan.sessions[0] must be a Session, got datetime.date(2026, 9, 2).",
        ),
        (
            lambda p: p.hold_session(
                Session(
                    step=Step.PREPARE,
                    on=DAY,
                    groups=[Group(id="a", name="A", size=4, theme_ids=["sparing"])],
                )
            ),
            "sessions[0].groups['a'].theme_ids must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (lambda p: p.draw_on("APV"), "Plan.evidence[0] must be an Evidence, got 'APV'."),
        (
            lambda p: p.draw_on(Evidence(text="APV", theme_id="sparing")),
            "evidence[0].theme_id must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (lambda p: p.remark("Fravær"), "Plan.remarks[0] must be a Remark, got 'Fravær'."),
        (
            lambda p: p.remark(Remark(question="criteria", text="Fravær", theme_id="sparing")),
            "remarks[0].theme_id must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (lambda p: p.prepare("Ja?"), "Plan.preparations[0] must be an OpenPoint, got 'Ja?'."),
        (lambda p: p.agree_next_steps("Ring"), "Plan.next_steps[0] must be a Task, got 'Ring'."),
    ],
)
def test_what_does_not_belong_there_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    assert refusal(lambda: verb(start())) == message


# Own themes


def test_an_own_theme_gets_the_next_number_and_a_slug_of_its_title() -> None:
    plan = start().add_theme(
        "Klare mål", question="I hvor høj grad?", source=ThemeSource.LEADER_APV
    )
    plan = plan.add_theme({"en": "Hybrid work"})
    first, second = plan.own_themes
    assert (first.id, first.number, first.source) == ("klare-maal", 13, ThemeSource.LEADER_APV)
    assert first.title == Text({"da": "Klare mål"})
    assert first.question == Text({"da": "I hvor høj grad?"})
    assert (second.id, second.number, second.source) == ("hybrid-work", 14, ThemeSource.OTHER)
    assert plan.themes[-2:] == (first, second)
    assert plan.theme("klare-maal") == first


def test_an_own_theme_may_bring_id_and_number() -> None:
    plan = start().add_theme(Text({"da": "A"}), id="one", number=20).add_theme("B", number=15)
    assert [(t.id, t.number) for t in plan.own_themes] == [("b", 15), ("one", 20)]
    assert plan.add_theme("C").own_themes[-1].number == 21


def test_a_slug_that_is_taken_gets_the_number() -> None:
    plan = start().add_theme("Sparring!").add_theme("!!!").add_theme("???")
    assert [theme.id for theme in plan.own_themes] == ["sparring-13", "theme", "theme-15"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": 5}, "title.by_language must be a list, got 5."),
        ({"title": ""}, "title.da must not be empty, got ''."),
        ({"title": "x", "question": ""}, "question.da must not be empty, got ''."),
        (
            {"title": "x", "number": 12},
            "own_themes['x'].number must have a number from 13, got 12.",
        ),
        ({"title": "x", "number": True}, "Theme.number must be a whole number, got True."),
        (
            {"title": "x", "number": 13},
            "own_themes['x'].number must have a number that no other theme has, got 13.",
        ),
        (
            {"title": "x", "id": "sparring"},
            "own_themes['sparring'].id must not repeat 'sparring', got 'sparring'.",
        ),
        (
            {"title": "KLARE  mål ", "id": "x"},
            "own_themes['x'].title must have a title that no other theme has, got 'KLARE  mål '.",
        ),
        (
            {"title": {"kl": "Klare mål"}, "id": "x"},
            "own_themes['x'].title must have a title that no other theme has, got 'Klare mål'.",
        ),
        (
            {"title": "x", "source": ThemeSource.METHOD},
            "own_themes['x'].source must be one of leader-apv, survey, amo, su-med, "
            "manager-representatives, own-experience, other, got 'method'.",
        ),
    ],
)
def test_an_own_theme_that_clashes_is_refused(given: dict[str, Any], message: str) -> None:
    plan = start().add_theme("Klare mål")
    assert refusal(lambda: plan.add_theme(**given)) == message


def test_the_question_of_an_own_theme_is_a_paragraph_at_most() -> None:
    assert start().add_theme("A", question="x" * 2000).own_themes[0].question is not None
    shown = f"{'x' * 38}…{'x' * 38}"
    assert refusal(lambda: start().add_theme("A", question="x" * 2001)).startswith(
        f"question.da must be at most 2000 characters, is 2001, got '{shown}'."
    )


def test_an_own_theme_may_not_have_the_title_of_a_method_theme() -> None:
    title = METHOD.instrument.themes[0].title.to("da")
    assert refusal(lambda: start().add_theme(title, id="x")) == (
        f"own_themes['x'].title must have a title that no other theme has, got {title!r}."
    )


def test_a_method_without_themes_leaves_them_all_to_the_workplace() -> None:
    instrument = attrs.evolve(METHOD.instrument, themes=())
    plan = Plan.start(instrument, title="Plan", on=DAY).add_theme("Klare mål")
    assert [theme.number for theme in plan.themes] == [1]


# Rounds


def test_rounds_are_kept_by_day_and_id_with_undated_ones_last() -> None:
    plan = start()
    for id, day in (("c", None), ("b", LATER), ("a", LATER), ("d", DAY)):
        plan = plan.add_round(Round(id=id, held_on=day))
    assert [r.id for r in plan.rounds] == ["d", "a", "b", "c"]


def test_a_ballot_is_added_and_withdrawn() -> None:
    plan = start().add_round(rated())
    ballot = Ballot(voice="C", ratings=[("sparring", 5, 1)], picks=["overload"])  # type: ignore[list-item, arg-type]
    more = plan.add_ballot("forbered", ballot)
    assert [b.voice for b in more.round("forbered").ballots] == ["A", "B", "C"]
    assert more.withdraw_ballot("forbered", "C") == plan
    assert [b.voice for b in plan.round("forbered").ballots] == ["A", "B"]


def test_a_closed_round_keeps_counts_alone() -> None:
    anonymous = Round(id="anonym", mode=RoundMode.ANONYMOUS)
    plan = start().add_round(anonymous)
    for _ in range(5):
        plan = plan.add_ballot("anonym", Ballot(voice=new_voice(), ratings=(("sparring", 5, 1),)))
    closed = plan.close_round("anonym")
    assert plan.round("anonym").tallies is None
    assert closed.round("anonym").ballots == ()
    assert closed.round("anonym").tally() == plan.round("anonym").tally()
    assert "voice-" not in repr(closed)


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (lambda p: p.add_round("ny"), "round must be a Round, got 'ny'."),
        (
            lambda p: p.add_round(Round(id="forbered")),
            "round.id must not be the id of another round, got 'forbered'.",
        ),
        (
            lambda p: p.add_round(Round(id="ny", scale=Scale(0, 10))),
            "rounds['ny'].scale must have the scale of the other baseline rounds (1–5), "
            "got '0–10'. Count it as a round with purpose pilot or follow-up.",
        ),
        (
            lambda p: p.add_round(Round.from_rows("ny", [("A", "overload", 1, 1)])),
            "rounds['ny'].voice must not be in another baseline round ('forbered'), got 'A'. "
            "A later rating of the same people is a round with purpose follow-up.",
        ),
        (
            lambda p: p.add_round(Round.from_rows("ny", [("C", "overlod", 1, 1)])),
            "rounds['ny'].ratings must be one of the plan's themes, got 'overlod'. "
            "Did you mean 'overload'?",
        ),
        (
            lambda p: p.add_ballot("ny", Ballot(voice="C")),
            "round_id must be one of the plan's rounds, got 'ny'. Known: senere, forbered.",
        ),
        (
            lambda p: p.add_ballot("forbered", Ballot(voice="D")),
            "rounds['forbered'].voice must not be in another baseline round ('senere'), got 'D'. "
            "A later rating of the same people is a round with purpose follow-up.",
        ),
        (
            lambda p: p.add_ballot("forbered", Ballot(voice="A")),
            "ballot.voice must not repeat 'A', got 'A'. "
            "Take the first one back, with plan.withdraw_ballot().",
        ),
        (
            lambda p: p.add_ballot("forbered", "C"),
            "ballot must be a Ballot, got 'C'.",
        ),
        (
            lambda p: p.add_ballot("forbered", Ballot(voice="C", ratings=(("overlod", 1, 1),))),
            "rounds['forbered'].ratings must be one of the plan's themes, got 'overlod'. "
            "Did you mean 'overload'?",
        ),
        (
            lambda p: p.add_ballot("forbered", Ballot(voice="C", picks=("overlod",))),
            "rounds['forbered'].picks must be one of the plan's themes, got 'overlod'. "
            "Did you mean 'overload'?",
        ),
        (
            lambda p: p.add_ballot("forbered", Ballot(voice="C", reasons=(("overlod", "ja"),))),
            "rounds['forbered'].reasons must be one of the plan's themes, got 'overlod'. "
            "Did you mean 'overload'?",
        ),
        (
            lambda p: p.withdraw_ballot("ny", "A"),
            "round_id must be one of the plan's rounds, got 'ny'. Known: senere, forbered.",
        ),
        (
            lambda p: p.withdraw_ballot("forbered", "C"),
            "voice must be a voice of the round, got 'C'. Known: A, B.",
        ),
        (
            lambda p: p.close_round("forbered"),
            "rounds['forbered'].mode must be an anonymous round, got 'open'.",
        ),
    ],
)
def test_a_round_or_ballot_that_cannot_add_up_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    plan = start().add_round(rated())
    plan = plan.add_round(Round.from_rows("senere", [("D", "overload", 4, 2)], held_on=LATER))
    assert refusal(lambda: verb(plan)) == message


@pytest.mark.parametrize("purpose", [RoundPurpose.FOLLOW_UP, RoundPurpose.PILOT])
def test_other_rounds_may_have_the_same_voices_and_a_scale_of_their_own(
    purpose: RoundPurpose,
) -> None:
    plan = start().add_round(rated()).add_round(rated("ny", purpose=purpose))
    plan = plan.add_round(Round(id="ti", scale=Scale(0, 10), purpose=purpose))
    more = plan.add_ballot("ti", Ballot(voice="A", ratings=(("overload", 9, 1),)))
    assert more.tally() == rated().tally()


def test_a_closed_round_takes_and_gives_no_ballot() -> None:
    plan = start().add_round(Round(id="anonym", mode=RoundMode.ANONYMOUS)).close_round("anonym")
    told = "rounds['anonym'] must still be open, got 'closed'."
    assert refusal(lambda: plan.add_ballot("anonym", Ballot(voice=new_voice()))) == told
    assert refusal(lambda: plan.withdraw_ballot("anonym", new_voice())) == told
    assert refusal(lambda: plan.close_round("anonym")) == told


@pytest.mark.parametrize("first", list(RoundMode))
def test_no_error_names_a_voice_of_an_anonymous_round(first: RoundMode) -> None:
    voice = new_voice()
    second = RoundMode.ANONYMOUS if first is RoundMode.OPEN else RoundMode.OPEN
    plan = start().add_round(Round.from_rows("a", [(voice, "overload", 1, 1)], mode=first))
    plan = plan.add_round(Round(id="b", mode=second))
    told = refusal(lambda: plan.add_ballot("b", Ballot(voice=voice)))
    assert told == (
        "rounds['b'].voice must not be in another baseline round ('a'), got '…'. "
        "A later rating of the same people is a round with purpose follow-up."
    )
    again = Round.from_rows("c", [(voice, "overload", 1, 1)], mode=second)
    assert voice not in refusal(lambda: plan.add_round(again))


def test_a_closed_tally_of_unknown_themes_is_refused() -> None:
    voices = [(new_voice(), "overlod", 5, 1) for _ in range(5)]
    closed = Round.from_rows("anonym", voices, mode=RoundMode.ANONYMOUS).closed()
    assert refusal(lambda: start().add_round(closed)) == (
        "rounds['anonym'].tallies must be one of the plan's themes, got 'overlod'. "
        "Did you mean 'overload'?"
    )


def test_a_ballot_costs_the_same_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    compared: list[str] = []
    check, has_voice = Round._check_ballot, Round.has_voice

    def counting_check(self: Round, ballot: Ballot) -> None:
        checked.append(ballot.voice)
        check(self, ballot)

    def counting_has_voice(self: Round, voice: str) -> bool:
        compared.append(self.id)
        return has_voice(self, voice)

    plans = []
    for voices in (2, 60):
        rows = [(f"v{number:03}", "overload", 4, 2) for number in range(voices)]
        more = Round.from_rows("b", [(f"w{n:03}", "overload", 4, 2) for n in range(voices)])
        plans.append(start().add_round(Round.from_rows("a", rows)).add_round(more))
    monkeypatch.setattr(Round, "_check_ballot", counting_check)
    monkeypatch.setattr(Round, "has_voice", counting_has_voice)
    for plan in plans:
        checked.clear()
        compared.clear()
        plan.add_ballot("a", Ballot(voice="ny", ratings=(("overload", 4, 2),)))
        assert checked == ["ny"]
        assert compared == ["b"]
        checked.clear()
        plan.withdraw_ballot("a", "v001")
        assert checked == []


# Parking


def test_a_parked_theme_leaves_the_card_and_comes_back_as_it_was() -> None:
    plan = start().add_round(rated())
    parked = plan.park(
        "overload", reason=KNOWLEDGE, note="Tal mangler", who="HR", revisit_on=LATER
    )
    assert parked.parking == (
        ParkedTheme(
            theme_id="overload", reason=KNOWLEDGE, note="Tal mangler", who="HR", revisit_on=LATER
        ),
    )
    assert "overload" not in {p.theme_id for p in parked.matrix().placements}
    assert parked.unpark("overload") == plan
    assert parked.unpark("overload").proposal() == plan.proposal()


def test_parking_again_replaces_the_entry_and_the_order_is_by_number() -> None:
    plan = start().park("overload", reason=KNOWLEDGE).park("sparring", reason=KNOWLEDGE)
    again = plan.park("overload", reason=ParkedReason.OTHERS_DECIDE)
    assert [p.theme_id for p in again.parking] == ["sparring", "overload"]
    assert again.parking[1].reason is ParkedReason.OTHERS_DECIDE


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (
            lambda p: p.park("sparing", reason=KNOWLEDGE),
            "theme_id must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?",
        ),
        (
            lambda p: p.park("overload", reason=KNOWLEDGE),
            "theme_id must not be a chosen theme, got 'overload'.",
        ),
        (
            lambda p: p.park("sparring", reason="later"),
            "ParkedTheme.reason must be one of needs-knowledge, others-decide, got 'later'.",
        ),
        (
            lambda p: p.unpark("sparring"),
            "theme_id must be a parked theme, got 'sparring'. Known: cross-pressure.",
        ),
        (
            lambda p: p.unpark("cross-presure"),
            "theme_id must be a parked theme, got 'cross-presure'. Did you mean 'cross-pressure'?",
        ),
    ],
)
def test_what_cannot_be_parked_or_unparked_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    plan = chosen().park("cross-pressure", reason=KNOWLEDGE)
    assert refusal(lambda: verb(plan)) == message


# Choosing


def test_a_choice_keeps_the_proposal_it_answered() -> None:
    plan = start().add_round(rated())
    made = plan.choose(CHOSEN, recommended_by="Workshop 1", on=DAY, rationale="De tre")
    assert made.choice == Choice(
        themes=CHOSEN,
        recommended_by="Workshop 1",
        recommended_on=DAY,
        rationale="De tre",
        proposal=plan.proposal(),
    )
    assert made.chosen == CHOSEN
    later = made.add_ballot("forbered", Ballot(voice="C", ratings=(("sparring", 5, 1),)))
    assert later.choice == made.choice


def test_a_choice_before_any_rating_answers_no_proposal() -> None:
    choice = start().choose(["overload"]).choice
    assert choice is not None
    assert choice.proposal is None
    voices = [(new_voice(), "sparring", 1, 1) for _ in range(5)]
    hidden = start().add_round(Round.from_rows("a", voices, mode=RoundMode.ANONYMOUS))
    choice = hidden.choose(["overload"]).choice
    assert choice is not None
    assert choice.proposal is None


def test_a_proposal_by_another_rule_is_given() -> None:
    plan = start(rule="loudest").add_round(rated())
    proposal: Proposal = propose(plan.matrix(), plan.bounds, Loudest())  # type: ignore[arg-type]
    choice = plan.choose(proposal.chosen, proposal=proposal).choice
    assert choice is not None
    assert choice.proposal == proposal
    assert refusal(lambda: plan.choose(CHOSEN)) == (
        "proposal must be given, since the rule 'loudest' is not built in, got None. "
        "Pass proposal=ledertrivsel.proposal(plan)."
    )


def test_themes_are_chosen_in_the_order_named_and_a_set_by_number() -> None:
    assert start().choose(iter(CHOSEN[::-1])).chosen == CHOSEN[::-1]
    numbered = tuple(theme.id for theme in METHOD.instrument.themes)
    assert start().choose(set(numbered)).chosen == numbered
    assert start().choose(frozenset(numbered)).chosen == numbered


def test_of_a_set_with_unknown_themes_always_the_same_is_named() -> None:
    for unknown in (("zz",), ("zv", "zw", "zx", "zy", "zz")):
        with pytest.raises(InvalidValueError) as caught:
            start().choose({*unknown, "new-managers"})
        assert (caught.value.path, caught.value.value) == ("themes[0]", unknown[0])


def test_a_new_choice_replaces_the_old_and_must_be_confirmed_anew() -> None:
    plan = chosen().confirm(by="Direktionen", on=LATER)
    assert plan.choice is not None
    assert (plan.choice.confirmed_by, plan.choice.confirmed_on) == ("Direktionen", LATER)
    assert plan.choice.recommended_by == "Workshop 1"
    again = plan.choose(["sparring"]).choice
    assert again is not None
    assert not again.is_confirmed


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (lambda p: p.choose("overload"), "themes must be a list, got 'overload'."),
        (lambda p: p.choose([]), "Choice.themes must name at least one theme, got ()."),
        (
            lambda p: p.choose(["overload", "sparing"]),
            "themes[1] must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?",
        ),
        (
            lambda p: p.choose([5]),
            "themes[0] must be one of the plan's themes, got 5. "
            "Add own themes first, with plan.add_theme().",
        ),
        (
            lambda p: p.choose(["overload", "overload"]),
            "Choice.themes[1] must not repeat 'overload', got 'overload'.",
        ),
        (
            lambda p: p.choose(["overload", "cross-pressure"]),
            "themes[1] must not be parked, got 'cross-pressure'. "
            "Take it up again first, with plan.unpark().",
        ),
        (
            lambda p: p.choose(["overload"], proposal="field"),
            "Choice.proposal must be a Proposal, got 'field'.",
        ),
        (
            lambda p: p.confirm(by="Direktionen", on=DAY),
            "choice.confirmed_on must come after a choice of themes, "
            "got datetime.date(2026, 9, 2). Choose themes first, with plan.choose().",
        ),
        (
            lambda p: p.choose(CHOSEN).confirm(by="", on=DAY),
            "by must not be empty, got ''.",
        ),
        (lambda p: p.choose(CHOSEN).confirm(by="Direktionen", on=None), f"on {NO_DATE}"),
    ],
)
def test_what_cannot_be_chosen_or_confirmed_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    plan = start().park("cross-pressure", reason=KNOWLEDGE)
    assert refusal(lambda: verb(plan)) == message


def test_a_theme_with_an_open_card_is_kept_until_the_card_is_closed() -> None:
    plan = with_card()
    assert refusal(lambda: plan.choose(["overload"])) == (
        "themes must keep a theme with an open action card ('new-managers'), got ('overload',). "
        "Close its card first, with plan.revise_card()."
    )
    assert plan.choose(["overload", "new-managers"]).chosen == ("overload", "new-managers")
    closed = plan.revise_card(card(state="closed", state_reason="Løst"))
    assert closed.choose(["overload"]).chosen == ("overload",)


# Qualifying


def test_qualifying_again_replaces_and_the_order_is_by_number() -> None:
    plan = chosen().qualify("overload", answers={"assessment": "Lidt"})
    plan = plan.qualify("new-managers", answers=[("ideas", "Makker")], existing_offers="Introdag")
    plan = plan.qualify(
        "overload",
        open_points=(p for p in [OpenPoint(kind=OpenPointKind.KNOWLEDGE, text="Hvor mange?")]),
    )
    assert [q.theme_id for q in plan.qualifications] == ["new-managers", "overload"]
    assert plan.qualifications[0].answer("ideas") == "Makker"
    assert plan.qualifications[1].answers == ()
    assert plan.qualifications[1].open_points[0].text == "Hvor mange?"


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (
            lambda p: p.qualify("sparring"),
            "theme_id must be a chosen theme, got 'sparring'. "
            "Choose it first, with plan.choose().",
        ),
        (
            lambda p: p.qualify("sparing"),
            "theme_id must be a chosen theme, got 'sparing'. Did you mean 'sparring'? "
            "Choose it first, with plan.choose().",
        ),
        (
            lambda p: p.qualify("x"),
            "theme_id must be a chosen theme, got 'x'. Choose it first, with plan.choose().",
        ),
        (
            lambda p: p.qualify("overload", answers={"asessment": "Lidt"}),
            "qualifications[0].answers must be one of the method's support questions, "
            "got 'asessment'. Did you mean 'assessment'?",
        ),
        (
            lambda p: p.qualify("overload", open_points="Ja?"),
            "Qualification.open_points must be a list, got 'Ja?'.",
        ),
        (
            lambda p: p.qualify("overload", open_points=5),
            "Qualification.open_points must be a list, got 5.",
        ),
    ],
)
def test_what_cannot_be_qualified_is_refused(verb: Callable[[Any], object], message: str) -> None:
    assert refusal(lambda: verb(chosen())) == message


# Cards


def test_cards_keep_the_order_in_which_they_were_added() -> None:
    plan = chosen().add_card(card("overload")).add_card(card("new-managers"))
    plan = plan.revise_card(card("overload", goal="Ro"))
    assert [c.theme_id for c in plan.cards] == ["overload", "new-managers"]
    assert plan.cards[0].goal == "Ro"


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (lambda p: p.add_card("Kort"), "card must be an ActionCard, got 'Kort'."),
        (lambda p: p.revise_card("Kort"), "card must be an ActionCard, got 'Kort'."),
        (
            lambda p: p.add_card(card("sparring")),
            "cards[1].theme_id must be a chosen theme, got 'sparring'. "
            "Choose it first, with plan.choose().",
        ),
        (
            lambda p: p.add_card(card("sparing")),
            "cards[1].theme_id must be a chosen theme, got 'sparing'. Did you mean 'sparring'? "
            "Choose it first, with plan.choose().",
        ),
        (
            lambda p: p.add_card(card("new-managers")),
            "cards[1].theme_id must be the theme's only action card, got 'new-managers'. "
            "Change it with plan.revise_card().",
        ),
        (
            lambda p: p.revise_card(card("overload")),
            "card.theme_id must have an action card, got 'overload'. "
            "Add one first, with plan.add_card().",
        ),
        (
            lambda p: p.revise_card(card("new-manager")),
            "card.theme_id must have an action card, got 'new-manager'. "
            "Did you mean 'new-managers'?",
        ),
    ],
)
def test_a_card_without_its_place_is_refused(verb: Callable[[Any], object], message: str) -> None:
    assert refusal(lambda: verb(with_card())) == message


ROUTINE = "card.state_reason must be given for routine without a new rating in field 2, got ''."


def rerated(
    importance: int, success: int, *, id: str = "efter", on: datetime.date = LATER
) -> Round:
    rows = [("A", "new-managers", importance, success)]
    return Round.from_rows(id, rows, purpose=RoundPurpose.FOLLOW_UP, held_on=on)


def test_a_card_is_routine_with_a_reason() -> None:
    routine = card(state="routine", state_reason="Alle gør det")
    assert with_card().revise_card(routine).card("new-managers") == routine
    assert chosen().add_card(routine).card("new-managers") == routine
    assert refusal(lambda: chosen().add_card(card(state="routine"))) == ROUTINE
    assert refusal(lambda: with_card().revise_card(card(state="routine"))) == ROUTINE
    blank = card(state="routine", state_reason=" ")
    assert refusal(lambda: with_card().revise_card(blank)) == ROUTINE.replace("''", "' '")


@pytest.mark.parametrize(
    ("ratings", "is_routine"),
    [
        ([(5, 4)], True),
        ([(5, 2)], False),
        ([(5, 3)], False),
        ([(2, 5)], False),
        ([(5, 2), (5, 4)], True),
        ([(5, 4), (5, 2)], False),
    ],
)
def test_a_card_is_routine_when_the_latest_rating_is_in_field_2(
    ratings: list[tuple[int, int]], is_routine: bool
) -> None:
    plan = with_card()
    for number, (importance, success) in enumerate(ratings):
        on = LATER + datetime.timedelta(days=number)
        plan = plan.add_round(rerated(importance, success, id=f"r{number}", on=on))
    if is_routine:
        assert plan.revise_card(card(state="routine")).cards[0].state is CardState.ROUTINE
        assert with_card().cards[0].state is CardState.DRAFT
    else:
        assert refusal(lambda: plan.revise_card(card(state="routine"))) == ROUTINE


def test_a_follow_up_that_did_not_rate_the_theme_says_nothing_of_it() -> None:
    plan = with_card().add_round(rerated(5, 4))
    other = Round.from_rows(
        "nyere",
        [("A", "overload", 5, 1)],
        purpose=RoundPurpose.FOLLOW_UP,
        held_on=LATER + datetime.timedelta(days=9),
    )
    revised = plan.add_round(other).revise_card(card(state="routine"))
    assert revised.cards[0].state is CardState.ROUTINE


def test_the_baseline_is_no_new_rating() -> None:
    plan = start().add_round(rated()).choose(["sparring"]).add_card(card("sparring"))
    placed = plan.matrix().placement("sparring")
    assert placed is not None
    assert placed.quadrant is Quadrant.FIELD_2
    assert refusal(lambda: plan.revise_card(card("sparring", state="routine"))) == ROUTINE


def test_a_routine_card_goes_on_when_a_later_rating_is_worse() -> None:
    plan = with_card(**STANDING).add_round(rerated(5, 4))
    plan = plan.revise_card(card(state="routine", **STANDING))
    worse = plan.add_round(rerated(5, 1, id="senere", on=LATER + datetime.timedelta(days=200)))
    assert worse.complete_task("new-managers", 1, on=LATER).cards[0].tasks[1].done_on == LATER
    assert worse.complete_check("new-managers", 1, on=LATER).cards[0].state is CardState.ROUTINE
    revised = worse.revise_card(attrs.evolve(worse.cards[0], goal="Ro"))
    assert revised.cards[0].goal == "Ro"


def test_a_closed_card_is_taken_up_again_only_for_a_chosen_theme() -> None:
    plan = with_card().revise_card(card(state="closed", state_reason="Løst"))
    assert plan.revise_card(card(state="ready")).cards[0].is_open
    dropped = plan.choose(["overload"])
    assert refusal(lambda: dropped.revise_card(card(state="ready"))) == (
        "card.theme_id must be a chosen theme, got 'new-managers'. "
        "Choose it first, with plan.choose()."
    )
    noted = dropped.revise_card(card(state="closed", state_reason="Løst i 2026"))
    assert noted.cards[0].state_reason == "Løst i 2026"


# Activation


def test_a_card_is_activated_again_and_again_and_the_oldest_comes_first() -> None:
    plan = with_card(**STANDING)
    plan = plan.activate("new-managers", on=LATER, event="Teamleder begynder")
    plan = plan.activate("new-managers", on=DAY, event="Leder begynder")
    found = plan.activations_of("new-managers")
    assert [a.event for a in found] == ["Leder begynder", "Teamleder begynder"]
    assert found[0].tasks[0].due == DAY + datetime.timedelta(weeks=1)
    assert found[0].checks[0].due == DAY + datetime.timedelta(weeks=5)
    assert plan.activations_of("overload") == ()


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("draft", "draft"),
        ("ready", "in-use"),
        ("in-use", "in-use"),
        ("paused", "paused"),
        ("routine", "routine"),
    ],
)
def test_a_ready_card_is_in_use_once_activated(state: str, after: str) -> None:
    plan = with_card(state=state, state_reason="Fordi", **STANDING)
    assert plan.activate("new-managers", on=DAY).cards[0].state is CardState(after)


def test_other_events_have_days_of_their_own() -> None:
    plan = with_card(tasks=(Task(what="Ring", due=Offset(1, event="opstart")),))  # type: ignore[call-arg]
    plan = plan.activate("new-managers", on=DAY, dates={"opstart": LATER})
    assert plan.activations[0].tasks[0].due == LATER + datetime.timedelta(weeks=1)


def test_tasks_and_checks_are_done_on_the_card_or_in_one_activation() -> None:
    plan = with_card(**STANDING)
    plan = plan.activate("new-managers", on=DAY).activate("new-managers", on=DAY)
    on_card = plan.complete_task("new-managers", 1, on=LATER)
    assert [t.done_on for t in on_card.cards[0].tasks] == [None, LATER]
    assert on_card.activations == plan.activations
    checked = plan.complete_check("new-managers", 1, on=LATER)
    assert [c.done_on for c in checked.cards[0].follow_up.checks] == [None, LATER]
    second = plan.complete_task("new-managers", 0, on=LATER, activation=1)
    assert [a.tasks[0].done_on for a in second.activations] == [None, LATER]
    assert second.cards == plan.cards
    first = plan.complete_check("new-managers", 0, on=LATER, activation=0)
    assert [a.checks[0].done_on for a in first.activations] == [LATER, None]


def test_two_equal_activations_are_still_two() -> None:
    plan = with_card(**STANDING).activate("new-managers", on=DAY)
    twice = Plan(**{**fields(plan), "activations": plan.activations * 2})
    done = twice.complete_task("new-managers", 0, on=LATER, activation=1)
    assert [a.tasks[0].done_on for a in done.activations] == [None, LATER]


def test_the_number_of_an_activation_is_among_those_of_its_card() -> None:
    plan = with_card(**STANDING).add_card(card("overload", **STANDING))
    plan = plan.activate("overload", on=DAY).activate("new-managers", on=LATER)
    done = plan.complete_task("new-managers", 0, on=LATER, activation=0)
    assert done.activations_of("new-managers")[0].tasks[0].done_on == LATER
    assert done.activations_of("overload") == plan.activations_of("overload")


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (
            lambda p: p.activate("overload", on=DAY),
            "theme_id must have an action card, got 'overload'. "
            "Add one first, with plan.add_card().",
        ),
        (
            lambda p: p.activate("new-manager", on=DAY),
            "theme_id must have an action card, got 'new-manager'. Did you mean 'new-managers'?",
        ),
        (lambda p: p.activate("new-managers", on=None), f"on {NO_DATE}"),
        (
            lambda p: p.revise_card(card(state="closed", state_reason="Løst")).activate(
                "new-managers", on=DAY
            ),
            "theme_id must not be closed, got 'new-managers'.",
        ),
        (
            lambda p: p.activate("new-managers", on=DAY, dates={"opstart": DAY}),
            "dates must be an event that the card's deadlines count from, got 'opstart'.",
        ),
        (
            lambda p: p.complete_task("overload", 0, on=DAY),
            "theme_id must have an action card, got 'overload'. "
            "Add one first, with plan.add_card().",
        ),
        (
            lambda p: p.complete_task("new-managers", 2, on=DAY),
            "task must be one of the 2 tasks, counted from 0, got 2.",
        ),
        (
            lambda p: p.complete_task("new-managers", -1, on=DAY),
            "task must be one of the 2 tasks, counted from 0, got -1.",
        ),
        (
            lambda p: p.complete_task("new-managers", True, on=DAY),
            "task must be one of the 2 tasks, counted from 0, got True.",
        ),
        (lambda p: p.complete_task("new-managers", 0, on=None), f"on {NO_DATE}"),
        (
            lambda p: p.complete_task("new-managers", 0, on=DAY).complete_task(
                "new-managers", 0, on=DAY
            ),
            "task must not be done already, got 0.",
        ),
        (
            lambda p: p.complete_task("new-managers", 0, on=DAY, activation=0),
            "activation must be one of the card's 0 activations, counted from 0, got 0. "
            "Activate the card first, with plan.activate().",
        ),
        (
            lambda p: p.activate("new-managers", on=DAY).complete_task(
                "new-managers", 0, on=DAY, activation=1
            ),
            "activation must be one of the card's 1 activations, counted from 0, got 1.",
        ),
        (
            lambda p: p.activate("new-managers", event="x", on=DAY).complete_task(
                "new-managers", 0, on=DAY, activation=-1
            ),
            "activation must be one of the card's 1 activations, counted from 0, got -1.",
        ),
        (
            lambda p: p.activate("new-managers", on=DAY).complete_task(
                "new-managers", 1, on=DAY, activation=0
            ),
            "task must be one of the 1 tasks, counted from 0, got 1.",
        ),
        (
            lambda p: p.complete_check("overload", 0, on=DAY),
            "theme_id must have an action card, got 'overload'. "
            "Add one first, with plan.add_card().",
        ),
        (
            lambda p: p.complete_check("new-managers", 2, on=DAY),
            "check must be one of the 2 checks, counted from 0, got 2.",
        ),
        (
            lambda p: p.complete_check("new-managers", 1, on=DAY).complete_check(
                "new-managers", 1, on=DAY
            ),
            "check must not be done already, got 1.",
        ),
        (
            lambda p: p.complete_check("new-managers", 0, on=DAY, activation=False),
            "activation must be one of the card's 0 activations, counted from 0, got False. "
            "Activate the card first, with plan.activate().",
        ),
    ],
)
def test_what_cannot_be_activated_or_done_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    assert refusal(lambda: verb(with_card(**STANDING))) == message


# Publication and follow-up


def test_a_plan_is_published_replaced_and_published_anew() -> None:
    plan = start().publish(Publication(on=DAY, channel="Intranettet"))
    assert plan.publication == Publication(on=DAY, channel="Intranettet")
    replaced = plan.replace(on=LATER)
    assert replaced.publication == Publication(on=DAY, channel="Intranettet", replaced_on=LATER)
    assert replaced.publish(Publication(on=LATER, version=2)).state is PlanState.PUBLISHED


def test_reports_are_kept_by_day_and_group() -> None:
    plan = agreed().report(Report(group="Stab", on=LATER)).report(Report(group="Stab", on=DAY))
    plan = plan.report(Report(group="Skole", on=LATER, used=("overload",), works="Ja"))
    plan = plan.report(Report(group="Skole"))
    assert [(r.group, r.on) for r in plan.reports] == [
        ("Skole", None),
        ("Stab", DAY),
        ("Skole", LATER),
        ("Stab", LATER),
    ]


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        (lambda _: start().publish(None), "publication must be a Publication, got None."),  # type: ignore[arg-type]
        (
            lambda _: start().replace(on=DAY),
            "publication.replaced_on must come after the publication, "
            "got datetime.date(2026, 9, 2). Publish it first, with plan.publish().",
        ),
        (lambda _: start().publish(Publication(on=DAY)).replace(on=None), f"on {NO_DATE}"),  # type: ignore[arg-type]
        (
            lambda _: start().agree_follow_up(None),  # type: ignore[arg-type]
            "agreement must be a FollowUpAgreement, got None.",
        ),
        (
            lambda _: start().agree_follow_up(FollowUpAgreement(rerate=("sparing",))),
            "follow_up.rerate[0] must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (
            lambda _: start().report(Report(group="Skole")),
            "report.group must come after the follow-up agreement, got 'Skole'. "
            "Agree on the follow-up first, with plan.agree_follow_up().",
        ),
        (lambda p: p.report("Skole"), "report must be a Report, got 'Skole'."),
        (
            lambda p: p.report(Report(group="Skolen")),
            "report.group must be one of the groups that agreed to report back, got 'Skolen'. "
            "Did you mean 'Skole'?",
        ),
        (
            lambda p: p.report(Report(group="Kultur")),
            "report.group must be one of the groups that agreed to report back, got 'Kultur'. "
            "Known: Skole, Stab.",
        ),
        (
            lambda p: p.report(Report(group="Skole", used=("sparing",))),
            "reports[0].used must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (
            lambda p: p.report(Report(group="Skole", on=DAY)).report(
                Report(group="Skole", on=DAY, works="Ja")
            ),
            "reports[1].group must be the group's only report on that day, got 'Skole'.",
        ),
    ],
)
def test_what_cannot_be_published_or_reported_is_refused(
    verb: Callable[[Any], object], message: str
) -> None:
    assert refusal(lambda: verb(agreed())) == message


# What holds of every plan

EMPTY = fields(start())
TWO_ROUNDS = (Round(id="a"), Round(id="a", title="A"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"instrument": METHOD}, None),
        ({"own_themes": [1]}, "Plan.own_themes[0] must be a Theme, got 1."),
        ({"mandate": 1}, "Plan.mandate must be a Mandate, got 1."),
        ({"involvements": [1]}, "Plan.involvements[0] must be an Involvement, got 1."),
        ({"evidence": [1]}, "Plan.evidence[0] must be an Evidence, got 1."),
        ({"remarks": [1]}, "Plan.remarks[0] must be a Remark, got 1."),
        ({"participants": [1]}, "Plan.participants[0] must be a Participant, got 1."),
        ({"groups": [1]}, "Plan.groups[0] must be a Group, got 1."),
        (
            {"groups": 2 * [Group(id="a", name="A", size=4)]},
            "Plan.groups[1] must not repeat 'a', got "
            "Group(id='a', name='A', size=4, leader='', theme_ids=()).",
        ),
        ({"sessions": [1]}, "Plan.sessions[0] must be a Session, got 1."),
        ({"rounds": [1]}, "Plan.rounds[0] must be a Round, got 1."),
        ({"parking": [1]}, "Plan.parking[0] must be a ParkedTheme, got 1."),
        (
            {"parking": 2 * [ParkedTheme(theme_id="sparring", reason=KNOWLEDGE)]},
            None,
        ),
        (
            {"parking": [ParkedTheme(theme_id="sparing", reason=KNOWLEDGE)]},
            "parking[0].theme_id must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        (
            {
                "parking": [ParkedTheme(theme_id="sparring", reason=KNOWLEDGE)],
                "choice": Choice(themes=("sparring",)),
            },
            "parking[0].theme_id must not be a chosen theme, got 'sparring'.",
        ),
        ({"choice": 1}, "Plan.choice must be a Choice, got 1."),
        (
            {"choice": Choice(themes=("sparing",))},
            "choice.themes[0] must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        ({"preparations": [1]}, "Plan.preparations[0] must be an OpenPoint, got 1."),
        ({"qualifications": [1]}, "Plan.qualifications[0] must be a Qualification, got 1."),
        (
            {"qualifications": [Qualification(theme_id="sparing")]},
            "qualifications[0].theme_id must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        ({"qualifications": 2 * [Qualification(theme_id="sparring")]}, None),
        ({"cards": [1]}, "Plan.cards[0] must be an ActionCard, got 1."),
        (
            {"cards": [card("sparing")]},
            "cards[0].theme_id must be one of the plan's themes, got 'sparing'. "
            "Did you mean 'sparring'?",
        ),
        ({"cards": [card(), card()]}, None),
        ({"activations": [1]}, "Plan.activations[0] must be an Activation, got 1."),
        (
            {"activations": [card(**STANDING).activate(on=DAY)], "cards": [card("new-managers")]},
            "",
        ),
        (
            {"activations": [card(**STANDING).activate(on=DAY)], "cards": [card("overload")]},
            "activations[0].theme_id must have an action card, got 'new-managers'. "
            "Known: overload.",
        ),
        ({"next_steps": [1]}, "Plan.next_steps[0] must be a Task, got 1."),
        ({"publication": 1}, "Plan.publication must be a Publication, got 1."),
        ({"follow_up": 1}, "Plan.follow_up must be a FollowUpAgreement, got 1."),
        ({"reports": [1]}, "Plan.reports[0] must be a Report, got 1."),
        ({"rounds": TWO_ROUNDS}, None),
    ],
)
def test_the_constructor_holds_the_same_rules(
    changes: dict[str, Any], message: str | None
) -> None:
    """An empty message: it is taken. None: it is refused with a long value, told below."""
    if message == "":
        assert Plan(**{**EMPTY, **changes})
        return
    told = refusal(lambda: Plan(**{**EMPTY, **changes}))
    name = next(iter(changes))
    if message is None:
        where = (
            "Plan.instrument must be an Instrument, got "
            if name == "instrument"
            else (rf"Plan.{name}[1] must not repeat '{'a' if name == 'rounds' else ''}")
        )
        assert told.startswith(where)
    else:
        assert told == message


def test_a_choice_of_a_parked_theme_is_refused_by_the_check_of_either() -> None:
    both = {
        "choice": Choice(themes=("sparring",)),
        "parking": (ParkedTheme(theme_id="sparring", reason=KNOWLEDGE),),
    }
    assert refusal(lambda: start()._with(**both)) == (
        "choice.themes[0] must not be parked, got 'sparring'. "
        "Take it up again first, with plan.unpark()."
    )


def test_a_plan_is_hashable_and_pickles() -> None:
    plan = with_card(**STANDING).activate("new-managers", on=DAY)
    back = pickle.loads(pickle.dumps(plan))
    assert back == plan
    assert hash(back) == hash(plan)
    assert len({plan, back}) == 1


def test_the_constructor_takes_lists_and_keeps_tuples() -> None:
    plan = with_card(**STANDING).park("sparring", reason=KNOWLEDGE)
    listed = {name: list(v) if isinstance(v, tuple) else v for name, v in fields(plan).items()}
    assert Plan(**listed) == plan
    assert isinstance(Plan(**listed).cards, tuple)


def test_a_theme_of_the_plan_may_be_anything_but_the_methods() -> None:
    theme = Theme(id="x", title="X", number=13)  # type: ignore[arg-type]
    assert refusal(lambda: Plan(**{**EMPTY, "own_themes": (theme,)})) == (
        "own_themes['x'].source must be one of leader-apv, survey, amo, su-med, "
        "manager-representatives, own-experience, other, got 'method'."
    )
