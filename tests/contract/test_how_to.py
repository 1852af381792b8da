"""The plugins of the how-tos keep their contracts, run as a stranger runs them: from elsewhere."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import pytest

from ledertrivsel import testing

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to"
FILE = re.compile(
    r"<!-- file: (?P<name>\w+\.(?:py|toml))\b[^>\n]*-->\n```\w+[^\n]*\n(?P<text>.*?)```", re.DOTALL
)
PAGES = ("exporter", "store", "method", "rule", "reader", "check")
README = ROOT / "README.md"


def page_of(kind: str) -> Path:
    (page,) = HOW_TO.glob(f"write-a*-{kind}.md")
    return page


def files_of(page: Path) -> dict[str, str]:
    """Return the files that a page shows, by name."""
    return {found["name"]: found["text"] for found in FILE.finditer(page.read_text("utf-8"))}


def modules_of(page: Path) -> tuple[str, str]:
    """Return the names of a page's plugin and of its test."""
    plugin, test = (name for name in files_of(page) if name.endswith(".py"))
    return plugin, test


def lines(text: str) -> int:
    return len([line for line in text.splitlines() if line.strip()])


def write(page: Path, folder: Path) -> None:
    for name, text in files_of(page).items():
        (folder / name).write_text(text, encoding="utf-8")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(folder), *filter(None, sys.path)]),
            **environment,
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


# A stranger copies the files and runs pytest.


@pytest.mark.parametrize("page", [README, *map(page_of, PAGES)], ids=lambda page: page.stem)
def test_the_plugin_of_the_page_passes(page: Path, tmp_path: Path) -> None:
    write(page, tmp_path)
    assert lines(files_of(page)[modules_of(page)[1]]) <= 5
    ran = run(
        tmp_path,
        *("-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"),
        LEDERTRIVSEL_CONTRACT_EXAMPLES="40" if page == README else "10",
    )
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"\d+ passed", ran.stdout)


def test_the_readme_shows_a_plugin_of_fifteen_lines_and_a_test_of_five() -> None:
    plugin, test = files_of(README).values()
    assert (lines(plugin) <= 15, lines(test) <= 5) == (True, True)
    assert files_of(HOW_TO / "test-a-plugin.md") == files_of(README)


def test_the_plugins_are_found_where_they_are_installed(tmp_path: Path) -> None:
    wanted = {}
    for page in map(page_of, PAGES):
        write(page, tmp_path)
        project = tomllib.loads(files_of(page)["pyproject.toml"])["project"]
        (points,) = project["entry-points"].values()
        wanted[project["name"]] = "active"
        metadata = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        metadata.mkdir()
        told = f"Metadata-Version: 2.4\nName: {project['name']}\nVersion: {project['version']}\n"
        (metadata / "METADATA").write_text(told, encoding="utf-8")
        named = "".join(f"{name} = {value}\n" for name, value in points.items())
        (metadata / "entry_points.txt").write_text(f"[ledertrivsel]\n{named}", encoding="utf-8")
    listed = run(
        tmp_path,
        "-c",
        "import json, ledertrivsel as lt\n"
        "print(json.dumps({p.distribution: p.state.value for p in lt.Registry().plugins}))",
    )
    assert {name: json.loads(listed.stdout).get(name) for name in wanted} == wanted, listed.stderr


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_a_type_checker_agrees(tmp_path: Path) -> None:
    for page in map(page_of, PAGES):
        write(page, tmp_path)
    ran = run(
        tmp_path,
        *("-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache")),
        *sorted(path.name for path in tmp_path.glob("*.py")),
        MYPYPATH=str(ROOT / "src"),
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


# What usually goes wrong: a plugin with that fault is told in the very words of the page.

