"""An exporter of action cards as a page, and exporters that are wrong in one thing."""

from __future__ import annotations

import datetime
import decimal
import html
import logging
import os
import pickle
import re
import socket
import sys
import time
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from ledertrivsel.cards import CardState, Offset, OffsetUnit
from ledertrivsel.errors import ExportError
from ledertrivsel.hookspecs import (
    Context,
    Export,
    ExporterInfo,
    ExportWarning,
    Option,
    hookimpl,
)
from ledertrivsel.labels import Labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, CardView, CheckView, Part, TaskView, View


class Cards:
    """A page with the cards, right in all that the contract asks."""

    carries: ClassVar[frozenset[Part]] = frozenset({Part.PURPOSE, Part.CARDS})
    options: ClassVar[tuple[Option, ...]] = ()
    loadable = False
    suffix, media_type = ".html", "text/html; charset=utf-8"

    @hookimpl
    def ledertrivsel_exporters(self) -> Iterable[ExporterInfo]:
        yield ExporterInfo(
            name="cards",
            suffix=self.suffix,
            media_type=self.media_type,
            title={"da": "Action cards", "en": "Action cards"},
            carries=self.carries,
            options=self.options,
            loadable=self.loadable,
            factory=type(self),
        )

    def export(self, view: View, context: Context) -> Export:
        lines = list(self.page(view, context))
        return Export("\n".join(lines).encode(), self.warnings(view))

    def warnings(self, view: View) -> tuple[ExportWarning, ...]:
        return ()

    def page(self, view: View, context: Context) -> Iterator[str]:
        yield f'<!DOCTYPE html><html lang="{context.language}"><head>'
        yield f"<title>{self.escape(view.title)}</title></head><body>"
        yield self.row("h1", view.title)
        yield from self.purpose(view, context)
        for card in self.cards(view):
            yield from self.card(card, context)
        yield self.row("footer", self.foot(view, context))
        yield "</body></html>"

    def purpose(self, view: View, context: Context) -> Iterator[str]:
        yield self.row("p", view.purpose)
        yield self.row("p", view.strategy)

    def cards(self, view: View) -> Iterable[CardView]:
        return view.cards

    def foot(self, view: View, context: Context) -> str:
        return context.labels[f"exports.audience.{view.audience.value}"]

    def card(self, card: CardView, context: Context) -> Iterator[str]:
        yield self.row("h2", card.theme.title.to(context.language))
        yield self.row("p", card.title)
        yield self.row("p", context.labels.name(card.state))
        yield self.row("p", card.attribution)
        for text in self.texts(card):
            yield self.row("p", text)
        yield self.heading(context)
        for task in card.tasks:
            yield from self.task(task, context)
        for check in card.checks:
            yield from self.check(check, context)
        if card.unfinished is not None:
            point = card.unfinished
            for said in (point.text, point.who, self.due(point.due, context), point.outcome):
                yield self.row("p", said)

    def heading(self, context: Context) -> str:
        return self.row("h3", context.labels["model.tasks"])

    def texts(self, card: CardView) -> Iterable[Prose]:
        return (
            card.state_reason,
            card.applies_when,
            card.goal,
            card.responsible,
            card.support,
            card.representatives_role,
            card.tasks_note,
            card.follow_up,
            *card.materials,
        )

    def task(self, task: TaskView, context: Context) -> Iterator[str]:
        yield self.row("p", task.what)
        yield self.row("p", task.who)
        yield self.row("p", task.dropped)
        for due in (task.due, task.started_on, task.done_on):
            yield self.row("p", self.due(due, context))

    def check(self, check: CheckView, context: Context) -> Iterator[str]:
        yield self.row("p", check.what)
        yield self.row("p", self.due(check.due, context))
        yield self.row("p", self.due(check.done_on, context))

    def due(self, due: datetime.date | Offset | None, context: Context) -> str:
        if due is None:
            return ""
        if isinstance(due, Offset):
            return f"{due.n} {context.labels.name(due.unit)}: {due.event}"
        return context.labels.date(due)

    def row(self, tag: str, said: Prose | str) -> str:
        text = self.text(said)
        return f"<{tag}>{text}</{tag}>" if text else ""

    def text(self, said: Prose | str) -> str:
        return self.escape(said.plain if isinstance(said, Prose) else said).replace("\n", "<br>")

    def escape(self, text: str) -> str:
        return html.escape(text)


