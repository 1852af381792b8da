"""A case of a law in words, for people who know neither code nor social choice.

Ratings are written as the workplace says them: theme importance/success.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ledertrivsel.ballots import Ballot
from ledertrivsel.labels import load_labels
from ledertrivsel.laws import Case
from ledertrivsel.scales import Axis, Cut, CutKind

_LINES = {
    CutKind.MIDPOINT: "in the middle",
    CutKind.MEAN: "at the mean of the themes",
    CutKind.MEDIAN: "at the median of the themes",
}


def in_words(case: Case, *, setting: bool = True) -> str:
    """Return what the voices say, and the one thing that changes, in a few sentences.

    What a rule makes of it `breach` says.

    Args:
        setting: whether to begin with the scale and where the lines of the card are.
    """
    voices = _voices(case.ballots)
    head = f"{voices[0].upper()}{voices[1:]}."
    if setting:
        scale = f"{_number(case.scale.lowest)} to {_number(case.scale.highest)}"
        lines = lines_in_words(case.cut)
        head = f"As importance/success on a scale of {scale}, with the lines {lines}, {voices}."
    said = [head]
    for number, ballot in enumerate(case.ballots, 1):
        if case.instead is not None and ballot.voice == case.instead.voice:
            who = f"voice {number}" if len(case.ballots) > 1 else "it"
            said.append(f"Then {who} says {_ballot(case.instead)}.")
    if len(case.more) == 1:
        said.append(f"Then one more voice is added, which says {_ballot(case.more[0])}.")
    elif case.more:
        given = "; ".join(map(_ballot, case.more))
        said.append(f"Then {len(case.more)} more voices are added, which say {given}.")
    if case.copies > 1:
        said.append(f"Then every voice is counted {case.copies} times.")
    if case.order:
        said.append(f"Then the themes are listed as {_list(case.order)}.")
    if case.names:
        renamed = _list(f"{old} is called {new}" for old, new in case.names if old != new)
        said.append(f"Then {renamed or 'each keeps its name'}.")
    if case.keep:
        gone = [theme for theme in case.themes if theme not in case.keep]
        said.append(f"Then {_list(gone) or 'nothing'} is taken away.")
    if case.points:
        old, new = (_list(map(_number, some)) for some in (case.scale.points, case.points))
        said.append(f"Then the points {old} are called {new}.")
    if case.bounds is not None:
        lowest, highest = case.bounds.lowest, case.bounds.highest
        places = f"{lowest}" if lowest == highest else f"{lowest}–{highest}"
        said.append(f"The number of themes to choose is {places}.")
    return " ".join(said)


def lines_in_words(cut: Cut) -> str:
    """Return where the lines of the card are: "in the middle"."""
    if cut.importance is None or cut.success is None:
        return _LINES[cut.kind]
    return f"at importance {_number(cut.importance)} and success {_number(cut.success)}"


def _voices(ballots: Sequence[Ballot]) -> str:
    if not ballots:
        return "nobody has said anything"
    if len(ballots) == 1:
        return f"one voice says {_ballot(ballots[0])}"
    return "; ".join(f"voice {n} says {_ballot(ballot)}" for n, ballot in enumerate(ballots, 1))


def _ballot(ballot: Ballot) -> str:
    rated = _list(f"{theme} {_half(i)}/{_half(s)}" for theme, i, s in ballot.ratings)
    picked = f"picks {_list(ballot.picks)}" if ballot.picks else ""
    return ", and ".join(filter(None, (rated, picked))) or "nothing"


def _half(axis: Axis) -> str:
    return _number(axis) if isinstance(axis, int) else "?"


def _number(value: int | Fraction) -> str:
    return load_labels("en").number(value)


def _list(items: Iterable[str]) -> str:
    return load_labels("en").list(items)
