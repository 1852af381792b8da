"""The command line in Danish and English: click's words and all help come from labels."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ledertrivsel.labels import Labels, load_labels


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that the arguments ask for, Danish by default, before parsing."""
    for index, argument in enumerate(arguments):
        if argument == "--language" and index + 1 < len(arguments):
            return "en" if arguments[index + 1] == "en" else "da"
        if argument.startswith("--language="):
            return "en" if argument.removeprefix("--language=") == "en" else "da"
    return "da"


def labels_of(context: click.Context) -> Labels:
    """Return the wording of the language that the command runs in."""
    return load_labels(str(context.find_root().obj or "da"))


class _Worded(click.Command):
    """A command whose help is in the user's language throughout, and ends with an example."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{labels_of(ctx)['cli.usage']}: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [row for param in self.get_params(ctx) if (row := self._row(ctx, param))]
        if rows:
            with formatter.section(labels_of(ctx)["cli.options"]):
                formatter.write_dl(rows)

    def _row(self, ctx: click.Context, param: click.Parameter) -> tuple[str, str] | None:
        labels = labels_of(ctx)
        if isinstance(param, click.Argument):
            return (param.make_metavar(ctx), self._help(labels, param))
        row = param.get_help_record(ctx)
        return None if row is None else (row[0], self._help(labels, param))

    def _help(self, labels: Labels, param: click.Parameter) -> str:
        for key in (f"cli.{self.name}.{param.name}", f"cli.option.{param.name}"):
            if key in labels:
                return labels[key]
        raise KeyError(f"cli.option.{param.name}")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(labels_of(ctx)[f"cli.{self.name}.help"])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        labels = labels_of(ctx)
        with formatter.section(labels["cli.example"]):
            for line in labels[f"cli.{self.name}.example"].splitlines():
                formatter.write(f"{' ' * formatter.current_indent}{line}\n")


class Command(_Worded):
    """A command of the command line."""


class Group(_Worded, click.Group):
    """The command line itself: its commands in the order of the process."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were added."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then the commands, each with a line of what it does."""
        super().format_options(ctx, formatter)
        labels = labels_of(ctx)
        with formatter.section(labels["cli.commands"]):
            formatter.write_dl(
                [(name, labels[f"cli.{name}.short"]) for name in self.list_commands(ctx)]
            )


def say_usage_error(error: click.ClickException, labels: Labels) -> str:
    """Return what is wrong with a command's words, and where its help is."""
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        if isinstance(error.param, click.Option):
            name = error.param.opts[0]
        text = labels.fill("cli.error.missing", {"name": name})
    elif isinstance(error, click.NoSuchOption):
        text = labels.fill("cli.error.no-option", {"name": error.option_name})
        if error.possibilities:
            text += " " + labels.fill("cli.error.near", {"near": ", ".join(error.possibilities)})
    elif isinstance(error, click.BadParameter):
        name = error.param.opts[0] if isinstance(error.param, click.Option) else ""
        if isinstance(error.param, click.Argument) and error.ctx:
            name = error.param.make_metavar(error.ctx)
        text = labels.fill("cli.error.bad", {"name": name, "detail": error.format_message()})
    else:
        text = error.format_message()
    context = getattr(error, "ctx", None)
    if context is not None:
        text += "\n" + labels.fill("cli.error.see-help", {"command": context.command_path})
    return text
