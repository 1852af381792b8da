"""The laws of prioritization as properties: try a rule's, or look for a case that breaks one.

```
from ledertrivsel.laws import Law, RuleLaws
from ledertrivsel.testing.laws import check_rule_laws

def test_my_rule_keeps_all_laws():
    check_rule_laws(MY_RULE, RuleLaws(tuple(Law)))
```

`breach` says in one sentence what a case shows, or nothing; `in_words` tells the case; `cases`
makes cases of a law whose premise holds, small and full of ties; `find_breach` looks for the
smallest that breaks a law.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs
import hypothesis
from hypothesis import strategies as st

from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds
from ledertrivsel.laws import Case, Law, Promise, RuleLaws
from ledertrivsel.matrix import Matrix
from ledertrivsel.prioritization import Rule, is_rankable, propose, rank
from ledertrivsel.scales import Cut, Rating, Scale
from ledertrivsel.testing._case_words import in_words

__all__ = [
    "breach",
    "cases",
    "check_by_field",
    "check_rule_laws",
    "favors",
    "find_breach",
    "in_words",
    "places",
    "profiles",
]


def places(matrix: Matrix, rule: Rule) -> dict[str, int]:
    """Return the place of each theme, 0 the most urgent; unranked ones share the last."""
    groups = rank(matrix, rule)
    found = {theme: place for place, group in enumerate(groups) for theme in group}
    return {p.theme_id: found.get(p.theme_id, len(groups)) for p in matrix.placements}


def breach(rule: Rule, law: Law | Promise, case: Case) -> str:
    """Return in one sentence how *rule* breaks *law* in *case*, or an empty text.

    Empty too where the premise of the law does not hold in the case. Of the promises only
    `Promise.LOSERS` is about single cases.
    """
    return _CHECKS[law](rule, case)


def _same_order(rule: Rule, case: Case) -> str:
    """Say which pair of themes, of those that stay, the change put in another order."""
    names = dict(case.names) or {theme: theme for theme in case.themes}
    before, after = places(case.before(), rule), places(case.after(), rule)
    for a, b in _pairs(case.keep or case.themes):
        was, now = _sign(before, a, b), _sign(after, names[a], names[b])
        if was != now:
            return f"{_order(was, a, b)}; then {_order(now, names[a], names[b])}."
    return ""


def _equal_steps(rule: Rule, case: Case) -> str:
    steps = {new - old for old, new in itertools.pairwise(case.points)}
    return _same_order(rule, case) if len(steps) == 1 else ""


def _monotonicity(rule: Rule, case: Case) -> str:
    raised = _raised(case)
    if raised is None:
        return ""
    before, after = places(case.before(), rule), places(case.after(), rule)
    for other in case.themes:
        was, now = _sign(before, raised, other), _sign(after, raised, other)
        if now > was:
            was_said, now_said = _order(was, raised, other), _order(now, raised, other)
            return f"{was_said}; {raised} is put higher, and {now_said}."
    return ""


def _raised(case: Case) -> str | None:
    """Return the one theme that the changed ballot puts higher, or None when it does not."""
    new = case.instead
    old = next((b for b in case.ballots if new is not None and b.voice == new.voice), None)
    if new is None or old is None:
        return None
    changed = [
        theme
        for theme in case.themes
        if old.rating(theme) != new.rating(theme) or (theme in old.picks) != (theme in new.picks)
    ]
    if len(changed) != 1:
        return None
    (theme,) = changed
    is_higher = theme in new.picks or theme not in old.picks
    if old.rating(theme) != new.rating(theme):
        is_higher = is_higher and _as_high(new.rating(theme), old.rating(theme))
    return theme if is_higher else None


def _participation(rule: Rule, case: Case) -> str:
    if len(case.more) != 1:
        return ""
    before, after = places(case.before(), rule), places(case.after(), rule)
    for a, b in _pairs(case.themes):
        if favors(case.more[0], a, b) and _sign(before, a, b) < 0 < _sign(after, a, b):
            added = f"with one more ballot, which puts {a} as high as {b} or higher"
            return f"{_order(-1, a, b)}; {added}, {_order(1, a, b)}."
    return ""


def _pareto(rule: Rule, case: Case) -> str:
    before = places(case.before(), rule)
    for a, b in _pairs(case.themes):
        both = [ballot for ballot in case.ballots if favors(ballot, a, a) and favors(ballot, b, b)]
        if (
            both
            and all(favors(ballot, a, b) for ballot in both)
            and all(a in ballot.picks for ballot in case.ballots if b in ballot.picks)
            and _sign(before, a, b) > 0
        ):
            said = f"Every voice that rates both puts {a} as high as {b} or higher"
            return f"{said}, and {_order(1, a, b)}."
    return ""


def _reinforcement(rule: Rule, case: Case) -> str:
    if not case.more:
        return ""
    one, other = places(case.before(), rule), places(case.apart(), rule)
    both = places(case.after(), rule)
    for a, b in _pairs(case.themes):
        now = _sign(both, a, b)
        if _sign(one, a, b) < 0 and _sign(other, a, b) < 0 and now >= 0:
            both_say = f"The first voices put {a} before {b}, and so do the added ones"
            return f"{both_say}; together {_order(now, a, b)}."
    return ""


def _losers(rule: Rule, case: Case) -> str:
    bounds = case.bounds or Bounds(1, 1)
    before, after = propose(case.before(), bounds, rule), propose(case.after(), bounds, rule)
    if not {*before.chosen, *before.contested} <= {*case.keep}:
        return ""
    was = sorted(before.chosen), sorted(before.contested)
    now = sorted(after.chosen), sorted(after.contested)
    if was == now:
        return ""
    return f"{_sets(*was)}; when a loser is deleted, {_sets(*now)}."


_CHECKS: Mapping[Law | Promise, Callable[[Rule, Case], str]] = MappingProxyType(
    {
        Law.THEME_ORDER: _same_order,
        Law.NEUTRALITY: _same_order,
        Law.MONOTONICITY: _monotonicity,
        Law.PARTICIPATION: _participation,
        Law.PARETO: _pareto,
        Law.REPLICATION: _same_order,
        Law.REINFORCEMENT: _reinforcement,
        Law.INDEPENDENCE: _same_order,
        Law.AFFINE_RELABELLING: _equal_steps,
        Law.ORDINAL_RELABELLING: _same_order,
        Promise.LOSERS: _losers,
    }
)


def favors(ballot: Ballot, a: str, b: str) -> bool:
    """Return whether *ballot* rates both and puts *a* at least as high as *b* on all counts."""
    is_as_high = _as_high(ballot.rating(a), ballot.rating(b))
    return is_as_high and (b not in ballot.picks or a in ballot.picks)


def _as_high(first: Rating | None, second: Rating | None) -> bool:
    """Return whether both are complete and *first* is as important and as little successful."""
    if first is None or second is None or not (first.is_complete and second.is_complete):
        return False
    return (
        first.importance >= second.importance  # type: ignore[operator]  # Complete: both are int.
        and first.success <= second.success  # type: ignore[operator]
    )


def _pairs(themes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return itertools.permutations(themes, 2)


def _sign(places: Mapping[str, int], a: str, b: str) -> int:
    """Return −1 when *a* is before *b*, 0 when they are tied, 1 when *b* is before *a*."""
    return (places[a] > places[b]) - (places[a] < places[b])


def _order(sign: int, a: str, b: str) -> str:
    if sign == 0:
        return f"{a} and {b} are tied"
    return f"{a} is before {b}" if sign < 0 else f"{b} is before {a}"


def _sets(chosen: list[str], contested: list[str]) -> str:
    tie = f", with {' and '.join(contested)} tied" if contested else ""
    return f"{', '.join(chosen) or 'nothing'} chosen{tie}"


# Cases.

_NAMES = ("a", "b", "c", "d")


_SCALES = st.sampled_from((Scale(), Scale(), Scale(1, 2), Scale(0, 10)))
_ANSWERS = st.integers(0, 2 * 11 * 11 - 1)
_ALIKE = st.sampled_from((0, 0, 0, 1, 2, 3, 4, 7))
_LINES = st.tuples(st.integers(0, 20), st.integers(0, 20))


@st.composite
def profiles(draw: st.DrawFn, *, cut: st.SearchStrategy[Cut] | None = None) -> Case:
    """Draw a complete profile: two to four themes, one to four voices, ties forced now and then.

    The cut is the midpoint or a fixed one unless another is given.
    """
    scale = draw(_SCALES)
    themes = _NAMES[: draw(st.integers(2, 4))]
    size = len(themes) * draw(st.integers(1, 4))
    answers = draw(st.lists(_ANSWERS, min_size=size, max_size=size))
    ballots = _ballots("voice", themes, scale, answers, alike=draw(_ALIKE))
    if cut is None:
        cut = st.one_of(st.just(Cut()), _LINES.map(lambda lines: _fixed(scale, lines)))
    return Case(themes=themes, ballots=ballots, scale=scale, cut=draw(cut))


def _fixed(scale: Scale, lines: tuple[int, int]) -> Cut:
    """Return the cut at these numbers of half points above the lowest, within the scale."""
    halves = 2 * (scale.highest - scale.lowest) + 1
    importance, success = (scale.lowest + Fraction(line % halves, 2) for line in lines)
    return Cut.fixed(importance, success)


def _ballots(
    name: str, themes: tuple[str, ...], scale: Scale, answers: list[int], alike: int = 0
) -> tuple[Ballot, ...]:
    """Return ballots made of one number an answer; the lowest bits of *alike* force ties.

    When bit k is set, every voice says of theme k + 1 what it says of theme k.
    """
    points = len(scale.points)
    ballots = []
    for start in range(0, len(answers), len(themes)):
        said: list[tuple[str, int, int]] = []
        picks: list[str] = []
        answer = 0
        for index, theme in enumerate(themes):
            if not (index and alike >> (index - 1) & 1):
                answer = answers[start + index]
            is_picked, cell = divmod(answer % (2 * points * points), points * points)
            importance, success = divmod(cell, points)
            said.append((theme, scale.lowest + importance, scale.lowest + success))
            picks += [theme] * is_picked
        voice = f"{name}-{start // len(themes)}"
        ballots.append(Ballot(voice=voice, ratings=tuple(said), picks=tuple(picks)))
    return tuple(ballots)


def _favoring(ballot: Ballot, a: str, b: str) -> Ballot:
    """Return *ballot* with what it says of *a* and *b* exchanged where it has to, to favor *a*."""
    said = {theme: (i, s) for theme, i, s in ballot.ratings}
    (i, s), (j, t) = said[a], said[b]
    said[a], said[b] = (max(i, j), min(s, t)), (min(i, j), max(s, t))  # type: ignore[type-var]
    picks = set(ballot.picks)
    if b in picks and a not in picks:
        picks = picks - {b} | {a}
    ratings = tuple((theme, *rating) for theme, rating in said.items())
    return attrs.evolve(ballot, ratings=ratings, picks=tuple(picks))


@st.composite
def cases(draw: st.DrawFn, law: Law, *, cut: st.SearchStrategy[Cut] | None = None) -> Case:
    """Draw a case of *law* whose premise holds; midpoint or fixed cut unless another is given.

    The cut of an ordinal relabelling is fixed unless given: the midpoint does not move along.
    """
    case = draw(profiles(cut=cut))
    themes, scale = case.themes, case.scale
    if law is Law.ORDINAL_RELABELLING and cut is None:
        case = attrs.evolve(case, cut=_fixed(scale, draw(_LINES)))
    if law is Law.REPLICATION:
        return attrs.evolve(case, copies=draw(st.integers(2, 3)))
    if law in (Law.AFFINE_RELABELLING, Law.ORDINAL_RELABELLING):
        steps = draw(st.lists(st.sampled_from((1, 2, 3, 25)), min_size=11, max_size=11))
        if law is Law.AFFINE_RELABELLING:
            steps = steps[:1] * 11
        points = itertools.accumulate(steps, initial=draw(st.integers(-3, 3)))
        return attrs.evolve(case, points=tuple(itertools.islice(points, len(scale.points))))
    order = tuple(draw(st.permutations(themes)))
    a, b = order[:2]
    if law is Law.THEME_ORDER:
        return attrs.evolve(case, order=order)
    if law is Law.NEUTRALITY:
        return attrs.evolve(case, names=tuple(zip(themes, order, strict=True)))
    if law is Law.INDEPENDENCE:
        return attrs.evolve(case, keep=(a, b))
    if law is Law.PARETO:
        return attrs.evolve(case, ballots=tuple(_favoring(one, a, b) for one in case.ballots))
    size = len(themes) * (draw(st.integers(1, 3)) if law is Law.REINFORCEMENT else 1)
    more = _ballots("more", themes, scale, draw(st.lists(_ANSWERS, min_size=size, max_size=size)))
    if law is Law.REINFORCEMENT:
        return attrs.evolve(case, more=more)
    if law is Law.PARTICIPATION:
        return attrs.evolve(case, more=(_favoring(more[0], a, b),))
    return attrs.evolve(case, instead=_raise(case.ballots[0], a, more[0]))


def _raise(ballot: Ballot, raised: str, wish: Ballot) -> Ballot:
    """Return the ballot with one theme as high as it is in *wish*, where that is higher."""
    wished = {theme: (i, s) for theme, i, s in wish.ratings}[raised]
    ratings = tuple(
        (theme, max(i, wished[0]), min(s, wished[1])) if theme == raised else (theme, i, s)  # type: ignore[type-var]
        for theme, i, s in ballot.ratings
    )
    picks = {*ballot.picks, *({raised} & {*wish.picks})}
    return attrs.evolve(ballot, ratings=ratings, picks=tuple(picks))


def find_breach(
    rule: Rule,
    law: Law,
    *,
    cut: st.SearchStrategy[Cut] | None = None,
    max_examples: int = 1000,
) -> Case | None:
    """Return the smallest case found in which *rule* breaks *law*, or None.

    The search begins the same way each time and remembers nothing. Hypothesis takes hints from
    the modules that are loaded, so another program may find another case.
    """
    try:
        return hypothesis.find(
            cases(law, cut=cut),
            lambda case: bool(breach(rule, law, case)),
            settings=_settings(max_examples),
        )
    except hypothesis.errors.NoSuchExample:
        return None


def _settings(max_examples: int) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=max_examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(hypothesis.Phase.generate, hypothesis.Phase.shrink),
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def check_rule_laws(rule: Rule, declared: RuleLaws, *, max_examples: int = 100) -> None:
    """Try all that *rule* declares: what it satisfies by search, what it violates by the cases.

    Raises:
        AssertionError: in one sentence, when nothing is said of a law, a declared case shows
            nothing, or a case (the smallest found) breaks a law that is said to hold.
    """
    if declared.undeclared:
        names = ", ".join(law.value for law in declared.undeclared)
        raise AssertionError(f"Rule {rule.name!r} says nothing about: {names}.")
    for law, case in declared.violates:
        if not breach(rule, law, case):
            raise AssertionError(f"Rule {rule.name!r} keeps {law.value} in its case: {case}")
    for law in declared.satisfies:
        found = find_breach(rule, law, max_examples=max_examples)
        if found is not None:
            said = breach(rule, law, found)
            raise AssertionError(f"Rule {rule.name!r} breaks {law.value}: {said} {found}")
    check_by_field(rule, max_examples=max_examples)


def check_by_field(rule: Rule, *, max_examples: int = 100) -> None:
    """Try that a rule which says `by_field` really orders by the field first.

    The proposal aims at all of field 1 for such a rule; were it not so, deleting a theme that
    nobody chose could change what is chosen.

    Raises:
        AssertionError: in one sentence, with the smallest case found.
    """
    if not rule.by_field:
        return
    try:
        case = hypothesis.find(
            profiles(),
            lambda case: bool(_fields_turned(rule, case)),
            settings=_settings(max_examples),
        )
    except hypothesis.errors.NoSuchExample:
        return
    said = _fields_turned(rule, case)
    raise AssertionError(f"Rule {rule.name!r} says by_field, but {said}. {case}")


def _fields_turned(rule: Rule, case: Case) -> str:
    matrix = case.before()
    place = places(matrix, rule)
    ranked = [p for p in matrix.placements if p.quadrant is not None and is_rankable(p, rule)]
    for first, second in itertools.permutations(ranked, 2):
        if (first.quadrant or 0) < (second.quadrant or 0):
            a, b = first.theme_id, second.theme_id
            if _sign(place, a, b) >= 0:
                where = (
                    f"{a} lies in field {first.quadrant:d} and {b} in field {second.quadrant:d}"
                )
                return f"{_order(_sign(place, a, b), a, b)}, where {where}"
    return ""
