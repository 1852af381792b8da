"""Every example in the documentation runs, as a reader would run it."""

import doctest
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import ledertrivsel
from ledertrivsel import errors, hookspecs
from ledertrivsel.cli.app import app
from ledertrivsel.findings import CODES
from ledertrivsel.offers import Kind
from ledertrivsel.plugins import Registry

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"

OPENING = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)$")
REASON = re.compile(r"^\s*<!--\s*\S.*-->\s*$")

# Fences that would show Python without running it.
DISGUISES = ("py", "python3", "pycon", "ipython")


@dataclass(frozen=True)
class Block:
    """A fenced Python example: the line it starts on and its code."""

    line: int
    code: str
    is_skipped: bool


def blocks(text: str) -> Iterator[Block]:
    """Yield the Python examples of a Markdown *text*.

    Raises:
        ValueError: when Python stands in a fence that is not run, or is skipped without a reason
            in an HTML comment on the line before.
    """
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = OPENING.match(lines[number])
        number += 1
        if not opening or opening["fence"].startswith(":"):
            continue
        start, indent, fence = number, len(opening["indent"]), opening["fence"]
        closing = re.compile(rf"^ *{re.escape(fence)}{re.escape(fence[0])}* *$")
        while number < len(lines) and not closing.match(lines[number]):
            number += 1
        inside = lines[start:number]
        number += 1
        words = opening["info"].split()
        if not words:
            continue
        if words[0] in DISGUISES or re.match(r"\{(code(-block)?|sourcecode|doctest)\}", words[0]):
            if words[0] in DISGUISES or "python" in words[1:] or "doctest" in words[0]:
                raise ValueError(f"line {start}: write ```python, so that the example is run")
        elif words[0] == "python":
            is_skipped = words[1:] == ["skip"]
            if words[1:] and not is_skipped:
                raise ValueError(f"line {start}: ```python takes only the word skip")
            if is_skipped and not (start > 1 and REASON.match(lines[start - 2])):
                raise ValueError(
                    f"line {start}: say why it is skipped, in a comment on the line before"
                )
            code = "\n".join(
                line[min(indent, len(line) - len(line.lstrip())) :] for line in inside
            )
            yield Block(start + 1, code + "\n", is_skipped)


def run_doctest(test: doctest.DocTest) -> str:
    """Return what went wrong in *test*, or an empty text."""
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
    report: list[str] = []
    runner.run(test, out=report.append, clear_globs=False)
    return "".join(report)


def run_example(text: str, name: str) -> None:
    """Run the examples of one file in order, in one namespace."""
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(text):
        if block.is_skipped:
            continue
        if ">>>" in block.code:
            parser = doctest.DocTestParser()
            test = parser.get_doctest(block.code, namespace, name, name, block.line - 1)
            assert not (report := run_doctest(test)), report
            namespace.update(test.globs)
        else:
            # As many empty lines before it as in the file, so that a traceback names the line.
            padded = "\n" * (block.line - 1) + block.code
            exec(compile(padded, name, "exec", dont_inherit=True), namespace)


def pages() -> list[Path]:
    built = ROOT / "docs" / "_build"
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in found if page.is_file() and not page.is_relative_to(built)]


def modules_with_examples() -> list[str]:
    return [
        ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for file in sorted(SOURCE.rglob("*.py"))
        if file.name != "__main__.py" and ">>>" in file.read_text(encoding="utf-8")
    ]


# The documentation


@pytest.mark.parametrize("page", [str(page.relative_to(ROOT)) for page in pages()])
def test_the_examples_of_a_page_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run_example((ROOT / page).read_text(encoding="utf-8"), str(ROOT / page))


def test_the_examples_of_modules_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in modules_with_examples():
        module = importlib.import_module(name)
        tests = [test for test in doctest.DocTestFinder().find(module, name) if test.examples]
        assert tests, f"{name} holds >>> outside its docstrings"
        assert "".join(run_doctest(test) for test in tests) == ""


# What a reader may look up has its entry

REFERENCE = ROOT / "docs" / "reference"


