"""The contract of readers: whole or not at all, the same each time, and no error of its own.

Files are made of samples, by cutting, changing and adding bytes, and of nothing at all.
"""

from __future__ import annotations

import base64
import contextlib
import datetime
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ledertrivsel.ballots import Ballot, RatingRow
from ledertrivsel.errors import InputError
from ledertrivsel.hookspecs import Reads
from ledertrivsel.methods import builtin_method
from ledertrivsel.offers import Kind
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.scales import Scale
from ledertrivsel.testing._contract_base import short, tell
from ledertrivsel.testing._contract_files import (
    STRANGE,
    axes_of,
    bombs,
    inside,
    joined,
    lines_of,
    many_rows,
    nonsense,
    rated_cells,
    ratings_in,
    reaching_out,
    sign_of,
    slow,
    unknown_themes,
)
from ledertrivsel.testing._contract_processes import differing, in_another_process
from ledertrivsel.testing._contract_readings import (
    ROWS,
    USUAL,
    VOICES,
    Readings,
    anonymous,
    broken,
    coded,
    damaged,
)
from ledertrivsel.testing._contract_watch import watched

_PATIENCE = 40.0
"""How many seconds another process may take to read files that are large, deep or crafted."""

_MEGABYTES = 150

_STEEP = 28
"""How many times as long 16 times as many rows may take: well over 16, and far from 256."""


