"""Two plans compared in words: every change told, in short sentences and a fixed order."""

import datetime
import itertools
import re
import typing
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel import comparison
from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, CardState, Check, FollowUp, Offset, Task, Unfinished
from ledertrivsel.comparison import Difference, differences
from ledertrivsel.decisions import (
    Evidence,
    FollowUpAgreement,
    Involvement,
    Mandate,
    Publication,
    Report,
)
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, OpenPointKind
from ledertrivsel.rounds import Round, RoundMode
from ledertrivsel.scales import Cut
from ledertrivsel.testing.strategies import filled_plan, plans
from ledertrivsel.texts import Place, visited
from ledertrivsel.themes import ThemeSource
from ledertrivsel.workshop import Participant, Role, Session
from tests.cases import eksempelkommune as case
from tests.cases import small_plans as small

DAY = datetime.date(2026, 9, 2)
LATER = datetime.date(2027, 3, 1)
WHO = {"reason": ParkedReason.NEEDS_KNOWLEDGE, "who": "HR"}


def said(old: Plan, new: Plan, language: str = "da") -> list[str]:
    return [difference.render(language) for difference in differences(old, new)]


def card(**values: Any) -> ActionCard:
    tasks = (Task(what="Hold møde", who="HR", due=DAY), Task(what="Skriv ud"))
    given: dict[str, Any] = {"title": "Sparring", "responsible": "HR", "tasks": tasks}
    return ActionCard(theme_id="sparring", **(given | values))


BARE = small.bare()
CHOSEN = BARE.choose(["sparring", "overload", "restitution"], on=DAY)
CARDED = CHOSEN.add_card(card())


def with_card(**values: Any) -> Plan:
    return attrs.evolve(CARDED, cards=(card(**values),))


def with_ballots(*ballots: Ballot, **values: Any) -> Plan:
    return attrs.evolve(BARE, rounds=(Round(id="a", ballots=ballots, **values),))


def ballot(voice: str, *ratings: tuple[str, int | None, int | None]) -> Ballot:
    return Ballot(voice=voice, ratings=ratings)


