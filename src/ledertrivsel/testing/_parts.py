"""Strategies for what a plan gathers: cards, tasks, answers, people and agreements.

Each is made of one to three texts that are used over and over, and a number: which fields are
left empty goes by it. Smaller numbers have less in them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import TypeVar

import attrs
from hypothesis import strategies as st

from ledertrivsel.cards import (
    ActionCard,
    Activation,
    CardState,
    Check,
    Due,
    FollowUp,
    Offset,
    OffsetUnit,
    Task,
    Unfinished,
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
from ledertrivsel.instruments import Step
from ledertrivsel.parking import ParkedReason, ParkedTheme
from ledertrivsel.qualification import OpenPoint, OpenPointKind, Qualification
from ledertrivsel.testing._values import day, hostile_texts, texts
from ledertrivsel.workshop import Group, Participant, Role, Session

T = TypeVar("T")


@attrs.frozen
class Pool:
    """A few texts, and the members of enums, taken by number."""

    texts: tuple[str, ...]

    def text(self, number: int) -> str:
        return self.texts[number % len(self.texts)]

    def maybe(self, number: int) -> str:
        """Return a text, or an empty one for every third number."""
        return self.text(number) if number % 3 else ""

    def due(self, number: int) -> Due:
        if number % 3 == 0:
            return None
        if number % 3 == 1:
            return day(number)
        return self.offset(number)

    def task(self, number: int) -> Task:
        return Task(
            what=self.text(number),
            who=self.maybe(number),
            due=self.due(number),
            started_on=day_or_none(number, 4),
            done_on=day_or_none(number, 5),
            dropped=self.maybe(number + 1) if number % 5 == 4 else "",
        )

    def point(self, number: int) -> OpenPoint:
        return OpenPoint(
            kind=tuple(OpenPointKind)[number % 4],
            text=self.text(number),
            who=self.maybe(number),
            due=day_or_none(number, 2),
            outcome=self.maybe(number + 1),
            settled_on=day_or_none(number, 3),
        )

    def card(self, theme_id: str, number: int) -> ActionCard:
        state = tuple(CardState)[number % 6]
        closed = state in (CardState.CLOSED, CardState.ROUTINE)
        return ActionCard(
            theme_id=theme_id,
            title=self.maybe(number),
            applies_when=self.maybe(number + 1),
            goal=self.maybe(number + 2),
            responsible=self.maybe(number),
            support=self.maybe(number),
            representatives_role=self.maybe(number),
            tasks=tuple(self.task(number + n) for n in range(number % 4)),
            tasks_note=self.maybe(number + 1),
            follow_up=self.follow_up(number),
            materials=(self.text(number),) * (number % 3),
            state=state,
            state_reason=self.text(number) if closed else "",
            unfinished=self.unfinished(number) if number % 4 == 3 else None,
            attribution=self.maybe(number),
        )

    def qualification(self, theme_id: str, number: int, questions: Sequence[str]) -> Qualification:
        return Qualification(
            theme_id=theme_id,
            answers=tuple((id, self.text(number + n)) for n, id in enumerate(questions[:number])),
            existing_offers=self.maybe(number),
            open_points=tuple(self.point(number + n) for n in range(number % 3)),
        )

    def offset(self, number: int) -> Offset:
        return Offset(number - 4, tuple(OffsetUnit)[number % 3], self.maybe(number))

    def check(self, number: int) -> Check:
        return Check(due=self.due(number), what=self.maybe(number), done_on=day_or_none(number, 4))

    def follow_up(self, number: int) -> FollowUp:
        return FollowUp(self.maybe(number), tuple(self.check(n) for n in range(number % 3)))

    def unfinished(self, number: int) -> Unfinished:
        return Unfinished(what=self.text(number), who=self.maybe(number), due=day(number))

    def activation(self, theme_id: str, number: int) -> Activation:
        dated = (number - number % 3 + 1, number - number % 3 + 4)  # Due on a day.
        return Activation(
            theme_id=theme_id,
            on=day(number),
            event=self.maybe(number),
            tasks=tuple(self.task(n) for n in dated[: number % 3]),
            checks=tuple(self.check(n) for n in dated[: number % 2]),
        )

    def mandate(self, number: int) -> Mandate:
        return Mandate(
            sender=self.text(number),
            involved=self.maybe(number),
            decides=self.maybe(number + 1),
            anchored=self.text(0),
            given_by=self.maybe(number),
            given_on=day_or_none(number, 2),
        )

    def involvement(self, number: int, form: int = 0) -> Involvement:
        return Involvement(
            forum=self.text(number),
            on=day(number),
            form=tuple(InvolvementForm)[(number + form) % 4],
            subject=tuple(InvolvementSubject)[-number % 3],
            outcome=self.maybe(number),
        )

    def evidence(self, theme_id: str, number: int) -> Evidence:
        on = day_or_none(number, 2)
        return Evidence(text=self.text(number), theme_id=theme_id if number else "", on=on)

    def remark(self, theme_id: str, number: int) -> Remark:
        about = theme_id if number else ""
        return Remark(question="criteria", text=self.text(number), theme_id=about)

    def parked(self, theme_id: str, number: int) -> ParkedTheme:
        return ParkedTheme(
            theme_id=theme_id,
            reason=tuple(ParkedReason)[number % 2],
            note=self.maybe(number),
            who=self.maybe(number + 1),
            revisit_on=day_or_none(number, 2),
        )

    def participant(self, number: int) -> Participant:
        name, forum = self.maybe(number), self.maybe(number + 1)
        role = tuple(Role)[number % 8]
        return Participant(role=role, name=name, count=1 + number, forum=forum)

    def group(self, theme_ids: Sequence[str], number: int) -> Group:
        return Group(
            id=f"group-{number}",
            name=self.text(number),
            size=1 + number,
            leader=self.maybe(number),
            theme_ids=tuple(theme_ids[:number]),
        )

    def session(self, theme_ids: Sequence[str], number: int) -> Session:
        return Session(
            step=tuple(Step)[number % 3],
            on=day(number),
            start=datetime.time(9 + number, 15 * (number % 4)) if number else None,
            participants=tuple(self.participant(n) for n in range(number)),
            groups=tuple(self.group(theme_ids, n) for n in range(number)),
            place=self.maybe(number),
            joined_with_next=bool(number % 2),
            facilitator=self.maybe(number + 1),
            note=self.maybe(number),
        )

    def choice(self, theme_ids: Sequence[str], number: int) -> Choice:
        is_confirmed = number % 2 == 1
        return Choice(
            themes=tuple(theme_ids[: 1 + number]),
            recommended_by=self.maybe(number),
            recommended_on=day_or_none(number, 2),
            rationale=self.maybe(number + 1),
            confirmed_by=self.text(number) if is_confirmed else "",
            confirmed_on=day(number + 1) if is_confirmed else None,
        )

    def publication(self, number: int) -> Publication:
        return Publication(
            on=day(9),
            channel=self.text(0),
            version=1 + number,
            told=self.texts,
            briefing=self.maybe(number),
            contact=self.maybe(number + 1),
            show_card=number % 2 == 1,
            show_parked=number % 2 == 1,
        )

    def leaders(self) -> tuple[str, ...]:
        """Return groups of leaders, each once."""
        return tuple(f"{text} {n}" for n, text in enumerate(self.texts))

    def discussion(self, number: int) -> Discussion:
        return Discussion(self.text(number), day_or_none(number, 2), self.maybe(number + 1))

    def agreement(self, theme_ids: Sequence[str], number: int) -> FollowUpAgreement:
        return FollowUpAgreement(
            groups=self.leaders(),
            report_by=day(40),
            discussions=(self.discussion(number), Discussion("AMO")),
            rerate_on=day(365),
            rerate=tuple(theme_ids[:1]),
            note=self.maybe(number),
        )

    def report(self, theme_ids: Sequence[str], number: int) -> Report:
        return Report(
            group=self.leaders()[-1],
            on=day(39),
            used=tuple(theme_ids[:1]),
            works=self.text(0),
            hard=self.maybe(number),
            wish=self.maybe(number + 1),
        )


def day_or_none(number: int, every: int) -> datetime.date | None:
    """Return a day for some numbers, None for the others."""
    return day(number) if number % every == every - 1 else None


def pools() -> st.SearchStrategy[Pool]:
    """Return one to three texts; now and then one of any characters among them."""
    words = st.one_of(texts(), texts(), texts(), hostile_titles())
    return st.lists(words, min_size=1, max_size=3).map(lambda drawn: Pool(tuple(drawn)))


def hostile_titles() -> st.SearchStrategy[str]:
    """Return texts of any characters that the model takes as a title."""
    return hostile_texts().map(lambda text: " ".join(text.split())).filter(bool)


def _made(make: Callable[[Pool, int], T], most: int = 11) -> st.SearchStrategy[T]:
    return st.builds(make, pools(), st.integers(0, most))


def cards(theme_id: str = "new-managers") -> st.SearchStrategy[ActionCard]:
    """Return cards of one theme, in every state, with tasks due on days and after events."""
    return _made(lambda pool, n: pool.card(theme_id, n))


def qualifications(theme_id: str = "new-managers") -> st.SearchStrategy[Qualification]:
    """Return what step 2 found for one theme: up to four answers and some open points."""
    questions = ("assessment", "experience", "inspiration", "ideas")
    return _made(lambda pool, n: pool.qualification(theme_id, n, questions), 5)


def tasks() -> st.SearchStrategy[Task]:
    """Return tasks: begun, done or dropped, due on days and after events."""
    return _made(lambda pool, n: pool.task(n))


def offsets() -> st.SearchStrategy[Offset]:
    """Return times before and after an event."""
    return _made(lambda pool, n: pool.offset(n))


def checks() -> st.SearchStrategy[Check]:
    """Return times of follow-up, some of them kept."""
    return _made(lambda pool, n: pool.check(n))


def follow_ups() -> st.SearchStrategy[FollowUp]:
    """Return how a card is followed up: a text, and up to two times."""
    return _made(lambda pool, n: pool.follow_up(n))


def unfinished() -> st.SearchStrategy[Unfinished]:
    """Return what a card lacks."""
    return _made(lambda pool, n: pool.unfinished(n))


def activations(theme_id: str = "new-managers") -> st.SearchStrategy[Activation]:
    """Return times that the card of one theme was put into use."""
    return _made(lambda pool, n: pool.activation(theme_id, n))


def open_points() -> st.SearchStrategy[OpenPoint]:
    """Return what lacks knowledge, involvement or a clarification."""
    return _made(lambda pool, n: pool.point(n))


def mandates() -> st.SearchStrategy[Mandate]:
    """Return answers to the four questions of the mandate."""
    return _made(lambda pool, n: pool.mandate(n), 5)


def involvements() -> st.SearchStrategy[Involvement]:
    """Return what forums were told, asked, heard on or decided."""
    return _made(lambda pool, n: pool.involvement(n))


def evidence(theme_id: str = "new-managers") -> st.SearchStrategy[Evidence]:
    """Return knowledge that is drawn on, of one theme or of all."""
    return _made(lambda pool, n: pool.evidence(theme_id, n), 5)


def remarks(theme_id: str = "new-managers") -> st.SearchStrategy[Remark]:
    """Return what was said at the card, of one theme or of all."""
    return _made(lambda pool, n: pool.remark(theme_id, n), 5)


def parked_themes(theme_id: str = "new-managers") -> st.SearchStrategy[ParkedTheme]:
    """Return one theme set aside, for either reason."""
    return _made(lambda pool, n: pool.parked(theme_id, n), 5)


def participants() -> st.SearchStrategy[Participant]:
    """Return who takes part, in every role."""
    return _made(lambda pool, n: pool.participant(n), 7)


def groups(theme_ids: Sequence[str] = ("new-managers",)) -> st.SearchStrategy[Group]:
    """Return groups of a workshop."""
    return _made(lambda pool, n: pool.group(theme_ids, n), 5)


def sessions(theme_ids: Sequence[str] = ("new-managers",)) -> st.SearchStrategy[Session]:
    """Return workshops of every step, with people and groups."""
    return _made(lambda pool, n: pool.session(theme_ids, n), 5)


def choices(
    theme_ids: Sequence[str] = ("new-managers", "sparring", "overload"),
) -> st.SearchStrategy[Choice]:
    """Return choices of one or more of the themes, half of them confirmed."""
    return _made(lambda pool, n: pool.choice(theme_ids, n), 5)


def publications() -> st.SearchStrategy[Publication]:
    """Return how a plan was published."""
    return _made(lambda pool, n: pool.publication(n), 5)


def discussions() -> st.SearchStrategy[Discussion]:
    """Return where experiences are to be discussed."""
    return _made(lambda pool, n: pool.discussion(n), 5)


def follow_up_agreements(
    theme_ids: Sequence[str] = ("new-managers",),
) -> st.SearchStrategy[FollowUpAgreement]:
    """Return who reports back, when, and where it is discussed."""
    return _made(lambda pool, n: pool.agreement(theme_ids, n), 5)


def reports(theme_ids: Sequence[str] = ("new-managers",)) -> st.SearchStrategy[Report]:
    """Return what a group of leaders reports back."""
    return _made(lambda pool, n: pool.report(theme_ids, n), 5)
