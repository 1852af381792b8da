"""The contract of methods: clean texts, each in its place and language, and a plan that starts."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from ledertrivsel.cards import ActionCard, FollowUp, Task
from ledertrivsel.documents import dump, load
from ledertrivsel.exporters.markdown import MarkdownExporter
from ledertrivsel.instruments import CARD_FIELDS
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import ItemKind, Method, untranslated
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round, ThemeFinder
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_facts import normal
from ledertrivsel.testing._contract_processes import differing
from ledertrivsel.testing._contract_views import context_for
from ledertrivsel.testing._contract_watch import watched
from ledertrivsel.themes import Text
from ledertrivsel.view import Audience, make_view

DAY = datetime.date(2026, 9, 2)

_HIDDEN = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200e": "a left-to-right mark",
    "\u200f": "a right-to-left mark",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\ufffd": "a character that could not be read",
    "\t": "a tab",
    "\ufb01": "a ligature",
    "\ufb02": "a ligature",
}
_BROKEN = re.compile("[ÂÃÐ][\u0080-\u00bf\u2020\u201e\u02dc]|â€|\u00ef\u00bb\u00bf")
_SPLIT = re.compile(r"[a-zæøå]- (?!og\b|eller\b|samt\b|and\b|or\b|und\b|to\b|til\b)[a-zæøå]{2,}")
_STRANGE = re.compile(
    "[a-zæøå](?:[¿¡¤¦¨©ª¬®¯±²³¶¹º¼½¾×\u2500-\u25ff]+|\\?)[a-zæøå]", re.IGNORECASE
)
_TORN = re.compile(r"[a-zæøå,]\n[a-zæøå]|[a-zæøå]-\n[a-zæøå]|[a-zæøå]\u00a0[a-zæøå]{2}")
_EMPTY = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b|\blorem ipsum\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d")
"""What joins signs into one, such as those of a family."""

_WIDE = re.compile("[\uff01-\uff5e]")
_ENTITY = re.compile(r"&(?:[a-z]+|#\d+);|</?[a-z]+>")
_DANISH = re.compile("[æøåÆØÅ]")
_LONG = 20
_MANY_WORDS = 4
_NAMES = ("instrument.attribution", "series")
"""Texts that are much the same in any language: names of people, houses and books."""

_WORDS = {
    "da": "af der det du er hvad hvem hvilke hvilken hvor hvordan hvornår ikke jer med nye og på "
    "skal som til vi vores",
    "en": "and are can does how is it of our shall should that the their they we what when which "
    "who with you your",
}
"""Words that stand in most sentences of one language and in none of the other."""


class MethodContract(Contract, kind=Kind.METHOD):
    """What every method keeps: a theme catalogue with questions, headings and agendas."""

    def method(self) -> Method:
        """Return the method, loaded anew."""
        method = self.made()
        if not isinstance(method, Method):
            tell(f"It gives {short(method)}, which is no Method.")
        return method

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield every text with its path."""
        return _texts(self.method(), "")

    def test_its_texts_are_clean(self) -> None:
        """As print has them: nothing hidden, nothing broken by a PDF or a wrong encoding."""
        for path, text in self.texts():
            for language, content in text.by_language:
                said = _unclean(content)
                if said:
                    tell(f"{path}.{language} {said}: {short(content)}.")

    def test_its_texts_are_complete_in_its_languages(self) -> None:
        """Each text is in each language that it declares, and of its own."""
        method = self.method()
        for path, language in untranslated(method):
            tell(f"{path} has no text in {language!r}, which the method declares.")
        for language in method.instrument.languages:
            if language not in LANGUAGES and not set(LANGUAGES) & set(method.instrument.languages):
                tell(f"It speaks {language!r} alone; plans are written in {LANGUAGES}.")
        for path, text in self.texts():
            said = dict(text.by_language)
            english = said.get("en", "")
            if not english or "da" not in said or path in _NAMES:
                continue
            is_long = len(english) > _LONG and _DANISH.search(english)
            if english == said["da"] and (is_long or len(english.split()) >= _MANY_WORDS):
                tell(f"{path}.en is the Danish text: {short(english)}.")
            for language, content in said.items():
                other = next((o for o in _WORDS if o != language), "")
                if language in _WORDS and _speaks(content, other):
                    tell(f"{path}.{language} is not in that language: {short(content)}.")

    def test_no_two_are_alike(self) -> None:
        """Titles and questions of themes are told apart in each language."""
        method = self.method()
        find = ThemeFinder(method.themes)
        for theme in method.themes:
            names = (theme.id, str(theme.number), *(text for _, text in theme.title.by_language))
            for name in names:
                if find.find(name) != theme.id:
                    tell(f"{theme.id} and {find.find(name)} can both be meant by {short(name)}.")
        instrument = method.instrument
        for language in instrument.languages:
            self._differ(
                language,
                ("the question on importance", instrument.importance_question),
                ("the question on success", instrument.success_question),
            )
            self._differ(
                language, ("the low end", instrument.low), ("the high end", instrument.high)
            )
            self._differ(
                language,
                *((f"the question {q.id}", q.title) for q in instrument.support_questions),
            )
            self._differ(
                language, *((f"the heading {h.field}", h.title) for h in instrument.headings)
            )
            for what in ("title", "question"):
                seen: dict[str, str] = {}
                for theme in method.themes:
                    text = getattr(theme, what)
                    said = normal(text.to(language)) if text is not None else ""
                    if said and said in seen:
                        tell(f"{theme.id} has the {what} of {seen[said]}: {short(said)}.")
                    seen[said] = theme.id

    def _differ(self, language: str, *named: tuple[str, Text]) -> None:
        """Tell when two texts say the same."""
        seen: dict[str, str] = {}
        for name, text in named:
            said = normal(text.to(language))
            if said in seen:
                tell(f"{seen[said]} and {name} say the same: {short(said)}.")
            seen[said] = name

    def test_its_themes_are_numbered_from_one(self) -> None:
        """People name a theme by its number."""
        numbers = [theme.number for theme in self.method().themes]
        if not numbers:
            tell("It has no themes.")
        if numbers != list(range(1, len(numbers) + 1)):
            tell(f"Its {len(numbers)} themes have the numbers {numbers}.")
        for theme in self.method().themes:
            if theme.is_own:
                tell(f"{theme.id} has the source {theme.source.value}: a workplace's own theme.")

    def test_no_more_are_chosen_than_there_are(self) -> None:
        """The bounds fit the number of themes."""
        method = self.method()
        bounds, count = method.instrument.bounds, len(method.themes)
        if bounds.highest > count or bounds.lowest < 1:
            tell(f"It chooses {bounds.lowest}–{bounds.highest} of {count} themes.")

    def test_it_says_whose_texts_it_has(self) -> None:
        """Its attribution is printed with them."""
        for language, said in self.method().instrument.attribution.by_language:
            if len(said.split()) < 1 or not re.search(r"\w{2}", said):
                tell(f"Its attribution in {language!r} is {said!r}.")

    def test_its_agendas_add_up(self) -> None:
        """What is always held takes the minutes announced, and its points fit into it."""
        for agenda in self.method().agendas:
            always = sum(i.minutes for i in agenda.items if i.kind is ItemKind.ALWAYS)
            if always != agenda.minutes:
                tell(
                    f"The agenda of {agenda.step.value} is announced as {agenda.minutes} minutes, "
                    f"and its items take {always}."
                )

    def test_it_is_the_same_each_time(self) -> None:
        """However often it is loaded, in whatever process."""
        if self.method() != self.method():
            tell("Loaded twice it is not the same.")
        found = differing(self.subject(), "method", {})
        if found is not None:
            where = ", ".join(f"{key}={value}" for key, value in found[1].items())
            tell(f"It is not the same with {where}.")

    def test_loading_it_touches_nothing_else(self) -> None:
        """Its own files may be read; no network, clock, chance, global state or terminal."""
        deeds: list[str] = []
        with watched(deeds, may_load=True):
            self.method()
        again: list[str] = []
        with watched(again):  # Once all is imported, a clock that is asked is its own.
            self.method()
        deeds += [deed for deed in again if not deed.startswith(("reads the file", "lists the"))]
        if deeds:
            tell(f"While it is loaded it {deeds[0]}.")

    def test_a_plan_starts_with_it(self) -> None:
        """Rated, chosen from, written and read back, and printed in each of its languages."""
        method = self.method()
        try:
            plan = Plan.start(method, title="Plan", on=DAY)
            rows = [("Gruppe", theme.id, 5, 1) for theme in method.themes]
            plan = plan.add_round(Round.from_rows("forbered", rows, themes=plan.themes))
            chosen = [theme.id for theme in method.themes][: method.instrument.bounds.lowest]
            plan = plan.choose(chosen).confirm(by="Direktionen", on=DAY)
            for theme_id in chosen:
                answers = {q.id: "Et svar" for q in method.instrument.support_questions}
                plan = plan.qualify(theme_id, answers=answers) if answers else plan
                plan = plan.add_card(_card(theme_id))
            plan.proposal()
            if load(dump(plan)) != plan:
                tell("A plan made with it is not the same when it is read back.")
            for language in LANGUAGES:
                view = make_view(plan, Audience.WORKING_GROUP)
                labels = load_labels(language)
                content = (
                    MarkdownExporter()
                    .export(view, context_for(view, language, {}, method))
                    .content
                )
                for theme in plan.themes[:1]:
                    title = theme.title.to(labels.language)
                    if normal(title)[:10] not in normal(content.decode()):
                        tell(f"The plan printed in {language!r} lacks the theme {title!r}.")
        except AssertionError:
            raise
        except Exception as error:
            tell(f"No plan starts with it: {cause_of(error)}.")


