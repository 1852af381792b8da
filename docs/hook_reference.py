"""Fill in docs/reference/hooks.md from the hooks and their descriptors.

Run it after `ledertrivsel.hookspecs` has changed; a test says when the page is out of step:

    python docs/hook_reference.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from ledertrivsel import contracts, hookspecs
from ledertrivsel.prioritization import Rule

PAGE = Path(__file__).parent / "reference" / "hooks.md"

PARTS: MappingProxyType[str, tuple[type[Any], ...]] = MappingProxyType(
    {
        "exporters": (
            hookspecs.ExporterInfo,
            hookspecs.Exporter,
            hookspecs.Context,
            hookspecs.Export,
            hookspecs.ExportWarning,
        ),
        "stores": (hookspecs.StoreInfo, hookspecs.Capabilities),
        "methods": (hookspecs.MethodInfo,),
        "rules": (hookspecs.RuleInfo, Rule),
        "readers": (hookspecs.ReaderInfo, hookspecs.Reader, hookspecs.ReadContext),
        "checks": (hookspecs.CheckInfo, hookspecs.Check),
        "options": (hookspecs.Option,),
    }
)
"""What each part of the page tells: the classes, in the order in which an author meets them."""

_PLACE = re.compile(r"(<!-- hooks: (?P<name>\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """Return *page* with what stands between each two marks made anew."""
    return _PLACE.sub(lambda mark: f"{mark[1]}\n{_part(mark['name'])}\n\n{mark[3]}", page)


def lacking(kind: type[Any]) -> list[str]:
    """Return the fields of *kind* that have no text, and itself where it has none."""
    texts = field_texts(kind)
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    return [
        *([] if _summary(kind) else [kind.__name__]),
        *(f"{kind.__name__}.{name}" for name in names if not texts.get(name)),
    ]


def field_texts(kind: type[Any]) -> dict[str, str]:
    """Return what the docstring of *kind* says of each field, under ``Args:``."""
    _, _, args = (inspect.getdoc(kind) or "").partition("\nArgs:\n")
    texts: dict[str, str] = {}
    for names, text in re.findall(
        r"^    (\w+(?:, \w+)*):[ \n](.*?)(?=^    \w|^\S|\Z)", args, re.MULTILINE | re.DOTALL
    ):
        for name in names.split(", "):
            texts[name] = " ".join(text.split())
    return texts


def example(hook: str) -> str:
    """Return the example in the docstring of a hook, or an empty text."""
    _, _, code = (inspect.getdoc(getattr(hookspecs, hook)) or "").partition("\nExample::\n")
    return inspect.cleandoc(code)


def _part(name: str) -> str:
    kinds = "\n\n".join(_kind(kind) for kind in PARTS[name])
    hook = f"{hookspecs.PROJECT}_{name}"
    if hook not in hookspecs.HOOKS:
        return kinds
    function = getattr(hookspecs, hook)
    told = _summary(function)
    return "\n\n".join(
        (
            f"`{hook}{inspect.signature(function)}`".replace("'", ""),
            f"{told} Marked `@hookimpl`, or under any name `@hookimpl.{name}`.",
            f"```python\n{example(hook)}\n```",
            kinds,
        )
    )


def _kind(kind: type[Any]) -> str:
    told = [f"### `{kind.__name__}`", _summary(kind)]
    if attrs.has(kind):
        told.append(_table(("field", "may be", "default", "what it means"), _fields(kind)))
    members = [*_members(kind)]
    if members:
        told.append(_table(("member", "what it does"), members))
    return "\n\n".join(told)


def _fields(kind: type[Any]) -> Iterator[tuple[str, ...]]:
    texts = field_texts(kind)
    for field in attrs.fields(kind):
        yield (
            f"`{field.name}`",
            _code(_accepted(field)),
            _default(field),
            texts.get(field.name, ""),
        )


def _accepted(field: attrs.Attribute[Any]) -> str:
    """Return what may be given for a field: what its converter takes, or its own type."""
    if field.converter in (None, contracts._frozen):
        return str(field.type)
    first, *_ = inspect.signature(field.converter).parameters.values()
    return str(first.annotation)


def _default(field: attrs.Attribute[Any]) -> str:
    default: Any = field.default
    if default is attrs.NOTHING:
        return "required"
    if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
        default = default.factory()
    if isinstance(default, Enum):
        return _code(str(default))
    return _code(default.__name__ if isinstance(default, type) else repr(default))


def _members(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """Yield the methods and properties that *kind* has of its own, each with its first line."""
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else member
        if not inspect.isfunction(function) or (name.startswith("_") and name != "__call__"):
            continue
        if not inspect.getdoc(function):
            continue
        signature = "" if member is not function else _signature(function)
        yield _code(f"{name}{signature}"), _summary(function)


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    given = [parameter for name, parameter in signature.parameters.items() if name != "self"]
    return str(signature.replace(parameters=given)).replace("'", "")


def _summary(of: Any) -> str:
    """Return what a docstring says before its sections, as one paragraph or more."""
    if not of.__doc__:
        return ""
    text = re.split(r"\n(?:Args|Raises|Example):+\n", f"\n{inspect.getdoc(of)}")[0]
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _code(text: str) -> str:
    return f"`{text}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(map(_cell, cells))} |" for cells in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
