"""Strategies for texts, themes, scales, ballots, tallies, rounds and cards of priority.

Ratings are made of one flat list of small whole numbers: few draws make them fast, and a number
that shrinks to 0 takes a rating away.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from ledertrivsel._validators import clean
from ledertrivsel.ballots import Ballot
from ledertrivsel.instruments import Bounds, Instrument
from ledertrivsel.matrix import Matrix, build_matrix
from ledertrivsel.methods import builtin_method
from ledertrivsel.rounds import Round, RoundGroup, RoundMode, RoundPurpose
from ledertrivsel.scales import DONT_KNOW, FIELD_SCALE, Axis, Cut, CutKind, Rating, Scale
from ledertrivsel.tally import Tally
from ledertrivsel.themes import Text, Theme, ThemeSource

NASTY_TEXTS = (
    "a",
    "Ærø på øen, æblegård",
    "a\u030a",
    "👩‍💼 leder",
    "**fed** _kursiv_ `kode` [link](https://eksempel.dk)",
    "<script>alert(1)</script>",
    "&amp; <b>&",
    "\"quoted\" and 'quoted'",
    "=SUM(A1:A9)",
    "+45 12 34 56 78",
    "@here",
    "1. marts 2027: opfølgning",
    "24. december",
    "-",
    "# ikke en overskrift",
    "| a | b |",
    "שלום עולם",
    "مرحبا",
    "a;b,c\td",
    "null",
    "${x} {{ y }} {z} %s \\n",
    "../../etc/passwd",
    "İıſß",
    "5 − 3 = 2 ÷ 1",
)
"""Texts of one line that have broken somebody's export: each is a valid title."""

START = datetime.date(2026, 9, 2)
"""The day that generated plans begin."""


def texts() -> st.SearchStrategy[str]:
    """Return texts of one line, each a valid title, from a pool of nasty ones."""
    return st.sampled_from(NASTY_TEXTS)


