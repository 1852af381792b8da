"""The priority card in Word: its size, its names, and its legend."""

from xml.etree.ElementTree import fromstring

from ledertrivsel.exporters._docx_picture import EMU, drawn, shown
from ledertrivsel.exporters._docx_template import opened
from ledertrivsel.exporters._docx_xml import element
from ledertrivsel.exporters._outline import Picture, Speaker
from ledertrivsel.exporters._png import size_of
from ledertrivsel.exporters._priority_card import picture
from ledertrivsel.labels import load_labels
from tests.exports.everything import everything
from tests.tools import lacking


def card() -> Picture:
    found = picture(Speaker(load_labels("da"), "da"), everything())
    assert found is not None
    return found


def test_the_picture_keeps_its_shape_and_fits_its_page() -> None:
    png = drawn(card(), "da")
    if png is None:
        lacking("There is no typst here: pip install typst.")
    wide, tall = size_of(png)
    for width in (3000, 9412, 30_000):
        made = fromstring(element("w:p", shown(png, card(), opened(None).part, width, 7)))
        (extent,) = made.findall(".//{*}extent")
        across, down = int(extent.get("cx", "")), int(extent.get("cy", ""))
        assert across <= width * EMU
        assert down <= 7100 * EMU
        assert abs(across * tall - down * wide) <= EMU * wide
        (named,) = made.findall(".//{*}docPr")
        assert named.get("id") == "7"
        assert named.get("descr") == card().description
