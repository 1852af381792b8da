"""The outline of progress: where each theme lay at first, where it lies now."""

from __future__ import annotations

from ledertrivsel.exporters._outline import Cell, Grid, Section, Speaker, Tone, cell, section
from ledertrivsel.progress import Movement, Standing
from ledertrivsel.view import View


def progress_section(say: Speaker, view: View) -> Section | None:
    """Return how the themes moved since the first rating."""
    rows = tuple(
        (
            cell(say.say(view.theme(movement.theme_id))),
            standing(say, movement.before),
            standing(say, movement.after),
            moved(say, movement),
        )
        for movement in view.movements
    )
    if not rows:
        return None
    columns = ("model.theme", "exports.before", "exports.now", "exports.movement")
    title = say.line("model.progress")
    grid = Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    return section("progress", title, grid)


def standing(say: Speaker, found: Standing | None) -> Cell:
    """Return where a theme lies on one card, in totals."""
    if found is None:
        return cell(say("model.none"))
    return cell(
        say.line("model.field-number", number=int(found.quadrant)),
        say.line("model.on-line", Tone.STRONG) if found.on_line else None,
        say.line(
            "exports.figures",
            importance=say.mean(found.importance),
            success=say.mean(found.success),
        ),
        say.line("exports.answers", Tone.QUIET, count=found.n),
    )


def moved(say: Speaker, movement: Movement) -> Cell:
    """Return how a theme moved, or why that can't be told."""
    if movement.reason is not None:
        reason = say(f"exports.not-comparable.{movement.reason.value}")
        return cell(say.line("model.not-comparable-because", reason=reason))
    changes = [
        say.line(key, change=say.labels.signed(change))
        for key, change in (
            ("exports.importance-change", movement.importance),
            ("exports.success-change", movement.success),
        )
        if change
    ]
    if movement.has_moved and movement.before is not None and movement.after is not None:
        between = say.line(
            "model.moved",
            Tone.STRONG,
            before=int(movement.before.quadrant),
            after=int(movement.after.quadrant),
        )
        return cell(between, *changes)
    return cell(*(changes or [say.line("model.unchanged")]))
