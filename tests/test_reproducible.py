"""The same input gives the same bytes: whatever the hash seed, row order, zone or locale."""

import hashlib
import itertools
import locale
import os
import random
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ledertrivsel.cli.demo import A_YEAR_LATER, UNTIL_CHOICE, UNTIL_PUBLISHED

ROOT = Path(__file__).parent.parent

#: The second workplace's steps: an anonymous round and a method of its own, in English.
SECOND = (
    'init plan.json --title "Our plan" --method method.toml --representation su-and-amo '
    "--on 2026-03-09",
    "read plan.json mandate.md --notes-language en",
    "rate plan.json ratings.csv --round april --anonymous --on 2026-04-13",
    "card plan.json",
    "check plan.json --today 2026-04-13",
    "read plan.json notes.md publication.md --notes-language en",
    "card plan.json --json",
    "check plan.json --today 2026-11-23 --json",
    "export plan.json html --audience working-group -o plan.html",
    "export plan.json markdown -o plan.md",
    "export plan.json json --audience forums -o plan-view.json",
)
DEMO = (
    *UNTIL_CHOICE,
    *UNTIL_PUBLISHED,
    "card plan.json --json",
    'agenda --start "2026-09-02 13:00" --plan plan.json --json',
    *(line.replace("plan-2027.json", "plan.json") for line in A_YEAR_LATER),
)
WORKPLACES = {"eksempelkommune": (DEMO, "da"), "second-workplace": (SECOND, "en")}

#: Runs the lines it is given in one process, as a batch of commands, after setting the locale.
BATCH = """
import locale, shlex, sys
locale.setlocale(locale.LC_ALL, "")
from ledertrivsel.cli import main
for line in sys.stdin.read().splitlines():
    print("$", line, flush=True)
    if main(shlex.split(line)) == 2:
        sys.exit(2)
"""

#: A month with one length of day, and another: neither is Copenhagen's.
ZONES = ("Pacific/Kiritimati", "America/St_Johns")
LOCALES = ("da_DK.UTF-8", "tr_TR.UTF-8")


def run(workplace: str, folder: Path, *, shuffle: int = 0, **environment: str) -> dict[str, str]:
    """Run a workplace's steps in *folder*; return a digest of every file and of what it said."""
    lines, language = WORKPLACES[workplace]
    folder.mkdir()
    for file in (ROOT / "examples" / workplace).iterdir():
        if file.name != "README.md":
            shutil.copy(file, folder)
    for csv in folder.glob("*.csv") if shuffle else ():
        reordered(csv, shuffle)
    settings = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    ran = subprocess.run(
        [sys.executable, "-c", BATCH],
        input="\n".join(f"{line} --language {language}" for line in lines),
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={
            **settings,
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "0",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONHASHSEED": "0",
            "LC_ALL": "C",
            "TZ": "UTC",
            **environment,
        },
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".csv")
    content = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    content["what it said"] = ran.stdout.encode()
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(content.items())}


def reordered(csv: Path, seed: int) -> None:
    """Put the rows of a file, all but its head, in another order."""
    head, *rows = csv.read_bytes().splitlines(keepends=True)
    rows = [row if row.endswith(b"\n") else row + b"\n" for row in rows]
    before = list(rows)
    random.Random(seed).shuffle(rows)
    assert rows != before
    csv.write_bytes(b"".join([head, *rows]))


@pytest.fixture(scope="module", params=WORKPLACES)
def once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, str]]:
    """A workplace, and what its steps gave the first time."""
    workplace: str = request.param
    folder = tmp_path_factory.mktemp(workplace) / "first"
    made = run(workplace, folder)
    assert {"plan.json", "plan.html", "plan.md", "plan-view.json"} <= set(made)
    return workplace, made


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_hash_seed_decides_nothing(
    seed: str, once: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    workplace, first = once
    assert run(workplace, tmp_path / "again", PYTHONHASHSEED=seed) == first


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_decides_nothing(
    seed: int, once: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    workplace, first = once
    assert run(workplace, tmp_path / "again", shuffle=seed) == first


@pytest.mark.parametrize("zone", ZONES)
def test_the_time_zone_decides_nothing(
    zone: str, once: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    workplace, first = once
    assert run(workplace, tmp_path / "again", TZ=zone) == first


@pytest.mark.parametrize("name", LOCALES)
def test_the_locale_decides_nothing(
    name: str, once: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    """In Turkish the small letter of I is not i, and Danish writes 1.234,5."""
    if not has_locale(name):
        assert os.environ.get("CI") != "true", f"{name} must be there in CI"
        pytest.skip(f"{name} is not installed here: sudo locale-gen {name}")
    workplace, first = once
    assert run(workplace, tmp_path / "again", LC_ALL=name, LANG=name) == first


def has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


def test_the_rows_are_really_put_in_another_order(tmp_path: Path) -> None:
    csv = tmp_path / "ratings.csv"
    csv.write_bytes(b"head\na\nb\nc")
    orders = set()
    for seed in itertools.islice(itertools.count(1), 20):
        csv.write_bytes(b"head\na\nb\nc\nd")
        try:
            reordered(csv, seed)
        except AssertionError:
            continue  # One shuffle in 24 changes nothing, and is refused.
        orders.add(csv.read_bytes())
    assert len(orders) > 5
    assert all(order.startswith(b"head\n") for order in orders)


def test_the_lines_run_are_those_of_the_demo() -> None:
    assert all(shlex.split(line) for line in DEMO)
    assert set(UNTIL_CHOICE) | set(UNTIL_PUBLISHED) < set(DEMO)
