"""Texts as Word paragraphs: what goes before and after decides how each begins."""

from xml.etree.ElementTree import Element, fromstring

from ledertrivsel.exporters._docx_styles import Lists, Styles
from ledertrivsel.exporters._docx_template import opened
from ledertrivsel.exporters._docx_text import Place, Texts
from ledertrivsel.exporters._docx_xml import W, Xml, element, run
from ledertrivsel.exporters._outline import Line, Tone, Words, cell
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose

PLACE = Place(width=9412)


def texts() -> Texts:
    document = opened(None)
    styles = Styles(document)
    return Texts(document.part, styles, Lists(document, styles), load_labels("da"))


def parsed(*made: Xml) -> list[Element]:
    return list(fromstring(element("w:body", *made)))


def values(root: Element, path: str, name: str = "val") -> list[str | None]:
    steps = "/".join(f"{W}{step}" for step in path.split("/"))
    return [node.get(f"{W}{name}") for node in root.findall(steps)]


def test_a_line_is_meant_as_its_tone_says() -> None:
    tones = {tone: str(texts().toned(Line(("a",), tone))) for tone in Tone}
    assert "<w:rPr>" not in tones[Tone.PLAIN]
    assert "<w:b/>" in tones[Tone.STRONG]
    assert '<w:color w:val="55595C"/>' in tones[Tone.QUIET]
    assert '<w:b/><w:bCs/><w:color w:val="8A3B00"/>' in tones[Tone.WARNING]


def test_only_words_in_another_language_are_marked() -> None:
    made = texts().pieces(("a ", Words("b", "da"), Words("c", "en")))
    assert made.count("<w:lang") == 1
    assert '<w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">c</w:t>' in made


def test_a_label_goes_to_the_first_paragraph_alone() -> None:
    place = Place(width=9412, indent=2000)
    first, second = parsed(*texts().labelled(run("Hvem"), cell("HR", "Chefer"), place))
    assert "".join(first.itertext()) == "Hvem" + "HR"
    assert values(first, "pPr/ind", "hanging") == ["2000"]
    assert values(second, "pPr/ind", "hanging") == [None]
    assert values(second, "pPr/ind", "left") == ["2000"]


def test_a_list_in_an_item_does_not_take_its_mark() -> None:
    made = parsed(*texts().prose(Prose("- - inderst"), PLACE))
    assert ["".join(p.itertext()) for p in made] == ["", "inderst"]
    assert values(made[1], "pPr/numPr/ilvl") == ["1"]


def test_lists_in_a_cell_keep_the_style_of_the_table() -> None:
    place = Place(style="Plan Table Text", width=2000, step=240)
    made = parsed(*texts().prose(Prose("1. et\n2. to"), place))
    assert [values(p, "pPr/pStyle") for p in made] == [["PlanTableText"]] * 2
    assert [values(p, "pPr/ind", "left") for p in made] == [["240"]] * 2


def test_the_same_address_is_one_relation() -> None:
    writer = texts()
    first, second = (
        parsed(*writer.prose(Prose("[a](https://a.invalid) [b](https://a.invalid)"), PLACE))
        for _ in range(2)
    )
    ids = {
        link.attrib[next(iter(link.attrib))]
        for p in (*first, *second)
        for link in p.iter()
        if link.tag == f"{W}hyperlink"
    }
    assert len(ids) == 1
