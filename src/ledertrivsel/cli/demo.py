"""The whole process on an example: `demo` runs the other commands' own code, step by step."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from ledertrivsel.cli.place import write_file
from ledertrivsel.cli.shared import labels, tell
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import LedertrivselError

EXAMPLE = "eksempelkommune"

_UNTIL_PUBLISHED = (
    'init plan.json --title "Plan for ledertrivsel 2026–2027" --on 2026-06-17',
    "read plan.json mandate.md",
    "rate plan.json ratings.csv --round forbered --on 2026-09-02",
    "card plan.json",
    "check plan.json --today 2026-09-02",
    "read plan.json workshop-1.md",
    "read plan.json workshop-2.md workshop-3.md",
    "read plan.json publication.md",
    "card plan.json",
    "check plan.json --today 2026-11-23",
    "export plan.json html --output plan.html",
    "export plan.json html --audience forums --output plan-forums.html",
    "export plan.json html --audience working-group --output plan-working-group.html",
    "export plan.json markdown --output plan.md",
    "export plan.json json --output plan-view.json",
)

_A_YEAR_LATER = (
    "read plan-2027.json reports.md",
    'rate plan-2027.json rerating.csv --round 2027 --title "Ny vurdering" --on 2027-09-15 '
    "--purpose follow-up",
    "check plan-2027.json --today 2027-09-16",
    "export plan-2027.json html --audience working-group --output plan-2027.html",
)

_MADE = (
    ("plan.json", "plan"),
    ("plan.html", "page"),
    ("plan-forums.html", "forums"),
    ("plan-working-group.html", "working-group"),
    ("plan.md", "markdown"),
    ("plan-view.json", "json"),
    ("plan-2027.json", "later"),
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
@click.argument("folder", metavar="[MAPPE]", default="ledertrivsel-demo")
@click.pass_context
def demo(context: click.Context, folder: str) -> None:
    """Copy an example, run every step on it, and write the plan and the files to publish."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    inputs = []
    for file in example_files():
        write_file(target / file.name, file.read_bytes())
        inputs.append(file.name)
    for name in ("plan.json", "plan-2027.json"):  # A second run begins anew.
        (target / name).unlink(missing_ok=True)
    for line in _UNTIL_PUBLISHED:
        _run(context, target, line)
    write_file(target / "plan-2027.json", (target / "plan.json").read_bytes())
    click.echo(f"\n{labels()['cli.demo.year-later']}")
    for line in _A_YEAR_LATER:
        _run(context, target, line)
    click.echo("")
    tell("demo.done", path=str(target))
    for name, what in _MADE:
        click.echo(f"  {name:<26}{labels()[f'cli.demo.{what}']}")
    click.echo(f"  {', '.join(inputs)}\n{'':<28}{labels()['cli.demo.inputs']}")


def _run(context: click.Context, target: Path, line: str) -> None:
    """Run one command line inside *target*: names of files there get its path."""
    root = context.find_root()
    app = root.command
    if not isinstance(app, click.Group):
        raise LedertrivselError("The demo runs under the command line.")
    click.echo("")
    tell("demo.step", command=f"ledertrivsel {line}")
    words = shlex.split(line)
    arguments = [
        str(target / word) if word.endswith((".json", ".md", ".csv", ".html")) else word
        for word in words
    ]
    app.main(
        arguments, prog_name="ledertrivsel", standalone_mode=False, obj=str(root.obj), parent=None
    )
