"""The oldest pluggy that is supported, and the newest, run the tests of the registry."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.plugins.installing import ROOT, pip_install, run

# The version is told by the process that runs the tests, before it does.
RUN = """
import sys, pluggy, pytest
print("pluggy", pluggy.__version__, pluggy.__file__)
sys.exit(pytest.main(sys.argv[1:]))
"""
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist")
TESTS = ("tests/test_plugins.py", "tests/test_hookspecs.py")


def bounds() -> str:
    """Return what pyproject.toml says of pluggy: ``>=1.5,<2``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (line,) = (line for line in project["dependencies"] if line.startswith("pluggy"))
    return line.removeprefix("pluggy")


def lowest() -> str:
    """Return the lower bound: ``1.5``."""
    return bounds().partition(",")[0].removeprefix(">=")


@pytest.mark.parametrize(
    "wanted", [pytest.param(f"=={lowest()}", id="oldest"), pytest.param(bounds(), id="newest")]
)
def test_the_registry_keeps_its_promises_with_it(wanted: str, tmp_path: Path) -> None:
    try:
        once = ("--retries", "0", "--timeout", "15", "--upgrade")
        pip_install(tmp_path, f"pluggy{wanted}", options=once)
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(error.stderr)
        pytest.skip(f"pip reaches no index for pluggy{wanted}: {error.stderr.splitlines()[-1]}")
    done = run("-c", RUN, *QUIET, *TESTS, sites=(tmp_path,), cwd=ROOT)
    _, version, file = done.stdout.splitlines()[0].split(maxsplit=2)
    assert Path(file).is_relative_to(tmp_path)
    is_oldest = f"{version}.".startswith(f"{lowest()}.")
    assert is_oldest == wanted.startswith("==")
    assert "passed" in done.stdout
