"""Agendas on the clock: when each row of a step is held.

Times are counted in real time from the start and shown on the clock of a zone, so an agenda is as
long on the night the clock changes as on any other. The break after step 2 is held only when step
3 follows on the same day.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.instruments import Step
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import Agenda, AgendaItem, ItemKind
from ledertrivsel.themes import Text
from ledertrivsel.workshop import Representation

ZONE = "Europe/Copenhagen"
"""The time zone of agendas, unless another is given."""


@attrs.frozen
class TimedPoints:
    """Points of an agenda item that share a stretch of the clock."""

    start: datetime.datetime
    end: datetime.datetime
    points: tuple[Text, ...]


@attrs.frozen
class TimedItem:
    """A row of an agenda with its clock times.

    `blocks` holds the row's points, in order. A point with minutes of its own is a block of its
    own; those without share what is left. Where the source does not say how the time is divided,
    all points are one block as long as the row.
    """

    start: datetime.datetime
    end: datetime.datetime
    item: AgendaItem
    step: Step
    blocks: tuple[TimedPoints, ...] = ()


def schedule(
    agendas: Agenda | Iterable[Agenda],
    start: datetime.datetime,
    *,
    joined: bool = False,
    include_optional: bool = False,
    zone: str = ZONE,
) -> tuple[TimedItem, ...]:
    """Return the rows of one or more agendas with clock times, one after another from *start*.

    A row held only when steps are joined is kept when another agenda follows it here, or, for the
    last agenda, when *joined* says that one follows.

    Args:
        agendas: one, or several in the order they are held.
        start: local time in *zone* when it has no zone of its own.
        joined: whether the next step follows the last agenda on the same day.
        include_optional: whether optional rows are held, such as the 45 minutes of introduction.
        zone: the time zone of the result, by its name in the IANA database.

    Raises:
        InvalidValueError: for an unknown zone, for a local time that the zone's clock skips, and
            where Python has no time zones at all: install the package tzdata.
    """
    laid = (agendas,) if isinstance(agendas, Agenda) else v.instances(agendas, Agenda, "agendas")
    clock = clock_of(zone)
    now = _instant(start, clock, zone)
    rows = []
    for index, agenda in enumerate(laid):
        followed = joined or index < len(laid) - 1
        for item in agenda.items:
            if (item.kind is ItemKind.JOINED_ONLY and not followed) or (
                item.kind is ItemKind.OPTIONAL and not include_optional
            ):
                continue
            end = now + datetime.timedelta(minutes=item.minutes)
            rows.append(
                TimedItem(
                    now.astimezone(clock),
                    end.astimezone(clock),
                    item,
                    agenda.step,
                    tuple(_blocks(item, now, clock)),
                )
            )
            now = end
    return tuple(rows)


def clock_of(zone: str = ZONE) -> datetime.tzinfo:
    """Return the time zone named *zone*.

    Raises:
        InvalidValueError: for an unknown one, and where Python has no time zones at all.
    """
    import zoneinfo  # Only an agenda with clock times needs it.

    v.text(zone, "zone", required=True)
    try:
        return zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        if zoneinfo.available_timezones():
            raise InvalidValueError("zone", "time-zone", zone) from None
        hint = "There are no time zones on this computer: install the package tzdata."
        raise InvalidValueError("zone", "time-zone", zone, hint) from None


def _instant(start: datetime.datetime, clock: datetime.tzinfo, zone: str) -> datetime.datetime:
    """Return *start* in UTC, where minutes are real minutes."""
    v.instance(start, datetime.datetime, "start")
    if start.tzinfo is not None:
        return start.astimezone(datetime.UTC)
    instant = start.replace(tzinfo=clock).astimezone(datetime.UTC)
    if instant.astimezone(clock).replace(tzinfo=None, fold=0) != start.replace(fold=0):
        raise InvalidValueError("start", f"must be a time that the clock of {zone} shows", start)
    return instant


def _blocks(
    item: AgendaItem, start: datetime.datetime, clock: datetime.tzinfo
) -> Iterator[TimedPoints]:
    """Yield the points of *item* in blocks: those with minutes, and those that share the rest."""
    runs: list[tuple[int | None, list[Text]]] = []
    for text, minutes in item.points:
        if minutes is None and runs and runs[-1][0] is None:
            runs[-1][1].append(text)
        else:
            runs.append((minutes, [text]))
    if sum(minutes is None for minutes, _ in runs) > 1:
        runs = [(None, [text for text, _ in item.points])]
    rest = item.minutes - sum(minutes or 0 for minutes, _ in runs)
    now = start
    for minutes, texts in runs:
        end = now + datetime.timedelta(minutes=rest if minutes is None else minutes)
        yield TimedPoints(now.astimezone(clock), end.astimezone(clock), tuple(texts))
        now = end


def wording(
    text: str, representation: Representation | str | None = None, language: str = "da"
) -> str:
    """Return the workplace's own word for cooperation, or *text* with it put in.

    *text* is a key under ``workshop.cooperation.<representation>`` in the labels, such as
    ``name``, ``top-forum`` or ``representatives``, or any text: the general wordings in it
    ("MED eller SU & AMO", "MED/SU og AMO" …) become the workplace's. Without a representation, a
    text is returned as it is and a key gives the general wording.

    Not for quoted items of a method, which are told as they stand.
    """
    labels = load_labels(language)
    kind = "general"
    if representation is not None:
        kind = v.member(representation, Representation, "representation").value
    own = labels.table(f"workshop.cooperation.{kind}")
    if text in own:
        return own[text]
    if representation is None:
        return text
    general = labels.table("workshop.general")
    # Longest first, so that "MED/SU og AMO" is not taken for "MED/SU" and a rest.
    found = sorted(general.values(), key=len, reverse=True)
    marks = {f"\x00{index}\x00": wanted for index, wanted in enumerate(found)}
    for mark, wanted in marks.items():
        text = text.replace(wanted, mark)
    for mark in marks:
        text = text.replace(mark, own["name"])
    return text
