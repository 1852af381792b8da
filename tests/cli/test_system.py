"""The plugins that are installed, and those that don't work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Run


def test_the_built_ins_are_listed(run: Run) -> None:
    ran = run("plugins")
    assert (ran.code, ran.err) == (0, "")
    assert "  Formater   markdown, html, json\n" in ran.out
    assert "  Regler     field-gap, field, gap, share, picks\n" in ran.out
    assert "  Rules    field-gap, field, gap, share, picks\n" in run("plugins --language en").out


def test_all_that_is_built_in_can_be_loaded(run: Run) -> None:
    ran = run("plugins --check")
    assert ran.code == 0
    assert ran.out.endswith("Alt, hvad plugins tilbyder, kan indlæses.\n")


def test_programs_get_the_whole_record(run: Run) -> None:
    data = json.loads(run("plugins --json --check").out)
    built_in = data["plugins"][0]
    assert set(built_in) == {
        "distribution",
        "name",
        "offers",
        "origin",
        "problems",
        "state",
        "version",
    }
    assert {"kind": "exporter", "name": "html"} in built_in["offers"]
    assert data["failures"] == []


BROKEN = {
    "raises": "raise RuntimeError('no license')\n",
    "exits": "import sys\nsys.exit(3)\n",
    "syntax": "def\n",
    "hook": (
        "from ledertrivsel import hookimpl\n"
        "@hookimpl\n"
        "def ledertrivsel_exporters():\n"
        "    raise ValueError('half way')\n"
        "    yield\n"
    ),
    "factory": (
        "from ledertrivsel import hookimpl\n"
        "from ledertrivsel.hookspecs import ExporterInfo\n"
        "@hookimpl\n"
        "def ledertrivsel_exporters():\n"
        "    yield ExporterInfo(name='ghost', suffix='.x', media_type='text/plain',\n"
        "        title='Ghost', carries=frozenset(), factory='ghost_that_is_not_there:Ghost')\n"
    ),
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder to put on the path, with an installed distribution for each broken plugin."""
    for name, code in BROKEN.items():
        (tmp_path / f"broken_{name}.py").write_text(code, encoding="utf-8")
        info = tmp_path / f"broken_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: broken-{name}\nVersion: 1.0\n", encoding="utf-8"
        )
        (info / "entry_points.txt").write_text(
            f"[ledertrivsel]\n{name} = broken_{name}\n", encoding="utf-8"
        )
    return tmp_path


def plugins(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT / "src"), str(folder)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "ledertrivsel", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )


def test_it_lists_plugins_when_every_one_is_broken(broken: Path) -> None:
    ran = plugins(broken, "plugins")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "  Formater   markdown, html, json\n" in ran.stdout
    for name in BROKEN:
        assert f"broken-{name}: {name} · 1.0 · " in ran.stdout
    assert "no license" in ran.stdout


def test_check_loads_everything_and_ends_with_one_when_something_fails(broken: Path) -> None:
    ran = plugins(broken, "plugins", "--check", "--json")
    assert (ran.returncode, ran.stderr) == (1, "")
    data = json.loads(ran.stdout)
    (failure,) = data["failures"]
    assert (failure["kind"], failure["name"]) == ("exporter", "ghost")
    assert "ghost_that_is_not_there" in failure["cause"]
    told = {record["name"]: record["problems"] for record in data["plugins"]}
    assert all(told[name] for name in ("raises", "exits", "syntax", "hook"))


def test_the_other_commands_work_beside_broken_plugins(broken: Path, tmp_path: Path) -> None:
    plan = str(tmp_path / "plan.json")
    assert plugins(broken, "init", plan).returncode == 0
    assert plugins(broken, "export", plan, "json", "-o", "-").returncode == 0
