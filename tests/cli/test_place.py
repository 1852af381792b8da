"""A plan's place: a file or a key in a store; written as a whole or not at all."""

import datetime
import os
from pathlib import Path

import pytest

from ledertrivsel.cli import place as place_module
from ledertrivsel.cli.place import Place, write_file
from ledertrivsel.cli.wording import Refused
from ledertrivsel.errors import InvalidValueError, NotFound
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from tests.cli.running import Run

PLAN = Plan.start(
    builtin_method(), title="Plan", organisation="Sted", on=datetime.date(2026, 9, 2)
)


@pytest.mark.parametrize(
    ("given", "place", "stem"),
    [
        ("plan.json", Place("plan.json"), "plan"),
        ("./a:b.json", Place("./a:b.json"), "a:b"),
        ("C:plan.json", Place("C:plan.json"), "C:plan"),
        ("sqlite:///plans.db#2026", Place("sqlite:///plans.db", "2026"), "2026"),
        ("sqlite:///plans.db", Place("sqlite:///plans.db", "plan"), "plan"),
        ("sqlite:///plans.db#skole/øst", Place("sqlite:///plans.db", "skole/øst"), "skole-øst"),
        ("sqlite:///plans.db#../../etc", Place("sqlite:///plans.db", "../../etc"), "-..-etc"),
    ],
)
def test_what_a_plan_argument_means(given: str, place: Place, stem: str) -> None:
    assert Place.of(given) == place
    assert Place.of(given).stem == stem


@pytest.mark.parametrize("name", ["plan.json", "plan på åen.json", "mappe/æøå/plan.json"])
def test_a_plan_comes_back_from_its_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Place.of(name).create(PLAN)
    assert Place.of(name).read() == (PLAN, Place(name))


@pytest.mark.parametrize("key", ["2026", "æøå", "../../etc", "a b"])
def test_a_plan_comes_back_from_its_store(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///plans.db#{key}"
    Place.of(address).create(PLAN)
    plan, place = Place.of(address).read()
    assert (plan, place.revision, str(place)) == (PLAN, 1, address)
    assert place.write(plan.add_theme("Klare mål")).revision == 2
    assert {file.name.partition("-")[0] for file in tmp_path.iterdir()} == {"plans.db"}


@pytest.mark.parametrize("address", ["plan.json", "sqlite:///plans.db#2026"])
def test_a_plan_is_created_once(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Place.of(address).create(PLAN)
    with pytest.raises(Refused) as caught:
        Place.of(address).create(PLAN.add_theme("Klare mål"))
    assert caught.value.key == "there-already"
    assert Place.of(address).read()[0] == PLAN


def test_a_key_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Place.of("sqlite:///plans.db#2026").create(PLAN)
    with pytest.raises(NotFound, match=r"^There is no plan '2027' here\."):
        Place.of("sqlite:///plans.db#2027").read()


def test_a_missing_key_is_told_by_the_command(run: Run) -> None:
    run("init sqlite:///plans.db#2026 --on 2026-09-02")
    ran = run("show sqlite:///plans.db#2027")
    assert (ran.code, ran.err) == (2, "Fejl: Her er ingen plan '2027'.\n")


def test_a_plan_in_a_store_goes_through_the_commands(begun: Run, tmp_path: Path) -> None:
    plan = "sqlite:///plans.db#2026"
    assert begun(f"init {plan} --on 2026-06-17").code == 0
    assert begun(f"read {plan} mandate.md").code == 0
    assert begun(f"rate {plan} ratings.csv").code == 0
    assert "Revision" in begun(f"show {plan}").out
    assert begun(f"export {plan} html").out == "Skrevet: 2026.html (Hele organisationen)\n"
    assert (tmp_path / "2026.html").is_file()


def test_a_file_keeps_its_mode_and_a_link_its_target(tmp_path: Path) -> None:
    target = tmp_path / "rigtig.json"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "plan.json"
    link.symlink_to(target)
    write_file(link, b"new")
    assert (link.is_symlink(), target.read_bytes(), target.stat().st_mode & 0o777) == (
        True,
        b"new",
        0o640,
    )


def test_a_new_file_may_be_read_by_those_who_may_read_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "plan.html", b"page")
    finally:
        os.umask(before)
    assert (tmp_path / "plan.html").stat().st_mode & 0o777 == 0o640


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(place_module.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(plan, b"new")
    with pytest.raises(OSError, match="No space"):
        Place(str(tmp_path / "ny.json")).create(PLAN)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"plan.json": b"old"}


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path, b"plan")


def test_a_file_too_large_for_a_plan_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.json").write_bytes(b"{}" * 10)
    monkeypatch.setattr(place_module, "LIMIT", 10)
    with pytest.raises(InvalidValueError, match=r"^plan.json must be at most 10 bytes, got 20"):
        Place(str(tmp_path / "plan.json")).read()
