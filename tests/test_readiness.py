"""Steps 1 and 2: forums, rounds that tell no numbers, ties, the choice."""

import datetime
from typing import Any

import attrs
import pytest

from ledertrivsel.ballots import Ballot
from ledertrivsel.findings import check
from ledertrivsel.methods import Bounds, Step
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.workshop import Group, Participant, Role, Session
from tests.cases import eksempelkommune as case
from tests.cases.small_plans import THEMES, TODAY, anonymous, bare, codes, parked, rated, voice

date = datetime.date


def session(**fields: Any) -> Session:
    return Session(step=Step.PREPARE, on=TODAY, **fields)


def one_voice(name: str) -> Plan:
    return rated([(name, "sparring", 5, 1)])


@pytest.mark.parametrize("closed", [False, True])
def test_an_anonymous_round_tells_no_number_of_voices(closed: bool) -> None:
    lists = {check(anonymous(voices, closed=closed), TODAY) for voices in (5, 7, 40)}
    assert len(lists) == 1
    assert lists != {check(bare(), TODAY)}


def test_an_open_round_is_counted_alone_beside_an_anonymous_one() -> None:
    rows = [("A", "overload", 5, 1), ("B", "overload", 5, None), ("C", "overload", 5, None)]
    plan = anonymous(6).add_round(Round.from_rows("aaben", rows))
    assert [f.render("da") for f in check(plan, TODAY) if f.code == "few-ratings"] == [
        "Tema 5 (Hvordan spotter vi overbelastning hos ledere?) er vurderet på "
        "»Lykkes« af 1 ud af 3."
    ]


def test_a_theme_nobody_rated_reads_as_one_under_the_floor() -> None:
    def shown(voices: int) -> list[str]:
        ballots = tuple(
            Ballot(
                voice=voice(n),
                ratings=(("sparring", 5, 1), *([("overload", 4, 2)] if n < voices else [])),
            )
            for n in range(6)
        )
        plan = bare().add_round(Round(id="anonym", mode=RoundMode.ANONYMOUS, ballots=ballots))
        return [f.render("da") for f in check(plan.close_round("anonym"), TODAY)]

    assert shown(0) == shown(1) == shown(4) != shown(5)


@pytest.mark.parametrize(
    ("role", "forum", "is_involved"),
    [
        (Role.COOPERATION_FORUM, "", True),
        (Role.WORK_ENVIRONMENT_REPRESENTATIVE, "", True),
        (Role.EMPLOYEE_REPRESENTATIVE, "", False),
        (Role.OTHER, "LokalMED", True),
        (Role.OTHER, "Lederne er med", False),
    ],
)
def test_a_participant_from_a_forum_is_involvement(
    role: Role, forum: str, is_involved: bool
) -> None:
    plan = bare().invite(Participant(role=role, forum=forum))
    assert ("forum-missing" in codes(plan, TODAY)) is not is_involved


@pytest.mark.parametrize(
    ("plan", "is_involved"),
    [
        (bare().form_groups(Group(id="g", name="AMO", size=4)), True),
        (bare().hold_session(session(groups=(Group(id="g", name="SU", size=4),))), True),
        (
            bare().hold_session(session(participants=(Participant(role=Role.COOPERATION_FORUM),))),
            True,
        ),
        (bare().hold_session(session(participants=(Participant(role=Role.OTHER),))), False),
        (one_voice("HovedMED"), True),
        (one_voice("Ledergruppen"), False),
        (anonymous(6, closed=False), False),
    ],
)
def test_a_forum_has_a_part_as_a_group_at_a_session_or_as_a_voice(
    plan: Plan, is_involved: bool
) -> None:
    assert ("forum-missing" in codes(plan, TODAY)) is not is_involved


@pytest.mark.parametrize(
    ("title", "shown"), [("", "anonym"), ("Ledernes omgang", "Ledernes omgang")]
)
def test_a_round_is_named_by_its_title_where_it_has_one(title: str, shown: str) -> None:
    plan = bare().add_round(Round(id="anonym", title=title, mode=RoundMode.ANONYMOUS))
    (finding,) = [f for f in check(plan, TODAY) if f.code == "round-not-closed"]
    assert finding.params == (("round", shown),)


