"""What is refused, in full, in both languages."""

import json
from pathlib import Path

import pytest

from ledertrivsel.cli.refusals import MOST, say_error, say_os_error
from ledertrivsel.errors import PluginError
from ledertrivsel.labels import load_labels
from tests.cli.running import Run

DA, EN = load_labels("da"), load_labels("en")


@pytest.mark.parametrize(
    ("line", "danish", "english"),
    [
        (
            "frob",
            "Kommandoen frob findes ikke.\nSe: ledertrivsel --help",
            "There is no command frob.\nSee: ledertrivsel --help",
        ),
        (
            "shwo plan.json",
            "Kommandoen shwo findes ikke. Mente du show?\nSe: ledertrivsel --help",
            "There is no command shwo. Did you mean show?\nSee: ledertrivsel --help",
        ),
        (
            "card",
            "PLAN mangler.\nSe: ledertrivsel card --help",
            "PLAN is missing.\nSee: ledertrivsel card --help",
        ),
        (
            "park plan.json 3",
            "--reason mangler.\nSe: ledertrivsel park --help",
            "--reason is missing.\nSee: ledertrivsel park --help",
        ),
        (
            "park plan.json",
            "TEMA mangler.\nSe: ledertrivsel park --help",
            "THEME is missing.\nSee: ledertrivsel park --help",
        ),
        (
            "card plan.json --jsn",
            "Valget --jsn findes ikke. Mente du --json?\nSe: ledertrivsel card --help",
            "There is no option --jsn. Did you mean --json?\nSee: ledertrivsel card --help",
        ),
        (
            "card plan.json to",
            "to er der ikke brug for.\nSe: ledertrivsel card --help",
            "to is not needed.\nSee: ledertrivsel card --help",
        ),
        (
            "check plan.json --today",
            "--today skal følges af en værdi.\nSe: ledertrivsel check --help",
            "--today must be followed by a value.\nSee: ledertrivsel check --help",
        ),
        (
            "check plan.json --json=1",
            "--json skal stå alene, uden en værdi.\nSe: ledertrivsel check --help",
            "--json must stand alone, without a value.\nSee: ledertrivsel check --help",
        ),
        (
            "check plan.json --today onsdag",
            "--today skal være en dato som 2026-09-02 eller “2. september 2026”, men er "
            "'onsdag'.\nSe: ledertrivsel check --help",
            "--today must be a date such as 2026-09-02 or “2 September 2026”, got "
            "'onsdag'.\nSee: ledertrivsel check --help",
        ),
        (
            "agenda --start kl.13",
            "--start skal være dag og klokkeslæt som “2026-09-02 13:00” eller “2. september 2026 "
            "kl. 13.00”, men er 'kl.13'.\nSe: ledertrivsel agenda --help",
            "--start must be a day and a time such as “2026-09-02 13:00” or “2 September 2026 "
            "13.00”, got 'kl.13'.\nSee: ledertrivsel agenda --help",
        ),
        (
            "rate plan.json ratings.csv --floor fem",
            "--floor skal være et helt tal, men er 'fem'.\nSe: ledertrivsel rate --help",
            "--floor must be a whole number, got 'fem'.\nSee: ledertrivsel rate --help",
        ),
        (
            "park plan.json 3 --reason dovenskab",
            "--reason skal være en af disse, men er 'dovenskab': needs-knowledge og "
            "others-decide.\nSe: ledertrivsel park --help",
            "--reason must be one of these, got 'dovenskab': needs-knowledge and "
            "others-decide.\nSee: ledertrivsel park --help",
        ),
        (
            "agenda 4",
            "TRIN skal være en af disse, men er '4': 1 (forbered), 2 (kvalificer) og "
            "3 (konkretiser).\nSe: ledertrivsel agenda --help",
            "STEP must be one of these, got '4': 1 (prepare), 2 (qualify) and "
            "3 (concretize).\nSee: ledertrivsel agenda --help",
        ),
        (
            "park plan.json 99 --reason others-decide",
            "TEMA skal være et af planens temaer, men er '99'. Skriv et nummer (1–13), et id "
            "eller en titel.",
            "THEME must be one of the plan's themes, got '99'. Write a number (1–13), an id "
            "or a title.",
        ),
        (
            "unpark plan.json sparing",
            "TEMA skal være et af planens temaer, men er 'sparing'. Mente du 3 (Hvordan sikrer "
            "vi sparring?)?",
            "THEME must be one of the plan's themes, got 'sparing'. Did you mean 3 (How do we "
            "make sure managers have someone to think with?)?",
        ),
        (
            "unpark plan.json sygefravær",
            "TEMA skal være et af planens temaer, men er 'sygefravær'. Mente du 6 (Hvordan "
            "håndterer vi lederes sygefravær?)?",
            "THEME must be one of the plan's themes, got 'sygefravær'. Did you mean 6 (How do "
            "we handle managers’ sickness absence?)?",
        ),
        (
            "unpark plan.json 3",
            "TEMA skal stå på parkeringspladsen, men er 'sparring'.",
            "THEME must be a parked theme, got 'sparring'.",
        ),
        (
            "choose plan.json",
            "Nævn de temaer, I vælger, eller tag forslagets med --proposed.\n"
            "Se: ledertrivsel choose --help",
            "Name the themes you choose, or take those of the proposal with --proposed.\n"
            "See: ledertrivsel choose --help",
        ),
        (
            "confirm plan.json --by Direktionen --on 2026-09-09",
            "--on skal komme efter valget af temaer, men er 9. september 2026. Vælg temaer "
            "først, med: ledertrivsel choose",
            "--on must come after a choice of themes, got 9 September 2026. Choose themes "
            "first, with: ledertrivsel choose",
        ),
        (
            "card plan.json --round efterår",
            "--round skal være en af planens omgange, men er 'efterår'. Kendte: "
            "proeverunde-2026-08-26, forbered.",
            "--round must be one of the plan's rounds, got 'efterår'. Known: "
            "proeverunde-2026-08-26, forbered.",
        ),
        (
            "rate plan.json ratings.csv",
            "--round må ikke have samme id som en anden omgang, men er 'forbered'.",
            "--round must not be the id of another round, got 'forbered'.",
        ),
        (
            "rate plan.json ratings.csv --round to --floor 5",
            "--floor hører til anonyme omgange, men er 5.",
            "--floor belongs to anonymous rounds, got 5.",
        ),
        (
            "card plan.json --rule gapp",
            "Reglen 'gapp' findes ikke. Mente du gap? Her er: field, field-gap, gap, picks og "
            "share.",
            "The rule 'gapp' does not exist. Did you mean gap? There are: field, field-gap, gap, "
            "picks and share.",
        ),
        (
            "export plan.json htm",
            "Formatet 'htm' findes ikke. Mente du html? Her er: csv, docx, html, html-fragment, "
            "ics, json, markdown, pdf, png, pptx, sheets, svg og xlsx.",
            "The format 'htm' does not exist. Did you mean html? There are: csv, docx, html, "
            "html-fragment, ics, json, markdown, pdf, png, pptx, sheets, svg and xlsx.",
        ),
        (
            "init ny.json --method bfa-2024",
            "Metoden 'bfa-2024' findes ikke. Mente du bfa-2025? Her er: bfa-2025.",
            "The method 'bfa-2024' does not exist. Did you mean bfa-2025? There are: bfa-2025.",
        ),
        (
            "init ny.json --rule fild",
            "Reglen 'fild' findes ikke. Mente du field / field-gap? Her er: field, "
            "field-gap, gap, picks og share.",
            "The rule 'fild' does not exist. Did you mean field / field-gap? There are: field, "
            "field-gap, gap, picks and share.",
        ),
        (
            "init plan.json",
            "plan.json findes allerede og bliver ikke overskrevet. Vælg et andet navn.",
            "plan.json is there already and is not overwritten. Choose another name.",
        ),
        (
            "export plan.json json -o plan.json",
            "Eksporten ville overskrive selve planen i plan.json. Vælg en anden fil med --output.",
            "The export would overwrite the plan itself in plan.json. Choose another file with "
            "--output.",
        ),
        (
            "export plan.json html --option farve",
            "--option skal skrives NAVN=VÆRDI, men er 'farve'.\nSe: ledertrivsel export --help",
            "--option must be written NAME=VALUE, got 'farve'.\nSee: ledertrivsel export --help",
        ),
        ("show borte.json", "Filen borte.json findes ikke.", "There is no file borte.json."),
        ("show .", ". er en mappe, ikke en fil.", ". is a folder, not a file."),
        (
            "show plan.json/dybere",
            "plan.json/dybere kan ikke læses eller skrives: En del af stien er ikke en mappe.",
            "plan.json/dybere can't be read or written: a part of the path is no folder.",
        ),
        (
            "show sqlite:plans.db",
            "PLAN skal være 'sqlite:' med tre skråstreger før en relativ sti, fire før en "
            "absolut, og uden spørgsmålstegn, men er 'sqlite:plans.db'. For eksempel "
            "sqlite:///plans.db#2026 eller sqlite:////srv/plans.db#2026.",
            "PLAN must be 'sqlite:' with three slashes before a relative path, four before an "
            "absolute one, and no question mark, got 'sqlite:plans.db'. For example "
            "sqlite:///plans.db#2026 or sqlite:////srv/plans.db#2026.",
        ),
        (
            "show mongo://plans#2026",
            "Lageret 'mongo' findes ikke. Her er: dir, memory, postgresql og sqlite.",
            "The store 'mongo' does not exist. There are: dir, memory, postgresql and sqlite.",
        ),
        (
            "--language fr show plan.json",
            "--language skal være en af disse, men er 'fr': da og en.\nSe: ledertrivsel --help",
            "",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_and_changes_nothing(
    line: str, danish: str, english: str, rated: Run, tmp_path: Path
) -> None:
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    ran = rated(line)
    assert (ran.code, ran.out, ran.err) == (2, "", f"Fejl: {danish}\n")
    if english:
        ran = rated(f"{line} --language en")
        assert (ran.code, ran.out, ran.err) == (2, "", f"Error: {english}\n")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_proposal_that_is_empty_cannot_be_chosen(begun: Run) -> None:
    assert begun("choose plan.json --proposed").err == (
        "Fejl: Der er ikke noget forslag at vælge: Læs vurderinger med ledertrivsel rate, eller "
        "nævn temaerne.\n"
    )


def test_a_chosen_theme_cannot_be_parked_nor_its_card_dropped(published: Run) -> None:
    assert published("park plan.json 1 --reason others-decide").err == (
        "Fejl: TEMA må ikke være et af de valgte temaer, men er 'new-managers'.\n"
    )
    ran = published("choose plan.json 12 1 5")
    assert (ran.code, ran.err) == (
        2,
        "Fejl: TEMA skal beholde et tema, hvis action card ikke er afsluttet ('restitution'), "
        "men er ('cross-pressure', 'new-managers', 'overload'). Afslut først temaets kort i "
        "noterne, og læs dem, med: ledertrivsel read\n",
    )


def test_half_a_file_is_refused_and_left_as_it_is(begun: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    half = plan.read_bytes()[:1000]
    plan.write_bytes(half)
    ran = begun("rate plan.json ratings.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Fejl: plan.json har 1 fejl:\n  – linje ")
    assert plan.read_bytes() == half


def test_a_newer_schema_is_refused_and_left_byte_for_byte(begun: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    newer = json.dumps({**json.loads(plan.read_text("utf-8")), "schema": 99}).encode()
    plan.write_bytes(newer)
    for line in ("show plan.json", "rate plan.json ratings.csv", "read plan.json mandate.md"):
        assert begun(line).err == (
            "Fejl: Planen er skrevet af en nyere ledertrivsel (skema 99; denne kender til og med "
            "1). Opgrader ledertrivsel. Filen er ikke ændret.\n"
        )
    assert plan.read_bytes() == newer


def test_of_many_problems_the_first_are_shown(begun: Run) -> None:
    ran = begun("rate plan.json plan.json")
    lines = ran.err.splitlines()
    assert lines[0].startswith("Fejl: plan.json har ")
    assert len(lines) == MOST + 2
    assert lines[-1].startswith("  … og ")


def test_an_error_without_words_of_its_own_is_said_as_the_library_says_it() -> None:
    error = PluginError("plug 1.0", "the check 'x'", "it fell over")
    assert say_error(error, DA) == "Udvidelsen plug 1.0 fejlede i kontrollen 'x': it fell over"
    assert say_error(error, EN) == "Plugin plug 1.0 failed in the check 'x': it fell over"


def test_an_error_of_the_system_that_has_no_label_keeps_its_own_words() -> None:
    error = OSError(5, "Input/output error", "plan.json")
    shown = "plan.json kan ikke læses eller skrives: Input/output error."
    assert say_os_error(error, DA) == shown
    full = OSError(28, "No space left on device", "plan.json")
    assert say_os_error(full, DA) == (
        "plan.json kan ikke læses eller skrives: Der er ikke mere plads."
    )


def test_notes_about_a_theme_that_is_not_chosen_name_the_command(
    rated: Run, tmp_path: Path
) -> None:
    (tmp_path / "noter.md").write_text(
        "# Kvalificering\n\n### Tema 3. Hvordan sikrer vi sparring?\n- **Vurdering:** God.\n",
        encoding="utf-8",
    )
    ran = rated("read plan.json noter.md")
    assert ran.code == 2
    assert "linje 4" in ran.err
    assert "Vælg det først, med: ledertrivsel choose" in ran.err
    assert "plan.choose()" not in ran.err


def test_every_hint_for_developers_has_one_for_the_command_line() -> None:
    """A hint that names a verb of the model would mean nothing to somebody who types."""
    for table in (DA, EN):
        named = {code for code, text in table.table("hints").items() if "plan." in text}
        assert named - set(table.table("cli.hint")) == set()


def test_a_file_where_a_folder_should_be_is_told(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "d").write_text("not a folder", encoding="utf-8")
    assert begun("export plan.json html -o d/plan.html").err == (
        "Fejl: d kan ikke læses eller skrives: Den findes i forvejen.\n"
    )
