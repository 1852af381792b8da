"""Make the font of last resort: ``pip install fonttools``, ``python docs/substitute_font.py``.

One box for every character that Unicode has room for, in 1 kB: a character map of format 13, "many
to one". Text set in it shows that a character can't be shown, and is still that text when it is
copied, searched or read aloud.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

NAME = "Ledertrivsel Substitute"
TARGET = (
    Path(__file__).parent.parent / "src/ledertrivsel/data/fonts/LedertrivselSubstitute-Regular.ttf"
)


def box() -> object:
    """Return the outline: a frame, drawn as one rectangle less another."""
    pen = TTGlyphPen(None)
    for points in (
        [(60, 0), (60, 660), (540, 660), (540, 0)],
        [(490, 50), (490, 610), (110, 610), (110, 50)],
    ):
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def characters() -> object:
    """Return the character map: all but the space, the controls and the surrogates."""
    mapping = CmapSubtable.newSubtable(13)
    mapping.platformID, mapping.platEncID, mapping.language = 3, 10, 0
    mapping.format, mapping.reserved, mapping.length, mapping.nGroups = 13, 0, 0, 0
    mapping.cmap = {code: "box" for code in range(0x21, 0x110000) if not 0xD800 <= code < 0xE000}
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [mapping]
    return table


def main() -> None:
    """Write the font."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "box": box()})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "box": (600, 60)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names = {
        "familyName": NAME,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{NAME} 1",
        "fullName": NAME,
        "version": "Version 1.0",
        "psName": f"{NAME.replace(' ', '')}-Regular",
    }
    builder.setupNameTable(names)
    builder.setupPost()
    builder.font["cmap"] = characters()
    builder.setupOS2(
        sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, fsType=0
    )
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(TARGET)


if __name__ == "__main__":
    main()
