"""Days and deadlines in words: "2. november 2026", "1 uge efter", "5 uger efter opstart".

A date needs its year, since a plan has no clock. Numbers alone, as in 2/11 2026, have the day
first. A deadline counts from an event: the word after "efter", or the card's activation.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from ledertrivsel.cards import Due, Offset, OffsetUnit
from ledertrivsel.readers._words import fold, words

Span = tuple[int, int]


def _any(alternatives: object) -> str:
    found = alternatives if isinstance(alternatives, list) else list(alternatives)  # type: ignore[call-overload]
    return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w)))


@functools.cache
def _months() -> dict[str, int]:
    return {word: i for i, month in enumerate(words("dates")["months"], 1) for word in month}


@functools.cache
def _date_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    month = f"({_any(_months())})" + r"\.?"
    sources = (
        (r"(?<![\d.])(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", "ymd"),
        (rf"(?<![\d.,])(\d{{1,2}})(?:\.|st|nd|rd|th)? ?(?:of )?{month},? (\d{{4}})(?!\d)", "dmy"),
        (rf"(?<!\w){month} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", "mdy"),
        (r"(?<![\d.])(\d{1,2})[./-](\d{1,2})[./ -](\d{4})(?!\d)", "dmy"),
    )
    return tuple((re.compile(source, re.IGNORECASE), order) for source, order in sources)


def dates(text: str) -> tuple[tuple[Span, datetime.date], ...]:
    """Return every date in *text* with its place, in order. A day the calendar lacks is none."""
    plain = text.replace("\xa0", " ").replace("\n", " ")
    found: list[tuple[Span, datetime.date]] = []
    for pattern, order in _date_patterns():
        for match in pattern.finditer(plain):
            part = dict(zip(order, match.groups(), strict=True))
            month = _months().get(part["m"].casefold()) or int(part["m"])
            try:
                day = datetime.date(int(part["y"]), month, int(part["d"]))
            except ValueError:
                continue
            if not any(start < match.end() and match.start() < end for (start, end), _ in found):
                found.append((match.span(), day))
    return tuple(sorted(found))


def without_lead(text: str) -> str:
    """Return *text* without a weekday and words such as "senest" or "den" before a date."""
    table = words("dates")
    lead = {fold(word) for word in (*table["lead"], *table["weekdays"])}
    left = text.strip(" .,;:")
    while left:
        head = left.rpartition(" ")[0] if fold(left) not in lead else ""
        last = left.rpartition(" ")[2]
        if fold(left).rstrip(".,") in lead:
            return ""
        if fold(last).rstrip(".,") not in lead:
            return left
        left = head.strip(" .,;:")
    return left


def whole_date(text: str) -> datetime.date | None:
    """Return the date that *text* is, with nothing else in it but such words, or None."""
    found = dates(text)
    if len(found) != 1:
        return None
    (start, end), day = found[0]
    rest = without_lead(text[:start]) + text[end:].strip(" .")
    return None if rest else day


_CLOCK = re.compile(
    r"(?:kl\. ?|kl |at |, )?(?<![\d.])(\d{1,2})[.:](\d{2})"
    r"(?:(?: ?[–-] ?| til | to )(\d{1,2})[.:](\d{2}))?(?![\d.]|\w)",
    re.IGNORECASE,
)


def clock(text: str) -> tuple[Span, datetime.time] | None:
    """Return the first time of day in *text*, the start of a stretch, with its place."""
    match = _CLOCK.search(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return match.span(), datetime.time(int(match[1]), int(match[2]))


@functools.cache
def _numbers() -> dict[str, int]:
    return {word: int(n) for n, ws in words("dates")["numbers"].items() for word in ws}


@functools.cache
def _units() -> dict[str, OffsetUnit]:
    units = words("dates")["units"]
    return {word: OffsetUnit(name) for name, ws in units.items() for word in ws}


@functools.cache
def _offset_pattern() -> re.Pattern[str]:
    table = words("dates")
    return re.compile(
        rf"(?<![\w,.])(\d{{1,3}}|{_any(_numbers())})\.? ({_any(_units())}) "
        rf"({_any(table['before'])}|{_any(table['after'])})(?!\w)"
        rf"((?: (?:{_any(table['articles'])})(?!\w))?)((?: [^\W\d_][\w'’-]*)?)",
        re.IGNORECASE,
    )


def offsets(text: str) -> Iterator[tuple[Span, Offset]]:
    """Yield every "5 uger efter opstart" in *text* with its place; the event is one word."""
    flat = text.replace("\n", " ").replace("\xa0", " ")
    for match in _offset_pattern().finditer(flat):
        yield match.span(), _offset(match, (match[4] + match[5]).strip())


def _offset(match: re.Match[str], event: str) -> Offset:
    number = _numbers().get(match[1].casefold())
    n = int(match[1]) if number is None else number
    if match[3].casefold() in words("dates")["before"]:
        n = -n
    if fold(event) in {fold(word) for word in words("dates")["activation"]}:
        event = ""
    return Offset(n, _units()[match[2].casefold()], event)


def due(text: str) -> Due:
    """Return the deadline that *text* is: a date or an offset.

    Raises:
        ValueError: when it is neither, or more than that.
    """
    plain = " ".join(text.split()).rstrip(".")
    if (day := whole_date(plain)) is not None:
        return day
    table = words("dates")
    key = fold(plain)
    activation = {fold(word) for word in table["activation"]}
    if key in {fold(word) for word in table["at-once"]} | activation:
        return Offset(0, OffsetUnit.DAYS)
    for word in table["at"]:
        if key.startswith(f"{word} ") and not any(c.isdigit() for c in key):
            event = plain[len(word) :].strip()
            if fold(event) in activation:
                event = ""
            elif word not in ("ved", "at", "on", "upon"):
                continue
            return Offset(0, OffsetUnit.DAYS, event)
    match = _offset_pattern().match(plain)
    if match:
        return _offset(match, (match[4] + match[5] + plain[match.end() :]).strip(" ,"))
    for word in sorted(table["within"], key=lambda w: -len(w)):
        if key.startswith(f"{word} "):
            match = _span_pattern().fullmatch(plain[len(word) :].strip())
            if match:
                number = _numbers().get(match[1].casefold())
                n = int(match[1]) if number is None else number
                return Offset(n, _units()[match[2].casefold()])
    raise ValueError(text)


@functools.cache
def _span_pattern() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,3}}|{_any(_numbers())}) ({_any(_units())})", re.IGNORECASE)
