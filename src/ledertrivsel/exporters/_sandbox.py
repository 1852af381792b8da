"""Templates of a workplace's own: they lay the page out, and can do nothing else.

A template extends ``page.html`` and overrides its blocks. It runs in Jinja2's sandbox with the
outline of the page at hand and nothing more: no file, no clock, no chance, and no way to take what
people typed for markup. Turns of loops and letters written are counted, so that a template without
an end is refused, on every machine at the same place.
"""

from __future__ import annotations

import functools
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any

from jinja2 import (
    DictLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from ledertrivsel.codes import Label
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._templates import fit, source_of
from ledertrivsel.labels import Param

LARGEST = 100_000
"""How many bytes a template may have."""

MOST_TURNS = 300_000
"""How many turns of loops, calls and filters a page may take."""

MOST_LETTERS = 50_000_000
"""How many letters they may write, those that are written into others counted again."""

BASE = "page.html"
BLOCKS = ("title", "head", "style", "header", "front", "contents", "sections", "footer")
"""The blocks of `BASE`, in the order of the page."""

_NAME = "template"
_SHARED = (BASE, "page.css", "blocks.html")
_FILTERS = frozenset(
    {
        "abs",
        "batch",
        "capitalize",
        "count",
        "d",
        "default",
        "dictsort",
        "e",
        "escape",
        "first",
        "groupby",
        "int",
        "items",
        "join",
        "last",
        "length",
        "list",
        "lower",
        "map",
        "max",
        "min",
        "reject",
        "rejectattr",
        "replace",
        "reverse",
        "round",
        "select",
        "selectattr",
        "slice",
        "sort",
        "string",
        "striptags",
        "sum",
        "title",
        "trim",
        "truncate",
        "unique",
        "upper",
        "wordcount",
        "kind",
    }
)
_METHODS = frozenset({"endswith", "lower", "split", "startswith", "strip", "title", "upper"})
"""What may be asked of a text; the others make long ones of short ones."""

_PATHS = re.compile(r"'(?:\w+\.)+(\w+) object'")
"""How Jinja2 names an object: by where in the library it is made."""


class _Spent:
    """What a page has cost so far."""

    def __init__(self) -> None:
        self.turns = self.letters = 0

    def add(self, turns: int, letters: int = 0) -> None:
        self.turns += turns
        self.letters += letters
        if self.turns > MOST_TURNS or self.letters > MOST_LETTERS:
            raise _EndlessError


class _EndlessError(Exception):
    """The template takes too long or writes too much."""


_spent: ContextVar[_Spent] = ContextVar("spent")


def rendered(source: bytes, exporter: str, values: Mapping[str, Any]) -> str:
    """Return the page that a template of a workplace's own makes of *values*.

    Raises:
        ExportError: naming the line, when it is no template, does not extend the page, or does
            what it may not.
    """
    if len(source) > LARGEST:
        raise _refused(exporter, "template-size", most=LARGEST // 1000)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(exporter, "template-encoding") from None
    before = _spent.set(_Spent())
    try:
        return _compiled(text, exporter).render(values)
    except ExportError:
        raise
    except TemplateSyntaxError as error:
        what = (error.message or "").rstrip(".")
        raise _refused(exporter, "template", line=error.lineno, what=what) from None
    except (_EndlessError, MemoryError, RecursionError) as error:
        raise _refused(exporter, "template-endless", line=_line_of(error)) from None
    except Exception as error:
        line = _line_of(error)
        if not line:
            raise  # Not the template's fault.
        what = _PATHS.sub(r"'\1'", str(error) or type(error).__name__).rstrip(".")
        if isinstance(error, TemplateNotFound):
            what = f"there is no template {what!r}"
        raise _refused(exporter, "template", line=line, what=what) from None
    finally:
        _spent.reset(before)


def _refused(exporter: str, code: str, **said: Param) -> ExportError:
    return ExportError(exporter, Label(f"exports.refused.{code}", tuple(said.items())))


def _line_of(error: BaseException) -> int:
    """Return the line of the workplace's template that an error comes from, or 0."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == _NAME), 0)


def _compiled(text: str, exporter: str) -> Template:
    environment = _environment()
    tree = environment.parse(text)
    _check(tree, exporter)
    tree = _Metering().visit(tree)
    code = environment.compile(tree, _NAME, _NAME)
    return Template.from_code(environment, code, environment.make_globals(None))


def _check(tree: nodes.Template, exporter: str) -> None:
    """Refuse what Jinja2 would leave out without a word, and what turns escaping off."""
    body = [node for node in tree.body if not _is_space(node)]
    first = body[0] if body else None
    base = first.template if isinstance(first, nodes.Extends) else None
    if not isinstance(base, nodes.Const) or base.value != BASE:
        raise _refused(exporter, "template-base", base=BASE)
    for node in body[1:]:
        if isinstance(node, nodes.Block) and node.name not in BLOCKS:
            known = ", ".join(BLOCKS)
            raise _refused(
                exporter, "template-block", line=node.lineno, name=node.name, names=known
            )
        if isinstance(node, (nodes.Output, nodes.For, nodes.If, nodes.Include)):
            raise _refused(exporter, "template-outside", line=node.lineno)
    for found in tree.find_all((nodes.EvalContextModifier, nodes.For)):
        if isinstance(found, nodes.EvalContextModifier):
            raise TemplateSyntaxError("autoescape can't be changed", found.lineno)
        if isinstance(found, nodes.For) and found.recursive:
            raise TemplateSyntaxError("a loop can't be recursive; use a macro", found.lineno)


def _is_space(node: nodes.Node) -> bool:
    """Return whether a node is white space alone, as after a comment."""
    return isinstance(node, nodes.Output) and all(
        isinstance(inner, nodes.TemplateData) and not inner.data.strip() for inner in node.nodes
    )


class _Metering(NodeTransformer):
    """Has every loop count its turns, and every text that is put together its letters."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja2's name.
        self.generic_visit(node)
        letters = sum(len(text.data) for text in node.find_all(nodes.TemplateData))
        node.iter = self._metered(node.iter, "turns", nodes.Const(letters))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja2's name.
        self.generic_visit(node)
        return self._metered(node, "letters")

    def _metered(self, node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
        made = nodes.Filter(node, f"metered {name}", list(args), [], None, None)
        made.set_lineno(node.lineno)
        made.set_environment(_environment())
        return made


def _turns(values: Iterable[Any], letters: int) -> Iterator[Any]:
    for value in values:
        _spent.get().add(1, letters)
        yield value


def _measured(value: Any) -> Any:
    _spent.get().add(1, len(value) if isinstance(value, (str, list, tuple)) else 0)
    return value


def _range(*bounds: int) -> range:
    made = range(*bounds)
    _spent.get().add(len(made))
    return made


def _filter(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def metered(*args: Any, **named: Any) -> Any:
        return _measured(function(*args, **named))

    return metered


def _printed(value: Any) -> Any:
    """Refuse to print what has no text of its own: an object's address differs each time."""
    if isinstance(value, str):
        return _measured(value)
    if isinstance(value, (int, Undefined)):
        return value
    raise SecurityError(f"a {type(value).__name__} is no text")


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, (str, bytes, int, functools.partial)):
            return isinstance(obj, str) and attr in _METHODS
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        name = getattr(value, "__name__", "")
        if isinstance(getattr(value, "__self__", None), str) and name in ("format", "format_map"):
            raise SecurityError(f"{name} can't be used here")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"the operator {operator} can't be used here")
        if operator == "*":
            sizes = [len(v) if isinstance(v, (str, list, tuple)) else v for v in (left, right)]
            _spent.get().add(1, int(abs(sizes[0] * sizes[1])))
        return _measured(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **named: Any) -> Any:
        return _measured(super().call(context, obj, *args, **named))


@functools.cache
def _environment() -> _Sandbox:
    environment = fit(
        _Sandbox(
            loader=DictLoader({name: source_of(name) for name in _SHARED}),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=_printed,
        )
    )
    environment.globals = {"range": _range, "namespace": environment.globals["namespace"]}
    environment.filters = {
        name: _filter(function)
        for name, function in environment.filters.items()
        if name in _FILTERS
    }
    environment.filters |= {"metered turns": _turns, "metered letters": _measured}
    return environment
