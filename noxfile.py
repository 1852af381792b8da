"""Run the tests on every supported Python, and with the oldest dependencies.

An interpreter that doesn't start here is skipped, and nox says so. With pyenv, let its shims
start several: `PYENV_VERSION=3.11.7:3.12.1:3.13.0 nox`.
"""

from pathlib import Path

import nox
from packaging.requirements import Requirement

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_missing_interpreters = False  # Also on CI: not every machine has all three.

PYPROJECT = nox.project.load_toml("pyproject.toml")


def lowest_versions() -> list[str]:
    """Return the core dependencies, each pinned to the lower bound that pyproject.toml states."""
    pins = []
    for line in PYPROJECT["project"]["dependencies"]:
        requirement = Requirement(line)
        bounds = [part.version for part in requirement.specifier if part.operator == ">="]
        if bounds:
            pins.append(f"{requirement.name}=={bounds[0]}")
    return pins


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Check style, types, docs and tests, as `make test` does."""
    session.install("-e", ".[all]", *groups("test", "lint", "docs"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy", "--strict", "src", "tests/typing", *plugins())
    session.run("sphinx-build", "-q", "-E", "-W", "-b", "html", "docs", session.create_tmp())
    session.run("pytest", "-n", "2", *session.posargs)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions of the core dependencies."""
    session.install("-e", ".[all]", *groups("test"), *lowest_versions())
    session.run("python", "-m", "pip", "freeze", "--exclude-editable")
    session.run("pytest", "-n", "2", *session.posargs)


def plugins() -> list[str]:
    """Return where the source of each of the distributions under examples/plugins lies."""
    return sorted(map(str, Path("examples/plugins").glob("*/src")))


def groups(*names: str) -> list[str]:
    """Return what pyproject.toml lists in these dependency groups."""
    return [*nox.project.dependency_groups(PYPROJECT, *names)]
