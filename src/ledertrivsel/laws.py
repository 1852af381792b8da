"""The laws of prioritization: what a rule may promise, and what the library always promises.

The laws are the axioms of social choice, stated for ratings of importance and success: neutrality
and monotonicity after May (1952), reinforcement after Young (1975), participation after Moulin
(1988). A rule declares which it satisfies and which it violates, the latter with a case that shows
it. What the built-in rules and the cuts declare is data in ``data/laws.toml``;
`ledertrivsel.testing.laws` tries all of it, and a third party's own rule.

Orders are weak: a tie group is one place, and themes that lack what a rule needs share the place
after all others.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.ballots import Ballot
from ledertrivsel.errors import InvalidValueError, UnknownNameError
from ledertrivsel.instruments import Bounds
from ledertrivsel.matrix import Matrix, build_matrix
from ledertrivsel.scales import Axis, Cut, CutKind, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme


class Law(Enum):
    """What a rule may promise, at a fixed or midpoint cut, when every voice rates every theme."""

    THEME_ORDER = "theme-order"
    """The order in which themes are given never changes the ranking."""
    NEUTRALITY = "neutrality"
    """Renaming the themes renames the ranking and changes nothing else."""
    MONOTONICITY = "monotonicity"
    """A voice that puts a theme higher (more important, less successful, picked) never lowers it.

    More exactly: no theme that was not before it comes before it.
    """
    PARTICIPATION = "participation"
    """One more ballot that puts a as high as b or higher never turns a-before-b round."""
    PARETO = "pareto"
    """When every voice puts a as high as b or higher, b is not before a."""
    REPLICATION = "replication"
    """Every ballot counted k times gives the same ranking."""
    REINFORCEMENT = "reinforcement"
    """When two groups of voices both put a before b, so do they together."""
    INDEPENDENCE = "independence"
    """The order of a and b depends on what was said of a and b alone."""
    AFFINE_RELABELLING = "affine-relabelling"
    """Another scale with equal steps, such as 0–100 for 1–5, gives the same ranking."""
    ORDINAL_RELABELLING = "ordinal-relabelling"
    """Any other rising numbers for the points give the same ranking; a fixed cut moves along."""


class Promise(Enum):
    """What the library promises whatever the rule."""

    SYMMETRY = "symmetry"
    """Which voice said what never matters, only what was said."""
    MISSING = "missing"
    """A missing rating is missing: a ballot that rates nothing changes nothing."""
    PARKING = "parking"
    """Parking gives the ranking that deleting would; unparking restores the previous one."""
    CARDINALITY = "cardinality"
    """At most the highest bound; under the lowest only with a tie shown or too few ranked."""
    LOSERS = "losers"
    """Deleting a theme neither chosen nor contested changes nothing (midpoint and fixed cut)."""
    HOUSE_MONOTONICITY = "house-monotonicity"
    """What is chosen for fewer places is chosen for more."""
    DETERMINISM = "determinism"
    """The same data give the same result under any order, hash seed, locale, zone and clock."""


@attrs.frozen(kw_only=True)
class Case:
    """One trial of a law: what the voices handed in, and the one thing that changes.

    Args:
        themes: ids, in the order they are given.
        instead: takes the place of its voice's ballot: what monotonicity changes.
        more: ballots besides: one more for participation, another group's for reinforcement.
        copies: how often each ballot is counted.
        order: the same themes, given in another order.
        names: (id, new id) of the themes, all of them.
        keep: the themes that stay when others are deleted.
        points: new whole numbers for the points of the scale, lowest first.
        bounds: how many themes to choose, where a promise is about the selection.
    """

    themes: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    scale: Scale = Scale()
    cut: Cut = Cut()
    instead: Ballot | None = None
    more: tuple[Ballot, ...] = ()
    copies: int = 1
    order: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    bounds: Bounds | None = None

    def __attrs_post_init__(self) -> None:
        v.unique(self.themes, "Case.themes")
        v.integer(self.copies, "Case.copies", lowest=1)
        for theme in self.keep:
            v.known(theme, self.themes, "Case.keep", "known-theme")
        if self.order and sorted(self.order) != sorted(self.themes):
            wanted = {"wanted": "the same themes in another order"}
            raise InvalidValueError("Case.order", "type", self.order, "", wanted)
        if self.names and sorted(old for old, _ in self.names) != sorted(self.themes):
            wanted = {"wanted": "a new name for each theme"}
            raise InvalidValueError("Case.names", "type", self.names, "", wanted)
        if self.points and (
            list(self.points) != sorted(set(self.points))
            or len(self.points) != len(self.scale.points)
        ):
            wanted = {"wanted": "a rising number for each point of the scale"}
            raise InvalidValueError("Case.points", "type", self.points, "", wanted)

    def before(self) -> Matrix:
        """Return the card of what was handed in first."""
        return _card(self.themes, self.ballots, self.scale, self.cut)

    def apart(self) -> Matrix:
        """Return the card of the added ballots alone."""
        return _card(self.themes, self.more, self.scale, self.cut)

    def after(self) -> Matrix:
        """Return the card after the change."""
        instead = self.instead
        changed = (
            instead if instead is not None and ballot.voice == instead.voice else ballot
            for ballot in self.ballots
        )
        ballots = (*changed, *self.more) * self.copies
        themes = self.keep or self.order or self.themes
        scale, cut = self.scale, self.cut
        if self.names:
            new = dict(self.names)
            themes = tuple(new[theme] for theme in themes)
            ballots = tuple(_renamed(ballot, new) for ballot in ballots)
        if self.points:
            ballots = tuple(self._relabelled(ballot) for ballot in ballots)
            scale = Scale(self.points[0], self.points[-1])
            if cut.importance is not None and cut.success is not None:
                cut = Cut.fixed(self._moved(cut.importance), self._moved(cut.success))
        return _card(themes, ballots, scale, cut)

    def _relabelled(self, ballot: Ballot) -> Ballot:
        def new(value: Axis) -> Axis:
            return self.points[value - self.scale.lowest] if type(value) is int else value

        ratings = tuple((theme, new(i), new(s)) for theme, i, s in ballot.ratings)
        return attrs.evolve(ballot, ratings=ratings)

    def _moved(self, value: Fraction) -> Fraction:
        """Return where *value* lies among the new points, on a line between its neighbours."""
        left = min(max(value // 1 - self.scale.lowest, 0), len(self.points) - 2)
        step = self.points[left + 1] - self.points[left]
        return self.points[left] + (value - self.scale.lowest - left) * step


def _renamed(ballot: Ballot, new: Mapping[str, str]) -> Ballot:
    return attrs.evolve(
        ballot,
        ratings=tuple((new[theme], i, s) for theme, i, s in ballot.ratings),
        picks=tuple(new[theme] for theme in ballot.picks),
    )


def _card(themes: tuple[str, ...], ballots: tuple[Ballot, ...], scale: Scale, cut: Cut) -> Matrix:
    tally = Tally.of(ballots, scale)
    return build_matrix(_numbered(themes), [(tally, None)], cut=cut, scale=scale)


@functools.cache  # A search asks for the same few themes thousands of times.
def _numbered(themes: tuple[str, ...]) -> tuple[Theme, ...]:
    """Return *themes* numbered in the order given."""
    return tuple(
        Theme(id=theme, title=Text({"en": theme}), number=number)
        for number, theme in enumerate(themes, 1)
    )


@attrs.frozen
class RuleLaws:
    """What a rule declares: laws it satisfies, and (law, case) of each that it violates."""

    satisfies: tuple[Law, ...]
    violates: tuple[tuple[Law, Case], ...] = ()

    def __attrs_post_init__(self) -> None:
        violates = v.sequence(self.violates, "RuleLaws.violates")
        v.freeze(
            self,
            satisfies=v.instances(self.satisfies, Law, "RuleLaws.satisfies"),
            violates=violates,
        )
        for index, (law, case) in enumerate(violates):
            v.instance(law, Law, f"RuleLaws.violates[{index}]")
            v.instance(case, Case, f"RuleLaws.violates[{index}]")
        said = [*self.satisfies, *(law for law, _ in violates)]
        v.unique([law.value for law in said], "RuleLaws")

    @property
    def undeclared(self) -> tuple[Law, ...]:
        """The laws that nothing is said about."""
        said = {*self.satisfies, *(law for law, _ in self.violates)}
        return tuple(law for law in Law if law not in said)


@attrs.frozen
class Violation:
    """A case in which each of *rules* breaks a law or a promise."""

    law: Law | Promise
    rules: tuple[str, ...]
    case: Case


def rule_laws(rule: str) -> RuleLaws:
    """Return what the built-in rule of that name declares.

    Raises:
        UnknownNameError: when there is none of that name.
    """
    satisfies = _declared()["satisfies"]
    if rule not in satisfies:
        raise UnknownNameError("rule", rule, tuple(satisfies))
    broken = [(found.law, found.case) for found in violations() if rule in found.rules]
    return RuleLaws(tuple(Law(name) for name in satisfies[rule]), tuple(broken))  # type: ignore[arg-type]


def violations() -> tuple[Violation, ...]:
    """Return the laws that built-in rules break at a fixed or midpoint cut."""
    return tuple(_violation(table) for table in _declared()["violates"])


def missing_violations() -> tuple[Violation, ...]:
    """Return the laws that rules lose when some voices leave themes out."""
    return tuple(_violation(table) for table in _declared()["missing"])


def cut_violations(kind: CutKind) -> tuple[Violation, ...]:
    """Return what rules lose under a kind of cut, of all that holds at a fixed one."""
    tables = _declared()["cuts"]
    return tuple(_violation(table) for table in tables if table["cut"] == kind.value)


@functools.cache
def _declared() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    content = files("ledertrivsel").joinpath("data", "laws.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def _violation(table: Mapping[str, Any]) -> Violation:
    given = dict(table)
    name, rules = given.pop("law"), tuple(given.pop("rules"))
    law = Law(name) if name in {law.value for law in Law} else Promise(name)
    return Violation(law, rules, _case(given))


def _case(table: Mapping[str, Any]) -> Case:
    """Return the case that *table* describes.

    A ballot is a table of theme = [importance, success]; `instead` replaces the first one.
    """
    cut = table.get("cut", CutKind.MIDPOINT.value)
    ballots = _ballots(table["ballots"], "voice")
    return Case(
        themes=tuple(sorted({row[0] for ballot in ballots for row in ballot.ratings})),
        ballots=ballots,
        cut=Cut.fixed(*cut) if isinstance(cut, list) else Cut(cut),
        instead=_ballots([table["instead"]], "voice")[0] if "instead" in table else None,
        more=_ballots(table.get("more", []), "more"),
        keep=tuple(table.get("keep", ())),
        points=tuple(table.get("points", ())),
        bounds=Bounds(*table["bounds"]) if "bounds" in table else None,
    )


def _ballots(tables: list[dict[str, list[int]]], name: str) -> tuple[Ballot, ...]:
    return tuple(
        Ballot(
            voice=f"{name} {number}",
            ratings=tuple((theme, pair[0], pair[1]) for theme, pair in table.items()),
        )
        for number, table in enumerate(tables, 1)
    )
