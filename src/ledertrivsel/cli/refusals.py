"""What went wrong, in one text and in the words of the command line.

The model speaks to developers: its paths name fields and its hints name methods. Here a path
becomes the argument that was typed, and a hint the command to run first.
"""

from __future__ import annotations

import datetime
import errno
import re
from enum import Enum

import attrs
import click

from ledertrivsel.cli.wording import Refused, written
from ledertrivsel.errors import (
    Conflict,
    CopyConflict,
    InputError,
    InvalidValueError,
    LedertrivselError,
    NewerSchemaError,
    Problem,
    UnknownNameError,
    near,
    shorten,
)
from ledertrivsel.labels import Labels, say, say_problem

MOST = 20
"""Problems of one file that are shown; more would hide the first."""

_HELP_KNOWS = ("extra", "no-command", "no-command-near", "option", "choice-of", "nothing-chosen")
"""The refusals that a command's help answers; the others are about what a plan holds."""

_OPTIONS = {
    "round.id": "--round",
    "round_id": "--round",
    "rounds": "--round",
    "Round.id": "--round",
    "Round.title": "--title",
    "Round.floor": "--floor",
    "Plan.title": "--title",
    "Plan.organisation": "--organisation",
    "Plan.unit": "--unit",
    "Plan.part_of": "--part-of",
    "Plan.rule": "--rule",
    "rule": "--rule",
    "start": "--start",
    "replacement": "--replacement",
    "ParkedTheme.note": "--note",
    "ParkedTheme.who": "--who",
    "Choice.rationale": "--rationale",
    "Choice.recommended_by": "--by",
    "choice.confirmed_by": "--by",
    "Choice.confirmed_by": "--by",
    "choice.confirmed_on": "--on",
    "Choice.confirmed_on": "--on",
}
_ARGUMENTS = {
    "theme_id": "theme",
    "themes": "theme",
    "step": "steps",
    "address": "plan",
    "key": "plan",
    "text": "text",
}


def say_error(error: LedertrivselError, labels: Labels) -> str:
    """Return what an error of the library says to somebody who types commands."""
    if isinstance(error, NewerSchemaError):
        params = {"found": error.found, "known": error.known}
        return labels.fill("cli.error.newer-schema", params)
    if isinstance(error, InvalidValueError):
        problem = error.problem()
        if isinstance(error.value, datetime.date):
            problem = attrs.evolve(problem, found=labels.date(error.value))
        elif isinstance(error.value, Enum):
            problem = attrs.evolve(problem, found=labels.name(error.value))
        elif error.value is None or error.value == ():
            problem = attrs.evolve(problem, found="")
        return say_problem(_typed(problem, labels), labels.language)
    if isinstance(error, InputError):
        lines = [labels.fill("errors.input", dict(error.params))]
        for problem in error.problems[:MOST]:
            lines.append(f"  – {say_problem(_typed(problem, labels), labels.language)}")
        if len(error.problems) > MOST:
            more = {"count": len(error.problems) - MOST}
            lines.append(f"  … {labels.fill('cli.error.more', more)}")
        return "\n".join(lines)
    if isinstance(error, UnknownNameError):
        return _unknown(error, labels)
    if isinstance(error, Conflict) and not isinstance(error, CopyConflict):
        return labels.fill("cli.error.conflict", dict(error.params))
    return say(error, labels.language).rstrip()


def _typed(problem: Problem, labels: Labels) -> Problem:
    """Return *problem* with the argument for its path and the command for its hint."""
    path = problem.path
    inside = re.sub(r"\[.*\]$", "", path)
    column = re.fullmatch(r"column (\d+)", path)
    if inside in _OPTIONS:
        path = _OPTIONS[inside]
    elif inside in _ARGUMENTS:
        path = labels[f"cli.metavar.{_ARGUMENTS[inside]}"]
    elif column:
        path = labels.fill("cli.path.column", {"number": int(column[1])})
    elif f"cli.path.{path}" in labels:
        path = labels[f"cli.path.{path}"]
    hint = problem.hint
    if f"cli.hint.{hint}" in labels:
        hint = labels.fill(f"cli.hint.{hint}", dict(problem.params))
    return attrs.evolve(problem, path=path, hint=hint)


def _unknown(error: UnknownNameError, labels: Labels) -> str:
    kind = labels.table("cli.kind").get(error.kind, error.kind)
    params = {
        "kind": kind[:1].upper() + kind[1:],
        "name": shorten(error.name),
        "known": labels.list(error.known) or labels["model.none"],
        "near": " / ".join(near(error.name, error.known)),
    }
    key = "unknown-near" if params["near"] else "unknown"
    text = labels.fill(f"cli.error.{key}", params)
    return f"{text} {error.detail}".rstrip()


def say_os_error(error: OSError, labels: Labels) -> str:
    """Return what an error of the operating system says, with the file it is about."""
    path = str(error.filename or labels["model.none"])
    if isinstance(error, FileNotFoundError):
        return labels.fill("cli.error.no-file", {"path": path})
    if isinstance(error, IsADirectoryError):
        return labels.fill("cli.error.is-folder", {"path": path})
    code = errno.errorcode.get(error.errno or 0, "").lower()
    detail = labels.table("cli.os").get(code) or error.strerror or str(error)
    return labels.fill("cli.error.file", {"path": path, "detail": detail})


def say_usage_error(error: click.ClickException, labels: Labels) -> str:
    """Return what is wrong with a command's words, and where its help is."""
    context: click.Context | None = getattr(error, "ctx", None)
    text = _usage(error, context, labels)
    if context is not None and (not isinstance(error, Refused) or error.key in _HELP_KNOWS):
        text += "\n" + labels.fill("cli.error.see-help", {"command": context.command_path})
    return text


def _usage(error: click.ClickException, context: click.Context | None, labels: Labels) -> str:
    if isinstance(error, Refused):
        error.ctx = context or click.get_current_context(silent=True)
        if error.ctx is None:
            return labels.fill(f"cli.error.{error.key}", error.params)
        return error.format_message()
    if isinstance(error, click.MissingParameter):
        name = written(error.param, labels) if error.param else ""
        return labels.fill("cli.error.missing", {"name": name})
    if isinstance(error, click.NoSuchOption):
        text = labels.fill("cli.error.no-option", {"name": error.option_name})
        if error.possibilities:
            shown = {"near": ", ".join(sorted(error.possibilities))}
            text += f" {labels.fill('cli.error.near', shown)}"
        return text
    if isinstance(error, click.BadOptionUsage):
        params = context.command.params if context else []
        flags = {
            name for p in params if isinstance(p, click.Option) and p.is_flag for name in p.opts
        }
        flags.add("--help")
        key = "no-value" if error.option_name in flags else "needs-value"
        return labels.fill(f"cli.error.{key}", {"name": error.option_name})
    if isinstance(error, click.BadParameter):
        name = written(error.param, labels) if error.param else ""
        return labels.fill("cli.error.bad", {"name": name, "detail": error.message})
    return error.format_message()
