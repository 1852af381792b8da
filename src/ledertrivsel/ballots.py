"""What one voice handed in: its ratings, the themes it picked and its reasons.

A voice is a group round a table or one person. In an anonymous round it is a random id made by
`new_voice`.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping
from operator import itemgetter

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import Axis, Rating, axis

RatingRow = tuple[str, Axis, Axis]
"""One stored rating: (theme id, importance, success)."""

_RANDOM_VOICE = re.compile(r"voice-[0-9a-f]{32}")


def new_voice() -> str:
    """Return a random voice for an anonymous round. The caller keeps it, or nobody does."""
    import secrets  # It brings hashlib along, which a plan does not need.

    return f"voice-{secrets.token_hex(16)}"


def is_random_voice(voice: str) -> bool:
    """Return whether *voice* has the form that `new_voice` gives."""
    return _RANDOM_VOICE.fullmatch(voice) is not None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ballot(Value):
    """One voice's contribution to a round.

    Args:
        voice: the name of the group or person, or a random id in an anonymous round.
        group: the id of the round's declared group it belongs to, or empty.
        size: how many people stand behind it.
        ratings: (theme id, importance, success) a theme; a mapping of theme id to `Rating` is
            taken too.
        picks: the themes on its post-its.
        reasons: (theme id, text), as many as it gave.
    """

    voice: str = attrs.field(metadata={"personal": True})
    group: str = ""
    size: int = 1
    ratings: tuple[RatingRow, ...] = ()
    picks: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = attrs.field(default=(), metadata={"personal": True})

    def __attrs_post_init__(self) -> None:
        voice = v.title(self.voice, "Ballot.voice").strip()
        group = v.slug(self.group, "Ballot.group") if self.group else ""
        v.integer(self.size, "Ballot.size", lowest=1, highest=100_000)
        picks = tuple(
            sorted([v.slug(p, "Ballot.picks") for p in v.sequence(self.picks, "Ballot.picks")])
        )
        v.unique(picks, "Ballot.picks")
        v.freeze(
            self,
            voice=voice,
            group=group,
            ratings=_rating_rows(self.ratings),
            picks=picks,
            reasons=_reasons(self.reasons),
        )

    def rating(self, theme_id: str) -> Rating | None:
        """Return what the voice gave *theme_id*, or None when it did not rate it."""
        for rated, importance, success in self.ratings:
            if rated == theme_id:
                return Rating(importance, success)
        return None


def _rating_rows(given: object) -> tuple[RatingRow, ...]:
    if isinstance(given, Mapping):
        for theme, rating in given.items():
            v.instance(rating, Rating, f"Ballot.ratings[{theme!r}]")
        given = tuple((theme, r.importance, r.success) for theme, r in given.items())
    rows: list[RatingRow] = []
    for index, row in enumerate(v.sequence(given, "Ballot.ratings")):
        if not isinstance(row, (tuple, list)) or len(row) != 3:
            wanted = {"wanted": "(theme, importance, success)"}
            raise InvalidValueError(f"Ballot.ratings[{index}]", "type", row, "", wanted)
        try:
            checked = _rating_row(*row)
        except TypeError:  # A list or the like has no place in the cache, nor in a row.
            checked = _rating_row.__wrapped__(*row)
        if checked[1] is not None or checked[2] is not None:
            rows.append(checked)
    rows.sort(key=itemgetter(0))
    if len({row[0] for row in rows}) < len(rows):
        twice = next(row for last, row in itertools.pairwise(rows) if last[0] == row[0])
        raise InvalidValueError(f"Ballot.ratings[{twice[0]!r}]", "rated-once", twice)
    return tuple(rows)


@functools.lru_cache(4096, typed=True)  # The rows of twenty groups are much the same.
def _rating_row(theme: object, importance: object, success: object) -> RatingRow:
    path = f"Ballot.ratings[{theme!r}]"
    return (
        v.slug(theme, "Ballot.ratings"),
        axis(importance, f"{path}.importance"),
        axis(success, f"{path}.success"),
    )


def _reasons(given: object) -> tuple[tuple[str, str], ...]:
    checked = []
    for index, item in enumerate(v.sequence(given, "Ballot.reasons")):
        if not isinstance(item, (tuple, list)) or len(item) != 2:
            wanted = {"wanted": "a theme to a text"}
            raise InvalidValueError(f"Ballot.reasons[{index}]", "mapping", item, "", wanted)
        path = f"Ballot.reasons[{index}]"
        checked.append((v.slug(item[0], path), v.text(item[1], path, required=True)))
    return tuple(sorted(checked))
