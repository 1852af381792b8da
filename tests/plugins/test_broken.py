"""Distributions that are installed and broken: listed with their cause, and the rest works."""

import json
from pathlib import Path

import pytest

from tests.plugins.installing import DISTRIBUTIONS, exporter, lay_out, ledertrivsel_says

BROKEN = {
    "acme-gone": (None, "ModuleNotFoundError: No module named 'acme_gone'"),
    "acme-needs": ("import no_such_package\n", "No module named 'no_such_package'"),
    "acme-exits": ("import sys\nsys.exit('no licence')\n", "SystemExit: no licence"),
    "acme-raises": ("raise RuntimeError('no licence')\n", "RuntimeError: no licence"),
}
"""A module's source, None for one that is missing, and what is told of it."""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a folder in which every distribution but one is broken."""
    folder = tmp_path / "broken"
    folder.mkdir()
    for name, (source, _) in BROKEN.items():
        lay_out(folder, name, source, version="0.7")
    lay_out(folder, "acme-whole", exporter("whole"), version="2.0")
    return folder


def test_each_is_listed_with_its_version_and_cause(broken: Path, site: Path, folder: Path) -> None:
    said = ledertrivsel_says("plugins", "--json", sites=(broken, site), cwd=folder)
    plugins = {plugin["distribution"]: plugin for plugin in json.loads(said)["plugins"]}
    for name, (_, cause) in BROKEN.items():
        told = plugins[name]
        assert (told["version"], told["state"], told["offers"]) == ("0.7", "failed", [])
        (problem,) = told["problems"]
        assert problem["where"] == "import"
        assert cause in problem["cause"]
    whole = {name: plugin for name, plugin in plugins.items() if name not in BROKEN}
    assert set(whole) == {"ledertrivsel", "acme-whole", *DISTRIBUTIONS}
    assert {plugin["state"] for plugin in whole.values()} == {"active"}


def test_everything_else_works(broken: Path, site: Path, folder: Path) -> None:
    for name, said in (("markdown", "# "), ("whole", "whole"), ("planner", "Task Name")):
        line = ("export", "plan.json", name, "--output", "-")
        assert said in ledertrivsel_says(*line, sites=(broken, site), cwd=folder)


def test_who_asks_for_what_is_missing_is_told_why(broken: Path, folder: Path) -> None:
    line = ("export", "plan.json", "poster", "--output", "plan.pdf")
    told = ledertrivsel_says(*line, sites=(broken,), cwd=folder, fails=True)
    for name, (_, cause) in BROKEN.items():
        assert f"{name} 0.7" in told
        assert cause in told
    assert not (folder / "plan.pdf").exists()
