"""The picture of progress: a small hollow dot where each theme lay, an arrow to where it lies now.

Only what can be compared is drawn. What can't stands in the legend with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel.drawing import Trend, draw_trend
from ledertrivsel.exporters._outline import Cell, Line, Speaker, plain
from ledertrivsel.exporters._priority_card import chosen_ids, framed
from ledertrivsel.exporters._progress import moved, standing
from ledertrivsel.exporters._svg import Group, Item, Layout, Sheet, drawn, sheet_layout
from ledertrivsel.progress import Movement
from ledertrivsel.view import View


@attrs.frozen(kw_only=True)
class TrendPicture:
    """A trend with what is said of it.

    Args:
        layout: of the card of the re-rating, with its legend.
    """

    trend: Trend
    layout: Layout


def trend_svg(picture: TrendPicture, language: str) -> str:
    """Return the trend as an SVG file."""
    return drawn("trend.svg", "trend", picture.layout, picture.trend, language, "trend")


def trend(view: View) -> Trend | None:
    """Return where the themes lay and lie now, or None when none can be compared."""
    card = view.priority_card
    comparable = [
        (view.theme(m.theme_id), m.before, m.after)
        for m in view.movements
        if m.is_comparable and m.before is not None and m.after is not None
    ]
    if card is None or not comparable:
        return None
    return draw_trend(card, comparable, chosen_ids(view))


def lay_out_trend(say: Speaker, view: View, found: Trend, sheet: Sheet) -> TrendPicture:
    """Return the trend as a sheet, with all of it in words."""
    card = view.priority_card
    assert card is not None
    picture = framed(say, view, card, found.drawing, title=sheet.title)
    names = {m.theme_id: in_words(say, view, m) for m in view.movements}
    sheet = attrs.evolve(
        sheet,
        names=names,
        told=(*names.values(), *sheet.told),
    )
    return TrendPicture(trend=found, layout=sheet_layout(picture, sheet, _legend(say, view)))


def in_words(say: Speaker, view: View, movement: Movement) -> str:
    """Return where a theme lay, where it lies now and how it moved."""
    told = say.line(
        "pictures.trend-dot",
        theme=view.theme(movement.theme_id),
        before_label=say("exports.before"),
        before=_joined(say, standing(say, movement.before), ", "),
        now_label=say("exports.now"),
        now=_joined(say, standing(say, movement.after), ", "),
        moved=_joined(say, _changes(say, movement), ", "),
    )
    return plain(told, say.labels)


def _changes(say: Speaker, movement: Movement) -> Cell:
    """Return how a theme moved, an axis on which it did not included."""
    if movement.importance is None or movement.success is None:
        return moved(say, movement)
    between = moved(say, movement)[:1] if movement.has_moved else ()
    return (
        *between,
        say.line("exports.importance-change", change=say.labels.signed(movement.importance)),
        say.line("exports.success-change", change=say.labels.signed(movement.success)),
    )


def _joined(say: Speaker, said: Cell, between: str, space: str = " ") -> str:
    lines = (plain(line, say.labels) for line in said if isinstance(line, Line))
    return between.join(line.replace(" ", space) for line in lines)


def _legend(say: Speaker, view: View) -> Iterator[Group]:
    chosen = chosen_ids(view)
    compared = [m for m in view.movements if m.is_comparable]
    groups = (
        ("exports.legend-chosen", True, [m for m in compared if m.theme_id in chosen]),
        (
            "exports.legend-others" if chosen else "model.themes",
            False,
            [m for m in compared if m.theme_id not in chosen],
        ),
        ("model.not-comparable", None, [m for m in view.movements if not m.is_comparable]),
    )
    for title, is_filled, movements in groups:
        if movements:
            yield say(title), is_filled, tuple(_items(say, view, movements)), None


def _items(say: Speaker, view: View, movements: Iterable[Movement]) -> Iterator[Item]:
    for movement in movements:
        theme = view.theme(movement.theme_id)
        if movement.reason is not None:
            said = say(f"exports.not-comparable.{movement.reason.value}")
        else:
            said = _joined(say, moved(say, movement), " · ", space="\u00a0")
        yield Item(number=theme.number, title=say.text(theme.title), lines=(Line((said,)),))
