"""The contract of readers: whole or not at all, the same each time, and no error of its own.

Files are made of samples, by cutting, changing and adding bytes, and of nothing at all.
"""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from hypothesis import strategies as st

from ledertrivsel.errors import InputError, LedertrivselError
from ledertrivsel.hookspecs import ReaderInfo, Reads
from ledertrivsel.methods import builtin_method
from ledertrivsel.offers import Kind, cause_of
from ledertrivsel.rounds import Round
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_processes import differing
from ledertrivsel.testing._contract_views import read_context
from ledertrivsel.testing._contract_watch import watched

_THEMES = [theme.id for theme in builtin_method().themes][:3]
_VOICES = ("Nord", "Sønderjylland")
_ROWS = [(v, t, 1 + n, 5 - m) for m, v in enumerate(_VOICES) for n, t in enumerate(_THEMES)]

USUAL: tuple[bytes, ...] = (
    "Gruppe;1 vigtigt;1 lykkes;2 vigtigt;2 lykkes\nNord;5;2;4;3\nSønderjylland;4;1;3;3\n".encode(),
    *(
        "".join(
            f"{line}\n" for line in (*head, *(sign.join(map(str, row)) for row in _ROWS))
        ).encode()
        for sign in (";", ",", "|", "\t")
        for head in ((), (sign.join(("voice", "theme", "importance", "success")),))
    ),
    "# Plan\n\n## Formål\n\nLedere skal trives.\n\n## Strategi\n\nEn god arbejdsplads.\n".encode(),
)
"""Files that many readers read; a reader of another form has samples of its own."""

_NONSENSE = ("???", "§§§;§§§", "99999|99999|99999|99999|99999|99999")


