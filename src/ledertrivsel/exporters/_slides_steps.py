"""What a workshop needs on the wall: the process, a step's agenda, the themes, the questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.exporters._outline import Line, plain
from ledertrivsel.exporters._slides_deck import CONTENT, Deck, fits
from ledertrivsel.exporters._slides_flow import Box
from ledertrivsel.exporters._slides_notes import agenda_notes, own_words
from ledertrivsel.exporters._slides_sections import Layout
from ledertrivsel.exporters._slides_text import Paragraph, Span
from ledertrivsel.instruments import Step
from ledertrivsel.methods import Agenda, ItemKind, Method, Question
from ledertrivsel.themes import Text, Theme, ThemeSource
from ledertrivsel.view import View

GAP = 228_600
"""The space between two panels, in EMU."""

INSET = 182_880
INSETS = f'lIns="{INSET}" tIns="{INSET}" rIns="{INSET}" bIns="{INSET}"'
"""The space around the text of a panel."""

STEP_TITLE = Box(685_800, 2_194_560, 3_474_720, 2_468_880)
STEP_BODY = Box(5_029_200, 1_188_720, 6_477_000, 4_480_560)

_ROUND = 640_080
"""How large the number of a theme is, in EMU."""


class Workshops:
    """Adds what the workshops need to a deck."""

    def __init__(self, deck: Deck, view: View, method: Method | None) -> None:
        self._deck, self._say, self._view, self._method = deck, deck.say, view, method

    def all_themes(self) -> tuple[Theme, ...]:
        """Return the method's themes and those of the plan that the audience may see."""
        known = {theme.id: theme for theme in self._view.instrument.themes}
        known |= {theme.id: theme for theme in self._view.themes}
        return tuple(sorted(known.values(), key=lambda theme: (theme.number, theme.id)))

    def process(self) -> None:
        """Add the three steps side by side."""
        columns = self._columns(12)
        wide = (CONTENT.width - 2 * GAP) // 3
        inner = Box(0, 0, wide - 2 * INSET, CONTENT.height - 2 * INSET)
        for size in (18, 16, 14, 12):
            columns = self._columns(size)
            if all(fits(column, inner) for column in columns):
                break
        else:
            self._deck.flow(self._say("slides.process"), self._in_a_row)
            return
        canvas = self._deck.slide(self._say("slides.process"))
        for index, (step, column) in enumerate(zip(Step, columns, strict=True)):
            left = CONTENT.left + index * (wide + GAP)
            box = Box(left, CONTENT.top, wide, CONTENT.height)
            name = self._say.name(step)
            canvas.shape(name, box, column, filled="shade", anchor="t", insets=INSETS)

    def _in_a_row(self, layout: Layout) -> Iterator[Paragraph]:
        for column in self._columns(layout.size):
            yield from column

    def _columns(self, size: int) -> list[list[Paragraph]]:
        told = {question.id: question.parts for question in self._steps()}
        line = self._deck.writer.line
        return [
            [
                line(self._say.name(step), 22, strong=True, colour="accent", after=10, keeps=True),
                *(line(self._own(text), size, after=8) for text in told.get(step.value, ())),
            ]
            for step in Step
        ]

    def _steps(self) -> Iterable[Question]:
        return self._method.steps if self._method is not None else ()

    def _own(self, text: Text) -> str:
        """Return a text of the method with the workplace's own word for cooperation."""
        return own_words(text, self._view.representation, self._say.language)

    def step(self, step: Step) -> None:
        """Begin a step with its agenda, and what the group works with."""
        self._agenda(step)
        if step is Step.PREPARE:
            self._themes()
            self._two_questions()
        elif step is Step.QUALIFY:
            self._support_questions()
        else:
            self._card_form()

    def _agenda(self, step: Step) -> None:
        agendas = self._method.agendas if self._method is not None else ()
        agenda = next((a for a in agendas if a.step is step), None)
        notes: Iterable[Paragraph] = ()
        body: list[Paragraph] = []
        if agenda is not None:
            notes = agenda_notes(self._say, agenda, self._view.representation)
            body = list(self._points(agenda))
        canvas = self._deck.slide(
            self._say.name(step),
            layout="secHead",
            notes=notes,
            box=STEP_TITLE,
            sizes=(36, 32, 28, 24, 20),
        )
        if agenda is not None and fits(body, STEP_BODY):
            canvas.text(self._say("workshop.agenda"), STEP_BODY, body, anchor="ctr")
        elif agenda is not None:
            self._deck.flow(self._own(agenda.title), lambda _: body)

    def _points(self, agenda: Agenda) -> Iterator[Paragraph]:
        yield self._deck.writer.line(self._own(agenda.purpose), 24, after=24)
        for item in agenda.items:
            if item.kind is ItemKind.ALWAYS:
                minutes = self._say("workshop.minutes-short", minutes=item.minutes)
                first = Span(f"{minutes}  ", True, colour="accent")
                yield Paragraph(spans=(first, Span(self._own(item.title))), size=20, after=10)

    def _themes(self) -> None:
        """Add the themes with their questions, two on a slide where they have room."""
        themes = list(self.all_themes())
        half = (CONTENT.height - GAP) // 2
        left = CONTENT.left + _ROUND + GAP
        room = Box(left, CONTENT.top, CONTENT.left + CONTENT.width - left, half)
        while themes:
            pair = themes[:2]
            texts = [self._theme_text(theme) for theme in pair]
            if not all(fits(text, room) for text in texts):
                pair, texts = pair[:1], texts[:1]
            del themes[: len(pair)]
            self._theme_slide(pair, texts, room)

    def _theme_slide(self, pair: list[Theme], texts: list[list[Paragraph]], room: Box) -> None:
        say, number = self._say, pair[0].number
        title = say("model.theme-number", number=number)
        if len(pair) == 2:
            title = say("slides.two-themes", first=number, second=pair[1].number)
        elif not fits(texts[0], room):
            room = attrs.evolve(room, height=CONTENT.height)
            if not fits(texts[0], room):
                self._deck.flow(title, lambda _: texts[0])
                return
        canvas = self._deck.slide(title)
        for theme, text in zip(pair, texts, strict=True):
            if theme is not pair[0]:
                room = attrs.evolve(room, top=room.bottom + GAP)
                y = room.top - GAP // 2
                ends = (CONTENT.left, y), (CONTENT.left + CONTENT.width, y)
                name = say("slides.divider")
                canvas.connector(name, *ends, alt=name, colour="line")
            name = say("model.theme-number", number=theme.number)
            spans = (Span(str(theme.number), True, colour="paper"),)
            canvas.shape(
                name,
                Box(CONTENT.left, room.top + (room.height - _ROUND) // 2, _ROUND, _ROUND),
                (Paragraph(spans=spans, size=24, after=0, align="ctr"),),
                kind="ellipse",
                alt=name,
                filled="accent",
                wrapped=False,
            )
            name = plain(say.say(theme.title), say.labels)
            canvas.text(name, room, text, anchor="ctr")

    def _theme_text(self, theme: Theme) -> list[Paragraph]:
        say, line = self._say, self._deck.writer.line
        tools = {tool.id: tool for tool in self._method.tools} if self._method is not None else {}
        lines = [line(say.say(theme.title), 28, strong=True, colour="accent", keeps=True)]
        if theme.question:
            lines.append(line(say.say(theme.question), 24))
        lines += [line(say.say(prompt), 22) for prompt in theme.prompts]
        for id in theme.see_also:
            tool = tools.get(id)
            if tool is not None and tool.number is not None:
                pointer = say.say(say("workshop.tool", number=tool.number), ": ", tool.title)
                lines.append(line(pointer, 20, colour="quiet"))
        if theme.source is not ThemeSource.METHOD:
            source = f"{say('model.source')}: {say.name(theme.source)}"
            lines.append(line(source, 20, colour="quiet"))
        return lines

    def _two_questions(self) -> None:
        """Add the two questions that place a theme on the card, with the ends of their axes."""
        say, instrument = self._say, self._view.instrument
        canvas = self._deck.slide(say("slides.two-questions"))
        low = Line((f"{say('model.low-sign')} ", say.text(instrument.low)))
        high = Line((f"{say('model.high-sign')} ", say.text(instrument.high)))
        alt = say("slides.axis", low=plain(low, say.labels), high=plain(high, say.labels))
        asked = (
            (say("model.importance"), instrument.importance_question),
            (say("model.success"), instrument.success_question),
        )
        half = CONTENT.width // 2
        for index, (name, question) in enumerate(asked):
            top = CONTENT.top + index * CONTENT.height // 2
            text = self._deck.writer.line(say.say(question), 32, strong=True, colour="accent")
            box = Box(CONTENT.left, top, CONTENT.width, 1_143_000)
            canvas.text(name, box, (text,), anchor="b")
            y = top + 1_325_880
            ends = (CONTENT.left, y), (CONTENT.left + CONTENT.width, y)
            canvas.connector(say("slides.axis-end"), *ends, alt=alt, colour="accent")
            for at, (end, align) in enumerate(((low, ""), (high, "r"))):
                paragraph = attrs.evolve(self._deck.writer.line(end, 20), align=align)
                box = Box(CONTENT.left + at * half, y + 91_440, half, 365_760)
                canvas.text(say("slides.axis-end"), box, (paragraph,))

    def _support_questions(self) -> None:
        if self._view.instrument.support_questions:
            title = self._say("model.support-questions")
            self._deck.flow(title, self._support, sizes=(22, 20, 18))

    def _support(self, layout: Layout) -> Iterator[Paragraph]:
        say, line = self._say, self._deck.writer.line
        for question in self._view.instrument.support_questions:
            title = say.say(question.title)
            yield line(title, layout.size, strong=True, colour="accent", after=2, keeps=True)
            for index, part in enumerate(question.parts):
                last = index == len(question.parts) - 1
                yield line(say.say(part), layout.size, after=12 if last else 2)

    def _card_form(self) -> None:
        headings = self._view.instrument.headings
        say, line = self._say, self._deck.writer.line
        if headings:
            self._deck.flow(
                say("slides.card-form"),
                lambda layout: [
                    line(say.say(heading.title), layout.size, mark="•", after=10)
                    for heading in headings
                ],
            )
