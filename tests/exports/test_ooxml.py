"""Office files: the archive tells nothing of when and where it was made."""

import io
import zipfile

from ledertrivsel.exporters._ooxml import archived, normalized


def archive(stamp: tuple[int, int, int, int, int, int], system: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<æ/>")):
            part = zipfile.ZipInfo(name, stamp)
            part.create_system = system
            part.external_attr = 0o600 << 16
            file.writestr(part, text)
    return made.getvalue()


def test_clock_and_system_leave_no_trace() -> None:
    one, other = archive((2026, 9, 2, 8, 0, 0), 3), archive((2027, 1, 4, 9, 30, 2), 0)
    assert one != other
    assert normalized(one) == normalized(other)


def test_parts_and_their_order_stay() -> None:
    with zipfile.ZipFile(io.BytesIO(normalized(archive((2026, 9, 2, 8, 0, 0), 3)))) as file:
        assert file.namelist() == ["[Content_Types].xml", "word/document.xml"]
        assert file.read("word/document.xml").decode() == "<æ/>"
        assert file.testzip() is None


def test_an_archive_is_made_of_parts_without_a_clock() -> None:
    parts = (("[Content_Types].xml", b"<Types/>"), ("word/document.xml", "<æ/>".encode()))
    assert archived(parts) == normalized(archive((2026, 9, 2, 8, 0, 0), 3))