FAULTS = {
    "exporter": (
        (
            "test_every_fact_of_the_parts_it_carries_occurs",
            "told.append(labels.date(day))",
            "pass",
        ),
        (
            "test_only_the_parts_it_says_occur",
            '[view.title, ""]',
            "[view.title, view.purpose.plain]",
        ),
        ("test_it_speaks_both_languages", '[view.title, ""]', '[view.title, "Valg af temaer"]'),
        (
            "test_what_it_refuses_it_says_in_words",
            'ExportError("acme-minutes", "no themes are chosen yet")',
            'ValueError("no choice")',
        ),
        (
            "test_it_touches_nothing_but_the_view",
            '[view.title, ""]',
            "[str(__import__('datetime').date.today())]",
        ),
        ("test_its_options_do_what_they_say", 'if context.options["numbers"]', "if False"),
    ),
    "store": (
        (
            "test_it_does_what_a_dictionary_does",
            "checked_expected(key, expected, _actual(told))",
            "pass",
        ),
        (
            "test_the_same_letter_typed_two_ways_is_one_key",
            "        key = checked_key(key)\n        body",
            "        body",
        ),
        ("test_a_changed_byte_is_found", "if digest(body) != sha256:", "if False:"),
    ),
    "method": (
        ("test_no_more_are_chosen_than_there_are", "highest = 2", "highest = 4"),
        ("test_its_texts_are_clean", 'da = "Møderne"', 'da = "Mø\u00adderne"'),
        (
            "test_no_two_are_alike",
            "I hvor høj grad bakker vores egen leder os op?",
            "I hvor høj grad taler vi om det, der er svært?",
        ),
        ("test_its_texts_are_clean", ', en = "The meetings" }', " }"),
        ("test_its_texts_are_clean", 'id = "acme-team"', 'id = "team"'),
    ),
    "rule": (
        (
            "test_the_laws_it_satisfies_hold",
            "            satisfies=set(Law) - {Law.ORDINAL_RELABELLING},\n"
            "            violates={Law.ORDINAL_RELABELLING},\n"
            "            cases={Law.ORDINAL_RELABELLING: UNEVEN},\n",
            "            satisfies=set(Law),\n",
        ),
        (
            "test_its_keys_are_exact",
            "return placement.success, ",
            "return float(placement.success), ",
        ),
        ("test_what_it_needs_is_enough", '{"ratings"}', '{"picks"}'),
        ("test_by_field_it_orders_by_field", "by_field = False", "by_field = True"),
    ),
    "reader": (
        (
            "test_nothing_is_half_read",
            'problems.append(Problem(path="row", rule=rule, found=repr(line[:80]), line=number))',
            "pass",
        ),
        (
            "test_whatever_it_is_given_it_reads_or_refuses",
            "except ValueError:",
            "except KeyError:",
        ),
        (
            "test_whatever_it_is_given_it_reads_or_refuses",
            "except UnicodeDecodeError:",
            "except KeyError:",
        ),
        ("test_byte_order_marks_and_line_ends_mean_nothing", '"utf-8-sig"', '"utf-8"'),
    ),
    "check": (
        ("test_its_codes_are_its_own", '"acme-goal-without-number"', '"card-draft"'),
        (
            "test_it_speaks_both_languages",
            '(("text", TEXT), ',
            '(("text", "Målet på et kort har intet tal."), ',
        ),
        (
            "test_it_touches_nothing_but_the_plan",
            "    for card in plan.cards:",
            "    today = datetime.date.today()\n    for card in plan.cards:",
        ),
        (
            "test_no_plan_and_no_day_make_it_fail",
            "    for card in plan.cards:",
            "    plan.cards[0]\n    for card in plan.cards:",
        ),
    ),
}
"""What is changed in the plugin of a page, and the test of the contract that finds it."""


@pytest.mark.parametrize(
    ("kind", "test", "right", "wrong"),
    [
        pytest.param(kind, *fault, id=f"{kind} {number}")
        for kind, faults in FAULTS.items()
        for number, fault in enumerate(faults, 1)
    ],
)
def test_what_goes_wrong_is_told_in_the_words_of_the_page(
    kind: str, test: str, right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(kind)
    files = files_of(page)
    assert sum(right in text for text in files.values()) == 1
    files = {name: text.replace(right, wrong) for name, text in files.items()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in modules_of(page):
        module = types.ModuleType(name.removesuffix(".py"))
        module.__file__ = str(tmp_path / name)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(compile(files[name], module.__file__, "exec", dont_inherit=True), vars(module))
    (contract,) = (
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, testing.Contract) and value.__test__
    )
    with pytest.raises(AssertionError) as caught:
        getattr(contract(), test)()
    said = " ".join(str(caught.value).split())
    shown = re.findall(r"```text\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert any(is_said(said, text) for text in shown), said


def is_said(said: str, shown: str) -> bool:
    """Return whether that is what a page shows, which may leave out a piece as ``…``."""
    pieces = " ".join(shown.split()).split("…")
    return re.fullmatch(".*".join(map(re.escape, pieces)), said) is not None
