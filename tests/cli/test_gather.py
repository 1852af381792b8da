"""A plan is begun, and what a workshop hands in is read."""

import datetime
import json
from pathlib import Path

import pytest

from ledertrivsel.ballots import new_voice
from ledertrivsel.cli.place import Place
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import RoundPurpose
from ledertrivsel.workshop import Representation
from tests.cli.running import ROOT, Run


def stored(tmp_path: Path, name: str = "plan.json") -> Plan:
    return Place(str(tmp_path / name)).read()[0]


def test_a_plan_is_begun_with_what_is_given(run: Run, tmp_path: Path) -> None:
    ran = run(
        'init plan.json --title "Plan 2026" --organisation "Eksempel Kommune" --unit Skole '
        '--part-of "Hele kommunen" --representation su-and-amo --rule gap --on 2026-09-02'
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "plan.json er begyndt med 12 temaer. Næste: ledertrivsel read (mandat og egne temaer) og "
        "ledertrivsel\nrate (vurderinger).\n"
    )
    plan = stored(tmp_path)
    assert (plan.title, plan.organisation, plan.unit, plan.part_of) == (
        "Plan 2026",
        "Eksempel Kommune",
        "Skole",
        "Hele kommunen",
    )
    assert plan.representation is Representation.SU_AND_AMO
    assert (plan.rule, plan.started_on) == ("gap", datetime.date(2026, 9, 2))


def test_without_a_title_and_a_day_it_gets_the_plain_ones(run: Run, tmp_path: Path) -> None:
    before = datetime.date.today()
    run("init plan.json")
    run("init plan-en.json --language en")
    assert stored(tmp_path).title == "Plan for ledertrivsel"
    assert stored(tmp_path, "plan-en.json").title == "Plan for managers’ well-being"
    assert before <= stored(tmp_path).started_on <= before + datetime.timedelta(days=1)


def test_a_method_of_ones_own_is_read_from_toml(run: Run, tmp_path: Path) -> None:
    method = ROOT / "examples" / "second-workplace" / "method.toml"
    assert run(f"init plan.json --method '{method}' --language en").code == 0
    assert (stored(tmp_path).bounds.lowest, stored(tmp_path).bounds.highest) == (2, 2)


def test_a_method_with_faults_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "method.toml").write_text('id = "x"\nthems = []\n', encoding="utf-8")
    ran = run("init plan.json --method method.toml")
    assert ran.code == 2
    assert ran.err.startswith("Fejl: method.toml har ")
    assert "Mente du 'themes'?" in ran.err
    assert not (tmp_path / "plan.json").exists()


def test_ratings_are_read(begun: Run, tmp_path: Path) -> None:
    begun("read plan.json mandate.md")
    ran = begun(
        "rate plan.json ratings.csv --round forår --title Forår --on 2026-09-02 --purpose pilot"
    )
    assert ran.code == 2  # A round's id is a slug, told by its option.
    assert ran.err.startswith("Fejl: --round skal være en slug")
    ran = begun("rate plan.json ratings.csv --round a --title Forår --on 2026-09-02")
    assert (ran.code, ran.out, ran.err) == (0, "Læst: 6 besvarelser.\n", "")
    added = stored(tmp_path).round("a")
    assert (added.title, added.held_on, added.purpose) == (
        "Forår",
        datetime.date(2026, 9, 2),
        RoundPurpose.BASELINE,
    )


@pytest.mark.parametrize("notes_first", [True, False])
def test_groups_have_the_size_that_the_notes_tell(
    notes_first: bool, begun: Run, tmp_path: Path
) -> None:
    (tmp_path / "grupper.md").write_text(
        "# Grupper\n\n| Gruppe | Deltagere |\n|---|---|\n| Direktion og chefer | 5 |\n"
        "| Ledere i teknik, miljø og drift | 4 |\n",
        encoding="utf-8",
    )
    begun("read plan.json mandate.md")
    lines = ["read plan.json grupper.md", "rate plan.json ratings.csv"]
    for line in lines if notes_first else reversed(lines):
        assert begun(line).err == ""
    sizes = {b.voice: b.size for a_round in stored(tmp_path).rounds for b in a_round.ballots}
    assert sizes["Direktion og chefer"] == 5
    assert sizes["Ledere i teknik, miljø og drift"] == 4
    assert sizes["Stabs- og administrationsledere"] == 1


