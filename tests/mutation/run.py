"""Would the tests notice? Changes the core in many small ways and sees which changes pass.

    python tests/mutation/run.py --all             every module; takes minutes
    python tests/mutation/run.py --module tally    one
    python tests/mutation/run.py --all --resume    only what no test has noticed yet
    python tests/mutation/run.py --sample          the few that `make test` tries

How to read what it says: docs/explanation/mutation.md.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import math
import os
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import trial
from mutants import Mutant, apply, lines_of, make

HERE = Path(__file__).parent
MODULES: dict[str, dict[str, Any]] = tomllib.loads((HERE / "modules.toml").read_text("utf-8"))
SAMPLE = HERE / "sample.json"
RESULTS = trial.ROOT / "build" / "mutation.jsonl"

BAR = 90
"""Per cent of each part's mutants that tests must notice."""

SAMPLED = 40

Result = dict[str, Any]
"""A mutant's fields, and `killed_by`: a test, or "" for a survivor."""


def main(given: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; return 0 when the bars hold."""
    parser = argparse.ArgumentParser(description="Would the tests notice?")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--all", action="store_true", help="every module")
    what.add_argument("--module", action="append", choices=MODULES, metavar="NAME", help="one")
    what.add_argument("--sample", action="store_true", help="the few that `make test` tries")
    what.add_argument(
        "--write-sample", action="store_true", help="choose the sample anew, from the last run"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument(
        "--resume", action="store_true", help="keep what the last run killed, try the rest"
    )
    options = parser.parse_args(given)
    if options.write_sample:
        return write_sample()
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        home = trial.snapshot(Path(folder))
        if options.sample:
            return try_sample(home, options.jobs)
        return try_modules(home, options.module or list(MODULES), options.jobs, options.resume)


def try_modules(home: Path, modules: list[str], jobs: int, resume: bool) -> int:
    """Try every mutant of *modules*, say what came of it, and keep it for the next time."""
    modules = [name for name in MODULES if name in modules and trial.path_of(home, name).is_file()]
    sources = {name: read(home, name) for name in modules}
    with ProcessPoolExecutor(jobs) as pool:
        made = dict(zip(modules, pool.map(make, modules, sources.values()), strict=True))
    for name, mutants in made.items():
        made[name] = chosen(name, mutants)
    earlier = earlier_results()
    killed = {key: row for key, row in earlier.items() if resume and row["killed_by"]}
    trial.enter(home)
    results: list[Result] = []
    RESULTS.parent.mkdir(exist_ok=True)
    if not resume:
        keep([row for key, row in earlier.items() if key[0] not in modules])
    for name in modules:
        results += [killed[mutant.key] for mutant in made[name] if mutant.key in killed]
        pending = [mutant for mutant in made[name] if mutant.key not in killed]
        trial.load_above(name)
        work = pieces(home, name, sources[name], pending) if pending else []
        for mutant, run in trial.in_children(work, jobs, MODULES[name].get("clock", 900)):
            result = {**asdict(mutant), "killed_by": run.failed[0] if run.failed else ""}
            results.append(result)
            with RESULTS.open("a", encoding="utf-8") as file:
                file.write(json.dumps(result, ensure_ascii=False) + "\n")
            if not run.failed:
                print(shown(mutant), flush=True)
        of_this = [row for row in results if row["module"] == name]
        print(f"{name}: {figures(of_this)}", flush=True)
    others = [row for key, row in earlier_results().items() if key[0] not in modules]
    keep([*others, *results])
    return summary(results)


def chosen(name: str, mutants: list[Mutant]) -> list[Mutant]:
    """Return all mutants, or of a module with too many those that its row wants, by hash."""
    most = MODULES[name].get("at_most", len(mutants))
    if most < len(mutants):
        print(f"{name}: {most} of its {len(mutants)} mutants are tried", flush=True)
    ranked = sorted(mutants, key=lambda mutant: hashed(mutant.key))
    first = {mutant.key for mutant in ranked[:most]}
    return [mutant for mutant in mutants if mutant.key in first]


def pieces(
    home: Path, name: str, source: str, mutants: list[Mutant]
) -> list[tuple[Mutant, Callable[[], trial.Run], int]]:
    """Return how to try each mutant of a module, after a run without any that tells the tests."""
    files = [file for file in MODULES[name]["tests"] if (home / "tests" / file).is_file()]
    left_out = MODULES[name].get("left_out", "")
    untouched = functools.partial(trial.run_tests, home, files, left_out=left_out, measured=[name])
    (_, plain), *_ = trial.in_children([(name, untouched, 3600)], 1)
    for test in plain.failed:
        print(f"{name}: left out, since it fails already: {test}", flush=True)
    trial.load_others(plain.loaded)
    found = []
    for mutant in mutants:
        tests = tests_of(mutant, source, plain)
        mutated = apply(source, mutant)
        assert mutated is not None
        seconds = 10 + 3 * math.ceil(sum(plain.seconds[test] for test in tests))
        do = functools.partial(
            trial.run_tests, home, files_of(tests), wanted=tests, mutated=(name, mutated)
        )
        found.append((mutant, do, seconds))
    return found


def tests_of(mutant: Mutant, source: str, plain: trial.Run) -> list[str]:
    """Return the tests that run the mutant's lines, fastest first.

    All tests of the module where the lines run when it is imported.
    """
    covered = plain.covered[mutant.module]
    touched = {test for line in lines_of(source, mutant) for test in covered.get(line, ())}
    if "" in touched:
        touched = set(plain.seconds)
    usable = touched - set(plain.failed) - {""}
    return sorted(usable, key=lambda test: (plain.seconds[test], test))


def files_of(tests: Sequence[str]) -> list[str]:
    """Return the files of *tests*, below the folder of tests, each once."""
    return list(dict.fromkeys(test.partition("::")[0].removeprefix("tests/") for test in tests))


def try_sample(home: Path, jobs: int) -> int:
    """Try the stored mutants, each with the test that killed it, then with all of its module's."""
    sample: list[Result] = json.loads(SAMPLE.read_text("utf-8"))
    explained = {tuple(key) for key in survivors()}
    trial.enter(home)
    tried, survived = 0, []
    for name in dict.fromkeys(row["module"] for row in sample):
        trial.load_above(name)
        source = read(home, name)
        first, second = [], []
        for row in sample:
            if row["module"] != name:
                continue
            mutant = mutant_of(row)
            mutated = apply(source, mutant)
            if mutated is None or mutant.key in explained:
                continue
            killer = row["killed_by"]
            run = functools.partial(trial.run_tests, home, mutated=(name, mutated))
            files = [file for file in MODULES[name]["tests"] if (home / "tests" / file).is_file()]
            first.append((mutant, functools.partial(run, files_of([killer]), wanted=[killer]), 60))
            second.append((mutant, functools.partial(run, files), 300))
        missed = [mutant for mutant, run in trial.in_children(first, jobs) if not run.failed]
        again = [piece for piece in second if piece[0] in missed]
        tried += len(first)
        survived += [m for m, run in trial.in_children(again, jobs) if not run.failed]
    for mutant in survived:
        print(shown(mutant))
    print(f"{tried} of {len(sample)} tried, {len(survived)} survived")
    if tried < len(sample) * 3 / 4:
        print("The code has moved on: make mutation, then run.py --write-sample.")
        return 1
    return 1 if survived else 0


def write_sample() -> int:
    """Choose the sample from what the last run killed: by hash, some of every module."""
    killed = [
        row
        for row in earlier_results().values()
        if "::" in row["killed_by"] and MODULES[row["module"]]["part"] != "storage"
    ]
    ranked = sorted(killed, key=lambda row: hashed(key_of(row)))
    total = Counter(row["module"] for row in killed)
    taken: Counter[str] = Counter()
    sample = []
    for row in ranked:
        share = max(1, round(SAMPLED * total[row["module"]] / len(killed)))
        if taken[row["module"]] < share:
            taken[row["module"]] += 1
            sample.append(row)
    order = list(MODULES)
    sample.sort(key=lambda row: (order.index(row["module"]), key_of(row)))
    text = json.dumps(sample, ensure_ascii=False, indent=1)
    SAMPLE.write_text(text + "\n", encoding="utf-8")
    print(f"{len(sample)} mutants in {SAMPLE.name}")
    return 0


def summary(results: list[Result]) -> int:
    """Print the figures by module and part; return 0 when the bars hold."""
    explained = survivors()
    alive = {key_of(row) for row in results if not row["killed_by"]}
    tried = {row["module"] for row in results}
    bad = 0
    print("\n| Part | Module | Mutants | Killed | Survived | % |")
    print("|---|---|--:|--:|--:|--:|")
    for part in dict.fromkeys(MODULES[name]["part"] for name in MODULES if name in tried):
        names = [n for n in MODULES if MODULES[n]["part"] == part and n in tried]
        for name in names:
            print(table_row(part, name, [row for row in results if row["module"] == name]))
        of_part = [row for row in results if row["module"] in names]
        if len(names) > 1:
            print(table_row(f"**{part}**", "all", of_part))
        bad += 100 * sum(bool(row["killed_by"]) for row in of_part) < BAR * len(of_part)
    print(table_row("**all**", "", results))
    for key in sorted(alive - explained.keys()):
        print(f"Not explained in survivors.toml: {key}")
        bad += 1
    for key in sorted(explained.keys() - alive):
        if key[0] in tried:
            print(f"Explained in survivors.toml, but killed or gone: {key}")
            bad += 1
    return 1 if bad else 0


def figures(results: list[Result]) -> str:
    """Return "killed of all" and the percentage, rounded down."""
    killed = sum(bool(row["killed_by"]) for row in results)
    return f"{killed} of {len(results)} killed, {100 * killed // max(1, len(results))} %"


def table_row(part: str, name: str, results: list[Result]) -> str:
    """Return a row of the table of figures."""
    killed, total = sum(bool(row["killed_by"]) for row in results), len(results)
    percent = f"{math.floor(1000 * killed / total) / 10:.1f}" if total else "–"
    return f"| {part} | {name} | {total} | {killed} | {total - killed} | {percent} |"


def shown(mutant: Mutant) -> str:
    """Return a survivor as the entry that survivors.toml would have, without its reason."""
    lines = ["[[survivor]]", f'module = "{mutant.module}"', f'scope = "{mutant.scope}"']
    for name in ("before", "after"):
        text = getattr(mutant, name)
        lines.append(f"{name} = '''{text}'''" if {*text} & {*"'\n"} else f"{name} = '{text}'")
    if mutant.nth:
        lines.append(f"nth = {mutant.nth}")
    return "\n".join([*lines, 'why = ""', ""])


def survivors() -> dict[tuple[str, str, str, str, int], str]:
    """Return why each explained survivor may live."""
    rows = tomllib.loads((HERE / "survivors.toml").read_text("utf-8")).get("survivor", [])
    return {key_of(row): row["why"] for row in rows}


def earlier_results() -> dict[tuple[str, str, str, str, int], Result]:
    """Return what the last runs found, the latest of each mutant."""
    if not RESULTS.is_file():
        return {}
    rows = (json.loads(line) for line in RESULTS.read_text("utf-8").splitlines())
    return {key_of(row): row for row in rows}


def keep(results: list[Result]) -> None:
    """Write what was found, for --resume and --write-sample."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in results)
    RESULTS.write_text(text, encoding="utf-8")


def key_of(row: Result) -> tuple[str, str, str, str, int]:
    """Return what makes a mutant this one."""
    return row["module"], row["scope"], row["before"], row["after"], row.get("nth", 0)


def hashed(key: tuple[str, str, str, str, int]) -> bytes:
    """Return what orders mutants as if by chance, and in every run alike."""
    return hashlib.sha256(repr(key).encode()).digest()


def mutant_of(row: Result) -> Mutant:
    """Return the mutant of a stored row."""
    return Mutant(*key_of(row), row["operator"])


def read(home: Path, module: str) -> str:
    """Return the text of a module."""
    return trial.path_of(home, module).read_text("utf-8")


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # A set's order must not decide what is killed.
        os.environ.update(PYTHONHASHSEED="0", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        os.environ.pop("CI", None)
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.exit(main())
