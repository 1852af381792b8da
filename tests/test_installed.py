"""The entry points that are installed, whatever else is."""

from pathlib import Path

import pytest

from ledertrivsel._installed import installed

GROUP = "ledertrivsel"


def lay_out(
    folder: Path, distribution: str, points: bytes, *, version: str = "1.0", metadata: bool = True
) -> None:
    """Lay a distribution out in *folder* as an installer does."""
    info = folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    if metadata:
        said = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (info / "METADATA").write_text(said, encoding="utf-8")
    (info / "entry_points.txt").write_bytes(points)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def told() -> list[tuple[str, str, str, str]]:
    return [
        (found.distribution, found.version, found.name, found.point.value if found.point else "")
        for found in installed(GROUP)
    ]


def test_what_is_installed_comes_in_the_order_of_the_names(site: Path) -> None:
    lay_out(site, "zeta", b"[ledertrivsel]\na = zeta_plan\n")
    lay_out(site, "Acme_Plan", b"[ledertrivsel]\nz = acme.z\nb = acme.b\n[other]\nc = acme.c\n")
    assert told() == [
        ("Acme_Plan", "1.0", "b", "acme.b"),
        ("Acme_Plan", "1.0", "z", "acme.z"),
        ("zeta", "1.0", "a", "zeta_plan"),
    ]


def test_one_module_under_two_names_is_one_plugin(site: Path) -> None:
    lay_out(site, "acme", b"[ledertrivsel]\ntwo = acme.plugin\none = acme.plugin\n")
    assert told() == [("acme", "1.0", "one", "acme.plugin")]


def test_a_distribution_without_metadata_has_no_name(site: Path) -> None:
    lay_out(site, "acme", b"[ledertrivsel]\na = acme.plugin\n", metadata=False)
    assert told() == [("", "", "a", "acme.plugin")]


@pytest.mark.parametrize("points", [b"no sign of equality\n", b"\xe6 = x\n"])
def test_a_file_that_cannot_be_read_hides_nobody(site: Path, points: bytes) -> None:
    lay_out(site, "broken", b"[ledertrivsel]\n" + points)
    lay_out(site, "acme", b"[ledertrivsel]\na = acme.plugin\n")
    acme, broken = installed(GROUP)
    assert (acme.name, acme.point is not None) == ("a", True)
    assert (broken.name, broken.version, broken.point) == ("broken", "1.0", None)
    assert broken.cause.startswith("its entry points can't be read: ")


def test_a_distribution_met_twice_is_the_first_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("2.0", "1.0"):  # The last put on the path is the first there.
        folder = tmp_path / version
        lay_out(folder, "acme", b"[ledertrivsel]\na = acme.plugin\n", version=version)
        monkeypatch.syspath_prepend(folder)
    (found,) = installed(GROUP)
    assert (found.version, found.places) == (
        "1.0",
        (f"1.0 in {tmp_path / '1.0'}", f"2.0 in {tmp_path / '2.0'}"),
    )


def test_a_distribution_met_twice_in_one_place_is_one(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out(site, "acme", b"[ledertrivsel]\na = acme.plugin\n")
    monkeypatch.syspath_prepend(site)
    (found,) = installed(GROUP)
    assert found.places == ()
