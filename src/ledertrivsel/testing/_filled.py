"""A plan whose every text is the caller's own: what a test of secrecy plants its secrets in.

It goes by the fields of the classes, so a new field is filled without a change here; a field of a
new type, or one that takes no text, makes it fail until it is told how.
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

import attrs

from ledertrivsel.ballots import Ballot
from ledertrivsel.cards import ActionCard, Activation, CardState, Due, Offset, OffsetUnit
from ledertrivsel.decisions import (
    Choice,
    Evidence,
    FollowUpAgreement,
    Publication,
    Remark,
    Report,
)
from ledertrivsel.instruments import CARD_FIELDS, Bounds, Heading, Instrument, Question
from ledertrivsel.parking import ParkedTheme
from ledertrivsel.plan import Plan
from ledertrivsel.qualification import Qualification
from ledertrivsel.rounds import GroupTally, Round, RoundGroup, RoundMode, RoundPurpose
from ledertrivsel.scales import Cut, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.workshop import Group

T = TypeVar("T")
Token = Callable[[str], str]

_THEMES = tuple(f"theme-{number}" for number in range(1, 7))
_CHOSEN, _PARKED = "theme-1", "theme-6"
_QUESTIONS = ("assessment", "experience", "inspiration", "ideas")
_DAY = datetime.date(2026, 9, 2)

_NO_TEXTS: Mapping[tuple[type[Any], str], object] = {
    (Plan, "rule"): "field-gap",
    (Plan, "cut"): Cut(),
    (Group, "id"): "group",
    (Group, "theme_ids"): (_CHOSEN,),
    (Evidence, "theme_id"): _CHOSEN,
    (Remark, "theme_id"): _CHOSEN,
    (Remark, "question"): "criteria",
    (ParkedTheme, "theme_id"): _PARKED,
    (Choice, "themes"): (_CHOSEN, "theme-2"),
    (Qualification, "theme_id"): _CHOSEN,
    (ActionCard, "theme_id"): _CHOSEN,
    (ActionCard, "state"): CardState.IN_USE,
    (Activation, "theme_id"): _CHOSEN,
    (Publication, "replaced_on"): None,
    (FollowUpAgreement, "rerate"): (_CHOSEN,),
    (Report, "used"): (_CHOSEN,),
    (RoundGroup, "parent"): "",
    (Ballot, "group"): "",
    (Ballot, "picks"): (_CHOSEN,),
    (Ballot, "ratings"): tuple((theme, 5, 1 + n % 4) for n, theme in enumerate(_THEMES)),
}
"""The fields that hold ids, or what would hide the rest of the plan if it were filled."""


def filled_plan(token: Token) -> Plan:
    """Return a plan in which every text is `token(path)`, with the path that a document gives it.

    *token* returns a text that is a valid title, another for each path. The plan has six themes
    and an own one; an open, an anonymous closed and an anonymous open baseline round and an open
    follow-up; one theme parked, two chosen; one of everything else. Voices of anonymous rounds
    have the form of random ids, and are no text.
    """
    filler = _Filler(token)
    instrument, rounds = filler.instrument(), filler.rounds()
    own = filler.theme("own_themes[0]", id="own-13", number=13, source=ThemeSource.SURVEY)
    parking = (filler.made(ParkedTheme, "parking[0]"),)
    base = Plan(
        instrument=instrument,
        title="base",
        started_on=_DAY,
        own_themes=(own,),
        rounds=rounds,
        parking=parking,
    )
    return filler.made(
        Plan,
        "",
        instrument=instrument,
        own_themes=(own,),
        rounds=rounds,
        parking=parking,
        choice=filler.made(Choice, "choice", proposal=base.proposal()),
        qualifications=(
            filler.made(
                Qualification,
                "qualifications[0]",
                answers={id: token(f"qualifications[0].answers.{id}") for id in _QUESTIONS},
            ),
        ),
    )


class _Filler:
    """Makes values of any type of the model, with a token for each text."""

    def __init__(self, token: Token) -> None:
        self.token = token

    def made(self, kind: type[T], path: str, **given: object) -> T:
        """Return a *kind* whose fields are *given*, else filled."""
        values: dict[str, Any] = dict(given)
        for field in attrs.fields(attrs.resolve_types(kind)):  # type: ignore[arg-type,type-var]
            if field.name in given:
                continue
            inner = f"{path}.{field.name}".lstrip(".")
            if (kind, field.name) in _NO_TEXTS:
                values[field.name] = _NO_TEXTS[kind, field.name]
            else:
                values[field.name] = self.value(field.type, inner)
        return kind(**values)

    def value(self, kind: Any, path: str) -> Any:
        """Return a value of a field's type."""
        if kind is str:
            return self.token(path)
        if kind is Text:
            return Text({language: self.token(f"{path}.{language}") for language in ("da", "en")})
        if kind == Due:
            return Offset(5, OffsetUnit.WEEKS, self.token(f"{path}.event"))
        if kind in _PLAIN:
            return _PLAIN[kind]
        if isinstance(kind, type) and issubclass(kind, Enum):
            return next(iter(kind))
        if attrs.has(kind):
            return self.made(kind, path)
        arguments = typing.get_args(kind)
        if typing.get_origin(kind) is tuple and arguments[1:] == (Ellipsis,):
            return (self.value(arguments[0], f"{path}[0]"),)
        if typing.get_origin(kind) in (types.UnionType, typing.Union) and len(arguments) == 2:
            return self.value(arguments[0], path)
        raise TypeError(f"{path} is a {kind}: say in ledertrivsel.testing._filled how to fill it")

    def theme(self, path: str, *, id: str, number: int, source: ThemeSource) -> Theme:
        """Return a theme; its texts are filled."""
        return self.made(Theme, path, id=id, number=number, source=source, see_also=("tool-1",))

    def instrument(self) -> Instrument:
        """Return an instrument of six themes that chooses one to three."""
        return self.made(
            Instrument,
            "instrument",
            id="filled",
            languages=("da", "en"),
            bounds=Bounds(1, 3),
            themes=tuple(
                self.theme(
                    f"instrument.themes[{n}]", id=id, number=n + 1, source=ThemeSource.METHOD
                )
                for n, id in enumerate(_THEMES)
            ),
            support_questions=tuple(
                self.made(Question, f"instrument.support_questions[{n}]", id=id)
                for n, id in enumerate(_QUESTIONS)
            ),
            headings=tuple(
                self.made(Heading, f"instrument.headings[{n}]", field=field)
                for n, field in enumerate(CARD_FIELDS)
            ),
        )

    def rounds(self) -> tuple[Round, ...]:
        """Return four rounds of one scale, one of each kind that an audience sees differently."""
        label = self.value(Text, "rounds[0].scale.labels[0][1]")
        scale = Scale(1, 5, ((1, label),))
        cells = tuple((theme, 5, 2, 5) for theme in _THEMES)
        counted = Tally(scale, cells=cells, voices=5, participants=5)
        group = self.made(RoundGroup, "rounds[1].groups[0]", id="group")
        secret = Ballot(
            voice=f"voice-{0:032x}",
            ratings=_NO_TEXTS[Ballot, "ratings"],  # type: ignore[arg-type]
        )
        kinds: tuple[dict[str, Any], ...] = (
            {"ballots": (self.ballot(0, 0), self.ballot(0, 1))},
            {
                "mode": RoundMode.ANONYMOUS,
                "floor": 5,
                "groups": (group,),
                "tallies": (GroupTally("group", counted),),
            },
            {"mode": RoundMode.ANONYMOUS, "floor": 5, "ballots": (secret,)},
            {"purpose": RoundPurpose.FOLLOW_UP, "ballots": (self.ballot(3, 0),)},
        )
        common = {
            "purpose": RoundPurpose.BASELINE,
            "mode": RoundMode.OPEN,
            "scale": scale,
            "floor": None,
            "groups": (),
            "ballots": (),
            "tallies": None,
        }
        return tuple(
            self.made(
                Round,
                f"rounds[{n}]",
                id=f"round-{n}",
                held_on=_DAY + datetime.timedelta(days=n),
                **(common | kind),
            )
            for n, kind in enumerate(kinds)
        )

    def ballot(self, a_round: int, number: int) -> Ballot:
        """Return an open ballot; its voice and its reason are filled."""
        path = f"rounds[{a_round}].ballots[{number}]"
        reasons = ((_CHOSEN, self.token(f"{path}.reasons[0][1]")),)
        return self.made(Ballot, path, size=3, reasons=reasons)


_PLAIN: Mapping[Any, object] = {
    bool: True,
    int: 1,
    datetime.date: _DAY,
    datetime.time: datetime.time(9, 30),
}
"""What fills a field that can hold no text."""
