"""Themes of managers' well-being, the method's and a workplace's own; text in languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError


class ThemeSource(Enum):
    """Where a theme comes from: the method, or how the workplace came to know of an own one."""

    METHOD = "method"
    LEADER_APV = "leader-apv"
    SURVEY = "survey"
    AMO = "amo"
    SU_MED = "su-med"
    MANAGER_REPRESENTATIVES = "manager-representatives"
    OWN_EXPERIENCE = "own-experience"
    OTHER = "other"


def _language_pairs(
    value: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    return tuple(value.items()) if isinstance(value, Mapping) else value


@attrs.frozen(eq=False, repr=False)
class Text(Value):
    """One text in one or several languages: `Text({"da": "Tema", "en": "Theme"})`.

    Kept as pairs sorted by language. Equal texts are equal whatever order they came in.
    """

    by_language: tuple[tuple[str, str], ...] = attrs.field(converter=_language_pairs)

    def __attrs_post_init__(self) -> None:
        given = self.by_language
        checked = []
        for item in v.sequence(given, "Text.by_language"):
            if not isinstance(item, (tuple, list)) or len(item) != 2:
                wanted = {"wanted": "a language to a text"}
                raise InvalidValueError("Text.by_language", "mapping", item, "", wanted)
            language, content = item
            if not isinstance(language, str) or not (
                len(language) == 2
                and language.isascii()
                and language.isalpha()
                and language.islower()
            ):
                raise InvalidValueError("Text.by_language", "language", language)
            checked.append((language, v.text(content, f"Text.{language}", required=True)))
        if not checked:
            raise InvalidValueError("Text.by_language", "required", given)
        v.unique((language for language, _ in checked), "Text.by_language")
        v.freeze(self, by_language=tuple(sorted(checked)))

    def language(self, wanted: str) -> str:
        """Return the language that `to(wanted)` answers in: *wanted*, else da, else the first."""
        have = [language for language, _ in self.by_language]
        for candidate in (wanted, "da"):
            if candidate in have:
                return candidate
        return have[0]

    def to(self, language: str) -> str:
        """Return the text in *language*, or in the language that `language()` names instead."""
        return dict(self.by_language)[self.language(language)]


def localized(value: object, path: str, *, limit: int = v.TITLE_LIMIT) -> Text:
    """Return a Text, a mapping of languages or a Danish string as a `Text` within *limit*."""
    if isinstance(value, str):
        value = {"da": value}
    if not isinstance(value, Text):
        try:
            value = Text(value)  # type: ignore[arg-type]  # Text itself refuses what is no mapping.
        except InvalidValueError as error:
            raise error.within(path) from None
    for language, content in value.by_language:
        if len(content) > limit:
            params = {"limit": limit, "length": len(content)}
            raise InvalidValueError(f"{path}.{language}", "too-long", content, "shorten", params)
        if limit == v.TITLE_LIMIT:
            v.one_line(content, f"{path}.{language}")
    return value


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Theme(Value):
    """A theme to rate: a title and the question "to what degree …" that asks about success.

    Args:
        prompts: further questions in the method's text, such as the yes/no question of theme 11.
        see_also: ids of the method's tools that the theme points to.
    """

    id: str
    title: Text
    number: int
    question: Text | None = None
    prompts: tuple[Text, ...] = ()
    source: ThemeSource = ThemeSource.METHOD
    see_also: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        prompts = v.sequence(self.prompts, "Theme.prompts")
        question = self.question
        v.freeze(
            self,
            id=v.slug(self.id, "Theme.id"),
            title=localized(self.title, "Theme.title"),
            number=v.integer(self.number, "Theme.number", lowest=1, highest=999),
            question=None
            if question is None
            else localized(question, "Theme.question", limit=2000),
            prompts=tuple(
                localized(prompt, f"Theme.prompts[{index}]", limit=2000)
                for index, prompt in enumerate(prompts)
            ),
            source=v.member(self.source, ThemeSource, "Theme.source"),
            see_also=tuple(
                v.slug(tool, "Theme.see_also")
                for tool in v.sequence(self.see_also, "Theme.see_also")
            ),
        )

    @property
    def is_own(self) -> bool:
        """Whether the workplace added it."""
        return self.source is not ThemeSource.METHOD

    def to(self, language: str) -> str:
        """Return the theme by number and title, as people speak of it."""
        return f"{self.number}. {self.title.to(language)}"
