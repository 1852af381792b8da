"""The file keeps the contract of exporters, and holds what an import into Planner goes by."""

import csv
import io
from datetime import date

import ledertrivsel as lt
import ledertrivsel_planner
from ledertrivsel.plugins import Registry
from ledertrivsel.testing import ExporterContract
from ledertrivsel_planner.exporter import COLUMNS


class TestPlanner(ExporterContract):
    plugin, name = "ledertrivsel_planner", "planner"


def export(card: lt.ActionCard, *, separator: str = "comma", language: str = "da") -> lt.Export:
    """Return the file of a plan with one card."""
    registry = Registry(entry_points=False)
    registry.register(ledertrivsel_planner, name="planner")
    day = date(2026, 9, 2)
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=day)
    plan = plan.choose((card.theme_id,), on=day).add_card(card)
    options = {"separator": separator}
    return lt.export(plan, "planner", language=language, options=options, registry=registry)


def rows(made: lt.Export, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows as an import reads them."""
    text = io.StringIO(made.content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


def card_with(*tasks: lt.Task) -> lt.ActionCard:
    """Return a card with these tasks."""
    return lt.ActionCard(theme_id="sparring", goal="Ingen står alene", tasks=tasks)


def test_a_bucket_is_a_theme_and_its_first_row_is_the_card() -> None:
    task = lt.Task(what="Find sparringspartnere", who="hr@example.dk", due=date(2026, 11, 2))
    card, row = rows(export(card_with(task)))
    assert tuple(card) == COLUMNS
    assert card["Task Name"] == "Action card: Hvordan sikrer vi sparring?"
    assert "Hvad er målet: Ingen står alene" in card["Description"]
    assert row == {
        "Task Name": "Find sparringspartnere",
        "Bucket Name": "Hvordan sikrer vi sparring?",
        "Percent Complete": "0",
        "Assigned To": "hr@example.dk",
        "Start Date": "",
        "Due Date": "2026-11-02",
        "Completed Date": "",
        "Description": "Action card: Hvordan sikrer vi sparring?\nHvem: hr@example.dk",
    }


def test_the_file_opens_in_excel() -> None:
    content = export(card_with(lt.Task(what="=1+1")), separator="semicolon").content
    assert content.startswith(b"\xef\xbb\xbfTask Name;Bucket Name;")
    assert content.endswith(b"\r\n")
    assert b"\r\n'=1+1;" in content


def test_what_is_done_is_completed_and_what_is_begun_is_half() -> None:
    done = lt.Task(what="Gjort", done_on=date(2026, 9, 1))
    begun = lt.Task(what="Begyndt", started_on=date(2026, 9, 1))
    _, *both = rows(export(card_with(done, begun)))
    assert [row["Percent Complete"] for row in both] == ["100", "50"]


def test_a_role_and_a_deadline_from_an_event_are_told_and_kept() -> None:
    due = lt.Offset(5, lt.OffsetUnit.WEEKS, "opstart")
    made = export(card_with(lt.Task(what="Samtale", who="Nærmeste leder", due=due)))
    _, row = rows(made)
    assert (row["Assigned To"], row["Due Date"]) == ("", "")
    assert row["Description"].endswith("Hvem: Nærmeste leder\nFrist: 5 uger efter opstart")
    assert [warning.render(lt.load_labels("da")) for warning in made.warnings] == [
        "Opgaver med en rolle og ingen konto: 1. Rollen står i beskrivelsen. "
        "Tildel dem i Planner. Den første: Samtale",
        "Frister, der regnes fra en hændelse: 1. De står i beskrivelsen. "
        "Sæt en dato i Planner, når hændelsen sker. Den første: Samtale",
    ]


def test_a_name_too_long_is_cut_and_stands_whole_in_the_description() -> None:
    long = "Sparring " * 60
    made = export(card_with(lt.Task(what=long)))
    _, row = rows(made)
    assert len(row["Task Name"]) == 255
    assert row["Description"].startswith(long.strip())
    assert [warning.code for warning in made.warnings] == ["name-cut"]


def test_a_description_that_excel_would_cut_is_told() -> None:
    card = lt.ActionCard(theme_id="sparring", goal="a" * 20_000, support="b" * 20_000)
    made = export(card, language="en")
    assert [warning.code for warning in made.warnings] == ["cell-cut"]
    assert len(rows(made)[0]["Description"]) > 40_000
