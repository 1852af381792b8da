"""People in a store: finding them, taking them out, and what need not be kept."""

import json
from pathlib import Path

import attrs
import pytest

from ledertrivsel._api import open_store
from ledertrivsel.documents import dump
from ledertrivsel.hookspecs import Capabilities
from ledertrivsel.stores.sqlite import SqliteStore
from tests.cases import small_plans as small
from tests.cli.running import Run
from tests.cli.stores import ADDRESS
from tests.cli.stores import stored as stored


def add_newer(tmp_path: Path) -> None:
    newer = dump(small.bare()).replace(b'"schema": 1', b'"schema": 2', 1)
    with open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        store.store.save("nyere", newer, expected=0)


# find


def test_a_person_is_found_and_revisions_are_told_together(stored: Run) -> None:
    ran = stored(f"store find {ADDRESS} anna")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "  – 2026, revision 1, actor: Anna Holm (hvem der gemte)\n"
        "  – 2026, revision 1–3, purpose: Som Anna sagde (anden tekst)\n"
        "  – 2026, revision 2–3, parking[0].who: Anna Holm (felt til personer)\n"
        "  – slettet, revision 1, purpose: Som Anna sagde (anden tekst)\n"
        "  – slettet, revision 1, parking[0].who: Anna Holm (felt til personer)\n"
    )


def test_one_plan_is_searched(stored: Run) -> None:
    out = stored(f'store find {ADDRESS}#slettet "Anna Holm" --language en').out
    assert out == ("  – slettet, revision 1, parking[0].who: Anna Holm (field for people)\n")


def test_a_key_is_told(stored: Run) -> None:
    assert "  – gammel (nøgle til planen)\n" in stored(f"store find {ADDRESS} gammel").out


def test_only_whole_words_are_found_where_asked(stored: Run) -> None:
    assert "Holm" in stored(f"store find {ADDRESS} hol").out
    ran = stored(f"store find {ADDRESS} hol --whole-words")
    assert (ran.code, ran.out) == (0, "Teksten står ingen steder.\n")


def test_a_long_text_is_shown_in_short(run: Run, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        store.save(attrs.evolve(small.bare(), purpose=f"Anna\n{'x' * 100}"), "a")
    out = " ".join(run(f"store find {ADDRESS} Anna").out.split())
    assert f"purpose: Anna {'x' * 54}… (anden tekst)" in out


def test_found_for_programs(stored: Run) -> None:
    data = json.loads(stored(f'store find {ADDRESS}#slettet "Anna Holm" --json').out)
    assert data == {
        "mentions": [
            {
                "key": "slettet",
                "revision": 1,
                "where": "personal",
                "path": "parking[0].who",
                "value": "Anna Holm",
            }
        ],
        "unread": [],
    }


def test_what_cannot_be_read_is_told_and_ends_with_one(stored: Run, tmp_path: Path) -> None:
    add_newer(tmp_path)
    ran = stored(f"store find {ADDRESS}#nyere Anna")
    assert ran.code == 1
    assert ran.out == (
        "Teksten står ingen steder.\n"
        "  ! Ikke læst: nyere, revision 1, er skrevet af en nyere ledertrivsel. Teksten står ikke "
        "i den.\n"
    )
    ran = stored(f"store find {ADDRESS} Anna --json")
    assert (ran.code, json.loads(ran.out)["unread"]) == (
        1,
        [{"key": "nyere", "revision": 1, "why": "newer-schema", "is_named": False}],
    )


def test_a_text_too_short_is_refused(stored: Run) -> None:
    ran = stored(f"store find {ADDRESS} a")
    assert (ran.code, ran.err) == (2, "Fejl: TEKST skal være på mindst 2 tegn, men er 'a'.\n")


# redact


def test_a_person_is_taken_out_and_what_is_left_is_told(stored: Run) -> None:
    ran = stored(f"store redact {ADDRESS} Anna --yes")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Det bliver erstattet med [slettet] for altid. Steder: 4. Revisioner: 4.\n"
        "  – 2026, revision 1, actor: Anna Holm (hvem der gemte)\n"
        "  – 2026, revision 2–3, parking[0].who: Anna Holm (felt til personer)\n"
        "  – slettet, revision 1, parking[0].who: Anna Holm (felt til personer)\n"
        "Steder erstattet: 4. Revisioner: 4.\n"
        "Det er tilbage, og I må selv se på det:\n"
        "  – 2026, revision 1–3, purpose: Som Anna sagde (anden tekst)\n"
        "  – slettet, revision 1, purpose: Som Anna sagde (anden tekst)\n"
    )
    shown = json.loads(stored(f"store show {ADDRESS}#2026 --json").out)
    assert shown["plan"]["parking"][0]["who"] == "[slettet] Holm"


