"""The fonts of everything that is printed: one sans in the package, and those of the compiler.

The machine's own fonts are never used, so that a file is the same wherever it is made. See
decision 6 for why a sans is carried, and NOTICE for its licence.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FAMILY = "Source Sans 3"
"""What text is set in: regular, italic, bold and bold italic are in the package."""

FAMILIES = (
    FAMILY,
    "DejaVu Sans Mono",
    "Libertinus Serif",
    "New Computer Modern",
    "New Computer Modern Math",
)
"""Where a character is looked for, in this order. All but the first come with the compiler."""

SUBSTITUTE = "Ledertrivsel Substitute"
"""Has a box for every character there is (``docs/substitute_font.py``), for what no other has."""


def folder() -> str:
    """Return the folder of the package's own fonts."""
    return str(files("ledertrivsel").joinpath("data", "fonts"))


@functools.cache
def fonts() -> typst.Fonts:
    """Return the fonts, read once, for ``typst.Compiler(font_paths=fonts())``."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder()]
    )