class DropsSupport(Cards):
    """Leaves out where the responsible can get help."""

    def texts(self, card: CardView) -> Iterable[Prose]:
        return (text for text in super().texts(card) if text is not card.support)


class WarnsVaguely(DropsSupport):
    """Leaves out a field, and warns that something is missing."""

    def warnings(self, view: View) -> tuple[ExportWarning, ...]:
        return (ExportWarning(code="shortened", text={"da": "Noget er udeladt."}),)  # type: ignore[arg-type]


class CutsLongTexts(Cards):
    """Cuts texts at a hundred characters."""

    def text(self, said: Prose | str) -> str:
        return super().text(said)[:100]


class ForgetsOffsets(Cards):
    """Leaves out what a deadline counts from."""

    def due(self, due: datetime.date | Offset | None, context: Context) -> str:
        return str(due.n) if isinstance(due, Offset) else super().due(due, context)


class KeepsTenCards(Cards):
    """Has room for ten cards."""

    def cards(self, view: View) -> Iterable[CardView]:
        return view.cards[:10]


class KeepsThreeTasks(Cards):
    """Has room for three tasks a card."""

    def card(self, card: CardView, context: Context) -> Iterator[str]:
        import attrs

        return super().card(attrs.evolve(card, tasks=card.tasks[:3]), context)


class ForgetsPaused(Cards):
    """Leaves out who is responsible for a card that is paused."""

    def texts(self, card: CardView) -> Iterable[Prose]:
        is_paused = card.state is CardState.PAUSED
        return (t for t in super().texts(card) if not (is_paused and t == card.responsible))


class TakesDatesForLists(Cards):
    """Takes "24. december" for item 24 of a list."""

    def text(self, said: Prose | str) -> str:
        return re.sub(r"^\d+\. ", "", super().text(said))


class EscapesNothing(Cards):
    """Takes what people typed for markup."""

    def escape(self, text: str) -> str:
        return text


class EscapesTwice(Cards):
    """Shows ``&amp;`` for ``&``."""

    def escape(self, text: str) -> str:
        return html.escape(html.escape(text))


class QuotesInAttributes(Cards):
    """Puts a title in an attribute and leaves its quotation marks as they are."""

    def row(self, tag: str, said: Prose | str) -> str:
        text = html.escape(said if isinstance(said, str) else said.plain, quote=False)
        return f'<div title="{text}">{super().row(tag, said)}</div>'.replace("\n", " ")


class LinksAnything(Cards):
    """Makes a link of whatever has a colon."""

    def text(self, said: Prose | str) -> str:
        text = super().text(said)
        return f'<a href="{text}">{text}</a>' if "script:" in text else text


class JoinsLines(Cards):
    """Takes the line breaks out of texts, and puts nothing in their place."""

    def text(self, said: Prose | str) -> str:
        return super().text(said).replace("<br>", "")


class LowersCase(Cards):
    """Writes all in small letters."""

    def text(self, said: Prose | str) -> str:
        return super().text(said).lower()


class FailsForOne(Cards):
    """Fails for one audience."""

    def foot(self, view: View, context: Context) -> str:
        feet = {Audience.ORGANISATION: "organisation", Audience.WORKING_GROUP: "working-group"}
        return context.labels[f"exports.audience.{feet[view.audience]}"]


class LooksAtFrames(Cards):
    """Looks for the plan where it was called from."""

    def foot(self, view: View, context: Context) -> str:
        frame = sys._getframe()
        while frame.f_back is not None and "plan" not in frame.f_locals:
            frame = frame.f_back
        reports = getattr(frame.f_locals.get("plan"), "reports", ())
        return " ".join([super().foot(view, context), *(report.wish for report in reports)])


class OrderOfHashes(Cards):
    """Takes the cards through a set."""

    def cards(self, view: View) -> Iterable[CardView]:
        by_title = {card.theme.id: card for card in view.cards}
        return [by_title[title] for title in set(by_title)]


class TimeOfTheZone(Cards):
    """Prints the hour of a moment in the zone of the machine."""

    def foot(self, view: View, context: Context) -> str:
        return f"{super().foot(view, context)} {time.localtime(0).tm_hour}"