def reference(page: str) -> str:
    return (REFERENCE / page).read_text(encoding="utf-8")


def test_every_error_stands_in_the_tree_of_errors() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.LedertrivselError)
    ]
    assert errors.__doc__ is not None
    missing = [kind.__name__ for kind in kinds if kind.__name__ not in errors.__doc__]
    assert missing in ([], ["_KeyedError"])
    assert "automodule:: ledertrivsel.errors" in reference("errors.md")


def test_every_public_name_is_in_the_reference() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in REFERENCE.glob("*.md"))
    for name in ledertrivsel.__all__:
        home = type_home(name)
        documented = f"automodule:: {home}" in pages or f":: {home}.{name}" in pages
        assert documented or f"`{name}`" in pages, f"{name} ({home}) has no entry"


def type_home(name: str) -> str:
    return f"ledertrivsel.{ledertrivsel._HOMES[name]}"


@pytest.mark.parametrize("hook", [name for name in vars(hookspecs) if name.startswith("ledert")])
def test_every_hook_has_its_entry(hook: str) -> None:  # Its fields: test_hook_reference.py.
    assert f"[`{hook}`](hooks.md#" in reference("plugins.md")
    assert f"`{hook}()" in reference("hooks.md")


def test_everything_built_in_has_its_entry() -> None:
    pages = {
        Kind.EXPORTER: "exports.md",
        Kind.STORE: "stores.md",
        Kind.RULE: "rules-and-laws.md",
        Kind.READER: "plugins.md",
        Kind.METHOD: "plugins.md",
    }
    registry = Registry(entry_points=False)
    for kind, page in pages.items():
        for name in registry.offers(kind):
            assert f"`{name}" in reference(page), f"{kind.value} {name} has no entry in {page}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_finding_has_its_entry(code: str) -> None:
    assert f"`{code}`" in reference("findings.md")


def test_every_command_has_its_entry() -> None:
    page = reference("command-line.md")
    for name in app.commands:
        assert f"ledertrivsel {name}" in page, f"{name} has no entry in command-line.md"


# The runner, on small pages


def test_blocks_of_one_page_share_their_names() -> None:
    run_example("```python\na = 1\n```\ntext\n~~~python\nassert a == 1\n~~~\n", "page")


def test_a_session_goes_on_from_the_block_before() -> None:
    run_example(
        "```python\na = 1\n```\n```python\n>>> b = a + 1\n>>> b\n2\n```\n"
        "```python\nassert b == 2\n```\n",
        "page",
    )


def test_a_wrong_answer_in_a_session_is_reported() -> None:
    with pytest.raises(AssertionError, match="Expected"):
        run_example("```python\n>>> 1 + 1\n3\n```\n", "page")


def test_an_example_that_fails_names_its_line() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run_example("# Title\n\n```python\na = 1\na / 0\n```\n", "page.md")
    assert (caught.traceback[-1].lineno, str(caught.traceback[-1].path)[-7:]) == (4, "page.md")


def test_an_indented_example_runs() -> None:
    run_example("1. A step:\n\n   ```python\n   if True:\n       a = 1\n   ```\n", "page")


def test_other_languages_are_left_alone() -> None:
    assert list(blocks("```console\n$ make demo\n```\n```{toctree}\nindex\n```\n")) == []


def test_an_example_inside_another_fence_is_text() -> None:
    assert list(blocks("````markdown\n```python\n1 / 0\n```\n````\n")) == []


def test_a_skipped_example_gives_its_reason() -> None:
    run_example("<!-- Needs a PostgreSQL server. -->\n```python skip\n1 / 0\n```\n", "page")
    with pytest.raises(ValueError, match="line 2: say why it is skipped"):
        run_example("Text\n```python skip\n1 / 0\n```\n", "page")


@pytest.mark.parametrize(
    "info", ["py", "pycon", "python3", "{code-block} python", "{doctest}", "python norun"]
)
def test_python_that_would_not_run_is_refused(info: str) -> None:
    with pytest.raises(ValueError, match="line 1: "):
        list(blocks(f"```{info}\n1 / 0\n```\n"))
