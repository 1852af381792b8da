"""Pages in Chromium: readable for all, at any width, by keyboard and on paper; valid; alone."""

import datetime
import functools
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ledertrivsel.exporters.html import HtmlExporter
from ledertrivsel.exporters.html_fragment import HtmlFragmentExporter
from ledertrivsel.exporters.svg import SvgExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.browser import Seen, by_html_validate, by_vnu, in_tab, load, seen
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS
from tests.exports.test_look import SVG
from tests.exports.ugly import ugly_plan
from tests.tools import text_of_pdf

DAY = datetime.date(2026, 11, 23)
A_YEAR_AFTER = datetime.date(2027, 9, 16)
CLEAN = Seen()

# What a content system has around the part that is pasted.
FRAME = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>Plan</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body {{ line-height: 1.6; }}</style></head>
<body><main><h1>Plan</h1>
{fragment}</main></body></html>
"""


@functools.cache
def example(audience: Audience, day: datetime.date = DAY) -> View:
    return make_view(plan_on(day), audience, today=day)


@functools.cache
def ugly() -> View:
    return make_view(ugly_plan(), Audience.WORKING_GROUP)


def given(view: View, language: str, **options: object) -> Context:
    # Without the method: its texts are those of the view's instrument.
    return attrs.evolve(context(language), options=options, today=view.today)


def page(view: View, language: str = "da", **options: object) -> str:
    return HtmlExporter().export(view, given(view, language, **options)).content.decode()


def framed(view: View, language: str = "da", **options: object) -> str:
    made = HtmlFragmentExporter().export(view, given(view, language, **options))
    return FRAME.format(language=language, fragment=made.content.decode())


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_the_page_at_any_width(audience: Audience, language: str) -> None:
    assert seen(page(example(audience), language)) == CLEAN


def test_everybody_can_read_an_ugly_plan() -> None:
    assert seen(page(ugly())) == CLEAN


def test_everybody_can_read_a_page_with_the_look_of_a_workplace() -> None:
    view = example(Audience.ORGANISATION)
    written = page(view, accent="#7a0019", logo=SVG)
    assert seen(written, widths=(320,)) == CLEAN

    def shown(tab: Any) -> tuple[bool, str]:
        load(tab, written)
        band = tab.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
        return tab.evaluate("document.images[0].naturalWidth > 0"), band

    assert in_tab(shown) == (True, "rgb(122, 0, 25)")


def test_everybody_can_read_the_part_in_a_page_of_another_system() -> None:
    assert seen(framed(example(Audience.ORGANISATION)), widths=(1280,)) == CLEAN


def test_what_people_typed_does_nothing_in_a_browser() -> None:
    view = everything(texts=TEXTS)
    for written in (page(view), framed(view)):
        told = seen(written, widths=())
        assert (told.fetched, told.told) == ((), ())


def test_what_is_wrong_with_a_page_is_seen() -> None:
    broken = (
        page(example(Audience.ORGANISATION))
        .replace('<html lang="da">', "<html>")
        .replace("<h1>", '<p style="width: 200rem">wide</p><h1>')
        .replace("</main>", '<img src="https://x.invalid/i.png"><script>alert(1)</script></main>')
    )
    found = seen(broken, widths=(320,))
    assert [line for line in found.violations if line.startswith("320: html-has-lang")]
    assert [line for line in found.violations if line.startswith("320: image-alt")]
    assert found.wider[0].startswith("320: 3")
    assert found.told
    unguarded = re.sub("<meta http-equiv[^>]*>", "", broken)
    found = seen(unguarded, widths=())
    assert found.fetched == ("https://x.invalid/i.png",)
    assert "dialog: 1" in found.told


def test_a_keyboard_skips_to_the_content_and_reaches_all_there_is() -> None:
    def typed(tab: Any) -> tuple[str, str, set[str]]:
        load(tab, page(example(Audience.ORGANISATION)))
        tab.keyboard.press("Tab")
        first = tab.evaluate("document.activeElement.outerHTML")
        assert tab.locator(".skip").bounding_box()["x"] > 0
        tab.keyboard.press("Enter")
        content = tab.evaluate("document.activeElement.id")
        reached = set()
        for _ in range(60):
            tab.keyboard.press("Tab")
            reached.add(
                tab.evaluate("document.activeElement.href || document.activeElement.className")
            )
        return first, content, {address.rpartition("#")[2] for address in reached}

    first, content, reached = in_tab(typed)
    assert first == '<a class="skip" href="#content">Gå til indholdet</a>'
    assert content == "content"
    assert {"action-card-new-managers", "publication", "scroll"} <= reached


def test_each_action_card_begins_a_sheet_and_no_heading_ends_one() -> None:
    view = example(Audience.ORGANISATION)

    def print_it(tab: Any) -> tuple[bytes, list[str]]:
        load(tab, page(view))
        headings = tab.locator("h1, h2, h3, h4, h5").all_inner_texts()
        return tab.pdf(prefer_css_page_size=True), headings

    content, headings = in_tab(print_it)
    sheets = [
        " ".join(sheet.split()) for sheet in text_of_pdf(content).split("\f") if sheet.strip()
    ]
    assert len(sheets) <= 14
    for card in view.cards:
        begins = f"Action card: {card.theme.number}. {card.theme.title.to('da')}"
        (sheet,) = [sheet for sheet in sheets if begins in sheet]
        assert sheet.removeprefix("Action cards ").startswith(begins)
    ends = {" ".join(heading.split()) for heading in headings}
    assert not [sheet[-60:] for sheet in sheets if any(sheet.endswith(end) for end in ends)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    organisation = example(Audience.ORGANISATION)
    working_group = example(Audience.WORKING_GROUP, A_YEAR_AFTER)
    made = {
        "organisation": page(organisation),
        "organisation-en": page(organisation, "en"),
        "working-group": page(working_group),
        "everything-en": page(everything(), "en"),
        "ugly": page(ugly()),
        "look": page(organisation, logo=SVG, accent="#7a0019"),
        "part": framed(working_group),
        "part-en": framed(everything(), "en"),
        "ugly-part": framed(ugly(), picture=False),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    for name, view in (("example", working_group), ("typed", everything(texts=TEXTS))):
        for picture in ("card", "trend", "disagreement"):
            drawn = SvgExporter().export(view, given(view, "da", picture=picture))
            (folder / f"{name}-{picture}.svg").write_bytes(drawn.content)
    return folder


def test_the_nu_html_checker_finds_no_error_and_warns_of_nothing(pages: Path) -> None:
    assert by_vnu(pages) == []


def test_html_validate_finds_no_error(pages: Path) -> None:
    assert by_html_validate(pages) == []


def test_the_checkers_find_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text(
        '<!DOCTYPE html><html lang="da"><title>A</title><p id="a"><p id="a"><ul><p></p></ul>'
    )
    (tmp_path / "wrong.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>')
    said = by_vnu(tmp_path)
    assert any(line.startswith("wrong.html") and "Duplicate ID" in line for line in said)
    assert any(line.startswith("wrong.svg") and "Element “p” not allowed" in line for line in said)
    assert any("no-dup-id" in line for line in by_html_validate(tmp_path))
