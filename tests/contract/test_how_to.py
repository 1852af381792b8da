"""The how-to's plugin keeps its contract, as a stranger would run it: from two files elsewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "test-a-plugin.md"


def test_the_plugin_of_the_how_to_passes(tmp_path: Path) -> None:
    plugin, test, *_ = re.findall(r"```python.*?\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len([line for line in plugin.splitlines() if line.strip()]) <= 15
    assert len([line for line in test.splitlines() if line.strip()]) <= 5
    (tmp_path / "acme_purpose.py").write_text(plugin, encoding="utf-8")
    (tmp_path / "test_acme_purpose.py").write_text(test, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert re.search(r"\d\d passed", run.stdout)
