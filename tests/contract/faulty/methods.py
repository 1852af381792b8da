"""A method of six themes, and methods that are wrong in one thing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

import attrs

from ledertrivsel.hookspecs import MethodInfo, hookimpl
from ledertrivsel.methods import Bounds, Method, builtin_method
from ledertrivsel.themes import Text, Theme


class TwoThemes:
    """A sister tool that chooses two of six themes, right in all that the contract asks."""

    @hookimpl
    def ledertrivsel_methods(self) -> Iterable[MethodInfo]:
        title = {"da": "To temaer", "en": "Two themes"}
        yield MethodInfo(id="two-themes", title=title, factory=self.method)

    def method(self) -> Method:
        whole = builtin_method()
        instrument = attrs.evolve(
            whole.instrument,
            id="two-themes",
            title=Text({"da": "To temaer", "en": "Two themes"}),
            themes=self.themes(whole.themes[:6]),
            **self.changes(),
        )
        return attrs.evolve(whole, instrument=instrument, **self.more())

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return themes

    def changes(self) -> dict[str, Any]:
        return {"bounds": Bounds(2, 2)}

    def more(self) -> dict[str, Any]:
        return {}


def _titled(themes: tuple[Theme, ...], **title: str) -> tuple[Theme, ...]:
    """Return *themes* with a title of the second one changed."""
    said = dict(themes[1].title.by_language) | title
    return (themes[0], attrs.evolve(themes[1], title=Text(said)), *themes[2:])


class SoftHyphen(TwoThemes):
    """Has a soft hyphen in a title, as PDFs do."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="Arbejds\u00admiljø")


class ZeroWidth(TwoThemes):
    """Has a space that can't be seen."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, en="Over\u200bload")


class Untrimmed(TwoThemes):
    """Has a space at the end of a title."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="Arbejdsmiljø ")


class Mojibake(TwoThemes):
    """Was read in a wrong encoding."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="Arbejdsmiljø".encode().decode("cp1252"))


class BrokenWord(TwoThemes):
    """Has a word broken at the end of a line."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="Ledernes ar- bejdsmiljø")


class AskedTwice(TwoThemes):
    """Asks two themes the same question."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return (themes[0], attrs.evolve(themes[1], question=themes[0].question), *themes[2:])


class TwoOfOne(TwoThemes):
    """Chooses up to nine of six themes."""

    def changes(self) -> dict[str, Any]:
        return {"bounds": Bounds(2, 9)}


class Gap(TwoThemes):
    """Has no theme 2."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return (themes[0], *themes[2:])


class HalfEnglish(TwoThemes):
    """Has a text that lacks English, which it declares."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        changed = attrs.evolve(themes[1], title=Text({"da": "Arbejdsmiljø"}))
        return (themes[0], changed, *themes[2:])


class DanishTwice(TwoThemes):
    """Has a Danish text for English."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, en=(said := "Tværgående samarbejde på øverste niveau"), da=said)


class OrderOfHashes(TwoThemes):
    """Gives what starts a talk in the order of hashes."""

    def more(self) -> dict[str, Any]:
        starters = {text.to("da"): text for text in builtin_method().talk_starters}
        return {"talk_starters": tuple(starters[said] for said in set(starters))}


class OtherEachTime(TwoThemes):
    """Forgets its checklist the second time."""

    loads: ClassVar[list[int]] = []

    def more(self) -> dict[str, Any]:
        self.loads.append(1)
        return {} if len(self.loads) % 2 else {"checklist": ()}


class TwoAlphabets(TwoThemes):
    """Has a Cyrillic letter that looks like a Latin one."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="Arbejdsglæde og s\u0430mspil")


class TornLine(TwoThemes):
    """Has a line break in the middle of a question, as PDFs do."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        said = {"da": "I hvor høj grad er lederne\ntrygge?", "en": "To what degree is it safe?"}
        return (themes[0], attrs.evolve(themes[1], question=Text(said)), *themes[2:])


class LanguagesSwapped(TwoThemes):
    """Has the English title for the Danish one, and the reverse."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        said = dict(themes[1].title.by_language)
        return _titled(themes, da=said["en"], en=said["da"])


class NamedLikeAnother(TwoThemes):
    """Calls a theme by the number of another one."""

    def themes(self, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
        return _titled(themes, da="3", en="3")


class OneEnd(TwoThemes):
    """Calls both ends of the axes the same."""

    def changes(self) -> dict[str, Any]:
        return {**super().changes(), "high": builtin_method().instrument.low}


class DatedToday(TwoThemes):
    """Calls its version the year it is."""

    def changes(self) -> dict[str, Any]:
        return {**super().changes(), "version": str(datetime.date.today().year)}


_CLEAN = "test_its_texts_are_clean"
_COMPLETE = "test_its_texts_are_complete_in_its_languages"
_SAME = "test_it_is_the_same_each_time"

FAULTS: dict[type[TwoThemes], str] = {
    SoftHyphen: _CLEAN,
    ZeroWidth: _CLEAN,
    Untrimmed: _CLEAN,
    Mojibake: _CLEAN,
    BrokenWord: _CLEAN,
    AskedTwice: "test_no_two_are_alike",
    TwoOfOne: "test_no_more_are_chosen_than_there_are",
    Gap: "test_its_themes_are_numbered_from_one",
    HalfEnglish: _COMPLETE,
    DanishTwice: _COMPLETE,
    OrderOfHashes: _SAME,
    OtherEachTime: _SAME,
    TwoAlphabets: _CLEAN,
    TornLine: _CLEAN,
    LanguagesSwapped: _COMPLETE,
    NamedLikeAnother: "test_no_two_are_alike",
    OneEnd: "test_no_two_are_alike",
    DatedToday: "test_loading_it_touches_nothing_else",
}
"""Each fault, and the test of the contract that is meant for it."""