CHANGES: dict[str, tuple[Plan, Plan, list[str]]] = {
    "parked": (BARE, BARE.park("sparring", **WHO), ["tema 3 parkeret"]),  # type: ignore[arg-type]
    "unparked": (BARE.park("sparring", **WHO), BARE, ["tema 3 taget op igen"]),  # type: ignore[arg-type]
    "who follows up": (
        BARE.park("sparring", **WHO),  # type: ignore[arg-type]
        BARE.park("sparring", reason=ParkedReason.OTHERS_DECIDE, note="Se referat"),
        [
            "tema 3: grund til parkering ændret fra Vi skal vide mere, før vi kan beslutte til "
            "Andre skal tage stilling",
            "tema 3: note til parkering tilføjet",
            "tema 3: hvem der følger op på parkering fjernet",
        ],
    ),
    "title": (
        BARE,
        attrs.evolve(BARE, title="Ny plan", purpose="x" * 41),
        ["titel ændret fra “Plan” til “Ny plan”", "formål tilføjet"],
    ),
    "long text": (
        attrs.evolve(BARE, purpose="x" * 41),
        attrs.evolve(BARE, purpose="y"),
        ["formål ændret"],
    ),
    "text of 40 characters": (
        attrs.evolve(BARE, purpose="x" * 40),
        attrs.evolve(BARE, purpose="y"),
        [f"formål ændret fra “{'x' * 40}” til “y”"],
    ),
    "two in a row": (
        with_card(materials=("x", "a", "b")),
        with_card(materials=("x", "c", "d")),
        [
            "kort 3: materiale 2 ændret fra “a” til “c”",
            "kort 3: materiale 3 ændret fra “b” til “d”",
        ],
    ),
    "one before many that are alike": (
        with_card(materials=("a",) * 150 + ("b",) * 150),
        with_card(materials=("c",) + ("a",) * 150 + ("b",) * 150),
        ["kort 3: materiale 1 tilføjet"],
    ),
    "round counted": (
        attrs.evolve(BARE, rounds=(Round(id="a"),)),
        attrs.evolve(BARE, rounds=(Round(id="a", tallies=()),)),
        ["omgangen a: optælling tilføjet"],
    ),
    "lines": (
        attrs.evolve(BARE, purpose="x\ny"),
        attrs.evolve(BARE, purpose="y"),
        ["formål ændret"],
    ),
    "round": (BARE, BARE.add_round(Round(id="a", title="Forår")), ["omgangen Forår tilføjet"]),
    "round without a title": (BARE.add_round(Round(id="a")), BARE, ["omgangen a fjernet"]),
    "round held": (
        BARE.add_round(Round(id="a")),
        BARE.add_round(Round(id="a", held_on=DAY)),
        ["omgangen a: dato tilføjet"],
    ),
    "ballots": (
        with_ballots(
            ballot("A", ("sparring", 5, 2), ("overload", 1, 1), ("cross-pressure", 3, 3)),
            ballot("B", ("sparring", 1, 1)),
        ),
        with_ballots(
            ballot("A", ("sparring", 4, 2), ("restitution", 1, 1), ("cross-pressure", 3, 3)),
            ballot("C"),
        ),
        [
            "omgangen a: vurdering fra B fjernet",
            "omgangen a: vurdering fra A: bedømmelse: tema 5 fjernet",
            "omgangen a: vurdering fra A: bedømmelse: tema 3 ændret",
            "omgangen a: vurdering fra A: bedømmelse: tema 4 tilføjet",
            "omgangen a: vurdering fra C tilføjet",
        ],
    ),
    "picks": (
        with_ballots(Ballot(voice="A", picks=("sparring",))),
        with_ballots(
            Ballot(voice="A", picks=("sparring", "overload"), reasons=(("sparring", "x"),))
        ),
        [
            "omgangen a: vurdering fra A: valgte temaer ændret fra 3 til 5 og 3",
            "omgangen a: vurdering fra A: begrundelser tilføjet",
        ],
    ),
    "choice": (BARE, CHOSEN, ["temaer valgt: 3, 5 og 4"]),
    "choice changed": (
        CHOSEN,
        BARE.choose(["sparring", "new-managers"], on=DAY, rationale="Fordi"),
        [
            "valg af temaer: temaer ændret fra 3, 5 og 4 til 3 og 1",
            "valg af temaer: begrundelse tilføjet",
        ],
    ),
    "choice withdrawn": (CHOSEN, BARE, ["valg af temaer fjernet"]),
    "confirmed": (CHOSEN, CHOSEN.confirm(by="Direktionen", on=DAY), ["valg af temaer bekræftet"]),
    "confirmed later": (
        CHOSEN.confirm(by="Direktionen", on=DAY),
        CHOSEN.confirm(by="Direktionen", on=LATER),
        ["valg af temaer: dato for bekræftelse ændret fra 2. september 2026 til 1. marts 2027"],
    ),
    "qualified": (
        CHOSEN,
        CHOSEN.qualify("sparring", answers={"ideas": "x"}),
        ["tema 3 kvalificeret"],
    ),
    "qualification": (
        CHOSEN.qualify("sparring", answers={"ideas": "x", "experience": "y"}),
        CHOSEN.qualify(
            "sparring",
            answers={"ideas": "x" * 50, "assessment": "z"},
            existing_offers="Kantine",
            open_points=[OpenPoint(kind=OpenPointKind.KNOWLEDGE, text="Hvor mange?")],
        ),
        [
            "tema 3: Erfaringer fjernet",
            "tema 3: Idéer og tiltag ændret",
            "tema 3: Vurdering tilføjet",
            "tema 3: det, I har allerede tilføjet",
            "tema 3: åbent punkt 1 tilføjet",
        ],
    ),
    "unqualified": (CHOSEN.qualify("sparring"), CHOSEN, ["tema 3: kvalificering fjernet"]),
    "settled": (
        BARE.prepare(OpenPoint(kind=OpenPointKind.BACKING, text="Spørg")),
        BARE.prepare(
            OpenPoint(kind=OpenPointKind.BACKING, text="Spørg", settled_on=DAY, outcome="Ja")
        ),
        [
            "punkt 1 inden næste møde: hvad der kom ud af det tilføjet",
            "punkt 1 inden næste møde afklaret den 2. september 2026",
        ],
    ),
    "card": (CHOSEN, CARDED, ["kort 3 tilføjet"]),
    "responsible": (CARDED, with_card(responsible=""), ["kort 3: ansvarlig fjernet"]),
    "responsible to": (
        CARDED,
        with_card(responsible="Direktionen", state=CardState.READY),
        [
            "kort 3: ansvarlig ændret fra “HR” til “Direktionen”",
            "kort 3: status ændret fra Udkast til Klar",
        ],
    ),
    "task done": (
        CARDED,
        CARDED.complete_task("sparring", 1, on=LATER),
        ["kort 3: opgave 2 gennemført den 1. marts 2027"],
    ),
    "task not done": (
        CARDED.complete_task("sparring", 1, on=LATER),
        CARDED,
        ["kort 3: opgave 2: gennemført fjernet"],
    ),
    "task": (
        CARDED,
        with_card(
            tasks=(
                Task(what="Nyt først"),
                Task(what="Hold møde", who="TR", due=LATER, started_on=DAY),
                Task(what="Skriv ud", dropped="Ikke mere", due=Offset(2)),
                Task(what="Og mere"),
            )
        ),
        [
            "kort 3: opgave 1: indhold ændret fra “Hold møde” til “Nyt først”",
            "kort 3: opgave 1: hvem fjernet",
            "kort 3: opgave 1: frist fjernet",
            "kort 3: opgave 2: indhold ændret fra “Skriv ud” til “Hold møde”",
            "kort 3: opgave 2: hvem tilføjet",
            "kort 3: opgave 2: frist tilføjet",
            "kort 3: opgave 2 begyndt den 2. september 2026",
            "kort 3: opgave 3 tilføjet",
            "kort 3: opgave 4 tilføjet",
        ],
    ),
    "one task more": (
        CARDED,
        with_card(tasks=(Task(what="Nyt"), *card().tasks)),
        ["kort 3: opgave 1 tilføjet"],
    ),
    "one task less": (CARDED, with_card(tasks=card().tasks[1:]), ["kort 3: opgave 1 fjernet"]),
    "dropped": (
        CARDED,
        with_card(tasks=(card().tasks[0], Task(what="Skriv ud", dropped="Ikke mere"))),
        ["kort 3: opgave 2 bortfaldet"],
    ),
    "offset": (
        with_card(follow_up=FollowUp("x", (Check(due=Offset(2)),))),
        with_card(follow_up=FollowUp("y", (Check(due=Offset(3), done_on=DAY),))),
        [
            "kort 3: tekst om opfølgning ændret fra “x” til “y”",
            "kort 3: opfølgning 1: frist ændret",
            "kort 3: opfølgning 1 gennemført den 2. september 2026",
        ],
    ),
    "materials": (
        with_card(materials=("a", "b")),
        with_card(materials=("b", "c"), unfinished=Unfinished(what="Mål")),
        [
            "kort 3: materiale 1 fjernet",
            "kort 3: materiale 2 tilføjet",
            "kort 3: det, der mangler tilføjet",
        ],
    ),
    "cards in another order": (
        attrs.evolve(CARDED, cards=(card(), ActionCard(theme_id="overload"))),
        attrs.evolve(CARDED, cards=(ActionCard(theme_id="overload"), card())),
        ["kort sat i en anden rækkefølge"],
    ),
    "activated": (
        CARDED,
        CARDED.activate("sparring", on=DAY, event="Ny leder"),
        ["aktivering af kort 3 den 2. september 2026 tilføjet"],
    ),
    "own theme": (
        BARE,
        BARE.add_theme("Kantinen", source=ThemeSource.OTHER, id="own"),
        ["tema 13 tilføjet"],
    ),
    "own theme's question": (
        BARE.add_theme("Kantinen", source=ThemeSource.OTHER, id="own"),
        BARE.add_theme("Kantinen", source=ThemeSource.AMO, id="own", question="Hvordan?"),
        [
            "tema 13: spørgsmål tilføjet",
            "tema 13: kilde ændret fra Anden kilde til Arbejdsmiljøorganisationen (AMO)",
        ],
    ),
    "mandate": (BARE, BARE.give_mandate(Mandate(sender="HR")), ["mandat tilføjet"]),
    "sender": (
        BARE.give_mandate(Mandate(sender="HR")),
        BARE.give_mandate(Mandate(sender="Direktionen")),
        ["mandat: afsender ændret fra “HR” til “Direktionen”"],
    ),
    "involved": (
        BARE,
        BARE.involve(Involvement(forum="HovedMED", on=DAY)),
        ["inddragelse af HovedMED tilføjet"],
    ),
    "evidence": (
        attrs.evolve(BARE, evidence=(Evidence(text="x"),)),
        attrs.evolve(BARE, evidence=(Evidence(text="x", theme_id="sparring"),)),
        ["viden 1: tema tilføjet"],
    ),
    "published": (
        BARE,
        BARE.publish(Publication(on=DAY)),
        ["planen udgivet den 2. september 2026"],
    ),
    "publication": (
        BARE.publish(Publication(on=DAY)),
        BARE.publish(Publication(on=DAY, version=2, show_card=True, told=("Møde",))).replace(
            on=LATER
        ),
        [
            "udgivelse: version ændret fra 1 til 2",
            "udgivelse: sted 1, hvor der fortælles om planen tilføjet",
            "udgivelse: visning af prioriteringskortet for alle ændret fra nej til ja",
            "planen afløst den 1. marts 2027",
        ],
    ),
    "agreed": (
        BARE,
        BARE.agree_follow_up(FollowUpAgreement(groups=("Nord",))),
        ["aftale om opfølgning tilføjet"],
    ),
    "report": (
        BARE.agree_follow_up(FollowUpAgreement(groups=("Nord",))),
        BARE.agree_follow_up(FollowUpAgreement(groups=("Nord",))).report(Report(group="Nord")),
        ["tilbagemelding fra Nord tilføjet"],
    ),
    "session": (
        attrs.evolve(BARE, sessions=(Session(step="prepare", on=DAY),)),  # type: ignore[arg-type]
        attrs.evolve(
            BARE,
            sessions=(
                Session(
                    step="prepare",  # type: ignore[arg-type]
                    on=DAY,
                    start=datetime.time(9),
                    participants=(Participant(role=Role.HR, count=2),),
                ),
            ),
        ),
        [
            "workshop den 2. september 2026: klokkeslæt tilføjet",
            "workshop den 2. september 2026: deltager 1 tilføjet",
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_reads_so(name: str) -> None:
    old, new, sentences = CHANGES[name]
    assert said(old, new) == sentences


def test_english_says_the_same() -> None:
    assert said(BARE, BARE.park("sparring", **WHO), "en") == ["theme 3 parked"]  # type: ignore[arg-type]
    assert said(CARDED, with_card(responsible="X"), "en") == [
        "card 3: responsible changed from “HR” to “X”"
    ]


def test_a_difference_says_where_it_lies() -> None:
    (difference,) = differences(CARDED, CARDED.complete_task("sparring", 1, on=LATER))
    assert difference.code == "done"
    assert difference.path == "cards['sparring'].tasks[1].done_on"
    assert dict(difference.params)["on"] == LATER


def test_equal_plans_do_not_differ() -> None:
    assert differences(BARE, BARE) == ()


def test_only_plans_are_compared() -> None:
    with pytest.raises(InvalidValueError, match="new must be a Plan"):
        differences(BARE, None)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="old must be a Plan"):
        differences(None, BARE)  # type: ignore[arg-type]


# Anonymous rounds


def anonymous(*voices: int) -> Plan:
    ballots = tuple(
        Ballot(voice=small.voice(n), ratings=(("sparring", 1 + n % 5, 1),)) for n in voices
    )
    return BARE.add_round(Round(id="a", mode=RoundMode.ANONYMOUS, ballots=ballots))


def test_of_an_anonymous_round_nothing_is_told_but_that_it_changed() -> None:
    for new in (anonymous(1, 2), anonymous(2), anonymous(), anonymous(3)):
        found = differences(anonymous(1), new)
        assert [difference.render() for difference in found] == ["omgangen a: vurderinger ændret"]
        assert "voice-" not in repr(found)
    closed = anonymous(1).close_round("a")
    assert said(anonymous(1), closed) == ["omgangen a lukket"]
    assert said(closed, anonymous(2).close_round("a")) == ["omgangen a: vurderinger ændret"]
    assert "voice-" not in repr(differences(anonymous(1), closed))


# Every change is told


@given(old=plans(), new=plans())
def test_two_plans_differ_in_words_exactly_when_they_differ(old: Plan, new: Plan) -> None:
    found = differences(old, new)
    assert bool(found) == (old != new)
    assert differences(old, new) == found
    for language in LANGUAGES:
        assert all(difference.render(language) for difference in found)


@given(plan=plans(), data=st.data())
def test_one_changed_text_is_told_where_it_is(plan: Plan, data: st.DataObject) -> None:
    paths: list[str] = []
    visited(plan, lambda path, _, text: paths.append(path) or text)
    chosen = data.draw(st.sampled_from(paths))

    def change(path: str, place: Place, text: str) -> str:
        return f"{text[:-1]}§" if path == chosen else text

    try:
        changed = visited(plan, change)
    except InvalidValueError:
        return
    assert bool(differences(plan, changed)) == (plan != changed)


FILLED = filled_plan(lambda path: path[-150:])
OTHER = {
    "instrument": attrs.evolve(FILLED.instrument, version="§"),
    "title": "§",
    "started_on": LATER,
    "representation": "mio",
    "rule": "gap",
    "cut": Cut.fixed(1, 1),
    # What the rest of the plan refers to is changed, not emptied.
    "own_themes": (attrs.evolve(FILLED.own_themes[0], title="§"),),
    "cards": (attrs.evolve(FILLED.cards[0], title="§"),),
}


@pytest.mark.parametrize("field", [field.name for field in attrs.fields(Plan)])
def test_a_change_in_each_field_is_told_there(field: str) -> None:
    default = attrs.fields_dict(Plan)[field].default
    changed = attrs.evolve(FILLED, **{field: OTHER.get(field, default)})
    for old, new in ((FILLED, changed), (changed, FILLED)):
        found = differences(old, new)
        assert found
        assert {re.split(r"[.\[]", difference.path)[0] for difference in found} == {field}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_every_item_has_a_name(language: str) -> None:
    labels = load_labels(language)
    wanted = set()
    for kind in comparison._OPEN:
        slug = comparison._slug(kind)
        for field in attrs.fields(attrs.resolve_types(kind)):
            wanted.add(f"field.{slug}.{field.name}")
            inner = typing.get_args(field.type)
            if typing.get_origin(field.type) is not tuple or inner[1:] != (Ellipsis,):
                continue
            if (
                inner[0] in (str, *comparison._OPEN)
                and (kind, field.name) not in comparison._THEME_IDS
            ):
                wanted.add(f"item.{slug}.{field.name}")
    table = labels.table("differences")
    assert {key for key in table if "." in key} == wanted


def test_every_code_has_its_words() -> None:
    codes = {*comparison._BEGUN.values(), *comparison._CAME.values(), *comparison._WENT.values()}
    codes |= {"added", "removed", "changed", "changed-to", "reordered", "confirmed", "closed"}
    table = load_labels("da").table("differences")
    words = {"none", "theme", "quoted", "yes", "no"}
    assert {key for key in table if "." not in key} == codes | words


def test_every_class_of_the_model_is_compared_field_by_field_or_as_a_whole() -> None:
    whole = {"Text", "Scale", "Cut", "Bounds", "Offset", "Proposal", "GroupTally"}
    found: set[Any] = set()
    to_do: list[Any] = [Plan]
    while to_do:
        kind = to_do.pop()
        for inner in typing.get_args(kind):
            to_do.append(inner)
        if attrs.has(kind) and kind not in found:
            found.add(kind)
            if kind.__name__ not in whole:
                to_do += [f.type for f in attrs.fields(attrs.resolve_types(kind))]
    assert {kind.__name__ for kind in found} == whole | {k.__name__ for k in comparison._OPEN}


def test_the_case_is_told_step_by_step() -> None:
    days = [datetime.date(2026, 6, 1) + datetime.timedelta(days=7 * n) for n in range(70)]
    stages = [case.plan_on(day) for day in days if day >= datetime.date(2026, 6, 17)]
    for old, new in itertools.pairwise(stages):
        sentences = said(old, new)
        assert bool(sentences) == (old != new)
        assert [sentence for sentence in sentences if len(sentence) > 200] == []


def test_a_difference_is_plain_data() -> None:
    assert attrs.fields(Difference).code.name == "code"
    (difference,) = differences(BARE, attrs.evolve(BARE, title="Ny"))
    assert hash(difference) == hash(differences(BARE, attrs.evolve(BARE, title="Ny"))[0])
