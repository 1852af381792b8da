"""Printing for any terminal, and what is changed only as a whole."""

import io
import sys
from pathlib import Path

import pytest

from ledertrivsel.cli.place import Place
from ledertrivsel.cli.shared import edit, prepare_streams, read_bytes
from ledertrivsel.errors import Conflict, InvalidValueError
from ledertrivsel.plan import Plan
from tests.cli.running import Run


def lines_at(run: Run, width: int, line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run(line)
    assert ran.err == ""
    return ran.out.splitlines()


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize(
    "line",
    [
        "card plan.json",
        "check plan.json --today 2027-04-15",
        "show plan.json",
        'agenda --start "2026-09-02 13:00"',
        "agenda --roles --checklist",
        "plugins",
    ],
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_nothing_is_wider_than_the_terminal_and_no_line_ends_in_spaces(
    width: int, line: str, language: str, published: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_at(published, width, f"{line} --language {language}", monkeypatch)
    assert max(map(len, lines)) <= min(width, 120)
    assert [line for line in lines if line != line.rstrip()] == []


def test_elsewhere_than_in_a_terminal_there_are_no_colours(published: Run) -> None:
    assert "\x1b" not in published("check plan.json --today 2027-04-15").out
    assert "\x1b" not in published("card plan.json").out


def test_a_terminal_gets_colours_unless_it_asks_for_none(
    published: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;31mSkal rettes:" in published("check plan.json --today 2026-11-23").out.replace(
        "\x1b[1;31m  ", "\x1b[1;31m"
    )
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;31m" not in published("check plan.json --today 2026-11-23").out


def test_an_output_without_danish_letters_gets_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", io.StringIO())  # It takes any text and is left alone.
    prepare_streams()
    stdout.write("Vælg på åen: 2–3 ÷ ┌─│ 漢")
    stdout.flush()
    assert stdout.buffer.getvalue() == b"Vaelg paa aaen: 2-3 - +-| ?"  # type: ignore[attr-defined]


def test_a_refused_change_writes_nothing(begun: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    before = plan.read_bytes()

    def refuse(_: Plan) -> Plan:
        raise InvalidValueError("x", "required", None)

    with pytest.raises(InvalidValueError):
        edit(str(plan), refuse)
    assert plan.read_bytes() == before


def test_a_change_that_changes_nothing_makes_no_revision(run: Run) -> None:
    run("init sqlite:///plans.db#2026 --on 2026-09-02")
    edit("sqlite:///plans.db#2026", lambda plan: plan)
    assert Place.of("sqlite:///plans.db#2026").read()[1].revision == 1


def test_of_two_who_change_a_plan_at_once_the_second_is_refused(run: Run) -> None:
    address = "sqlite:///plans.db#2026"
    run(f"init {address} --on 2026-09-02")

    def while_another_does(plan: Plan) -> Plan:
        edit(address, lambda other: other.add_theme("Klare mål"))
        return plan.add_theme("Rum til at lede")

    with pytest.raises(Conflict):
        edit(address, while_another_does)
    plan, place = Place.of(address).read()
    assert (place.revision, plan.own_themes[0].title.to("da")) == (2, "Klare mål")


def test_a_file_larger_than_any_workplace_hands_in_is_refused(tmp_path: Path) -> None:
    (tmp_path / "method.toml").write_bytes(b"x" * 11)
    with pytest.raises(InvalidValueError, match=r"must be at most 10, got '11 bytes'"):
        read_bytes(str(tmp_path / "method.toml"), limit=10)
