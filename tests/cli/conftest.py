"""Running commands as a user does, and workplaces to run them on."""

import contextlib
import io
import shlex
import shutil
from pathlib import Path

import pytest

from ledertrivsel.cli import main
from tests.cli.running import EXAMPLE, Ran, Run


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the terminal that the tests happen to run in decide nothing."""
    for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Run a line as it would be typed in an empty folder, without the program's name."""
    monkeypatch.chdir(tmp_path)

    def run_line(line: str) -> Ran:
        capsysbinary.readouterr()
        code = main(shlex.split(line))
        out, err = capsysbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run_line


STAGES = (
    ("begun", 'init plan.json --title "Plan for ledertrivsel" --on 2026-06-17'),
    ("with mandate", "read plan.json mandate.md"),
    ("rated", "rate plan.json ratings.csv --on 2026-09-02"),
    ("published", "read plan.json workshop-1.md workshop-2.md workshop-3.md publication.md"),
)


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example's plan after each of the stages, made once by the commands."""
    folder = tmp_path_factory.mktemp("stages")
    for file in EXAMPLE.iterdir():
        shutil.copy(file, folder)
    made = {}
    quiet = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(quiet):
        for stage, line in STAGES:
            assert main(shlex.split(line)) == 0
            made[stage] = (folder / "plan.json").read_bytes()
    return made


def _at(stage: str) -> Run:
    @pytest.fixture(name=stage)
    def at(run: Run, stages: dict[str, bytes], tmp_path: Path) -> Run:
        for file in EXAMPLE.iterdir():
            shutil.copy(file, tmp_path)
        (tmp_path / "plan.json").write_bytes(stages[stage])
        return run

    return at


# Runs in a folder with the example's files and its plan: with nothing in it, with the themes
# rated, and published.
begun, rated, published = _at("begun"), _at("rated"), _at("published")
