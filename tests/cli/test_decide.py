"""Parking, choosing and confirming."""

from pathlib import Path

from ledertrivsel.cli.place import Place
from tests.cli.running import Run

CHOSEN = """4 temaer er valgt:
  12. Hvordan støtter vi ledere i at være i krydspresset?
  1. Hvordan modtager vi nye ledere?
  5. Hvordan spotter vi overbelastning hos ledere?
  4. Hvordan sikrer vi lederes restitution?
Valget skal bekræftes af dem, der har mandatet: ledertrivsel confirm
"""


def test_a_theme_is_parked_and_taken_up_again(rated: Run, tmp_path: Path) -> None:
    ran = rated(
        "park plan.json sygefravær? --reason needs-knowledge --who HR --revisit-on 20.1.2027"
    )
    assert ran.code == 2  # Half a title is not enough, but the theme it means is named.
    ran = rated(
        "park plan.json 6 --reason needs-knowledge --who HR --revisit-on 20.1.2027 --note Senere"
    )
    assert (ran.code, ran.out, ran.err) == (
        0,
        "Parkeret: 6. Hvordan håndterer vi lederes sygefravær?\n",
        "",
    )
    (parked,) = Place(str(tmp_path / "plan.json")).read()[0].parking
    assert (parked.theme_id, parked.who, parked.note, str(parked.revisit_on)) == (
        "sickness-absence",
        "HR",
        "Senere",
        "2027-01-20",
    )
    ran = rated("unpark plan.json sickness-absence --language en")
    assert ran.out == "Taken up again: 6. How do we handle managers’ sickness absence?\n"
    assert Place(str(tmp_path / "plan.json")).read()[0].parking == ()


def test_themes_are_chosen_in_the_order_they_are_named(rated: Run, tmp_path: Path) -> None:
    ran = rated('choose plan.json 12 1 overload 4 --by "Workshop 1" --on 2026-09-02')
    assert (ran.code, ran.out, ran.err) == (0, CHOSEN, "")
    plan = Place(str(tmp_path / "plan.json")).read()[0]
    assert plan.choice is not None
    assert plan.choice.recommended_by == "Workshop 1"
    assert plan.choice.proposal is not None


def test_the_proposal_is_chosen_by_asking_for_it(rated: Run, tmp_path: Path) -> None:
    assert rated("choose plan.json --proposed").out == CHOSEN
    ran = rated("choose plan.json 13 --proposed")
    assert ran.out.splitlines()[:2] == [
        "5 temaer er valgt:",
        "  12. Hvordan støtter vi ledere i at være i krydspresset?",
    ]
    assert "13." in ran.out.splitlines()[5]


def test_a_choice_beside_the_proposal_asks_for_the_rationale(rated: Run) -> None:
    asked = "Valget afviger fra forslaget. Skriv begrundelsen med --rationale.\n"
    assert asked in rated("choose plan.json 3 8 9").out
    assert asked not in rated('choose plan.json 3 8 9 --rationale "Vi vil det"').out
    assert rated("choose plan.json 3 --language en").out == (
        "1 theme is chosen:\n"
        "  3. How do we make sure managers have someone to think with?\n"
        "The choice departs from the proposal. Give the rationale with --rationale.\n"
        "Those who have the mandate must confirm the choice: ledertrivsel confirm\n"
    )


def test_a_choice_is_confirmed(rated: Run, tmp_path: Path) -> None:
    rated("choose plan.json --proposed")
    ran = rated('confirm plan.json --by Direktionen --on "9. september 2026"')
    assert (ran.code, ran.out) == (
        0,
        "Valget er bekræftet af Direktionen den 9. september 2026.\n",
    )
    choice = Place(str(tmp_path / "plan.json")).read()[0].choice
    assert choice is not None
    assert (choice.confirmed_by, str(choice.confirmed_on)) == ("Direktionen", "2026-09-09")
