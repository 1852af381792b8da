"""What a plan carries of its method: themes, questions, headings and bounds.

It is what an export of a plan prints, so a plan keeps it and reads the same years later.
"""

from __future__ import annotations

from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError, near
from ledertrivsel.themes import Text, Theme, localized


class Step(Enum):
    """The three steps of the process."""

    PREPARE = "prepare"
    QUALIFY = "qualify"
    CONCRETIZE = "concretize"


CARD_FIELDS = (
    "applies_when",
    "goal",
    "responsible",
    "support",
    "representatives_role",
    "tasks",
    "follow_up",
)
"""The fields of an action card that have a heading, in the order of the form."""


@attrs.frozen(eq=False, repr=False)
class Bounds(Value):
    """How few and how many themes a method chooses, both included."""

    lowest: int
    highest: int

    def __attrs_post_init__(self) -> None:
        v.integer(self.lowest, "Bounds.lowest", lowest=1, highest=100)
        v.integer(self.highest, "Bounds.highest", highest=100)
        if self.highest < self.lowest:
            params = {"low": self.lowest}
            raise InvalidValueError("Bounds.highest", "bounds-order", self.highest, "", params)


@attrs.frozen(eq=False, repr=False)
class Question(Value):
    """A question of the method, by id, with the parts or the explanation that follow it."""

    id: str
    title: Text
    parts: tuple[Text, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "Question.id"),
            title=localized(self.title, "Question.title"),
            parts=texts(self.parts, "Question.parts"),
        )


@attrs.frozen(eq=False, repr=False)
class Heading(Value):
    """A heading of the action card: the *field* it stands for, and its other wordings."""

    field: str
    title: Text
    aliases: tuple[Text, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            field=card_field(self.field, "Heading.field"),
            title=localized(self.title, "Heading.title"),
            aliases=texts(self.aliases, "Heading.aliases"),
        )


def card_field(value: object, path: str) -> str:
    """Return *value* when it is a field of the action card."""
    if isinstance(value, str) and value in CARD_FIELDS:
        return value
    found = near(value, CARD_FIELDS) if isinstance(value, str) else ()
    params = {"allowed": ", ".join(CARD_FIELDS), "near": ", ".join(map(repr, found))}
    raise InvalidValueError(path, "one-of", value, "near" if found else "", params)


def texts(values: object, path: str) -> tuple[Text, ...]:
    """Return *values* as texts of any length the model takes."""
    items = v.sequence(values, path)
    return tuple(
        localized(item, f"{path}[{index}]", limit=v.TEXT_LIMIT) for index, item in enumerate(items)
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Instrument(Value):
    """What a plan carries of its method: everything an export of the plan prints.

    Args:
        attribution: whose texts these are, printed with them.
        low, high: the ends of both axes, without the signs ÷ and +.
    """

    id: str
    version: str
    title: Text
    attribution: Text
    languages: tuple[str, ...]
    bounds: Bounds
    importance_question: Text
    success_question: Text
    low: Text
    high: Text
    themes: tuple[Theme, ...]
    support_questions: tuple[Question, ...]
    headings: tuple[Heading, ...]

    def __attrs_post_init__(self) -> None:
        themes = v.instances(self.themes, Theme, "Instrument.themes")
        support = v.instances(self.support_questions, Question, "Instrument.support_questions")
        headings = v.instances(self.headings, Heading, "Instrument.headings")
        v.unique(themes, "Instrument.themes", key=lambda theme: theme.id)
        v.unique(themes, "Instrument.themes", key=lambda theme: theme.number)
        v.unique(support, "Instrument.support_questions", key=lambda question: question.id)
        v.unique(headings, "Instrument.headings", key=lambda heading: heading.field)
        v.instance(self.bounds, Bounds, "Instrument.bounds")
        _unambiguous(headings)
        v.freeze(
            self,
            id=v.slug(self.id, "Instrument.id"),
            version=v.title(self.version, "Instrument.version"),
            title=localized(self.title, "Instrument.title"),
            attribution=localized(self.attribution, "Instrument.attribution", limit=2000),
            languages=_languages(self.languages, "Instrument.languages"),
            importance_question=localized(
                self.importance_question, "Instrument.importance_question"
            ),
            success_question=localized(self.success_question, "Instrument.success_question"),
            low=localized(self.low, "Instrument.low"),
            high=localized(self.high, "Instrument.high"),
            themes=tuple(sorted(themes, key=lambda theme: theme.number)),
            support_questions=support,
            headings=headings,
        )

    def heading(self, field: str, language: str) -> str:
        """Return the heading over *field* of an action card."""
        for heading in self.headings:
            if heading.field == field:
                return heading.title.to(language)
        raise InvalidValueError("field", "one-of", field, "", {"allowed": ", ".join(CARD_FIELDS)})


def _languages(values: object, path: str) -> tuple[str, ...]:
    """Return *values* as language codes, at least one and each once, in the order given."""
    languages = v.sequence(values, path)
    for index, language in enumerate(languages):
        if not isinstance(language, str) or not (
            len(language) == 2 and language.isascii() and language.isalpha() and language.islower()
        ):
            raise InvalidValueError(f"{path}[{index}]", "language", language)
    if not languages:
        raise InvalidValueError(path, "required", languages)
    v.unique(languages, path)
    return languages


def _unambiguous(headings: tuple[Heading, ...]) -> None:
    """Refuse a wording that stands for two fields: a reader could not tell them apart."""
    seen: dict[str, str] = {}
    for index, heading in enumerate(headings):
        for wording in (heading.title, *heading.aliases):
            for _, text in wording.by_language:
                if seen.setdefault(text.casefold(), heading.field) != heading.field:
                    params = {"repeated": repr(text)}
                    raise InvalidValueError(
                        f"Instrument.headings[{index}]", "unique", text, "", params
                    )
