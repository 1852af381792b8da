"""What the contract of readers is made of: samples, files made of them, and what is read."""

from __future__ import annotations

import base64
from typing import Any, ClassVar

import attrs
from hypothesis import strategies as st

from ledertrivsel.errors import LedertrivselError
from ledertrivsel.hookspecs import ReadContext, ReaderInfo, Reads
from ledertrivsel.methods import builtin_method
from ledertrivsel.offers import cause_of
from ledertrivsel.rounds import Round
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_files import joined, lines_of
from ledertrivsel.testing._contract_views import read_context

_THEMES = [theme.id for theme in builtin_method().themes][:3]
VOICES = ("Nord", "Sønderjylland")
ROWS = [(v, t, 1 + n, 5 - m) for m, v in enumerate(VOICES) for n, t in enumerate(_THEMES)]

USUAL: tuple[bytes, ...] = (
    "Gruppe;1 vigtigt;1 lykkes;2 vigtigt;2 lykkes\nNord;5;2;4;3\nSønderjylland;4;1;3;3\n".encode(),
    *(
        "".join(
            f"{line}\n" for line in (*head, *(sign.join(map(str, row)) for row in ROWS))
        ).encode()
        for sign in (";", ",", "|", "\t")
        for head in ((), (sign.join(("voice", "theme", "importance", "success")),))
    ),
    "# Plan\n\n## Formål\n\nLedere skal trives.\n\n## Strategi\n\nEn god arbejdsplads.\n".encode(),
)
"""Files that many readers read; a reader of another form has samples of its own."""


class Readings(Contract):
    """Reads files, and tells what is neither read nor refused."""

    samples: ClassVar[tuple[bytes, ...]] = ()

    def info(self) -> ReaderInfo:
        """Return the descriptor."""
        info = self.offer().info
        assert isinstance(info, ReaderInfo)
        return info

    def context(self, **changes: Any) -> ReadContext:
        """Return what the reader is given besides the bytes, with *changes*."""
        return attrs.evolve(read_context(self.info()), **changes)

    def read(
        self, content: bytes, reader: Any = None, context: ReadContext | None = None
    ) -> object:
        """Return what is read, or the library's error; anything else is told."""
        reader = reader or self.made()
        try:
            found = reader.read(content, context or self.context())
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


def coded(content: bytes) -> str:
    """Return bytes as another process is given them."""
    return base64.b64encode(content).decode()


def broken(sample: bytes) -> bytes:
    """Return a file with several lines that can't be read."""
    lines = lines_of(sample)
    wrong = [f"??? {number}" for number in range(1, 9)]
    return joined([*lines, *wrong]) if lines else sample[: len(sample) // 2]


def anonymous(sample: bytes, whole: Round) -> bytes:
    """Return the file with random voices for those it has; none where they don't stand in it."""
    text = "\n".join(lines_of(sample))
    for number, ballot in enumerate(whole.ballots):
        if ballot.voice not in text:
            return b""
        text = text.replace(ballot.voice, f"voice-{number:032x}")
    return text.encode()


def _notes() -> type[Any]:
    from ledertrivsel.readers.notes import Notes

    return Notes


def damaged(samples: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
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

    changed = st.builds(
        make,
        st.sampled_from(samples),
        st.lists(change, max_size=4),
        st.one_of(st.just(0), st.integers(0, 400)),
    )
    texts = st.text(alphabet='ab1;,|"\n#- æ\u2028', max_size=40).map(str.encode)
    return st.one_of(changed, changed, texts, st.binary(max_size=40))
