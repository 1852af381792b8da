"""Make the Word template of the package: ``python docs/word_template.py``.

Writes ``src/ledertrivsel/data/templates/plan.docx``: an empty A4 document with the styles, lists
and settings of an exported plan, in the colours of all formats. The file is made from this program
alone, so that nothing of anybody's machine stands in it.
"""

import io
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from ledertrivsel.exporters._colours import PALETTE  # noqa: E402
from ledertrivsel.exporters._ooxml import normalized  # noqa: E402

TARGET = ROOT / "src" / "ledertrivsel" / "data" / "templates" / "plan.docx"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"

FONT = "Calibri"
MARGIN, WIDTH, HEIGHT = 1247, 11906, 16838
"""A4 with margins of 22 mm, in twentieths of a point."""

TEXT_WIDTH = WIDTH - 2 * MARGIN

INK, QUIET, ACCENT, LINE, SHADE = (
    colour.removeprefix("#").upper()
    for colour in (PALETTE.ink, PALETTE.quiet, PALETTE.accent, PALETTE.line, PALETTE.shade)
)


def look(*, bold: bool = False, colour: str = "", size: int = 0, underlined: bool = False) -> str:
    """Return how letters look; *size* in half points."""
    parts = [
        "<w:b/><w:bCs/>" * bold,
        f'<w:color w:val="{colour}"/>' * bool(colour),
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' * bool(size),
        '<w:u w:val="single"/>' * underlined,
    ]
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def paragraph(
    id: str,
    name: str,
    layout: str,
    letters: str = "",
    *,
    base: str = "Normal",
    after: str = "Normal",
    more: str = "",
) -> str:
    """Return a paragraph style; *after* is the style of the paragraph that follows."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:next w:val="{after}"/>{more}<w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr>{letters}</w:style>"
    )


def heading(level: int, size: int, before: int, space: int, colour: str) -> str:
    """Return the style of a heading, which stays with what follows it."""
    return paragraph(
        f"Heading{level}",
        f"heading {level}",
        "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>"
        f'<w:spacing w:before="{before}" w:after="{space}" w:line="240" w:lineRule="auto"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        look(bold=True, colour=colour, size=size),
        more='<w:uiPriority w:val="9"/>',
    )


def edge(side: str, colour: str, size: int, space: int = 0) -> str:
    """Return a rule on one side; *size* in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def styles() -> Iterator[str]:
    """Yield the styles: Word's own under their names, and four of the plan's."""
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"'
    yield (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="269" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/>{look(colour=INK)}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    yield paragraph(
        "Title",
        "Title",
        f"<w:keepNext/><w:keepLines/><w:pBdr>{edge('bottom', ACCENT, 12, 8)}</w:pBdr>"
        '<w:suppressAutoHyphens/><w:spacing w:before="40" w:after="200" w:line="240"'
        ' w:lineRule="auto"/>',
        look(bold=True, colour=ACCENT, size=56),
        after="Subtitle",
    )
    yield paragraph(
        "Subtitle",
        "Subtitle",
        '<w:suppressAutoHyphens/><w:spacing w:after="40"/>',
        look(colour=QUIET, size=23),
    )
    yield heading(1, 34, 400, 140, ACCENT)
    yield heading(2, 27, 360, 100, INK)
    yield heading(3, 22, 260, 60, ACCENT)
    yield heading(4, 21, 200, 40, INK)
    yield heading(5, 21, 180, 40, QUIET)
    yield heading(6, 21, 180, 40, QUIET)
    for id, name, number in (("ListBullet", "List Bullet", 1), ("ListNumber", "List Number", 2)):
        yield paragraph(
            id,
            name,
            f'<w:numPr><w:numId w:val="{number}"/></w:numPr><w:spacing w:after="70"/>',
            after=id,
        )
    yield paragraph(
        "ListContinue",
        "List Continue",
        '<w:spacing w:after="70"/><w:ind w:left="360"/>',
        after="ListContinue",
    )
    yield paragraph(
        "Caption",
        "caption",
        '<w:keepNext/><w:spacing w:before="160" w:after="60"/>',
        look(bold=True, size=20),
    )
    yield paragraph(
        "TOCHeading",
        "TOC Heading",
        '<w:spacing w:before="400" w:after="100"/><w:outlineLvl w:val="9"/>',
        look(size=26),
        base="Heading1",
        more='<w:uiPriority w:val="39"/>',
    )
    yield paragraph(
        "TOC1",
        "toc 1",
        f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs><w:spacing w:after="40"/>',
        more='<w:uiPriority w:val="39"/>',
    )
    for id, name in (("Header", "header"), ("Footer", "footer")):
        yield paragraph(
            id,
            name,
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
            '<w:suppressAutoHyphens/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>',
            look(colour=QUIET, size=18),
            after=id,
        )
    yield (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/>'
        f"{look(colour=ACCENT, underlined=True)}</w:style>"
    )
    yield from own()


def own() -> Iterator[str]:
    """Yield the styles that Word has no name for; they are lent to an organisation's template."""
    yield paragraph(
        "PlanFact",
        "Plan Fact",
        '<w:spacing w:after="80"/>',
        after="PlanFact",
    )
    yield paragraph(
        "PlanFoot",
        "Plan Foot",
        f"<w:keepLines/><w:pBdr>{edge('top', LINE, 6, 8)}</w:pBdr>"
        '<w:spacing w:after="40" w:line="252" w:lineRule="auto"/>',
        look(colour=QUIET, size=18),
        after="PlanFoot",
    )
    yield paragraph(
        "PlanTableText",
        "Plan Table Text",
        '<w:spacing w:before="0" w:after="40" w:line="250" w:lineRule="auto"/>',
        look(size=19),
        after="PlanTableText",
    )
    yield (
        '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable">'
        '<w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{edge('bottom', LINE, 6)}{edge('insideH', LINE, 6)}"
        '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow">{look(bold=True)}<w:tcPr><w:tcBorders>'
        f'{edge("bottom", ACCENT, 12)}</w:tcBorders><w:shd w:val="clear" w:color="auto"'
        f' w:fill="{SHADE}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )


def levels(kind: str, id: str, marks: tuple[str, ...]) -> str:
    """Return the nine levels of a list; the first belongs to the style *id*."""
    made = []
    for level in range(9):
        style = f'<w:pStyle w:val="{id}"/>' if level == 0 else ""
        text = marks[level % len(marks)] or f"%{level + 1}."
        made.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{style}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
            f'<w:ind w:left="{(level + 1) * 360}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    return "".join(made)


def numbering() -> str:
    """Return the two kinds of lists, under names by which they are known again."""
    kinds = (
        ("Plan Bullets", levels("bullet", "ListBullet", ("•", "–"))),
        ("Plan Numbers", levels("decimal", "ListNumber", ("",))),
    )
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f'<w:name w:val="{name}"/>{nine}</w:abstractNum>'
        for number, (name, nine) in enumerate(kinds, 1)
    )
    return made + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2)
    )


