"""Laws of the plan: verbs reach only what the constructor accepts, and change nothing that was."""

import datetime
import pickle
from collections.abc import Callable

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, CardState, Check, FollowUp, Offset, OffsetUnit, Task
from ledertrivsel.decisions import (
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
from ledertrivsel.methods import Step, builtin_method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import FIELD_SCALE, Scale
from ledertrivsel.workshop import Group, Participant, Role, Session

START = Plan.start(builtin_method(), title="Plan for ledertrivsel", on=datetime.date(2026, 9, 2))

#: Few themes, so that steps meet; two don't exist before `add_theme`, one never does.
THEMES = ("new-managers", "sparring", "overload", "a", "b", "no-such-theme")

#: Collections whose order means nothing.
UNORDERED = (
    "own_themes",
    "involvements",
    "sessions",
    "rounds",
    "parking",
    "qualifications",
    "reports",
)

theme_ids = st.sampled_from(THEMES)
days = st.integers(0, 4).map(lambda n: datetime.date(2026, 9, 1) + datetime.timedelta(days=n))
words = st.sampled_from(("A", "B", "C"))
voices = st.sampled_from(("A", "B", "voice-" + "0" * 32, "voice-" + "1" * 32))
rows = st.tuples(theme_ids, st.integers(1, 3), st.sampled_from((1, 2, 3, None)))
ballots = st.builds(
    Ballot,
    voice=voices,
    ratings=st.lists(rows, max_size=3, unique_by=lambda row: row[0]),
    picks=st.lists(theme_ids, max_size=2, unique=True),
)
tasks = st.builds(
    Task,
    what=words,
    due=st.one_of(
        st.none(), days, st.builds(Offset, st.integers(-2, 2), st.sampled_from(OffsetUnit))
    ),
    done_on=st.one_of(st.none(), days),
)
cards = st.builds(
    ActionCard,
    theme_id=theme_ids,
    tasks=st.lists(tasks, max_size=2),
    follow_up=st.builds(
        FollowUp, words, st.lists(st.builds(Check, due=st.just(Offset(1))), max_size=2)
    ),
    state=st.sampled_from(CardState),
    state_reason=words,
) | st.builds(ActionCard, theme_id=theme_ids, state=st.sampled_from(["ready", "routine"]))
rounds = st.builds(
    Round,
    id=st.sampled_from(("r1", "r2", "r3")),
    held_on=st.one_of(st.none(), days),
    purpose=st.sampled_from(RoundPurpose),
    mode=st.sampled_from(RoundMode),
    scale=st.sampled_from((Scale(), Scale(), FIELD_SCALE)),
)
points = st.builds(OpenPoint, kind=st.sampled_from(OpenPointKind), text=words)

Verb = Callable[[Plan], Plan]


def calls(
    name: str, *given: st.SearchStrategy[object], **named: object
) -> st.SearchStrategy[Verb]:
    """Return calls of the verb *name* with arguments from these strategies."""

    def call(arguments: tuple[list[object], dict[str, object]]) -> Verb:
        return lambda plan: getattr(plan, name)(*arguments[0], **arguments[1])

    return st.tuples(st.tuples(*given).map(list), st.fixed_dictionaries(named)).map(call)


VERBS: dict[str, st.SearchStrategy[Verb]] = {
    "give_mandate": calls("give_mandate", st.builds(Mandate, sender=words)),
    "involve": calls(
        "involve",
        st.builds(
            Involvement,
            forum=words,
            on=days,
            form=st.sampled_from(InvolvementForm),
            subject=st.sampled_from(InvolvementSubject),
        ),
    ),
    "draw_on": calls("draw_on", st.builds(Evidence, text=words, theme_id=theme_ids)),
    "remark": calls("remark", st.builds(Remark, question=st.just("data"), text=words)),
    "invite": calls("invite", st.builds(Participant, role=st.sampled_from(Role))),
    "form_groups": calls(
        "form_groups", st.builds(Group, id=st.sampled_from("ab"), name=words, size=st.just(3))
    ),
    "hold_session": calls(
        "hold_session",
        st.builds(Session, step=st.sampled_from(Step), on=days, place=words),
    ),
    "add_theme": calls("add_theme", st.sampled_from("abc")),
    "add_round": calls("add_round", rounds),
    "add_ballot": calls("add_ballot", st.sampled_from(("r1", "r2", "r3")), ballots),
    "withdraw_ballot": calls("withdraw_ballot", st.sampled_from(("r1", "r2")), voices),
    "close_round": calls("close_round", st.sampled_from(("r1", "r2", "r3"))),
    "park": calls("park", theme_ids, reason=st.sampled_from(ParkedReason), note=words),
    "unpark": calls("unpark", theme_ids),
    "choose": calls("choose", st.lists(theme_ids, min_size=1, max_size=3, unique=True), on=days),
    "confirm": calls("confirm", by=words, on=days),
    "prepare": calls("prepare", points),
    "qualify": calls(
        "qualify",
        theme_ids,
        answers=st.dictionaries(st.sampled_from(("assessment", "ideas")), words),
        open_points=st.lists(points, max_size=2),
    ),
    "add_card": calls("add_card", cards),
    "revise_card": calls("revise_card", cards),
    "activate": calls("activate", theme_ids, on=days, event=words),
    "complete_task": calls(
        "complete_task",
        theme_ids,
        st.integers(0, 1),
        on=days,
        activation=st.sampled_from((None, 0, 1)),
    ),
    "complete_check": calls(
        "complete_check",
        theme_ids,
        st.integers(0, 1),
        on=days,
        activation=st.sampled_from((None, 0, 1)),
    ),
    "agree_next_steps": calls("agree_next_steps", tasks),
    "agree_follow_up": calls(
        "agree_follow_up",
        st.builds(FollowUpAgreement, groups=st.lists(words, unique=True, max_size=3)),
    ),
    "publish": calls("publish", st.builds(Publication, on=days, version=st.integers(1, 3))),
    "replace": calls("replace", on=days),
    "report": calls(
        "report",
        st.builds(Report, group=words, on=days, used=st.lists(theme_ids, max_size=2, unique=True)),
    ),
}

#: A plan far enough that most verbs find something to do.
HALFWAY = (
    START.add_theme("a")
    .add_round(Round.from_rows("r1", [("A", "sparring", 5, 1), ("A", "overload", 4, 2)]))
    .choose(["sparring", "overload"])
    .add_card(
        ActionCard(
            theme_id="sparring",
            tasks=(Task(what="Ring", due=Offset(1)),),
            follow_up=FollowUp("", (Check(due=Offset(2)),)),
        )
    )
    .activate("sparring", on=datetime.date(2026, 9, 3))
    .agree_follow_up(FollowUpAgreement(groups=("A", "B")))
)

walks = st.tuples(
    st.sampled_from((START, HALFWAY)), st.lists(st.one_of(*VERBS.values()), max_size=12)
)


def walked(walk: tuple[Plan, list[Verb]]) -> Plan:
    """Return the plan at the end of *walk*; a verb that refuses leaves it where it was."""
    plan, verbs = walk
    for verb in verbs:
        try:
            plan = verb(plan)
        except InvalidValueError:
            continue
    return plan


def fields(plan: Plan) -> dict[str, object]:
    return {field.name: getattr(plan, field.name) for field in attrs.fields(Plan)}


def test_the_walks_take_every_verb_that_returns_a_plan() -> None:
    from_a_plan = {
        name
        for name, member in vars(Plan).items()
        if not name.startswith("_")
        and callable(member)
        and getattr(member, "__annotations__", {}).get("return") == "Plan"
    }
    assert set(VERBS) == from_a_plan


@given(walks)
def test_what_verbs_reach_the_constructor_accepts_as_it_is(
    walk: tuple[Plan, list[Verb]],
) -> None:
    plan = walked(walk)
    made = Plan(**fields(plan))  # type: ignore[arg-type]
    assert made == plan
    assert hash(made) == hash(plan)
    assert repr(made) == repr(plan)


@given(walks, st.one_of(*VERBS.values()))
def test_no_verb_changes_the_plan_it_was_asked_of(
    walk: tuple[Plan, list[Verb]], verb: Verb
) -> None:
    plan = walked(walk)
    before, kept = pickle.dumps(plan), hash(plan)
    try:
        after = verb(plan)
    except InvalidValueError:
        pass
    else:
        assert isinstance(after, Plan)
    assert pickle.loads(before) == plan
    assert hash(plan) == kept


@given(walks)
def test_a_plan_survives_pickle(walk: tuple[Plan, list[Verb]]) -> None:
    plan = walked(walk)
    back = pickle.loads(pickle.dumps(plan))
    assert back == plan
    assert hash(back) == hash(plan)


@given(walks, st.data())
def test_the_order_in_which_things_are_given_means_nothing_where_it_should_not(
    walk: tuple[Plan, list[Verb]], data: st.DataObject
) -> None:
    plan = walked(walk)
    given_fields = fields(plan)
    for name in UNORDERED:
        given_fields[name] = data.draw(st.permutations(list(getattr(plan, name))), label=name)
    assert Plan(**given_fields) == plan  # type: ignore[arg-type]


@given(walks)
def test_a_parked_theme_is_never_chosen_nor_on_the_card(walk: tuple[Plan, list[Verb]]) -> None:
    plan = walked(walk)
    parked = {item.theme_id for item in plan.parking}
    assert parked.isdisjoint(plan.chosen)
    assert parked.isdisjoint(placement.theme_id for placement in plan.matrix().placements)


@given(walks)
def test_an_open_card_is_of_a_chosen_theme(walk: tuple[Plan, list[Verb]]) -> None:
    plan = walked(walk)
    assert {card.theme_id for card in plan.cards if card.is_open} <= set(plan.chosen)


@given(walks)
def test_a_voice_counts_once_in_the_baseline(walk: tuple[Plan, list[Verb]]) -> None:
    baseline = [r for r in walked(walk).rounds if r.purpose is RoundPurpose.BASELINE]
    voices = [ballot.voice for a_round in baseline for ballot in a_round.ballots]
    assert len(set(voices)) == len(voices)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_taken_on_some_walk(verb: str) -> None:
    """A verb that always refused would prove nothing above."""

    def is_taken(example: tuple[tuple[Plan, list[Verb]], Verb]) -> bool:
        walk, call = example
        try:
            return isinstance(call(walked(walk)), Plan)
        except InvalidValueError:
            return False

    find(
        st.tuples(walks, VERBS[verb]),
        is_taken,
        settings=settings(
            max_examples=2000, derandomize=True, database=None, phases=[Phase.generate]
        ),
    )
