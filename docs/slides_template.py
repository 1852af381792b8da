"""Make the slide template of the package: ``python docs/slides_template.py``.

Writes ``src/ledertrivsel/data/templates/slides.pptx``: an empty 16:9 deck with a master, four
layouts and notes, in the colours of all formats. The file is made from this program alone, so that
nothing of anybody's machine stands in it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from ledertrivsel.exporters._colours import PALETTE  # noqa: E402
from ledertrivsel.exporters._ooxml import archived  # noqa: E402
from ledertrivsel.exporters._slides_chapters import COVER, SUBTITLE  # noqa: E402
from ledertrivsel.exporters._slides_deck import CONTENT, TITLE  # noqa: E402
from ledertrivsel.exporters._slides_flow import Box  # noqa: E402
from ledertrivsel.exporters._slides_steps import STEP_BODY, STEP_TITLE  # noqa: E402

TARGET = ROOT / "src" / "ledertrivsel" / "data" / "templates" / "slides.pptx"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org"
NAMESPACES = (
    f'xmlns:a="{SCHEMAS}/drawingml/2006/main" '
    f'xmlns:r="{SCHEMAS}/officeDocument/2006/relationships" '
    f'xmlns:p="{SCHEMAS}/presentationml/2006/main"'
)
OFFICE = f"{SCHEMAS}/officeDocument/2006/relationships"
PACKAGE = f"{SCHEMAS}/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
FONT = "Arial"
WIDTH, HEIGHT = 12_192_000, 6_858_000
FOOT_TOP, FOOT_HIGH = 6_446_520, 274_320
BAND = Box(0, 0, 128_016, HEIGHT)
"""The narrow band at the left edge of a slide."""

PANEL = Box(0, 0, 4_526_280, HEIGHT)
"""The broad one of a slide that begins a step."""

FOOT = Box(TITLE.left, FOOT_TOP, 9_601_200, FOOT_HIGH)
NUMBER = Box(TITLE.left + TITLE.width - 914_400, FOOT_TOP, 914_400, FOOT_HIGH)

#: The places of the theme's colours, in the order that Office wants them.
COLOURS = {
    "dk1": PALETTE.ink,
    "lt1": PALETTE.paper,
    "dk2": PALETTE.quiet,
    "lt2": PALETTE.shade,
    "accent1": PALETTE.accent,
    "accent2": PALETTE.chosen,
    "accent3": PALETTE.chosen_edge,
    "accent4": PALETTE.edge,
    "accent5": PALETTE.field,
    "accent6": PALETTE.warn,
    "hlink": PALETTE.accent,
    "folHlink": PALETTE.accent,
}
MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"'
)
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def theme(name: str) -> str:
    """Return a theme: colours, fonts, and shapes without effects."""
    colours = "".join(
        f'<a:{place}><a:srgbClr val="{colour[1:].upper()}"/></a:{place}>'
        for place, colour in COLOURS.items()
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{SCHEMAS}/drawingml/2006/main" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{colours}</a:clrScheme><a:fontScheme name="{name}">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def at(box: Box) -> str:
    """Return where a shape stands."""
    return (
        f'<a:xfrm><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
    )


def place(
    id: int,
    name: str,
    kind: str,
    box: Box | None,
    text: str = "",
    *,
    anchor: str = "t",
    style: str = "",
    field: str = "",
) -> str:
    """Return a placeholder; *style* is how its first level looks."""
    shape = f'{at(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    levels = f"<a:lvl1pPr {style}</a:lvl1pPr>" if style else ""
    inside = f'<a:r><a:rPr lang="da-DK"/><a:t>{text}</a:t></a:r>' if text else ""
    if field:
        inside = (
            f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{field}">'
            '<a:rPr lang="da-DK"/><a:t>#</a:t></a:fld>'
        )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{shape}</p:spPr><p:txBody>"
        f'<a:bodyPr vert="horz" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{levels}</a:lstStyle><a:p>{inside}"
        '<a:endParaRPr lang="da-DK"/></a:p></p:txBody></p:sp>'
    )


def letters(size: int, colour: str, *, bold: bool = False, align: str = "l") -> str:
    """Return the look of a level: its size in points and its colour in the theme."""
    return (
        f'algn="{align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/>'
        f'</a:spcBef><a:buNone/><a:defRPr sz="{size}00" b="{int(bold)}" kern="0">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
    )


def band(id: int, box: Box) -> str:
    """Return a filled rectangle that carries no meaning."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr>{at(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr><p:txBody>'
        '<a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="da-DK"/></a:p></p:txBody></p:sp>'
    )


