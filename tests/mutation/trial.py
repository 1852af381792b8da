"""Tries mutants: each in a forked child of a parent that has everything else in memory.

Nothing is written for a mutant, and never to the working tree: a snapshot of the project is taken
once, and the child's import system hands out the mutated text in place of one module's.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import json
import os
import re
import resource
import selectors
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGE = "ledertrivsel"
ROOT = Path(__file__).parents[2]

_COPIED = ("src", "tests", "examples", "benchmarks", "docs", "pyproject.toml", "README.md")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "_build", ".*")

#: What a child may take at most: seconds in all, and bytes. Besides, each has a limit of its own
#: processor time: that counts, so that a busy machine kills nothing.
_IN_ALL = 900
_BYTES = 4 << 30

_RAN = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)

#: Enough to tell most mutants; the tests' own settings stand where they have any.
_EXAMPLES = 20


def snapshot(to: Path) -> Path:
    """Copy what the tests need, so that edits made meanwhile change nothing."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=_LEFT_OUT)
        elif source.is_file():
            shutil.copy(source, to / name)
    return to


@dataclass
class Run:
    """What became of one run of tests: the tests that failed, and what each took."""

    failed: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    covered: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    loaded: list[str] = field(default_factory=list)


class _Watch:
    """A pytest plugin: picks and orders tests, and keeps what failed."""

    def __init__(self, wanted: Sequence[str] | None, left_out: str, coverage: Any) -> None:
        self._left_out = re.compile(left_out or "(?!)")
        self._order = None if wanted is None else {name: n for n, name in enumerate(wanted)}
        self._coverage = coverage
        self.failed: list[str] = []
        self.seconds: dict[str, float] = {}

    def pytest_configure(self) -> None:
        from hypothesis import HealthCheck, Phase, settings

        settings.register_profile(
            "mutation",
            max_examples=_EXAMPLES,
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=tuple(HealthCheck),
        )
        settings.load_profile("mutation")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [i for i in items if not self._left_out.search(i.nodeid.partition("::")[2])]
        if self._order is not None:
            order = self._order
            items[:] = sorted(
                (item for item in items if item.nodeid in order), key=lambda i: order[i.nodeid]
            )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        if self._coverage:
            self._coverage.switch_context(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        took = self.seconds.get(report.nodeid, 0.0)
        self.seconds[report.nodeid] = took + report.duration
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid} (when it was collected)")


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Hands out one module with another text."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def get_filename(self, fullname: str) -> str:
        return str(self._path)

    def get_data(self, path: object) -> bytes:
        return self._source.encode()

    def path_stats(self, path: object) -> Any:
        raise OSError  # Nothing compiled is read or kept.


def enter(home: Path) -> None:
    """Make *home* the project that is imported from here on."""
    os.chdir(home)
    sys.path[:0] = [str(home / "src"), str(home)]


def path_of(home: Path, module: str) -> Path:
    """Return the file of a module, which may be in a folder: "stores.sqlite"."""
    return home.joinpath("src", PACKAGE, *module.split(".")).with_suffix(".py")


def load_above(module: str) -> None:
    """Load the modules that stand above *module* in the house: no mutant of it changes them."""
    for row in importlib.import_module("tests.test_architecture").HOUSE:
        if module.partition(".")[0] in row:
            return
        for name in row:
            if importlib.util.find_spec(f"{PACKAGE}.{name}"):  # A row may be there before it is.
                importlib.import_module(f"{PACKAGE}.{name}")


