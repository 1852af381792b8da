"""Installing distributions into folders of their own, and running programs that see them."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

import ledertrivsel

ROOT = Path(__file__).parents[2]
PLUGINS = ROOT / "examples" / "plugins"
DISTRIBUTIONS = {
    "ledertrivsel-change": "1.0.0",
    "ledertrivsel-hardest-hit": "0.2.0",
    "ledertrivsel-planner": "0.1.0",
    "ledertrivsel-zip": "0.3.0",
}
"""What is under examples/plugins, by name, with its version."""

SOURCE = str(Path(ledertrivsel.__file__).parents[1])
"""Where the library that is tested lies."""

# What a test run sets for itself is not for the programs that it starts.
_OWN = re.compile(r"PYTHONPATH|PYTEST_.*|LEDERTRIVSEL_.*|COLUMNS|LINES|NO_COLOR|FORCE_COLOR")


def pip_install(target: Path, *what: str | Path, options: tuple[str, ...] = ()) -> None:
    """Install distributions, and nothing that they depend on, into a folder.

    Raises:
        subprocess.CalledProcessError: with what pip said.
    """
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    subprocess.run(
        [*pip, "--no-deps", "--target", str(target), *options, *map(str, what)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )


def lay_out(
    folder: Path, distribution: str, source: str | None, *, version: str = "1.0", entry: str = ""
) -> None:
    """Lay a distribution of one module out as an installer does; without source it is missing."""
    module = distribution.replace("-", "_")
    if source is not None:
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
    metadata = folder / f"{module}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text(
        f"[ledertrivsel]\n{entry or distribution} = {module}\n", encoding="utf-8"
    )


def exporter(name: str) -> str:
    """Return the source of a plugin whose exporter writes its own name."""
    return f"""
from ledertrivsel.hookspecs import Export, ExporterInfo, hookimpl

class Named:
    def export(self, view, context):
        return Export(b"{name}")

@hookimpl
def ledertrivsel_exporters():
    yield ExporterInfo(name="{name}", suffix=".txt", media_type="text/plain",
                       title={{"da": "Navn"}}, carries=(), factory=Named)
"""


def run(
    *arguments: str | Path,
    sites: tuple[Path, ...] = (),
    cwd: Path,
    fails: bool = False,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Run Python where *sites* and the library are on the path; *settings* are of its own."""
    environment = {name: value for name, value in os.environ.items() if not _OWN.fullmatch(name)}
    environment["PYTHONPATH"] = os.pathsep.join([*map(str, sites), SOURCE])
    environment |= {"PYTHONIOENCODING": "utf-8", **settings}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    if (done.returncode != 0) is not fails:
        pytest.fail(f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def ledertrivsel_says(
    *arguments: str | Path, sites: tuple[Path, ...] = (), cwd: Path, fails: bool = False
) -> str:
    """Run the command line and return what it printed; what it complained of, when it fails."""
    line = ("-m", "ledertrivsel", "--language", "en", *arguments)
    done = run(*line, sites=sites, cwd=cwd, fails=fails)
    return " ".join(done.stderr.split()) if fails else done.stdout