def test_a_round_is_replaced_while_it_is_open(rated: Run, tmp_path: Path) -> None:
    csv = tmp_path / "ratings.csv"
    csv.write_text("\n".join(csv.read_text("utf-8-sig").splitlines()[:3]), encoding="utf-8")
    ran = rated("rate plan.json ratings.csv --replace")
    assert (ran.code, ran.out) == (0, "Læst: 2 besvarelser.\n")
    assert len(stored(tmp_path).round("forbered").ballots) == 2
    assert rated("rate plan.json ratings.csv --round ny --replace").code == 2  # Voices twice.


def anonymous(count: int, theme_six: int) -> str:
    rows = ["Voice;1 vigtigt;1 lykkes;6 vigtigt;6 lykkes"]
    for index in range(count):
        six = "4;2" if index < theme_six else ";"
        rows.append(f"{new_voice()};5;2;{six}")
    return "\n".join(rows)


def test_an_anonymous_round_is_closed_at_once_for_good(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "svar.csv").write_text(anonymous(7, 4), encoding="utf-8")
    ran = begun("rate plan.json svar.csv --anonymous")
    assert (ran.code, ran.out) == (0, "Læst: 7 besvarelser.\n")
    closed = stored(tmp_path).round("forbered")
    assert (closed.is_closed, closed.ballots, closed.floor) == (True, (), 5)
    ran = begun("rate plan.json svar.csv --anonymous --replace")
    assert (ran.code, ran.err) == (2, "Fejl: --round skal stadig være åben, men er 'closed'.\n")


def test_so_few_answers_that_they_are_not_counted_aloud(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "svar.csv").write_text(anonymous(4, 4), encoding="utf-8")
    ran = begun("rate plan.json svar.csv --anonymous")
    assert ran.out == "Læst. Antallet vises ikke (for få svar).\n"
    assert "4" not in begun("show plan.json").out.replace("2026", "")


def test_a_name_is_no_voice_of_an_anonymous_round_and_is_not_repeated(begun: Run) -> None:
    begun("read plan.json mandate.md")
    ran = begun("rate plan.json ratings.csv --anonymous")
    assert ran.code == 2
    assert "Direktion" not in ran.err
    assert ran.err.splitlines()[1] == (
        "  – linje 2: Gruppe skal komme fra new_voice() i en anonym omgang, men er '…'. Hent et "
        "ark med tilfældige stemmer, med: ledertrivsel sheet ratings --voices 20"
    )


def test_notes_are_read_in_order(rated: Run, tmp_path: Path) -> None:
    ran = rated("read plan.json workshop-1.md workshop-2.md")
    assert (ran.code, ran.out, ran.err) == (0, "Læst: 2 filer ind i plan.json.\n", "")
    assert len(stored(tmp_path).qualifications) == 4
    assert rated("read plan.json workshop-3.md --language en").out == (
        "Read: 1 file into plan.json.\n"
    )


def test_when_one_file_has_a_fault_none_is_read(rated: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.json").read_bytes()
    (tmp_path / "fejl.md").write_text("# Noter\n\nEn sætning uden sted.\n", encoding="utf-8")
    ran = rated("read plan.json workshop-1.md fejl.md")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Fejl: fejl.md har 1 fejl:\n  – linje 3: ")
    assert (tmp_path / "plan.json").read_bytes() == before


def test_own_themes_are_in_the_language_of_the_notes(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "themes.md").write_text(
        "# Own themes\n\n| No | Own theme | Question | Source |\n|---|---|---|---|\n"
        "| 13 | Are the goals clear? | To what degree are they clear? | Survey |\n",
        encoding="utf-8",
    )
    assert begun("read plan.json themes.md --notes-language en --language en").err == ""
    (own,) = stored(tmp_path).own_themes
    assert own.title.by_language == (("en", "Are the goals clear?"),)


def test_the_document_is_written_for_people_and_programs(begun: Run, tmp_path: Path) -> None:
    assert json.loads((tmp_path / "plan.json").read_text("utf-8"))["schema"] == 1
