"""The command line put together: commands in the order of the process, errors as one text."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from ledertrivsel import __version__
from ledertrivsel.cli import decide, demo, document, gather, guide, keep, look, people, system
from ledertrivsel.cli import store as stored
from ledertrivsel.cli.arguments import OneOf
from ledertrivsel.cli.refusals import say_error, say_os_error, say_usage_error
from ledertrivsel.cli.shared import prepare_streams, write_line
from ledertrivsel.cli.wording import Group, language_of
from ledertrivsel.errors import LedertrivselError
from ledertrivsel.labels import LANGUAGES, load_labels


@click.group(
    name="ledertrivsel",
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help"]},
)
@click.option("--language", type=OneOf(LANGUAGES), default=LANGUAGES[0])
@click.version_option(__version__, prog_name="ledertrivsel", message="%(prog)s %(version)s")
@click.pass_context
def app(context: click.Context, language: str) -> None:
    """Lead a workplace through its plan for managers' well-being."""
    if context.invoked_subcommand is None:
        write_line(context.get_help())


for command in (
    demo.demo,
    gather.init,
    guide.agenda,
    guide.sheet,
    gather.rate,
    gather.read,
    look.card,
    decide.park,
    decide.unpark,
    decide.choose,
    decide.confirm,
    look.check,
    document.export,
    look.show_plan,
    stored.store,
    system.plugins,
    document.schema,
):
    app.add_command(command)

for part in (
    stored.ls,
    stored.show_revision,
    stored.history,
    stored.diff,
    keep.restore,
    keep.check,
    keep.backup,
    keep.copy,
    people.find,
    people.redact_text,
    people.retain_until,
    keep.erase,
):
    stored.store.add_command(part)


def run(arguments: Sequence[str]) -> int:
    """Run one command; what goes wrong is told in one text on stderr, with the code 2."""
    prepare_streams()
    language = language_of(arguments)
    labels = load_labels(language)
    try:
        given = _language_first(arguments)
        result = app.main(given, prog_name="ledertrivsel", standalone_mode=False, obj=language)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        text = say_usage_error(error, labels)
    except LedertrivselError as error:
        text = say_error(error, labels)
    except BrokenPipeError:  # Whoever read the output has had enough, such as `head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        text = say_os_error(error, labels)
    except (click.Abort, KeyboardInterrupt):
        text = labels["cli.error.stopped"]
    sys.stderr.write(f"{labels['cli.error.error']}: {text}\n")
    return 2


def _language_first(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with --language before the command: it may stand anywhere."""
    first: list[str] = []
    rest: list[str] = []
    given = list(arguments)
    while given:
        argument = given.pop(0)
        if argument == "--":
            rest += [argument, *given]
            break
        if argument == "--language":
            first += [argument, *given[:1]]
            del given[:1]
        elif argument.startswith("--language="):
            first.append(argument)
        else:
            rest.append(argument)
    return [*first, *rest]
