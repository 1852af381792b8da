"""What the contract of exporters is made of: exports of samples, and what is wrong in one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any

from ledertrivsel.errors import ExportError, InvalidValueError
from ledertrivsel.findings import Finding
from ledertrivsel.hookspecs import Export, Exporter, ExporterInfo, Option
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import Method
from ledertrivsel.offers import cause_of
from ledertrivsel.prose import Paragraph, Prose
from ledertrivsel.testing import _contract_texts as texts
from ledertrivsel.testing import _contract_views as given
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_facts import Fact, facts, missing, normal
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import Audience, View, make_view

_LONG = ("Session.note", "Discussion.what")
"""Fields with a text that people typed, which stand in the view as it is stored."""

_ODD = (0, 1, -1, -1000, 10**6)
"""Numbers that an option which counts something may be given all the same."""

_FILES = (b"", b"\x00", b"PK\x03\x04", b"<script>alert(1)</script>", "\u00e6\U0001f600".encode())
"""What the file of an option may hold that is not what was asked for."""

_TYPED = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' x='",
    "=1+1",
    "# ikke en overskrift",
    "a | b ; c , d",
    "*fed* _skrå_ `kode`",
)
"""Values of an option for any text."""


class Exports(Contract):
    """Makes exports, and says what is wrong with one."""

    # Hooks that an author may define.

    def extract_text(self, content: bytes) -> str:
        """Return what the file's users read; a format that is no text says so itself.

        The exporter's own is asked only where the kit has no reader: who writes a page may not
        say what a browser shows.
        """
        media_type = self.info().media_type
        if not texts.has_reader(media_type):
            extract = getattr(self.made(), "extract_text", None)
            if extract is not None:
                text = extract(content)
                if not isinstance(text, str):
                    tell(f"extract_text() returns {short(text)}, which is no text.")
                return text
        if not texts.is_known(media_type):
            tell(
                f"The text of {media_type} can't be read here: give the exporter "
                "extract_text(content), or the contract."
            )
        return texts.text_of(content, media_type)

    def load(self, content: bytes) -> object:
        """Return the view that a loadable file holds; by default as the exporter loads it."""
        loads = getattr(self.made(), "load", None)
        if loads is None:
            tell(
                "It says that its files are loadable, and nothing loads them: give the exporter "
                "load(content), or the contract."
            )
        return loads(content)

    # What the tests are made of.

    def info(self) -> ExporterInfo:
        """Return the descriptor."""
        info = self.offer().info
        assert isinstance(info, ExporterInfo)
        return info

    def export(
        self,
        view: View,
        language: str = "da",
        *,
        method: Method | None,
        exporter: Exporter | None = None,
        options: dict[str, Any] | None = None,
    ) -> Export | ExportError:
        """Return the export, or the refusal; anything else is told."""
        exporter = exporter or self.made()
        options = {**given.defaults(self.info()), **(options or {})}
        context = given.context_for(view, language, options, method)
        try:
            made: object = exporter.export(view, context)
        except ExportError as error:
            return error
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise AssertionError(
                f"It raises {cause_of(error)}, where it may refuse with ExportError."
            ) from error
        if not isinstance(made, Export):
            tell(f"export() returns {short(made)}, which is no Export.")
        if not isinstance(made.content, bytes):
            tell(f"export() returns an Export of {type(made.content).__name__}, not of bytes.")
        return made

    def exported(self) -> Iterator[tuple[str, View, str, Export]]:
        """Yield what is made of each view of each sample plan in each language."""
        for name, plan, view in given.views():
            for language in LANGUAGES:
                made = self.export(view, language, method=given.method_of(plan))
                if isinstance(made, Export):
                    yield f"{name}, in {language}", view, language, made

    def fault_of(
        self,
        view: View,
        language: str,
        method: Method | None,
        options: dict[str, Any] | None = None,
    ) -> str:
        """Return what is wrong with the facts in one export, or an empty text."""
        try:
            made = self.export(view, language, method=method, options=options)
            if isinstance(made, ExportError):
                return ""
            text = self.extract_text(made.content)
        except Exception as error:
            return error.args[0] if isinstance(error, AssertionError) else cause_of(error)
        carries = self.info().carried(options)
        lost = next(missing(view, carries, made, text, load_labels(language)), None)
        return "" if lost is None else in_words(lost, language)

    def fault_of_text(self, title: str, prose: str, plain: str = "ord") -> str:
        """Return how typed texts come out otherwise than they went in, or change the file."""

        def view_of(line: str, body: str) -> tuple[View, Method]:
            plan = given.filled(lambda _, number: f"{line} {number:04}")
            view = make_view(plan, Audience.WORKING_GROUP)
            changed = given.rewritten(view, lambda p: Prose(f"{body} {p.source[-4:]}"))
            if "\n" not in body:
                changed = given.mapped(
                    changed, lambda path, was: f"{body} {was[-4:]}" if path in _LONG else was
                )
            return changed, given.method_of(plan)

        # In a text that people typed it may be markup of theirs; in a title it never is.
        body = prose if "\n" in prose or is_plain(f"{prose} 0001") else "ord"
        view, method = view_of(title, body)
        made = self.export(view, method=method)
        tame, tame_method = view_of("ord" if "\n" not in prose else title, plain)
        other = self.export(tame, method=tame_method)
        if isinstance(made, ExportError) or isinstance(other, ExportError):
            if isinstance(made, ExportError) and not isinstance(other, ExportError):
                return f"It refuses the text {prose!r}: {made}"
            return ""
        lost = next(
            missing(
                view,
                self.info().carried(),
                made,
                self.extract_text(made.content),
                load_labels("da"),
            ),
            None,
        )
        if lost is not None:
            return f"The text {prose!r} does not come out as it went in: {in_words(lost, 'da')}"
        said = " ".join(self.extract_text(made.content).split())
        if "".join(prose.split("\n")) in said and "\n" in prose:
            return f"The text {prose!r} loses its line break."
        for fact in facts(view):
            if fact.parts <= self.info().carried() and isinstance(fact.value, Prose):
                for line in fact.value.plain.splitlines():
                    typed = " ".join(line.split())
                    if typed not in said and typed.casefold() in said.casefold():
                        return f"The text {short(typed)} comes out in other letters."
        if not texts.is_known(self.info().media_type):
            return ""
        # Out of a comment or a style, a text is seen more often than one that harms nobody.
        seen = [
            Counter(re.findall(r"\b0\d{3}\b", self.extract_text(e.content))) for e in (made, other)
        ]
        if seen[0] - seen[1] and "\n" not in prose:
            return f"The text {prose!r} is seen where another one is not."
        forms = [Counter(texts.form_of(e.content, self.info().media_type)) for e in (made, other)]
        for mark in [*(forms[0] - forms[1]), *(forms[1] - forms[0])]:
            if mark in forms[0] - forms[1]:
                return f"The text {prose!r} becomes markup: {short(mark)}."
            return f"The text {prose!r} takes away {short(mark)}."
        return ""

    def fault_of_odd_values(self, option: Option) -> str:
        """Return how an option that may have any value takes an odd one, or an empty text."""
        if option.choices or option.type is bool:
            return ""
        plan, media_type = given.filled(), self.info().media_type
        view, method = make_view(plan, Audience.WORKING_GROUP), given.method_of(plan)

        def made_with(value: object) -> Export | str:
            context = given.context_for(
                view, "da", {**given.defaults(self.info()), option.name: value}, method
            )
            try:
                return self.made().export(view, context)  # type: ignore[no-any-return]
            except (ExportError, InvalidValueError) as error:
                return str(error)
            except Exception as error:
                tell(
                    f"With the option {option.name} {value!r} it raises {cause_of(error)}, where "
                    "it may refuse with ExportError."
                )

        for value in {int: _ODD, bytes: _FILES}.get(option.type, ()):
            made_with(value)
        tame = made_with("ord") if option.type is str else ""
        if isinstance(tame, str) or not texts.has_reader(media_type):
            return ""
        usual = Counter(texts.form_of(tame.content, media_type))
        for text in _TYPED:
            made = made_with(text)
            if isinstance(made, Export):
                more = Counter(texts.form_of(made.content, media_type)) - usual
                if more:
                    mark = short(next(iter(more)))
                    return f"The option {option.name} {text!r} becomes markup: {mark}."
        return ""


def in_words(fact: Fact, language: str) -> str:
    """Return that a fact is lost, in a sentence."""
    parts = " and ".join(sorted(part.value for part in fact.parts))
    return (
        f"The file lacks {fact.path} {short(plain(fact))} ({parts}, {language}), "
        "and no warning names it."
    )


def plain(fact: Fact) -> str:
    """Return a fact as text."""
    value = fact.value
    if isinstance(value, Prose):
        return value.plain
    if isinstance(value, (Theme, Text)):
        return value.to("da")
    if isinstance(value, Finding):
        return value.render("da")
    if isinstance(value, Enum):
        return str(value.value)
    return value if isinstance(value, str) else json.dumps(str(value), ensure_ascii=False)


def is_plain(text: str) -> bool:
    """Return whether *text* is one paragraph without any markup."""
    blocks = Prose(text).blocks
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph) and Prose(text).plain == text


def bytes_of(made: Export | ExportError) -> bytes:
    """Return what an export is, to compare; refusals are alike."""
    return made.content + repr(made.warnings).encode() if isinstance(made, Export) else b"refused"


def lines(text: str) -> set[str]:
    """Return the lines of a text, without regard to case and white space."""
    return {normal(line) for line in text.splitlines()} - {""}


def values(option: Option) -> tuple[Any, ...]:
    """Return values of an option that must work."""
    if option.choices:
        return option.choices
    if option.type is bool:
        return True, False
    return () if option.default is None else (option.default,)
