"""Running the compiler: what it refuses, what no font shows, and values as data."""

import datetime

import pytest

from ledertrivsel.exporters import _fonts, _typst
from ledertrivsel.exporters._outline import Line, Tone, Words
from ledertrivsel.exporters.pdf import PdfExporter
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from tests import tools
from tests.exports import printed
from tests.exports.everything import context, everything

LABELS = load_labels("da")


def compiled(template: str, text: str = "") -> bytes:
    """Return what the compiler makes of a template, as `_typst` calls it."""
    typst = tools.module("typst")
    compiler = typst.Compiler(
        template.encode(), font_paths=_fonts.fonts(), sys_inputs={"text": text}
    )
    made: bytes = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    return made


SVG = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\")"


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ('#set document(title: "Plan")\n' + SVG + ', format: "svg")', "alt text"),
        ("= Plan", "title"),
        ('#set document(title: "Plan")\n= Plan\n=== Tema', "heading"),
    ],
)
def test_a_file_that_is_not_accessible_is_refused_by_the_compiler(
    template: str, complaint: str
) -> None:
    typst = tools.module("typst")
    with pytest.raises(typst.TypstError) as caught:
        compiled(template)
    assert complaint in caught.value.diagnostic


def test_with_an_alternative_text_it_is_not() -> None:
    template = '#set document(title: "Plan")\n' + SVG + ', format: "svg", alt: "Kortet")'
    assert compiled(template).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "text",
    ["😀", "漢字 한국어 かな", "👩\u200d💼", "🇩🇰", "\U0001f6ff", "\ue000\U000f0000", "z\u0489"],
)
def test_every_character_there_is_can_be_set_and_is_still_itself(text: str) -> None:
    families = ", ".join(f'"{name}"' for name in (*_fonts.FAMILIES, _fonts.SUBSTITUTE))
    template = (
        f'#set document(title: "Plan")\n#set text(font: ({families}), fallback: false)\n'
        "#sys.inputs.text"
    )
    assert text.split() == printed.said(compiled(template, text)).split()


def test_what_no_font_shows_is_told_from_what_the_compiler_says() -> None:
    said = (
        'error: PDF/UA-1 error: the text `"😀"` could not be displayed with font `"A"`\n'
        'error: PDF/UA-1 error: the text `"\\u{200d}"` could not be displayed\n'
        'error: PDF/UA-1 error: the text `"😀"` could not be displayed\n'
    )
    assert _typst.not_shown(said) == ("😀 (U+1F600)", "\u200d (U+200D)")


def test_another_fault_is_no_character() -> None:
    assert _typst.not_shown("error: unknown variable: sektion") == ()


def test_an_endless_word_can_be_broken_and_a_long_one_is_left_to_hyphens() -> None:
    assert _typst.spaced("x" * 41) == "\u200b".join(["x" * 10] * 4 + ["x"])
    for word in ("x" * 40, "Medarbejderrepræsentantskabets", "a-" * 60):
        assert _typst.spaced(word) == word


def test_words_from_right_to_left_stand_apart_from_the_figures_beside_them() -> None:
    shalom = "\u05e9\u05dc\u05d5\u05dd"
    assert _typst.spaced(f"3. {shalom} {shalom} (1)") == f"3. \u2067{shalom} {shalom}\u2069 (1)"


def test_every_end_of_a_line_is_a_newline() -> None:
    assert _typst.spaced("en\u2028to\u2029tre\tfire") == "en\nto\ntre fire"


def test_a_line_is_pieces_with_the_language_of_each_that_has_another() -> None:
    day = datetime.date(2026, 11, 2)
    line = Line(("Til ", Words("hjem", "da"), Words("home", "en"), " ", day), Tone.QUIET)
    assert _typst.line(line, "da", LABELS) == {
        "kind": "line",
        "tone": "quiet",
        "pieces": [
            "Til ",
            "hjem",
            {"text": "home", "language": "en"},
            " ",
            "2.\u00a0november 2026",
        ],
    }


def test_a_text_keeps_its_lists_its_tables_and_its_emphasis() -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    text = f"Se **her** og [der](https://eksempel.dk)\n\n1. to\n2. tre\n\n{table}"
    assert _typst.prose(Prose(text)) == [
        {
            "kind": "paragraph",
            "runs": [
                {"text": "Se "},
                {"text": "her", "strong": True},
                {"text": " og "},
                {"text": "der", "link": "https://eksempel.dk"},
            ],
        },
        {
            "kind": "list",
            "start": 1,
            "items": [
                [{"kind": "paragraph", "runs": [{"text": "to"}]}],
                [{"kind": "paragraph", "runs": [{"text": "tre"}]}],
            ],
        },
        {
            "kind": "table",
            "head": [[{"text": "a"}], [{"text": "b"}]],
            "rows": [[[{"text": "c"}], [{"text": "d"}]]],
        },
    ]


def test_a_table_too_wide_for_a_cell_is_a_list_of_its_rows() -> None:
    labels = load_labels("da")
    wide = Prose("|a|b|c|d||\n|-|-|-|-|-|\n|1||*3*|4|5|\n|6|7|8|9|0|")
    (rows,) = _typst.cell((wide,), "da", labels)
    first, second = rows["items"]
    assert rows["kind"] == "list"
    assert first[0] == {
        "kind": "paragraph",
        "runs": [{"text": "a", "strong": True}, {"text": ": "}, {"text": "1"}],
    }
    said = ["".join(run["text"] for run in part["runs"]) for part in (*first, *second)]
    assert said == ["a: 1", "b", "c: 3", "d: 4", "5", "a: 6", "b: 7", "c: 8", "d: 9", "0"]
    assert _typst.prose(wide)[0]["kind"] == "table"


@pytest.mark.parametrize(
    "source",
    ["|a|b|c|d|\n|-|-|-|-|\n|1|2|3|4|", "|a|b|c|d|e|\n|-|-|-|-|-|", "- en liste"],
)
def test_what_has_room_in_a_cell_stands_there_as_elsewhere(source: str) -> None:
    said = Prose(source)
    assert _typst.cell((said,), "da", load_labels("da")) == _typst.prose(said)


def test_below_six_lists_items_are_lines_with_their_marks() -> None:
    deep = "\n".join(f"{'  ' * depth}- punkt {depth}" for depth in range(8))
    nodes = _typst.prose(Prose(deep))
    for _ in range(6):
        (node,) = (n for n in nodes if n["kind"] == "list")
        (nodes,) = node["items"]
    assert [node["runs"][0]["text"] for node in nodes] == ["punkt 5", "– ", "– "]


def test_the_compiler_gives_the_same_bytes_for_the_same_data() -> None:
    tools.module("typst")
    seen = []
    keep = _typst._pdf

    def seeing(template: str, data: str) -> bytes:
        seen.append((template, data))
        return keep(template, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_typst, "_pdf", seeing)
        first = PdfExporter().export(everything(), context()).content
    ((template, data),) = seen
    other = PdfExporter().export(everything(texts=("ord",)), context()).content
    assert _typst._pdf(template, data) == first != other


def test_the_day_of_the_file_is_the_day_of_the_export() -> None:
    pikepdf = tools.module("pikepdf")
    import io

    tools.module("typst")
    data = {"lead": [], "front": [], "sections": [], "foot": []}
    words = {"contents": "", "responsible": "", "running": None, "audience": "Til alle"}
    named = {"title": "Plan", "author": "", "description": "Til alle"}
    made = _typst.compiled("plan.typ", {**data, **words}, context(), **named)
    assert made.warnings == ()
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20270101")
        assert "/Author" not in pdf.docinfo
