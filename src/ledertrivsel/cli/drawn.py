"""The priority card as characters: four fields of slots, the table of its themes, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import attrs
from rich.table import Table
from rich.text import Text as RichText

from ledertrivsel.agreement import disagreement
from ledertrivsel.labels import Labels, Param
from ledertrivsel.matrix import Matrix, Placement, Quadrant
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Proposal, TurningPoint

COLUMNS, ROWS = 6, 5
"""Slots of one field across and down; a field with more themes makes all four deeper."""

WIDE, NARROW = 6, 4
"""Characters of a slot where the terminal has room for it, and where it does not."""

ROOM_FOR_WIDE = 2 * COLUMNS * WIDE + 6
ROOM_FOR_NOTES = 100
ROOM_FOR_ALL_NUMBERS = 72
"""Widths from which slots are wide, notes have a column, and gaps and picks are shown."""

Slot = tuple[int, int]
"""(column, row) in the whole card: columns left to right, rows top to bottom."""


def depth(matrix: Matrix) -> int:
    """Return the rows of a field: enough for the fullest one."""
    fields = Counter(placement.quadrant for placement in matrix.placements if placement.n)
    return max(ROWS, *(-(-count // COLUMNS) for count in fields.values()), 0)


def slots(matrix: Matrix) -> dict[str, Slot]:
    """Return a slot for each placed theme: in its own field, as near its place as is free.

    Each half-axis is scaled by itself, so that the lines lie in the middle; what lies on a line
    touches it. Themes find their slots in the order of their numbers, so the same card always
    looks the same.
    """
    rows = depth(matrix)
    taken: dict[Slot, str] = {}
    for placement in matrix.placements:
        if placement.quadrant is None or placement.importance is None or placement.success is None:
            continue
        right = placement.quadrant in (Quadrant.FIELD_2, Quadrant.FIELD_4)
        top = placement.quadrant in (Quadrant.FIELD_1, Quadrant.FIELD_2)
        low, high = matrix.scale.lowest, matrix.scale.highest
        across = _index(placement.success, matrix.lines[1], low, high, COLUMNS, above=right)
        up = _index(placement.importance, matrix.lines[0], low, high, rows, above=top)
        wanted = (across + COLUMNS * right, rows - 1 - up + rows * (not top))
        field = [
            (column + COLUMNS * right, row + rows * (not top))
            for column in range(COLUMNS)
            for row in range(rows)
        ]
        free = [slot for slot in field if slot not in taken]
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
    return (slot[0] - wanted[0]) ** 2 * WIDE + (slot[1] - wanted[1]) ** 2 * 4


@attrs.frozen
class Drawing:
    """The card, the table of its themes, and the proposal and the cut in sentences."""

    card: RichText
    table: Table
    sentences: tuple[str, ...]


def draw(
    plan: Plan,
    matrix: Matrix,
    proposal: Proposal | None,
    points: tuple[TurningPoint, ...],
    labels: Labels,
    width: int,
) -> Drawing:
    """Return the card for a terminal of *width* characters."""
    return Drawing(
        _grid(plan, matrix, proposal, labels, WIDE if width >= ROOM_FOR_WIDE else NARROW),
        _table(plan, matrix, proposal, labels, width),
        tuple(_sentences(plan, matrix, proposal, points, labels)),
    )


def _leads(theme_id: str, plan: Plan, proposal: Proposal | None) -> bool:
    """Return whether a theme is chosen, or proposed while nothing is chosen."""
    return theme_id in (plan.chosen or (proposal.chosen if proposal else ()))


def _is_tied(theme_id: str, plan: Plan, proposal: Proposal | None) -> bool:
    return not plan.chosen and proposal is not None and theme_id in proposal.contested


def _mark(theme_id: str, plan: Plan, proposal: Proposal | None) -> str:
    """Return how a theme's number is written: [1] chosen or proposed, (2) tied, else 3."""
    number = plan.theme(theme_id).number
    if _leads(theme_id, plan, proposal):
        return f"[{number}]"
    return f"({number})" if _is_tied(theme_id, plan, proposal) else f"{number}"


