"""The chapters of a deck, in the order of the three steps: what is decided stands where it was.

The words are those of the outline that all formats share; the slides here are those that only a
deck has: the cover, the card to drag on, tiles, an action card in two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs

from ledertrivsel.exporters import _slides_card
from ledertrivsel.exporters._outline import (
    Block,
    Line,
    Page,
    Picture,
    Section,
    Tile,
    Tiles,
    Tone,
    plain,
)
from ledertrivsel.exporters._slides_deck import CONTENT, Deck, fits, halves
from ledertrivsel.exporters._slides_flow import MOST, Box, Item, Placed, pages
from ledertrivsel.exporters._slides_notes import bulleted
from ledertrivsel.exporters._slides_sections import Layout, Sections
from ledertrivsel.exporters._slides_steps import GAP, INSET, INSETS, Workshops
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Method
from ledertrivsel.view import View

COVER = Box(914_400, 1_828_800, 10_363_200, 1_920_240)
SUBTITLE = Box(914_400, 3_931_920, 10_363_200, 2_103_120)

_WORK = ("-tasks", "-follow-up", "-materials")
_SHOWN = {
    Step.PREPARE: (
        *("mandate", "priority-card", "proposal", "disagreement", "choice", "parking"),
    ),
    Step.QUALIFY: ("before-next-meeting", "qualification"),
    Step.CONCRETIZE: ("action-cards", "next-steps"),
}
"""The sections of the outline that belong to each step; the others follow in its own order."""


class Chapters:
    """Writes one view as slides."""

    def __init__(
        self, deck: Deck, view: View, outline: Page, method: Method | None, steps: tuple[Step, ...]
    ) -> None:
        self._deck, self._say = deck, deck.say
        self._view, self._page, self._method, self._steps = view, outline, method, steps
        self._sections = Sections(deck.say)
        self._workshops = Workshops(deck, view, method)

    def write(self) -> None:
        """Add all slides."""
        self._cover()
        front = {section.id: section for section in self._page.front}
        found = {section.id: section for section in self._page.sections}
        found.pop("themes", None)  # They have slides of their own, with room for their questions.
        findings = found.pop("findings", None)
        if "purpose" in front:
            self._section(front["purpose"])
        if self._steps:
            self._workshops.process()
        if "overview" in front and self._view.cards:
            self._tiles(front["overview"])
        for step in Step:
            if step in self._steps:
                self._workshops.step(step)
                if step is Step.PREPARE and not self._has_dots() and self._view.choice is None:
                    self._empty_card()
            for id in _SHOWN[step]:
                if id in found:
                    self._shown(found.pop(id))
        for section in found.values():
            self._shown(section)
        if findings is not None:
            self._section(findings)
        self._about()

    def _shown(self, section: Section) -> None:
        inner = [block for block in section.blocks if isinstance(block, Section)]
        if section.id == "priority-card":
            self._card(section)
        elif section.id == "action-cards":
            for card in inner:
                self._action_card(card)
        elif section.id == "qualification":
            name = plain(section.title, self._say.labels)
            for theme in inner:
                title = Line((f"{name}: ", *theme.title.pieces))
                self._section(attrs.evolve(theme, title=title))
        else:
            self._section(section)

    def _section(self, section: Section, part: int = 1) -> None:
        self._deck.flow(section.title, self._items(section.blocks), part=part)

    def _items(self, blocks: Sequence[Block]) -> Callable[[Layout], Iterable[Item]]:
        return lambda layout: self._sections.items(blocks, layout)

    def _cover(self) -> None:
        page = self._page
        canvas = self._deck.slide(
            page.title, layout="title", kind="ctrTitle", box=COVER, sizes=(40, 36, 32, 28, 24, 20)
        )
        lines: list[Paragraph] = []
        for size in (20, 18, 16, 14, 12):
            lines = [
                Paragraph(spans=tuple(self._on_cover(line)), size=size, after=0)
                for line in (*page.lead, page.foot[0])
            ]
            if fits(lines, SUBTITLE):
                break
        canvas.subtitle(lines)

    def _on_cover(self, line: Line) -> Iterable[Span]:
        for span in self._deck.writer.spans(line):
            yield attrs.evolve(span, colour="", strong=line.tone is Tone.STRONG)

    def _about(self) -> None:
        line, lines = self._deck.writer.line, self._page.foot
        title = self._say("slides.about")
        self._deck.flow(title, lambda layout: [line(said, layout.size) for said in lines])

    # The priority card.

    def _has_dots(self) -> bool:
        shown = (s for s in self._page.sections if s.id == "priority-card")
        return any(isinstance(block, Picture) for section in shown for block in section.blocks)

    def _card(self, section: Section) -> None:
        picture = next((b for b in section.blocks if isinstance(b, Picture)), None)
        if picture is None:
            self._section(section)
            return
        parked = [parked.theme for parked in self._view.parking]
        frame = _slides_card.framed(self._say, self._view.instrument)
        used = _slides_card.card_slides(
            self._deck, section.title, picture, frame, parked, self._talk()
        )
        rest = tuple(block for block in section.blocks if block is not picture)
        self._section(attrs.evolve(section, blocks=rest), part=used + 1)

    def _empty_card(self) -> None:
        frame = _slides_card.framed(self._say, self._view.instrument)
        title, themes = self._say("slides.empty-card"), self._workshops.all_themes()
        _slides_card.empty_card(self._deck, title, frame, themes, self._talk())

    def _talk(self) -> Iterable[Paragraph]:
        """Return what to talk about at the card, for the notes of a workshop."""
        if self._method is None or not self._steps:
            return ()
        asked = tuple(question.title for question in self._method.discussion_questions)
        return bulleted(self._say, self._say("workshop.discuss"), asked)

    # The action cards.

    def _tiles(self, section: Section) -> None:
        """Add the front page: a tile for each card, four or six on a slide."""
        tiles = [t for block in section.blocks if isinstance(block, Tiles) for t in block.tiles]
        across = 2 if len(tiles) <= 4 else 3
        wide = (CONTENT.width - (across - 1) * GAP) // across
        high = (CONTENT.height - GAP) // 2
        inner = Box(0, 0, wide - 2 * INSET, high - 2 * INSET)
        texts = [self._tile(tile, inner) for tile in tiles]
        if not all(fits(text, inner) for text in texts):
            self._section(section)
            return
        for start in range(0, len(tiles), 2 * across):
            canvas = self._deck.slide(section.title, part=start // (2 * across) + 1)
            for index, text in enumerate(texts[start : start + 2 * across]):
                left = CONTENT.left + index % across * (wide + GAP)
                top = CONTENT.top + index // across * (high + GAP)
                name = plain(tiles[start + index].title, self._say.labels)
                box = Box(left, top, wide, high)
                canvas.shape(name, box, text, filled="shade", anchor="t", insets=INSETS)

    def _tile(self, tile: Tile, inner: Box) -> list[Paragraph]:
        writer, text = self._deck.writer, []
        sizes = (22, 20, 18, 16) if len(str(tile.lines)) < MOST else (16,)
        for size in sizes:
            title = tuple(writer.spans(tile.title, strong=True, colour="accent"))
            number = Span(f"{tile.number}. ", True, colour="accent")
            text = [
                Paragraph(spans=(number, *title), size=size, after=8),
                *writer.cell(tile.lines, size - 4),
                writer.line(tile.state, 14, colour="quiet"),
            ]
            if fits(text, inner):
                break
        return text

    def _action_card(self, section: Section) -> None:
        """Add a card on one slide in two columns, or on as many as it takes."""
        columns = self._two_columns(section)
        if not columns:
            told, work = _parted(section)
            part = 1 + self._deck.flow(section.title, self._items(told), sizes=(18, 16))
            self._deck.flow(section.title, self._items(work), sizes=(18, 16), part=part)
            return
        canvas = self._deck.slide(section.title)
        for page in columns:
            self._deck.place(canvas, page, section.title)

    def _two_columns(self, section: Section) -> list[list[Placed]]:
        """Return what stands in each column of the one slide, or nothing where one is too full."""
        found: list[list[Placed]] = []
        for size in (14, 16, 18):
            columns = []
            for box, blocks in zip(halves(), _parted(section), strict=True):
                layout = Layout(size=size, across=box.width, highest=box.height)
                columns.append(pages(self._sections.items(blocks, layout), box))
            if any(len(column) > 1 for column in columns):
                break
            found = [page for column in columns for page in column]
        return found


def _parted(section: Section) -> tuple[list[Block], list[Block]]:
    """Return what an action card is about, and what is to be done: what stands left and right."""
    work: list[Block] = [
        block
        for block in section.blocks
        if isinstance(block, Section) and block.id.endswith(_WORK)
    ]
    return [block for block in section.blocks if block not in work], work
