"""The picture of disagreement: a row a theme, with bars of the answers and its four fields.

The themes stand in the order to talk about them. How the answers spread is shown beside the card
and moves no theme on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from ledertrivsel.agreement import Disagreement, Spread
from ledertrivsel.exporters._outline import Line, Piece, Speaker, Tone, plain
from ledertrivsel.exporters._priority_card import chosen_ids
from ledertrivsel.exporters._svg import (
    LINE,
    MARGIN,
    SIZE,
    Mark,
    Sheet,
    Text,
    bottom_of,
    drawn,
    head_of,
    stacked,
)
from ledertrivsel.exporters._widths import wrapped
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Theme
from ledertrivsel.view import DisagreementView, View

_TITLE, _BARS, _FIELDS, _REMARK = 620, 400, 132, 340
"""How wide the columns are: the theme, each axis, its fields, and what is said of it."""

_APART = 44
"""Between two columns."""

_TALLEST = 60
"""How high the bar of the most answers in the picture is."""

_LEAST_ROW = 140
_FIGURES = 21
"""Bars of scales with more points than this have no figures above them."""


@attrs.frozen
class Bar:
    """A rectangle of a row; *kind* says what it is: "bar", "none", "field" or "first"."""

    x: int
    y: int
    width: int
    height: int
    kind: str


@attrs.frozen(kw_only=True)
class Row:
    """One theme: what it is called in words, and what is drawn of it."""

    name: str
    bars: tuple[Bar, ...]
    mark: Mark
    texts: tuple[Text, ...]


@attrs.frozen(kw_only=True)
class Spreads:
    """The whole picture."""

    title: str
    description: str
    width: int
    height: int
    rows: tuple[Row, ...]
    rules: tuple[int, ...]
    texts: tuple[Text, ...]
    marks: tuple[Mark, ...] = ()
    rule: int | None = None


def spreads_svg(picture: Spreads, language: str) -> str:
    """Return the picture of disagreement as an SVG file."""
    return drawn("disagreement.svg", "disagreement", picture, language, "disagreement")


def lay_out_spreads(say: Speaker, view: View, shown: DisagreementView, sheet: Sheet) -> Spreads:
    """Return the picture as a sheet, with all of it in words."""
    return _Layout(say, view, shown).sheet(sheet)


class _Layout:
    """Lays the rows out, one below another."""

    def __init__(self, say: Speaker, view: View, shown: DisagreementView) -> None:
        self.say, self.shown = say, shown
        self.scale = view.priority_card.scale if view.priority_card is not None else Scale()
        self.chosen = chosen_ids(view)
        spreads = [s for _, found in shown.themes for s in (found.importance, found.success)]
        self.most = max(count for spread in spreads for count in spread.frequencies)
        self.x_importance = MARGIN + _TITLE + _APART
        self.x_success = self.x_importance + _BARS + _APART
        self.x_fields = self.x_success + _BARS + _APART
        self.x_remark = self.x_fields + _FIELDS + _APART
        self.width = self.x_remark + _REMARK + MARGIN

    def sheet(self, sheet: Sheet) -> Spreads:
        head = head_of(sheet, self.width - 2 * MARGIN)
        top = head[-1].y + 76
        columns = tuple(self._columns(top))
        y = max(text.y for text in columns) + 18
        rows: list[Row] = []
        rules = [y]
        for theme, found in self._in_order():
            row, y = self._row(theme, found, y)
            rows.append(row)
            rules.append(y)
        notes = tuple(stacked(sheet.notes, MARGIN, y + 48, self.width - 2 * MARGIN, size=22))
        bottom = notes[-1].y if notes else y
        rule, foot = bottom_of(sheet, bottom, self.width)
        return Spreads(
            title=sheet.title,
            description="\n".join((*(row.name for row in rows), *sheet.told)),
            width=self.width,
            height=(foot[-1].y if foot else bottom) + MARGIN,
            rows=tuple(rows),
            rules=tuple(rules),
            texts=(*head, *columns, *notes, *foot),
            rule=rule,
        )

    def _in_order(self) -> Iterator[tuple[Theme, Disagreement]]:
        found = {theme.id: (theme, spread) for theme, spread in self.shown.themes}
        for group in self.shown.order_of_talk:
            for theme in group:
                if theme.id in found:
                    yield found.pop(theme.id)
        yield from found.values()

    def _columns(self, y: int) -> Iterator[Text]:
        say = self.say
        heads = (
            (say("model.order-of-talk"), MARGIN, _TITLE),
            (say("model.importance"), self.x_importance, _BARS),
            (say("model.success"), self.x_success, _BARS),
            (say("model.fields"), self.x_fields, _FIELDS),
            (say("pictures.agreement-head"), self.x_remark, _REMARK),
        )
        for title, x, room in heads:
            for n, pieces in enumerate(wrapped((title,), room, SIZE, bold=True)):
                yield Text(x=x, y=y + LINE * n, pieces=pieces, is_bold=True)

    def _row(self, theme: Theme, found: Disagreement, top: int) -> tuple[Row, int]:
        """Return the row of a theme below *top*, and where it ends."""
        say = self.say
        is_filled = theme.id in self.chosen
        title = wrapped((say.text(theme.title),), _TITLE - 52, SIZE, bold=is_filled)
        height = max(_LEAST_ROW, 60 + LINE * len(title))
        base = top + 100
        texts = [
            Text(x=MARGIN + 52, y=top + 52 + LINE * n, pieces=pieces, is_bold=is_filled)
            for n, pieces in enumerate(title)
        ]
        bars: list[Bar] = []
        for x, spread in ((self.x_importance, found.importance), (self.x_success, found.success)):
            drawn_bars, figures = self._bars(spread, x, base)
            bars += drawn_bars
            texts += figures
        fields, counts = self._fields(found, top + 26)
        texts += [*counts, *self._remark(found, top + 52)]
        mark = Mark(x=MARGIN + 19, y=top + 43, number=theme.number, is_filled=is_filled)
        row = Row(
            name=self.in_words(theme, found),
            bars=(*bars, *fields),
            mark=mark,
            texts=tuple(texts),
        )
        return row, top + height

    def _bars(self, spread: Spread, x: int, base: int) -> tuple[list[Bar], list[Text]]:
        points = self.scale.points
        step = Fraction(_BARS, len(points))
        has_figures = len(points) <= _FIGURES
        bars, texts = [], []
        for n, (point, count) in enumerate(zip(points, spread.frequencies, strict=True)):
            left = x + (n * step).__floor__()
            wide = max((step * 7 / 10).__floor__(), 1)
            high = (Fraction(_TALLEST * count, self.most)).__ceil__() if self.most else 0
            bars.append(
                Bar(left, base - max(high, 2), wide, max(high, 2), "bar" if count else "none")
            )
            if has_figures or n in (0, len(points) - 1):
                middle = left + wide // 2
                number = self.say.labels.number(point)
                texts.append(_figure(middle, base + 24, number, "quiet"))
            if has_figures:
                shade = "ink" if count else "quiet"
                texts.append(_figure(left + wide // 2, base - high - 8, f"{count}", shade))
        return bars, texts

    def _fields(self, found: Disagreement, top: int) -> tuple[list[Bar], list[Text]]:
        half, high = _FIELDS // 2, 44
        bars, texts = [], []
        for n, count in enumerate(found.fields):
            x, y = self.x_fields + n % 2 * half, top + n // 2 * high
            bars.append(Bar(x, y, half, high, "field" if n else "first"))
            texts.append(_figure(x + half // 2, y + 30, f"{count}", "ink" if count else "quiet"))
        return bars, texts

    def _remark(self, found: Disagreement, y: int) -> Iterator[Text]:
        say = self.say
        if found.is_split:
            pieces: tuple[Piece, ...] = (say("model.split"),)
            for row in wrapped(pieces, _REMARK, SIZE, bold=True):
                yield Text(x=self.x_remark, y=y, pieces=row, is_bold=True, colour="warn")
                y += LINE
        for axis, spread in self._axes(found):
            if spread.agreement is not None:
                said = f"{say(axis)} {say.labels.number(spread.agreement)}"
                yield Text(x=self.x_remark, y=y, pieces=(said,), size=22, colour="quiet")
                y += 30

    def _axes(self, found: Disagreement) -> tuple[tuple[str, Spread], ...]:
        return ("model.importance", found.importance), ("model.success", found.success)

    def in_words(self, theme: Theme, found: Disagreement) -> str:
        """Return how the answers on a theme spread, in full."""
        say = self.say
        axes = " ".join(self._axis_in_words(say(axis), s) for axis, s in self._axes(found))
        fields = [
            f"{say('model.field-number', number=number)}: {count}"
            for number, count in enumerate(found.fields, 1)
        ]
        said = [", ".join(fields), *[say("model.split")] * found.is_split]
        told = say.line("pictures.spread-dot", theme=theme, axes=axes, fields=". ".join(said))
        return plain(told, say.labels)

    def _axis_in_words(self, axis: str, spread: Spread) -> str:
        say = self.say
        counts = [
            say("pictures.spread-count", count=count, point=point)
            for point, count in zip(self.scale.points, spread.frequencies, strict=True)
            if count
        ]
        consensus = None if spread.consensus is None else Fraction(spread.consensus)
        measures = [
            say(f"pictures.{name}", value=value)
            for name, value in (("agreement", spread.agreement), ("consensus", consensus))
            if value is not None
        ]
        return say(
            "pictures.spread-axis",
            axis=axis,
            counts=say.labels.list(counts),
            measures=f" ({', '.join(measures)})" if measures else "",
        )


def _figure(x: int, y: int, text: str, colour: str) -> Text:
    return Text(x=x, y=y, pieces=(text,), size=20, anchor="middle", colour=colour)


def notes(say: Speaker, scale: Scale) -> Iterator[Line]:
    """Yield how the picture is to be read."""
    yield say.line("exports.disagreement-note", Tone.QUIET)
    yield say.line("pictures.talk-note", Tone.QUIET)
    yield say.line("pictures.bars-note", Tone.QUIET, low=scale.lowest, high=scale.highest)
    yield say.line("pictures.agreement-note", Tone.QUIET)
