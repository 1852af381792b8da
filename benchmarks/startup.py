"""What it costs to begin: whole processes, against a bare interpreter and `import attrs`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.pairing import Result, compare

_VERSION = "import sys; from ledertrivsel.cli import main; sys.exit(main(['--version']))"


def run() -> Iterator[Result]:
    """Compare starting up, importing the model and answering --version."""
    bare, attrs = partial(_process, "pass"), partial(_process, "import attrs")
    package = partial(_process, "import ledertrivsel")
    model = partial(_process, "from ledertrivsel import Plan")
    version = partial(_process, _VERSION)
    yield compare("import ledertrivsel / bare interpreter", package, bare, goal=1.1)
    yield compare("from ledertrivsel import Plan / import attrs", model, attrs, goal=1.6)
    yield compare("ledertrivsel --version / bare interpreter", version, bare, goal=1.5)


def _process(code: str) -> None:
    # A user's interpreter keeps its bytecode; one that may not would measure the compiler.
    keeps = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], check=True, env=keeps, stdout=subprocess.DEVNULL)
