"""The contract of exporters: whole, discreet, neutral, repeatable, and alone with the view."""

from __future__ import annotations

import contextlib
import copy
import datetime
import functools
import html
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from ledertrivsel.errors import ExportError
from ledertrivsel.hookspecs import Context, Export, Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Method, builtin_method
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.plan import Plan
from ledertrivsel.prose import Prose
from ledertrivsel.testing import _contract_texts as texts
from ledertrivsel.testing import _contract_views as given
from ledertrivsel.testing._contract_base import short, tell
from ledertrivsel.testing._contract_changes import Search, told_as_zero, unlisted, untold
from ledertrivsel.testing._contract_exports import (
    Exports,
    bytes_of,
    in_words,
    lines,
    plain,
    values,
)
from ledertrivsel.testing._contract_facts import (
    facts,
    is_warned_of,
    kept_all_the_same,
    missing,
    normal,
    shown_beyond,
)
from ledertrivsel.testing._contract_facts import texts as texts_in
from ledertrivsel.testing._contract_processes import differing
from ledertrivsel.testing._contract_watch import files_of, interleaved, watched
from ledertrivsel.view import Audience, Part, View, make_view

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> & <b>fed</b>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' x='",
    "pc < 5 && pc > 3 &amp; &lt;",
    "]]> --> {{ 7 * 7 }} {% raw %} ${x} {x} %s",
    "</title></style></textarea></script><b>fed</b>",
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "# ikke en overskrift",
    "a | b ; c , d",
    "javascript:alert(1)",
    "citat \" og ' apostrof \\ og \\n",
    "😀 漢字 \u05e2\u05d1\u05e8\u05d9\u05ea",
    "END:VEVENT",
    "[her](javascript:alert(1))",
    "[her](https://eksempel.dk)",
    "*fed* _skrå_ `kode`",
    "a \\* b \\# c",
    "{{dobbelt}} %% $title",
    "familie 👩\u200d💼 og sam\u00adarbejde",
)
"""Texts that formats trip over; in a text that people typed each is nothing but text."""

_TURNS = (
    (Audience.WORKING_GROUP, "da"),
    (Audience.WORKING_GROUP, "en"),
    (Audience.ORGANISATION, "en"),
    (Audience.FORUMS, "da"),
    (Audience.ORGANISATION, "da"),
    (Audience.WORKING_GROUP, "da"),
)
"""Audiences and languages that one exporter is asked for in turn."""

_WORD = re.compile(r"[^\W\d_]{3,}")


