"""The main job on real input: the demo, and a second workplace, by the program itself.

Every figure of the demo stands in `tests/cases/eksempelkommune.toml`, and nowhere else.
"""

import datetime
import functools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ledertrivsel.agreement import disagreement
from ledertrivsel.cli.demo import A_YEAR_LATER, UNTIL_CHOICE, UNTIL_PUBLISHED
from ledertrivsel.documents import load
from ledertrivsel.plan import Plan
from ledertrivsel.progress import movements

ROOT = Path(__file__).parent.parent
FIGURES = tomllib.loads((ROOT / "tests/cases/eksempelkommune.toml").read_text("utf-8"))
SECOND = ROOT / "examples" / "second-workplace"


def ledertrivsel(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line in *folder*, as it would be typed there."""
    # The width of the terminal that the tests run in decides nothing.
    settings = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return subprocess.run(
        [sys.executable, "-m", "ledertrivsel", *shlex.split(line)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**settings, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )


def data_of(folder: Path, line: str) -> Any:
    return json.loads(ledertrivsel(folder, f"{line} --json").stdout)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's folder and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    ran = ledertrivsel(folder, "demo .")
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder, ran.stdout


@functools.cache
def plan_at(file: Path) -> Plan:
    return load(file.read_bytes())


def numbers_of(plan: Plan) -> dict[str, int]:
    return {theme.id: theme.number for theme in plan.themes}


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A folder for the plan after each file that was read, by the file's name."""
    start = tmp_path_factory.mktemp("start")
    for file in (ROOT / "examples" / "eksempelkommune").iterdir():
        shutil.copy(file, start)
    found: dict[str, Path] = {}
    for line in (*UNTIL_CHOICE, *UNTIL_PUBLISHED, *A_YEAR_LATER):
        words = shlex.split(line.replace("plan-2027.json", "plan.json"))
        if words[0] not in ("init", "read", "rate"):
            continue
        assert ledertrivsel(start, shlex.join(words)).stderr == ""
        for name in words:
            if name.endswith((".md", ".csv")):
                found[name] = tmp_path_factory.mktemp("stage")
                shutil.copy(start / "plan.json", found[name])
    yield found
    plan_at.cache_clear()


# The plan and the card


def test_every_mean_gap_field_and_pick_of_the_card(stages: dict[str, Path]) -> None:
    card = data_of(stages["ratings.csv"], "card plan.json")
    told = {theme["number"]: theme for theme in card["themes"]}
    assert len(told) == len(FIGURES["themes"]) == 13
    for wanted in FIGURES["themes"]:
        theme = told[wanted["number"]]
        for name in ("importance", "success", "gap", "field", "n", "picks"):
            assert theme[name] == wanted[name], (wanted["number"], name)
        assert theme["on_line"] is wanted.get("on_line", False)
        if "id" in wanted:
            assert theme["id"] == wanted["id"]


def test_the_printed_card_has_the_same_figures(demo: tuple[Path, str]) -> None:
    out = demo[1]
    for wanted in FIGURES["themes"]:
        means = [Fraction(wanted[name]) for name in ("importance", "success", "gap")]
        shown = r" +".join(re.escape(in_danish(mean)) for mean in means)
        row = rf"(?m)^ *{wanted['number']}  .* {shown} +{wanted['field']} +{wanted['picks']}\b"
        assert re.search(row, out), wanted["number"]
    assert out.count("Delt i to lejre") == sum(t.get("split", False) for t in FIGURES["themes"])
    assert "44 vippepunkter, alle i tema 2 og 13" in out


def in_danish(value: Fraction) -> str:
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = decimal.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(rounded).replace(".", ",").replace("-", "−")


@pytest.mark.parametrize("rule", FIGURES["proposals"])
def test_the_proposal_by_every_rule(rule: str, demo: tuple[Path, str]) -> None:
    wanted = FIGURES["proposals"][rule]
    numbers = numbers_of(plan_at(demo[0] / "plan.json"))
    told = data_of(demo[0], f"card plan.json --rule {rule}")["proposal"]
    assert told["rule"] == rule
    assert told["target"] == wanted["target"]
    assert [numbers[theme] for theme in told["chosen"]] == wanted["chosen"]
    assert [numbers[theme] for theme in told["contested"]] == wanted["contested"]
    assert told["filled"] == []
    if "order" in wanted:
        order = [[numbers[theme] for theme in group] for group in told["order"]]
        assert order == wanted["order"]
    if "turning" in wanted:
        assert sum(told["turning_points"].values()) == wanted["turning"]
        themes = sorted(numbers[theme] for theme in told["turning_points"])
        assert themes == wanted["turning_themes"]


def test_the_proposal_is_the_same_before_the_parking(stages: dict[str, Path]) -> None:
    wanted = FIGURES["proposals"]["field-gap"]
    plan = plan_at(stages["ratings.csv"] / "plan.json")
    told = data_of(stages["ratings.csv"], "card plan.json")["proposal"]
    numbers = numbers_of(plan)
    assert [numbers[theme] for theme in told["chosen"]] == wanted["chosen"]
    assert [numbers[theme] for theme in told["contested"]] == wanted["contested"]
    assert sum(told["turning_points"].values()) == wanted["turning"]


def test_the_disagreement(stages: dict[str, Path]) -> None:
    plan = plan_at(stages["ratings.csv"] / "plan.json")
    matrix = plan.matrix()
    by_number = {placement.number: placement for placement in matrix.placements}
    thousandth = Decimal("0.001")
    for wanted in FIGURES["disagreement"]:
        spread = getattr(disagreement(by_number[wanted["number"]], matrix.scale), wanted["axis"])
        told = Decimal(spread.agreement.numerator) / Decimal(spread.agreement.denominator)
        assert str(told.quantize(thousandth, ROUND_HALF_UP)) == wanted["agreement"]
        assert str(spread.consensus.quantize(thousandth)) == wanted["consensus"]
    split = [n for n, p in by_number.items() if disagreement(p, matrix.scale).is_split]
    assert split == [theme["number"] for theme in FIGURES["themes"] if theme.get("split")]


def test_the_choice_the_parking_the_cards_and_the_publication(demo: tuple[Path, str]) -> None:
    plan, wanted = plan_at(demo[0] / "plan.json"), FIGURES["choice"]
    numbers = numbers_of(plan)
    assert plan.choice is not None
    assert plan.publication is not None
    assert [numbers[theme] for theme in plan.chosen] == wanted["themes"]
    assert str(plan.choice.recommended_on) == wanted["recommended_on"]
    assert str(plan.choice.confirmed_on) == wanted["confirmed_on"]
    assert [numbers[card.theme_id] for card in plan.cards] == wanted["cards"]
    assert str(plan.publication.on) == wanted["published_on"]
    assert {numbers[p.theme_id]: str(p.revisit_on) for p in plan.parking} == {
        theme["number"]: theme["parked"] for theme in FIGURES["themes"] if "parked" in theme
    }


# The findings and the year after


@pytest.mark.parametrize("wanted", FIGURES["findings"], ids=lambda wanted: wanted["on"])
def test_the_findings_of_a_day(wanted: dict[str, Any], stages: dict[str, Path]) -> None:
    day = datetime.date.fromisoformat(wanted["on"])
    found = data_of(stages[wanted["after"]], f"check plan.json --today {day}")
    codes = [finding["code"] for finding in found]
    assert set(wanted["codes"]) <= set(codes)
    if wanted.get("whole"):
        assert codes == wanted["codes"]


def test_the_demo_ends_well_though_findings_must_be_put_right(demo: tuple[Path, str]) -> None:
    ran = ledertrivsel(demo[0], "check plan.json --today 2026-11-23")
    assert ran.returncode == 1
    assert ran.stdout in demo[1]


def test_the_movements_a_year_later(demo: tuple[Path, str]) -> None:
    plan = plan_at(demo[0] / "plan-2027.json")
    numbers = numbers_of(plan)
    told = movements(plan)
    assert [numbers[movement.theme_id] for movement in told] == [
        wanted["number"] for wanted in FIGURES["movements"]
    ]
    for movement, wanted in zip(told, FIGURES["movements"], strict=True):
        before, after = movement.before, movement.after
        assert before is not None
        assert after is not None
        assert after.importance == Fraction(wanted["importance"])
        assert after.success == Fraction(wanted["success"])
        assert [int(before.quadrant), int(after.quadrant)] == wanted["fields"]
        assert movement.success == Fraction(wanted["gained"])
        assert after.on_line is wanted.get("on_line", False)


def test_the_pages_are_there_and_say_for_whom(demo: tuple[Path, str]) -> None:
    for name, audience in (
        ("plan.html", "Hele organisationen"),
        ("plan-forums.html", "Samarbejdsfora og topledelsen"),
        ("plan-working-group.html", "Arbejdsgruppen"),
        ("plan-2027.html", "Arbejdsgruppen"),
    ):
        assert audience.casefold() in (demo[0] / name).read_text("utf-8").casefold()


# The second workplace: SU and AMO, an anonymous round, two themes, in English

PROCESS = (
    'init plan.json --title "Our plan" --organisation "Example Agency" --method method.toml '
    "--representation su-and-amo --on 2026-03-09",
    "read plan.json mandate.md --notes-language en",
    "rate plan.json ratings.csv --round april --anonymous --on 2026-04-13",
    "read plan.json notes.md --notes-language en",
    "read plan.json publication.md --notes-language en",
)
HIDDEN = "hard-messages"


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The second workplace's folder, and everything that was printed there."""
    folder = tmp_path_factory.mktemp("second")
    for file in SECOND.iterdir():
        shutil.copy(file, folder)
    printed = []
    for line in PROCESS:
        ran = ledertrivsel(folder, f"{line} --language en")
        assert (ran.returncode, ran.stderr) == (0, ""), line
        printed.append(ran.stdout)
        if line.startswith("rate"):
            shutil.copy(folder / "plan.json", folder / "rated.json")
    return folder, printed


def test_two_themes_are_proposed_and_chosen(second: tuple[Path, list[str]]) -> None:
    card = data_of(second[0], "card rated.json")
    assert card["proposal"]["target"] == 2
    assert sorted(card["proposal"]["chosen"]) == ["rest", "time-to-manage"]
    plan = plan_at(second[0] / "plan.json")
    assert plan.chosen == ("time-to-manage", "rest")
    assert plan.choice is not None
    assert str(plan.choice.confirmed_on) == "2026-04-20"
    assert plan.round("april").is_closed


def test_a_round_under_the_floor_shows_no_number_anywhere(
    second: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """Theme 6 has four complete ratings where five are needed."""
    folder = second[0]
    for plan in ("rated.json", "plan.json"):
        card = data_of(folder, f"card {plan}")
        assert card["suppressed"] == [HIDDEN]
        assert HIDDEN not in [theme["id"] for theme in card["themes"]]
        text = ledertrivsel(folder, f"card {plan} --language en").stdout
        hidden = next(line for line in text.splitlines() if line.startswith("  6  "))
        assert re.findall(r"\d", hidden) == ["6"]
        assert "Not shown" in hidden
    for line in (
        "check rated.json --today 2026-04-13",
        "check plan.json --today 2026-11-23",
        "show plan.json",
    ):
        for told in ledertrivsel(folder, f"{line} --language en").stdout.splitlines():
            if "theme 6" in told.casefold():
                assert re.findall(r"\d+", told.replace("Step 1", "")) == ["6"]
    for audience in ("working-group", "forums", "organisation"):
        line = f"export plan.json json --audience {audience} -o - --language en"
        view = ledertrivsel(folder, line).stdout
        assert not placed_with_numbers(json.loads(view), HIDDEN)
        markdown = ledertrivsel(folder, line.replace(" json ", " markdown ")).stdout
        for told in markdown.splitlines():
            if "hard messages" in told and "|" in told:
                assert re.findall(r"\d+", told) in (["6"], [])


def placed_with_numbers(value: object, theme: str) -> bool:
    """Return whether any object about *theme* holds a count or a mean."""
    if isinstance(value, dict):
        about = theme in (value.get("theme_id"), value.get("id"), value.get("theme"))
        if about and {"importance", "success", "n", "cells", "picks"} & {
            name for name, inner in value.items() if inner not in (None, [], "")
        }:
            return True
        return any(placed_with_numbers(inner, theme) for inner in value.values())
    return isinstance(value, list) and any(placed_with_numbers(inner, theme) for inner in value)


def test_the_voices_are_nowhere_when_the_round_is_closed(second: tuple[Path, list[str]]) -> None:
    folder, printed = second
    voices = re.findall(r"voice-[0-9a-f]{32}", (SECOND / "ratings.csv").read_text("utf-8"))
    assert len(set(voices)) == 11
    stored = (folder / "plan.json").read_text("utf-8")
    assert [voice for voice in voices if voice in stored or voice in "".join(printed)] == []


def test_the_words_of_the_workplace_are_english_and_its_own(
    second: tuple[Path, list[str]],
) -> None:
    folder = second[0]
    page = ledertrivsel(folder, "export plan.json html -o - --language en").stdout
    assert 'lang="en"' in page
    assert "Two themes for our managers" in page or "Our plan" in page
    told = ledertrivsel(folder, "agenda --roles --plan plan.json --method bfa-2025 --language en")
    assert "SU and AMO" in told.stdout
    assert "MED" not in told.stdout


def test_a_second_reading_of_the_closed_round_is_refused(second: tuple[Path, list[str]]) -> None:
    line = "rate plan.json ratings.csv --round april --anonymous --replace --language en"
    ran = ledertrivsel(second[0], line)
    assert (ran.returncode, ran.stderr) == (
        2,
        "Error: --round must still be open, got 'closed'.\n",
    )
