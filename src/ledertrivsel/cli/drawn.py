"""The priority card as characters: four fields of slots, and the table of its themes."""

from __future__ import annotations

from fractions import Fraction

from rich.console import Group as RichGroup
from rich.table import Table
from rich.text import Text as RichText

from ledertrivsel.agreement import disagreement
from ledertrivsel.labels import Labels
from ledertrivsel.matrix import Matrix, Placement, Quadrant
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Proposal

COLUMNS, ROWS, WIDTH = 6, 5, 5
"""Slots of one field across and down, and characters of a slot."""

Slot = tuple[int, int]
"""(column, row) in the whole card: columns left to right, rows top to bottom."""


def slots(matrix: Matrix) -> dict[str, Slot]:
    """Return a slot for each placed theme: in its own field, as near its place as is free.

    Each half-axis is scaled by itself, so that the lines lie in the middle; what lies on a line
    touches it. Themes find their slots in the order of their numbers, so the same card always
    looks the same.
    """
    taken: dict[Slot, str] = {}
    for placement in matrix.placements:
        if placement.quadrant is None or placement.importance is None or placement.success is None:
            continue
        right = placement.quadrant in (Quadrant.FIELD_2, Quadrant.FIELD_4)
        top = placement.quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
        low, high = matrix.scale.lowest, matrix.scale.highest
        across = _index(placement.success, matrix.lines[1], low, high, COLUMNS, above=right)
        up = _index(placement.importance, matrix.lines[0], low, high, ROWS, above=top)
        wanted = (across + COLUMNS * right, ROWS - 1 - up + ROWS * (not top))
        field = [
            (column + COLUMNS * right, row + ROWS * (not top))
            for column in range(COLUMNS)
            for row in range(ROWS)
        ]
        free = [slot for slot in field if slot not in taken] or field
        taken[min(free, key=lambda slot: (_distance(slot, wanted), slot))] = placement.theme_id
    return {theme_id: slot for slot, theme_id in taken.items()}


def _index(
    value: Fraction, line: Fraction, low: int, high: int, count: int, *, above: bool
) -> int:
    """Return the slot of *value* on one half-axis, counted from its lower end."""
    start, end = (line, Fraction(high)) if above else (Fraction(low), line)
    if end <= start:
        return 0
    place = int((value - start) * count / (end - start))
    return min(max(place, 0), count - 1)


def _distance(slot: Slot, wanted: Slot) -> int:
    return (slot[0] - wanted[0]) ** 2 * WIDTH + (slot[1] - wanted[1]) ** 2 * 4


def draw(plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels) -> RichGroup:
    """Return the card, the table of its themes and the proposal in words."""
    parts: list[RichText | Table] = [_grid(plan, matrix, proposal, labels), RichText("")]
    parts.append(_table(plan, matrix, proposal, labels))
    parts.append(RichText(""))
    parts += [RichText(line) for line in _notes(plan, matrix, proposal, labels)]
    return RichGroup(*parts)


def _mark(theme_id: str, plan: Plan, proposal: Proposal | None) -> str:
    """Return how a theme's number is written: [1] chosen or proposed, (2) contested, else 3."""
    number = plan.theme(theme_id).number
    if theme_id in (plan.chosen or (proposal.chosen if proposal else ())):
        return f"[{number}]"
    if proposal is not None and theme_id in proposal.contested and not plan.chosen:
        return f"({number})"
    return f"{number}"


def _grid(plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels) -> RichText:
    marks = {slot: _mark(theme, plan, proposal) for theme, slot in slots(matrix).items()}
    half = COLUMNS * WIDTH
    text = RichText(no_wrap=True)
    question = plan.instrument.importance_question.to(labels.language)
    high, low = (getattr(plan.instrument, end).to(labels.language) for end in ("high", "low"))
    text.append(f"  + {high}   {question}\n", style="bold")
    for field_row in range(2):
        border = "┌┬┐" if field_row == 0 else "├┼┤"
        text.append(f"  {border[0]}{'─' * half}{border[1]}{'─' * half}{border[2]}\n")
        names = [labels[f"model.quadrant-short.{2 * field_row + 1}"]]
        names.append(labels[f"model.quadrant-short.{2 * field_row + 2}"])
        text.append("  │")
        text.append(f" {names[0]}".ljust(half)[:half], style="dim")
        text.append("│")
        text.append(f"{names[1]} ".rjust(half)[:half], style="dim")
        text.append("│\n")
        for row in range(ROWS):
            text.append("  ")
            for field_column in range(2):
                text.append("│")
                for column in range(COLUMNS):
                    slot = (column + COLUMNS * field_column, row + ROWS * field_row)
                    mark = marks.get(slot, "")
                    text.append(mark.center(WIDTH), style="bold" if mark[:1] in "[(" else "")
            text.append("│\n")
    text.append(f"  └{'─' * half}┴{'─' * half}┘\n")
    left, right = f"÷ {low}", f"+ {high}"
    middle = plan.instrument.success_question.to(labels.language)
    text.append(f"   {left}{middle.center(2 * half - len(left) - len(right))}{right}\n", "bold")
    return text


