"""A reader of lines with pipes, and readers that are wrong in one thing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from ledertrivsel.errors import InvalidValueError, Problem, ReadError
from ledertrivsel.hookspecs import ReadContext, ReaderInfo, hookimpl
from ledertrivsel.methods import builtin_method
from ledertrivsel.rounds import Round, RoundMode

Row = tuple[str, str, int, int]


class Pipes:
    """Reads ``voice|theme|importance|success``, right in all that the contract asks."""

    @hookimpl
    def ledertrivsel_readers(self) -> Iterable[ReaderInfo]:
        yield ReaderInfo(
            name="pipes",
            reads="ratings",  # type: ignore[arg-type]
            suffixes=(".psv",),
            title={"da": "Linjer med streger", "en": "Lines with pipes"},  # type: ignore[arg-type]
            factory=type(self),
        )

    def read(self, content: bytes, context: ReadContext) -> Any:
        problems: list[Problem] = []
        rows = [
            row
            for number, line in enumerate(self.decode(content).splitlines(), 1)
            if line.strip() and (row := self.row(line, number, problems)) is not None
        ]
        if problems or not rows:
            found = problems or [Problem(path="file", rule="required")]
            raise ReadError(context.source, tuple(found))
        return self.round(rows, context)

    def decode(self, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ReadError("file", (Problem(path="file", rule="read-encoding"),)) from None

    def row(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        try:
            voice, theme, importance, success = line.split("|")
            return voice, theme, self.point(importance), self.point(success)
        except ValueError:
            return self.bad(line, number, problems)

    def point(self, cell: str) -> int:
        return int(cell)

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        problems.append(Problem(path="row", rule="row", found=repr(line[:80]), line=number))
        return None

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        owner = context.plan or context.method
        try:
            return Round.from_rows(
                context.round_id,
                rows,
                themes=owner.themes if owner else (),
                title=context.title,
                held_on=context.held_on,
                purpose=context.purpose,
                mode=context.mode,
                scale=context.scale,
                floor=context.floor,
            )
        except InvalidValueError as error:
            raise ReadError(context.source, (error.problem(),)) from None


class SkipsBadLines(Pipes):
    """Leaves out what it can't read."""

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        return None


class ForgivesPoints(Pipes):
    """Takes a point that is no number for none."""

    def point(self, cell: str) -> Any:
        return int(cell) if cell.strip().isdigit() and len(cell) < 3 else None


class RaisesItsOwn(Pipes):
    """Lets errors of Python out."""

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        raise KeyError(line)


class CannotDecode(Pipes):
    """Fails on bytes that are no UTF-8."""

    def decode(self, content: bytes) -> str:
        return content.decode("utf-8-sig")


class ReadsLatin(Pipes):
    """Reads everything as Latin-1, which any bytes are."""

    def decode(self, content: bytes) -> str:
        return content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


class Clips(Pipes):
    """Takes a point beyond the scale for the last one."""

    def point(self, cell: str) -> int:
        return min(5, max(1, int(cell)))


class KeepsTheMark(Pipes):
    """Takes a byte order mark for a part of the first voice."""

    def decode(self, content: bytes) -> str:
        return super().decode(b"." + content)[1:]


class KeepsReturns(Pipes):
    """Knows one kind of line end only."""

    def read(self, content: bytes, context: ReadContext) -> Any:
        return super().read(content.replace(b"\r", b"?"), context)


class GivesRows(Pipes):
    """Gives rows, and no Round."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        super().round(rows, context)
        return rows


class RefusesWithoutAProblem(Pipes):
    """Refuses with an empty list."""

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        raise ReadError("file", ())


class Remembers(Pipes):
    """Adds what it reads to what it has read."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        self.rows += [row for row in rows if row not in self.rows]
        return super().round([(f"{v} {len(self.rows)}", t, i, s) for v, t, i, s in rows], context)


class OrderOfHashes(Pipes):
    """Names voices by the hash of their names."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        named = [(f"{v} {hash(v) % 10**9}", t, i, s) for v, t, i, s in rows]
        return super().round(named, context)


class LooksAround(Pipes):
    """Looks at the files beside."""

    def decode(self, content: bytes) -> str:
        list(Path.home().iterdir())
        return super().decode(content)


class CountsFromZero(Pipes):
    """Tells the line before the one that is wrong."""

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        return super().bad(line, number - 1, problems)


class TellsTheFirst(Pipes):
    """Tells one line that is wrong, and keeps the next for later."""

    def bad(self, line: str, number: int, problems: list[Problem]) -> Row | None:
        return super().bad(line, number, problems if not problems else [])


class EmptyIsTheMiddle(Pipes):
    """Takes an empty cell for the middle of the scale."""

    def point(self, cell: str) -> int:
        return int(cell) if cell else 3


class LastRowWins(Pipes):
    """Keeps the last of two ratings of one theme by one voice."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        return super().round([*{row[:2]: row for row in rows}.values()], context)


class ForgetsAnonymity(Pipes):
    """Reads an anonymous round as an open one."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        opened = attrs.evolve(context, mode=RoundMode.OPEN, floor=None)
        return super().round(rows, opened)


class HasItsOwnScale(Pipes):
    """Reads 1–5, whatever the round is on."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        return super().round(rows, attrs.evolve(context, scale=None))


class KnowsTheTwelve(Pipes):
    """Knows no theme that the workplace has added."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        return super().round(rows, attrs.evolve(context, plan=None, method=builtin_method()))


class DatesByTheClock(Pipes):
    """Says that a round without a day was held today."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        today = context.held_on or datetime.date.today()
        return super().round(rows, attrs.evolve(context, held_on=today))


_ANYTHING = "test_whatever_it_is_given_it_reads_or_refuses"
_MARKS = "test_byte_order_marks_and_line_ends_mean_nothing"
_HALF = "test_nothing_is_half_read"
_TOLD = "test_each_line_that_is_wrong_is_told"
_EMPTY = "test_an_empty_cell_is_no_rating"
_ASKED = "test_the_round_is_the_one_that_is_asked_for"

FAULTS: dict[type[Pipes], str] = {
    SkipsBadLines: _HALF,
    ForgivesPoints: _HALF,
    Clips: _HALF,
    ReadsLatin: "test_it_reads_its_samples",
    RaisesItsOwn: _ANYTHING,
    CannotDecode: _ANYTHING,
    KeepsTheMark: _MARKS,
    KeepsReturns: _MARKS,
    GivesRows: "test_it_reads_its_samples",
    RefusesWithoutAProblem: _ANYTHING,
    Remembers: "test_the_same_file_is_read_the_same_each_time",
    OrderOfHashes: "test_every_process_reads_the_same",
    LooksAround: "test_it_touches_nothing_but_the_file",
    DatesByTheClock: "test_it_touches_nothing_but_the_file",
    CountsFromZero: _TOLD,
    TellsTheFirst: _TOLD,
    EmptyIsTheMiddle: _EMPTY,
    LastRowWins: _EMPTY,
    ForgetsAnonymity: _ASKED,
    HasItsOwnScale: _ASKED,
    KnowsTheTwelve: _ASKED,
}
"""Each fault, and the test of the contract that is meant for it."""
