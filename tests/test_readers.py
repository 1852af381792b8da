"""The readers as the registry hands them out, and what they must not cost."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.hookspecs import ReadContext, Reader
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.readers.notes import MarkdownNotes, Notes
from ledertrivsel.readers.ratings_csv import RatingsCsv
from ledertrivsel.rounds import RoundPurpose

ROOT = Path(__file__).parent.parent
ON = datetime.date(2026, 9, 2)


def test_the_reader_of_ratings_takes_what_its_context_says_of_the_round() -> None:
    context = ReadContext(
        method=builtin_method(),
        round_id="marts",
        title="Marts",
        held_on=ON,
        purpose=RoundPurpose.FOLLOW_UP,
        sizes={"A": 4},
    )
    reader = RatingsCsv()
    assert isinstance(reader, Reader)
    found = reader.read(b"Gruppe;1 vigtigt;1 lykkes\nA;5;2\n", context)
    assert (found.id, found.title, found.held_on) == ("marts", "Marts", ON)
    assert found.purpose is RoundPurpose.FOLLOW_UP
    assert [(ballot.voice, ballot.size) for ballot in found.ballots] == [("A", 4)]


def test_the_reader_of_notes_needs_a_plan() -> None:
    reader = MarkdownNotes()
    assert isinstance(reader, Reader)
    plan = Plan.start(builtin_method(), title="Plan", on=ON)
    context = ReadContext(plan=plan, options={"language": "en"})
    assert isinstance(reader.read(b"Own theme 13. Calm? - Is it calm?", context), Notes)
    with pytest.raises(InvalidValueError) as caught:
        reader.read(b"", ReadContext())
    assert str(caught.value) == "plan must not be empty, got None."


def fresh(code: str, **environment: str) -> str:
    """Return what *code* prints in a fresh interpreter."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **environment}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_reader_loads_markdown_only_to_read_notes() -> None:
    code = (
        "import sys, ledertrivsel.readers.ratings_csv, ledertrivsel.readers.notes\n"
        "print([name for name in ('markdown_it', 'cattrs', 'ledertrivsel.view') "
        "if name in sys.modules])"
    )
    assert fresh(code) == "[]\n"


def test_a_reading_is_the_same_whatever_the_hash_seed_the_zone_and_the_locale() -> None:
    code = (
        "import datetime, pathlib\n"
        "from ledertrivsel.methods import builtin_method\n"
        "from ledertrivsel.plan import Plan\n"
        "from ledertrivsel.readers.notes import empty_notes, read_all\n"
        f"folder = pathlib.Path({str(ROOT / 'examples' / 'eksempelkommune')!r})\n"
        "day = datetime.date(2026, 6, 17)\n"
        "plan = Plan.start(builtin_method(), title='Plan', on=day)\n"
        "for name in ('mandate.md', 'workshop-1.md', 'workshop-3.md', 'publication.md'):\n"
        "    print(ascii(read_all((folder / name).read_bytes(), plan, name, 'da')))\n"
        "print(ascii(empty_notes(plan)))\n"
    )
    one = fresh(code, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    two = fresh(code, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="tr_TR.UTF-8")
    assert one == two
    assert "HovedMED" in one