SETTINGS = """<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:autoHyphenation/>
<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="360"/><w:doNotHyphenateCaps/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" \
w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" \
w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" \
w:uri="http://schemas.microsoft.com/office/word" w:val="1"/></w:compat>
<w:themeFontLang w:val="da-DK"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" \
w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" \
w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>"""

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/>'
    '<w:headerReference w:type="first" r:id="rId7"/>'
    '<w:footerReference w:type="default" r:id="rId8"/>'
    '<w:footerReference w:type="first" r:id="rId9"/>'
    f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}"/>'
    f'<w:pgMar w:top="1304" w:right="{MARGIN}" w:bottom="1134" w:left="{MARGIN}" w:header="624"'
    ' w:footer="567" w:gutter="0"/><w:cols w:space="708"/><w:titlePg/></w:sectPr>'
)


def theme() -> str:
    """Return the theme: the palette and the font, for what people add in Word."""
    colours = {
        "dk1": INK,
        "lt1": "FFFFFF",
        "dk2": ACCENT,
        "lt2": SHADE,
        "accent1": ACCENT,
        "accent2": PALETTE.chosen,
        "accent3": PALETTE.warn,
        "accent4": QUIET,
        "accent5": PALETTE.chosen_edge,
        "accent6": PALETTE.edge,
        "hlink": ACCENT,
        "folHlink": QUIET,
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour.removeprefix("#").upper()}"/></a:{name}>'
        for name, colour in colours.items()
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f"<a:ln>{fill}</a:ln>"
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{DRAWING}" name="Plan"><a:themeElements>'
        f'<a:clrScheme name="Plan">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Plan"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}'
        '</a:minorFont></a:fontScheme><a:fmtScheme name="Plan">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "</a:theme>"
    )


def part(root: str, content: str) -> str:
    """Return a part of the document."""
    return f'<w:{root} xmlns:w="{MAIN}" xmlns:r="{OFFICE}">{content}</w:{root}>'


PARTS = (
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
    ("theme/theme1", "theme", "theme"),
    ("header1", "header", "header"),
    ("header2", "header", "header"),
    ("footer1", "footer", "footer"),
    ("footer2", "footer", "footer"),
)
"""The parts of the document besides its text, each with its kind of content and relation."""


def files() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each file in the archive, the content types first."""
    kinds = [
        (f"/word/{name}.xml", f"{TYPE}.{'' if kind == 'theme' else 'wordprocessingml.'}{kind}+xml")
        for name, kind, _ in PARTS
    ]
    kinds.append(("/word/document.xml", f"{TYPE}.wordprocessingml.document.main+xml"))
    kinds.append(
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    )
    kinds.append(("/docProps/app.xml", f"{TYPE}.extended-properties+xml"))
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
    )
    relations = (
        (f"{OFFICE}/officeDocument", "word/document.xml"),
        (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/extended-properties", "docProps/app.xml"),
    )
    yield "_rels/.rels", related(relations)
    yield (
        "word/document.xml",
        part("document", f"<w:body>{SECTION}</w:body>"),
    )
    yield (
        "word/_rels/document.xml.rels",
        related((f"{OFFICE}/{relation}", f"{name}.xml") for name, _, relation in PARTS),
    )
    texts = {
        "styles": part("styles", "".join(styles())),
        "numbering": part("numbering", numbering()),
        "settings": part("settings", SETTINGS),
        "theme/theme1": theme(),
        "fontTable": part(
            "fonts",
            f'<w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:family w:val="swiss"/>'
            '<w:pitch w:val="variable"/></w:font>',
        ),
    }
    for name, kind, _ in PARTS:
        empty = f'<w:p><w:pPr><w:pStyle w:val="{kind.title()}"/></w:pPr></w:p>'
        root = {"header": "hdr", "footer": "ftr"}.get(kind, "")
        yield f"word/{name}.xml", texts.get(name) or part(root, empty)
    yield (
        "docProps/core.xml",
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>',
    )
    yield (
        "docProps/app.xml",
        f'<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}">'
        "<Application>ledertrivsel</Application></Properties>",
    )


def related(relations: Iterable[tuple[str, str]]) -> str:
    """Return what a part relates to, numbered in order."""
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def template() -> bytes:
    """Return the template as the package has it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files():
            archive.writestr(name, HEAD + text)
    return normalized(made.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(template())