class ReaderContract(Readings, kind=Kind.READER):
    """What every reader keeps.

    Attributes:
        samples: files that it reads; they may be left out for a reader of ratings or notes in one
            of the usual forms.
    """

    def test_it_reads_its_samples(self) -> None:
        """To what its descriptor says: a `Round` or `Notes`, and not an empty one."""
        for sample in self.readable():
            read = self.read(sample)
            if isinstance(read, Round) and not (read.ballots or read.tallies):
                tell(f"The sample {short(sample)} gives a round without a rating.")
            if isinstance(read, Round) and not self.samples:
                voices = sorted({ballot.voice for ballot in read.ballots})
                if voices != sorted(VOICES):
                    tell(f"The voices {VOICES} of {short(sample)} are read as {voices}.")
                found = [(v, t, i, s) for b in read.ballots for v, (t, i, s) in _of(b)]
                if sample != USUAL[0] and sorted(found) != sorted(ROWS):
                    odd = next(row for row in ROWS if row not in found)
                    tell(f"The row {odd} of {short(sample)} is not read as it stands.")

    def test_whatever_it_is_given_it_reads_or_refuses(self) -> None:
        """Files cut off, changed, joined or random: only errors of the library."""
        samples = self.readable()

        def fault(content: bytes) -> str:
            try:
                read = self.read(content)
            except AssertionError as error:
                return str(error)
            if isinstance(read, InputError) and not read.problems:
                return f"A file of {short(content)} is refused without a problem."
            return ""

        for edge in (b"", b"\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b'"', b";", b"#", b"|"):
            said = fault(edge)
            if said:
                tell(said)
        self.search(damaged(samples), fault, examples=max(200, self.tries()))

    def test_the_same_file_is_read_the_same_each_time(self) -> None:
        """Whatever was read in between, by this reader or another one."""
        samples = self.readable()
        reader = self.made()
        first = [repr(self.read(sample, reader)) for sample in samples]
        self.read(b"???", reader)
        self.read(samples[0][: len(samples[0]) // 2], reader)
        for sample in samples:
            lines = lines_of(sample)
            for number in range(1, len(lines)):
                without = joined([*lines[:number], *lines[number + 1 :]])
                if repr(self.read(without, reader)) != repr(self.read(without)):
                    said = "A reader that has read a file reads it otherwise without line"
                    tell(f"{said} {number + 1}.")
        for one in (reader, self.made()):
            for sample, was in zip(samples, first, strict=True):
                if repr(self.read(sample, one)) != was:
                    tell(f"The file {short(sample)} is read otherwise the second time.")
        wrong = broken(samples[0])
        told = [repr(getattr(self.read(wrong, one), "problems", "")) for one in (reader, reader)]
        told.append(repr(getattr(self.read(wrong), "problems", "")))
        if len(set(told)) > 1:
            tell(f"What is told of the file {short(wrong)} is not the same the second time.")

    def test_every_process_reads_the_same(self) -> None:
        """With another hash seed, time zone, locale, user and directory."""
        samples = self.readable()
        files = [coded(content) for content in (*samples, *map(broken, samples))]
        found = differing(self.subject(), "read", {"files": files})
        if found is not None:
            where = ", ".join(f"{key}={value}" for key, value in found[1].items())
            sample = base64.b64decode(files[int(found[0])])
            tell(f"The file {short(sample)} is read otherwise with {where}.")

    def test_byte_order_marks_and_line_ends_mean_nothing(self) -> None:
        """Windows writes both."""
        for sample in self.readable():
            try:
                text = sample.decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                continue
            was = repr(self.read(sample))
            for name, changed in (
                ("a byte order mark", "\ufeff" + text),
                ("Windows line ends", text.replace("\n", "\r\n")),
                ("both", "\ufeff" + text.replace("\n", "\r\n")),
                ("no newline at its end", text.rstrip("\n")),
                ("a blank line at its end", text + "\n"),
            ):
                now = self.read(changed.encode())
                if repr(now) != was:
                    said = (
                        f"refused: {short(str(now))}" if isinstance(now, Exception) else "another"
                    )
                    tell(f"With {name} the file {short(sample)} is {said}.")
            old = self._read_or_refused(text.encode("cp1252", "replace"))
            if old is not None and repr(old) != was:
                tell(f"In Windows-1252 the file {short(sample)} is read as another.")

    def test_nothing_is_half_read(self) -> None:
        """A line that can't be read is told, and never left out as though it were not there."""
        for sample in self.readable():
            whole = self.read(sample)
            changes = (
                *nonsense(sample),
                *unknown_themes(sample, self._read_or_refused),
                *inside(sample),
            )
            for changed in changes:
                read = self._read_or_refused(changed.content)
                if read is None:
                    continue
                left = changed.without and self._read_or_refused(changed.without)
                is_same = changed.must_matter and read == whole
                if is_same or (left is not None and read == left):
                    tell(
                        f"{changed.what} is left out without a word, of the file {short(sample)}."
                    )
                if ratings_in(read) < ratings_in(whole) and not changed.may_lack:
                    tell(f"{changed.what} becomes a missing rating, of the file {short(sample)}.")

            for cell in rated_cells(sample, self._read_or_refused):
                for value in STRANGE:
                    read = self._read_or_refused(joined(cell.put(lines_of(sample), value)))
                    if read is not None:
                        point = axes_of(read).get(cell.rates)
                        where = f"on line {cell.line + 1} of the file {short(sample)}"
                        tell(f"The value {value!r} {where} is read as {point}.")

    def test_an_empty_cell_is_no_rating(self) -> None:
        """What is left out and "ved ikke" are no points; of two ratings none is dropped."""
        for sample in self.readable():
            lines, whole = lines_of(sample), self.read(sample)
            for cell in rated_cells(sample, self._read_or_refused):
                where = f"on line {cell.line + 1} of the file {short(sample)}"
                for value in ("", "ved ikke"):
                    read = self._read_or_refused(joined(cell.put(lines, value)))
                    point = axes_of(read).get(cell.rates)
                    if type(point) is int:
                        tell(f"The cell {value!r} {where} is read as {point}.")
                again = cell.put(lines, str(cell.other))
                twice = joined([*lines, again[cell.line]])
                read = self._read_or_refused(twice)
                if read is not None and read in (whole, self._read_or_refused(joined(again))):
                    tell(f"A second, other rating by one voice of one theme is dropped, {where}.")

    def test_each_line_that_is_wrong_is_told(self) -> None:
        """All of them at once, each with its number, so that people mend a file once."""
        for sample in self.readable():
            if not sign_of(sample) or self.info().reads is not Reads.RATINGS:
                continue
            lines = lines_of(sample)
            middle, last = len(lines) - 1, len(lines)
            blank = joined([*lines[:middle], "", *lines[middle:]])
            is_blank_read = repr(self.read(blank)) == repr(self.read(sample))
            for wrong, what in (
                ([*lines[:middle], "???", *lines[middle:]], (middle + 1,)),
                ([*lines, "???"], (last + 1,)),
                ([*lines[:middle], "???", *lines[middle:], "???"], (middle + 1, last + 2)),
                ([*lines[:middle], "", "???", *lines[middle:]], (middle + 2,) * is_blank_read),
            ):
                read = self.read(joined(wrong))
                told = {problem.line for problem in getattr(read, "problems", ())}
                missed = [number for number in what if number not in told]
                if isinstance(read, InputError) and missed:
                    tell(
                        f"Line {missed[0]} of {short(joined(wrong))} is '???', and what is told "
                        f"is: {short(' '.join(map(str, read.problems)))}."
                    )

    def test_the_round_is_the_one_that_is_asked_for(self) -> None:
        """Its id, title, day, purpose, mode, floor and scale, and the themes of the plan."""
        if self.info().reads is not Reads.RATINGS:
            return
        for sample in self.readable():
            whole = self.read(sample)
            reader = self.made()
            self.read(sample, reader)
            for field, wanted in (
                ("id", "anden-runde"),
                ("title", "Anden runde"),
                ("held_on", datetime.date(2027, 3, 1)),
                ("purpose", RoundPurpose.PILOT),
                ("scale", Scale(0, 10)),
                ("mode", RoundMode.ANONYMOUS),
            ):
                name = "round_id" if field == "id" else field
                read = self.read(sample, reader, self.context(**{name: wanted}))
                if isinstance(read, Round) and getattr(read, field) != wanted:
                    got = getattr(read, field)
                    asked = f"Asked for a round with the {field} {_said(wanted)}"
                    tell(f"{asked} it gives {_said(got)}.")
            assert isinstance(whole, Round)
            unnamed = anonymous(sample, whole)
            if unnamed:
                context = self.context(mode=RoundMode.ANONYMOUS, floor=7)
                read = self.read(unnamed, None, context)
                if isinstance(read, Round) and read.floor != 7:
                    tell(f"Asked for an anonymous round with the floor 7 it gives {read.floor}.")
            self._knows_own_themes(sample, whole)
            self.read(sample, None, self.context(plan=None, method=builtin_method()))

    def _knows_own_themes(self, sample: bytes, whole: Round) -> None:
        """Tell when a theme that the plan has added is not read."""
        plan = self.context().plan
        assert plan is not None
        plan = plan.add_theme("Fysiske rammer", id="fysiske-rammer")
        text = "\n".join(lines_of(sample))
        for theme in sorted({theme for _, theme, _ in axes_of(whole)})[:1]:
            changed = re.sub(rf"(?<![\w-]){re.escape(theme)}(?![\w-])", "fysiske-rammer", text)
            if changed == text:
                continue
            read = self.read(changed.encode(), None, self.context(plan=plan))
            if ratings_in(read) < ratings_in(whole):
                said = "A theme that the plan has added, 'fysiske-rammer', is not read"
                tell(f"{said}: {short(str(read))}.")

    def test_no_file_takes_for_ever(self) -> None:
        """Large, deep and crafted files are read or refused, in time and in little memory."""
        samples = self.readable()
        few, many = (many_rows(samples[0], self.read(samples[0]), n) for n in (1_000, 16_000))
        files = [few, many, *slow(samples[0])]
        given = {"files": [coded(content) for content in files]}
        try:
            found = in_another_process(self.subject(), "read", given, seconds=_PATIENCE)
        except AssertionError as error:
            if "not done" not in str(error):
                raise
            for content in files:
                given = {"files": [coded(content)]}
                in_another_process(self.subject(), "read", given, seconds=_PATIENCE / 2)
            raise
        for content, told in zip(files, found["digests"].values(), strict=True):
            if told.startswith("raises"):
                tell(f"A file of {len(content)} bytes, {short(content)}, {told}, not ReadError.")
        short_time, long_time = found["seconds"][:2]
        if many and long_time > 1 and long_time > _STEEP * short_time:
            said = f"16,000 rows take more than {_STEEP} times as long to read as 1,000"
            tell(f"{said}: the time grows with the square of the rows.")
        for content in bombs(samples[0]):
            given = {"files": [coded(samples[0]), coded(content)]}
            found = in_another_process(self.subject(), "read", given, seconds=_PATIENCE)
            if found["megabytes"] > _MEGABYTES:
                tell(
                    f"An archive of {len(content)} bytes takes {found['megabytes']:.0f} MB of "
                    "memory: look at the size of a member before it is taken out."
                )
        with tempfile.TemporaryDirectory(prefix="ledertrivsel-") as folder:
            secret = Path(folder, "secret")
            secret.write_text("Fortroligt-4711", encoding="utf-8")
            for content in reaching_out(samples[0], secret.as_posix()):
                if "Fortroligt-4711" in repr(self.read(content)):
                    tell("A file of XML that points to another file is given what stands there.")

    def test_it_touches_nothing_but_the_file(self) -> None:
        """It is given bytes: no other file, network, clock, chance, global state or terminal."""
        samples, context = self.readable(), self.context()
        bare = self.context(held_on=None, title="")
        shown = repr(context.plan)
        deeds: list[str] = []
        reader: Any = None
        for may_load in (True, False):
            with watched(deeds, may_load=may_load):
                reader = reader or self.made()
                for sample in samples:
                    for given in (context, bare):
                        with contextlib.suppress(Exception):  # Another test tells what it raises.
                            reader.read(sample, given)
        if deeds:
            tell(f"While it reads it {deeds[0]}.")
        if repr(context.plan) != shown:
            tell("It changes the plan that it is given.")


def _of(ballot: Ballot) -> Iterator[tuple[str, RatingRow]]:
    return ((ballot.voice, row) for row in ballot.ratings)


def _said(value: object) -> str:
    return f"{value.lowest}–{value.highest}" if isinstance(value, Scale) else str(value)
