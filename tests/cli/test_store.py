"""`ledertrivsel store`: its help and examples in both languages, and looking into a store."""

import io
import json
import shlex
import sys
from pathlib import Path

import click
import pytest

from ledertrivsel._api import open_store
from ledertrivsel.cli.app import app
from ledertrivsel.labels import LANGUAGES, load_labels
from tests.cases import small_plans as small
from tests.cli.running import ROOT, Run
from tests.cli.stores import ADDRESS, AT
from tests.cli.stores import stored as stored
from tests.cli.test_wording import ENGLISH_OF_CLICK

GROUP = app.commands["store"]
assert isinstance(GROUP, click.Group)
COMMANDS = tuple(GROUP.commands)
DANGEROUS = ("restore", "redact", "retain", "erase")

MOMENT = AT.astimezone()
SAVED = f"2. september 2026 kl. {MOMENT.hour:02}.{MOMENT.minute:02}"


# Help


def test_the_commands_are_in_the_order_of_their_use() -> None:
    assert (
        *("ls", "show", "history", "diff", "restore", "check", "backup", "copy"),
        *("find", "redact", "retain", "erase"),
    ) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_danish_help(command: str, run: Run) -> None:
    ran = run(f"store {command} --help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Sådan bruges den: ledertrivsel store {command} ")
    assert [word for word in ENGLISH_OF_CLICK if word in ran.out] == []
    assert load_labels("da")[f"cli.store-{command}.example"] in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_english_help(command: str, run: Run) -> None:
    ran = run(f"store {command} --help --language en")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: ledertrivsel store {command} ")
    assert not set("æøåÆØÅ") & set(ran.out)


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    assert run("store").out == run("store --help").out
    shown = " ".join(run("store --help").out.split())
    for command in COMMANDS:
        assert f"{command} {load_labels('da')[f'cli.store-{command}.short']}" in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_run(command: str, language: str, stored: Run) -> None:
    for line in load_labels(language)[f"cli.store-{command}.example"].splitlines():
        program, *words = shlex.split(line)
        ran = stored(shlex.join([*words, "--language", language]))
        assert program == "ledertrivsel"
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_programs(command: str, stored: Run) -> None:
    line = load_labels("da")[f"cli.store-{command}.example"].removeprefix("ledertrivsel ")
    ran = stored(f"{line} --json")
    assert (ran.code, ran.err) == (0, "")
    json.loads(ran.out)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_has_every_command_and_option(command: str) -> None:
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    assert f"`ledertrivsel store {command}" in page
    for param in GROUP.commands[command].params:
        if isinstance(param, click.Option):
            assert max(param.opts, key=len) in page, (command, param.opts)


def test_an_unknown_command_lists_near_ones(run: Run) -> None:
    ran = run("store histroy")
    assert ran.code == 2
    assert ran.err == (
        "Fejl: Kommandoen histroy findes ikke. Mente du history?\nSe: ledertrivsel store --help\n"
    )


# ls


def test_the_plans_are_listed(stored: Run) -> None:
    lines = stored(f"store ls {ADDRESS}").out.splitlines()
    assert lines[0].split() == ["Nøgle", "Revision", "Tilstand", "Gemt", "Af", "Byte"]
    assert [line.split()[:3] for line in lines[1:]] == [
        ["2026", "3", "gemt"],
        ["gammel", "1", "gemt"],
    ]
    assert SAVED in lines[1]


def test_deleted_plans_are_listed_where_asked(stored: Run) -> None:
    out = stored(f"store ls {ADDRESS} --deleted").out
    assert "slettet         2  slettet, kan hentes" in out