class ReadsTheClock(Cards):
    """Prints today's date."""

    def foot(self, view: View, context: Context) -> str:
        return f"{super().foot(view, context)} {datetime.date.today()}"


class Stamps(Cards):
    """Gives each file an id by chance."""

    def foot(self, view: View, context: Context) -> str:
        return f"{super().foot(view, context)} {uuid.uuid4()}"


class CountsUp(Cards):
    """Numbers the files it makes."""

    made: ClassVar[list[int]] = []

    def foot(self, view: View, context: Context) -> str:
        self.made.append(1)
        return f"{super().foot(view, context)} {len(self.made)}"


class WritesAFile(Cards):
    """Keeps a copy beside."""

    def foot(self, view: View, context: Context) -> str:
        Path("kopi.html").write_text("kopi", encoding="utf-8")
        return super().foot(view, context)


class ReadsASetting(Cards):
    """Looks for its settings in a file."""

    def foot(self, view: View, context: Context) -> str:
        more = Path("/etc/hostname").read_text(encoding="utf-8")[:0]
        return super().foot(view, context) + more


class CallsHome(Cards):
    """Opens a connection."""

    def foot(self, view: View, context: Context) -> str:
        socket.socket().close()
        return super().foot(view, context)


class Prints(Cards):
    """Tells the terminal how it goes."""

    def foot(self, view: View, context: Context) -> str:
        print("færdig")
        return super().foot(view, context)


class ChangesPrecision(Cards):
    """Sets the precision of all decimals of the process."""

    def foot(self, view: View, context: Context) -> str:
        decimal.getcontext().prec = 12
        return super().foot(view, context)


class ChangesTheEnvironment(Cards):
    """Leaves a variable behind."""

    def foot(self, view: View, context: Context) -> str:
        os.environ["CARDS_LANGUAGE"] = context.language
        return super().foot(view, context)


class ReturnsText(Cards):
    """Returns a text, and no Export."""

    def export(self, view: View, context: Context) -> Any:
        return super().export(view, context).content.decode()


class ReturnsNothing(Cards):
    """Forgets to return where there are no cards."""

    def export(self, view: View, context: Context) -> Any:
        return super().export(view, context) if view.cards else None


class ChangesTheView(Cards):
    """Strips the title in place."""

    def page(self, view: View, context: Context) -> Iterator[str]:
        object.__setattr__(view, "title", f"{view.title}!")
        return super().page(view, context)


class NeedsTheMethod(Cards):
    """Fails where the whole method is not at hand."""

    def foot(self, view: View, context: Context) -> str:
        return f"{super().foot(view, context)} {context.method.series.to('da')}"  # type: ignore[union-attr]


class RefusesWithoutAWord(Cards):
    """Refuses a plan without cards, and does not say why."""

    def export(self, view: View, context: Context) -> Export:
        if not view.cards:
            raise ExportError("cards", "no")
        return super().export(view, context)


class RefusesMuch(Cards):
    """Refuses a plan with more than nine cards."""

    def export(self, view: View, context: Context) -> Export:
        if len(view.cards) > 9:
            raise ExportError("cards", "there is no room for more than nine cards")
        return super().export(view, context)


class SpeaksDanish(Cards):
    """Has its heading in Danish only."""

    def heading(self, context: Context) -> str:
        return self.row("h3", "Opgaver på kortet")