def _card(theme_id: str) -> ActionCard:
    said: dict[str, Any] = dict.fromkeys(CARD_FIELDS[:5], "Noget at holde fast i")
    tasks = (Task(what="Et møde", who="HR"),)
    follow_up = FollowUp("Vi taler om det")
    return ActionCard(theme_id=theme_id, title="", **said, tasks=tasks, follow_up=follow_up)


def _speaks(text: str, language: str) -> bool:
    """Return whether a sentence has two words of *language* and none of the other."""
    words = set(re.findall(r"\w+", text.casefold()))
    own = {*_WORDS.get(language, "").split()}
    others = {word for other in _WORDS if other != language for word in _WORDS[other].split()}
    return len(words & own) >= 2 and not words & others


def _texts(value: Any, path: str) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _texts(getattr(value, field.name), f"{path}.{field.name}".lstrip("."))


def _unclean(text: str) -> str:
    """Return what is wrong with a text, or an empty text."""
    if unicodedata.normalize("NFC", text) != text:
        return "is not in NFC"
    if text.strip() != text:
        return "begins or ends with a space"
    for character, name in _HIDDEN.items():
        if character in text:
            return f"holds {name}"
    bare = _ADDRESS.sub("", text)
    if _BROKEN.search(text) or _STRANGE.search(bare):
        return "was decoded in a wrong encoding"
    if _WIDE.search(text):
        return "holds a full-width character"
    if any(_is_mixed(word) for word in re.findall(r"\w+", text)):
        return "has letters of two alphabets in one word"
    if _EMPTY.search(text):
        return "is a placeholder"
    if "  " in text:
        return "has two spaces in a row"
    split = _SPLIT.search(text)
    if split:
        return f"has a word broken by a hyphen ({split[0]!r})"
    if _TORN.search(text):
        return "has a line or word broken in the middle"
    if _ENTITY.search(text):
        return "has markup in it"
    plain = _JOINED.sub("", text)
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") and c != "\n" for c in plain):
        return "holds a character that can't be seen"
    return ""


def _is_mixed(word: str) -> bool:
    """Return whether a word has Latin letters beside Greek or Cyrillic ones, which look alike."""
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return "LATIN" in alphabets and bool(alphabets & {"GREEK", "CYRILLIC"})
