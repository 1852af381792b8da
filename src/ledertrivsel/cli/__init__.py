"""The command line: `ledertrivsel --help`. It needs the extra `cli` and says so."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ledertrivsel import __version__

_WITHOUT_EXTRA = (
    "Kommandolinjen bruger click og rich, som ikke er installeret. / "
    "The command line needs click and rich, which are not installed.\n"
    '    pip install "ledertrivsel[cli]"'
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    It is 0, or 1 when a check found errors, or 2 when the command could not be done.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:  # Answered before anything is imported.
        sys.stdout.write(f"ledertrivsel {__version__}\n")
        return 0
    from importlib.util import find_spec

    if find_spec("click") is None or find_spec("rich") is None:
        sys.stderr.write(f"{_WITHOUT_EXTRA}\n")
        return 2
    from ledertrivsel.cli.app import run

    return run(given)
