"""Run every comparison, print its ratio and goal, and exit with 1 when one is missed."""

from __future__ import annotations

import sys

from benchmarks import (
    documents,
    edits,
    export_docx,
    export_html,
    export_ics,
    export_pdf,
    export_pptx,
    export_svg,
    export_xlsx,
    startup,
    stores,
)


def main(wanted: list[str]) -> int:
    """Run the comparisons of the modules named in *wanted*, or all."""
    missed = 0
    for module in (
        startup,
        documents,
        edits,
        stores,
        export_ics,
        export_html,
        export_docx,
        export_pdf,
        export_pptx,
        export_svg,
        export_xlsx,
    ):
        if not wanted or module.__name__.rpartition(".")[2] in wanted:
            for result in module.run():
                sys.stdout.write(f"{result}\n")
                missed += not result.holds
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
