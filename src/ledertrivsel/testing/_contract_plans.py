"""The plans and days that checks are tried on, and what a check says of a plan.

Besides plans that are complete there is one that is not, and there are plans that differ in what
nobody may know. It loads no hypothesis, so that other processes start quickly.
"""

from __future__ import annotations

import base64
import datetime
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, CardState, Check, FollowUp, Task, Unfinished
from ledertrivsel.codes import Finding, in_order
from ledertrivsel.decisions import FollowUpAgreement, Involvement, Mandate, Publication
from ledertrivsel.documents import dump, load
from ledertrivsel.instruments import Bounds
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import OpenPoint, Qualification
from ledertrivsel.rounds import Round, RoundGroup, RoundMode
from ledertrivsel.testing._contract_views import DAY, marked, samples
from ledertrivsel.themes import Text, Theme, ThemeSource

Wording = Callable[[str, int], str]

DAYS = (DAY, datetime.date(2026, 11, 23), datetime.date(2027, 10, 4), datetime.date(2030, 1, 1))
"""Days on which a plan is young, in use, due for a look back, and forgotten."""

AWKWARD = (
    datetime.date(2026, 1, 1),
    datetime.date(2026, 12, 31),
    datetime.date(2027, 1, 31),
    datetime.date(2027, 8, 31),
    datetime.date(2028, 2, 29),
    datetime.date(2099, 12, 31),
)
"""Days before the plan begins, long after, and without a like in the next month or year."""


@functools.cache
def plans() -> tuple[tuple[str, Plan], ...]:
    """Return the plans, each with what to call it in a sentence."""
    return (
        *samples(),
        ("a plan that is half done", half_done()),
        ("a plan that is half done, of another method", of_another_method()),
        *((f"a plan that hides {what}", one) for what, one, _ in secrets()),
    )


def of_another_method(text: Wording = marked) -> Plan:
    """Return a plan that is half done, with themes that the built-in method does not have."""
    return half_done(text, is_built_in=False)


