"""WordprocessingML as text: nothing that somebody typed becomes markup."""

from xml.etree.ElementTree import fromstring

import pytest

from ledertrivsel.exporters._docx_xml import W, element, field, locale, look, run, safe, tag, w
from tests.exports.hostile import TEXTS


@pytest.mark.parametrize("text", [*TEXTS, "a\tb\nc", "sam\u00adarbejde", " to  mellemrum "])
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    paragraph = fromstring(element("w:p", run(text)))
    assert line_of_parsed(paragraph) == text.replace("\u2028", "\n").replace("\u2029", "\n")


def line_of_parsed(paragraph) -> str:  # type: ignore[no-untyped-def]
    shown = {"tab": "\t", "br": "\n", "softHyphen": "\u00ad"}
    return "".join(
        node.text or "" if node.tag == f"{W}t" else shown.get(node.tag.removeprefix(W), "")
        for node in paragraph.iter()
    )


def test_an_attribute_is_escaped_as_well() -> None:
    made = fromstring(element("w:p", tag("w:b", r_id='"><x y="', w_val="<&>'")))
    assert list(made[0].attrib.values()) == ['"><x y="', "<&>'"]


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert safe("a\x00b\x0bc\ufffed\ud800e\n\t\U0001f600") == (
        "a\ufffdb\ufffdc\ufffdd\ufffde\n\t\U0001f600"
    )


def test_an_empty_text_is_no_run() -> None:
    assert run("") == ""


def test_a_look_has_the_order_of_the_schema() -> None:
    made = look(style="Hyperlink", bold=True, italic=True, colour="#00507d", language="en")
    assert made == (
        '<w:rPr><w:rStyle w:val="Hyperlink"/><w:b/><w:bCs/><w:i/><w:iCs/>'
        '<w:color w:val="00507D"/><w:lang w:val="en-GB"/></w:rPr>'
    )
    assert look() == ""


def test_a_language_has_its_country_where_word_wants_one() -> None:
    assert [locale(name) for name in ("da", "en", "fo-FO")] == ["da-DK", "en-GB", "fo-FO"]


def test_elements_hold_elements() -> None:
    assert w("p", w("pPr"), run("a")) == (
        '<w:p><w:pPr/><w:r><w:t xml:space="preserve">a</w:t></w:r></w:p>'
    )
    assert field("PAGE", "1") == (
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t xml:space="preserve">1</w:t></w:r></w:fldSimple>'
    )
