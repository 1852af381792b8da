"""The plugins that are installed, and those that don't work."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, Run


def test_the_built_ins_are_listed(run: Run) -> None:
    ran = run("plugins")
    assert (ran.code, ran.err) == (0, "")
    assert "  Formater   markdown, html, html-fragment, json, " in ran.out
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
        "source",
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
        timeout=240,
        check=False,
    )


def test_it_lists_plugins_when_every_one_is_broken(broken: Path) -> None:
    ran = plugins(broken, "plugins")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "  Formater   markdown, html, html-fragment, json, " in ran.stdout
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


RULES = """
from ledertrivsel import hookimpl
from ledertrivsel.hookspecs import RuleInfo
from ledertrivsel.laws import Law

class Constant:
    name, needs, by_field = "constant", frozenset(), False

    def key(self, placement, matrix):
        return (0,)

class Inexact(Constant):
    name = "inexact"

    def key(self, placement, matrix):
        return (0.5,)

def titled(made):
    return RuleInfo(name=made.name, title={"da": "Regel"}, satisfies=set(Law), factory=made)

class Plugin:
    @hookimpl.rules
    def rules(self):
        return [titled(Constant), titled(Inexact)]

plugin = Plugin()
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A folder with an installed distribution that offers a right and a wrong rule."""
    (tmp_path / "acme_rules.py").write_text(RULES, encoding="utf-8")
    info = tmp_path / "acme_rules-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[ledertrivsel]\nacme = acme_rules:plugin\n")
    return tmp_path


def test_check_with_a_name_tries_the_contract_of_all_it_offers(acme: Path) -> None:
    ran = plugins(acme, "plugins", "--check", "Acme_Rules")
    assert (ran.returncode, ran.stderr) == (1, "")
    said = " ".join(ran.stdout.split())
    kept = {name: (n, of) for name, n, of in re.findall(r"(\w+) består (\d+) af (\d+)", said)}
    assert kept["constant"] == (kept["constant"][1],) * 2
    assert int(kept["inexact"][0]) < int(kept["inexact"][1])
    assert "test_its_keys_are_exact: The key (0.5,) of a theme with importance" in said


def test_check_with_the_name_of_one_thing_tries_that_alone(acme: Path) -> None:
    ran = plugins(acme, "plugins", "--check", "constant", "--json")
    assert (ran.returncode, ran.stderr) == (0, "")
    data = json.loads(ran.stdout)
    assert {(v["kind"], v["name"], v["fault"]) for v in data["verdicts"]} == {
        ("rule", "constant", "")
    }
    assert all(verdict["promise"].endswith(".") for verdict in data["verdicts"])


def test_check_of_a_plugin_that_is_broken_tells_why(broken: Path) -> None:
    ran = plugins(broken, "plugins", "--check", "broken-raises")
    assert ran.returncode == 1
    assert "RuntimeError: no license" in ran.stdout


def test_check_of_a_name_that_is_nowhere_lists_the_plugins(acme: Path) -> None:
    ran = plugins(acme, "plugins", "--check", "acme-rulez", "--language", "en")
    assert ran.returncode == 2
    assert "acme-rulez" in ran.stderr
    assert "acme-rules" in ran.stderr
