"""Looking after a store: restoring, checking, backing up, copying and erasing."""

import json
import sqlite3
from pathlib import Path

from ledertrivsel._api import open_store
from tests.cli.running import Run
from tests.cli.stores import ADDRESS
from tests.cli.stores import stored as stored


def revisions(run: Run, address: str) -> list[tuple[int, str, str]]:
    data = json.loads(run(f"store history {address} --json").out)
    return [(told["revision"], told["state"], told["actor"]) for told in reversed(data)]


# restore


def test_an_old_revision_is_saved_as_a_new_one(stored: Run) -> None:
    ran = stored(f"store restore {ADDRESS}#2026 1 --by HR --yes")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Revision 1 af 2026 bliver gemt som revision 4. Det ændrer:\n"
        "  – tema 3 taget op igen\n"
        "  – valg af temaer fjernet\n"
        "Revision 1 af 2026 er gemt som revision 4.\n"
    )
    assert revisions(stored, f"{ADDRESS}#2026")[3] == (4, "saved", "HR")
    assert stored(f"store diff {ADDRESS}#2026 1 4").out.endswith("Ingen forskel.\n")


def test_a_deleted_plan_is_restored(stored: Run) -> None:
    ran = stored(f"store restore {ADDRESS}#slettet 1 --yes")
    assert ran.out == (
        "slettet er slettet. Revision 1 bliver gemt som revision 3.\n"
        "Revision 1 af slettet er gemt som revision 3.\n"
    )
    assert json.loads(stored(f"store ls {ADDRESS} --json").out)[2]["key"] == "slettet"


def test_what_is_as_it_was_is_not_saved_again(stored: Run) -> None:
    ran = stored(f"store restore {ADDRESS}#2026 3")
    assert (ran.code, ran.out) == (0, "2026 er allerede som revision 3. Intet er gemt.\n")
    assert len(revisions(stored, f"{ADDRESS}#2026")) == 3


def test_restoring_for_programs(stored: Run) -> None:
    data = json.loads(stored(f"store restore {ADDRESS}#2026 2 --yes --json").out)
    assert (data["key"], data["revision"]) == ("2026", 4)
    assert [one["code"] for one in data["differences"]] == ["removed"]


def test_a_revision_that_is_not_there_is_not_restored(stored: Run) -> None:
    ran = stored(f"store restore {ADDRESS}#2026 9 --yes")
    assert (ran.code, ran.out) == (2, "")
    assert "'2026'" in ran.err
    ran = stored(f"store restore {ADDRESS}#slettet 2 --yes")
    assert (ran.code, ran.out) == (2, "")


# check


def damage(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE revision SET body = x'7b7d' WHERE key = '2026' AND revision = 2")
    db.close()


def test_a_whole_store_has_no_damage(stored: Run) -> None:
    ran = stored(f"store check {ADDRESS}")
    assert (ran.code, ran.out) == (0, "Ingen skader. Planer: 2.\n")


def test_damage_is_told_and_ends_with_one(stored: Run, tmp_path: Path) -> None:
    damage(tmp_path / "plans.db")
    ran = stored(f"store check {ADDRESS}")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("2026, revision 2: ")
    ran = stored(f"store check {ADDRESS} --json")
    (found,) = json.loads(ran.out)
    assert (ran.code, found["key"], found["revision"]) == (1, "2026", 2)


# backup


def test_a_backup_is_a_store(stored: Run, tmp_path: Path) -> None:
    ran = stored(f"store backup {ADDRESS} kopi.db")
    assert (ran.code, ran.out) == (0, "Kopien er skrevet: kopi.db\n")
    before = stored(f"store ls {ADDRESS} --json").out
    assert stored("store ls sqlite:///kopi.db --json").out == before


def test_a_backup_overwrites_nothing(stored: Run, tmp_path: Path) -> None:
    (tmp_path / "kopi.db").write_text("mine")
    ran = stored(f"store backup {ADDRESS} kopi.db")
    assert ran.code == 2
    assert (tmp_path / "kopi.db").read_text() == "mine"


def test_a_store_without_a_backup_says_what_to_do(stored: Run) -> None:
    ran = stored("store backup memory: kopi.db --language en")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Error: The store memory: has no backup of its own. Copy it to another store, "
        "with: ledertrivsel store copy\n"
    )