def test_all_other_text_is_replaced_where_asked(stored: Run, tmp_path: Path) -> None:
    ran = stored(f"store redact {ADDRESS} Anna --replacement NN --free-text --yes --json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert (data["rewritten"], len(data["replaced"]), data["left"]) == (4, 8, [])
    files = [file.read_bytes() for file in tmp_path.iterdir()]
    assert not [content for content in files if b"Anna" in content]
    assert stored(f"store check {ADDRESS}").code == 0


def test_nobody_is_asked_where_there_is_nothing_to_replace(stored: Run) -> None:
    ran = stored(f"store redact {ADDRESS} Karl")
    assert (ran.code, ran.out) == (0, "Steder erstattet: 0. Revisioner: 0.\n")


def test_a_replacement_with_the_text_in_it_is_refused(stored: Run) -> None:
    ran = stored(f"store redact {ADDRESS} Anna --replacement Anna --yes")
    assert ran.code == 2
    assert ran.err == (
        "Fejl: --replacement må ikke indeholde den tekst, den erstatter, men er 'Anna'.\n"
    )


def test_a_store_that_cannot_rewrite_says_what_to_do(
    stored: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteStore, "capabilities", Capabilities())
    ran = stored(f"store redact {ADDRESS} Anna --yes")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Fejl: Lageret sqlite:///plans.db kan ikke ændre tidligere revisioner. Kopiér det til et, "
        "der kan, med: ledertrivsel store copy\n"
    )


# retain


def test_what_need_not_be_kept_is_named_and_nothing_is_erased(stored: Run) -> None:
    line = f"store retain {ADDRESS} --before 2026-09-02"
    ran = stored(line)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "gammel: seneste dato er 1. juni 2026\n"
        "slettet: slettet, men kan stadig hentes\n"
        "2 planer kan slettes. Intet er slettet; det gør --yes.\n"
    )
    assert stored(line).out == ran.out


def test_it_is_erased_with_yes(stored: Run) -> None:
    line = f"store retain {ADDRESS} --before 2026-09-02 --by Arkivet --yes"
    assert stored(line).out.endswith(
        "2 planer bliver slettet for altid.\n2 planer er slettet for altid.\n"
    )
    head = json.loads(stored(f"store history {ADDRESS}#gammel --json").out)[0]
    assert (head["state"], head["actor"]) == ("erased", "Arkivet")
    assert stored(line).out == "Ingen planer fra før den 2. september 2026, og ingen slettede.\n"


def test_retention_for_programs(stored: Run, tmp_path: Path) -> None:
    add_newer(tmp_path)
    ran = stored(f"store retain {ADDRESS} --before 2026-09-02 --yes --json")
    assert ran.code == 1
    assert json.loads(ran.out) == {
        "erased": True,
        "expired": [
            {"key": "gammel", "why": "past", "latest_act": "2026-06-01", "revisions": 1},
            {"key": "slettet", "why": "deleted", "latest_act": None, "revisions": 1},
        ],
        "unread": [{"key": "nyere", "revision": 1, "why": "newer-schema", "is_named": None}],
    }


def test_the_day_must_be_named(stored: Run) -> None:
    ran = stored(f"store retain {ADDRESS}")
    assert ran.code == 2
    assert ran.err == ("Fejl: --before mangler.\nSe: ledertrivsel store retain --help\n")
