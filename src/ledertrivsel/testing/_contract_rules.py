"""The contract of rules: exact keys, nothing but the placement and the card, and the laws."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import attrs
import hypothesis
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.hookspecs import RuleInfo
from ledertrivsel.laws import Case, Law
from ledertrivsel.matrix import Matrix, Placement, build_matrix
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.prioritization import Need, Rule, is_rankable
from ledertrivsel.scales import CutKind, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_cases import small_cases
from ledertrivsel.testing._contract_processes import differing
from ledertrivsel.testing._contract_watch import watched
from ledertrivsel.testing._values import matrices, own_theme
from ledertrivsel.testing.laws import breach, find_breach, in_words, places, profiles

LAW_EXAMPLES = 120
"""How many cases of each law are tried at least: counterexamples are rare."""

_LONG = 600

VIOLATION_EXAMPLES = 2000
"""How many cases are tried before a declared violation counts as not to be found."""


class RuleContract(Contract, kind=Kind.RULE):
    """What every prioritization rule keeps, and whether it keeps and breaks what it declares."""

    def info(self) -> RuleInfo:
        """Return the descriptor."""
        info = self.offer().info
        assert isinstance(info, RuleInfo)
        return info

    def rule(self) -> Rule:
        """Return the rule, made anew."""
        rule: Rule = self.made()
        try:
            list(rule.needs)
        except TypeError:
            tell(f"It needs {short(rule.needs)}, which is no set of names.")
        return rule

    def cards(self) -> st.SearchStrategy[Matrix]:
        """Return cards with every kind of placement: tied, half rated, picked, on the line."""
        return st.one_of(matrices(), _picked(), _picked().map(_without_picks))

    def test_its_keys_are_exact(self) -> None:
        """A key is a tuple of int and Fraction, of one length: floats tie or order by rounding."""
        rule = self.rule()

        def fault(matrix: Matrix) -> str:
            lengths: dict[int, str] = {}
            for placement in matrix.placements:
                if not is_rankable(placement, rule):
                    continue
                key, error = _key(rule, placement, matrix)
                said = error or _inexact(key)
                if not said and isinstance(key, tuple):
                    lengths.setdefault(len(key), placement.theme_id)
                    if len(lengths) > 1:
                        said = f"and {len(next(iter(lengths)) * (0,))} parts for another theme"
                        said = f"has {len(key)} parts, {said}"
                if said:
                    return f"The key {short(key)} of {_told(placement)} {said}."
            return ""

        self.search(self.cards(), fault, examples=max(300, self.tries()))

    def test_its_key_is_the_same_each_time(self) -> None:
        """In any order, on any card before, by a new rule too; and nothing is changed."""
        one, other = self.rule(), self.rule()

        def fault(pair: tuple[Matrix, Matrix]) -> str:
            matrix, between = pair
            shown = repr(matrix)
            ranked = [p for p in matrix.placements if is_rankable(p, one)]
            first = [_key(one, p, matrix) for p in ranked]
            for placement in between.placements:
                if is_rankable(placement, one):
                    _key(one, placement, between)
            again = [_key(one, p, matrix) for p in reversed(ranked)][::-1]
            anew = [_key(other, p, matrix) for p in ranked]
            equal = [attrs.evolve(placement) for placement in matrix.placements]
            copy = attrs.evolve(matrix, placements=tuple(equal))
            copied = [_key(one, p, copy) for p in copy.placements if is_rankable(p, one)]
            for keys, which in (
                (again, "the second time"),
                (anew, "by another object"),
                (copied, "of an equal placement"),
            ):
                for placement, was, now in zip(ranked, first, keys, strict=True):
                    if repr(was) != repr(now):
                        return (
                            f"The key of {_told(placement)} is {short(was[0])}, "
                            f"and {which} {short(now[0])}."
                        )
            return "It changes the card it is given." if repr(matrix) != shown else ""

        self.search(st.tuples(self.cards(), self.cards()), fault, examples=max(100, self.tries()))

    def test_every_process_gives_the_same_keys(self) -> None:
        """With another hash seed, time zone, locale, user and directory."""
        found = differing(self.subject(), "rank", {})
        if found is not None:
            name, environment, both = found
            where = ", ".join(f"{key}={value}" for key, value in environment.items())
            tell(f"The key of {name} is not the same with {where}: {both}.")

    def test_it_touches_nothing_but_the_card(self) -> None:
        """No file, network, clock, chance, global state or terminal."""
        from ledertrivsel.testing._contract_views import crowded

        matrix = crowded(12).matrix()
        deeds: list[str] = []
        rule: Any = None
        for may_load in (True, False):
            with watched(deeds, may_load=may_load):
                rule = rule or self.rule()
                for placement in matrix.placements:
                    if is_rankable(placement, rule):
                        _key(rule, placement, matrix)
        if deeds:
            tell(f"While it gives keys it {deeds[0]}.")

    def test_what_it_needs_is_known(self) -> None:
        """Ratings, picks, both or neither, each by name."""
        rule = self.rule()
        known = {need.value for need in Need}
        needs = {need.value if isinstance(need, Need) else need for need in rule.needs}
        given: object = rule.needs
        if isinstance(given, str) or not needs <= known:
            tell(f"It needs {short(rule.needs)}; known are {' and '.join(sorted(known))}.")
        if type(rule.by_field) is not bool:
            tell(f"by_field is {short(rule.by_field)}, which is no bool.")

    def test_what_it_needs_is_enough(self) -> None:
        """A theme that has what the rule needs can be ranked, whatever else it lacks."""
        rule = self.rule()

        def fault(matrix: Matrix) -> str:
            for placement in matrix.placements:
                if is_rankable(placement, rule):
                    _, error = _key(rule, placement, matrix)
                    if error:
                        needs = " and ".join(sorted(map(str, rule.needs))) or "nothing"
                        return f"It needs {needs}, and the key of {_told(placement)} {error}."
            return ""

        self.search(self.cards(), fault, examples=max(300, self.tries()))

    def test_the_laws_it_satisfies_hold(self) -> None:
        """No case is found that breaks one."""
        for law in sorted(self.info().satisfies, key=lambda law: law.value):
            said = self._breach(law, max(LAW_EXAMPLES, self.tries()))
            if said:
                tell(f"It says that it satisfies {law.value}, and breaks it: {said}")

    def test_its_cases_show_what_it_violates(self) -> None:
        """Each case that its descriptor pins breaks the law that it stands for."""
        rule = self.rule()
        for law, case in self.info().cases:
            try:
                said = breach(rule, law, case)
            except Exception as error:
                tell(f"Its key raises {cause_of(error)} in its case of {law.value}.")
            if not said:
                said = f"Its case of {law.value} shows nothing: the law is kept there, or what"
                tell(f"{said} changes is not what the law is about. {in_words(case)}")

    def test_the_laws_it_violates_are_broken(self) -> None:
        """A case is found for each: a violation that can't be shown is a law it keeps."""
        pinned = {law for law, _ in self.info().cases}  # Another test tries those.
        for law in sorted(self.info().violates - pinned, key=lambda law: law.value):
            if not self._breach(law, max(VIOLATION_EXAMPLES, self.tries())):
                tell(
                    f"It says that it violates {law.value}, and no case that shows it is found "
                    f"among {max(VIOLATION_EXAMPLES, self.tries())}."
                )

    def test_no_law_is_broken_that_nothing_is_said_of(self) -> None:
        """What breaks a law says so: an HR person can't find it out."""
        info = self.info()
        for law in Law:
            if law not in info.satisfies | info.violates:
                said = self._breach(law, max(LAW_EXAMPLES, self.tries()))
                if said:
                    tell(f"It says nothing of {law.value}, and breaks it: {said}")

    def test_by_field_it_orders_by_field(self) -> None:
        """What says `by_field` puts field 1 before field 2 and so on."""
        rule = self.rule()
        if not rule.by_field:
            return

        def fault(case: Case) -> str:
            matrix = case.before()
            try:
                place = places(matrix, rule)
            except Exception as error:
                return f"Its key raises {cause_of(error)}."
            fields = {p.theme_id: p.quadrant for p in matrix.placements if p.quadrant is not None}
            for (a, first), (b, second) in itertools.permutations(fields.items(), 2):
                if first < second and place[a] >= place[b]:
                    said = f"{a} lies in field {first:d} and {b} in field {second:d}"
                    said = f"It says by_field, and {b} is not after {a}, where {said}."
                    return f"{said} {in_words(case)}"
            return ""

        self.search(profiles(), fault, examples=max(LAW_EXAMPLES, self.tries()))

    def _breach(self, law: Law, examples: int) -> str:
        """Return in words the smallest case found in which the rule breaks *law*."""
        rule = self.rule()
        try:
            for case in small_cases(law):
                said = breach(rule, law, case)
                if said:
                    return f"{said} {_case(case)}"
            found = find_breach(rule, law, max_examples=examples)
            return f"{breach(rule, law, found)} {_case(found)}" if found is not None else ""
        except hypothesis.errors.Flaky:
            tell(f"Its key is not the same each time, so {law.value} can't be tried.")
        except Exception as error:
            raise AssertionError(
                f"Its key raises {cause_of(error)} in a case of {law.value}."
            ) from error


