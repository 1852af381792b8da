"""The plan as one self-contained web page: no script, no network, ready to publish and to print.

The front page is a grid of tiles, one an action card, as the source draws the intranet page. WCAG
2.2 AA: a language, one h1, headings in order, landmarks, table headings, and each picture also as
a table.
"""

from __future__ import annotations

import functools

from ledertrivsel.exporters._outline import plain
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._svg import lay_out
from ledertrivsel.exporters._templates import template
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.view import View


class HtmlExporter:
    """Writes the whole view as one page."""

    def export(self, view: View, context: Context) -> Export:
        """Return the page as UTF-8."""
        text = template("page.html").render(
            page=page(view, context),
            labels=context.labels,
            lay_out=functools.partial(lay_out, standalone=False),
            plain=functools.partial(plain, labels=context.labels),
        )
        return Export(f"{text.strip()}\n".encode())