# copy


def test_a_store_is_copied_and_copied_again(stored: Run) -> None:
    line = f"store copy {ADDRESS} sqlite:///kopi.db"
    ran = stored(line)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Planer: 3. Revisioner kopieret: 6, var der i forvejen: 0.\n"
    assert stored(line).out == "Planer: 3. Revisioner kopieret: 0, var der i forvejen: 6.\n"
    before = stored(f"store ls {ADDRESS} --deleted --json").out
    assert stored("store ls sqlite:///kopi.db --deleted --json").out == before


def test_one_plan_is_copied(stored: Run) -> None:
    stored(f"store copy {ADDRESS}#gammel sqlite:///kopi.db")
    assert [p["key"] for p in json.loads(stored("store ls sqlite:///kopi.db --json").out)] == [
        "gammel"
    ]


def test_the_target_takes_no_key(stored: Run) -> None:
    ran = stored(f"store copy {ADDRESS}#2026 sqlite:///kopi.db#2027")
    assert (ran.code, ran.err) == (
        2,
        "Fejl: sqlite:///kopi.db#2027 skal være et lager uden #: Planer beholder deres nøgle.\n",
    )


def test_a_password_is_never_shown(stored: Run) -> None:
    for line in (
        f"copy {ADDRESS} postgresql://hr:hemmelig@db/planer#2027",
        "erase postgresql://hr:hemmelig@db/planer",
    ):
        ran = stored(f"store {line}")
        assert (ran.code, ran.out) == (2, "")
        assert "postgresql://hr:…@db/planer" in ran.err
        assert "hemmelig" not in ran.err


def test_another_plan_in_the_target_is_a_conflict(stored: Run, tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'kopi.db'}") as store:
        store.store.save("2026", b"{}", expected=0)
    ran = stored(f"store copy {ADDRESS} sqlite:///kopi.db")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "Fejl: Planen '2026' er en anden i mållageret fra og med revision 1. Intet af den er "
        "skrevet der; kopiér til et andet lager.\n"
    )


def test_what_cannot_be_read_is_told_and_ends_with_one(stored: Run, tmp_path: Path) -> None:
    damage(tmp_path / "plans.db")
    ran = stored(f"store copy {ADDRESS} sqlite:///kopi.db")
    assert ran.code == 1
    assert ran.out == (
        "Planer: 3. Revisioner kopieret: 4, var der i forvejen: 0.\n"
        "Ikke kopieret: 2026 fra og med revision 2; den er beskadiget.\n"
    )
    ran = stored(f"store copy {ADDRESS} sqlite:///kopi.db --json")
    assert (ran.code, json.loads(ran.out)["damaged"]) == (1, [["2026", 2]])


# erase


def test_a_plan_is_erased(stored: Run, tmp_path: Path) -> None:
    ran = stored(f"store erase {ADDRESS}#2026 --by Arkivet --yes")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "2026 og alle revisioner af den (3 kan læses) bliver slettet for altid.\n"
        "2026 er slettet for altid.\n"
    )
    assert revisions(stored, f"{ADDRESS}#2026") == [
        (1, "erased", "Anna Holm"),
        (2, "erased", "Bo"),
        (3, "erased", ""),
        (4, "erased", "Arkivet"),
    ]
    stored(f"store erase {ADDRESS}#slettet --yes")
    assert b"Som Anna sagde" not in (tmp_path / "plans.db").read_bytes()


def test_a_plan_that_nobody_named_is_not_erased(stored: Run) -> None:
    ran = stored(f"store erase {ADDRESS} --yes")
    assert (ran.code, ran.err) == (
        2,
        "Fejl: sqlite:///plans.db skal nævne den plan, der skal slettes, efter #: "
        "sqlite:///plans.db#2026.\n",
    )