def test_ratings_or_picks_alone_are_answers() -> None:
    picks = bare().add_round(Round(id="valg", ballots=(Ballot(voice="A", picks=("sparring",)),)))
    halves = rated([("A", "sparring", 5, None)])
    assert "nothing-rated" not in codes(rated([("A", "sparring", 5, 1)]), TODAY)
    assert "nothing-rated" not in codes(picks, TODAY)
    assert "nothing-rated" in codes(halves, TODAY)


@pytest.mark.parametrize(
    "beside",
    [
        {"mode": RoundMode.ANONYMOUS},
        {"purpose": RoundPurpose.FOLLOW_UP},
        {"purpose": RoundPurpose.PILOT},
    ],
)
def test_only_open_baseline_rounds_tell_how_few_rated(beside: dict[str, Any]) -> None:
    rows = [(name, "overload", 5, None) for name in "BCD"]
    alone = rated([("A", "overload", 5, 1)])
    if "mode" in beside:
        rows = [(voice(n), "overload", 5, None) for n in range(3)]
    other = Round.from_rows("anden", rows, **beside)
    assert "few-ratings" not in codes(alone, TODAY)
    assert "few-ratings" not in codes(alone.add_round(other), TODAY)


def test_each_axis_is_counted_by_itself() -> None:
    rows = [("A", "overload", 5, 1), ("B", "overload", None, 1), ("C", "overload", None, 1)]
    (finding,) = [f for f in check(rated(rows), TODAY) if f.code == "few-ratings"]
    assert finding.path == "themes['overload'].importance"
    params = dict(finding.params)
    assert (params["answered"], params["voices"]) == (1, 3)


def test_half_an_answer_is_an_answer() -> None:
    plan = rated([("A", "sparring", 5, 1), ("A", "overload", 5, None)])
    (finding,) = [f for f in check(plan, TODAY) if f.code == "themes-unrated"]
    assert "tema 1, 2, 4, 6, 7, 8, 9, 10, 11 og 12" in finding.render("da")


def test_a_rule_of_a_plugin_is_not_run() -> None:
    plan = attrs.evolve(case.before_choice(), rule="min-regel")
    assert "tie-open" not in codes(plan, TODAY)
    assert "not-chosen" in codes(plan, TODAY)


def test_an_instrument_that_chooses_a_fixed_number_says_one_number() -> None:
    plan = case.before_choice()
    two = attrs.evolve(plan, instrument=attrs.evolve(plan.instrument, bounds=Bounds(2, 2)))
    assert "I har vurderet temaerne, men ikke valgt 2 af dem endnu." in [
        finding.render("da") for finding in check(two, TODAY)
    ]
    one = check(two.choose(["sparring"]), TODAY)
    assert "I har valgt 1 tema. Metoden anbefaler 2." in [f.render("da") for f in one]


def test_what_is_not_agreed_of_a_parked_theme_is_said() -> None:
    (finding,) = [f for f in check(parked(), TODAY) if f.code == "parked-incomplete"]
    assert finding.render("da") == (
        "Tema 3 (Hvordan sikrer vi sparring?) er parkeret, men det er ikke aftalt, "
        "hvem der følger op og hvornår temaet tages op igen."
    )


def test_points_after_a_settled_one_are_told_too() -> None:
    settled = OpenPoint(
        kind=OpenPointKind.BACKING, text="Ja", outcome="Aftalt", settled_on=date(2026, 9, 1)
    )
    open_point = OpenPoint(kind=OpenPointKind.BACKING, text="Opbakning")
    plan = bare().prepare(settled, open_point)
    found = [f for f in check(plan, TODAY) if f.code.startswith("preparation")]
    assert [(f.code, f.path) for f in found] == [("preparation-open", "preparations[1]")]


def test_findings_say_so_when_nobody_and_no_day_is_named() -> None:
    point = OpenPoint(kind=OpenPointKind.BACKING, text="Opbakning")
    (finding,) = [f for f in check(bare().prepare(point), TODAY) if f.code == "preparation-open"]
    assert finding.render("da") == (
        "Inden næste møde: »Opbakning« er ikke afklaret. Hvem: ingen er nævnt. Senest: ingen dato."
    )


def test_a_proposal_that_is_filled_names_its_themes_and_bound() -> None:
    rows = [("A", theme, 5, 1 if theme == "sparring" else 5) for theme in THEMES[1:4]]
    (finding,) = [f for f in check(rated(rows), TODAY) if f.code == "filled"]
    assert finding.render("da") == "Ikke i felt 1, men foreslået for at nå mindst 3: tema 2 og 4."
