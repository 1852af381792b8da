"""The page: whole, neutral to what people type, and readable for all."""

import datetime
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import attrs
import html5lib
import pytest

from ledertrivsel.exporters._colours import MARK_CONTRAST, PALETTE, TEXT_CONTRAST, contrast
from ledertrivsel.exporters._templates import source_of
from ledertrivsel.exporters.html import HtmlExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.prose import Prose
from ledertrivsel.view import Audience, Part, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.content import empty_fields, missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
DAYS = (
    datetime.date(2026, 6, 17),
    datetime.date(2026, 9, 2),
    datetime.date(2026, 11, 23),
    datetime.date(2027, 9, 16),
)


def written(view: View, language: str = "da") -> str:
    export = HtmlExporter().export(view, context(language))
    assert export.warnings == ()
    return export.content.decode()


def read(page: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(page)


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def tags(root: Element, *names: str) -> Iterator[Element]:
    return (e for e in root.iter() if str(e.tag).rpartition("}")[2] in names)


def test_it_is_an_exporter() -> None:
    assert isinstance(HtmlExporter(), Exporter)


def test_the_sample_holds_something_in_every_field() -> None:
    assert empty_fields(everything()) == {
        "Cut.importance",  # Only a cut at fixed values has them.
        "Cut.success",
        "Proposal.turning_points",  # The view holds them beside the proposal.
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_view_is_on_the_page(language: str) -> None:
    view = everything()
    assert missing(view, load_labels(language), text_of(read(written(view, language)))) == []


def test_a_fact_that_is_not_on_the_page_would_be_found() -> None:
    view = everything()
    page = text_of(read(written(view))).replace(view.title, "")
    assert missing(view, load_labels("da"), page) == [f"View.title lacks {view.title!r}"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_case_is_whole_for_each_audience(
    day: datetime.date, audience: Audience, language: str
) -> None:
    view = make_view(plan_on(day), audience, today=day)
    root = read(written(view, language))
    assert missing(view, load_labels(language), text_of(root)) == []
    assert_accessible(root, language)


def test_findings_are_told_with_what_to_do() -> None:
    found, *_ = everything().findings
    page = text_of(read(written(everything())))
    assert found.render("da") in page
    assert found.advice("da") in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_view_is_accessible(language: str) -> None:
    assert_accessible(read(written(everything(), language)), language)


def assert_accessible(root: Element, language: str) -> None:
    html = root if root.tag == "html" else next(tags(root, "html"))
    assert html.get("lang") == language
    head = html.find("head")
    titles = tags(html if head is None else head, "title")
    assert [text_of(title).strip() != "" for title in titles] == [True]
    headings = [int(h.tag[1]) for h in tags(root, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert headings.count(1) == 1
    assert headings[0] == 1
    for before, after in itertools.pairwise(headings):
        assert after <= before + 1, headings
    for heading in tags(root, "h1", "h2", "h3", "h4", "h5", "h6"):
        assert text_of(heading).strip()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in tags(root, "a"):
        address = link.get("href") or ""
        assert text_of(link).strip()
        assert not address.startswith("#") or address[1:] in ids
    for name in ("header", "main", "footer"):
        assert len(list(tags(root, name))) == 1
    assert next(tags(root, "a")).get("href") == f"#{next(tags(root, 'main')).get('id')}"
    for table in tags(root, "table"):
        assert {th.get("scope") for th in tags(table, "th")} <= {"row", "col"}
        assert list(tags(table, "th"))
    for element in tags(root, "th", "li", "dt", "dd", "caption", "p"):
        assert text_of(element).strip(), element.tag
    for day in tags(root, "time"):
        datetime.date.fromisoformat(day.get("datetime") or "")
    for svg in tags(root, "svg"):
        assert svg.get("role") == "img"
        assert svg.get(XML_LANG) == language
        named = {element.get("id"): text_of(element) for element in svg}
        assert all(named[id] for id in (svg.get("aria-labelledby") or "").split())
        assert svg.get("lang") is None


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = written(everything(texts=TEXTS))
    root = read(page)
    assert not list(tags(root, "script", "link", "iframe", "img", "object", "embed", "form"))
    for element in root.iter():
        assert not [name for name in element.attrib if str(name).lower().startswith("on")]
        assert "style" not in element.attrib
        assert not [name for name in ("src", "srcset", "action") if element.get(name)]
    policy = next(m for m in tags(root, "meta") if m.get("http-equiv"))
    assert (policy.get("content") or "").startswith("default-src 'none'; ")
    assert "@import" not in page
    assert "url(" not in page
    assert {(a.get("href") or "")[:1] for a in tags(root, "a")} == {"#"}


def test_only_links_that_people_may_make_are_links() -> None:
    view = _with_purpose(
        "[side](https://eksempel.invalid/a?b=1&c=2), [post](mailto:a@b.invalid), "
        "[nej](javascript:alert(1)), [data](data:text/html,x)"
    )
    links = [a.get("href") for a in tags(read(written(view)), "a")]
    outside = [link for link in links if link and not link.startswith("#")]
    assert outside == ["https://eksempel.invalid/a?b=1&c=2", "mailto:a@b.invalid"]


def _with_purpose(text: str) -> View:
    view = everything()
    values = {name: getattr(view, name) for name in View.__slots__ if name != "__weakref__"}
    return View(**{**values, "purpose": Prose(text)})


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_comes_out_as_it_went_in(text: str) -> None:
    view = everything(texts=(text,))
    root = read(written(view))
    page = normal(text_of(root))
    assert_accessible(root, "da")
    if text == "-":  # Nothing to read: the heading says that nothing was filled in.
        assert "Hvad er målet Ikke udfyldt" in page
    else:
        assert missing(view, load_labels("da"), page) == []
        assert normal(text) in page


def test_prose_keeps_its_emphasis_lists_tables_and_links() -> None:
    view = _with_purpose(
        "**fed** og *skrå*\nny linje\n\n1. et\n2. to\n\n- a\n\n"
        "| Hvem | Hvad |\n|---|---|\n| HR | ringer |"
    )
    purpose = next(s for s in tags(read(written(view)), "section") if s.get("id") == "purpose")
    assert [text_of(e) for e in tags(purpose, "strong", "em")][:2] == ["fed", "skrå"]
    assert [text_of(e) for e in tags(purpose, "ol")] == ["\net\nto\n"]
    assert [text_of(e) for e in tags(purpose, "td")] == ["HR", "ringer"]
    assert [e.get("scope") for e in tags(purpose, "th")] == ["col", "col"]
    assert list(tags(purpose, "br"))


def test_a_text_without_a_version_in_the_language_says_which_it_is_in() -> None:
    root = read(written(everything(), "en"))
    marked = [e for e in root.iter() if e.get("lang") == "da"]
    assert "Eget tema uden oversættelse?" in [text_of(e) for e in marked]
    assert not [e for e in read(written(everything(), "da")).iter() if e.get("lang") == "en"]


def test_the_front_page_is_a_grid_of_tiles_that_lead_to_the_cards() -> None:
    day = datetime.date(2026, 11, 23)
    view = make_view(plan_on(day), today=day)
    root = read(written(view))
    tiles = [e for e in tags(root, "li") if "tile" in (e.get("class") or "").split()]
    links = [next(tags(tile, "a")).get("href") for tile in tiles]
    assert links == [f"#action-card-{card.theme.id}" for card in view.cards]
    assert "Du er som nærmeste leder ansvarlig for at modtage nye ledere." in text_of(tiles[0])


def test_a_chosen_theme_without_a_card_has_a_tile_that_leads_nowhere() -> None:
    day = datetime.date(2026, 9, 9)
    root = read(written(make_view(plan_on(day), today=day)))
    tiles = [e for e in tags(root, "li") if "tile" in (e.get("class") or "").split()]
    assert len(tiles) == 4
    assert all("Endnu intet action card" in text_of(tile) for tile in tiles)
    assert not [a for tile in tiles for a in tags(tile, "a")]


@pytest.mark.parametrize(
    ("audience", "foot"),
    [
        (Audience.WORKING_GROUP, "Til arbejdsgruppen – ikke til videre brug"),
        (Audience.FORUMS, "Til samarbejdsfora og topledelsen"),
        (Audience.ORGANISATION, "Til hele organisationen"),
    ],
)
def test_the_foot_says_for_whom_the_page_is_and_whose_method_it_carries(
    audience: Audience, foot: str
) -> None:
    said = text_of(next(tags(read(written(everything(audience))), "footer")))
    assert foot in said
    assert "BrancheFællesskabet for Arbejdsmiljø for Velfærd og Offentlig administration" in said
    assert "Skillelinje: ved 3,5 (vigtigt) og 3 (lykkes), gennemsnittet af temaerne" in said
    assert f"Status pr. {load_labels('da').date(everything().today)}" in said


def test_a_cut_that_the_themes_decide_is_warned_of() -> None:
    page = text_of(read(written(everything())))
    assert load_labels("da")["model.cut-depends"] in page


def test_themes_under_the_floor_stand_in_the_legend_with_the_floor() -> None:
    view = everything()
    assert view.priority_card is not None
    legend = text_of(next(tags(read(written(view)), "figcaption")))
    assert "Vises ikke (for få svar)" in legend
    assert f"når mindst {view.priority_card.floor} har svaret" in legend


def test_ties_are_left_to_people() -> None:
    day = datetime.date(2026, 9, 2)
    view = make_view(plan_on(day), Audience.FORUMS, today=day)
    said = normal(text_of(read(written(view))))
    assert "Står lige – I afgør: tema 2 og 13." in said


def test_turning_points_are_summed_up_in_one_sentence() -> None:
    day = datetime.date(2026, 9, 2)
    view = make_view(plan_on(day), Audience.WORKING_GROUP, today=day)
    said = normal(text_of(read(written(view))))
    assert "44 vippepunkter, alle i tema 2 og 13: Flytter én gruppe sin vurdering ét trin" in said


def test_the_signs_of_the_axes_are_hidden_from_screen_readers() -> None:
    svg = next(tags(read(written(everything())), "svg"))
    signs = [e for e in svg.iter() if (e.text or "").strip() in ("÷", "+")]
    assert len(signs) == 4
    assert all(e.get("aria-hidden") == "true" for e in signs)


def test_a_part_that_the_view_lacks_is_not_on_the_page() -> None:
    day = datetime.date(2026, 6, 17)
    view = make_view(plan_on(day), today=day)
    ids = {s.get("id") for s in tags(read(written(view)), "section")}
    assert "priority-card" not in ids
    assert "proposal" not in ids
    assert Part.PROPOSAL not in view.parts


TEXTS_ON = {
    # What is written in each colour stands on these.
    "ink": ("paper", "shade"),
    "quiet": ("paper", "shade"),
    "accent": ("paper", "shade"),
    "warn": ("paper",),
    "paper": ("accent", "chosen"),
}
MARKS_ON = {"chosen": ("paper",), "chosen-edge": ("paper",)}
ORNAMENTS = {"line"}
"""Thin rules: what they part is parted by space and headings too."""


@pytest.mark.parametrize("accent", [PALETTE.accent, "#7a0019"])
def test_contrasts_are_as_wcag_wants_them(accent: str) -> None:
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", with_options(accent=accent)))
    assert colours["accent"] == accent
    assert {*TEXTS_ON, *MARKS_ON, *ORNAMENTS, "shade"} == set(colours)
    for pairs, least in ((TEXTS_ON, TEXT_CONTRAST), (MARKS_ON, MARK_CONTRAST)):
        for colour, grounds in pairs.items():
            for ground in grounds:
                assert contrast(colours[colour], colours[ground]) >= least, (colour, ground)


def test_no_colour_stands_in_the_style_without_a_name() -> None:
    _, _, rules = source_of("page.css").partition("}\n")
    assert not re.findall(r"#(?:[0-9a-f]{3}){1,2}\b", rules)
    assert not re.findall(r"\b(rgb|hsl|white(?!-)|black|red|gr[ae]y)\b", rules)
    assert set(re.findall(r"var\(--([\w-]+)\)", rules)) <= {*TEXTS_ON, *MARKS_ON, "line", "shade"}


def with_options(**options: object) -> str:
    made = HtmlExporter().export(everything(), attrs.evolve(context(), options=options))
    assert made.warnings == ()
    return made.content.decode()


def test_the_colour_of_a_workplace_changes_that_colour_alone() -> None:
    assert with_options(accent="#7A0019") == written(everything()).replace("#00507d", "#7a0019")
    assert with_options(accent="#00507d") == written(everything())


def test_a_logo_stands_in_the_header_and_says_whose_it_is() -> None:
    root = read(with_options(logo=LOGO))
    (image,) = tags(next(tags(root, "header")), "img")
    assert image.get("alt") == everything().organisation
    assert (image.get("src") or "").startswith("data:image/svg+xml;base64,")
    assert len(list(tags(root, "img"))) == 1
    assert_accessible(root, "da")


def test_a_logo_of_nobody_has_the_name_of_the_plan() -> None:
    view = attrs.evolve(everything(), organisation="")
    made = HtmlExporter().export(view, attrs.evolve(context(), options={"logo": LOGO}))
    (image,) = tags(read(made.content.decode()), "img")
    assert image.get("alt") == view.title


PROGRAM = """
import hashlib
from ledertrivsel.exporters.html import HtmlExporter
from ledertrivsel.exporters.html_fragment import HtmlFragmentExporter
from ledertrivsel.exporters.json import JsonExporter
from ledertrivsel.exporters.markdown import MarkdownExporter
from tests.exports.everything import context, everything
for exporter in (HtmlExporter(), HtmlFragmentExporter(), MarkdownExporter(), JsonExporter()):
    for language in ("da", "en"):
        content = exporter.export(everything(), context(language)).content
        print(hashlib.sha256(content).hexdigest())
"""


def test_the_bytes_are_the_same_whatever_the_process() -> None:
    found = set()
    for seed, zone, locale in (("0", "UTC", "C"), ("4711", "Pacific/Kiritimati", "tr_TR.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONPATH": os.pathsep.join(["src", "."]),
            "PYTHONIOENCODING": "utf-8",
        }
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_an_export_leaves_the_view_as_it_was() -> None:
    view = everything()
    written(view)
    assert view == everything()


def test_the_contents_stand_after_the_tiles_and_name_what_comes_after() -> None:
    day = datetime.date(2026, 11, 23)
    root = read(written(make_view(plan_on(day), today=day)))
    main = next(tags(root, "main"))
    assert [e.get("id") or e.tag for e in main][:4] == [
        "purpose",
        "overview",
        "nav",
        "action-cards",
    ]
    links = [a.get("href") for a in tags(next(tags(root, "nav")), "a")]
    assert links[0] == "#action-cards"
    assert len(links) == len(main) - 3


def test_a_table_that_may_be_wider_than_the_screen_can_be_reached_by_keyboard() -> None:
    for box in tags(read(written(everything())), "div"):
        if "scroll" in (box.get("class") or "").split():
            wide = any(len(list(tags(head, "th"))) > 2 for head in tags(box, "thead"))
            assert (box.get("tabindex") == "0") is (wide or bool(list(tags(box, "svg"))))


def test_facts_stay_with_their_table_and_no_line_of_a_list_stands_alone_in_print() -> None:
    page = written(everything())
    printed = page[page.index("@media print") : page.index("</style>")]
    assert "dl:has(+ .scroll)" in printed
    assert "li:first-child { break-after: avoid; }" in printed
    assert "li:last-child:not(:first-child) { break-before: avoid; }" in printed


def test_only_a_short_table_is_kept_on_one_page_in_print() -> None:
    day = datetime.date(2027, 9, 16)
    view = make_view(plan_on(day), Audience.WORKING_GROUP, today=day)
    boxes = [e for e in tags(read(written(view)), "div") if "scroll" in (e.get("class") or "")]
    kept = {
        (len(list(tags(body, "tr"))) < 6, "short" in (box.get("class") or "").split())
        for box in boxes
        for body in tags(box, "tbody")
    }
    assert kept == {(True, True), (False, False)}
