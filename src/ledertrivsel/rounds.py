"""A round of rating: ballots, or the closed tallies that an anonymous round is shown by."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel._values import Value
from ledertrivsel.ballots import Ballot, RatingRow, is_random_voice
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.scales import Scale, axis
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme, localized

DEFAULT_FLOOR = 5
"""Complete ratings that a theme of an anonymous round needs, unless the round says otherwise."""

LOWEST_FLOOR = 3
"""The lowest floor there is: under three anybody could be recognized."""


class RoundPurpose(Enum):
    """What a round counts as: baselines add up, a follow-up stands alone, pilots never count."""

    BASELINE = "baseline"
    FOLLOW_UP = "follow-up"
    PILOT = "pilot"


class RoundMode(Enum):
    """Whether the voices are known. Fixed when the round is added."""

    OPEN = "open"
    ANONYMOUS = "anonymous"


@attrs.frozen(eq=False, repr=False)
class RoundGroup(Value):
    """A group to break a round down by, declared up front; *parent* makes a tree of them."""

    id: str
    title: Text
    parent: str = ""

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "RoundGroup.id"),
            title=localized(self.title, "RoundGroup.title"),
            parent=v.slug(self.parent, "RoundGroup.parent") if self.parent else "",
        )


@attrs.frozen(eq=False, repr=False)
class GroupTally(Value):
    """The tally of one declared group; *group* is empty for voices of none."""

    group: str
    tally: Tally

    def __attrs_post_init__(self) -> None:
        if self.group:
            v.slug(self.group, "GroupTally.group")
        v.instance(self.tally, Tally, "GroupTally.tally")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Round(Value):
    """One occasion on which voices rated the themes.

    Args:
        id: a slug, unique in the plan.
        floor: complete ratings a theme needs to be shown; anonymous rounds only, 5 by default,
            never under 3.
        groups: the declared groups that ballots may name.
        ballots: what the voices handed in, sorted by voice.
        tallies: None while there are ballots, else the closed counts, one a declared group.
    """

    id: str
    title: str = ""
    held_on: datetime.date | None = None
    purpose: RoundPurpose = RoundPurpose.BASELINE
    mode: RoundMode = RoundMode.OPEN
    scale: Scale = Scale()
    floor: int | None = None
    groups: tuple[RoundGroup, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    tallies: tuple[GroupTally, ...] | None = None

    def __attrs_post_init__(self) -> None:
        mode = v.member(self.mode, RoundMode, "Round.mode")
        groups = v.instances(self.groups, RoundGroup, "Round.groups")
        ballots = v.instances(self.ballots, Ballot, "Round.ballots")
        tallies = self.tallies
        if tallies is not None:
            tallies = v.instances(tallies, GroupTally, "Round.tallies")
            tallies = tuple(sorted(tallies, key=lambda counted: counted.group))
        v.freeze(
            self,
            id=v.slug(self.id, "Round.id"),
            title=v.title(self.title, "Round.title", required=False),
            held_on=v.optional_day(self.held_on, "Round.held_on"),
            purpose=v.member(self.purpose, RoundPurpose, "Round.purpose"),
            mode=mode,
            scale=v.instance(self.scale, Scale, "Round.scale"),
            floor=_floor(self.floor, mode),
            groups=tuple(sorted(groups, key=lambda group: group.id)),
            ballots=tuple(sorted(ballots, key=_voice)),
            tallies=tallies,
        )
        self._check_groups()
        v.unique(map(_voice, self.ballots), "Round.ballots")
        for ballot in self.ballots:
            self._check_ballot(ballot)
        if tallies is not None:
            if ballots:
                raise InvalidValueError("Round.tallies", "ballots-or-tallies", len(ballots))
            v.unique([counted.group for counted in tallies], "Round.tallies")
            for counted in tallies:
                if counted.group:
                    ids = [group.id for group in groups]
                    v.known(counted.group, sorted(ids), "Round.tallies", "known-group")
                if counted.tally.scale != self.scale:
                    raise InvalidValueError(
                        "Round.tallies", "same-tally-scale", counted.tally.scale
                    )

    def _check_groups(self) -> None:
        """Refuse groups that are no tree, or of which two have one id."""
        parents = {group.id: group.parent for group in self.groups}
        v.unique([group.id for group in self.groups], "Round.groups")
        for group in self.groups:
            path = f"Round.groups[{group.id!r}].parent"
            above = group.parent
            if above:
                v.known(above, parents, path, "known-group")
            for _ in parents:  # The way up has at most as many steps as there are groups.
                above = parents.get(above, "")
            if above:
                raise InvalidValueError(path, "group-tree", group.parent)

    def _check_ballot(self, ballot: Ballot) -> None:
        """Refuse a ballot that does not fit the round: its mode, its scale, its groups."""
        is_open = self.mode is RoundMode.OPEN
        # An anonymous round's error names nobody.
        path = f"Round.ballots[{ballot.voice!r}]" if is_open else "Round.ballots[…]"
        if not is_open:
            if not is_random_voice(ballot.voice):
                raise InvalidValueError(f"{path}.voice", "voice-anonymous", "…", "use-new-voice")
            if ballot.size != 1:
                raise InvalidValueError(f"{path}.size", "size-anonymous", ballot.size)
            if ballot.reasons:
                reasons = len(ballot.reasons)
                raise InvalidValueError(f"{path}.reasons", "reasons-anonymous", reasons)
        lowest, highest = self.scale.lowest, self.scale.highest
        for theme, importance, success in ballot.ratings:
            if type(importance) is int and not lowest <= importance <= highest:
                self.scale.check(importance, f"{path}[{theme!r}].importance")
            if type(success) is int and not lowest <= success <= highest:
                self.scale.check(success, f"{path}[{theme!r}].success")
        if ballot.group:
            ids = tuple(group.id for group in self.groups)
            v.known(ballot.group, ids, f"{path}.group", "known-group")

    @classmethod
    def from_rows(
        cls,
        id: str,
        rows: Iterable[object],
        *,
        themes: Iterable[Theme] = (),
        title: str = "",
        held_on: datetime.date | None = None,
        purpose: RoundPurpose = RoundPurpose.BASELINE,
        mode: RoundMode = RoundMode.OPEN,
        scale: Scale | None = None,
        floor: int | None = None,
    ) -> Round:
        """Return a round of plain rows (voice, theme, importance, success).

        A row is a tuple, a list or a mapping with these keys. A theme is given by id; with
        *themes* also by number or title. An axis is a whole number, None, `DONT_KNOW` or
        ``"dont-know"``.

        Raises:
            InvalidValueError: names the row, counted from 0.
        """
        resolve, scale = ThemeFinder(themes), scale or Scale()
        by_voice: dict[str, list[RatingRow]] = {}
        for index, row in enumerate(rows):
            path = f"rows[{index}]"
            voice, theme, *halves = _row(row, path)
            rated = by_voice.setdefault(v.title(voice, f"{path}.voice").strip(), [])
            theme_id = resolve(theme, f"{path}.theme")
            if any(theme_id == before[0] for before in rated):
                raise InvalidValueError(path, "rated-once", row)
            importance, success = (
                scale.check(axis(value, f"{path}.{name}"), f"{path}.{name}")
                for name, value in zip(("importance", "success"), halves, strict=True)
            )
            rated.append((theme_id, importance, success))
        ballots = tuple(
            Ballot(voice=voice, ratings=tuple(rated)) for voice, rated in by_voice.items()
        )
        return cls(
            id=id,
            title=title,
            held_on=held_on,
            purpose=purpose,
            mode=mode,
            scale=scale,
            floor=floor,
            ballots=ballots,
        )

    @property
    def is_closed(self) -> bool:
        """Whether only counts are left of it."""
        return self.tallies is not None

    @property
    def is_shown(self) -> bool:
        """Whether anything of it may be seen: an anonymous round must be closed first."""
        return self.mode is RoundMode.OPEN or self.is_closed

    def tally(self) -> Tally:
        """Return the counts of the whole round, also of one that may not be shown."""
        if self.tallies is None:
            return Tally.of(self.ballots, self.scale)
        total = Tally(self.scale)
        for counted in self.tallies:
            total += counted.tally
        return total

    def has_voice(self, voice: str) -> bool:
        """Return whether *voice* handed in a ballot."""
        index = bisect_left(self.ballots, voice, key=_voice)
        return index < len(self.ballots) and self.ballots[index].voice == voice

    def with_ballot(self, ballot: Ballot) -> Round:
        """Return the round with one ballot more. Only the new one is checked, so it stays quick.

        Raises:
            InvalidValueError: when the round is closed or has the voice already.
        """
        self._must_take_ballots()
        v.instance(ballot, Ballot, "ballot")
        self._check_ballot(ballot)
        index = bisect_left(self.ballots, ballot.voice, key=_voice)
        if index < len(self.ballots) and self.ballots[index].voice == ballot.voice:
            params = {"repeated": repr(ballot.voice)}
            raise InvalidValueError(
                "ballot.voice", "unique", ballot.voice, "withdraw-first", params
            )
        ballots = (*self.ballots[:index], ballot, *self.ballots[index:])
        return v.replaced(self, ballots=ballots)

    def without_voice(self, voice: str) -> Round:
        """Return the round without the ballot of *voice*."""
        self._must_take_ballots()
        if not self.has_voice(voice):
            names = () if self.mode is RoundMode.ANONYMOUS else tuple(map(_voice, self.ballots))
            v.known(voice, names, "voice", "known-voice")
        ballots = tuple(ballot for ballot in self.ballots if ballot.voice != voice)
        return v.replaced(self, ballots=ballots)

    def closed(self) -> Round:
        """Return the round with its ballots turned into tallies, one a declared group."""
        self._must_take_ballots()
        by_group: dict[str, list[Ballot]] = {group.id: [] for group in self.groups}
        for ballot in self.ballots:
            by_group.setdefault(ballot.group, []).append(ballot)
        tallies = tuple(
            GroupTally(group, Tally.of(ballots, self.scale)) for group, ballots in by_group.items()
        )
        return attrs.evolve(self, ballots=(), tallies=tallies)

    def _must_take_ballots(self) -> None:
        if self.is_closed:
            raise InvalidValueError(f"rounds[{self.id!r}]", "round-open", "closed")


class ThemeFinder:
    """Finds the id of a theme given by id, number or title, in any of its languages."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._by_key: dict[str, str] = {}
        self._titles: tuple[str, ...] = ()
        for theme in themes:
            titles = [content for _, content in theme.title.by_language]
            numbered = [f"{theme.number}. {title}" for title in titles]
            for key in (theme.id, str(theme.number), *titles, *numbered):
                self._by_key.setdefault(_fold(key), theme.id)
            self._titles += (theme.id, *titles)

    def __call__(self, given: object, path: str) -> str:
        """Return the id of the theme *given*; without any themes it must be an id itself."""
        if not self._by_key:
            return v.slug(given, path)
        found = self.find(given)
        if found is None:
            return v.known(given, self._titles, path, "known-theme")
        return found

    def find(self, given: object) -> str | None:
        """Return the id of the theme *given*, or None."""
        if isinstance(given, Theme):
            given = given.id
        if type(given) is int or isinstance(given, str):
            return self._by_key.get(_fold(str(given)))
        return None


def _fold(key: str) -> str:
    return " ".join(v.clean(key).casefold().split()).rstrip("?. ")


def _row(row: object, path: str) -> tuple[object, object, object, object]:
    if isinstance(row, Mapping):
        names = ("voice", "theme", "importance", "success")
        if set(row) <= set(names) and {"voice", "theme"} <= set(row):
            return row["voice"], row["theme"], row.get("importance"), row.get("success")
    elif isinstance(row, (tuple, list)) and len(row) == 4:
        return row[0], row[1], row[2], row[3]
    raise InvalidValueError(path, "row", row, "rows-example")


def _floor(floor: int | None, mode: RoundMode) -> int | None:
    if mode is RoundMode.OPEN:
        if floor is not None:
            raise InvalidValueError("Round.floor", "floor-anonymous-only", floor)
        return None
    if floor is None:
        return DEFAULT_FLOOR
    if type(floor) is int and floor < LOWEST_FLOOR:
        params = {"limit": LOWEST_FLOOR}
        raise InvalidValueError("Round.floor", "at-least", floor, "floor-lowest", params)
    return v.integer(floor, "Round.floor", lowest=LOWEST_FLOOR, highest=1000)


def _voice(ballot: Ballot) -> str:
    return ballot.voice