class ExporterContract(Exports, kind=Kind.EXPORTER):
    """What every exporter keeps; a format that is no text needs `extract_text`, here or there."""

    def test_it_returns_an_export_of_bytes(self) -> None:
        """Every sample plan is exported for each audience in each language."""
        for name, plan, view in given.views():
            for language in LANGUAGES:
                made = self.export(view, language, method=given.method_of(plan))
                if isinstance(made, ExportError) and "12 themes" in name:
                    tell(f"It refuses {name}: {made}")

    def test_the_file_is_what_its_media_type_says(self) -> None:
        """It can be decoded and parsed."""
        media_type = self.info().media_type
        for name, _, _, made in self.exported():
            try:
                texts.check(made.content, media_type)
            except Exception as error:
                tell(f"The file is no {media_type} for {name}: {cause_of(error)}.")

    def test_every_fact_of_the_parts_it_carries_occurs(self) -> None:
        """Never a silent loss: a fact occurs, or a warning names it."""
        for name, view, language, made in self.exported():
            text = self.extract_text(made.content)
            for lost in missing(view, self.info().carried(), made, text, load_labels(language)):
                tell(f"{in_words(lost, language)} It is {name}.")
        method = given.method_of(given.filled())
        for name, view in (
            ("a plan with three of all", given.several(given.filled())),
            ("a plan with texts of 30,000 characters", given.long(given.filled())),
        ):
            fault = self.fault_of(view, "da", method)
            if fault:
                tell(f"{fault} It is {name}.")
        full = make_view(given.filled(), Audience.WORKING_GROUP)
        self._says_otherwise(full, method, untold)
        self._says_otherwise(full, method, unlisted)
        self._says_otherwise(given.many(), given.method_of(given.crowded(20)), unlisted)

    def _says_otherwise(self, view: View, method: Method, search: Search) -> None:
        """Tell what can change in the view without the file."""
        usual = self.export(view, method=method)
        if isinstance(usual, ExportError):
            return

        def said(changed: View) -> str | None:
            try:
                made = self.export(changed, method=method)
                return None if isinstance(made, ExportError) else self.extract_text(made.content)
            except Exception:  # No plan is like that: what becomes of it counts nothing.
                return None

        carries = self.info().carried()
        for fact, how in search(view, carries, said):
            if not is_warned_of(fact, view, usual, fact.parts):
                parts = " and ".join(sorted(part.value for part in fact.parts))
                tell(f"The file says the same {how} ({parts}), and no warning names it.")
        zero = told_as_zero(view, said) if Part.PRIORITY_CARD in carries else ""
        if zero:
            tell(f"The file {zero}.")

    def test_every_fact_of_any_plan_occurs(self) -> None:
        """The same for whatever plan can be made; the smallest that loses something is told."""
        from ledertrivsel.testing._plans import plans

        def fault(drawn: tuple[Plan, Audience, str]) -> str:
            plan, audience, language = drawn
            view = make_view(plan, audience)
            # Plans are drawn with few texts; a fact must not pass for another one.
            numbers = itertools.count(1)
            apart = given.rewritten(view, lambda text: Prose(f"{text.source} ({next(numbers)})"))
            return self.fault_of(apart, language, builtin_method())

        pairs = st.tuples(plans(), st.sampled_from(Audience), st.sampled_from(LANGUAGES))
        self.search(pairs, fault)

    def test_any_number_of_themes_fits(self) -> None:
        """No theme is lost, be there 0, 1, 12 or 20."""
        for count in given.COUNTS:
            plan = given.crowded(count)
            for audience in Audience:
                view = make_view(plan, audience)
                fault = self.fault_of(view, "da", given.method_of(plan))
                if fault:
                    tell(f"With {count} themes: {fault}")

    def test_nothing_the_audience_may_not_see_occurs(self) -> None:
        """Not even when the same exporter has just been given a view that holds it."""
        plan = given.filled()
        method = given.method_of(plan)
        everything = make_view(plan, Audience.WORKING_GROUP)
        for audience in (Audience.FORUMS, Audience.ORGANISATION):
            view, exporter = make_view(plan, audience), self.made()
            self.export(everything, method=method, exporter=exporter)
            made = self.export(view, method=method, exporter=exporter)
            if isinstance(made, ExportError):
                continue
            said = normal(self._all_of(made) + str(made.warnings))
            allowed = {normal(text) for text in texts_in(view)}
            for secret in texts_in(everything):
                hidden = normal(secret)
                if "nr0" in hidden and hidden not in allowed and hidden in said:
                    tell(f"The {audience.value} sees {short(secret)}, which its view lacks.")
            labels = load_labels("da")
            # With the part of the sentence that only that audience's foot has.
            feet = {a: normal(labels[f"exports.audience.{a.value}"]) for a in Audience}
            wrong = [a.value for a, foot in feet.items() if a is not audience and foot in said]
            if wrong and feet[audience] not in said:
                tell(f"The file for the {audience.value} says that it is for the {wrong[0]}.")

    def _all_of(self, made: Export) -> str:
        """Return what a file says and what it hides: comments, attributes, scripts; warnings."""
        hidden = html.unescape(made.content.decode("utf-8", "ignore"))
        told = [warning.render(load_labels("da")) for warning in made.warnings]
        return "\n".join([self.extract_text(made.content), hidden, *told])

    def test_only_the_parts_it_says_occur(self) -> None:
        """What `carries` does not name it leaves out: a workplace relies on that list."""
        plan = given.filled()
        view = make_view(plan, Audience.WORKING_GROUP)
        made = self.export(view, method=given.method_of(plan))
        if isinstance(made, ExportError):
            return
        for fact in shown_beyond(view, self.info().carried(), self._all_of(made)):
            parts = " and ".join(sorted(part.value for part in fact.parts))
            tell(f"It shows {fact.path} {short(plain(fact))} of {parts}, which it does not carry.")

    def test_hostile_text_stays_text(self) -> None:
        """It occurs as it was typed and changes nothing else in the file."""
        for text in HOSTILE:
            fault = self.fault_of_text(text, text)
            if fault:
                tell(fault)

    def test_lines_of_a_text_stay_in_it(self) -> None:
        """A line break in what people typed starts no property, row or heading."""
        for text in ("BEGIN:VEVENT", "=1+1", "| a | b |", "en linje til"):
            fault = self.fault_of_text("Ærlig", f"Ærlig\n{text}", plain="Ærlig\nord")
            if fault:
                tell(fault)

    def test_the_view_is_left_as_it_was(self) -> None:
        """A view may be exported many times, also at once."""
        for audience, language in itertools.product(Audience, LANGUAGES):
            # Made anew: what another call has changed already would not be seen.
            lent, kept = (self._lent(audience, language) for _ in range(2))
            with contextlib.suppress(Exception):  # Another test tells what it raises.
                self.made().export(*lent)
            for one, other, what in zip(kept, lent, ("view", "context"), strict=True):
                changed = _changed(one, other)
                if changed:
                    tell(f"It changes the {what} for the {audience.value}: {changed}.")

    def _lent(self, audience: Audience, language: str) -> tuple[View, Context]:
        """Return a view and a context that nobody else has."""
        plan = given.filled()
        view, method = make_view(plan, audience), copy.deepcopy(given.method_of(plan))
        return view, given.context_for(view, language, given.defaults(self.info()), method)

    def test_the_same_view_gives_the_same_bytes(self) -> None:
        """Whatever was exported in between, by this exporter or another one."""
        one = self.made()
        first = {
            name: bytes_of(self._exported_by(one, plan, view))
            for name, plan, view in given.views()
        }
        for exporter, which in ((one, "the second time"), (self.made(), "by a new exporter")):
            for name, plan, view in reversed(list(given.views())):
                if bytes_of(self._exported_by(exporter, plan, view)) != first[name]:
                    tell(f"{name.capitalize()} comes out otherwise {which}.")
        plan, everyone = given.filled(), self.made()
        for audience, language in _TURNS:
            view, method = make_view(plan, audience), given.method_of(plan)
            again = self.export(view, language, method=method, exporter=everyone)
            if bytes_of(again) != bytes_of(self.export(view, language, method=method)):
                tell(
                    f"The file for the {audience.value} in {language} comes out otherwise after "
                    "the same exporter was asked for another language or audience."
                )

    def _exported_by(self, exporter: Exporter, plan: Plan, view: View) -> Export | ExportError:
        return self.export(view, method=given.method_of(plan), exporter=exporter)

    def test_every_process_gives_the_same_bytes(self) -> None:
        """With another hash seed, time zone, locale, user and directory."""
        found = differing(self.subject(), "export", {})
        if found is not None:
            name, environment, _ = found
            where = ", ".join(f"{key}={value}" for key, value in environment.items())
            tell(f"{name.capitalize()} comes out otherwise with {where}.")

    def test_it_touches_nothing_but_the_view(self) -> None:
        """No file, network, clock, chance, global state or terminal."""
        everything = list(given.few_views())
        contexts = {
            language: [
                (view, given.context_for(view, language, given.defaults(self.info()), method))
                for _, plan, view in everything
                for method in (given.method_of(plan),)
            ]
            for language in LANGUAGES
        }
        deeds: list[str] = []
        exporter = None
        for may_load in (True, False):  # The first time, code and templates may be loaded.
            with watched(deeds, may_load=may_load):
                exporter = exporter or self.made()
                for view, context in (*contexts["da"], *contexts["en"]):
                    with contextlib.suppress(Exception):  # Another test tells what it raises.
                        exporter.export(view, context)
        if deeds:
            tell(f"While it exports it {deeds[0]}.")

    def test_what_it_refuses_it_says_in_words(self) -> None:
        """Without the whole method, too, it exports or refuses, and says what is lacking."""
        for name, plan, view in given.views():
            for method in (None, given.method_of(plan)):
                made = self.export(view, method=method)
                if isinstance(made, ExportError):
                    detail = str(made.params.get("detail", ""))
                    if len(detail.split()) < 3 or "Error" in detail or "object at 0x" in detail:
                        tell(f"It refuses {name} with {detail!r}, which says too little.")

    def test_it_speaks_both_languages(self) -> None:
        """What it says itself is Danish in a Danish file and English in an English one."""
        if "json" in self.info().media_type:
            return  # For programs: its keys have no language.
        plan = given.crowded(12)
        view = make_view(plan, Audience.WORKING_GROUP)
        said = {}
        for language in LANGUAGES:
            made = self.export(view, language, method=given.method_of(plan))
            if isinstance(made, ExportError):
                return
            said[language] = lines(self.extract_text(made.content))
            named = texts.language_of(made.content, self.info().media_type) - {language}
            if named:
                tell(f"The file in {language} says that it is in {', '.join(sorted(named))}.")
        for language, other in (("en", "da"), ("da", "en")):
            whole = "\n".join(sorted(said[language]))
            for right, foreign in _worded(view, language, other):
                if normal(foreign) in whole and normal(right) not in whole:
                    tell(f"The file in {language} says {foreign!r} where {right!r} is meant.")
        if "csv" not in self.info().media_type:  # A spreadsheet asks for its country's commas.
            whole = "\n".join(sorted(said["en"]))
            for right, foreign in _decimals(view):
                if _stands_in(foreign, whole) and not _stands_in(right, whole):
                    tell(f"The file in en says {foreign!r} where {right!r} is meant.")
        typed = sorted({normal(text) for text in texts_in(view)} - {""}, key=len, reverse=True)
        words = {language: _words(language) for language in LANGUAGES}
        for line in sorted(said["da"] & said["en"]):
            own = line
            for text in typed:
                own = own.replace(text, " ") if len(text) > 1 else own
            for language, other, name in (("da", "en", "English"), ("en", "da", "Danish")):
                strange = sorted(set(_WORD.findall(own)) & (words[language] - words[other]))
                if strange:
                    tell(f"The {name} file says {short(line)}, as the other does.")

    def test_a_loadable_file_loads_to_what_it_was_made_from(self) -> None:
        """Only what `loadable` claims is tried."""
        if not self.info().loadable:
            return
        # All are made first: what remembers its last view must not pass for a reader of files.
        files = [
            (name, view, self.export(view, method=given.method_of(plan)))
            for name, plan, view in given.views()
        ]
        for name, view, made in files:
            if isinstance(made, Export):
                try:
                    loaded = self.load(made.content)
                except AssertionError:
                    raise
                except Exception as error:
                    tell(f"The file of {name} does not load: {cause_of(error)}.")
                if loaded != view:
                    tell(f"The file of {name} loads to something else than it was made from.")

    def test_calls_that_interleave_stay_apart(self) -> None:
        """One exporter may serve two threads: neither file has anything of the other."""
        exporter = self.made()
        seen = (given.filled(), Audience.ORGANISATION), (given.crowded(1), Audience.WORKING_GROUP)
        pairs = [(make_view(plan, audience), given.method_of(plan)) for plan, audience in seen]

        def call(view: View, method: Method) -> bytes:
            return bytes_of(self.export(view, method=method, exporter=exporter))

        calls = [functools.partial(call, *pair) for pair in pairs]
        for main, rival in (calls, calls[::-1]):
            alone = main(), rival()
            for found in interleaved(main, rival, files_of(exporter)):
                for what, was in zip(found, alone, strict=True):
                    if what is not None and what != was:
                        tell("Two exports at the same time mix: one has something of the other.")

    def test_its_options_do_what_they_say(self) -> None:
        """Each value it allows works, and each option changes something."""
        for option in self.info().options:
            fault = self.fault_of_odd_values(option)
            if fault:
                tell(fault)
        plans = given.filled(), given.crowded(12), given.every_state()
        seen = [(make_view(p, Audience.WORKING_GROUP), given.method_of(p)) for p in plans]
        for option in self.info().options:
            alike: dict[tuple[bytes, ...], list[Any]] = {}
            for value in values(option):
                settings = {option.name: value}
                said = f"The option {option.name} allows {value!r}, and"
                files = [self.export(v, method=m, options=settings) for v, m in seen]
                if isinstance(files[0], ExportError):
                    if option.choices or option.type is bool:
                        tell(f"{said} it refuses: {files[0]}")
                    continue
                alike.setdefault(tuple(map(bytes_of, files)), []).append(value)
                fault = self.fault_of(seen[0][0], "da", seen[0][1], settings)
                if fault:
                    tell(f"{said} then: {fault}")
                if any(value == choice for choice, _ in option.carries):
                    assert isinstance(files[0], Export)
                    shown = self._all_of(files[0])
                    for fact in shown_beyond(seen[0][0], self.info().carried(settings), shown):
                        parts = " and ".join(sorted(part.value for part in fact.parts))
                        tell(f"{said} then it shows {fact.path} {short(plain(fact))} of {parts}.")
            for same in (same for same in alike.values() if len(same) > 1):
                if len(alike) == 1:
                    tell(f"The option {option.name} changes nothing.")
                tell(f"The option {option.name} says the same with {same[0]!r} and {same[1]!r}.")

    def test_its_warnings_have_words(self) -> None:
        """A warning is for people: a text of its own, or a code with a label."""
        for name, view, language, made in self.exported():
            if made.warnings and language == "da":
                text = self.extract_text(made.content)
                field = kept_all_the_same(view, self.info().carried(), made, text)
                if field:
                    tell(f"It warns that {field} is left out of {name}, and nothing is.")
            for warning in made.warnings:
                labels = load_labels("da")
                if warning.text is None and f"exports.warning.{warning.code}" not in labels:
                    tell(f"The warning {warning.code!r} of {name} has no text.")


