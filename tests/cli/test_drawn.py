"""The priority card in characters."""

from pathlib import Path

import pytest

from ledertrivsel.cli.drawn import COLUMNS, ROWS, depth, slots
from ledertrivsel.cli.place import Place
from ledertrivsel.matrix import Matrix
from ledertrivsel.plan import Plan
from ledertrivsel.rounds import Round
from tests.cli.running import Run

CARD = """\
  I hvor høj grad er det vigtigt?
+ ┌────────────────────────────────────┬────────────────────────────────────┐
  │ 1 Vigtigt,                         │ 2 Vigtigt,                         │
  │   lykkes mindre godt               │   lykkes godt                      │
  │             [12]  [1]              │                                    │
  │                   [4]    10        │                                    │
  │                   [5]   (2)   (13) │  7                 9               │
  │                          6     3   │                                    │
  │                                    │                                    │
  ├────────────────────────────────────┼────────────────────────────────────┤
  │ 3 Mindre vigtigt,                  │ 4 Mindre vigtigt,                  │
  │   lykkes mindre godt               │   lykkes godt                      │
  │                                    │                                    │
  │                          11        │              8                     │
  │                                    │                                    │
  │                                    │                                    │
  │                                    │                                    │
÷ └────────────────────────────────────┴────────────────────────────────────┘
   ÷ I lav grad        I hvor høj grad lykkes vi med det?       + I høj grad

"""

TABLE = """\
Nr.  Tema                                  Vigtigt  Lykkes  Afstand  Felt  Valgt af  Note
  1  Hvordan modtager vi nye ledere?          4,67    2,00     2,67     1         5  Foreslået
  2  Hvordan sikrer vi tillid og              4,17    2,33     1,83     1         2  Står lige – I
     psykologisk tryghed hos lederne?                                                afgør
"""

SENTENCES = """\
Forslag: tema 12, 1, 5 og 4. Regel: Felt, derefter afstand mellem vigtigt og lykkes.
Tema 2 og 13 står helt lige om den sidste plads.
44 vippepunkter, alle i tema 2 og 13: Flytter én gruppe sin vurdering ét trin, ændrer forslaget \
sig.
Skillelinje ved 3 (vigtigt) og 3 (lykkes): midten af skalaen.
"""


def test_the_card_of_the_example_looks_so(rated: Run) -> None:
    out = rated("card plan.json").out
    assert out.startswith(CARD)
    assert out.endswith(SENTENCES)
    assert "Delt i to lejre" in out
    assert "På linjen" in out


def test_in_a_narrow_terminal_notes_stand_below_and_fields_are_smaller(
    rated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = rated("card plan.json").out.splitlines()
    assert "  │            [5] (2) (13)│ 7           9          │" in lines
    assert lines[17:20] == [
        "÷ └────────────────────────┴────────────────────────┘",
        "   ÷ I lav grad                         + I høj grad",
        "           I hvor høj grad lykkes vi med det?",
    ]
    at = next(i for i, line in enumerate(lines) if line.startswith(" 12  "))
    assert lines[at : at + 3] == [
        " 12  Hvordan støtter vi ledere i at       4,83    1,83     1",
        "     være i krydspresset?",
        "       Foreslået",
    ]


def test_when_the_themes_are_chosen_the_card_no_longer_asks(published: Run) -> None:
    out = published("card plan.json").out
    assert "Valgt: tema 12, 1, 5 og 4.\nParkeret: tema 6 og 10.\n" in out
    assert "[12]" in out
    assert "(2)" not in out
    assert "Står lige" not in out
    assert "vippepunkt" not in out


def test_the_card_speaks_english(rated: Run) -> None:
    out = rated("card plan.json --language en").out
    assert "│   succeeding less well" in out
    assert "Proposal: themes 12, 1, 5 and 4. Rule: " in out


def matrix_of(rows: list[tuple[str, str, int, int]], plan: Plan) -> Matrix:
    return plan.add_round(Round.from_rows("en", rows)).matrix()


def test_a_theme_never_leaves_its_field_nor_covers_another(begun: Run, tmp_path: Path) -> None:
    plan = Place(str(tmp_path / "plan.json")).read()[0]
    ids = [theme.id for theme in plan.themes]
    for importance in range(1, 6):
        for success in range(1, 6):  # All twelve themes on one point.
            matrix = matrix_of([("A", theme, importance, success) for theme in ids], plan)
            placed = slots(matrix)
            assert len(set(placed.values())) == len(ids)
            for placement in matrix.placements:
                column, row = placed[placement.theme_id]
                assert placement.quadrant is not None
                assert (column >= COLUMNS) == (int(placement.quadrant) in (2, 4))
                assert (row >= ROWS) == (int(placement.quadrant) in (3, 4))


def test_a_field_with_more_themes_than_slots_grows_deeper(begun: Run, tmp_path: Path) -> None:
    plan = Place(str(tmp_path / "plan.json")).read()[0]
    for number in range(COLUMNS * ROWS):
        plan = plan.add_theme(f"Eget tema {number}")
    matrix = matrix_of([("A", theme.id, 5, 1) for theme in plan.themes], plan)
    assert len(set(slots(matrix).values())) == len(plan.themes) == 42
    assert depth(matrix) == 7


def test_what_lies_on_the_line_touches_it(begun: Run, tmp_path: Path) -> None:
    plan = Place(str(tmp_path / "plan.json")).read()[0]
    placed = slots(matrix_of([("A", "sparring", 3, 3)], plan))
    assert placed == {"sparring": (COLUMNS - 1, ROWS - 1)}
