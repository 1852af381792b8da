"""The workbook as its readers see it: openpyxl, calamine, LibreOffice and the schema."""

import csv
import datetime
import io
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from ledertrivsel.errors import MissingExtraError
from ledertrivsel.exporters.xlsx import XlsxExporter
from ledertrivsel.hookspecs import Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.plugins import Registry
from ledertrivsel.prose import Prose
from ledertrivsel.testing._contract_views import crowded
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.content import missing, normal
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS
from tests.exports.workbooks import read_workbook, text_of_workbook
from tests.tools import by_office, module, text_of_pdf

DAYS = (datetime.date(2026, 9, 2), datetime.date(2027, 9, 16))


def written(view: View, language: str = "da", workbook: str = "plan") -> bytes:
    given = attrs.evolve(context(language), options={"workbook": workbook})
    return XlsxExporter().export(view, given).content


def text_of(view: View, language: str = "da") -> str:
    """Return what the workbook says, days and figures as the language has them besides."""
    found = [text_of_workbook(written(view, language))]
    labels = load_labels(language)
    for page in read_workbook(written(view, language)):
        for row in page.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, datetime.datetime):
                    found.append(labels.date(value.date()))
                elif isinstance(value, (int, float)):
                    found.append(
                        f"{abs(value):.2f}".rstrip("0")
                        .rstrip(".")
                        .replace(".", labels["numbers.decimal"])
                    )
    return "\n".join(found)


def test_it_is_an_exporter() -> None:
    assert isinstance(XlsxExporter(), Exporter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_view_is_in_the_workbook(language: str) -> None:
    view = everything()
    assert missing(view, load_labels(language), text_of(view, language)) == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_case_is_whole_for_each_audience(
    day: datetime.date, audience: Audience, language: str
) -> None:
    view = make_view(plan_on(day), audience, today=day)
    assert missing(view, load_labels(language), text_of(view, language)) == []


@pytest.mark.parametrize("workbook", ["plan", "ratings"])
@pytest.mark.parametrize("view", [everything(), everything(texts=TEXTS)], ids=["usual", "hostile"])
def test_the_file_keeps_to_the_schema_of_office(workbook: str, view: View, tmp_path: Path) -> None:
    validator = module("openxml_audit", "openxml-audit").OpenXmlValidator()
    file = tmp_path / "plan.xlsx"
    file.write_bytes(written(view, workbook=workbook))
    result = validator.validate(file)
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_type_is_text_and_nothing_else(text: str) -> None:
    content = written(everything(texts=(text,)))
    assert normal(text) in normal(text_of_workbook(content))
    for page in read_workbook(content):
        assert not page._hyperlinks
        assert {cell.data_type for row in page for cell in row} <= {"s", "n", "d"}


def test_libreoffice_prints_it_with_the_foot_on_every_page() -> None:
    view = make_view(plan_on(DAYS[0]), Audience.FORUMS)
    pages = text_of_pdf(by_office(written(view), ".xlsx", "pdf")).split("\f")[:-1]
    foot = load_labels("da")["exports.audience.forums"]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert foot in page
        assert f"Side {number} af {len(pages)}" in page


def test_libreoffice_reads_the_same_cells() -> None:
    content = written(make_view(plan_on(DAYS[0]), Audience.FORUMS))
    page = read_workbook(content)["Overblik"]
    first_sheet = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
    text = by_office(content, ".xlsx", first_sheet, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    for number, row in enumerate(page.iter_rows(values_only=True)):
        assert [value or "" for value in row] == rows[number]


def test_a_long_answer_is_whole_and_a_warning_tells_how_it_stands() -> None:
    answer = " ".join(map(str, range(6_000)))[:30_000]
    view = attrs.evolve(everything(), purpose=Prose(answer))
    export = XlsxExporter().export(view, context())
    assert normal(answer) in normal(text_of_workbook(export.content))
    (warning,) = export.warnings
    assert warning.render(load_labels("da")) == (
        "Lange tekster går videre i rækkerne under, i tabeller mærket “(fortsat)”, for Excel "
        "viser kun en vis højde af en række. Alt står der."
    )
    assert "marked “(continued)”" in warning.render(load_labels("en"))


@pytest.mark.parametrize("count", [0, 1, 3, 12, 20])
def test_any_number_of_themes_fits(count: int) -> None:
    view = make_view(crowded(count), Audience.WORKING_GROUP)
    assert missing(view, load_labels("da"), text_of(view)) == []


def test_long_words_stay_in_rows_of_a_height_that_excel_has() -> None:
    word = "arbejdsmiljørepræsentantvalgs"
    view = everything(texts=(word, "x" * 300, f"{word} " * 900))
    for page in read_workbook(written(view)):
        heights = [row.height or 15 for row in page.row_dimensions.values()]
        assert max(heights) <= 409


def test_the_libraries_are_loaded_when_a_workbook_is_asked_for() -> None:
    program = (
        "import sys, datetime, ledertrivsel as lt\n"
        "day = datetime.date(2026, 9, 2)\n"
        "plan = lt.Plan.start(lt.load_method('bfa-2025'), title='Planen', on=day)\n"
        "lt.export(plan, 'markdown')\n"
        "print('xlsxwriter' in sys.modules, 'openpyxl' in sys.modules)\n"
        "lt.export(plan, 'xlsx')\n"
        "print('xlsxwriter' in sys.modules, 'openpyxl' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "False False\nTrue False\n"


def test_a_missing_library_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError) as caught:
        Registry(entry_points=False).exporter("xlsx")
    assert "ledertrivsel[xlsx]" in str(caught.value)