def _worded(view: View, language: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield titles of themes and days in words, each in a language and in the other one."""
    for theme in view.themes:
        yield theme.title.to(language), theme.title.to(other)
    for fact in facts(view):
        if isinstance(fact.value, datetime.date):
            yield load_labels(language).date(fact.value), load_labels(other).date(fact.value)


def _decimals(view: View) -> Iterator[tuple[str, str]]:
    """Yield the figures that are no whole ones, in English and in Danish."""
    for fact in facts(view):
        if isinstance(fact.value, (Fraction, Decimal)) and fact.value % 1:
            for places in (1, 2, 3):
                exact = abs(Fraction(fact.value))
                yield tuple(load_labels(name).number(exact, places) for name in ("en", "da"))  # type: ignore[misc]


def _stands_in(figure: str, text: str) -> bool:
    """Return whether a figure stands in *text* by itself."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?![.,]?\d)", text) is not None


def _changed(one: Any, other: Any) -> str:
    """Return the fields in which two values of a kind differ, or in their repr."""
    names = [field.name for field in attrs.fields(type(one))]
    pairs = [(name, getattr(one, name), getattr(other, name)) for name in names]
    return ", ".join(
        name
        for name, was, now in pairs
        if was != now or (name != "labels" and repr(was) != repr(now))
    )


def _words(language: str) -> set[str]:
    """Return the words that the product uses in a language."""
    labels = load_labels(language)
    names = labels.keys()
    return {word for name in names for word in _WORD.findall(normal(labels[name]))}
