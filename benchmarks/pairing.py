"""Two contestants in turns, and the median of the ratios of their turns.

An absolute time tells of the machine; what the neighbours do meanwhile falls on both contestants
alike. So each turn runs one and the other, the ratio is taken per turn, and the median over the
turns is the figure.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import attrs

Contestant = Callable[[], object]


@attrs.frozen(kw_only=True)
class Result:
    """One comparison: *ratio* is ours through the peer's, *goal* the highest it may be."""

    name: str
    ratio: float
    goal: float
    ours_ms: float
    peer_ms: float

    @property
    def holds(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal

    def __str__(self) -> str:
        mark = "ok  " if self.holds else "MISS"
        times = f"{self.ours_ms:9.3f} ms / {self.peer_ms:9.3f} ms"
        return f"{mark} {self.name:<58} {self.ratio:6.2f}  (goal {self.goal:4.2f})  {times}"


def compare(
    name: str, ours: Contestant, peer: Contestant, *, goal: float, turns: int = 15, inner: int = 1
) -> Result:
    """Return how long *ours* takes as a ratio to *peer*, after one turn that is not counted."""
    ratios, own, theirs = [], [], []
    for turn in range(turns + 1):
        first, second = (ours, peer) if turn % 2 else (peer, ours)
        took = {first: _timed(first, inner)}
        took[second] = _timed(second, inner)
        if turn:
            ratios.append(took[ours] / took[peer])
            own.append(took[ours] * 1000 / inner)
            theirs.append(took[peer] * 1000 / inner)
    return Result(
        name=name,
        ratio=statistics.median(ratios),
        goal=goal,
        ours_ms=statistics.median(own),
        peer_ms=statistics.median(theirs),
    )


def _timed(contestant: Contestant, inner: int) -> float:
    start = time.perf_counter()
    for _ in range(inner):
        contestant()
    return time.perf_counter() - start
