"""Four distributions, installed by pip and found by their entry points, do what they offer."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.installing import DISTRIBUTIONS, PLUGINS, ledertrivsel_says, run


def listed(*sites: Path, cwd: Path) -> list[dict[str, Any]]:
    """Return the plugins that are no part of the library, as the command line lists them."""
    plugins = json.loads(ledertrivsel_says("plugins", "--json", sites=sites, cwd=cwd))["plugins"]
    return [plugin for plugin in plugins if plugin["origin"] != "built-in"]


def test_all_are_listed_with_what_they_offer(site: Path, tmp_path: Path) -> None:
    plugins = listed(site, cwd=tmp_path)
    assert {plugin["distribution"]: plugin["version"] for plugin in plugins} == DISTRIBUTIONS
    assert {plugin["origin"] for plugin in plugins} == {"entry-point"}
    assert {plugin["state"] for plugin in plugins} == {"active"}
    assert [problem for plugin in plugins for problem in plugin["problems"]] == []
    assert [plugin["offers"] for plugin in plugins] == [
        [{"kind": "method", "name": "through-change"}],
        [{"kind": "rule", "name": "hardest-hit"}],
        [{"kind": "exporter", "name": "planner"}],
        [{"kind": "store", "name": "zip"}],
    ]


def test_installed_twice_it_is_one(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(site, again)
    plugins = listed(site, again, cwd=tmp_path)
    assert {plugin["distribution"]: plugin["version"] for plugin in plugins} == DISTRIBUTIONS
    assert [plugin["state"] for plugin in plugins] == ["active"] * len(DISTRIBUTIONS)


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_its_own_tests_pass_outside_this_repository(name: str, site: Path, tmp_path: Path) -> None:
    shutil.copytree(PLUGINS / name / "tests", tmp_path / "tests")
    quiet = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "error")
    few = {"LEDERTRIVSEL_CONTRACT_EXAMPLES": "5"}
    done = run(*quiet, "tests", sites=(site,), cwd=tmp_path, settings=few)
    assert "passed" in done.stdout
    assert "skipped" not in done.stdout


# The exporter


def test_the_exporter_writes_from_the_command_line_and_from_python(
    site: Path, folder: Path
) -> None:
    to = ("plan.json", "planner", "--output", "tasks.csv", "--audience", "working-group")
    ledertrivsel_says("export", *to, sites=(site,), cwd=folder)
    content = (folder / "tasks.csv").read_bytes()
    with (folder / "tasks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = (row for row in rows if row["Task Name"].startswith("Saml de typer"))
    assert row["Bucket Name"] == "How do we support managers under pressure from several sides?"
    assert row["Due Date"] == "2027-03-31"
    code = (
        "import ledertrivsel as lt\n"
        "plan, _ = lt.read_plan('plan.json')\n"
        "made = lt.export(plan, 'planner', audience=lt.Audience.WORKING_GROUP, language='en')\n"
        "print(made.content.hex(), made.warnings[0].code)"
    )
    made, warning = run("-c", code, sites=(site,), cwd=folder).stdout.split()
    assert (bytes.fromhex(made), warning) == (content, "no-account")


def test_who_is_not_in_the_view_is_not_in_the_file(site: Path, folder: Path) -> None:
    to = ("plan.json", "planner", "--output", "tasks.csv")
    ledertrivsel_says("export", *to, sites=(site,), cwd=folder)
    assert "Activated on" not in (folder / "tasks.csv").read_text("utf-8-sig")


# The method

RATED = "Voice,1 importance,1 success,3 importance,3 success,4 importance,4 success\n"
CHANGE = f"{RATED}A,2,4,5,1,4,2\nB,3,4,5,2,5,2\n"


def test_a_plan_made_with_the_method_chooses_two_and_outlives_it(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "ratings.csv").write_text(CHANGE, encoding="utf-8")
    begin = ("init", "plan.json", "--title", "Fusion", "--on", "2026-09-02")
    for line in (
        (*begin, "--method", "through-change"),
        ("rate", "plan.json", "ratings.csv", "--on", "2026-09-02"),
    ):
        ledertrivsel_says(*line, sites=(site,), cwd=tmp_path)
    shown = ledertrivsel_says("card", "plan.json", "--json", sites=(site,), cwd=tmp_path)
    assert json.loads(shown)["proposal"]["chosen"] == ["say-in-it", "own-future"]
    agenda = ("agenda", "3", "--method", "through-change")
    assert "Agree on the start" in ledertrivsel_says(*agenda, sites=(site,), cwd=tmp_path)
    # Where the plugin is not installed, the plan is whole all the same.
    page = ledertrivsel_says("export", "plan.json", "markdown", "--output", "-", cwd=tmp_path)
    assert "Fusion" in page
    assert "Well through the change" in page


# The rule

HIT = "Voice,3 importance,3 success,4 importance,4 success\n"
NIGHT = f"{HIT}Day 1,4,3,3,4\nDay 2,4,3,3,4\nDay 3,4,3,3,4\nNight,3,4,5,1\n"


def test_the_rule_proposes_from_the_command_line_and_from_python(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "ratings.csv").write_text(NIGHT, encoding="utf-8")
    begin = ("init", "plan.json", "--title", "Plan", "--on", "2026-09-02")
    ledertrivsel_says(*begin, "--rule", "hardest-hit", sites=(site,), cwd=tmp_path)
    ledertrivsel_says("rate", "plan.json", "ratings.csv", sites=(site,), cwd=tmp_path)
    shown = ledertrivsel_says("card", "plan.json", "--json", sites=(site,), cwd=tmp_path)
    proposal = json.loads(shown)["proposal"]
    assert (proposal["rule"], proposal["chosen"]) == ("hardest-hit", ["restitution", "sparring"])
    code = (
        "import ledertrivsel as lt\n"
        "plan, _ = lt.read_plan('plan.json')\n"
        "print(*lt.proposal(plan, 'hardest-hit').chosen, *lt.proposal(plan, 'gap').chosen)"
    )
    done = run("-c", code, sites=(site,), cwd=tmp_path)
    assert done.stdout.split() == ["restitution", "sparring", "sparring", "restitution"]


# The store


def test_plans_copied_into_the_archive_are_listed_loaded_and_saved(
    site: Path, folder: Path
) -> None:
    def says(*line: str, fails: bool = False) -> str:
        return ledertrivsel_says(*line, sites=(site,), cwd=folder, fails=fails)

    archive = "zip:///handover.zip"
    init = ("--title", "Plan", "--on", "2026-09-02")
    says("init", "sqlite:///plans.db#2026", *init)
    (folder / "ratings.csv").write_text(NIGHT, encoding="utf-8")
    says("rate", "sqlite:///plans.db#2026", "ratings.csv", "--on", "2026-09-02")
    says("store", "copy", "sqlite:///plans.db", archive)
    says("init", f"{archive}#2027", *init)
    listed = json.loads(says("store", "ls", archive, "--json"))
    assert [(item["key"], item["revision"]) for item in listed] == [("2026", 2), ("2027", 1)]
    shown = says("show", f"{archive}#2026", "--json")
    assert shown == says("show", "sqlite:///plans.db#2026", "--json")
    assert "2026" in says("store", "erase", f"{archive}#2026", "--yes")
    assert "was deleted" in says("show", f"{archive}#2026", fails=True)
    code = (
        "import ledertrivsel as lt\n"
        "with lt.open_store('zip:///handover.zip') as plans:\n"
        "    plan, revision = plans.load('2027')\n"
        "    print(plan.title, plans.save(plan, '2027', expected=revision))"
    )
    assert run("-c", code, sites=(site,), cwd=folder).stdout.split() == ["Plan", "2"]


def test_without_the_distribution_its_scheme_is_unknown(folder: Path) -> None:
    said = ledertrivsel_says("store", "ls", "zip:///handover.zip", cwd=folder, fails=True)
    assert said == (
        "Error: The store 'zip' does not exist. There are: dir, memory, postgresql and sqlite."
    )
