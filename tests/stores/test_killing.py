"""What was acknowledged survives kill −9, in every store that keeps files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores.killing import Figures, _look, body_of, opened

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("address", ["dir:///{}/plans", "sqlite:///{}/plans.db"])
def test_nothing_is_lost_or_torn_in_a_hundred_kills(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.stores.kill_many", "100", address.format(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)
    assert figures["kills"] == 100
    assert figures["acknowledged"] > 10  # On a busy machine most are killed before they save.


def test_what_is_lost_or_torn_is_counted(tmp_path: Path) -> None:
    store = opened(f"dir:///{tmp_path}/plans")
    for revision in (1, 2, 3):
        store.save("a", body_of("a", revision, 0), expected=revision - 1)
    store.save("a", b"half", expected=3)
    figures = Figures()
    _look(store, "a", {1: 0, 2: 1, 4: 0, 5: 0}, figures, newest=False)
    assert (figures.lost, figures.torn, figures.unacknowledged) == (1, 2, 0)
    _look(store, "b", {1: 0, 2: 0}, figures, newest=False)
    assert figures.lost == 3
    assert not figures.is_right
    store.close()