def foot(colour: str = "", box: Box | None = None) -> str:
    """Return the places of the foot and the number, in another colour or place when given."""
    first, second = (
        f'algn="{align}"><a:defRPr><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        "</a:defRPr>"
        if colour
        else ""
        for align in ("l", "r")
    )
    return place(20, "Footer", 'type="ftr" sz="quarter" idx="11"', box, style=first) + place(
        21, "Slide number", 'type="sldNum" sz="quarter" idx="12"', None, style=second,
        field="slidenum",
    )  # fmt: skip


def master() -> str:
    """Return the master that the layouts share."""
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" {letters(18, "tx1")}</a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    title = f"<a:lvl1pPr {letters(28, 'accent1', bold=True)}</a:lvl1pPr>"
    shapes = (
        band(7, BAND)
        + place(2, "Title", 'type="title"', TITLE, "Titel", anchor="b")
        + place(3, "Text", 'type="body" idx="1"', CONTENT)
        + place(5, "Footer", 'type="ftr" sz="quarter" idx="3"', FOOT, style=letters(11, "tx2"))
        + place(
            6,
            "Slide number",
            'type="sldNum" sz="quarter" idx="4"',
            NUMBER,
            style=letters(11, "tx2", align="r"),
            field="slidenum",
        )
    )
    layouts = "".join(
        f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(len(LAYOUTS))
    )
    return (
        f"{HEAD}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr "
        f'val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}{shapes}'
        f"</p:spTree></p:cSld><p:clrMap {MAP}/><p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>'
        f"{levels}</p:bodyStyle><p:otherStyle>{levels}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def layout(kind: str, name: str, shapes: str, *, ground: str = "", bare: bool = False) -> str:
    """Return a layout; *bare* hides what the master draws."""
    background = (
        f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{ground}"/></a:solidFill><a:effectLst/>'
        "</p:bgPr></p:bg>"
        if ground
        else ""
    )
    hidden = ' showMasterSp="0"' if bare else ""
    return (
        f'{HEAD}<p:sldLayout {NAMESPACES}{hidden} type="{kind}" preserve="1"><p:cSld '
        f'name="{name}">{background}<p:spTree>{GROUP}{shapes}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


LAYOUTS = (
    layout(
        "title",
        "Forside",
        place(
            2, "Title", 'type="ctrTitle"', COVER, "Titel", anchor="b",
            style=letters(40, "bg1", bold=True),
        )
        + place(
            3, "Subtitle", 'type="subTitle" idx="1"', SUBTITLE, "Undertitel",
            style=letters(20, "bg1"),
        )
        + foot("bg1"),
        ground="accent1",
        bare=True,
    ),
    layout(
        "secHead",
        "Trin",
        band(7, PANEL)
        + place(
            2, "Title", 'type="title"', STEP_TITLE, "Trin", anchor="t",
            style=letters(36, "bg1", bold=True),
        )
        + place(3, "Text", 'type="body" idx="1"', STEP_BODY, "Formål", anchor="ctr")
        + foot(box=Box(STEP_BODY.left, FOOT_TOP, STEP_BODY.width - 914_400, FOOT_HIGH)),
        bare=True,
    ),
    layout(
        "obj",
        "Titel og tekst",
        place(2, "Title", 'type="title"', None, "Titel", anchor="b")
        + place(3, "Text", 'idx="1"', None, "Tekst")
        + foot(),
    ),
    layout(
        "titleOnly",
        "Kun titel",
        place(2, "Title", 'type="title"', None, "Titel", anchor="b") + foot(),
    ),
)  # fmt: skip


def notes_master() -> str:
    """Return the master of the notes, A4 upright."""
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" {letters(12, "tx1")}</a:lvl{n}pPr>' for n in range(1, 10)
    )
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{at(Box(685_800, 685_800, 6_188_400, 3_480_975))}<a:prstGeom prst="rect">'
        '<a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"/>'
        "</a:solidFill></a:ln></p:spPr></p:sp>"
    )
    shapes = picture + place(
        3,
        "Notes",
        'type="body" sz="quarter" idx="3"',
        Box(685_800, 4_389_120, 6_188_400, 5_486_400),
    )
    return (
        f"{HEAD}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr "
        f'val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}{shapes}'
        f"</p:spTree></p:cSld><p:clrMap {MAP}/><p:notesStyle>{levels}</p:notesStyle>"
        "</p:notesMaster>"
    )


