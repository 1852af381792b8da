"""The demo as a command: every step by the commands' own code, in any folder, any language."""

import shlex
from pathlib import Path

import pytest

from ledertrivsel.cli.app import app
from ledertrivsel.cli.demo import A_YEAR_LATER, MADE, UNTIL_CHOICE, UNTIL_PUBLISHED, example_files
from tests.cli.running import EXAMPLE, Run


def made(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_run_twice_into_one_folder_it_begins_anew(run: Run, tmp_path: Path) -> None:
    first = run("demo demo")
    before = made(tmp_path / "demo")
    second = run("demo demo")
    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    assert first.out == second.out
    assert made(tmp_path / "demo") == before
    assert {name for name, _ in MADE} <= {*before, "filer"}
    assert {"filer/plan.pdf", "filer/plan.docx", "filer/plan.xlsx", "filer/plan.pptx"} <= set(
        before
    )


def test_it_says_what_lies_where(run: Run) -> None:
    out = run("demo 'min mappe/demo'").out
    ending = out[out.index("Færdig.") :]
    assert ending.startswith("Færdig. Dette er lavet i mappen min mappe/demo:\n")
    for name, _ in MADE:
        assert f"\n  {name} " in ending
    for file in EXAMPLE.iterdir():
        assert file.name in ending
    assert ending.endswith("\nÅbn min mappe/demo/plan.html i en browser.\n")


def test_in_english_the_pages_are_english_too(run: Run, tmp_path: Path) -> None:
    ran = run("demo demo --language en")
    assert (ran.code, ran.err) == (0, "")
    assert "Done. This was made in the folder demo:\n" in ran.out
    assert 'lang="en"' in (tmp_path / "demo" / "plan.html").read_text("utf-8")
    plan = tmp_path / "demo" / "plan.json"
    english = plan.read_bytes()
    run("demo demo")
    assert plan.read_bytes() == english  # The plan is the same plan in any language.


def test_each_step_is_a_command_that_can_be_typed(run: Run) -> None:
    out = run("demo demo").out.replace("\n    ", " ")
    for line in (*UNTIL_CHOICE, *UNTIL_PUBLISHED, *A_YEAR_LATER):
        assert shlex.split(line)[0] in app.commands
        assert f"→ ledertrivsel {line}\n" in out


def test_the_example_is_whole_wherever_it_is_read_from() -> None:
    assert {file.name: file.read_bytes() for file in example_files()} == {
        file.name: file.read_bytes()
        for file in EXAMPLE.iterdir()
        if file.suffix in (".md", ".csv") and file.name != "README.md"
    }


def test_a_file_in_the_way_of_the_folder_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("x", encoding="utf-8")
    ran = run("demo demo")
    assert (ran.code, ran.err) == (
        2,
        "Fejl: demo kan ikke læses eller skrives: Den findes i forvejen.\n",
    )


def test_it_comes_back_to_where_it_was_started(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path.cwd()
    run("demo demo")
    assert Path.cwd() == before
