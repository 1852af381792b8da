"""The command line in Danish and English: click's words and all help come from labels."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from ledertrivsel.labels import LANGUAGES, Labels, load_labels


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that the arguments ask for, Danish by default, before parsing."""
    asked = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--language":
            asked = arguments[index + 1] if index + 1 < len(arguments) else ""
        elif argument.startswith("--language="):
            asked = argument.removeprefix("--language=")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def labels_of(context: click.Context | None) -> Labels:
    """Return the wording of the language that the command runs in."""
    return load_labels(str(context.find_root().obj or "da") if context else "da")


class Refused(click.UsageError):
    """Words that a command can't use; *key* under ``cli.error`` says why, filled in later."""

    def __init__(self, key: str, ctx: click.Context | None = None, **params: str | int) -> None:
        super().__init__(key, ctx)
        self.key, self.params = key, params

    def format_message(self) -> str:
        """Return the reason in the language of the command."""
        return labels_of(self.ctx).fill(f"cli.error.{self.key}", self.params)


def written(param: click.Parameter, labels: Labels) -> str:
    """Return what a parameter is called in help and errors: ``PLAN``, ``--reason``."""
    if isinstance(param, click.Argument):
        return _metavar(param, labels)
    return max(param.opts, key=len)


SHORT = 16
"""Characters that the words of a choice may take in a list of options; else the help has them."""


def _metavar(param: click.Parameter, labels: Labels) -> str:
    """Return the word that stands for a parameter's value: ``PLAN``, ``DATO``, ``da|en``."""
    allowed = "|".join(getattr(param.type, "allowed", ()))
    if 0 < len(allowed) <= SHORT:
        return allowed
    for key in (f"cli.metavar.{param.name}", f"cli.metavar.{param.type.name}"):
        if key in labels:
            return labels[key]
    raise KeyError(f"cli.metavar.{param.name}")


def _in_usage(param: click.Argument, labels: Labels) -> str:
    shown = f"{_metavar(param, labels)}{'...' if param.nargs == -1 else ''}"
    return shown if param.required else f"[{shown}]"


_NO_BREAK = "\u2011"


class _Formatter(click.HelpFormatter):
    """Help that breaks its lines between words only: ``others-decide`` is one to type."""

    def write_text(self, text: str) -> None:
        super().write_text(text.replace("-", _NO_BREAK))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: int, **kwargs: int) -> None:
        unbroken = [(name, text.replace("-", _NO_BREAK)) for name, text in rows]
        super().write_dl(unbroken, *args, **kwargs)

    def getvalue(self) -> str:
        return super().getvalue().replace(_NO_BREAK, "-")


class _Context(click.Context):
    formatter_class = _Formatter


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """Print the help in the encoding that stdout has; click would choose another for ASCII."""
    if value and not ctx.resilient_parsing:
        sys.stdout.write(f"{ctx.get_help()}\n")
        ctx.exit()


class _Worded(click.Command):
    """A command whose help is in the user's language throughout, and ends with an example."""

    context_class = _Context

    @property
    def words(self) -> str:
        """The table of the labels that holds the command's words: ``cli.<words>.help``."""
        return str(self.name)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        labels = labels_of(ctx)
        arguments = [_in_usage(p, labels) for p in self.params if isinstance(p, click.Argument)]
        return [*arguments, f"[{labels['cli.usage-options']}]"]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, f"{labels_of(ctx)['cli.usage']}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(labels_of(ctx)[f"cli.{self.words}.help"])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        labels = labels_of(ctx)
        arguments, options = [], []
        for param in self.get_params(ctx):
            if isinstance(param, click.Argument):
                arguments.append((_in_usage(param, labels), self._help(labels, param)))
            elif isinstance(param, click.Option):
                shown = ", ".join(sorted(param.opts, key=len))
                if not (param.is_flag or param.count):
                    shown += f" {_metavar(param, labels)}"
                options.append((shown, self._help(labels, param)))
        for key, rows in (("arguments", arguments), ("options", options)):
            if rows:
                with formatter.section(labels[f"cli.{key}"]):
                    formatter.write_dl(rows)

    def _help(self, labels: Labels, param: click.Parameter) -> str:
        if "--help" in param.opts:
            return labels["cli.option.help"]
        own = f"cli.{self.words}.{param.name}"
        text = labels[own] if own in labels else labels[f"cli.option.{param.name}"]
        if isinstance(param, click.Option) and param.required:
            text += f" {labels['cli.required']}"
        elif isinstance(param, click.Option) and isinstance(param.default, str) and param.default:
            text += f" {labels.fill('cli.default', {'value': param.default})}"
        return text

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        labels = labels_of(ctx)
        with formatter.section(labels["cli.example"]):
            for line in labels[f"cli.{self.words}.example"].strip().splitlines():
                formatter.write(f"{' ' * formatter.current_indent}{line}\n")


class Command(_Worded):
    """A command of the command line."""

    # Extra words are refused here rather than by click, whose text is English.
    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command's words; there may be none left over."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if ctx.args and not ctx.resilient_parsing:
            raise Refused("extra", ctx, name=" ".join(map(str, ctx.args)))
        return rest


class Group(_Worded, click.Group):
    """The command line itself: its commands in the order of the process."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what follows the program's name."""
        labels = labels_of(ctx)
        return [labels["cli.usage-command"], f"[{labels['cli.usage-options']}]"]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were added."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return a command by its name."""
        command = super().get_command(ctx, cmd_name)
        if command is None:
            from ledertrivsel.errors import near

            found = near(cmd_name, tuple(self.commands))
            key = "no-command-near" if found else "no-command"
            raise Refused(key, ctx, name=cmd_name, near=", ".join(found))
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with a line of what it does, and then the options."""
        labels = labels_of(ctx)
        with formatter.section(labels["cli.commands"]):
            formatter.write_dl(
                [
                    (name, labels[f"cli.{getattr(command, 'words', name)}.short"])
                    for name, command in self.commands.items()
                ]
            )
        super().format_options(ctx, formatter)