class ReaderContract(Contract, kind=Kind.READER):
    """What every reader keeps.

    Attributes:
        samples: files that it reads; they may be left out for a reader of ratings or notes in one
            of the usual forms.
    """

    samples: ClassVar[tuple[bytes, ...]] = ()

    def info(self) -> ReaderInfo:
        """Return the descriptor."""
        info = self.offer().info
        assert isinstance(info, ReaderInfo)
        return info

    def read(self, content: bytes, reader: Any = None) -> object:
        """Return what is read, or the library's error; anything else is told."""
        reader = reader or self.made()
        try:
            found = reader.read(content, read_context(self.info()))
        except LedertrivselError as error:
            return error
        except Exception as error:
            raise AssertionError(
                f"A file of {short(content)} raises {cause_of(error)}, not ReadError."
            ) from error
        wanted = Round if self.info().reads is Reads.RATINGS else _notes()
        if not isinstance(found, wanted):
            tell(
                f"A file of {short(content)} gives {short(found)}, which is no {wanted.__name__}."
            )
        return found

    def readable(self) -> tuple[bytes, ...]:
        """Return the samples that are read."""
        found = []
        for sample in self.samples or USUAL:
            read = self.read(sample)
            if not isinstance(read, LedertrivselError):
                found.append(sample)
            elif self.samples:
                tell(f"The sample {short(sample)} is not read: {short(str(read))}.")
        if not found:
            tell("It reads none of the usual files: give the contract samples = (b'…',).")
        return tuple(found)

    def _read_or_refused(self, content: bytes) -> object:
        """Return what is read, None where it is refused."""
        read = self.read(content)
        return None if isinstance(read, LedertrivselError) else read

    def test_it_reads_its_samples(self) -> None:
        """To what its descriptor says: a `Round` or `Notes`, and not an empty one."""
        for sample in self.readable():
            read = self.read(sample)
            if isinstance(read, Round) and not (read.ballots or read.tallies):
                tell(f"The sample {short(sample)} gives a round without a rating.")
            if isinstance(read, Round) and not self.samples:
                voices = sorted({ballot.voice for ballot in read.ballots})
                if voices != sorted(_VOICES):
                    tell(f"The voices {_VOICES} of {short(sample)} are read as {voices}.")

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
        self.search(_damaged(samples), fault, examples=max(200, self.tries()))

    def test_the_same_file_is_read_the_same_each_time(self) -> None:
        """Whatever was read in between, by this reader or another one."""
        samples = self.readable()
        reader = self.made()
        first = [repr(self.read(sample, reader)) for sample in samples]
        self.read(b"???", reader)
        self.read(samples[0][: len(samples[0]) // 2], reader)
        for sample in samples:
            for what, _, without in _with_nonsense(sample):
                if repr(self.read(without, reader)) != repr(self.read(without)):
                    line = what.rpartition("line ")[2]
                    tell(f"A reader that has read a file reads it otherwise without line {line}.")
        for one in (reader, self.made()):
            for sample, was in zip(samples, first, strict=True):
                if repr(self.read(sample, one)) != was:
                    tell(f"The file {short(sample)} is read otherwise the second time.")

    def test_every_process_reads_the_same(self) -> None:
        """With another hash seed, time zone, locale, user and directory."""
        files = [base64.b64encode(sample).decode() for sample in self.readable()]
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
            for what, mutated, without in _with_nonsense(sample):
                read = self._read_or_refused(mutated)
                if read is None:
                    continue
                left = self._read_or_refused(without)
                if read == whole or (left is not None and read == left):
                    tell(f"{what} is left out without a word, of the file {short(sample)}.")
                if _ratings(read) < _ratings(whole):
                    tell(f"{what} becomes a missing rating, of the file {short(sample)}.")

    def test_it_touches_nothing_but_the_file(self) -> None:
        """It is given bytes: no other file, network, clock, chance, global state or terminal."""
        samples, context = self.readable(), read_context(self.info())
        shown = repr(context.plan)
        deeds: list[str] = []
        reader: Any = None
        for may_load in (True, False):
            with watched(deeds, may_load=may_load):
                reader = reader or self.made()
                for sample in samples:
                    with contextlib.suppress(Exception):  # Another test tells what it raises.
                        reader.read(sample, context)
        if deeds:
            tell(f"While it reads it {deeds[0]}.")
        if repr(context.plan) != shown:
            tell("It changes the plan that it is given.")


def _notes() -> type[Any]:
    from ledertrivsel.readers.notes import Notes

    return Notes


def _damaged(samples: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Return files that are samples cut off or changed in a few places, and random ones."""
    pieces = st.sampled_from(
        (b"", b"\n", b"\x00", b"\xff", b'"', b";;", b"=1+1", b"\xc3", b"-1", b"9" * 5000, b"\r\n")
    )
    change = st.tuples(
        st.integers(0, 400), st.integers(0, 3), st.one_of(pieces, st.binary(max_size=6))
    )

    def make(sample: bytes, changes: list[tuple[int, int, bytes]], end: int) -> bytes:
        for place, length, piece in changes:
            at = place % (len(sample) + 1)
            sample = sample[:at] + piece + sample[at + length :]
        return sample[: len(sample) - end % (len(sample) + 1)]

    damaged = st.builds(
        make,
        st.sampled_from(samples),
        st.lists(change, max_size=4),
        st.one_of(st.just(0), st.integers(0, 400)),
    )
    texts = st.text(alphabet='ab1;,|"\n#- æ\u2028', max_size=40).map(str.encode)
    return st.one_of(damaged, damaged, texts, st.binary(max_size=40))


def _with_nonsense(sample: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield what is nonsense in a file, the file with it, and the file without that line."""
    try:
        lines = sample.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return
    for number in range(1, len(lines)):
        before, after = lines[:number], lines[number + 1 :]
        without = "\n".join((*before, *after)).encode()
        if not lines[number].strip():
            continue
        for nonsense in _NONSENSE:
            changed = "\n".join((*before, nonsense, *after)).encode()
            yield f"The line {nonsense!r} in place of line {number + 1}", changed, without
            longer = "\n".join((*before, lines[number], nonsense, *after)).encode()
            yield f"The line {nonsense!r} after line {number + 1}", longer, sample
        for match in re.finditer(r"(?<![\w.])\d+(?![\w.])", lines[number]):
            for value in ("99999", "x", "-1", "2.5"):
                line = lines[number][: match.start()] + value + lines[number][match.end() :]
                changed = "\n".join((*before, line, *after)).encode()
                what = f"The value {value!r} in place of {match[0]!r} on line {number + 1}"
                yield what, changed, without


def _ratings(read: object) -> int:
    """Return how many ratings were read."""
    if not isinstance(read, Round):
        return 0
    return sum(
        isinstance(axis, int) and not isinstance(axis, bool)
        for ballot in read.ballots
        for _, *axes in ballot.ratings
        for axis in axes
    )
