"""Everything that comes with the library keeps the contract of its kind."""

from pathlib import Path

from ledertrivsel.testing import (
    CheckContract,
    ExporterContract,
    MethodContract,
    ReaderContract,
    RuleContract,
    StoreContract,
)
from tests.contract.library import LibrarysFindings
from tests.stores.server import server


class TestLibrarysFindings(CheckContract):
    plugin, name = LibrarysFindings(), "library"


class TestMarkdown(ExporterContract):
    name = "markdown"


class TestHtml(ExporterContract):
    name = "html"


class TestJson(ExporterContract):
    name = "json"


class TestMemory(StoreContract):
    name = "memory"


class TestSqlite(StoreContract):
    name = "sqlite"


class TestDirectory(StoreContract):
    name = "dir"


class TestPostgresql(StoreContract):
    name = "postgresql"
    examples = 20  # Each makes tables of its own.

    def address(self, folder: Path) -> str:
        return server().address()


class TestBfa2025(MethodContract):
    name = "bfa-2025"


class TestFieldGap(RuleContract):
    name = "field-gap"


class TestField(RuleContract):
    name = "field"


class TestGap(RuleContract):
    name = "gap"


class TestShare(RuleContract):
    name = "share"


class TestPicks(RuleContract):
    name = "picks"


class TestRatingsCsv(ReaderContract):
    name = "ratings-csv"


class TestNotesMarkdown(ReaderContract):
    name = "notes-markdown"
