"""Everything that comes with the library keeps the contract of its kind."""

import io
from pathlib import Path

from ledertrivsel.exporters.png import PngExporter
from ledertrivsel.testing import (
    CheckContract,
    ExporterContract,
    MethodContract,
    ReaderContract,
    RuleContract,
    StoreContract,
)
from tests import tools
from tests.contract.library import LibrarysFindings
from tests.exports import printed, slides, word
from tests.exports.workbooks import Tabled
from tests.readers.workbooks import SAMPLES
from tests.stores.server import server


class Tried:
    """How often: no built-in may be accused falsely."""

    examples = 300


class TestLibrarysFindings(Tried, CheckContract):
    plugin, name = LibrarysFindings(), "library"


class TestMarkdown(Tried, ExporterContract):
    name = "markdown"


class TestHtml(Tried, ExporterContract):
    name = "html"


class TestHtmlFragment(Tried, ExporterContract):
    name = "html-fragment"


class TestJson(Tried, ExporterContract):
    name = "json"


class TestCsv(Tried, ExporterContract):
    name = "csv"


class TestPdf(printed.Printed, ExporterContract):
    name = "pdf"


class TestIcs(Tried, ExporterContract):
    name = "ics"


class TestDocx(ExporterContract):
    name = "docx"
    examples = 40

    def extract_text(self, content: bytes) -> str:
        return word.text_of(content)


class TestXlsx(Tabled, ExporterContract):
    name = "xlsx"


class TestSheets(printed.Printed, ExporterContract):
    name = "sheets"


class TestSvg(ExporterContract):
    name = "svg"
    examples = 100


class TestPng(ExporterContract):
    name = "png"
    examples = 20

    @classmethod
    def made(cls, *arguments: object) -> PngExporter:
        """Return an exporter that draws few dots, and soon: what it tells is the same."""
        return PngExporter(dots_per_inch=12)

    def extract_text(self, content: bytes) -> str:
        """Return what stands in the file beside the picture."""
        image = tools.module("PIL.Image", "pillow")
        with image.open(io.BytesIO(content)) as picture:
            picture.load()
            return "\n".join(picture.text.values())


class TestPptx(ExporterContract):
    name = "pptx"
    examples = 5  # Each reads a deck of fifty slides.

    def extract_text(self, content: bytes) -> str:
        return slides.text_of(content)


class TestMemory(Tried, StoreContract):
    name = "memory"


class TestSqlite(Tried, StoreContract):
    name = "sqlite"


class TestDirectory(Tried, StoreContract):
    name = "dir"


class TestPostgresql(StoreContract):
    name = "postgresql"
    examples = 20  # Each makes tables of its own.

    def address(self, folder: Path) -> str:
        return server().address()


class TestBfa2025(Tried, MethodContract):
    name = "bfa-2025"


class TestFieldGap(Tried, RuleContract):
    name = "field-gap"


class TestField(Tried, RuleContract):
    name = "field"


class TestGap(Tried, RuleContract):
    name = "gap"


class TestShare(Tried, RuleContract):
    name = "share"


class TestPicks(Tried, RuleContract):
    name = "picks"


class TestRatingsCsv(Tried, ReaderContract):
    name = "ratings-csv"


class TestRatingsXlsx(ReaderContract):
    name = "ratings-xlsx"
    examples = 30
    samples = SAMPLES
    deviations = {  # noqa: RUF012 - a class of tests is made once.
        "test_it_touches_nothing_but_the_file": "openpyxl asks the clock for a day of creation, "
        "which nobody looks at."
    }


class TestNotesMarkdown(Tried, ReaderContract):
    name = "notes-markdown"
