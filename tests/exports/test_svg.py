"""The pictures as SVG: whole for those who can't see them, and neutral to what people typed."""

import datetime
import re
import runpy
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import attrs
import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._colours import MARK_CONTRAST, PALETTE, TEXT_CONTRAST, contrast
from ledertrivsel.exporters._outline import Picture, Speaker, Words
from ledertrivsel.exporters._priority_card import picture
from ledertrivsel.exporters._svg import card_svg, lay_out
from ledertrivsel.exporters.svg import SvgExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DAY = datetime.date(2027, 9, 16)
TEMPLATES = ("card.svg", "trend.svg", "disagreement.svg")


def view_of(audience: Audience = Audience.WORKING_GROUP, day: datetime.date = DAY) -> View:
    return make_view(plan_on(day), audience, today=day)


def drawn(language: str = "da") -> Picture:
    made = picture(Speaker(load_labels(language), language), view_of(Audience.FORUMS))
    assert made is not None
    return made


def exported(view: View, name: str = "card", language: str = "da") -> str:
    context = Context(
        labels=load_labels(language),
        language=language,
        options={"picture": name},
        today=view.today,
    )
    return SvgExporter().export(view, context).content.decode()


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def titles(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}title")][1:]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("card", "Prioriteringskortet"),
        ("trend", "Udvikling siden sidst"),
        ("disagreement", "Hvor er vi uenige?"),
    ],
)
def test_a_picture_has_a_title_a_description_and_a_language(name: str, title: str) -> None:
    root = ElementTree.fromstring(exported(view_of(), name))
    assert (root.tag, root.get(LANG), root.get("role")) == (f"{SVG}svg", "da", "img")
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == title == texts(root)[_heading(name)]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert root[0].get("id") == f"{name}-title"
    for said in titles(root):
        assert said in (root[1].text or ""), said


def _heading(name: str) -> int:
    root = ElementTree.fromstring(exported(view_of(), name))
    return next(n for n, e in enumerate(root.iter(f"{SVG}text")) if e.get("font-size") == "44")


def test_each_dot_of_the_card_tells_all_that_is_known_of_its_theme() -> None:
    told = titles(ElementTree.fromstring(exported(view_of())))
    assert len(told) == 11
    assert told[0] == (
        "1. Hvordan modtager vi nye ledere? Felt 1: Vigtigt, lykkes mindre godt (valgt). "
        "Vigtigt 4,67, lykkes 2,00, afstand 2,67. 6 vurderinger. Valgt af 5."
    )
    assert told[5] == (
        "3. Hvordan sikrer vi sparring? Felt 1: Vigtigt, lykkes mindre godt (på linjen). "
        "Vigtigt 3,67, lykkes 3,00, afstand 0,67. 6 vurderinger. Valgt af 0."
    )


def test_each_dot_of_the_trend_tells_before_and_now() -> None:
    told = titles(ElementTree.fromstring(exported(view_of(), "trend")))
    assert (
        "1. Hvordan modtager vi nye ledere? "
        "Før: Felt 1, Vigtigt 4,67, lykkes 2,00, 6 vurderinger. "
        "Nu: Felt 2, Vigtigt 4,67, lykkes 3,50, 6 vurderinger. "
        "Flyttet fra felt 1 til felt 2, Vigtigt 0,00, Lykkes +1,50."
    ) in told


def test_each_row_of_disagreement_tells_the_answers_and_the_fields() -> None:
    told = titles(ElementTree.fromstring(exported(view_of(), "disagreement")))
    assert told[0] == (
        "7. Hvordan løfter vi lederens dialog med nærmeste leder? "
        "Vigtigt: 2 på 3, 1 på 4 og 2 på 5 (samler sig: 0,37, enighed: 0,67). "
        "Lykkes: 2 på 1, 1 på 4 og 2 på 5 (samler sig: −0,57, enighed: 0,13). "
        "Felt 1: 2, Felt 2: 3, Felt 3: 0, Felt 4: 0. Delt i to lejre."
    )


def test_the_picture_says_how_it_is_to_be_read_and_for_whom_it_is() -> None:
    said = texts(ElementTree.fromstring(exported(view_of(Audience.FORUMS))))
    first = said.index("Bag kortet: 6 grupper, 28 deltagere, 6 har valgt deres vigtigste temaer")
    assert said[first + 1 : first + 8] == [
        "Skala: 1–5 (1 = i lav grad, 5 = i høj grad)",
        "Skillelinje: ved 3 (vigtigt) og 3 (lykkes), midten af skalaen",
        "Regel bag forslaget: Felt, derefter afstand mellem vigtigt og lykkes",
        "Felt 1 og 2 er metodens egne. Felt 3 og 4 har vi selv givet numre.",
        "En tynd streg viser, hvor et tema hører til, når det er rykket for at gøre plads.",
        "Til samarbejdsfora og topledelsen",
        "Status pr. 16. september 2027 · Metode: Skab en samlet plan for ledertrivsel (2025-10) · "
        "Samarbejdsform: MED (AMO indgår)",
    ]
    assert " ".join(said[first + 8 :]) == view_of().instrument.attribution.to("da")


def test_a_cut_that_the_themes_decide_is_warned_of() -> None:
    said = " ".join(texts(ElementTree.fromstring(exported(everything()))))
    assert "Skillelinjen afhænger af, hvilke temaer der er på kortet" in said
    assert 'fill="#8a3b00"' in exported(everything())


