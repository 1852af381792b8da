"""Write how wide the letters of slides are: ``python docs/slides_widths.py REGULAR.ttf BOLD.ttf``.

The fonts are Liberation Sans, which has the widths of Arial, letter by letter. What is written are
whole thousandths of the size of the letters, by width, so that text is measured alike everywhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import ImageFont

TARGET = Path(__file__).parents[1] / "src/ledertrivsel/data/templates/slides-widths.toml"

RANGES = (
    *((0x20, 0x7F), (0xA0, 0x180), (0x218, 0x21C), (0x386, 0x3CF), (0x400, 0x460)),
    *((0x2010, 0x2028), (0x2030, 0x203B), (0x20AC, 0x20AD), (0x2122, 0x2123), (0x2190, 0x2196)),
    *((0x2212, 0x2213), (0x221E, 0x221F), (0x2248, 0x2249), (0x2260, 0x2266), (0x25A0, 0x25A2)),
    *((0x25CB, 0x25CC), (0x25CF, 0x25D0)),
)
_EM = 2048


def widths(path: str) -> dict[int, str]:
    """Return the letters of a font by their width."""
    font = ImageFont.truetype(path, _EM, layout_engine=ImageFont.Layout.BASIC)
    missing = font.getmask("\U0010ffff").getbbox(), font.getlength("\U0010ffff")
    found: dict[int, str] = {}
    for letter in (chr(code) for start, end in RANGES for code in range(start, end)):
        wide = font.getlength(letter)
        if (font.getmask(letter).getbbox(), wide) != missing:
            thousandths = -int(-wide * 1000 // _EM)
            found[thousandths] = found.get(thousandths, "") + letter
    return dict(sorted(found.items()))


def main(regular: str, bold: str) -> None:
    """Write the file."""
    lines = ["# Written by docs/slides_widths.py from Liberation Sans: thousandths of the size."]
    for name, path in (("regular", regular), ("bold", bold)):
        lines += ["", f"[{name}]"]
        for wide, letters in widths(path).items():
            escaped = "".join(
                f"\\u{ord(c):04x}" if c in '\\"' or not c.isprintable() or ord(c) > 0x17F else c
                for c in letters
            )
            lines.append(f'{wide} = "{escaped}"')
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
