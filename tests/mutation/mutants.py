"""Makes the mutants: cosmic-ray's operators, less those that prove nothing.

A mutant is one edit that still compiles, in code that runs: no annotation, decorator, docstring or
type alias. Of cosmic-ray's many replacements for one operator only the nearest are kept: swapping
`+` for each of eleven others gives ten mutants that any call kills, and a flattering percentage.
"""

from __future__ import annotations

import ast
import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_REPLACED = {
    "BinaryOperator": "Add_Sub Sub_Add Mul_Add Div_Mul FloorDiv_Mul Mod_Mul BitOr_BitAnd "
    "BitAnd_BitOr",
    "ComparisonOperator": "Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is Lt_LtE Lt_GtE LtE_Lt LtE_Gt "
    "Gt_GtE Gt_LtE GtE_Gt GtE_Lt",
    "UnaryOperator": "Delete_USub Delete_Not",
}

OPERATORS = (
    *(f"core/Replace{kind}_{pair}" for kind, pairs in _REPLACED.items() for pair in pairs.split()),
    "core/AddNot",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/NumberReplacer",
    "core/ZeroIterationForLoop",
    "core/ExceptionReplacer",
)


@dataclass(frozen=True, order=True)
class Mutant:
    """One edit of one module, told by its text: lines above it may come and go.

    Args:
        module: its name in the package.
        scope: the class and function around it, or "".
        before, after: the whole lines of the edit.
        nth: which of the places in the scope that read like *before*.
        operator: who made it.
    """

    module: str
    scope: str
    before: str
    after: str
    nth: int
    operator: str

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What makes it this one: two operators may make the same edit."""
        return self.module, self.scope, self.before, self.after, self.nth


def apply(source: str, mutant: Mutant) -> str | None:
    """Return *source* with the edit made, or None where the place is gone."""
    place = _find(source, mutant)
    if place is None:
        return None
    return source[: place[0]] + mutant.after + source[place[1] :]


def lines_of(source: str, mutant: Mutant) -> range:
    """Return the lines of the statement that holds the edit; of a block, its head."""
    place = _find(source, mutant)
    assert place is not None, mutant
    first = source.count("\n", 0, place[0]) + 1
    last = first + mutant.before.count("\n")
    found = range(first, last + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            end = node.end_lineno or node.lineno
            body = getattr(node, "body", None)
            if body:
                end = max(node.lineno, body[0].lineno - 1)
            if node.lineno <= first and last <= end:
                found = range(node.lineno, end + 1)  # Walks outside in: the last is innermost.
    return found


def make(module: str, source: str) -> list[Mutant]:
    """Return the mutants of one module, in the order of its lines."""
    found: dict[tuple[str, str, str, str, int], tuple[int, Mutant]] = {}
    idle = _idle(source)
    plain = ast.dump(ast.parse(source))
    scopes = _scopes(source)
    for operator, mutated in itertools.chain(_by_cosmic_ray(source), _by_dropping(source)):
        at = next(
            n for n, pair in enumerate(zip(source, mutated, strict=False)) if len({*pair}) > 1
        )
        if mutated[at : at + 1] == " ":  # cosmic-ray leaves one more than there was.
            mutated = mutated[:at] + mutated[at + 1 :]
        if any(span[0] <= at < span[1] for span in idle):
            continue
        try:
            if ast.dump(ast.parse(mutated)) == plain:
                continue
        except SyntaxError:
            continue
        start, end, after = _edit(source, mutated)
        before = source[start:end]
        scope, text_from = scopes.around(start)
        nth = sum(source.startswith(before, place) for place in range(text_from, start))
        mutant = Mutant(module, scope, before, after, nth, operator)
        assert apply(source, mutant) == mutated, mutant
        found.setdefault(mutant.key, (start, mutant))
    return [mutant for _, mutant in sorted(found.values(), key=lambda pair: pair[0])]


def _by_cosmic_ray(source: str) -> Iterator[tuple[str, str]]:
    import parso
    from cosmic_ray.ast import ast_nodes
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    tree = parso.parse(source)
    for name in OPERATORS:
        operator = get_operator(name)()
        count = itertools.count()
        for node in ast_nodes(tree):
            for _ in operator.mutation_positions(node):
                number = next(count)
                if name == "core/AddNot" and _is_negated_elsewhere(node):
                    continue
                try:
                    mutated = mutate_code(source, operator, number)
                except AttributeError:  # A dotted name among several exceptions: see below.
                    continue
                if mutated is not None:
                    yield name, mutated


def _is_negated_elsewhere(node: Any) -> bool:
    """Whether another operator turns this condition round already."""
    condition = node.children[2 if node.type == "test" else 1]
    if condition.type == "comparison":
        return condition.children[1].get_code().strip() != "in"
    return bool(condition.type == "not_test")


def _by_dropping(source: str) -> Iterator[tuple[str, str]]:
    """Drop calls made for their effect, conditions of comprehensions, exceptions; turn `in` round.

    cosmic-ray has no operator for these, and they are what a model of checks is made of.
    """
    offset = _scopes(source).offset
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            start, end = offset(node.lineno, node.col_offset), _end(offset, node)
            yield "drop/call", source[:start] + "pass" + source[end:]
        elif isinstance(node, ast.comprehension):
            for test in node.ifs:
                start, end = offset(test.lineno, test.col_offset), _end(offset, test)
                yield "drop/condition", source[:start] + "True" + source[end:]
        elif isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Tuple):
            for name in node.type.elts:
                if isinstance(name, ast.Attribute):
                    start, end = offset(name.lineno, name.col_offset), _end(offset, name)
                    yield "drop/exception", source[:start] + "NoSuchError" + source[end:]
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            start = _end(offset, node.left)
            end = offset(node.comparators[0].lineno, node.comparators[0].col_offset)
            old, new = ("not in", "in") if isinstance(node.ops[0], ast.NotIn) else ("in", "not in")
            between = source[start:end].replace(f"{old} ", f"{new} ", 1)
            yield "turn/in", source[:start] + between + source[end:]


def _end(offset: Any, node: ast.AST) -> int:
    return int(offset(node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]


def _edit(source: str, mutated: str) -> tuple[int, int, str]:
    """Return the whole lines in which two texts differ: (start, end, new text)."""
    before, after = source.splitlines(keepends=True), mutated.splitlines(keepends=True)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    start = sum(map(len, before[:head]))
    old = "".join(before[head : len(before) - tail])
    new = "".join(after[head : len(after) - tail])
    indent = len(old) - len(old.lstrip())
    if new[:indent] != old[:indent]:
        indent = 0
    old, new = old[indent:].removesuffix("\n"), new[indent:].removesuffix("\n")
    return start + indent, start + indent + len(old), new


def _find(source: str, mutant: Mutant) -> tuple[int, int] | None:
    at = _scopes(source).start(mutant.scope)
    if at is None:
        return None
    for _ in range(mutant.nth + 1):
        found = source.find(mutant.before, at)
        if found < 0:
            return None
        at = found + 1
    return found, found + len(mutant.before)


class _Scopes:
    """Where the classes and functions of a text begin and end."""

    def __init__(self, source: str) -> None:
        self._lines = source.splitlines(keepends=True)
        self._starts = list(itertools.accumulate(map(len, self._lines), initial=0))
        self._scopes: list[tuple[int, int, str]] = []
        self._gather(ast.parse(source), "")

    def _gather(self, node: ast.AST, outer: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                name = f"{outer}.{child.name}".lstrip(".")
                start = self.offset(child.lineno, child.col_offset)
                self._scopes.append((start, _end(self.offset, child), name))
                self._gather(child, name)

    def offset(self, line: int, column: int) -> int:
        """Return the place in the text; *column* counts bytes, as `ast` does."""
        text = self._lines[line - 1].encode()[:column].decode()
        return self._starts[line - 1] + len(text)

    def around(self, offset: int) -> tuple[str, int]:
        """Return the innermost scope of a place, and where it starts."""
        inside = [s for s in self._scopes if s[0] <= offset < s[1]]
        return (inside[-1][2], inside[-1][0]) if inside else ("", 0)

    def start(self, name: str) -> int | None:
        """Return where a scope starts: the text's own start for ""."""
        return next((s[0] for s in self._scopes if s[2] == name), None if name else 0)


_scopes = functools.lru_cache(maxsize=4)(_Scopes)


def _idle(source: str) -> list[tuple[int, int]]:
    """Return where nothing runs: annotations, decorators, aliases, protocols, TYPE_CHECKING."""
    offset = _scopes(source).offset
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found += node.decorator_list
        if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases):
            found.append(node)
        if isinstance(node, ast.FunctionDef) and node.returns:
            found.append(node.returns)
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation:
            found.append(node.annotation)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            name = node.targets[0]
            if isinstance(name, ast.Name) and name.id[:1].isupper() and name.col_offset == 0:
                found.append(node)  # A type alias.
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found.append(node)
    return [
        (offset(node.lineno, node.col_offset), _end(offset, node))  # type: ignore[attr-defined]
        for node in found
    ]
