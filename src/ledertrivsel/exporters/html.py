"""The plan as one self-contained web page: no script, no network, ready to publish and to print.

The front page is a grid of tiles, one an action card, as the source draws the intranet page. WCAG
2.2 AA: a language, one h1, headings in order, landmarks, table headings, and each picture also as
a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from ledertrivsel.exporters._look import logo_address, palette
from ledertrivsel.exporters._markup import Markups
from ledertrivsel.exporters._outline import Line, Page, plain
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._sandbox import rendered
from ledertrivsel.exporters._templates import template
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.view import View

_NAME = "html"


class HtmlExporter:
    """Writes the whole view as one page."""

    def export(self, view: View, context: Context) -> Export:
        """Return the page as UTF-8."""
        outline = page(view, context)
        markups = Markups(context.labels, context.language)
        logo = context.options.get("logo")
        values = markups.names | {
            "page": outline,
            "palette": palette(context.options.get("accent"), exporter=_NAME),
            "logo": logo and logo_address(logo, exporter=_NAME),
            "logo_text": view.organisation or view.title,
        }
        own = context.options.get("template")
        if own is None:
            text = template("page.html").render(values)
            return Export(f"{text.strip()}\n".encode())
        text = rendered(own, _NAME, values)
        left_out = tuple(_left_out(text, outline, markups))
        warnings = (ExportWarning(code="left-out", params=(("parts", left_out),)),)
        return Export(f"{text.strip()}\n".encode(), warnings if left_out else ())


def _left_out(text: str, outline: Page, markups: Markups) -> Iterator[str]:
    """Yield what of the page a template of a workplace's own does not show."""
    text = unescape(text.partition("</head>")[2])

    def is_told(line: Line) -> bool:
        return unescape(markups.line(line)) in text or plain(line, markups.labels) in text

    for line in (Line((outline.title,)), *outline.lead):
        if not is_told(line):
            yield plain(line, markups.labels)
    for section in (*outline.front, *outline.sections):
        if f'id="{section.id}"' not in text:
            yield plain(section.title, markups.labels)
    for line in outline.foot:
        if not is_told(line):
            yield plain(line, markups.labels)
