"""A picture as PNG, drawn by Typst from its SVG: the same on a machine without any fonts.

Typst comes with the extra ``pdf``. The text is set in the package's own font; those of the system
are never looked at, so that every machine draws the same dots.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import zlib
from collections.abc import Mapping

UNITS_PER_INCH = 96
"""What a unit of an SVG is, as CSS has it: at 96 dots an inch, a unit becomes a dot."""

_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""

_LETTERS = b"""#set document(title: "Letters")
#set text(font: sys.inputs.fonts.split("|"), fallback: false)
#sys.inputs.text
"""

_USUAL = re.compile(r"[\s!-~\u00a1-\u017f\u2013\u2014\u2018-\u201d\u2026\u2212]")
"""What every font of ours has: nothing need be asked."""

_START = b"\x89PNG\r\n\x1a\n"
_HEADER_END = 33
"""Where the first chunk of a PNG ends: the signature, and IHDR with its 13 bytes."""


@functools.cache
def can_draw() -> bool:
    """Return whether Typst is installed, and `png_of` gives a picture."""
    return importlib.util.find_spec("typst") is not None


def png_of(
    svg: str, *, dots_per_inch: int = UNITS_PER_INCH, texts: Mapping[str, str] | None = None
) -> bytes | None:
    """Return an SVG as PNG with *texts* in it, or None where Typst is not installed.

    Args:
        svg: one with a width and a height.
        dots_per_inch: 96 makes each unit a dot.
        texts: what stands in the file beside the picture, by keywords such as ``Title`` and
            ``Description``.
    """
    if not can_draw():
        return None
    import typst

    from ledertrivsel.exporters._fonts import fonts

    made = typst.compile(
        _PAGE,
        format="png",
        ppi=dots_per_inch,
        sys_inputs={"svg": svg},
        font_paths=fonts(),
    )
    return with_texts(made, texts or {})


def not_drawn(text: str) -> tuple[str, ...]:
    """Return the characters of *text* that no font of ours has, each with its number.

    A box stands in the picture for each of them.
    """
    rare = sorted({letter for letter in text if not _USUAL.match(letter)})
    if not rare or not can_draw():
        return ()
    import typst

    from ledertrivsel.exporters._fonts import FAMILIES, fonts
    from ledertrivsel.exporters._typst import not_shown

    given = {"text": " ".join(rare), "fonts": "|".join(FAMILIES)}
    try:
        # PDF/UA wants every character shown, so the compiler names those that can't be.
        typst.compile(
            _LETTERS,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs=given,
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        return not_shown(error.diagnostic)
    return ()


def with_texts(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a PNG with texts in it, each an ``iTXt`` chunk in UTF-8, in the order given."""
    chunks = (
        _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())
        for keyword, text in texts.items()
    )
    return png[:_HEADER_END] + b"".join(chunks) + png[_HEADER_END:]


def texts_of(png: bytes) -> dict[str, str]:
    """Return the texts that `with_texts` put into a PNG, by keyword."""
    found, at = {}, len(_START)
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        if kind == b"iTXt":
            keyword, _, rest = png[at + 8 : at + 8 + length].partition(b"\0")
            found[keyword.decode("latin-1")] = rest[4:].decode()
        at += 12 + length
    return found


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG, in dots."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + check.to_bytes(4)