def presentation() -> str:
    """Return the deck itself, without slides."""
    return (
        f'{HEAD}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst>'
        '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst>'
        '<p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{WIDTH}" cy="{HEIGHT}"/><p:notesSz cx="7560000" cy="10692000"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="da-DK"/></a:defPPr></p:defaultTextStyle>'
        "</p:presentation>"
    )


def relations(*targets: tuple[str, str]) -> str:
    """Return the relationships of a part: the kind of each and where it leads."""
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" '
        f'Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def types() -> str:
    """Return what each part is."""
    kinds = {
        "ppt/presentation.xml": "presentationml.presentation.main",
        "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
        "ppt/notesMasters/notesMaster1.xml": "presentationml.notesMaster",
        "ppt/theme/theme1.xml": "theme",
        "ppt/theme/theme2.xml": "theme",
        "ppt/presProps.xml": "presentationml.presProps",
        "ppt/viewProps.xml": "presentationml.viewProps",
        "ppt/tableStyles.xml": "presentationml.tableStyles",
        "docProps/app.xml": "extended-properties",
    }
    for number in range(1, len(LAYOUTS) + 1):
        kinds[f"ppt/slideLayouts/slideLayout{number}.xml"] = "presentationml.slideLayout"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in sorted(kinds.items())
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def parts() -> dict[str, str]:
    """Return every part of the file by its name, in their order."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title></cp:coreProperties>'
    )
    app = (
        f'{HEAD}<Properties xmlns="{SCHEMAS}/officeDocument/2006/extended-properties">'
        "<Application>ledertrivsel</Application></Properties>"
    )
    numbered = list(enumerate(LAYOUTS, 1))
    made = {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(
            ("officeDocument", "ppt/presentation.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "ppt/presentation.xml": presentation(),
        "ppt/_rels/presentation.xml.rels": relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": f"{HEAD}<p:presentationPr {NAMESPACES}/>",
        "ppt/viewProps.xml": f"{HEAD}<p:viewPr {NAMESPACES}/>",
        "ppt/tableStyles.xml": (
            f'{HEAD}<a:tblStyleLst xmlns:a="{SCHEMAS}/drawingml/2006/main" '
            'def="{2D5ABB26-0587-4C30-8999-92F81FD0307C}"/>'
        ),
        "ppt/theme/theme1.xml": theme("Ledertrivsel"),
        "ppt/theme/theme2.xml": theme("Noter"),
        "ppt/slideMasters/slideMaster1.xml": master(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n, _ in numbered),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master(),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": relations(
            ("theme", "../theme/theme2.xml")
        ),
    }
    for number, content in numbered:
        made[f"ppt/slideLayouts/slideLayout{number}.xml"] = content
        made[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = relations(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    return made


def content() -> bytes:
    """Return the file."""
    return archived((name, text.encode()) for name, text in parts().items())


if __name__ == "__main__":
    TARGET.write_bytes(content())
