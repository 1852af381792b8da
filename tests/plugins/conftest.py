"""The distributions under examples/plugins, installed once, and a plan to use them on."""

import datetime
from pathlib import Path

import pytest

import ledertrivsel as lt
from tests.cases.eksempelkommune import plan_on
from tests.plugins.installing import DISTRIBUTIONS, PLUGINS, pip_install


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which pip has installed the distributions; it needs no index."""
    target = tmp_path_factory.mktemp("site")
    own = ("--no-build-isolation", "--no-index")
    pip_install(target, *(PLUGINS / name for name in DISTRIBUTIONS), options=own)
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds the example's plan as ``plan.json``."""
    (tmp_path / "plan.json").write_bytes(lt.dump(plan_on(datetime.date(2027, 11, 1))))
    return tmp_path
