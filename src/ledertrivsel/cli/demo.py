"""The whole process on an example: `demo` runs the other commands' own code, step by step."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click
from rich.table import Table

from ledertrivsel.cli.place import write_file
from ledertrivsel.cli.shared import labels, paragraph, show, tell, write_line
from ledertrivsel.cli.wording import Command

EXAMPLE = "eksempelkommune"

UNTIL_CHOICE = (
    'init plan.json --title "Plan for ledertrivsel 2026–2027" --on 2026-06-17',
    "read plan.json mandate.md",
    "rate plan.json ratings.csv --on 2026-09-02",
    "card plan.json",
    "check plan.json --today 2026-09-02",
)
UNTIL_PUBLISHED = (
    "read plan.json workshop-1.md",
    "read plan.json workshop-2.md workshop-3.md",
    "read plan.json publication.md",
    "show plan.json",
    "check plan.json --today 2026-11-23",
    "export plan.json html -o plan.html",
    "export plan.json html --audience forums -o plan-forums.html",
    "export plan.json html --audience working-group -o plan-working-group.html",
    "export plan.json markdown -o plan.md",
    "export plan.json json -o plan-view.json",
    "export plan.json --to pdf,docx,xlsx,pptx,png,sheets -o filer",
)
A_YEAR_LATER = (
    "read plan-2027.json reports.md",
    'rate plan-2027.json rerating.csv --round 2027 --title "Ny vurdering" --on 2027-09-15 '
    "--purpose follow-up",
    "check plan-2027.json --today 2027-09-16",
    "export plan-2027.json html --audience working-group -o plan-2027.html",
)

MADE = (
    ("plan.html", "page"),
    ("plan-forums.html", "forums"),
    ("plan-working-group.html", "working-group"),
    ("plan.md", "markdown"),
    ("plan-view.json", "json"),
    ("filer", "files"),
    ("plan.json", "plan"),
    ("plan-2027.json", "later"),
    ("plan-2027.html", "later-page"),
)


def example_files() -> Iterator[Traversable | Path]:
    """Yield the example's files: from the package, or from the repository it is worked on in."""
    packaged = files("ledertrivsel").joinpath("data", "examples", EXAMPLE)
    if packaged.is_dir():
        found: list[Traversable | Path] = list(packaged.iterdir())
    else:
        found = list((Path(__file__).parents[3] / "examples" / EXAMPLE).iterdir())
    yield from sorted(
        (
            file
            for file in found
            if file.name.endswith((".md", ".csv")) and file.name != "README.md"
        ),
        key=lambda file: file.name,
    )


@click.command(cls=Command)
@click.argument("folder", default="ledertrivsel-demo")
@click.pass_context
def demo(context: click.Context, folder: str) -> None:
    """Copy an example, run every step on it, and write the plan and the files to publish."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    inputs = []
    for file in example_files():
        write_file(target / file.name, file.read_bytes())
        inputs.append(file.name)
    for name, _ in MADE:  # A second run begins anew.
        if not (target / name).is_dir():
            (target / name).unlink(missing_ok=True)
    with contextlib.chdir(target):
        for title, lines in (("begin", UNTIL_CHOICE), ("decide", UNTIL_PUBLISHED)):
            _title(title)
            for line in lines:
                _run(context, line)
        write_file(Path("plan-2027.json"), Path("plan.json").read_bytes())
        _title("year-later")
        for line in A_YEAR_LATER:
            _run(context, line)
    write_line()
    paragraph(labels().fill("cli.demo.done", {"path": str(target)}), style="bold")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name, what in MADE:
        table.add_row(f"  {name}", labels()[f"cli.demo.{what}"])
    show(table)
    write_line()
    paragraph(labels()["cli.demo.inputs"])
    paragraph(f"  {', '.join(inputs)}", indent=2)
    write_line()
    tell("demo.next", page=str(target / "plan.html"))


def _title(key: str) -> None:
    write_line()
    paragraph(f"== {labels()[f'cli.demo.{key}']} ==", style="bold")


def _run(context: click.Context, line: str) -> None:
    """Run one command line, as somebody would have typed it in the folder."""
    root = context.find_root()
    write_line()
    paragraph(f"→ ledertrivsel {line}", indent=4, style="cyan")
    root.command.main(
        shlex.split(line), prog_name="ledertrivsel", standalone_mode=False, obj=str(root.obj)
    )
