"""The house: a module imports only modules above it, and each has its mirror here."""

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "ledertrivsel"

#: The rows of the house, in the order data meets them. Modules in one row don't import each other.
HOUSE: tuple[tuple[str, ...], ...] = (
    ("_messages", "_values"),
    ("errors",),
    ("_validators",),
    ("labels",),
    ("themes",),
    ("scales",),
    ("suppression",),
    ("instruments",),
    ("methods",),
    ("ballots",),
    ("tally",),
    ("rounds",),
    ("matrix",),
    ("agreement",),
    ("laws",),
    ("prioritization",),
    ("parking",),
    ("qualification",),
    ("cards",),
    ("decisions",),
    ("workshop",),
    ("agendas",),
    ("contents",),
    ("consistency",),
    ("plan",),
    ("progress",),
    ("codes",),
    ("texts", "comparison"),
    ("vocabulary",),
    ("readiness", "apv", "discretion", "upkeep"),
    ("findings",),
    ("prose",),
    ("parts",),
    ("audiences",),
    ("_shown_ratings", "_shown_work"),
    ("view",),
    ("drawing",),
    ("_json",),
    ("_forms",),
    ("_explain",),
    ("_schema",),
    ("documents",),
    ("contracts", "_fields"),
    ("options",),
    ("descriptors",),
    ("hookspecs",),
    ("frames",),
    ("storage",),
    ("personal",),
    ("redaction", "retention", "transfer"),
    ("readers", "exporters", "stores"),
    ("_terminal",),
    ("built_in", "offers"),
    ("_guarded", "_installed"),
    ("plugins",),
    ("_api",),
    ("testing",),
    ("cli",),
    ("__main__",),
)

#: Folders of interchangeable parts: what two parts share is in a module with an underscore.
FAMILIES = ("readers", "exporters", "stores")

#: What a module may take from the package's own root: hatch reads it there.
FROM_THE_ROOT = ("__version__",)

#: Tests of a folder that stand under another name than the folder's.
TEST_FOLDERS = {"exporters": "exports"}

#: Modules whose mirror is elsewhere, with the reason.
MIRRORED_ELSEWHERE = {
    "agendas": "the agendas of workshops; tests/test_workshop.py",
    "parts": "plain values; tests/test_audiences.py says who sees what of them",
    "_fields": "the fields of options and descriptors; tests/test_descriptors.py",
    "_messages": "tables of texts; tests/test_errors.py and tests/test_labels.py hold them",
    "__main__": "three lines that call the command line; tests/cli/test_app.py starts them",
    **{
        f"testing._contract_{part}": "tests/contract proves the kit on plugins wrong in one thing"
        for part in (
            *(
                "base",
                "cases",
                "changes",
                "checks",
                "crashes",
                "exporters",
                "exports",
                "facts",
                "files",
                "kept",
                "machine",
                "methods",
            ),
            *(
                "places",
                "plans",
                "processes",
                "readers",
                "readings",
                "rewrites",
                "rules",
                "stores",
                "survivals",
            ),
            *("texts", "views", "watch"),
        )
    },
}

NAMES_THAT_SAY_NOTHING = ("helpers", "utils")


def module_name(file: Path, package: Path) -> str:
    """Return the name inside the package: 'plan', 'readers.notes'; '' for the root."""
    parts = file.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(package: Path) -> dict[str, Path]:
    return {module_name(file, package): file for file in sorted(package.rglob("*.py"))}