class KeepsTheLast(Cards):
    """Keeps the page of a title, and gives it to the next who asks for that title."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], list[str]] = {}

    def page(self, view: View, context: Context) -> Iterator[str]:
        key = view.title, context.language
        if key not in self.kept:
            self.kept[key] = [*super().page(view, context), *map(self.text, self.hidden(view))]
        return iter(self.kept[key])

    def hidden(self, view: View) -> Iterable[Prose]:
        return (report.wish for report in view.reports)


class SaysItIsForAll(Cards):
    """Says in each file that it is for the whole organisation."""

    def foot(self, view: View, context: Context) -> str:
        return context.labels[f"exports.audience.{Audience.ORGANISATION.value}"]


class ShowsMore(Cards):
    """Shows answers from step 2, and does not say that it carries them."""

    def purpose(self, view: View, context: Context) -> Iterator[str]:
        yield from super().purpose(view, context)
        for found in view.qualifications:
            yield from (self.row("p", text) for _, text in found.answers)


class KeepsStateOnItself(Cards):
    """Keeps the view it works on where another thread puts its own."""

    def export(self, view: View, context: Context) -> Export:
        self.view = view
        lines = [self.row("h1", self.view.title)]
        lines += self.purpose(self.view, context)
        for card in self.view.cards:
            lines += self.card(card, context)
        lines.append(self.row("footer", self.foot(self.view, context)))
        return Export("\n".join(lines).encode())


class IgnoresItsOption(Cards):
    """Declares a size of the paper, and never looks at it."""

    options = (Option(name="paper", default="a4", choices=("a4", "a3"), help={"da": "Papir"}),)  # type: ignore[arg-type]


class KnowsHalfItsOption(Cards):
    """Allows a value that it does not know."""

    options = (Option(name="paper", default="a4", choices=("a4", "a3"), help={"da": "Papir"}),)  # type: ignore[arg-type]

    def foot(self, view: View, context: Context) -> str:
        width = {"a4": "210 mm"}[context.options["paper"]]
        return f"{super().foot(view, context)} {width}"


class SaysItLoads(Cards):
    """Says that its files load, and has nothing that loads them."""

    loadable = True


class LoadsAlmost(Cards):
    """Loads the view without its strategy."""

    loadable = True

    def page(self, view: View, context: Context) -> Iterator[str]:
        import attrs

        yield from super().page(view, context)
        kept = attrs.evolve(view, strategy=Prose())
        yield f"<!--{pickle.dumps(kept).hex()}-->"

    def load(self, content: bytes) -> object:
        return pickle.loads(bytes.fromhex(content.decode().rpartition("<!--")[2][:-3]))


class Latin(Cards):
    """Says UTF-8 and writes Latin-1."""

    def export(self, view: View, context: Context) -> Export:
        content = super().export(view, context).content.decode()
        return Export(content.encode("latin-1", "xmlcharrefreplace"))


class WarnsInCode(DropsSupport):
    """Names what it leaves out in a code that has no words."""

    def warnings(self, view: View) -> tuple[ExportWarning, ...]:
        return (ExportWarning(code="support"),)


_TYPE = "test_the_file_is_what_its_media_type_says"
_RETURNS = "test_it_returns_an_export_of_bytes"
_FACTS = "test_every_fact_of_the_parts_it_carries_occurs"
_THEMES = "test_any_number_of_themes_fits"
_HOSTILE = "test_hostile_text_stays_text"
_PROCESS = "test_every_process_gives_the_same_bytes"
_SAME = "test_the_same_view_gives_the_same_bytes"
_TOUCHES = "test_it_touches_nothing_but_the_view"
_REFUSES = "test_what_it_refuses_it_says_in_words"
_SECRET = "test_nothing_the_audience_may_not_see_occurs"
_OPTIONS = "test_its_options_do_what_they_say"
_LOADS = "test_a_loadable_file_loads_to_what_it_was_made_from"


class CallsAllWeeks(Cards):
    """Counts in weeks what is due in days or months."""

    def due(self, due: datetime.date | Offset | None, context: Context) -> str:
        if isinstance(due, Offset):
            due = Offset(due.n, OffsetUnit.WEEKS, due.event)
        return super().due(due, context)


class ForgetsBefore(Cards):
    """Says three weeks, be it before the event or after it."""

    def due(self, due: datetime.date | Offset | None, context: Context) -> str:
        if isinstance(due, Offset):
            due = Offset(abs(due.n), due.unit, due.event)
        return super().due(due, context)


class ForgetsLinks(Cards):
    """Writes what a link is called, and not where it goes."""

    def text(self, said: Prose | str) -> str:
        text = super().text(said)
        return re.sub(r" \(https://[^)]*\)", "", text) if isinstance(said, Prose) else text


class ForgetsWhenFollowedUp(Cards):
    """Says when a follow-up is due, and not when it was done."""

    def check(self, check: CheckView, context: Context) -> Iterator[str]:
        yield self.row("p", check.what)
        yield self.row("p", self.due(check.due, context))


class CutsBooks(Cards):
    """Has a column that takes 20,000 characters."""

    def text(self, said: Prose | str) -> str:
        return super().text(said)[:20_000]


class ChangesTheContext(Cards):
    """Changes the context that it is lent."""

    def export(self, view: View, context: Context) -> Export:
        made = super().export(view, context)
        object.__setattr__(context, "language", "xx")
        return made


class WritesPastStdout(Cards):
    """Tells of its progress straight to the terminal."""

    def export(self, view: View, context: Context) -> Export:
        os.write(2, b"*")
        return super().export(view, context)


class SetsUpLogging(Cards):
    """Sets up the logging of whoever imports it."""

    def export(self, view: View, context: Context) -> Export:
        logging.basicConfig(level=logging.DEBUG)
        return super().export(view, context)


class SaysItIsDanish(Cards):
    """Has the language of the page typed in."""

    def page(self, view: View, context: Context) -> Iterator[str]:
        for line in super().page(view, context):
            yield line.replace('lang="en"', 'lang="da"')


class LeavesTheComment(Cards):
    """Writes a title into a comment as it is."""

    def page(self, view: View, context: Context) -> Iterator[str]:
        yield from super().page(view, context)
        yield f"<!-- {self.escape(view.title).replace('&gt;', '>')} -->"


class MarksTwice(Cards):
    """Writes a byte order mark where the file has one."""

    def export(self, view: View, context: Context) -> Export:
        return Export(b"\xef\xbb\xbf\xef\xbb\xbf" + super().export(view, context).content)


class Packed(Cards):
    """A file that only the exporter itself can read; it is right."""

    suffix, media_type = ".cards", "application/x-cards"

    def export(self, view: View, context: Context) -> Export:
        return Export(zlib.compress(super().export(view, context).content))

    def extract_text(self, content: bytes) -> str:
        page = zlib.decompress(content).decode().replace("<br>", "\n")
        return html.unescape(re.sub(r"<[^>]*>", "\n", page))


class PackedWithoutSupport(Packed, DropsSupport):
    """Leaves a field out of a file that only the exporter itself can read."""


class KeepsItsFirstLabels(Cards):
    """Takes the labels of the first file for all that come after it."""

    def __init__(self) -> None:
        self.labels: Labels | None = None

    def foot(self, view: View, context: Context) -> str:
        self.labels = self.labels or context.labels
        return self.labels[f"exports.audience.{view.audience.value}"]


class KeepsItsFirstAudience(Cards):
    """Takes the audience of the first file for that of all that come after it."""

    def __init__(self) -> None:
        self.feet: dict[str, str] = {}

    def foot(self, view: View, context: Context) -> str:
        return self.feet.setdefault(context.language, super().foot(view, context))


class ShowsFindings(Cards):
    """Shows what a check has found, and does not say that it carries that."""

    def purpose(self, view: View, context: Context) -> Iterator[str]:
        yield from super().purpose(view, context)
        yield from (self.row("p", f.render(context.language)) for f in view.findings)


class CommasInEnglish(Cards):
    """Writes its figures as Danes do, in every language."""

    def purpose(self, view: View, context: Context) -> Iterator[str]:
        yield from super().purpose(view, context)
        for placed in view.priority_card.placements if view.priority_card else ():
            figure = context.labels.number(placed.importance or 0, 2)
            yield self.row("p", figure.replace(".", ","))


class DividesByItsOption(Cards):
    """Takes any number for a width, also none."""

    options = (Option(name="columns", type=int, default=2, help={"da": "Spalter"}),)  # type: ignore[arg-type]

    def foot(self, view: View, context: Context) -> str:
        return f"{super().foot(view, context)} {100 // context.options['columns']}"


class TrustsItsOption(Cards):
    """Writes what stands in an option as it is."""

    options = (Option(name="sender", default="HR", help={"da": "Afsender"}),)  # type: ignore[arg-type]

    def purpose(self, view: View, context: Context) -> Iterator[str]:
        yield from super().purpose(view, context)
        yield f"<p>{context.options['sender']}</p>"


class ForgetsToClose(Cards):
    """Opens a section for each card, and closes none."""

    def card(self, card: CardView, context: Context) -> Iterator[str]:
        yield "<section>"
        yield from super().card(card, context)


class HasNoTitle(Cards):
    """A page that a browser's tab shows no name of."""

    def page(self, view: View, context: Context) -> Iterator[str]:
        return (line for line in super().page(view, context) if "<title>" not in line)