def _grid(
    plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels, width: int
) -> RichText:
    marks = {slot: _mark(theme, plan, proposal) for theme, slot in slots(matrix).items()}
    half, rows = COLUMNS * width, depth(matrix)
    language = labels.language
    low, high = (getattr(plan.instrument, end).to(language) for end in ("low", "high"))
    text = RichText(no_wrap=True)
    text.append(f"  {plan.instrument.importance_question.to(language)}\n", "bold")
    for below in range(2):
        left, middle, right = "├┼┤" if below else "┌┬┐"
        text.append(" " if below else "+", "bold")
        text.append(f" {left}{'─' * half}{middle}{'─' * half}{right}\n")
        names = [_name(quadrant, labels) for quadrant in (2 * below + 1, 2 * below + 2)]
        for part in range(2):
            text.append("  ")
            for name in names:
                text.append("│")
                text.append(f" {name[part]}".ljust(half)[:half], "dim")
            text.append("│\n")
        for row in range(rows):
            text.append("  ")
            for beside in range(2):
                text.append("│")
                for column in range(COLUMNS):
                    mark = marks.get((column + COLUMNS * beside, row + rows * below), "")
                    text.append(mark.center(width), "bold" if mark[:1] in ("[", "(") else "")
            text.append("│\n")
    text.append("÷", "bold")
    text.append(f" └{'─' * half}┴{'─' * half}┘\n")
    ends = f"÷ {low}", f"+ {high}"
    question = plan.instrument.success_question.to(language)
    across = 2 * half + 1
    if len(question) + len(ends[0]) + len(ends[1]) + 4 <= across:
        between = 2 * max(len(end) for end in ends) + 2
        centred = question.center(across - between).rstrip()
        line = ends[0].ljust(between // 2) + centred
        text.append(f"   {line}{ends[1].rjust(across - len(line))}", "bold")
    else:
        text.append(f"   {ends[0]}{ends[1].rjust(across - len(ends[0]))}\n", "bold")
        text.append(f"   {question.center(across).rstrip()}", "bold")
    return text


def _name(quadrant: int, labels: Labels) -> tuple[str, str]:
    """Return a field's number and name in two lines: its importance, its success."""
    importance, _, success = labels[f"model.quadrant-short.{quadrant}"].partition(", ")
    return f"{quadrant} {importance},", f"  {success}"


def _table(
    plan: Plan, matrix: Matrix, proposal: Proposal | None, labels: Labels, width: int
) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    has_picks = any(placement.picks for placement in matrix.placements)
    shown = ["number", "theme", "importance", "success"]
    if width >= ROOM_FOR_ALL_NUMBERS:
        shown.append("gap")
    shown.append("field")
    if has_picks and width >= ROOM_FOR_ALL_NUMBERS:
        shown.append("picks-short")
    if width >= ROOM_FOR_NOTES:
        shown.append("note")
    for key in shown:
        if key in ("theme", "note"):
            table.add_column(labels[f"model.{key}"])
        else:
            table.add_column(labels[f"model.{key}"], justify="right", no_wrap=True)
    for placement in matrix.placements:
        cells = _cells(plan, matrix, placement, proposal, labels)
        table.add_row(*_laid(cells, shown))
    for hidden in matrix.suppressed:
        theme = plan.theme(hidden.theme_id)
        cells = dict.fromkeys(shown, labels["model.none"])
        cells |= {"number": str(theme.number), "theme": theme.title.to(labels.language)}
        table.add_row(*_laid({**cells, "note": labels["model.suppressed"]}, shown))
    return table


def _laid(cells: dict[str, str], shown: Iterable[str]) -> list[RichText]:
    """Return the cells of a row in order; without a column of its own, a note stands below."""
    row = {name: RichText(text) for name, text in cells.items()}
    if cells["note"] and "note" not in shown:
        row["theme"].append(f"\n  {cells['note']}", "italic")
    if cells.get("leads"):
        for name in ("number", "theme"):
            row[name].stylize("bold")
    return [row[name] for name in shown]


def _cells(
    plan: Plan, matrix: Matrix, placement: Placement, proposal: Proposal | None, labels: Labels
) -> dict[str, str]:
    theme = plan.theme(placement.theme_id)
    notes = []
    if theme.id in plan.chosen:
        notes.append(labels["model.chosen"])
    elif _leads(theme.id, plan, proposal):
        notes.append(labels["model.proposed"])
    elif _is_tied(theme.id, plan, proposal):
        notes.append(labels["model.contested"])
    if placement.on_line:
        notes.append(labels["model.on-line"])
    if placement.n and disagreement(placement, matrix.scale).is_split:
        notes.append(labels["model.split"])
    if not placement.n:
        notes.append(labels["model.not-asked"])
    none = labels["model.none"]
    return {
        "number": str(theme.number),
        "theme": theme.title.to(labels.language),
        "importance": _decimal(placement.importance, labels),
        "success": _decimal(placement.success, labels),
        "gap": _decimal(placement.gap, labels),
        "field": str(int(placement.quadrant)) if placement.quadrant else none,
        "picks-short": none if placement.picks is None else str(placement.picks),
        "note": " · ".join(notes),
        "leads": "yes" if _leads(theme.id, plan, proposal) else "",
    }


def _decimal(value: Fraction | None, labels: Labels) -> str:
    return labels["model.none"] if value is None else labels.decimal(value)


def _sentences(
    plan: Plan,
    matrix: Matrix,
    proposal: Proposal | None,
    points: tuple[TurningPoint, ...],
    labels: Labels,
) -> Iterable[str]:
    """Yield the proposal, its ties, the choice and the cut in words."""

    def numbers(ids: Iterable[str]) -> str:
        return labels.list(str(plan.theme(theme_id).number) for theme_id in ids)

    if proposal is not None and proposal.order:
        rule = f"model.rule.{proposal.rule}"
        name = labels[rule] if rule in labels else proposal.rule  # noqa: SIM401 - no mapping.
        key = "cli.card.proposal" if proposal.chosen else "cli.card.proposal-none"
        count = len(proposal.chosen)
        shown: dict[str, Param] = {"themes": numbers(proposal.chosen), "rule": name}
        yield labels.fill(key, {**shown, "count": count})
        if proposal.contested:
            yield labels.fill("model.contested-long", {"themes": numbers(proposal.contested)})
        if proposal.filled:
            filled: dict[str, Param] = {"themes": numbers(proposal.filled)}
            filled |= {"count": len(proposal.filled), "lowest": plan.bounds.lowest}
            yield labels.fill("cli.card.filled", filled)
        if not plan.chosen:
            yield _turning(points, numbers(point.theme_id for point in points), labels)
    if plan.chosen:
        shown = {"themes": numbers(plan.chosen), "count": len(plan.chosen)}
        yield labels.fill("cli.card.chosen", shown)
    if plan.parking:
        parked = numbers(parked.theme_id for parked in plan.parking)
        shown = {"themes": parked, "count": len(plan.parking)}
        yield labels.fill("cli.card.parked", shown)
    importance, success = matrix.lines
    cut: dict[str, Param] = {"importance": importance, "success": success}
    yield f"{labels.fill('model.cut-at', {**cut, 'kind': labels.name(matrix.cut.kind)})}."
    if matrix.cut.depends_on_themes:
        yield labels["model.cut-depends"]
    floors = [a_round.floor for a_round in plan.rounds if a_round.floor]
    if matrix.suppressed and floors:
        yield labels.fill("model.suppressed-legend", {"floor": max(floors)})


def _turning(points: tuple[TurningPoint, ...], themes: str, labels: Labels) -> str:
    if not points:
        return labels["model.turning-points-none"]
    count = sum(point.changes for point in points)
    return labels.fill("model.turning-points-summary", {"count": count, "themes": themes})
