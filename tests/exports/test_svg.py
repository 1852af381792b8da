"""The card as a picture that stands alone."""

import datetime
import runpy
from pathlib import Path
from xml.etree import ElementTree

import attrs

from ledertrivsel.exporters._outline import Picture, Speaker, Words
from ledertrivsel.exporters._priority_card import picture
from ledertrivsel.exporters._svg import card_svg, lay_out
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"


def drawn(language: str = "da") -> Picture:
    day = datetime.date(2026, 11, 23)
    view = make_view(plan_on(day), Audience.FORUMS, today=day)
    made = picture(Speaker(load_labels(language), language), view)
    assert made is not None
    return made


def test_it_is_an_svg_with_title_description_and_a_dot_for_each_theme() -> None:
    root = ElementTree.fromstring(card_svg(drawn(), "da"))
    assert root.tag == f"{SVG}svg"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{SVG}title", "Prioriteringskortet")
    assert (description.text or "").startswith(
        "Felt 1: Vigtigt, lykkes mindre godt – tema 1 (valgt)"
    )
    numbers = [e.text for e in root.iter(f"{SVG}text") if (e.text or "").isdigit()]
    assert sorted(map(int, numbers)) == sorted([*range(1, 14), 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13])


def test_chosen_themes_are_told_by_fill_and_weight() -> None:
    root = ElementTree.fromstring(card_svg(drawn(), "da"))
    filled = [e for e in root.iter(f"{SVG}circle") if e.get("fill") == "#0072b2"]
    white = [e for e in root.iter(f"{SVG}text") if e.get("fill") == "#fff"]
    bold = [e for e in white if e.get("font-weight") == "700"]
    assert len(filled) == len(bold) == 8  # Four on the card, four in the legend.


def test_what_is_typed_is_text_in_it() -> None:
    hostile = attrs.evolve(drawn(), success=Words("<b>&]]>", "da"))
    root = ElementTree.fromstring(card_svg(hostile, "da"))
    assert "<b>&]]>" in [text for e in root.iter(f"{SVG}text") for text in [e.text]]


def test_a_long_question_takes_more_lines_and_the_picture_more_room() -> None:
    short, long = drawn(), attrs.evolve(drawn(), importance="meget " * 30)
    assert len(lay_out(short, standalone=False).importance) == 1
    wide = lay_out(long, standalone=False)
    assert len(wide.importance) == 3
    assert wide.width > lay_out(short, standalone=False).width


def test_a_text_in_another_language_says_so() -> None:
    made = picture(Speaker(load_labels("en"), "en"), everything())
    assert made is not None
    assert 'xml:lang="da"' in card_svg(made, "en")


def test_the_picture_in_the_readme_is_what_the_library_draws() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "draw_card.py"))
    stored = (ROOT / "docs" / "_static" / "priority-card.svg").read_text(encoding="utf-8")
    assert script["svg"]() == stored
    assert script["TARGET"].with_suffix(".png").exists()
