"""Some of the mutants of `make mutation` in every run: would the tests still notice?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / "mutation" / "run.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a forked child")
def test_the_tests_notice_a_sample_of_changes_to_the_core() -> None:
    done = subprocess.run(
        [sys.executable, RUN, "--sample", "--jobs", "2"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith(" tried, 0 survived\n")