def _case(case: Case) -> str:
    """Return a case in words, its middle left out where there are many voices or themes."""
    said = in_words(case)
    half = _LONG // 2
    return said if len(said) <= _LONG else f"{said[:half]}…{said[-half:]}"


def _key(rule: Rule, placement: Placement, matrix: Matrix) -> tuple[object, str]:
    """Return a key, and what it raises."""
    try:
        return rule.key(placement, matrix), ""
    except Exception as error:
        return None, f"raises {cause_of(error)}"


def _inexact(key: object) -> str:
    """Return what is wrong with a key, or an empty text."""
    if type(key) is not tuple:
        return "is no tuple"
    if not key:
        return "is empty"
    for part in key:
        if type(part) is not int and type(part) is not Fraction:
            return f"has a part that is no int or Fraction: {short(part)}, a {type(part).__name__}"
    return ""


def _told(placement: Placement) -> str:
    said = f"a theme with importance {placement.importance}, success {placement.success}"
    return f"{said}, {placement.n} ratings and {placement.picks} picks"


def _without_picks(matrix: Matrix) -> Matrix:
    """Return a card whose picks a floor hides."""
    hidden = (attrs.evolve(placement, picks=None) for placement in matrix.placements)
    return attrs.evolve(matrix, placements=tuple(hidden))


def _picked() -> st.SearchStrategy[Matrix]:
    """Return cards of three themes by up to three voices who rate some and pick some."""
    given = tuple(own_theme(13 + n, (f"Tema {n}",)) for n in range(3))
    answers = st.tuples(st.integers(0, 25), st.booleans())

    def make(rows: list[list[tuple[int, bool]]], kind: CutKind) -> Matrix:
        from ledertrivsel.scales import Cut

        ballots = [
            Ballot(
                voice=f"Gruppe {n}",
                ratings=tuple(
                    (theme.id, 1 + (number - 1) // 5, 1 + (number - 1) % 5)
                    for theme, (number, _) in zip(given, row, strict=True)
                    if number
                ),
                picks=tuple(
                    t.id for t, (_, is_picked) in zip(given, row, strict=True) if is_picked
                ),
            )
            for n, row in enumerate(rows)
        ]
        counted = Tally.of(ballots, Scale())
        return build_matrix(given, [(counted, None)], cut=Cut(kind))

    row = st.lists(answers, min_size=3, max_size=3)
    kinds = st.sampled_from((CutKind.MIDPOINT, CutKind.MEAN, CutKind.MEDIAN))
    return st.builds(make, st.lists(row, max_size=3), kinds)