def load_others(names: Iterable[str]) -> None:
    """Load what earlier tests loaded of other people's, so that each child finds it there."""
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def run_tests(
    home: Path,
    files: Sequence[str],
    *,
    wanted: Sequence[str] | None = None,
    left_out: str = "",
    mutated: tuple[str, str] | None = None,
    measured: Sequence[str] = (),
) -> Run:
    """Run tests in this process, which is spent afterwards.

    Args:
        wanted: the tests by their names in pytest, in the order to run; None for all.
        left_out: a pattern; tests in whose names it is found are not run.
        mutated: (module, text) of the mutant; the first failing test ends the run.
        measured: the modules whose lines to note with the tests that run them.
    """
    if mutated is not None:
        name = f"{PACKAGE}.{mutated[0]}"
        path = path_of(home, mutated[0])
        sys.meta_path.insert(0, _Mutated(name, path, mutated[1]))
        try:
            importlib.import_module(name)
        except Exception as error:
            return Run([f"import of {mutated[0]}: {type(error).__name__}"])
    coverage = None
    if measured:
        from coverage import Coverage

        paths = {name: str(path_of(home, name)) for name in measured}
        coverage = Coverage(data_file=None, config_file=False, include=list(paths.values()))
        coverage.start()
    watch = _Watch(wanted, left_out, coverage)
    arguments = ["-q", "-p", "no:cacheprovider", *(["-x"] if mutated else [])]
    plugins = [watch, importlib.import_module("_hypothesis_pytestplugin")]
    try:
        code = pytest.main([*arguments, *(f"tests/{file}" for file in files)], plugins)
    except Exception as error:  # What was left open is told at the end, when no test runs.
        if not mutated:
            raise
        return Run(watch.failed or [f"end of the tests: {type(error).__name__}"])
    if code not in _RAN and not watch.failed:
        raise ChildProcessError(f"pytest ended with {code!r}")
    covered: dict[str, dict[int, list[str]]] = {}
    if coverage:
        coverage.stop()
        data = coverage.get_data()
        for name, file in paths.items():
            covered[name] = dict(data.contexts_by_lineno(file))
    return Run(watch.failed, watch.seconds, covered, _others() if measured else [])


Piece = tuple[Any, Callable[[], Run], int]
"""(a name, what to do, the seconds of processor time it may take)."""


def in_children(
    work: Iterable[Piece], jobs: int, clock: int = _IN_ALL
) -> Iterator[tuple[Any, Run]]:
    """Do each piece in a forked child, *jobs* at a time; yield (name, run) as they end.

    Args:
        clock: the seconds that a piece may take in all.
    """
    waiting = iter(work)
    running: dict[int, tuple[Any, int, float, bytearray]] = {}
    with selectors.DefaultSelector() as selector:
        while True:
            for name, do, seconds in itertools.islice(waiting, jobs - len(running)):
                reading, pid = _fork(do, seconds)
                running[reading] = (name, pid, time.monotonic() + clock, bytearray())
                selector.register(reading, selectors.EVENT_READ)
            if not running:
                return
            for key, _ in selector.select(1.0):
                name, pid, _, said = running[key.fd]
                block = os.read(key.fd, 1 << 20)
                said += block
                if not block:
                    selector.unregister(key.fd)
                    os.close(key.fd)
                    del running[key.fd]
                    yield name, _ended(os.waitpid(pid, 0)[1], said)
            for _, pid, latest, _ in running.values():
                if time.monotonic() > latest:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(pid, signal.SIGKILL)


def _ended(status: int, said: bytearray) -> Run:
    if os.WIFSIGNALED(status):  # Out of its time, or out of the stack.
        return Run([f"ended by {signal.Signals(os.WTERMSIG(status)).name}"])
    if status:
        raise ChildProcessError("A child failed outside its tests; MUTATION_LOG=file shows where.")
    run = Run(**json.loads(said))
    run.covered = {  # JSON makes texts of the numbers of lines.
        module: {int(line): tests for line, tests in lines.items()}
        for module, lines in run.covered.items()
    }
    return run


def _fork(do: Callable[[], Run], seconds: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    status = 1
    try:
        os.setsid()
        os.close(reading)
        silent = os.open(os.devnull, os.O_RDWR)
        log = os.environ.get("MUTATION_LOG")
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log else silent
        os.dup2(silent, 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
        said = json.dumps(vars(do())).encode()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(said)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)  # Whatever happened: only the parent goes on.


def _others() -> list[str]:
    """Return the modules in memory that are neither the package's nor its tests'."""
    return sorted(
        name
        for name, module in sys.modules.items()
        if isinstance(module, ModuleType) and name.partition(".")[0] not in (PACKAGE, "tests")
    )
