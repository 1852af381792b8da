"""The plan as HTML to paste into a page that a content system already has.

No document around it, no style, no script and no class: headings, paragraphs, lists and tables
that take the look of the page they come into. Ids have a prefix of their own, so that they meet no
other on that page. The priority card is a drawing, and its figures stand in the table under it,
which is left where the system takes drawings away.
"""

from __future__ import annotations

from ledertrivsel.exporters._markup import Markups
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._templates import template
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.view import View

PREFIX = "ledertrivsel-"


class HtmlFragmentExporter:
    """Writes the whole view as a part of a page."""

    def export(self, view: View, context: Context) -> Export:
        """Return the part as UTF-8."""
        values = Markups(context.labels, context.language, is_bare=True).names | {
            "page": page(view, context),
            "prefix": PREFIX,
            "level": context.options.get("level", 2),
            "with_picture": context.options.get("picture", True),
        }
        text = template("fragment.html").render(values)
        return Export(f"{text.strip()}\n".encode())
