"""What the commands share: reading and changing a plan, and printing."""

from __future__ import annotations

import codecs
import contextlib
import datetime
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from rich.console import Console, RenderableType
from rich.text import Text as RichText

from ledertrivsel.cli.place import Place
from ledertrivsel.cli.wording import labels_of
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import Labels, Param
from ledertrivsel.plan import Plan

WIDEST = 120
"""Characters of a line at most: longer ones are hard to read."""

_PLAIN = {
    "æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa",
    "–": "-", "−": "-", "÷": "-", "·": "-", "…": "...", "→": "->", "☐": "[ ]", "•": "*",
    "’": "'", "“": '"', "”": '"', "│": "|", "─": "-", "×": "x",
}  # fmt: skip
_PLAIN |= dict.fromkeys("┌┬┐├┼┤└┴┘", "+")


def _in_plain(error: UnicodeError) -> tuple[str, int]:
    """Give each character that an output can't show the nearest that it can."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in lost), error.end


def prepare_streams() -> None:
    """Let stdout and stderr show any text in the encoding they have."""
    codecs.register_error("ledertrivsel-plain", _in_plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Else a notebook or a test took its place.
            stream.reconfigure(errors="ledertrivsel-plain")


def labels() -> Labels:
    """Return the wording of the running command."""
    return labels_of(click.get_current_context())


def console(*, stderr: bool = False) -> Console:
    """Return what text is printed with: as wide as the terminal, 100 characters elsewhere."""
    made = Console(highlight=False, markup=False, emoji=False, stderr=stderr)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = 100
    made.width = min(made.width, WIDEST)
    return made


def write_line(text: str = "") -> None:
    """Print a line in the encoding that stdout has; click would choose another for ASCII."""
    sys.stdout.write(f"{text}\n")


def show(renderable: RenderableType) -> None:
    """Print a table or a text, without the spaces that fill its lines up."""
    printer = console()
    with printer.capture() as captured:
        printer.print(renderable)
    for line in captured.get().splitlines():
        write_line(line.rstrip())


def paragraph(text: str | RichText, *, indent: int = 0, style: str = "") -> None:
    """Print a text broken between words; *indent* is that of its second line and on."""
    given = RichText(text, style=style) if isinstance(text, str) else text
    wrapped = given.wrap(console(), console().width - indent)
    for number, line in enumerate(wrapped):
        line.rstrip()
        show(RichText(" " * indent if number else "").append_text(line))


def tell(key: str, **params: Param) -> None:
    """Print one sentence from the labels."""
    paragraph(labels().fill(f"cli.{key}", params))


def print_json(value: object) -> None:
    """Print plain values for a program: UTF-8, sorted keys."""
    write_bytes(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n")


def write_bytes(content: bytes) -> None:
    """Write to stdout what is not for people's eyes alone, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


@contextlib.contextmanager
def progress(key: str) -> Iterator[Callable[[str], None]]:
    """Say on stderr what is being done, while it is, when that is a terminal.

    Yields what to call with another text, as the work goes on.
    """
    printer = console(stderr=True)
    if not printer.is_terminal:
        yield lambda text: None
        return
    with printer.status(labels()[f"cli.progress.{key}"], spinner="line") as status:
        yield status.update


def edit(given: str, change: Callable[[Plan], Plan]) -> Plan:
    """Read the plan, change it and put it back; nothing is written when the change is refused."""
    plan, place = Place.of(given).read()
    changed = change(plan)
    if changed != plan:
        place.write(changed)
    return changed


def today() -> datetime.date:
    """Return the day it is: the command line is the only place that asks a clock."""
    return datetime.datetime.now().astimezone().date()


def read_bytes(path: str, limit: int = 64 * 1024 * 1024) -> bytes:
    """Return a file's content, refusing what no workplace hands in."""
    content = Path(path).read_bytes()
    if len(content) > limit:
        raise InvalidValueError(path, "at-most", f"{len(content)} bytes", "", {"limit": limit})
    return content
