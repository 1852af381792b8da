"""Rules, ranking, proposal and turning points: the library proposes, people choose.

A rule gives each placement a key of exact numbers; lower is more urgent; equal keys are a tie. A
tie is never broken by the alphabet, the hash or the lot: whole tie groups are taken, and one that
does not fit is left to people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol, runtime_checkable

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import RuleError, shorten
from ledertrivsel.instruments import Bounds
from ledertrivsel.matrix import Matrix, Placement, Quadrant, place
from ledertrivsel.suppression import Suppressed
from ledertrivsel.tally import ThemeCount

Key = tuple[int | Fraction, ...]
"""What a rule orders by: lower is more urgent, compared item by item."""


class Need(Enum):
    """What a theme must have for a rule to rank it."""

    RATINGS = "ratings"
    PICKS = "picks"


@runtime_checkable
class Rule(Protocol):
    """Orders themes by how urgent they are.

    `needs` names what a theme must have to be ranked ("ratings", "picks"). `by_field` says whether
    the fields of the card lead the order; the proposal then aims at all of field 1. `key` sees one
    placement at a time and is pure.
    """

    @property
    def name(self) -> str:
        """A slug, printed with every proposal."""

    @property
    def needs(self) -> frozenset[str]:
        """Some of "ratings" and "picks"."""

    @property
    def by_field(self) -> bool:
        """Whether the key is led by the field."""

    def key(self, placement: Placement, matrix: Matrix) -> Key:
        """Return the key of one placement: a tuple of int and Fraction, of one length for all."""


@attrs.frozen(eq=False, repr=False)
class KeyRule(Value):
    """A rule made of a function; the built-in ones are of this kind."""

    name: str
    needs: frozenset[str]
    by_field: bool
    function: Callable[[Placement], Key]

    def key(self, placement: Placement, matrix: Matrix) -> Key:
        """Return the key of *placement*; these rules need nothing else of the card."""
        return self.function(placement)


def _field_gap(placement: Placement) -> Key:
    return _field(placement), -_exact(placement.gap), -_exact(placement.importance)


def _field_then_importance(placement: Placement) -> Key:
    return _field(placement), -_exact(placement.importance), _exact(placement.success)


def _gap(placement: Placement) -> Key:
    return -_exact(placement.gap), -_exact(placement.importance)


def _share(placement: Placement) -> Key:
    return (-_exact(placement.share),)


def _picks(placement: Placement) -> Key:
    return (-(placement.picks or 0),)


def _field(placement: Placement) -> int:
    return int(placement.quadrant or 0)


def _exact(value: Fraction | None) -> Fraction:
    if value is None:  # A rule that needs ratings is only asked about themes that have some.
        raise ValueError("the placement has no ratings")
    return value


_RATINGS = frozenset({Need.RATINGS.value})

FIELD_GAP = KeyRule("field-gap", _RATINGS, True, _field_gap)
"""The default: by field, then the largest gap between importance and success, then importance."""

FIELD = KeyRule("field", _RATINGS, True, _field_then_importance)
"""By field, then the most important, then the least successful."""

GAP = KeyRule("gap", _RATINGS, False, _gap)
"""The largest gap between importance and success, then importance."""

SHARE = KeyRule("share", _RATINGS, False, _share)
"""The largest share of voices whose own rating lies in field 1. It ties often."""

PICKS = KeyRule("picks", frozenset({Need.PICKS.value}), False, _picks)
"""The most picked. It ties often."""

BUILT_IN_RULES: Mapping[str, KeyRule] = MappingProxyType(
    {rule.name: rule for rule in (FIELD_GAP, FIELD, GAP, SHARE, PICKS)}
)
"""The built-in rules by name."""


def is_rankable(placement: Placement, rule: Rule) -> bool:
    """Return whether *placement* has what *rule* needs; zero picks count as lacking."""
    needs = {need.value if isinstance(need, Need) else need for need in rule.needs}
    return ("ratings" not in needs or placement.n > 0) and (
        "picks" not in needs or bool(placement.picks)
    )


def rank(matrix: Matrix, rule: Rule) -> tuple[frozenset[str], ...]:
    """Return the tie groups of *matrix*, most urgent first.

    Themes that lack what the rule needs are left out.

    Raises:
        RuleError: when a key is not a tuple of int and Fraction, or keys have different lengths.
    """
    return tuple(frozenset(p.theme_id for p in group) for group in _ranked(matrix, rule))


def _ranked(matrix: Matrix, rule: Rule) -> list[list[Placement]]:
    groups: dict[Key, list[Placement]] = {}
    length: int | None = None
    for placement in matrix.placements:
        if not is_rankable(placement, rule):
            continue
        key = rule.key(placement, matrix)
        if (
            type(key) is not tuple
            or not key
            or length not in (None, len(key))
            or any(type(part) is not int and type(part) is not Fraction for part in key)
        ):
            raise RuleError(rule.name, placement.theme_id, shorten(key))
        length = len(key)
        groups.setdefault(key, []).append(placement)
    return [groups[key] for key in sorted(groups)]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Reason(Value):
    """Why a theme stands where it does in the proposal: the figures that the rule went by.

    *code* is ``field``, ``gap``, ``share``, ``picks``, ``rule`` (a third party's) or ``tie``.
    """

    theme_id: str
    code: str
    quadrant: Quadrant | None = None
    importance: Fraction | None = None
    success: Fraction | None = None
    gap: Fraction | None = None
    share: Fraction | None = None
    picks: int | None = None

    def __attrs_post_init__(self) -> None:
        v.slug(self.theme_id, "Reason.theme_id")
        v.slug(self.code, "Reason.code")


@attrs.frozen(eq=False, repr=False)
class TurningPoint(Value):
    """How little it takes at one theme before the proposal changes.

    Args:
        changes: how many single one-point changes of one voice's rating of it would change the set
            chosen or the set contested.
        joins: themes that would become chosen or contested by some of them.
        leaves: themes that would no longer be chosen or contested by some of them.
    """

    theme_id: str
    changes: int
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.slug(self.theme_id, "TurningPoint.theme_id")
        v.integer(self.changes, "TurningPoint.changes", lowest=1)
        v.freeze(
            self,
            joins=_slugs(self.joins, "TurningPoint.joins"),
            leaves=_slugs(self.leaves, "TurningPoint.leaves"),
        )


_ID_FIELDS = ("chosen", "contested", "filled", "unranked")


def _slugs(values: object, path: str) -> tuple[str, ...]:
    return tuple([v.slug(value, path) for value in v.sequence(values, path)])


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Proposal(Value):
    """What the rule proposes. Proposed is never chosen: people choose.

    Args:
        rule: the name of the rule.
        order: the tie groups, most urgent first.
        target: how many themes it aimed at.
        chosen: the themes proposed, by group, then number.
        contested: the tie group that would pass the highest bound; people decide.
        filled: chosen ones outside field 1, taken to reach the lowest bound (rules led by the
            field).
        unranked: themes that lack what the rule needs.
        suppressed: themes that a floor keeps out.
        lines: where the card was divided, (importance, success).
    """

    rule: str
    bounds: Bounds
    target: int
    order: tuple[frozenset[str], ...] = ()
    chosen: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    unranked: tuple[str, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    lines: tuple[Fraction, Fraction]
    turning_points: tuple[TurningPoint, ...] = ()
    why: tuple[Reason, ...] = ()

    def __attrs_post_init__(self) -> None:
        order = tuple(frozenset(_slugs(g, "Proposal.order")) for g in self.order)
        ids = {name: _slugs(getattr(self, name), f"Proposal.{name}") for name in _ID_FIELDS}
        v.freeze(self, rule=v.title(self.rule, "Proposal.rule"), order=order, **ids)

    @property
    def places_left(self) -> int:
        """How many themes may still be chosen, at most."""
        return self.bounds.highest - len(self.chosen)


@attrs.frozen(eq=False, repr=False)
class _Outcome(Value):
    """The part of a proposal that a turning point compares."""

    target: int
    groups: list[list[Placement]]
    chosen: list[Placement]
    contested: list[Placement]

    @property
    def sets(self) -> tuple[frozenset[str], frozenset[str]]:
        return (
            frozenset(p.theme_id for p in self.chosen),
            frozenset(p.theme_id for p in self.contested),
        )


def _outcome(matrix: Matrix, bounds: Bounds, rule: Rule) -> _Outcome:
    groups = _ranked(matrix, rule)
    target = bounds.lowest
    if rule.by_field:
        ranked = (placement for group in groups for placement in group)
        in_field_1 = sum(p.quadrant is Quadrant.FIELD_1 for p in ranked)
        target = min(max(in_field_1, bounds.lowest), bounds.highest)
    chosen: list[Placement] = []
    for group in groups:
        if len(chosen) >= target:
            break
        if len(chosen) + len(group) > bounds.highest:
            return _Outcome(target, groups, chosen, group)
        chosen.extend(group)
    return _Outcome(target, groups, chosen, [])


def propose(matrix: Matrix, bounds: Bounds, rule: Rule = FIELD_GAP) -> Proposal:
    """Return what *rule* proposes to choose within *bounds*.

    The target is the lowest bound; a rule led by the field raises it to the number of themes in
    field 1, at most the highest bound. Whole tie groups are taken until the target is reached; the
    first that would pass the highest bound is contested and ends the taking.
    """
    outcome = _outcome(matrix, bounds, rule)
    filled = [p for p in outcome.chosen if rule.by_field and p.quadrant is not Quadrant.FIELD_1]
    unranked = [p for p in matrix.placements if not is_rankable(p, rule)]
    return Proposal(
        rule=rule.name,
        bounds=bounds,
        target=outcome.target,
        order=tuple(frozenset(p.theme_id for p in group) for group in outcome.groups),
        chosen=_ids(outcome.chosen),
        contested=_ids(outcome.contested),
        filled=_ids(filled),
        unranked=_ids(unranked),
        suppressed=matrix.suppressed,
        lines=matrix.lines,
        turning_points=_turning_points(matrix, bounds, rule, outcome),
        why=tuple(
            _reason(placement, rule, in_tie=placement in outcome.contested)
            for placement in (*outcome.chosen, *outcome.contested)
        ),
    )


def _ids(placements: list[Placement]) -> tuple[str, ...]:
    return tuple(placement.theme_id for placement in placements)


def _reason(placement: Placement, rule: Rule, *, in_tie: bool) -> Reason:
    codes = {
        "field-gap": "field",
        "field": "field",
        "gap": "gap",
        "share": "share",
        "picks": "picks",
    }
    code = codes.get(rule.name, "rule") if BUILT_IN_RULES.get(rule.name) is rule else "rule"
    return Reason(
        theme_id=placement.theme_id,
        code="tie" if in_tie else code,
        quadrant=placement.quadrant,
        importance=placement.importance,
        success=placement.success,
        gap=placement.gap,
        share=placement.share,
        picks=placement.picks,
    )


@attrs.frozen(eq=False, repr=False)
class Move(Value):
    """One voice changes half a rating of one theme by one point; *voices* could each do so."""

    theme_id: str
    cell: tuple[int, int]
    to: tuple[int, int]
    voices: int


def moves(matrix: Matrix) -> Iterator[Move]:
    """Yield every one-point change that one voice could make to a rating on the card."""
    points = matrix.scale.points
    for placement in matrix.placements:
        for importance, success, voices in placement.cells:
            for to in (
                (importance - 1, success),
                (importance + 1, success),
                (importance, success - 1),
                (importance, success + 1),
            ):
                if to[0] in points and to[1] in points:
                    yield Move(placement.theme_id, (importance, success), to, voices)


def after(matrix: Matrix, move: Move) -> Matrix:
    """Return the card as it would be after *move*, with the cut computed anew."""
    moved = {p.theme_id: p.cells for p in matrix.placements}
    cells = {cell[:2]: cell[2] for cell in moved[move.theme_id]}
    cells[move.cell] -= 1
    cells[move.to] = cells.get(move.to, 0) + 1
    moved[move.theme_id] = tuple((*cell, n) for cell, n in sorted(cells.items()) if n)
    count = ThemeCount(moved[move.theme_id])
    if not matrix.cut.depends_on_themes:
        lines = matrix.lines
        placements = tuple(
            place(count, p.theme_id, lines, number=p.number, picks=p.picks)
            if p.theme_id == move.theme_id
            else p
            for p in matrix.placements
        )
    else:
        counts = {theme_id: ThemeCount(theme_cells) for theme_id, theme_cells in moved.items()}
        means = [
            (counted.importance, counted.success)
            for counted in counts.values()
            if counted.importance is not None and counted.success is not None
        ]
        lines = matrix.cut.lines(matrix.scale, means)
        placements = tuple(
            place(counts[p.theme_id], p.theme_id, lines, number=p.number, picks=p.picks)
            for p in matrix.placements
        )
    return v.replaced(matrix, placements=placements)


def _turning_points(
    matrix: Matrix, bounds: Bounds, rule: Rule, outcome: _Outcome
) -> tuple[TurningPoint, ...]:
    """Return, per theme, the one-point changes that would change what is chosen or contested."""
    before = outcome.sets
    named = before[0] | before[1]
    found: dict[str, tuple[int, set[str], set[str]]] = {}
    for move in moves(matrix):
        changed = _outcome(after(matrix, move), bounds, rule).sets
        if changed != before:
            count, joins, leaves = found.get(move.theme_id, (0, set(), set()))
            now = changed[0] | changed[1]
            found[move.theme_id] = (
                count + move.voices,
                joins | (now - named) | (changed[0] - before[0]),
                leaves | (named - now),
            )
    numbers = {p.theme_id: index for index, p in enumerate(matrix.placements)}
    return tuple(
        TurningPoint(
            theme_id,
            found[theme_id][0],
            tuple(sorted(found[theme_id][1], key=numbers.__getitem__)),
            tuple(sorted(found[theme_id][2], key=numbers.__getitem__)),
        )
        for theme_id in sorted(found, key=numbers.__getitem__)
    )