def test_an_empty_store_says_so_and_no_file_is_made(run: Run, tmp_path: Path) -> None:
    ran = run(f"store ls {ADDRESS}")
    assert (ran.code, ran.out) == (0, "Her er ingen planer.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_plans_for_programs(stored: Run) -> None:
    first, second = json.loads(stored(f"store ls {ADDRESS} --json").out)
    assert (first["key"], first["revision"], first["state"]) == ("2026", 3, "saved")
    assert second["at"] == "2026-09-02T11:00:00+00:00"
    assert set(first) == {
        *("key", "revision", "state", "size", "sha256", "at", "actor", "schema"),
    }


def test_more_plans_than_a_page_are_listed(stored: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledertrivsel.cli.store.PAGE_LIMIT", 1)
    assert len(json.loads(stored(f"store ls {ADDRESS} --deleted --json").out)) == 3


# show and history


def test_a_revision_is_shown_with_the_plan_in_it(stored: Run) -> None:
    out = stored(f"store show {ADDRESS}#2026 --revision 1").out
    rows = dict(line.split("  ", 1) for line in out.splitlines())
    facts = {name.strip(): value.strip() for name, value in rows.items()}
    assert facts["Revision"] == "1"
    assert facts["Af"] == "Anna Holm"
    assert facts["Gemt"] == SAVED
    assert facts["Plan for ledertrivsel"] == "Plan"
    assert facts["Seneste dato i planen"] == "1. juni 2026"


def test_a_deleted_revision_is_shown_without_a_plan(stored: Run) -> None:
    data = json.loads(stored(f"store show {ADDRESS}#slettet --json").out)
    assert (data["revision"], data["state"], data["plan"]) == (2, "deleted", None)
    data = json.loads(stored(f"store show {ADDRESS}#slettet --revision 1 --json").out)
    assert data["plan"]["title"] == "Plan"


def test_what_the_store_does_not_know_is_left_out(stored: Run, tmp_path: Path) -> None:
    out = stored(f"store show {ADDRESS}#slettet").out
    assert "slettet, kan hentes" in out
    assert "Plan for ledertrivsel" not in out
    with open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        store.store.save("uden", b"{}", expected=0)
    assert "uden           1  gemt" in stored(f"store ls {ADDRESS}").out


def test_a_revision_that_is_not_there_is_told(stored: Run) -> None:
    ran = stored(f"store show {ADDRESS}#2026 --revision 9")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Fejl: Planen 2026 har ingen revision 9. Se dem med: ledertrivsel store history\n"
    )


def test_a_plan_that_is_not_there_is_told(stored: Run) -> None:
    for command in ("show", "history", "diff"):
        ran = stored(f"store {command} {ADDRESS}#2027")
        assert (ran.code, ran.err) == (2, "Fejl: Her er ingen plan '2027'.\n")


def test_the_history_is_listed_the_latest_first(stored: Run) -> None:
    lines = stored(f"store history {ADDRESS}#2026").out.splitlines()
    assert [line.split()[0] for line in lines] == ["Revision", "3", "2", "1"]
    data = json.loads(stored(f"store history {ADDRESS}#slettet --json").out)
    assert [told["state"] for told in data] == ["deleted", "saved"]


def test_without_a_key_it_is_the_plan_called_plan(run: Run, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        store.save(small.bare(), "plan")
    assert json.loads(run(f"store history {ADDRESS} --json").out)[0]["key"] == "plan"


# diff


def test_the_two_latest_revisions_are_compared(stored: Run) -> None:
    assert stored(f"store diff {ADDRESS}#2026").out == (
        "Fra revision 2 til revision 3:\n  – temaer valgt: 5\n"
    )


def test_the_revisions_named_are_compared(stored: Run) -> None:
    assert stored(f"store diff {ADDRESS}#2026 1").out == (
        "Fra revision 1 til revision 3:\n  – tema 3 parkeret\n  – temaer valgt: 5\n"
    )
    assert stored(f"store diff {ADDRESS}#2026 2 1 --language en").out == (
        "From revision 2 to revision 1:\n  – theme 3 taken up again\n"
    )
    assert stored(f"store diff {ADDRESS}#2026 2 2").out == (
        "Fra revision 2 til revision 2:\nIngen forskel.\n"
    )


def test_the_comparison_for_programs(stored: Run) -> None:
    assert json.loads(stored(f"store diff {ADDRESS}#2026 1 2 --json").out) == {
        "old": 1,
        "new": 2,
        "differences": [
            {"code": "parked", "path": "parking['sparring']", "text": "tema 3 parkeret"}
        ],
    }


def test_a_single_revision_has_nothing_to_be_compared_with(stored: Run) -> None:
    ran = stored(f"store diff {ADDRESS}#gammel")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ("Fejl: Planen gammel har ingen tidligere revision at sammenligne med.\n")


# What all share


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_store_is_refused(command: str, run: Run) -> None:
    rest = {
        "backup": "x",
        "copy": "memory:",
        "find": "Anna",
        "redact": "Anna",
        "restore": "1",
        "retain": "--before 2026-01-01",
    }
    ran = run(f"store {command} plans.db {rest.get(command, '')}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Fejl: plans.db er ikke et lager. Et lager skrives som sqlite:///plans.db, og en plan i "
        "det som sqlite:///plans.db#2026.\n"
    )


def test_a_store_of_an_unknown_kind_is_refused(run: Run) -> None:
    ran = run("store ls sqlit:///plans.db")
    assert ran.code == 2
    assert "Lageret 'sqlit' findes ikke. Mente du sqlite?" in ran.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("answer", ["ja", "J", " yes ", "y"])
def test_at_a_terminal_it_asks_first(
    answer: str, stored: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    ran = stored(f"store erase {ADDRESS}#2026")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "2026 og alle revisioner af den (3 kan læses) bliver slettet for altid.\n"
        "Skal det gøres? Skriv ja: 2026 er slettet for altid.\n"
    )


@pytest.mark.parametrize("answer", ["nej", "", "n", "j a"])
def test_another_answer_stops_it(
    answer: str, stored: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"{answer}\n"))
    ran = stored(f"store erase {ADDRESS}#2026")
    assert (ran.code, ran.err) == (2, "Fejl: Stoppet.\n")
    assert len(json.loads(stored(f"store history {ADDRESS}#2026 --json").out)) == 3


@pytest.mark.parametrize("as_json", ["", "--json"])
@pytest.mark.parametrize("line", ["erase {}#2026", "redact {} Anna", "restore {}#2026 1"])
def test_where_nobody_can_be_asked_it_wants_yes(line: str, as_json: str, stored: Run) -> None:
    before = json.loads(stored(f"store history {ADDRESS}#2026 --json").out)
    ran = stored(f"store {line.format(ADDRESS)} {as_json}")
    assert ran.code == 2
    assert ran.err == (
        "Fejl: Der er ingen at spørge her, og intet er gjort. Tilføj --yes, hvis det skal gøres.\n"
    )
    assert bool(ran.out) is not bool(as_json)
    assert json.loads(stored(f"store history {ADDRESS}#2026 --json").out) == before
