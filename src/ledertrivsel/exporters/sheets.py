"""The method's work sheets as a PDF to print: empty, or with the themes that are chosen.

The themes, questions and headings are the method's own, word for word, and every page names whose
they are. Agendas, checklist and the process stand with the method and not in the plan: without the
whole method such a sheet is refused, and left out with a warning where all are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters import _typst
from ledertrivsel.exporters._agenda import Guide
from ledertrivsel.exporters._outline import Line, Speaker, Tone
from ledertrivsel.exporters._typst import Node
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.instruments import CARD_FIELDS, Question
from ledertrivsel.methods import AgendaItem, ItemKind, Method
from ledertrivsel.parking import ParkedReason
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import View

ALL = "all"
"""Every sheet in one file."""

PAPERS = ("a4", "a3")

_ROOM = 1600
"""How many letters the boxes of a form may hold and still share one page."""

_ROOM_BESIDE = 600
"""How many letters of questions there is room for beside the priority card."""

_TASK_ROWS = 4
_SLIPS_ON_A_PAGE = 8


class SheetsExporter:
    """Writes the work sheets that are asked for."""

    def export(self, view: View, context: Context) -> Export:
        """Return the PDF."""
        wanted = context.options.get("sheet", ALL)
        sheets = _Sheets(view, context)
        made = sheets.all() if wanted == ALL else sheets.one(wanted)
        attribution = view.instrument.attribution
        audience = context.labels[f"exports.audience.{view.audience.value}"]
        title = context.labels.fill("sheets.document", {"plan": view.title})
        data = {
            "sheets": made,
            "paper": context.options.get("paper", PAPERS[0]),
            "audience": audience,
            "attribution": [sheets.line(attribution)],
        }
        export = _typst.compiled(
            "sheets.typ",
            data,
            context,
            title=title,
            author=view.organisation,
            description=f"{audience}. {attribution.to(context.language)}",
        )
        return Export(export.content, (*export.warnings, *sheets.warnings))


class _Sheets:
    """Makes each sheet as data for the template, in the language of its labels."""

    def __init__(self, view: View, context: Context) -> None:
        self._view = view
        self._method = context.method
        self._labels = context.labels
        self._say = Speaker(context.labels, context.language)
        self._guide = Guide(self._say, view)
        self.warnings: tuple[ExportWarning, ...] = ()

    def all(self) -> list[Node]:
        """Return every sheet; those that the method is lacking for are warned of."""
        method = self._method
        makers = {**_OF_THE_PLAN, **(_OF_THE_METHOD if method is not None else {})}
        if method is None:
            left_out = tuple(Label(f"sheets.name.{name}") for name in _OF_THE_METHOD)
            params = (("method", self._view.instrument.title), ("sheets", left_out))
            self.warnings = (ExportWarning(code="sheets-without-method", params=params),)
        return [node for name in NAMES if name in makers for node in self._made(name)]

    def one(self, name: str) -> list[Node]:
        """Return the sheet of that name.

        Raises:
            ExportError: when it needs the whole method and that is not at hand, or has no such.
        """
        named = ("document", Label(f"sheets.name.{name}"))
        titled = ("method", self._view.instrument.title)
        if name in _OF_THE_METHOD and self._method is None:
            raise ExportError("sheets", Label("exports.refused.no-method", (named, titled)))
        made = self._made(name)
        if not made:
            raise ExportError("sheets", Label("exports.refused.no-sheet", (named, titled)))
        return made

    def _made(self, name: str) -> list[Node]:
        if name in _OF_THE_PLAN:
            nodes = _OF_THE_PLAN[name](self)
        else:
            assert self._method is not None
            nodes = _OF_THE_METHOD[name](self, self._method)
        heading = self._say(f"sheets.name.{name}")
        return [{"kind": name, "title": self._text(heading), **node} for node in nodes]

    # The sheets of which the plan carries the words.

    def card(self) -> list[Node]:
        """Return the empty priority card with the parking lot."""
        instrument = self._view.instrument
        method = self._method
        questions = method.discussion_questions if method is not None else ()
        return [
            {
                "note": self._text(self._say("sheets.card-note")),
                "importance": self.line(instrument.importance_question),
                "success": self.line(instrument.success_question),
                "low": self.line(instrument.low),
                "high": self.line(instrument.high),
                "low-sign": self._say("model.low-sign"),
                "high-sign": self._say("model.high-sign"),
                "fields": [self._say(f"model.quadrant.{number}") for number in range(1, 5)],
                "fields-note": self._text(self._say("exports.fields-note")),
                "parking": self._text(self._say("model.parking-lot")),
                "parking-note": self._text(self._say("sheets.parking-note")),
                "reasons": [self._say.name(reason) for reason in ParkedReason],
                "discuss": self._say("workshop.discuss"),
                "questions": self._asked(questions),
                "fits": _letters(self._asked(questions)) <= _ROOM_BESIDE,
            }
        ]

    def slips(self) -> list[Node]:
        """Return a slip for each theme, and empty ones to the end of the page."""
        themes = self._themes()
        empty = -len(themes) % _SLIPS_ON_A_PAGE or _SLIPS_ON_A_PAGE
        tools = {tool.id: tool for tool in self._method.tools} if self._method else {}
        slips: list[Node] = []
        for theme in themes:
            found = (tools[tool].pointer for tool in theme.see_also if tool in tools)
            slips.append(
                {
                    "number": str(theme.number),
                    "title": self.line(theme.title),
                    "question": self.line(theme.question) if theme.question else None,
                    "prompts": [self.line(prompt) for prompt in theme.prompts],
                    "pointers": [self._guided(pointer) for pointer in found if pointer],
                }
            )
        own = {
            "title": self._say("model.own-theme"),
            "question": self._say("sheets.own-question"),
            "source": self._say("sheets.own-source"),
        }
        note = self._text(self._say("sheets.slips-note"))
        return [{"slips": slips, "empty": empty, "own": own, "note": note}]

    def questions(self) -> list[Node]:
        """Return the support questions with room to write: a page for each chosen theme."""
        asked = [
            {"title": self.line(question.title), "parts": [self.line(p) for p in question.parts]}
            for question in self._view.instrument.support_questions
        ]
        asked += [
            {"title": self._text(self._say(key)), "parts": []}
            for key in ("model.existing-offers", "model.open-points")
        ]
        note = self._text(self._say("sheets.questions-note"))
        blanks = [self._say("sheets.group"), self._say("sheets.date")]
        form = {"questions": asked, "note": note, "blanks": blanks, "fits": _fits(asked)}
        return [{**form, **theme} for theme in self._chosen()]

    def action_card(self) -> list[Node]:
        """Return the form of an action card: a page for each chosen theme."""
        titles = {heading.field: heading.title for heading in self._view.instrument.headings}
        fields: list[Node] = []
        for field in CARD_FIELDS:
            key = f"exports.card-field.{field.replace('_', '-')}"
            title = self.line(titles[field]) if field in titles else self._text(self._say(key))
            fields.append({"title": title, "is-tasks": field == "tasks"})
        columns = [self._say(f"model.{name}") for name in ("task", "task-who", "due")]
        note = self._text(self._say("sheets.action-card-note"))
        form = {"fields": fields, "columns": columns, "rows": _TASK_ROWS, "note": note}
        return [{**form, "fits": _fits(fields), **theme} for theme in self._chosen()]

    def report(self) -> list[Node]:
        """Return the form by which a management team reports back."""
        names = ("management-team", "date", "returned-to", "returned-by")
        asked = ("used", "works", "hard", "wish")
        questions: list[Node] = [
            {"title": self._text(self._say(f"sheets.report.{name}")), "parts": []}
            for name in asked
        ]
        note = self._text(self._say("sheets.report-note"))
        blanks = [self._say(f"sheets.{name}") for name in names]
        return [{"questions": questions, "note": note, "blanks": blanks, "fits": True}]

    # The sheets of which only the method has the words.

    def agendas(self, method: Method) -> list[Node]:
        """Return the agenda of each step."""
        keys = ("workshop.time", "workshop.content", "workshop.who-and-materials")
        return [
            {
                "title": self.line(agenda.title),
                "purpose": self._guided(agenda.purpose),
                "blanks": [self._say("sheets.date"), self._say("sheets.begins")],
                "columns": [self._say(key) for key in keys],
                "rows": [self._item(item) for item in agenda.items],
                "total": self._text(self._say("workshop.total", minutes=agenda.minutes)),
            }
            for agenda in method.agendas
        ]

    def _item(self, item: AgendaItem) -> list[list[Node]]:
        """Return a row of an agenda: minutes, what happens, and who leads it with what."""
        when = [self._text(self._minutes(item.minutes))]
        content = [self._guided(item.title, Tone.STRONG)]
        if item.kind is not ItemKind.ALWAYS:
            content.append(self._text(self._say.name(item.kind), Tone.QUIET))
        points = []
        for text, minutes in item.points:
            spent = f" ({self._minutes(minutes)})" if minutes is not None else ""
            points.append([self._node(Line((self._guide.words(text), spent)))])
        if points:
            content.append({"kind": "list", "items": points})
        beside = [self._guided(item.who)] if item.who is not None else []
        beside += [self._guided(text) for text in item.materials]
        beside += [self._guided(text, Tone.QUIET) for text in item.considerations]
        return [when, content, beside or [self._text(self._say("model.none"))]]

    def _minutes(self, minutes: int) -> str:
        return self._say("workshop.minutes-short", minutes=minutes)

    def checklist(self, method: Method) -> list[Node]:
        """Return the checklist, with a box before each line."""
        parts = [
            {
                "title": self._guided(part.title),
                "items": [self._guided(item) for item in part.items],
                "notes": [self._guided(note) for note in part.notes],
            }
            for part in method.checklist
        ]
        note = self._text(self._say("documents.checklist-note"))
        return [{"parts": parts, "note": note}] if parts else []

    def process(self, method: Method) -> list[Node]:
        """Return the process on one page: before, three steps, after, and who does what."""
        if not method.steps:
            return []
        after = (*method.publishing, *method.follow_up)
        return [
            {
                "note": self._guided(method.purpose),
                "before": self._say("sheets.before"),
                "mandate": self._asked(method.mandate_questions),
                "steps": [
                    {"title": self._guided(step.title), "parts": self._all(step.parts)}
                    for step in method.steps
                ],
                "after": self._say("sheets.after"),
                "follow-up": self._all(after),
                "roles": self._say("workshop.actors"),
                "actors": [
                    {"title": self._guided(actor.title), "part": self._guided(actor.part)}
                    for actor in method.actors
                ],
            }
        ]

    # What they are made of.

    def line(self, text: Text) -> Node:
        """Return a text of the method's that is quoted, in the language it has."""
        return self._node(self._say.say(text))

    def _guided(self, text: Text, tone: Tone = Tone.PLAIN) -> Node:
        """Return a text of the method's that is retold, with the workplace's own words."""
        return self._node(self._guide.line(text, tone))

    def _all(self, texts: Iterable[Text]) -> list[Node]:
        return [self._guided(text) for text in texts]

    def _asked(self, questions: Iterable[Question]) -> list[Node]:
        return self._all(question.title for question in questions)

    def _text(self, text: str, tone: Tone = Tone.PLAIN) -> Node:
        return self._node(Line((text,), tone))

    def _node(self, line: Line) -> Node:
        return _typst.line(line, self._say.language, self._labels)

    def _themes(self) -> tuple[Theme, ...]:
        """Return the method's themes, and those of the plan's own that the audience may see."""
        themes = {theme.id: theme for theme in (*self._view.instrument.themes, *self._view.themes)}
        return tuple(sorted(themes.values(), key=lambda theme: (theme.number, theme.id)))

    def _chosen(self) -> list[Node]:
        """Return the title of each chosen theme; a line to write on where none is chosen."""
        choice = self._view.choice
        label = self._say("sheets.theme")
        if choice is None or not choice.themes:
            return [{"theme": None, "theme-label": label}]
        return [
            {"theme": self._node(self._say.say(theme)), "theme-label": label}
            for theme in choice.themes
        ]


def _fits(boxes: Iterable[Node]) -> bool:
    """Return whether boxes can share a page, however little room is left to write."""
    lines = [line for box in boxes for line in (box["title"], *box.get("parts", ()))]
    return _letters(lines) <= _ROOM


def _letters(lines: Iterable[Node]) -> int:
    pieces = (piece for line in lines for piece in line["pieces"])
    return sum(len(piece if isinstance(piece, str) else piece["text"]) for piece in pieces)


_OF_THE_PLAN: Mapping[str, Callable[[_Sheets], list[Node]]] = {
    "card": _Sheets.card,
    "slips": _Sheets.slips,
    "questions": _Sheets.questions,
    "action-card": _Sheets.action_card,
    "report": _Sheets.report,
}
_OF_THE_METHOD: Mapping[str, Callable[[_Sheets, Method], list[Node]]] = {
    "process": _Sheets.process,
    "checklist": _Sheets.checklist,
    "agendas": _Sheets.agendas,
}

NAMES = (
    "process",
    "checklist",
    "agendas",
    "slips",
    "card",
    "questions",
    "action-card",
    "report",
)
"""The sheets in the order in which they are used."""
