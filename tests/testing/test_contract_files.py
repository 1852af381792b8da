"""Files that are slow to read, that blow up, and cells that are known to be ratings."""

import io
import json
import zipfile
from typing import Any

import pytest

from ledertrivsel.errors import Problem, ReadError
from ledertrivsel.hookspecs import ReadContext
from ledertrivsel.testing import ReaderContract, _contract_readers
from ledertrivsel.testing._contract_files import (
    inside,
    lines_of,
    many_rows,
    nonsense,
    packed,
    reaching_out,
    sign_of,
)
from tests.contract.faulty.readers import Pipes, Row

SAMPLE = b"Nord|sparring|4|2\nSyd|overload|5|1\n"


class ComparesAllRows(Pipes):
    """Compares each row with all before it, to be sure that there is one of each."""

    def round(self, rows: list[Row], context: ReadContext) -> Any:
        rows = [row for number, row in enumerate(rows) if row not in rows[:number]]
        return super().round(rows, context)


class Packed(Pipes):
    """Reads lines that are packed, whatever size they say they have."""

    def read(self, content: bytes, context: ReadContext) -> Any:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                lines = archive.read("rows.txt")
        except (zipfile.BadZipFile, KeyError, ValueError, OSError):
            raise ReadError("file", (Problem(path="file", rule="required"),)) from None
        return super().read(lines, context)


def tried(plugin: Pipes, *samples: bytes) -> ReaderContract:
    kind = type("TestTried", (ReaderContract,), {"plugin": plugin, "name": "pipes"})
    kind.samples = samples  # type: ignore[attr-defined]
    return kind()  # type: ignore[no-any-return]


def test_time_that_grows_with_the_square_of_the_rows_is_told() -> None:
    with pytest.raises(AssertionError) as caught:
        tried(ComparesAllRows(), SAMPLE).test_no_file_takes_for_ever()
    assert str(caught.value) == (
        "16,000 rows take more than 28 times as long to read as 1,000: "
        "the time grows with the square of the rows."
    )


def test_an_archive_that_blows_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_contract_readers, "_MEGABYTES", 100)
    with pytest.raises(AssertionError, match=r"^An archive of \d+ bytes takes \d+ MB of memory: "):
        tried(Packed(), packed({"rows.txt": SAMPLE})).test_no_file_takes_for_ever()


def test_rows_of_cells_are_known_by_their_sign() -> None:
    assert sign_of(SAMPLE) == "|"
    assert sign_of(b"one row|only\n") == ""
    assert sign_of(b'[{"a": 1},\n{"a": 2}]') == ""
    assert sign_of(b"\xff\xfe") == ""


def test_nonsense_is_put_into_lines_and_objects_of_json() -> None:
    assert any(b"???" in changed.content for changed in nonsense(SAMPLE))
    items = json.dumps([{"voice": "Nord"}, {"voice": "Syd"}]).encode()
    found = {changed.what for changed in nonsense(items)}
    assert "The object 1 without 'voice'" in found
    assert "The value 4711 in place of object 2" in found


def test_a_member_of_an_archive_is_changed() -> None:
    sample = packed({"sheet.xml": b"<row><c>4</c></row>"})
    found = {changed.what for changed in inside(sample)}
    assert "An archive whose member 'sheet.xml' is cut off in the middle" in found
    assert "The value 'x' in place of '4' in 'sheet.xml'" in found


def test_xml_is_made_to_point_to_a_file() -> None:
    (changed,) = reaching_out(b"<rows><row>Nord</row></rows>", "/srv/secret")
    assert changed == (
        b'<!DOCTYPE rows [<!ENTITY x SYSTEM "file:///srv/secret">]><rows><row>&x;</row></rows>'
    )


def test_many_rows_differ_in_the_voice() -> None:
    whole = tried(Pipes(), SAMPLE).read(SAMPLE)
    assert lines_of(many_rows(SAMPLE, whole, 2)) == ["Nord 0|sparring|4|2", "Nord 1|sparring|4|2"]
    assert many_rows(b"[]", whole, 2) == b""