def test_a_theme_under_the_floor_stands_in_the_legend_with_the_floor() -> None:
    view = everything()
    assert view.priority_card is not None
    said = " ".join(texts(ElementTree.fromstring(exported(view))))
    assert "Vises ikke (for få svar)" in said
    assert f"når mindst {view.priority_card.floor} har svaret" in said


def test_what_cant_be_compared_stands_in_the_legend_with_the_reason() -> None:
    root = ElementTree.fromstring(exported(everything(), "trend"))
    said = texts(root)
    assert said[said.index("Kan ikke sammenlignes") + 2] == "For få svar"


def test_chosen_themes_are_told_by_fill_and_weight() -> None:
    root = ElementTree.fromstring(card_svg(drawn(), "da"))
    filled = [e for e in root.iter(f"{SVG}circle") if e.get("fill") == PALETTE.chosen]
    white = [e for e in root.iter(f"{SVG}text") if e.get("fill") == PALETTE.paper]
    bold = [e for e in white if e.get("font-weight") == "700"]
    assert len(filled) == len(bold) == 8  # Four on the card, four in the legend.


def test_the_signs_of_the_axes_are_for_the_eye_alone() -> None:
    root = ElementTree.fromstring(card_svg(drawn(), "da"))
    hidden = [e.text for e in root.iter(f"{SVG}tspan") if e.get("aria-hidden") == "true"]
    assert hidden == ["÷ ", "+ ", "÷ ", "+ "]


def test_what_is_typed_is_text_in_it_and_control_characters_are_dropped() -> None:
    hostile = attrs.evolve(drawn(), success=Words("<b>&]]>\x00\x1b\ud800\ufffe", "da"))
    root = ElementTree.fromstring(card_svg(hostile, "da"))
    assert "<b>&]]>" in texts(root)


def test_a_long_question_takes_more_lines_and_the_picture_more_room() -> None:
    short, long = drawn(), attrs.evolve(drawn(), importance="meget " * 30)
    narrow, wide = lay_out(short, standalone=False), lay_out(long, standalone=False)
    assert len(wide.upright) == len(narrow.upright) + 3
    assert wide.left == narrow.left + 3 * 34
    high = lay_out(attrs.evolve(drawn(), low="meget " * 30), standalone=False)
    assert high.height > narrow.height


def test_a_text_in_another_language_says_so() -> None:
    made = picture(Speaker(load_labels("en"), "en"), everything())
    assert made is not None
    assert 'xml:lang="da"' in card_svg(made, "en")


@pytest.mark.parametrize(
    ("name", "audience", "day", "said"),
    [
        (
            "disagreement",
            Audience.FORUMS,
            DAY,
            "only the working group sees where the groups disagree. Choose the working group as "
            "the audience.",
        ),
        (
            "trend",
            Audience.WORKING_GROUP,
            datetime.date(2026, 11, 23),
            "no theme has been rated twice so that it can be compared. Add a new rating on the "
            "same scale first.",
        ),
        (
            "card",
            Audience.ORGANISATION,
            datetime.date(2026, 9, 9),
            "the priority card is not open to this audience. Choose another audience, or open "
            "the card to the whole organisation when the plan is published.",
        ),
        (
            "card",
            Audience.WORKING_GROUP,
            datetime.date(2026, 6, 17),
            "no theme has a place on the priority card yet. Add a round of ratings first.",
        ),
        (
            "trend",
            Audience.ORGANISATION,
            datetime.date(2026, 9, 9),
            "the progress is not open to this audience. Choose another audience, or open the "
            "card to the whole organisation when the plan is published.",
        ),
        (
            "disagreement",
            Audience.WORKING_GROUP,
            datetime.date(2026, 6, 17),
            "no theme has been rated yet. Add a round of ratings first.",
        ),
    ],
)
def test_a_picture_that_can_t_be_made_is_refused_with_what_to_do(
    name: str, audience: Audience, day: datetime.date, said: str
) -> None:
    with pytest.raises(ExportError) as refused:
        exported(view_of(audience, day), name)
    assert str(refused.value) == f"The export 'svg' can't be made: {said}"


def colours_of(name: str) -> set[str]:
    text = files("ledertrivsel").joinpath("data", "templates", name).read_text(encoding="utf-8")
    return set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_picture_has_the_colours_of_the_one_palette(name: str) -> None:
    assert colours_of(name) <= set(attrs.asdict(PALETTE).values())


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("on", [PALETTE.paper, PALETTE.field])
def test_text_and_marks_stand_out_from_what_they_stand_on(name: str, on: str) -> None:
    grounds = {PALETTE.paper, PALETTE.field, PALETTE.line}  # A thin rule carries no meaning.
    for colour in colours_of(name) - grounds:
        is_text = colour in (PALETTE.ink, PALETTE.quiet, PALETTE.warn)
        assert contrast(colour, on) >= (TEXT_CONTRAST if is_text else MARK_CONTRAST), colour
    assert contrast(PALETTE.paper, PALETTE.chosen) >= TEXT_CONTRAST


def test_the_pictures_in_the_docs_are_what_the_library_draws() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "draw_pictures.py"))
    for path, svg in script["pictures"]():
        assert path.read_text(encoding="utf-8") == svg, path.name
        assert path.with_suffix(".png").exists()
