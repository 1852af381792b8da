"""The outline of where the voices disagree: what to talk about, fields and spread."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledertrivsel.agreement import Spread
from ledertrivsel.exporters._outline import (
    Cell,
    Grid,
    Section,
    Speaker,
    Tone,
    cell,
    section,
)
from ledertrivsel.scales import Scale
from ledertrivsel.view import DisagreementView, View

_MOST_POINTS = 11
"""How many points of a scale have a column each; of a longer one, those given are named."""


def disagreement_section(say: Speaker, view: View) -> Section | None:
    """Return where the groups place each theme, how answers spread, and what to talk about."""
    shown = view.disagreement
    if shown is None:
        return None
    scale = view.priority_card.scale if view.priority_card is not None else Scale()
    return section(
        "disagreement",
        say("exports.disagreement"),
        say.line("exports.disagreement-note", Tone.QUIET),
        section("order-of-talk", say("model.order-of-talk"), _order_of_talk(say, shown)),
        _fields_table(say, shown),
        _spread_table(say, shown, scale),
    )


def _order_of_talk(say: Speaker, shown: DisagreementView) -> Grid:
    rows = tuple(
        (cell(str(number)), cell(*(say.say(theme) for theme in group)))
        for number, group in enumerate(shown.order_of_talk, 1)
    )
    columns = (say("exports.rank"), say("model.themes"))
    return Grid(caption=say.line("model.order-of-talk"), columns=columns, rows=rows)


def _fields_table(say: Speaker, shown: DisagreementView) -> Section | None:
    rows = tuple(
        (
            cell(say.say(theme)),
            *(cell(say.say(count)) for count in found.fields),
            cell(say.line("model.split", Tone.STRONG) if found.is_split else None),
        )
        for theme, found in shown.themes
    )
    numbered = tuple(say("model.field-number", number=number) for number in (1, 2, 3, 4))
    grid = Grid(
        caption=say.line("model.where-groups"),
        columns=(say("model.theme"), *numbered, say("exports.remark")),
        rows=rows,
        numeric=frozenset({1, 2, 3, 4}),
    )
    return section("where-groups", say("model.where-groups"), grid)


def _spread_table(say: Speaker, shown: DisagreementView, scale: Scale) -> Section | None:
    is_long = len(scale.points) > _MOST_POINTS
    rows = tuple(
        (cell(say.say(theme)), cell(say(axis)), *_spread_cells(say, spread, scale, is_long))
        for theme, found in shown.themes
        for axis, spread in (
            ("model.importance", found.importance),
            ("model.success", found.success),
        )
    )
    points = tuple(say.labels.number(point) for point in scale.points)
    if is_long:
        points = (say("model.distribution"),)
    grid = Grid(
        caption=say.line("model.distribution"),
        columns=(
            say("model.theme"),
            say("exports.axis"),
            *points,
            say("model.agreement"),
            say("model.consensus"),
        ),
        rows=rows,
        numeric=frozenset(range(3 if is_long else 2, len(points) + 4)),
    )
    return section("distribution", say("model.distribution"), grid)


def _spread_cells(say: Speaker, spread: Spread, scale: Scale, is_long: bool) -> Iterator[Cell]:
    counted = [
        (say.labels.number(point), say.labels.number(count))
        for point, count in zip(scale.points, spread.frequencies, strict=True)
        if count or not is_long
    ]
    if is_long:
        yield cell(", ".join(f"{point}: {count}" for point, count in counted) or None)
    else:
        yield from (cell(count) for _, count in counted)
    yield cell(say.mean(spread.agreement))
    yield cell(say.mean(None if spread.consensus is None else Fraction(spread.consensus)))