def hostile_texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Return texts of any characters and lines that the model takes, never blank; no titles."""
    pieces = st.one_of(st.sampled_from(NASTY_TEXTS), st.text(max_size=8), st.just("\n"))
    joined = st.lists(pieces, min_size=1, max_size=8).map("".join).map(clean)
    return joined.map(lambda text: text[:max_size]).filter(lambda text: bool(text.strip()))


def wordings() -> st.SearchStrategy[Text]:
    """Return texts in Danish, in English or in both."""
    both = st.one_of(st.just(("da",)), st.just(("en",)), st.just(("da", "en")))
    return st.builds(lambda languages, text: Text({key: text for key in languages}), both, texts())


def days() -> st.SearchStrategy[datetime.date]:
    """Return days within two years of `START`."""
    return st.integers(0, 730).map(day)


def day(number: int) -> datetime.date:
    """Return the day *number* days after `START`."""
    return START + datetime.timedelta(days=number)


def scales() -> st.SearchStrategy[Scale]:
    """Return scales: 1–5, the two points of a field, 0–10, and others with other labels."""
    return st.sampled_from(_SCALES)


def scale_of(number: int) -> Scale:
    """Return one of the scales, the usual one for 0."""
    return _SCALES[number]


_SCALES = (
    Scale(),
    FIELD_SCALE,
    Scale(0, 10),
    Scale(-2, 2, ((0, Text({"da": "hverken eller"})),)),
    Scale(1, 4),
    Scale(0, 100),
)


def ratings(scale: Scale | None = None) -> st.SearchStrategy[Rating]:
    """Return ratings: whole, half, "don't know" or nothing on either axis."""
    used = scale or Scale()
    half = st.integers(0, 9).map(lambda number: _axis(number, used))
    return st.builds(Rating, half, half)


def bounds() -> st.SearchStrategy[Bounds]:
    """Return how many themes to choose: at least one, at most twelve."""
    pairs = st.tuples(st.integers(1, 6), st.integers(0, 6))
    return pairs.map(lambda pair: Bounds(pair[0], sum(pair)))


def themes(number: int | None = None) -> st.SearchStrategy[Theme]:
    """Return own themes; *number* from 13 up, drawn when not given."""
    numbers = st.integers(13, 20) if number is None else st.just(number)
    return st.builds(own_theme, numbers, st.lists(texts(), min_size=1, max_size=2))


_OWN_SOURCES = tuple(source for source in ThemeSource if source is not ThemeSource.METHOD)


def own_theme(number: int, pool: Sequence[str]) -> Theme:
    """Return an own theme worded from *pool*."""
    return Theme(
        id=f"own-{number}",
        title=Text({"da": f"{pool[0]} {number}"}),
        number=number,
        question=Text({"da": pool[-1], "en": pool[0]}) if len(pool) > 1 else None,
        source=_OWN_SOURCES[number % len(_OWN_SOURCES)],
    )


def instruments() -> st.SearchStrategy[Instrument]:
    """Return what plans carry of a method: the built-in one, one that chooses 2, a foreign one."""
    return st.integers(0, 2).map(lambda which: three_instruments()[which])


@functools.cache
def three_instruments() -> tuple[Instrument, ...]:
    """Return the three that `instruments` draws from; made once, since they are large."""
    whole = builtin_method("bfa-2025").instrument
    two = attrs.evolve(
        whole,
        id="two-themes",
        title=Text({"da": "Et søsterværktøj", "en": "A sister tool"}),
        bounds=Bounds(2, 2),
        themes=whole.themes[:6],
    )
    small = Instrument(
        id="foreign",
        version="1",
        title=Text({"en": "=SUM(1) <b>"}),
        attribution=Text({"en": "Somebody else"}),
        languages=("en",),
        bounds=Bounds(1, 1),
        importance_question=Text({"en": "Important?"}),
        success_question=Text({"en": "Succeeding?"}),
        low=Text({"en": "Low"}),
        high=Text({"en": "High"}),
        themes=tuple(
            Theme(id=f"theme-{number}", title=Text({"en": f"Theme {number}"}), number=number)
            for number in (1, 2, 3)
        ),
        support_questions=(),
        headings=(),
    )
    return small, whole, two  # Shrinking ends at the first.


def _axis(number: int, scale: Scale) -> Axis:
    """Return half a rating for a number: 0 is None, 1 the lowest point, 9 "don't know"."""
    if number == 0:
        return None
    if number == 9:
        return DONT_KNOW
    return scale.lowest + (number - 1) % (scale.highest - scale.lowest + 1)


def _ballots(
    numbers: Sequence[int],
    theme_ids: Sequence[str],
    scale: Scale,
    pool: Sequence[str],
    series: int = 0,
) -> tuple[Ballot, ...]:
    """Return ballots of a flat list: two numbers a theme, ballot after ballot; 0 is not rated."""
    width = 2 * len(theme_ids)
    made = []
    for index in range(0, len(numbers), width):
        row = numbers[index : index + width]
        pairs = zip(theme_ids, row[::2], row[1::2], strict=False)
        rated = tuple((t, _axis(i, scale), _axis(s, scale)) for t, i, s in pairs)
        number = index // width
        made.append(
            Ballot(
                voice=f"Gruppe {series}-{number} {pool[number % len(pool)]}",
                size=1 + number,
                ratings=rated,
                picks=tuple(t for t, i, _ in rated if i == scale.highest)[: number % 3],
                reasons=((theme_ids[0], pool[0]),) if number % 2 else (),
            )
        )
    return tuple(made)


def numbers(most: int) -> st.SearchStrategy[list[int]]:
    """Return the flat list of small numbers that ratings are made of."""
    return st.lists(st.integers(0, 9), max_size=most)


_IDS = tuple(f"theme-{number}" for number in range(1, 13))


def ballots(
    theme_ids: Sequence[str] = _IDS[:3], scale: Scale | None = None
) -> st.SearchStrategy[Ballot]:
    """Return one ballot; a theme may be not rated, half rated or answered "don't know"."""
    scale = scale or Scale()
    width = 2 * len(theme_ids)

    def make(flat: list[int], text: str) -> Ballot:
        return _ballots(flat or [0], theme_ids, scale, (text,))[0]

    return st.builds(make, numbers(width), texts())


def profiles(
    theme_ids: Sequence[str] = _IDS[:4], *, voices: int = 4, scale: Scale | None = None
) -> st.SearchStrategy[tuple[Ballot, ...]]:
    """Return one to *voices* ballots that rate every theme on both axes, for the laws of rules."""
    used = scale or Scale()
    width = 2 * len(theme_ids)
    points = st.integers(used.lowest, used.highest)
    rows = st.lists(st.tuples(*[points] * width), min_size=1, max_size=voices)

    def make(drawn: list[tuple[int, ...]]) -> tuple[Ballot, ...]:
        return tuple(
            Ballot(
                voice=f"v{number}",
                ratings=tuple(zip(theme_ids, row[::2], row[1::2], strict=True)),
            )
            for number, row in enumerate(drawn)
        )

    return rows.map(make)


def tallies(
    theme_ids: Sequence[str] = _IDS[:3], scale: Scale | None = None, voices: int = 6
) -> st.SearchStrategy[Tally]:
    """Return tallies of up to *voices* ballots."""
    used = scale or Scale()
    flat_lists = numbers(2 * len(theme_ids) * voices)
    return flat_lists.map(lambda flat: Tally.of(_ballots(flat, theme_ids, used, ("a",)), used))


def cuts() -> st.SearchStrategy[Cut]:
    """Return every kind of cut."""
    return st.sampled_from(_CUTS)


def cut_of(number: int) -> Cut:
    """Return one of the cuts, the midpoint for 0."""
    return _CUTS[number]


_CUTS = (Cut(), Cut.fixed("7/2", 3), Cut(CutKind.MEAN), Cut(CutKind.MEDIAN))


def matrices(most: int = 5) -> st.SearchStrategy[Matrix]:
    """Return priority cards of at most *most* themes, some unrated, some suppressed by a floor."""
    given = tuple(
        Theme(id=id, title=Text({"da": f"Tema {number}"}), number=number)
        for number, id in enumerate(_IDS[:most], start=1)
    )

    def make(count: int, flat: list[int], floor: int | None, cut: Cut) -> Matrix:
        shown = given[:count]
        ballots = _ballots(flat, [theme.id for theme in given], Scale(), ("a",))
        return build_matrix(shown, [(Tally.of(ballots, Scale()), floor)], cut=cut)

    floors = st.sampled_from((None, None, None, 3))
    return st.builds(make, st.integers(1, most), numbers(2 * most * 4), floors, cuts())


def round_groups() -> st.SearchStrategy[RoundGroup]:
    """Return groups that an anonymous round is broken down by, at the top of their tree."""
    return st.builds(
        lambda number, title: RoundGroup(f"group-{number}", title), st.integers(0, 9), wordings()
    )


def rounds(
    theme_ids: Sequence[str] = _IDS[:3], scale: Scale | None = None
) -> st.SearchStrategy[Round]:
    """Return rounds of every purpose: open, anonymous with ballots, anonymous and closed."""
    given = st.just(scale) if scale else scales()

    def make(kind: int, flat: list[int], used: Scale, text: str) -> Round:
        return round_of(kind, flat, theme_ids, used, (text,))

    flat_lists = numbers(2 * len(theme_ids) * 6)
    return st.builds(make, st.integers(0, 8), flat_lists, given, texts())


_PURPOSES = (RoundPurpose.BASELINE, RoundPurpose.FOLLOW_UP, RoundPurpose.PILOT)


def round_of(
    kind: int,
    flat: Sequence[int],
    theme_ids: Sequence[str],
    scale: Scale,
    pool: Sequence[str],
    series: int = 0,
) -> Round:
    """Return a round: *kind* 0–2 open, 3–5 anonymous with ballots, 6–8 anonymous and closed.

    In each three the purposes are baseline, follow-up and pilot; *series* tells its voices and its
    id from those of another round.
    """
    ballots = _ballots(flat, theme_ids, scale, pool, series)
    purpose, held_on = _PURPOSES[kind % 3], day(series)
    id = f"round-{series}"
    if kind < 3:
        return Round(
            id=id, title=pool[0], held_on=held_on, purpose=purpose, scale=scale, ballots=ballots
        )
    secret = tuple(
        Ballot(
            voice=f"voice-{series:02x}{number:030x}",
            group=("", "north", "north-1")[number % 3],
            ratings=ballot.ratings,
            picks=ballot.picks,
        )
        for number, ballot in enumerate(ballots)
    )
    anonymous = Round(
        id=id,
        held_on=held_on,
        purpose=purpose,
        mode=RoundMode.ANONYMOUS,
        scale=scale,
        floor=3 + series % 3,
        groups=(
            RoundGroup("north", Text({"da": pool[0]})),
            RoundGroup("north-1", Text({"da": "Nord 1", "en": "North 1"}), "north"),
        ),
        ballots=secret,
    )
    return anonymous if kind < 6 else anonymous.closed()
