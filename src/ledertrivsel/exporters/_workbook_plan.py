"""The plan as a workbook: what people work with as tables, and the rest as the page has it.

The overview, the priority card with its figures, the themes, the action cards in long form, the
tasks with days that can be sorted, the APV action plan, and a sheet for each group of what else
the view holds.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ledertrivsel.exporters import _cards
from ledertrivsel.exporters._outline import (
    Block,
    Facts,
    Grid,
    Items,
    Line,
    Page,
    Picture,
    Section,
    Speaker,
    Tiles,
    Tone,
    plain,
)
from ledertrivsel.exporters._outline import Cell as Said
from ledertrivsel.exporters._png import png_of, size_of
from ledertrivsel.exporters._svg import card_svg
from ledertrivsel.exporters._tables import (
    card_name,
    long_rows,
    name_of,
    questions,
    task_rows,
    text,
    text_of,
)
from ledertrivsel.exporters._workbook_sheet import Book, Cell, Look, Sheet, widths_for
from ledertrivsel.hookspecs import ExportWarning
from ledertrivsel.matrix import Quadrant
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Theme
from ledertrivsel.view import CardView, PriorityCardView, View

_OVERVIEW = ("purpose", "choice", "follow-up", "mandate", "publication")
"""The sections that stand on the first sheet as pairs of a name and what is said."""

_SHEETS: Mapping[str, tuple[str, ...]] = {
    "reports": ("reports",),
    "next-steps": ("before-next-meeting", "next-steps"),
    "proposal": ("proposal", "parking"),
    "progress": ("progress",),
    "disagreement": ("disagreement",),
    "people": ("people", "evidence"),
    "involvement": ("involvement",),
    "findings": ("findings",),
}
"""The sections that stand as the page has them, by the sheet that they share."""

_LOOKS = {
    Tone.PLAIN: Look.TEXT,
    Tone.STRONG: Look.STRONG,
    Tone.QUIET: Look.QUIET,
    Tone.WARNING: Look.WARNING,
}
_FIGURE = re.compile(r"−?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d{1,2})?|−?\d+")


_Made = Mapping[int, Sequence[Sequence[Cell]]]
"""The cells of tables, by the identity of the table on the page."""


class PlanBook:
    """Fills a book with a plan."""

    def __init__(self, book: Book, say: Speaker, view: View, page: Page) -> None:
        self.warnings: list[ExportWarning] = []
        self._book, self._say, self._view, self._page = book, say, view, page
        self._sections = {s.id: s for s in (*page.front, *page.sections)}
        self._tables = 0
        reports = self._sections.get("reports")
        # That none have reported yet is nothing for a sheet of its own.
        self._on_overview = (*_OVERVIEW, *(() if _has_grid(reports) else ("reports",)))

    def fill(self) -> None:
        """Write every sheet that has something to say."""
        self._overview()
        self._priority_card()
        self._themes()
        self._cards()
        self._tasks()
        self._apv()
        self._qualification()
        self._rounds()
        for name, ids in _SHEETS.items():
            found = [self._sections.pop(id) for id in ids if id in self._sections]
            if found:
                self._as_on_the_page(name, found)
        rest = [self._sections[id] for id in self._sections if id not in _WRITTEN]
        if rest:
            self._as_on_the_page("more", rest)

    def _title(self, name: str) -> str:
        return self._say(f"workbook.sheet-{name}")

    def _sheet(self, name: str, widths: Sequence[int]) -> Sheet:
        title = self._title(name)
        return self._book.sheet(title, f"{title} · {self._view.title}", widths)

    def _table_name(self, name: str) -> str:
        """Return what Excel calls a table: unique in the book, without letters it refuses."""
        self._tables += 1
        return f"{name.replace('-', '_')}_{self._tables}"

    # The first sheet.

    def _overview(self) -> None:
        say, view = self._say, self._view
        widths = (34, 76, 30)
        sheet = self._book.sheet(self._title("overview"), view.title, widths)
        for line in self._page.lead:
            sheet.line(plain(line, say.labels), _LOOKS[line.tone])
        if self._page.front:
            self._tiles(sheet)
        for id in self._on_overview:
            section = self._sections.pop(id, None)
            if section is not None:
                sheet.heading(plain(section.title, say.labels))
                self._pairs(sheet, section)
        sheet.gap(18)
        for line in self._page.foot:
            sheet.line(plain(line, say.labels), _LOOKS[line.tone])

    def _tiles(self, sheet: Sheet) -> None:
        section = self._sections.get("overview")
        if section is None:
            return
        say = self._say
        sheet.heading(plain(section.title, say.labels))
        for block in section.blocks:
            if isinstance(block, Tiles):
                names = ("model.theme", "exports.responsible-short", "model.state")
                rows = [
                    [
                        Cell(f"{t.number}. {plain(t.title, say.labels)}", Look.CELL_STRONG),
                        Cell(text(t.lines, say.labels)),
                        Cell(t.state),
                    ]
                    for t in block.tiles
                ]
                title = plain(section.title, say.labels)
                self._table(sheet, "overview", title, [say(name) for name in names], rows)
            elif isinstance(block, Line):
                sheet.line(plain(block, say.labels), _LOOKS[block.tone])

    def _pairs(self, sheet: Sheet, section: Section) -> None:
        """Write a section as pairs; what stands under one name is told together."""
        rows = long_rows(section, self._say.labels)
        for path, found in itertools.groupby(rows, key=lambda row: row.path):
            told = "\n".join(row.text for row in found)
            if path:
                sheet.pair(" · ".join(path), told)
            else:
                sheet.line(told)

    # The priority card.

    def _priority_card(self) -> None:
        section, card = self._sections.get("priority-card"), self._view.priority_card
        if section is None or card is None:
            return
        say = self._say
        sheet = self._sheet("priority-card", (7, 54, 11, 11, 11, 42, 11, 12, 11))
        for block in section.blocks:
            if isinstance(block, Picture):
                self._picture(sheet, block)
            elif isinstance(block, Facts):
                for label, said in block.rows:
                    sheet.line(f"{label}: {text(said, say.labels)}")
            elif isinstance(block, Line):
                sheet.line(plain(block, say.labels), _LOOKS[block.tone])
        if card.floor is not None:
            sheet.line(say("model.suppressed-legend", floor=card.floor), Look.QUIET)
        sheet.gap()
        self._figures(sheet, card)

    def _picture(self, sheet: Sheet, picture: Picture) -> None:
        png = _drawn(card_svg(picture, self._say.language))
        if png is None:
            self.warnings.append(ExportWarning(code="xlsx-no-picture"))
            self._fields(sheet, picture)
            return
        sheet.picture(png, size_of(png), picture.description)
        sheet.line(picture.description, Look.QUIET)

    def _fields(self, sheet: Sheet, picture: Picture) -> None:
        """Write the card as a table of its four fields, as it lies: important ones on top."""
        say = self._say
        names: dict[Quadrant, list[str]] = {quadrant: [] for quadrant in Quadrant}
        for dot in picture.drawing.dots:
            names[dot.quadrant].append(name_of(say, dot.theme))
        sheet.line(picture.description, Look.QUIET)
        for quadrant in Quadrant:
            sheet.line(say.name(quadrant), Look.STRONG)
            sheet.line("\n".join(sorted(names[quadrant])) or say("model.none"))

    def _figures(self, sheet: Sheet, card: PriorityCardView) -> None:
        say = self._say
        names = ("number", "theme", "importance", "success", "gap", "field", "on-line", "n")
        rows = [
            [
                Cell(p.theme.number, Look.COUNT),
                Cell(p.theme.title.to(say.language), Look.CELL_STRONG),
                Cell(p.importance, Look.FIGURE),
                Cell(p.success, Look.FIGURE),
                Cell(p.gap, Look.FIGURE),
                Cell(say.name(p.quadrant) if p.quadrant is not None else say("model.not-asked")),
                Cell(say("model.yes") if p.on_line else None),
                Cell(p.n, Look.COUNT),
                Cell(say("exports.hidden") if p.picks is None else p.picks, Look.COUNT),
            ]
            for p in card.placements
        ]
        for theme in card.suppressed:
            blank = Cell(None)
            hidden = Cell(say("model.suppressed"))
            name = Cell(theme.title.to(say.language), Look.CELL_STRONG)
            number = Cell(theme.number, Look.COUNT)
            rows.append([number, name, blank, blank, blank, hidden, blank, blank, blank])
        head = [say(f"model.{name}") for name in (*names, "picks-short")]
        title = say("model.priority-card")
        self._table(sheet, "priority_card", title, head, rows, keys=2, right=(0, 2, 3, 4, 7, 8))

    # The tables that people work with.

    def _table(
        self,
        sheet: Sheet,
        name: str,
        title: str,
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        keys: int = 1,
        right: Iterable[int] = (),
        filtered: bool = False,
    ) -> None:
        sheet.table(
            head,
            rows,
            name=self._table_name(name),
            title=title,
            keys=keys,
            right=right,
            filtered=filtered,
        )

    def _list(
        self,
        name: str,
        widths: Sequence[int],
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        *,
        keys: int = 1,
        right: Iterable[int] = (),
    ) -> None:
        """Write a sheet that is one long table, its head always in sight."""
        sheet = self._sheet(name, widths)
        sheet.gap(6)
        top = sheet.row
        self._table(
            sheet, name, self._title(name), head, rows, keys=keys, right=right, filtered=True
        )
        sheet.freeze(top, 1)

    def _themes(self) -> None:
        say, view = self._say, self._view
        section = self._sections.get("themes")
        if section is None:
            return
        chosen = [theme.id for theme in view.choice.themes] if view.choice is not None else []
        parked = {parked.theme.id for parked in view.parking}
        asked = {
            text_of(row[0][0], say.labels): text(row[1], say.labels)
            for block in section.blocks
            if isinstance(block, Grid)
            for row in block.rows
        }

        def row(theme: Theme) -> list[Cell]:
            state = say("model.parked") if theme.id in parked else None
            state = say("model.chosen") if theme.id in chosen else state
            return [
                Cell(theme.number, Look.COUNT),
                Cell(theme.title.to(say.language), Look.CELL_STRONG),
                Cell(asked.get(name_of(say, theme), questions(say, theme))),
                Cell(say.name(theme.source)),
                Cell(state),
            ]

        head = [
            say(f"model.{n}") for n in ("number", "theme", "theme-question", "source", "state")
        ]
        self._list("themes", (6, 46, 58, 20, 12), head, map(row, view.themes), keys=2, right=(0,))

    def _cards(self) -> None:
        section = self._sections.get("action-cards")
        if section is None:
            return
        say = self._say
        rows: list[list[Cell]] = []
        sections = (block for block in section.blocks if isinstance(block, Section))
        for card, made in zip(self._view.cards, sections, strict=True):
            name = Cell(card_name(say, card), Look.CELL_STRONG)
            for found in long_rows(made, say.labels):
                label = Cell(" · ".join(found.path))
                said = say("model.none") if found.text == "" else found.text
                rows.append([name, label, Cell(said)])
        head = [say(f"workbook.{n}") for n in ("card", "card-field", "card-answer")]
        self._list("cards", (34, 32, 74), head, rows, keys=2)

    def _tasks(self) -> None:
        say = self._say
        rows: list[list[Cell]] = []
        for r in task_rows(say, self._view):
            day = r.due if isinstance(r.due, datetime.date) else None
            offset = r.due if isinstance(r.due, str) else None
            late = r.state == say("model.task-state.overdue")
            rows.append(
                [
                    Cell(r.theme, Look.CELL_STRONG),
                    Cell(r.kind),
                    Cell(r.what),
                    Cell(r.who),
                    Cell(day, Look.DAY),
                    Cell(offset),
                    Cell(r.state, Look.CELL_WARNING if late else Look.CELL),
                    Cell(r.begun, Look.DAY),
                    Cell(r.done, Look.DAY),
                    Cell("\n".join(line for line in (r.when, r.outcome) if line)),
                ]
            )
        if not rows:
            return
        names = ("theme", "kind", "what", "who", "due", "offset", "state", "begun", "done")
        head = [say(f"workbook.task-{name}") for name in (*names, "note")]
        self._list("tasks", (26, 14, 40, 20, 13, 18, 15, 13, 13, 24), head, rows, keys=2)

    def _apv(self) -> None:
        view, say = self._view, self._say
        if not view.cards:
            return
        names = ("theme", "problem", "measure", "responsible", "time", "follow-up", "state")
        head = [say(f"workbook.apv-{name}") for name in names]
        rows = [self._apv_row(card) for card in view.cards]
        self._list("apv", (20, 26, 32, 20, 16, 26, 12), head, rows)

    def _apv_row(self, card: CardView) -> list[Cell]:
        """Return what an action plan says at least of a card: the goal stands for the problem."""
        say, labels = self._say, self._say.labels
        assessed = [
            answer.plain
            for found in self._view.qualifications
            if found.theme.id == card.theme.id
            for question, answer in found.answers
            if question == "assessment"
        ]
        tasks = [task for task in card.tasks if not task.dropped]
        times = [plain(_cards.due(say, task.due), labels) for task in tasks if task.due]
        if card.applies_when and not times:
            times = [card.applies_when.plain]
        checks = [plain(_cards.due(say, check.due), labels) for check in card.checks if check.due]
        columns = (
            "\n".join(assessed) or card.goal.plain,
            _listed((*(task.what.plain for task in tasks), card.tasks_note.plain)),
            _listed((card.responsible.plain, *(task.who for task in tasks))),
            _listed(times),
            _listed((card.follow_up.plain, *checks)),
        )
        dash = say("model.none")
        said = [Cell(column or dash) for column in columns]
        theme = Cell(name_of(say, card.theme), Look.CELL_STRONG)
        return [theme, *said, Cell(say.name(card.state))]

    def _qualification(self) -> None:
        section = self._sections.get("qualification")
        if section is None:
            return
        say = self._say
        rows = [
            [
                Cell(found.path[0], Look.CELL_STRONG),
                Cell(" · ".join(found.path[1:])),
                Cell(found.text),
            ]
            for found in long_rows(section, say.labels)
        ]
        head = [say(name) for name in ("model.theme", "workbook.question", "workbook.card-answer")]
        self._list("qualification", (34, 32, 74), head, rows, keys=2)

    # The rest, as the page has it.

    def _rounds(self) -> None:
        """Write the rounds, and apart from them the reasons and remarks, which are long."""
        section = self._sections.pop("rounds", None)
        if section is None:
            return
        rounds: list[Section] = []
        reasons: list[Section] = []
        for inner in section.blocks:
            if not isinstance(inner, Section):
                continue
            if inner.id == "remarks":
                reasons.append(inner)
                continue
            title = self._say("model.reasons")
            kept = [b for b in inner.blocks if not _is_named(b, title)]
            long = [b for b in inner.blocks if _is_named(b, title)]
            rounds.append(Section(id=inner.id, title=inner.title, blocks=tuple(kept)))
            if long:
                reasons.append(Section(id=inner.id, title=inner.title, blocks=tuple(long)))
        self._as_on_the_page("rounds", rounds)
        if reasons:
            self._as_on_the_page("reasons", reasons)

    def _as_on_the_page(self, name: str, sections: Sequence[Section]) -> None:
        labels = self._say.labels
        # Made once: widths are found from the same cells that are written.
        made = {id(g): self._rows(g) for section in sections for g in _grids(section)}
        grids = (grid for section in sections for grid in _grids(section))
        texts = (
            [grid.columns, *([str(cell.value) for cell in row] for row in made[id(grid)])]
            for grid in grids
        )
        sheet = self._sheet(name, widths_for(texts))
        sheet.freeze(sheet.row - 1)
        for section in sections:
            title = plain(section.title, labels)
            if title == self._title(name):
                sheet.gap()
            else:
                sheet.heading(title)
            self._blocks(sheet, section, made)

    def _blocks(self, sheet: Sheet, section: Section, made: _Made) -> None:
        labels = self._say.labels
        for block in section.blocks:
            if isinstance(block, Section):
                sheet.heading(plain(block.title, labels), Look.SUBHEADING)
                self._blocks(sheet, block, made)
            elif isinstance(block, Line):
                sheet.line(plain(block, labels), _LOOKS[block.tone])
            elif isinstance(block, Prose):
                sheet.line(block.plain)
            elif isinstance(block, Facts):
                for label, said in block.rows:
                    sheet.pair(label, text(said, labels))
            elif isinstance(block, Items):
                for said in block.items:
                    sheet.line(f"– {text(said, labels)}")
            elif isinstance(block, Grid):
                self._grid(sheet, block, section, made[id(block)])

    def _grid(
        self, sheet: Sheet, grid: Grid, section: Section, rows: Sequence[Sequence[Cell]]
    ) -> None:
        labels = self._say.labels
        caption = plain(grid.caption, labels)
        if len(grid.columns) == 2 < sheet.columns - 2:
            # Too few columns for the widths that the other tables of the sheet need.
            for first, second in grid.rows:
                sheet.pair(text(first, labels), text(second, labels))
            return
        if caption != plain(section.title, labels):
            sheet.heading(caption, Look.SUBHEADING)
        self._table(sheet, "table", caption, grid.columns, rows, right=grid.numeric)

    def _rows(self, grid: Grid) -> list[list[Cell]]:
        return [
            [
                self._cell(said, is_figure=column in grid.numeric, is_first=not column)
                for column, said in enumerate(row)
            ]
            for row in grid.rows
        ]

    def _cell(self, said: Said, *, is_figure: bool, is_first: bool) -> Cell:
        """Return a cell of the page as one of the sheet: days and figures as what they are."""
        labels = self._say.labels
        if len(said) == 1 and isinstance(said[0], Line) and len(said[0].pieces) == 1:
            (piece,) = said[0].pieces
            if isinstance(piece, datetime.date):
                return Cell(piece, Look.DAY)
        shown = text(said, labels)
        if is_figure:
            if shown.isdigit():
                return Cell(int(shown), Look.COUNT)
            figure = _figure(shown, labels["numbers.thousands"])
            if figure is None:
                return Cell(shown, Look.RIGHT)
            return Cell(figure, Look.COUNT if figure.denominator == 1 else Look.FIGURE)
        is_warning = any(isinstance(s, Line) and s.tone is Tone.WARNING for s in said)
        look = Look.CELL_WARNING if is_warning else Look.CELL
        return Cell(shown, Look.CELL_STRONG if is_first else look)


@functools.lru_cache(maxsize=4)
def _drawn(svg: str) -> bytes | None:
    """Return a picture as PNG; a plan's other workbooks mostly have the same."""
    return png_of(svg)


_WRITTEN = frozenset({"overview", "priority-card", "themes", "action-cards", "qualification"})
"""The sections that have sheets of their own making."""


def _listed(items: Iterable[str]) -> str:
    """Return each text once, on lines of their own; more than one has a dash before it."""
    kept = list(dict.fromkeys(item for item in items if item))
    return "\n".join(f"– {item}" for item in kept) if len(kept) > 1 else "".join(kept)


def _figure(shown: str, thousands: str) -> Fraction | None:
    """Return the figure that a text is, or None."""
    if not _FIGURE.fullmatch(shown):
        return None
    return Fraction(shown.replace(thousands, "").replace(",", ".").replace("−", "-"))


def _is_named(block: Block, title: str) -> bool:
    return isinstance(block, Grid) and block.caption.pieces == (title,)


def _has_grid(section: Section | None) -> bool:
    return section is not None and any(_grids(section))


def _grids(section: Section) -> Iterator[Grid]:
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _grids(block)
        elif isinstance(block, Grid):
            yield block