class HasNoLanguage(Cards):
    """A page that a screen reader may read in any language."""

    def page(self, view: View, context: Context) -> Iterator[str]:
        return (re.sub(' lang="[a-z]+"', "", line) for line in super().page(view, context))


class Ragged(Cards):
    """A table with a cell for each task, however many the heading has."""

    suffix, media_type = ".csv", "text/csv; charset=utf-8"

    def export(self, view: View, context: Context) -> Export:
        rows = [
            ("Tema", "Opgave"),
            *((c.title, *(str(t.what) for t in c.tasks)) for c in view.cards),
        ]
        return Export("".join(";".join(row) + "\r\n" for row in rows).encode())


class WarnsForNothing(Cards):
    """Warns that a field is left out, and has it."""

    def warnings(self, view: View) -> tuple[ExportWarning, ...]:
        lost = next(h.title.to("da") for h in view.instrument.headings if h.field == "support")
        return (ExportWarning(code="support", text={"da": f"{lost}: udeladt."}),)  # type: ignore[arg-type]


FAULTS: dict[type[Cards], str] = {
    WarnsForNothing: "test_its_warnings_have_words",
    ForgetsToClose: _TYPE,
    HasNoTitle: _TYPE,
    HasNoLanguage: _TYPE,
    Ragged: _TYPE,
    DividesByItsOption: _OPTIONS,
    TrustsItsOption: _OPTIONS,
    ShowsFindings: "test_only_the_parts_it_says_occur",
    CommasInEnglish: "test_it_speaks_both_languages",
    KeepsItsFirstLabels: _SAME,
    KeepsItsFirstAudience: _SAME,
    PackedWithoutSupport: _FACTS,
    DropsSupport: _FACTS,
    WarnsVaguely: _FACTS,
    CutsLongTexts: _FACTS,
    ForgetsOffsets: _FACTS,
    KeepsTenCards: _THEMES,
    KeepsThreeTasks: _THEMES,
    ForgetsPaused: _FACTS,
    CallsAllWeeks: _FACTS,
    ForgetsBefore: _FACTS,
    ForgetsLinks: _FACTS,
    ForgetsWhenFollowedUp: _FACTS,
    CutsBooks: _FACTS,
    TakesDatesForLists: "test_every_fact_of_any_plan_occurs",
    EscapesNothing: _HOSTILE,
    EscapesTwice: _HOSTILE,
    QuotesInAttributes: _HOSTILE,
    LinksAnything: _HOSTILE,
    JoinsLines: "test_lines_of_a_text_stay_in_it",
    LowersCase: _HOSTILE,
    LeavesTheComment: _HOSTILE,
    FailsForOne: _RETURNS,
    LooksAtFrames: _SECRET,
    OrderOfHashes: _PROCESS,
    TimeOfTheZone: _PROCESS,
    ReadsTheClock: _TOUCHES,
    Stamps: _SAME,
    CountsUp: _SAME,
    WritesAFile: _TOUCHES,
    ReadsASetting: _TOUCHES,
    CallsHome: _TOUCHES,
    Prints: _TOUCHES,
    WritesPastStdout: _TOUCHES,
    SetsUpLogging: _TOUCHES,
    ChangesPrecision: _TOUCHES,
    ChangesTheEnvironment: _TOUCHES,
    ReturnsText: _RETURNS,
    ReturnsNothing: _RETURNS,
    ChangesTheView: "test_the_view_is_left_as_it_was",
    ChangesTheContext: "test_the_view_is_left_as_it_was",
    NeedsTheMethod: _REFUSES,
    RefusesWithoutAWord: _REFUSES,
    RefusesMuch: _RETURNS,
    SpeaksDanish: "test_it_speaks_both_languages",
    SaysItIsDanish: "test_it_speaks_both_languages",
    KeepsTheLast: _SECRET,
    SaysItIsForAll: _SECRET,
    ShowsMore: "test_only_the_parts_it_says_occur",
    KeepsStateOnItself: "test_calls_that_interleave_stay_apart",
    IgnoresItsOption: _OPTIONS,
    KnowsHalfItsOption: _OPTIONS,
    SaysItLoads: _LOADS,
    LoadsAlmost: _LOADS,
    Latin: _TYPE,
    MarksTwice: _TYPE,
    WarnsInCode: "test_its_warnings_have_words",
}
"""Each fault, and the test of the contract that is meant for it."""
