"""The command line as a program: how it starts, ends and does without what it needs."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ledertrivsel import __version__
from ledertrivsel.cli.app import _language_first
from tests.cli.running import ROOT, Run


def start(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the program in a process of its own, or Python with *code*."""
    settings = {
        **{name: value for name, value in os.environ.items() if name != "COLUMNS"},
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
        **environment,
    }
    begin = ["-c", code] if code else ["-m", "ledertrivsel"]
    return subprocess.run(
        [sys.executable, *begin, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=settings,
        timeout=60,
        check=False,
    )


def test_the_version_is_told_before_anything_is_loaded() -> None:
    ran = start(
        code="import sys\n"
        "from ledertrivsel.cli import main\n"
        "code = main(['--version'])\n"
        "heavy = {'click', 'rich', 'attrs', 'attr', 'cattrs', 'pluggy', 'importlib.metadata'}\n"
        "print(code, sorted(heavy & set(sys.modules)))\n"
    )
    assert (ran.stdout, ran.stderr) == (f"ledertrivsel {__version__}\n0 []\n", "")


def test_the_version_is_told_among_other_words_too(run: Run) -> None:
    assert run("--language en --version").out == f"ledertrivsel {__version__}\n"


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_it_says_what_to_install(missing: str) -> None:
    ran = start(
        "card",
        "plan.json",
        code=f"import sys\nsys.modules[{missing!r}] = None\n"
        "from ledertrivsel.cli import main\nsys.exit(main())\n",
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "Kommandolinjen bruger click og rich, som ikke er installeret. / "
        "The command line needs click and rich, which are not installed.\n"
        '    pip install "ledertrivsel[cli]"\n'
    )


def test_it_starts_as_a_module_and_gives_the_code_to_the_shell(tmp_path: Path) -> None:
    plan = str(tmp_path / "plan.json")
    assert start("init", plan, "--on", "2026-09-02").returncode == 0
    assert start("show", str(tmp_path / "borte.json")).returncode == 2
    assert start("check", plan, "--today", "2026-09-02").returncode in (0, 1)


def test_ascii_is_enough_for_every_command(tmp_path: Path) -> None:
    plan = str(tmp_path / "plan.json")
    assert start("init", plan, "--title", "Plan på åen").returncode == 0
    for line in (["--help"], ["show", plan], ["agenda", "--checklist"], ["plugins"]):
        ran = start(*line, PYTHONIOENCODING="ascii")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.isascii()
    ran = start("show", "på.json", PYTHONIOENCODING="ascii")
    assert ran.stderr == "Fejl: Filen paa.json findes ikke.\n"


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_name_that_is_no_text_is_refused_without_a_crash(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ledertrivsel", "init", b"plan.json", "--title", b"\xff"],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode().startswith("Fejl: --title må ikke indeholde et halvt tegn")


def test_a_reader_who_has_had_enough_is_no_error(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from ledertrivsel.cli import main\n"
        "read, write = os.pipe()\n"
        "os.close(read)\n"
        "os.dup2(write, 1)\n"
        "main(['schema'])\n"
    )
    assert start(code=code).stderr == ""


def in_terminal(line: list[str], folder: Path) -> tuple[bytes, bytes]:
    """Return what *line* writes to stdout, a pipe, and to stderr, a terminal."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "ledertrivsel", *line],
        stdout=subprocess.PIPE,
        stderr=child,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"},
    ) as process:
        os.close(child)
        assert process.stdout is not None
        out = process.stdout.read()
        told = b""
        try:
            while piece := os.read(parent, 4096):
                told += piece
        except OSError:  # How Linux tells that the other end of a terminal is closed.
            pass
    os.close(parent)
    return out, told


def test_progress_is_told_on_stderr_when_that_is_a_terminal(
    published: Run, tmp_path: Path
) -> None:
    out, told = in_terminal(["export", "plan.json", "html", "-o", "-"], tmp_path)
    assert "Laver filen …" in told.decode()
    assert out.startswith(b"<!DOCTYPE html>") or out.startswith(b"<!doctype html>")
    assert published("export plan.json html -o -").err == ""


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["card", "p", "--language", "en"], ["--language", "en", "card", "p"]),
        (["card", "--language=en", "p"], ["--language=en", "card", "p"]),
        (["card", "--", "--language", "en"], ["card", "--", "--language", "en"]),
        (["card", "--language"], ["--language", "card"]),
    ],
)
def test_the_language_may_stand_anywhere(given: list[str], wanted: list[str]) -> None:
    assert _language_first(given) == wanted
