"""What is installed: the entry points of our group, read so that no distribution can hide another.

`importlib.metadata.entry_points` raises when one distribution's file can't be read, and nobody's
plugins are found then; so a fault sends us through the distributions one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from importlib.metadata import Distribution, EntryPoint

import attrs

from ledertrivsel.offers import normal


@attrs.frozen
class Installed:
    """An entry point with the distribution it came with; without one where it can't be read."""

    distribution: str
    version: str
    point: EntryPoint | None
    cause: str = ""
    places: tuple[str, ...] = ()
    """Where the distribution is installed with which version, when that is more than once."""

    @property
    def name(self) -> str:
        """What the entry point is called."""
        return self.point.name if self.point else self.distribution


def installed(group: str) -> list[Installed]:
    """Return what is installed for *group*, each thing once, in the order of the names.

    The order of the file system decides nothing; a distribution met twice is the one that Python
    imports from, the first on the path.
    """
    try:
        found = [_of(point.dist, point) for point in metadata.entry_points(group=group)]
    except Exception:
        found = list(_one_by_one(group))
    once: dict[tuple[str, str], Installed] = {}
    for item in sorted(found, key=lambda item: (normal(item.distribution), item.name)):
        what = item.point.value if item.point else ""
        once.setdefault((normal(item.distribution), what), item)
    return [attrs.evolve(item, places=_places(item.distribution)) for item in once.values()]


def _one_by_one(group: str) -> Iterator[Installed]:
    seen = set()
    for distribution in metadata.distributions():
        own = _of(distribution, None)
        if normal(own.distribution) in seen:
            continue
        seen.add(normal(own.distribution))
        try:
            points = [point for point in distribution.entry_points if point.group == group]
        except Exception as error:
            cause = f"its entry points can't be read: {type(error).__name__}: {error}"
            yield attrs.evolve(own, cause=cause)
        else:
            yield from (attrs.evolve(own, point=point) for point in points)


def _of(distribution: Distribution | None, point: EntryPoint | None) -> Installed:
    try:
        return Installed(distribution.name or "", distribution.version or "", point)  # type: ignore[union-attr]
    except Exception:  # Without metadata, or without a distribution.
        return Installed("", "", point)


def _places(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    every = metadata.distributions(name=name)
    copies = {str(copy.locate_file("")): copy.version for copy in every}
    if len(copies) < 2:
        return ()
    return tuple(f"{version} in {place}" for place, version in copies.items())
