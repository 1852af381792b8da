"""Looking at a plan: the card, the findings, what it holds; for people and for programs."""

import json

from ledertrivsel.documents import from_data
from tests.cli.running import Run

EMPTY = "Der er endnu ingen vurderinger at vise.\n"


def test_a_card_without_ratings_says_so(begun: Run) -> None:
    assert begun("card plan.json").out == EMPTY
    assert begun("card plan.json --language en").out != EMPTY


def test_a_card_of_one_round_has_no_proposal(rated: Run) -> None:
    out = rated("card plan.json --round forbered").out
    assert "[12]" not in out
    assert "Forslag" not in out


def test_a_card_by_another_rule_proposes_by_that(rated: Run) -> None:
    out = rated("card plan.json --rule gap").out
    assert "Forslag: tema 12, 1 og 5. Regel: Afstand mellem vigtigt og lykkes.\n" in out


def test_the_card_for_programs_is_exact(rated: Run) -> None:
    data = json.loads(rated("card plan.json --json").out)
    assert set(data) == {"cut", "lines", "proposal", "suppressed", "themes"}
    assert (data["cut"], data["lines"], data["suppressed"]) == ("midpoint", ["3", "3"], [])
    assert data["themes"][11] == {
        "field": 1,
        "gap": "3",
        "id": "cross-pressure",
        "importance": "29/6",
        "n": 6,
        "number": 12,
        "on_line": False,
        "picks": 4,
        "success": "11/6",
    }
    assert set(data["proposal"]) == {
        "chosen",
        "contested",
        "filled",
        "order",
        "rule",
        "target",
        "turning_points",
        "unranked",
    }
    assert "proposal" not in json.loads(rated("card plan.json --round forbered --json").out)


def test_an_empty_card_for_programs_has_no_numbers(begun: Run) -> None:
    data = json.loads(begun("card plan.json --json").out)
    assert {theme["importance"] for theme in data["themes"]} <= {None}
    assert data["proposal"]["chosen"] == []


FOUND = """
Trin 3: Konkretiser
  Skal rettes: Action cardet om tema 4 (Hvordan sikrer vi lederes restitution?) har hverken en
    dato"""


def test_check_tells_what_is_missing_and_ends_with_one(published: Run) -> None:
    ran = published("check plan.json --today 2026-11-23")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(FOUND)
    assert "\n    → Skriv, hvilken rolle der løser opgaven.\n" in ran.out
    assert ran.out.endswith("\nSkal rettes: 2. Bør afklares: 0. Overvej: 0.\n")


def test_check_tells_what_to_do_about_a_kind_once(published: Run) -> None:
    out = published("check plan.json --today 2027-04-15").out
    assert out.count("skulle være gjort den") > 1
    assert out.count("→ Spørg til opgaven") == 1


def test_check_for_programs_has_codes_and_both_texts(published: Run) -> None:
    ran = published("check plan.json --today 2026-11-23 --json --language en")
    assert ran.code == 1
    first = json.loads(ran.out)[0]
    assert set(first) == {"advice", "code", "path", "severity", "step", "text"}
    assert (first["code"], first["severity"], first["step"], first["path"]) == (
        "apv-follow-up",
        "error",
        "concretize",
        "cards['restitution'].follow_up",
    )
    assert first["text"].startswith("The action card on theme 4")
    assert first["advice"]


def test_nothing_missing_ends_with_zero(run: Run) -> None:
    run("init plan.json --on 2026-09-02")
    ran = run("check plan.json --today 2026-09-02 --json")
    assert ran.code == int(any(f["severity"] == "error" for f in json.loads(ran.out)))


def test_check_looks_from_today_when_no_day_is_given(published: Run) -> None:
    assert published("check plan.json").code == 1


def test_show_tells_what_a_plan_holds(published: Run) -> None:
    ran = published("show plan.json")
    lines = ran.out.splitlines()
    assert lines[0] == "Plan for ledertrivsel  Plan for ledertrivsel"
    assert "Status                 Udgivet" in lines
    assert "Parkeret               6. Hvordan håndterer vi lederes sygefravær?" in lines
    assert "Action card            Hvordan modtager vi nye ledere? (I brug)" in lines
    assert "Udgivelse              2. november 2026" in lines


def test_show_for_programs_is_the_document(published: Run) -> None:
    data = json.loads(published("show plan.json --json").out)
    assert from_data(data).title == "Plan for ledertrivsel"


def test_show_of_a_stored_plan_tells_its_revision(run: Run) -> None:
    run("init sqlite:///plans.db#2026 --on 2026-09-02")
    assert run("show sqlite:///plans.db#2026").out.splitlines()[-1].split() == ["Revision", "1"]
