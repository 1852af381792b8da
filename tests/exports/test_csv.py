"""The tables for spreadsheets, read back with the csv module as a spreadsheet would."""

import csv
import datetime
import io

import attrs
import pytest

from ledertrivsel.exporters.csv import CsvExporter
from ledertrivsel.hookspecs import Export, Exporter
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import context, everything
from tests.exports.hostile import TEXTS

DAY = datetime.date(2026, 11, 23)


def made(view: View, table: str = "themes", language: str = "da") -> Export:
    given = attrs.evolve(context(language), options={"table": table})
    return CsvExporter().export(view, given)


def rows(view: View, table: str = "themes", language: str = "da") -> list[list[str]]:
    text = made(view, table, language).content.decode("utf-8-sig")
    sign = {"da": ";", "en": ","}[language]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))


def case(audience: Audience = Audience.WORKING_GROUP) -> View:
    return make_view(plan_on(DAY), audience, today=DAY)


def test_it_is_an_exporter() -> None:
    assert isinstance(CsvExporter(), Exporter)


def test_danish_excel_opens_it_by_itself() -> None:
    content = made(case()).content
    assert content.startswith("\ufeffNr.;Id;Tema;Spørgsmål til temaet;Kilde;Status;".encode())
    assert content.count(b"\r\n") > 12
    assert b"\n" not in content.replace(b"\r\n", b"").split("Spørgsmål".encode())[0]


def test_an_english_file_has_commas_and_points() -> None:
    content = made(case(), "ratings", "en").content.decode("utf-8-sig")
    assert content.startswith("No.,Theme,Important,Succeeding,")
    line = next(row for row in content.splitlines() if row.startswith("1,"))
    assert "4.67" in line


def test_the_table_of_themes_says_what_became_of_each() -> None:
    found = {row[0]: row for row in rows(case()) if len(row) == 10}
    assert found["1"][5] == "Valgt"
    parked = next(row for row in found.values() if row[5] == "Parkeret")
    assert parked[6:] == [
        "Vi skal vide mere, før vi kan beslutte",
        *parked[7:9],
        "2027-01-20",
    ]


def test_the_choice_stands_behind_the_table_of_themes() -> None:
    behind = [row for row in rows(case()) if len(row) == 2]
    assert ["Valg af temaer", "12. Hvordan støtter vi ledere i at være i krydspresset?"] in behind
    assert any(row[0] == "Valg af temaer – Bekræftet af" for row in behind)


def test_the_ratings_are_figures_that_a_spreadsheet_computes_with() -> None:
    figures = [row for row in rows(case(), "ratings") if len(row) == 9][1:]
    assert figures[0][:6] == [
        "1",
        "Hvordan modtager vi nye ledere?",
        *figures[0][2:5],
        "Felt 1: Vigtigt, lykkes mindre godt",
    ]
    for row in figures:
        for cell in row[2:5]:
            assert float(cell.replace(",", ".")) is not None
    behind = dict(row for row in rows(case(), "ratings") if len(row) == 2)
    assert behind["Skillelinje"] == "ved 3 (vigtigt) og 3 (lykkes), midten af skalaen"


def test_a_theme_that_nobody_rated_has_no_figures() -> None:
    found = next(row for row in rows(everything(), "ratings") if row[-2:] == ["0", "Vises ikke"])
    assert found[2:7] == ["", "", "", "Ikke vurderet", ""]


def test_a_suppressed_theme_has_no_figures_and_the_floor_is_told() -> None:
    found = rows(everything(), "ratings")
    hidden = next(row for row in found if "Vises ikke (for få svar)" in row)
    assert hidden[2:] == ["", "", "", "Vises ikke (for få svar)", "", "", ""]
    assert any("Tal vises kun, når mindst" in row[1] for row in found if len(row) == 2)


def test_the_tasks_have_days_as_data_and_offsets_in_words() -> None:
    dues = [row[5] for row in rows(case(), "tasks") if len(row) == 10][1:]
    assert "2026-12-02" in dues
    assert "5 uger efter opstart" in dues


def test_what_the_tasks_leave_out_is_told_in_both_languages() -> None:
    (warning,) = made(everything(), "tasks").warnings
    assert warning.render(load_labels("da")) == (
        "Tabellen har opgaver og opfølgning. Det, der ellers står på action cardene, er udeladt: "
        "Hvor og hvornår anvendes action cardet, Hvad er målet, Hvor får jeg hjælp som ansvarlig, "
        "Hvad er medarbejderrepræsentanter og samarbejdsforas rolle, Materialer, Kilde og "
        "Begrundelse for status. Det står i formaterne html, docx og xlsx."
    )
    assert "is left out: Where and when" in warning.render(load_labels("en"))
    assert made(everything()).warnings == made(everything(), "ratings").warnings == ()


def test_tasks_of_a_plan_without_cards_lose_nothing() -> None:
    begun = plan_on(datetime.date(2026, 9, 2))
    assert made(make_view(begun), "tasks").warnings == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["themes", "ratings", "tasks"])
@pytest.mark.parametrize("audience", list(Audience))
def test_the_foot_says_for_whom_it_is(language: str, table: str, audience: Audience) -> None:
    found = rows(case(audience), table, language)
    last = max(number for number, row in enumerate(found) if not row)
    labels = load_labels(language)
    foot = [cell for row in found[last + 1 :] for cell in row]
    assert foot[0] == labels[f"exports.audience.{audience.value}"]
    assert foot[1] == labels.fill("exports.as-of", {"date": DAY})
    assert len(foot) == 5


@pytest.mark.parametrize("text", [text for text in TEXTS if text != "-"])  # That is nothing.
@pytest.mark.parametrize("table", ["themes", "tasks"])
def test_what_people_type_is_no_formula_and_no_new_row(text: str, table: str) -> None:
    view = everything(texts=(text,))
    found = rows(view, table)
    plain = rows(everything(texts=("ord",)), table)
    assert [len(row) for row in found] == [len(row) for row in plain]
    for row in found:
        for cell in row:
            for line in cell.split("\n"):
                assert line.lstrip(" \xa0")[:1] not in tuple("=+@\t") or line.startswith("'")