def half_done(text: Wording = marked, *, is_built_in: bool = True) -> Plan:
    """Return a plan with something of everything, and with each thing missing somewhere.

    *text* is given what it is for and a number, another each time.
    """
    count = [0]

    def word(path: str) -> str:
        count[0] += 1
        return text(f"{path}{count[0]}", count[0])

    instrument = builtin_method().instrument
    if not is_built_in:
        themes = tuple(
            Theme(
                id=f"subject-{theme.number}",
                title=Text({"da": word("theme"), "en": word("theme")}),
                number=theme.number,
                question=Text({"da": word("question"), "en": word("question")}),
            )
            for theme in instrument.themes
        )
        instrument = attrs.evolve(instrument, id="another", bounds=Bounds(2, 2), themes=themes)
    own = Theme(
        id="own-13",
        title=Text({"da": word("theme"), "en": word("theme")}),
        number=13,
        source=ThemeSource.SURVEY,
    )
    plan = Plan(
        instrument=instrument,
        title=word("title"),
        organisation=word("organisation"),
        started_on=DAY,
        own_themes=(own,),
        mandate=Mandate(sender=word("sender"), decides=word("decides")),
        involvements=(Involvement(forum=word("forum"), on=DAY),),
    )
    ids = [theme.id for theme in plan.themes]
    chosen = [*ids[:4], own.id]
    rows = [
        (word("voice"), theme, 1 + (n + shift) % 5, 1 + (2 * n + shift) % 5)
        for shift in range(3)
        for n, theme in enumerate(ids[:8])
    ]
    voices = [row[0] for row in rows[::8]]
    rows = [(voices[n // 8], *row[1:]) for n, row in enumerate(rows)]
    plan = plan.add_round(Round.from_rows("forbered", rows, themes=plan.themes))
    plan = plan.park(ids[10], reason="needs-knowledge").park(  # type: ignore[arg-type]
        ids[11],
        reason="others-decide",  # type: ignore[arg-type]
        note=word("note"),
        who=word("who"),
        revisit_on=DAY + datetime.timedelta(days=30),
    )
    plan = plan.choose(chosen, recommended_by=word("by"))
    late = DAY + datetime.timedelta(days=14)
    point = OpenPoint(kind="knowledge", text=word("point"))  # type: ignore[arg-type]
    asked = {"assessment": word("answer")}
    plan = attrs.evolve(
        plan,
        preparations=(point, attrs.evolve(point, text=word("point"), due=late)),
        qualifications=(Qualification(theme_id=chosen[1], answers=asked),),  # type: ignore[arg-type]
    )
    for card in _cards(chosen[:4], word):
        plan = plan.add_card(card)
    plan = plan.activate(chosen[2], on=DAY, event=word("event"))
    plan = plan.publish(Publication(on=late, channel=word("channel")))
    return plan.agree_follow_up(FollowUpAgreement(groups=(word("group"),), report_by=late))


def _cards(themes: list[str], word: Callable[[str], str]) -> Iterator[ActionCard]:
    """Yield an empty card, two that have what the other lacks, and a full one."""
    fields = ("title", "applies_when", "goal", "responsible", "support", "representatives_role")
    yield ActionCard(theme_id=themes[0])
    states = (CardState.READY, CardState.IN_USE, CardState.PAUSED)
    for n, (theme, state) in enumerate(zip(themes[1:], states, strict=True)):
        months = range(1, 13) if n == 2 else range(1 + n, 13, 2)
        tasks = [
            Task(
                what=word("what"),
                who=word("who") if month % 3 else "",
                due=datetime.date(2027, month, 1 + 2 * month),
            )
            for month in months
        ]
        given: dict[str, Any] = {
            name: word(name) for m, name in enumerate(fields) if n == 2 or m % 2 == n
        }
        yield ActionCard(
            theme_id=theme,
            tasks=(*tasks, Task(what=word("what"))),
            follow_up=FollowUp(word("follow_up"), (Check(due=DAYS[1]),) if n else ()),
            materials=() if n == 1 else (word("material"),),
            state=state,
            unfinished=Unfinished(what=word("unfinished")) if n == 1 else None,
            **given,
        )


# What nobody may know.

_FLOOR, _VOICES = 5, 6
_GROUPS = tuple(
    RoundGroup(id, Text({"da": title, "en": title}))
    for id, title in (("north", "Nord"), ("south", "Syd"))
)


@functools.cache
def secrets() -> tuple[tuple[str, Plan, Plan], ...]:
    """Return what is hidden, and two plans that differ in nothing else.

    Each is told before and after the themes are chosen.
    """
    theme = builtin_method().themes[1].id
    found: list[tuple[str, Plan, Plan]] = []
    for what, one, other, closed in (
        (
            f"what two of six voices said of {theme}, under the floor",
            _ballots({theme: [(5, 1), (5, 1)]}),
            _ballots({theme: [(1, 5), (2, 4)]}),
            True,
        ),
        (
            f"how many rated {theme}, under the floor",
            _ballots({}),
            _ballots({theme: [(4, 2)] * 4}),
            True,
        ),
        (
            "what a group under the floor said",
            _ballots({}, first=((5, 1), (5, 1), (1, 5), (1, 5), (3, 3), (3, 3))),
            _ballots({}, first=((1, 5), (1, 5), (5, 1), (5, 1), (3, 3), (3, 3))),
            True,
        ),
        (
            "the answers in an anonymous round that is not closed",
            _ballots({}),
            _ballots({theme: [(1, 5)] * 9}, first=((1, 1),) * 9),
            False,
        ),
    ):
        for chosen in (False, True):
            plan, twin = (_anonymous(ballots, closed, chosen) for ballots in (one, other))
            found.append((what, plan, twin))
    return tuple(found)


def _ballots(
    said: Mapping[str, list[tuple[int, int]]],
    first: Iterable[tuple[int, int]] = ((4, 2),) * _VOICES,
) -> tuple[Ballot, ...]:
    """Return ballots that rate the first theme as given, those in *said* so, others alike."""
    themes = [theme.id for theme in builtin_method().themes[:6]]
    hidden = themes[1]
    ballots = []
    for n, rating in enumerate(first):
        rated = {theme: (1 + m % 5, 5 - m % 3) for m, theme in enumerate(themes)}
        rated[themes[0]] = rating
        del rated[hidden]
        rated |= {theme: given[n] for theme, given in said.items() if n < len(given)}
        ballots.append(
            Ballot(
                voice=f"voice-{n:032x}",
                group="north" if n < 2 else "south",
                ratings=tuple((theme, *pair) for theme, pair in rated.items()),
            )
        )
    return tuple(ballots)


def _anonymous(ballots: tuple[Ballot, ...], closed: bool, chosen: bool) -> Plan:
    method = builtin_method()
    plan = Plan.start(method, title="Plan med en anonym omgang", on=DAY)
    asked = Round(
        id="forbered", mode=RoundMode.ANONYMOUS, floor=_FLOOR, groups=_GROUPS, ballots=ballots
    )
    plan = plan.add_round(asked)
    if closed:
        plan = plan.close_round("forbered")
    if chosen:
        themes = [theme.id for theme in plan.themes[:3]]
        plan = plan.choose(themes, rationale="Enighed", on=DAY).confirm(by="Direktionen", on=DAY)
        for theme in themes:
            plan = plan.add_card(ActionCard(theme_id=theme, goal="Et mål", responsible="En rolle"))
    return plan


# What a check says.

Said = tuple[str, ...]


def said_of(findings: Iterable[Finding]) -> list[Said]:
    """Return findings as people meet them, sorted: the library orders what checks yield."""
    return [
        (
            finding.code,
            finding.path,
            finding.severity.value,
            finding.step.value,
            *(finding.render(language) for language in LANGUAGES),
            *(finding.advice(language) for language in LANGUAGES),
        )
        for finding in in_order(findings, ())
    ]


def documents(own: Iterable[Plan]) -> list[str]:
    """Return plans of a contract's own as another process is given them."""
    return [base64.b64encode(dump(plan)).decode() for plan in own]


def found(check: Any, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each plan and day with the digest of what a check says, for other processes."""
    own = [load(base64.b64decode(document)) for document in given["plans"]]
    for name, plan in (*(("a plan of the contract's own", plan) for plan in own), *plans()):
        for day in DAYS:
            said = repr(said_of(check(plan, day)))
            yield f"{name} on {day}", hashlib.sha256(said.encode()).hexdigest()


def in_words(plan: Plan) -> str:
    """Return what there is in a plan, for people who know no code."""
    said = [f"{len(plan.themes)} themes"]
    for a_round in plan.rounds:
        closed = "closed" if a_round.is_closed else a_round.mode.value
        said.append(f"the {closed} {a_round.purpose.value} round {a_round.id}")
    for title, count in (
        ("parked", len(plan.parking)),
        ("chosen", len(plan.chosen)),
        ("qualified", len(plan.qualifications)),
    ):
        said += [f"{count} {title}"] * bool(count)
    for card in plan.cards:
        said.append(f"a card on {card.theme_id} ({card.state.value}, {len(card.tasks)} tasks)")
    for name, value in (
        ("a mandate", plan.mandate),
        ("involvement", plan.involvements),
        ("sessions", plan.sessions),
        ("activations", plan.activations),
        ("a publication", plan.publication),
        ("a follow-up agreement", plan.follow_up),
        ("reports", plan.reports),
    ):
        said += [name] * bool(value)
    return f"a plan with {', '.join(said)}"
