"""The table of files and parts says what the exporters declare."""

from docs import formats_and_parts
from ledertrivsel.view import Part


def test_the_page_is_up_to_date() -> None:
    page = formats_and_parts.PAGE.read_text(encoding="utf-8")
    assert formats_and_parts.filled(page) == page, "run: python docs/formats_and_parts.py"


def test_a_table_that_lags_behind_is_made_anew() -> None:
    page = formats_and_parts.PAGE.read_text(encoding="utf-8")
    changed = page.replace("| file | parts |", "| file | other |")
    assert changed != page
    assert formats_and_parts.filled(changed) == page


def test_every_part_is_in_some_file_that_people_read() -> None:
    carried = {name: parts for name, parts in formats_and_parts.files() if name != "json"}
    assert frozenset().union(*carried.values()) == frozenset(Part)
