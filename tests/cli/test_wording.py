"""Help: whole, in both languages, with an example that really runs."""

import shlex
import shutil
from pathlib import Path

import click
import pytest

from ledertrivsel.cli.app import app
from ledertrivsel.cli.wording import SHORT, language_of
from ledertrivsel.labels import LANGUAGES, load_labels
from tests.cli.running import EXAMPLE, ROOT, Run

COMMANDS = tuple(app.commands)
ENGLISH_OF_CLICK = (
    "Usage:",
    "Options:",
    "Commands:",
    "Show this message",
    "[default",
    "[required]",
    "Show the version and exit",
    "TEXT",
    "INTEGER",
)


def examples(command: str, language: str) -> list[str]:
    lines = load_labels(language)[f"cli.{command}.example"].strip().splitlines()
    assert lines
    return lines


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_danish_help(command: str, run: Run) -> None:
    ran = run(f"{command} --help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Sådan bruges den: ledertrivsel {command}".rstrip())
    assert load_labels("da")["cli.option.help"] in ran.out
    for line in examples(command or "ledertrivsel", "da"):
        assert f"Eksempel:\n  {line}" in ran.out or f"\n  {line}\n" in ran.out
    assert [word for word in ENGLISH_OF_CLICK if word in ran.out] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_english_help(command: str, run: Run) -> None:
    ran = run(f"{command} --help --language en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: ledertrivsel {command}".rstrip())
    assert load_labels("en")["cli.option.help"] in ran.out
    assert not set("æøåÆØÅ") & set(ran.out)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help_lists_every_parameter_and_every_choice(
    command: str, language: str, run: Run
) -> None:
    shown = " ".join(run(f"{command} --help --language {language}").out.split())
    for param in app.commands[command].params:
        if isinstance(param, click.Option):
            assert all(name in shown for name in param.opts)
        for choice in getattr(param.type, "allowed", ()):
            assert choice in shown


def test_the_help_of_park_reads_so(run: Run) -> None:
    assert run("park --help").out == (
        "Sådan bruges den: ledertrivsel park PLAN TEMA [VALG]\n"
        "\n"
        "  Sætter et tema på parkeringspladsen, til I ved mere, eller andre har taget\n"
        "  stilling.\n"
        "\n"
        "Argumenter:\n"
        "  PLAN  Planen: en fil (plan.json) eller et sted i et lager\n"
        "        (sqlite:///plans.db#2026).\n"
        "  TEMA  Temaet: nummer, id eller titel.\n"
        "\n"
        "Valg:\n"
        "  --reason NAVN      Hvorfor: needs-knowledge (I skal vide mere) eller\n"
        "                     others-decide (andre skal tage stilling). (skal med)\n"
        "  --note TEKST       En note.\n"
        "  --who TEKST        Hvem følger op.\n"
        "  --revisit-on DATO  Hvornår temaet tages op igen.\n"
        "  --help             Vis denne hjælp.\n"
        "\n"
        "Eksempel:\n"
        "  ledertrivsel park plan.json 6 --reason needs-knowledge --who HR --revisit-on "
        "2027-01-20\n"
    )


PREPARED = {
    # What stands in the folder before the example of a command is run.
    "ledertrivsel": (),
    "demo": (),
    "init": (),
    "agenda": (),
    "plugins": (),
    "schema": (),
    "confirm": ("init", "mandate", "rate", "choose"),
    "unpark": ("init", "park"),
    "read": ("init", "mandate", "rate"),
    "rate": ("init", "mandate"),
}
MADE_BY = {
    "init": "init plan.json --on 2026-06-17",
    "mandate": "read plan.json mandate.md",
    "rate": "rate plan.json ratings.csv --on 2026-09-02",
    "park": "park plan.json 6 --reason needs-knowledge",
    "choose": "choose plan.json 12 1 5 4 --on 2026-09-02",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["ledertrivsel", *COMMANDS])
def test_the_examples_run(command: str, language: str, run: Run, tmp_path: Path) -> None:
    for file in EXAMPLE.iterdir():
        shutil.copy(file, tmp_path)
    if command == "ledertrivsel":  # The example rates the method's own themes.
        wide = (tmp_path / "ratings.csv").read_text("utf-8-sig").splitlines()
        cut = [";".join(row.split(";")[:25]) for row in wide]
        (tmp_path / "ratings.csv").write_text("\n".join(cut), "utf-8")
    for step in PREPARED.get(command, ("init", "mandate", "rate")):
        assert run(MADE_BY[step]).err == ""
    for line in examples(command, language):
        program, *words = shlex.split(line.partition(" > ")[0])
        assert program == "ledertrivsel"
        ran = run(shlex.join(words))
        assert ran.err == ""
        assert ran.code == (1 if command == "check" else 0)
        assert ran.out


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "da"),
        (["card", "plan.json"], "da"),
        (["--language", "en", "card"], "en"),
        (["card", "--language=en"], "en"),
        (["card", "--language"], "da"),
        (["--language", "fr"], "da"),
        (["card", "--", "--language", "en"], "da"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(
    arguments: list[str], language: str
) -> None:
    assert language_of(arguments) == language


def test_a_short_choice_is_shown_in_the_list_of_options(run: Run) -> None:
    assert len("da|en") <= SHORT
    assert "--language da|en" in run("--help").out


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    assert run("").out == run("--help").out
    assert run("--language en").out == run("--help --language en").out
    assert run("").code == 0


def test_the_reference_has_every_command_and_option() -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    for name, command in app.commands.items():
        assert f"`ledertrivsel {name}" in page, name
        for param in command.params:
            if isinstance(param, click.Option):
                assert max(param.opts, key=len) in page, (name, param.opts)
