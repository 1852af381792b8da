"""One picture as PNG, for what takes no SVG: a slide, a mail, an intranet.

It is drawn from the SVG. What it shows stands in words in the file, under ``Title`` and
``Description``.
"""

from __future__ import annotations

from ledertrivsel.exporters._pictures import draw_picture
from ledertrivsel.exporters._png import UNITS_PER_INCH, not_drawn, png_of
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.view import View


class PngExporter:
    """Draws the picture that the option ``picture`` names."""

    def __init__(self, dots_per_inch: int = UNITS_PER_INCH) -> None:
        self._dots_per_inch = dots_per_inch

    def export(self, view: View, context: Context) -> Export:
        """Return the picture, its words in the file."""
        picture = draw_picture(view, context, "png")
        texts = {"Title": picture.title, "Description": picture.description}
        content = png_of(picture.svg, dots_per_inch=self._dots_per_inch, texts=texts)
        assert content is not None  # The registry asks for the extra before it makes an exporter.
        lacking = not_drawn(picture.text)
        params = (("characters", ", ".join(lacking)),)
        warnings = (ExportWarning(code="no-glyph", params=params),) if lacking else ()
        return Export(content, warnings)
