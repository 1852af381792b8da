"""Agendas, roles and checklists in the workplace's words, and empty sheets that read back."""

import json
from pathlib import Path

import pytest

from ledertrivsel.ballots import is_random_voice
from ledertrivsel.cli.place import Place
from tests.cli.running import ROOT, Run

METHOD = ROOT / "examples" / "second-workplace" / "method.toml"

START = '--start "2026-09-02 13:00"'


def test_an_agenda_has_clock_times_from_its_start(run: Run) -> None:
    ran = run(f"agenda 1 {START}")
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[1] == "Trin 1: Forbered · onsdag 2. september 2026 · 90 min"
    assert lines[4].split() == ["Tid", "Indhold", "Hvem,", "materialer,", "overvejelser"]
    times = [line.partition(" ")[0] for line in lines if line[:2] in ("13", "14")]
    assert times == ["13.00–13.15", "13.15–13.25", "13.25–14.25", "14.25–14.30"]


def test_without_a_start_it_has_minutes(run: Run) -> None:
    lines = run("agenda forbered --language en").out.splitlines()
    assert lines[1] == "Step 1: Prepare · 90 min"
    assert [line for line in lines if line.startswith("15 min")]


def test_the_introduction_and_the_break_are_held_when_asked_for(run: Run) -> None:
    assert "· 135 min\n" in run("agenda 1 --introduction").out
    assert "· 70 min\n" in run("agenda 2").out
    assert "· 80 min\n" in run("agenda 2 --joined").out
    assert "· 80 min\n" in run("agenda 2 3").out  # Step 3 follows, so there is a break.


def test_all_three_steps_follow_one_another(run: Run) -> None:
    out = run(f"agenda {START}").out
    steps = ["Trin 1: Forbered", "Trin 2: Kvalificer", "Trin 3: Konkretiser"]
    assert [step for step in steps if step in out] == steps


@pytest.mark.parametrize("given", ["2", "qualify", "kvalificer", "KVALIFICER"])
def test_a_step_is_named_by_number_or_word(given: str, run: Run) -> None:
    assert "Trin 2: Kvalificer" in run(f"agenda {given}").out


def test_the_workplaces_own_word_for_cooperation_is_used(run: Run) -> None:
    run("init su.json --representation su-and-amo --on 2026-09-02")
    general, own = run("agenda --roles").out, run("agenda --roles --plan su.json").out
    assert "SU & AMO" in general or "MED/SU" in general
    assert "SU og AMO" in own
    assert "MED" not in own


def test_roles_and_checklist_are_printed_whole(run: Run) -> None:
    method = json.loads(run("agenda --roles --checklist --json").out)
    assert len(method["roles"]) == 5
    assert len(method["checklist"]) == 3
    shown = " ".join(run("agenda --roles --checklist").out.split())
    for role in method["roles"]:
        assert role["title"] in shown
        assert role["part"] in shown
    for section in method["checklist"]:
        assert section["title"] in shown
        assert all(f"☐ {item}" in shown for item in section["items"])
        assert all(note in shown for note in section["notes"])


def test_the_agenda_for_programs_has_iso_times_with_their_zone(run: Run) -> None:
    rows = json.loads(run(f"agenda 1 {START} --json").out)
    assert [(row["id"], row["start"], row["end"], row["minutes"]) for row in rows][:2] == [
        ("welcome", "2026-09-02T13:00:00+02:00", "2026-09-02T13:15:00+02:00", 15),
        ("tool", "2026-09-02T13:15:00+02:00", "2026-09-02T13:25:00+02:00", 10),
    ] or rows[0]["start"] == "2026-09-02T13:00:00+02:00"
    blocks = rows[2]["points"]
    assert [(block["start"][11:16], block["end"][11:16]) for block in blocks] == [
        ("13:25", "13:35"),
        ("13:35", "13:55"),
        ("13:55", "14:25"),
    ]
    assert set(rows[0]) == {
        "considerations",
        "end",
        "id",
        "materials",
        "minutes",
        "points",
        "start",
        "step",
        "title",
        "who",
    }


def test_without_a_start_programs_get_no_times(run: Run) -> None:
    rows = json.loads(run("agenda 1 --json").out)
    assert {(row["start"], row["end"]) for row in rows} == {(None, None)}
    assert {block["start"] for row in rows for block in row["points"]} == {None}


def test_a_method_without_agendas_says_so(run: Run) -> None:
    ran = run(f"agenda 1 --method '{METHOD}'")
    assert (ran.code, ran.err) == (
        2,
        "Fejl: TRIN skal være et af metodens trin, men er Trin 1: Forbered.\n",
    )


# Sheets


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_empty_ratings_read_back(language: str, begun: Run, tmp_path: Path) -> None:
    begun("read plan.json mandate.md")
    assert (
        begun(f"sheet ratings --plan plan.json -o tom.csv --language {language}").out
        == {"da": "Skrevet: tom.csv\n", "en": "Written: tom.csv\n"}[language]
    )
    sheet = (tmp_path / "tom.csv").read_bytes()
    assert sheet.startswith(b"\xef\xbb\xbf")  # So that Excel sees that it is UTF-8.
    assert b"13 " in sheet
    head = sheet.decode("utf-8-sig").strip()
    filled = f"{head}\r\nGruppe A;5{';4;2' * 13};12, 1\r\n"
    (tmp_path / "udfyldt.csv").write_text(filled, encoding="utf-8-sig", newline="")
    assert begun("rate plan.json tom.csv --round tom").err == ""
    assert begun("rate plan.json udfyldt.csv --round fyldt").err == ""
    (ballot,) = Place(str(tmp_path / "plan.json")).read()[0].round("fyldt").ballots
    assert (ballot.size, len(ballot.ratings), len(ballot.picks)) == (5, 13, 2)


def test_a_sheet_for_an_anonymous_round_has_random_voices(begun: Run, tmp_path: Path) -> None:
    assert begun("sheet ratings --plan plan.json --voices 6 -o tom.csv").code == 0
    rows = (tmp_path / "tom.csv").read_text("utf-8-sig").splitlines()[1:]
    voices = {row.partition(";")[0] for row in rows}
    assert len(voices) == 6
    assert all(map(is_random_voice, voices))
    assert begun("rate plan.json tom.csv --anonymous").err == ""


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_empty_notes_read_back_and_change_nothing(
    language: str, rated: Run, tmp_path: Path
) -> None:
    before = (tmp_path / "plan.json").read_bytes()
    assert rated(f"sheet notes --plan plan.json -o tom.md --language {language}").code == 0
    ran = rated("read plan.json tom.md")
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "plan.json").read_bytes() == before


def test_a_sheet_is_written_to_the_screen_without_a_file(run: Run) -> None:
    assert run("sheet ratings").out.lstrip("\ufeff").startswith("Gruppe;Deltagere;1 vigtigt;")
    assert run("sheet notes --language en").out.startswith("# Notes\n")
    assert "13" not in run("sheet ratings").out
    assert run(f"sheet ratings --method '{METHOD}' --language en").out.count("importance") == 6
