"""One picture as SVG: the priority card, how the themes moved, or where the groups disagree.

It stands alone: it names its audience and its method, and all that it shows is told in words too.
"""

from __future__ import annotations

from ledertrivsel.exporters._pictures import draw_picture
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.view import View


class SvgExporter:
    """Draws the picture that the option ``picture`` names."""

    def export(self, view: View, context: Context) -> Export:
        """Return the picture as UTF-8."""
        return Export(draw_picture(view, context, "svg").svg.encode())
