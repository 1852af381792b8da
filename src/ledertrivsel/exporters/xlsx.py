"""A workbook for Excel and LibreOffice: the plan, or the sheets that groups rate on.

It is written by XlsxWriter in memory; the same view gives the same bytes, since the day it says it
was made is the day of the export.
"""

from __future__ import annotations

from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._workbook_plan import PlanBook
from ledertrivsel.exporters._workbook_ratings import RatingsBook
from ledertrivsel.exporters._workbook_sheet import Book
from ledertrivsel.hookspecs import Context, Export, ExportWarning
from ledertrivsel.view import View


class XlsxExporter:
    """Writes the workbook that the option ``workbook`` names."""

    def export(self, view: View, context: Context) -> Export:
        """Return the workbook."""
        say = Speaker(context.labels, context.language)
        audience = say(f"exports.audience.{view.audience.value}")
        book = Book(context.labels, audience, context.today)
        warnings: list[ExportWarning] = []
        if context.options.get("workbook", "plan") == "ratings":
            book.describe(say("workbook.ratings-title"), view.title, view.organisation)
            RatingsBook(book, say, view).fill()
        else:
            book.describe(view.title, say("model.plan"), view.organisation)
            filled = PlanBook(book, say, view, page(view, context))
            filled.fill()
            warnings += filled.warnings
        if book.was_parted:
            warnings.append(ExportWarning(code="xlsx-continued"))
        return Export(book.content(), tuple(warnings))