def imports(tree: ast.Module, modules: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """Yield (line, module) for each import from the package, wherever in the file it stands.

    Imports under TYPE_CHECKING and inside functions count. A name taken from the root that is
    no module comes out as '', the root itself; a relative import as its dots.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top, _, inside = alias.name.partition(".")
                if top == PACKAGE:
                    yield node.lineno, inside
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "." * node.level + (node.module or "")
        elif isinstance(node, ast.ImportFrom):
            top, _, inside = (node.module or "").partition(".")
            if top != PACKAGE:
                continue
            for alias in node.names:
                if not inside and alias.name in FROM_THE_ROOT:
                    continue
                longer = f"{inside}.{alias.name}".lstrip(".")
                yield node.lineno, longer if longer in modules else inside


def violations(package: Path) -> list[str]:
    """Return a sentence for each import in *package* that breaks the order of the house."""
    rank = {name: number for number, row in enumerate(HOUSE) for name in row}
    modules = sources(package)
    found = []
    edges: dict[str, set[str]] = {}
    for name, file in modules.items():
        own = name.partition(".")[0]
        if not name:
            continue  # The package's own __init__ is the one exemption.
        if own not in rank:
            found.append(f"{name} has no row in the house; give it one in HOUSE.")
            continue
        for line, target in imports(ast.parse(file.read_text(encoding="utf-8")), modules):
            where = f"{name}, line {line},"
            top = target.partition(".")[0]
            if target.startswith("."):
                found.append(f"{where} imports {target} relatively; write the whole name.")
            elif not target:
                found.append(f"{where} imports the package's root; name the module.")
            elif top not in rank:
                found.append(f"{where} imports {target}, which has no row in the house.")
            elif top == own and top in FAMILIES:
                if not target.rpartition(".")[2].startswith("_"):
                    found.append(f"{where} imports {target}, a part like itself.")
                edges.setdefault(name, set()).add(target)
            elif top == own:
                edges.setdefault(name, set()).add(target)
            elif rank[top] >= rank[own]:
                found.append(f"{where} imports {target}, which is not above it.")
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as error:
        *circle, _ = error.args[1]  # Closed: its last module is its first again.
        found.append(f"A circle of imports: {', '.join(sorted(circle))}.")
    return found


def mirrors(name: str) -> tuple[str, ...]:
    """Return the test files, under tests/, that may hold the tests of module *name*."""
    words = [part.strip("_") for part in name.split(".")]
    folder = TEST_FOLDERS.get(words[0], words[0])
    in_folder = (f"{folder}/test_{words[-1]}.py",) if len(words) > 1 else ()
    return (f"test_{'_'.join(words)}.py", f"test_{words[0]}.py", *in_folder)


def without_mirror(package: Path, tests: Path) -> list[str]:
    """Return a sentence for each module that has no test file of its name."""
    return [
        f"{name} has no tests of its own; write tests/{mirrors(name)[0]}."
        for name, file in sources(package).items()
        if file.name != "__init__.py"
        and name not in MIRRORED_ELSEWHERE
        and not any((tests / mirror).is_file() for mirror in mirrors(name))
    ]


# The library


def test_a_module_imports_only_modules_above_it() -> None:
    assert violations(ROOT / "src" / PACKAGE) == []


def test_every_module_has_its_mirror() -> None:
    assert without_mirror(ROOT / "src" / PACKAGE, ROOT / "tests") == []


def test_every_name_says_something() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert [file.name for file in files if file.stem in NAMES_THAT_SAY_NOTHING] == []


def test_the_data_folder_holds_no_code() -> None:
    assert list((ROOT / "src" / PACKAGE / "data").rglob("*.py")) == []


# The test of the house, on small houses that must fall


def build(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = tmp_path / PACKAGE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / PACKAGE


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        pytest.param(
            {"errors.py": "from ledertrivsel.plan import Plan", "plan.py": ""},
            "errors, line 1, imports plan, which is not above it.",
            id="upward",
        ),
        pytest.param(
            {"scales.py": "import ledertrivsel.plan", "plan.py": ""},
            "scales, line 1, imports plan, which is not above it.",
            id="upward, plain import",
        ),
        pytest.param(
            {"scales.py": "from ledertrivsel import errors, plan", "errors.py": "", "plan.py": ""},
            "scales, line 1, imports plan, which is not above it.",
            id="upward, a module from the root",
        ),
        pytest.param(
            {"scales.py": "def f():\n    from ledertrivsel.plan import Plan\n", "plan.py": ""},
            "scales, line 2, imports plan, which is not above it.",
            id="upward, inside a function",
        ),
        pytest.param(
            {
                "scales.py": "from typing import TYPE_CHECKING\n"
                "if TYPE_CHECKING:\n    from ledertrivsel.plan import Plan\n",
                "plan.py": "",
            },
            "scales, line 3, imports plan, which is not above it.",
            id="upward, for types only",
        ),
        pytest.param(
            {"scales.py": "from ledertrivsel import Plan"},
            "scales, line 1, imports the package's root; name the module.",
            id="the root",
        ),
        pytest.param(
            {"cli/__init__.py": "import ledertrivsel as lt"},
            "cli, line 1, imports the package's root; name the module.",
            id="the root, whole",
        ),
        pytest.param(
            {"scales.py": "from .errors import InvalidValueError", "errors.py": ""},
            "scales, line 1, imports .errors relatively; write the whole name.",
            id="relative",
        ),
        pytest.param(
            {"extras.py": ""},
            "extras has no row in the house; give it one in HOUSE.",
            id="no row",
        ),
        pytest.param(
            {"scales.py": "import ledertrivsel.extras"},
            "scales, line 1, imports extras, which has no row in the house.",
            id="imports what has no row",
        ),
        pytest.param(
            {"exporters/html.py": "from ledertrivsel.readers.ratings import read"},
            "exporters.html, line 1, imports readers.ratings, which is not above it.",
            id="an exporter imports a reader",
        ),
        pytest.param(
            {"stores/sqlite.py": "import ledertrivsel.stores.memory", "stores/memory.py": ""},
            "stores.sqlite, line 1, imports stores.memory, a part like itself.",
            id="a store imports a store",
        ),
        pytest.param(
            {"_api.py": "import ledertrivsel.testing", "testing/__init__.py": ""},
            "_api, line 1, imports testing, which is not above it.",
            id="the front door imports the kit",
        ),
        pytest.param(
            {
                "cli/a.py": "from ledertrivsel.cli import b",
                "cli/b.py": "from ledertrivsel.cli.a import name",
            },
            "A circle of imports: cli.a, cli.b.",
            id="a circle inside a package",
        ),
    ],
)
def test_a_house_out_of_order_falls(tmp_path: Path, files: dict[str, str], sentence: str) -> None:
    assert violations(build(tmp_path, {"__init__.py": "", **files})) == [sentence]


def test_a_house_in_order_stands(tmp_path: Path) -> None:
    package = build(
        tmp_path,
        {
            "__init__.py": "from ledertrivsel.plan import Plan",  # The exemption.
            "errors.py": "import json",
            "plan.py": "from ledertrivsel.errors import InvalidValueError\nimport attrs",
            "exporters/html.py": "from ledertrivsel import plan\n"
            "from ledertrivsel.exporters import _page",
            "exporters/_page.py": "from ledertrivsel.plan import Plan",
            "_api.py": "import ledertrivsel.exporters.html",
            "cli/__init__.py": "from ledertrivsel.cli import card\n"
            "from ledertrivsel import __version__",
            "cli/card.py": "from ledertrivsel._api import export",
            "__main__.py": "from ledertrivsel.cli import main",
        },
    )
    assert violations(package) == []


def test_a_module_without_tests_is_named(tmp_path: Path) -> None:
    package = build(
        tmp_path,
        {"__init__.py": "", "_json.py": "", "exporters/html.py": "", "readers/notes.py": ""},
    )
    tests = tmp_path / "tests"
    (tests / "exports").mkdir(parents=True)
    assert without_mirror(package, tests) == [
        "_json has no tests of its own; write tests/test_json.py.",
        "exporters.html has no tests of its own; write tests/test_exporters_html.py.",
        "readers.notes has no tests of its own; write tests/test_readers_notes.py.",
    ]
    for name in ("test_json.py", "exports/test_html.py", "test_readers.py"):
        (tests / name).touch()
    assert without_mirror(package, tests) == []