def _table(plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    for key, justify in (
        ("number", "right"),
        ("theme", "left"),
        ("importance", "right"),
        ("success", "right"),
        ("gap", "right"),
        ("field", "right"),
        ("picks-short", "right"),
        ("note", "left"),
    ):
        table.add_column(labels[f"model.{key}"], justify=justify)  # type: ignore[arg-type]
    for placement in matrix.placements:
        table.add_row(*_row(plan, matrix, placement, proposal, labels))
    for hidden in matrix.suppressed:
        theme = plan.theme(hidden.theme_id)
        row = [str(theme.number), theme.title.to(labels.language), *["–"] * 5]
        table.add_row(*row, labels["model.suppressed"])
    return table


def _row(
    plan: Plan, matrix: Matrix, placement: Placement, proposal: Proposal | None, labels: Labels
) -> list[str | RichText]:
    theme = plan.theme(placement.theme_id)
    notes = []
    if theme.id in plan.chosen:
        notes.append(labels["model.chosen"])
    elif proposal is not None and theme.id in proposal.chosen:
        notes.append(labels["model.proposed"])
    elif proposal is not None and theme.id in proposal.contested:
        notes.append(labels["model.contested"])
    if placement.on_line:
        notes.append(labels["model.on-line"])
    if placement.n and disagreement(placement, matrix.scale).is_split:
        notes.append(labels["model.split"])
    if not placement.n:
        notes.append(labels["model.not-asked"])
    numbers = [
        labels["model.none"] if value is None else labels.number(value)
        for value in (placement.importance, placement.success, placement.gap)
    ]
    field = str(int(placement.quadrant)) if placement.quadrant else labels["model.none"]
    picks = labels["model.none"] if placement.picks is None else str(placement.picks)
    style = "bold" if theme.id in (plan.chosen or (proposal.chosen if proposal else ())) else ""
    title = RichText(theme.title.to(labels.language), style=style)
    return [str(theme.number), title, *numbers, field, picks, " · ".join(notes)]


def _notes(plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels) -> list[str]:
    """Return the proposal, its ties and the cut in sentences."""
    lines = []

    def numbers(ids: tuple[str, ...]) -> str:
        return labels.list(str(plan.theme(theme_id).number) for theme_id in ids)

    if proposal is not None and proposal.order:
        rule = f"model.rule.{proposal.rule}"
        name = labels[rule] if rule in labels else proposal.rule  # noqa: SIM401 - no mapping.
        chosen = numbers(proposal.chosen) or labels["model.none"]
        lines.append(labels.fill("cli.card.proposal", {"themes": chosen, "rule": name}))
        if proposal.contested:
            shown = {"themes": numbers(proposal.contested)}
            lines.append(labels.fill("model.contested-long", shown))
        points = proposal.turning_points
        if points:
            shown = {
                "count": sum(point.changes for point in points),
                "themes": numbers(tuple(point.theme_id for point in points)),
            }
            lines.append(labels.fill("model.turning-points-summary", shown))
        else:
            lines.append(labels["model.turning-points-none"])
    if plan.chosen:
        lines.append(labels.fill("cli.card.chosen", {"themes": numbers(plan.chosen)}))
    if plan.parking:
        parked = numbers(tuple(parked.theme_id for parked in plan.parking))
        lines.append(labels.fill("cli.card.parked", {"themes": parked}))
    importance, success = matrix.lines
    cut = {
        "importance": importance,
        "success": success,
        "kind": labels.name(matrix.cut.kind),
    }
    lines.append(labels.fill("model.cut-at", cut))
    if matrix.cut.depends_on_themes:
        lines.append(labels["model.cut-depends"])
    floors = [r.floor for r in plan.rounds if r.floor]
    if matrix.suppressed and floors:
        lines.append(labels.fill("model.suppressed-legend", {"floor": max(floors)}))
    return lines
