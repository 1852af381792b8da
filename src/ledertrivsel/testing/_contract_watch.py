"""What somebody does besides what they return: files, network, clock, chance and global state.

The interpreter tells of files, sockets and processes through audit hooks, and of calls of builtin
functions, such as those of the clock, through the profiler. What it does not tell of is compared
before and after.
"""

from __future__ import annotations

import builtins
import contextlib
import csv
import datetime
import decimal
import dis
import io
import locale
import logging
import os
import random
import socket
import sys
import tempfile
import threading
import warnings
import zoneinfo
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from ledertrivsel.labels import LANGUAGES, load_labels

_DOES: dict[str, str] = {
    "socket.": "uses the network",
    "urllib.": "uses the network",
    "http.": "uses the network",
    "subprocess.": "starts a process",
    "os.system": "starts a process",
    "os.exec": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.fork": "starts a process",
    "os.chdir": "changes the working directory",
    "os.putenv": "changes the environment",
    "os.unsetenv": "changes the environment",
    "os.remove": "removes a file",
    "os.rename": "renames a file",
    "os.mkdir": "makes a folder",
    "os.rmdir": "removes a folder",
    "os.truncate": "changes a file",
    "os.chmod": "changes a file",
    "os.utime": "changes a file",
    "os.link": "makes a link",
    "os.symlink": "makes a link",
    "shutil.": "works on files",
    "tempfile.": "makes a temporary file",
    "sqlite3.connect": "opens a database",
    "gc.get_": "looks for objects that it was not given",
    "os.kill": "sends a signal",
}
_READS = ("os.listdir", "os.scandir", "glob.glob")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CLOCKS = frozenset({"time", "time_ns", "clock_gettime", "clock_gettime_ns"})
_UNSAID = {"localtime": 0, "gmtime": 0, "ctime": 0, "asctime": 0, "strftime": 1}
"""Functions of `time` that ask the clock when they are given no more than that."""

_OF_DEVELOPERS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ResourceWarning)
_NOT_THEIRS = ("logging", "importlib", "threading", "concurrent", "hypothesis")

_active: list[Callable[[str, tuple[Any, ...]], None]] = []
_installed: list[bool] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _active:
        _active[-1](event, arguments)


@contextlib.contextmanager
def watched(deeds: list[str], *, may_load: bool = False) -> Iterator[None]:
    """Add to *deeds* a clause for each thing that is done to the world, or asked of it.

    Args:
        may_load: whether code and data of packages may be read, as when something is imported.
    """
    if not _installed:
        sys.addaudithook(_audit)  # For good: one can't be taken away, so it must cost nothing.
        _installed.append(True)
    others = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if threading.get_ident() in others or "__pycache__" in str(arguments[:1]):
            return
        deed = _deed(event, arguments, may_load=may_load)
        if deed and deed not in deeds:
            deeds.append(deed)

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        if event == "c_call" and not may_load:
            asked = _asked(frame, argument)
            if asked and asked not in deeds:
                deeds.append(asked)

    said = io.StringIO()
    home = Path.cwd()
    with (
        tempfile.TemporaryDirectory(prefix="ledertrivsel-") as folder,
        tempfile.TemporaryFile() as heard,
        warnings.catch_warnings(record=True) as warned,
    ):
        os.chdir(folder)
        put_back, profiler = _to_put_back(), sys.getprofile()
        _shake()
        before = _world()
        _active.append(note)
        try:
            with (
                _written_to(heard),
                contextlib.redirect_stdout(said),
                contextlib.redirect_stderr(said),
            ):
                sys.setprofile(profile)
                try:
                    yield
                finally:
                    sys.setprofile(profiler)
        finally:
            _active.pop()
            after = _world()
            os.chdir(home)
            put_back()
        heard.seek(0)
        written = said.getvalue() or heard.read(200).decode(errors="replace")
    if written:
        deeds.append(f"writes {written[:60]!r} to the terminal")
    for warning in warned:
        if not issubclass(warning.category, _OF_DEVELOPERS) and not may_load:
            deeds.append(f"gives the warning of Python {str(warning.message)[:60]!r}")
    for what, was in before.items():
        if after[what] != was and not any(what in deed for deed in deeds):
            deeds.append(f"changes {what}")


@contextlib.contextmanager
def _written_to(heard: Any) -> Iterator[None]:
    """Let what is written to the terminal past `sys.stdout` go to a file."""
    kept: list[tuple[int, int]] = []
    streams = [stream for stream in (sys.__stdout__, sys.__stderr__) if stream is not None]
    for stream in (*streams, sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    for number in (1, 2):
        with contextlib.suppress(OSError):
            kept.append((number, os.dup(number)))
            os.dup2(heard.fileno(), number)
    try:
        yield
    finally:
        for stream in streams:
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)


def _shake() -> None:
    """Give the shared state odd values: who sets it to what it is already sets it all the same."""
    warnings.simplefilter("always")
    decimal.getcontext().prec = 27
    sys.setrecursionlimit(sys.getrecursionlimit() + 13)
    csv.field_size_limit(csv.field_size_limit() + 13)
    socket.setdefaulttimeout(1234.5)
    logging.lastResort = None  # What is said in a logger is nothing on the terminal.
    for logger in _loggers():
        logger.handlers[:] = []
        logger.setLevel(33)
    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "C")
    os.umask(0o026)


def _loggers() -> list[logging.Logger]:
    known = logging.root.manager.loggerDict.values()
    return [logging.root, *(logger for logger in known if isinstance(logger, logging.Logger))]


def _deed(event: str, arguments: tuple[Any, ...], *, may_load: bool) -> str:
    """Return what an audit event tells of, or an empty text."""
    if event == "open":
        path, mode, flags = (*arguments, None, None, None)[:3]
        if isinstance(path, int):
            return ""
        writes = any(letter in (mode or "") for letter in "wax+") or (
            isinstance(flags, int) and flags & _WRITING
        )
        if writes:
            return f"writes the file {_name(path)}"
        return "" if may_load and _is_of_a_package(path) else f"reads the file {_name(path)}"
    if event in _READS:
        path = arguments[0] if arguments else ""
        return "" if may_load and _is_of_a_package(path) else f"lists the folder {_name(path)}"
    return next((deed for start, deed in _DOES.items() if event.startswith(start)), "")


def _name(path: object) -> str:
    return Path(os.fsdecode(path)).name if isinstance(path, (str, bytes, os.PathLike)) else "?"


def _is_of_a_package(path: object) -> bool:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return True
    whole = os.path.realpath(os.fsdecode(path))
    # "" means the working directory, which is none of a package's.
    homes = (*filter(None, sys.path), sys.prefix, sys.base_prefix, *zoneinfo.TZPATH)
    return any(whole.startswith(os.path.realpath(home)) for home in homes)


def _asked(frame: FrameType, function: Any) -> str:
    """Return what calling a builtin function asks for, or an empty text."""
    name, owner = getattr(function, "__name__", ""), getattr(function, "__self__", None)
    module = frame.f_globals.get("__name__", "")
    if module.partition(".")[0] in _NOT_THEIRS:
        return ""
    home = getattr(owner, "__name__", "")
    if home == "time" and (name in _CLOCKS or _UNSAID.get(name) == _given(frame)):
        return f"asks the clock, with time.{name}"
    if home == "_locale" and name in ("strcoll", "strxfrm", "localeconv"):
        return f"asks the locale, with {name}"
    if isinstance(owner, type) and issubclass(owner, datetime.date):
        if name in ("now", "utcnow", "today"):
            return f"asks the clock, with {owner.__name__}.{name}"
        return ""
    if name == "urandom" or (owner is random._inst and name in ("random", "getrandbits", "seed")):
        return f"leaves something to chance, with {name}"
    return ""


def _given(frame: FrameType) -> int | None:
    """Return how many arguments *frame* is just giving in a call, None where that is unseen."""
    code, place = frame.f_code.co_code, frame.f_lasti
    is_call = dis.opname[code[place]] == "CALL"
    return code[place + 1] if is_call else None


def _world() -> dict[str, object]:
    """Return the state that all code of a process shares."""
    context = decimal.getcontext()
    return {
        "the environment": dict(os.environ),
        "the working directory": str(Path.cwd()),
        "the locale": locale.setlocale(locale.LC_ALL),
        "sys.path": tuple(sys.path),
        "the filters of warnings": tuple(map(str, warnings.filters)),
        "the decimal context": (context.prec, context.rounding, str(context.traps)),
        "the state of random": random.getstate(),
        "the loggers": (
            frozenset((logger.name, logger.level, len(logger.handlers)) for logger in _old()),
            logging.root.manager.disable,
        ),
        "the umask": _umask(),
        "the limit of recursion": sys.getrecursionlimit(),
        "the socket timeout": socket.getdefaulttimeout(),
        "the dialects of csv": (tuple(csv.list_dialects()), csv.field_size_limit()),
        "the builtins": frozenset(vars(builtins)) - {"_"},
        "the labels": tuple(map(_wording, LANGUAGES)),
        "the threads that run": frozenset(t.ident for t in threading.enumerate()),
    }


def _old() -> list[logging.Logger]:
    """Return the loggers that somebody has set up."""
    return [logger for logger in _loggers() if logger.handlers or logger.level not in (0, 33)]


def _umask() -> int:
    os.umask(mask := os.umask(0))
    return mask


def _to_put_back() -> Callable[[], None]:
    """Return what puts the shared state back, so that one fault does not hide the next."""
    environment, path, filters = dict(os.environ), list(sys.path), list(warnings.filters)
    context, chance, names = (
        decimal.getcontext().copy(),
        random.getstate(),
        locale.setlocale(locale.LC_ALL),
    )
    limits = sys.getrecursionlimit(), csv.field_size_limit(), socket.getdefaulttimeout()
    loggers = [(logger, logger.level, list(logger.handlers)) for logger in _loggers()]
    disabled, last, mask = logging.root.manager.disable, logging.lastResort, _umask()

    def put_back() -> None:
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], warnings.filters[:] = path, filters  # type: ignore[index]
        decimal.setcontext(context)
        random.setstate(chance)
        sys.setrecursionlimit(limits[0])
        csv.field_size_limit(limits[1])
        socket.setdefaulttimeout(limits[2])
        for logger, level, handlers in loggers:
            logger.setLevel(level)
            logger.handlers[:] = handlers
        logging.disable(disabled)
        logging.lastResort = last
        os.umask(mask)
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, names)

    return put_back


def _wording(language: str) -> tuple[str, ...]:
    labels = load_labels(language)
    names = labels.keys()
    return tuple(labels[name] for name in names)


# Calls that interleave.


def lines_of(call: Callable[[], object], files: tuple[str, ...]) -> int:
    """Return how many lines of *files* a call runs."""
    return _at_line(0, call, lambda: None, files)[1]


def interleaved(
    main: Callable[[], object],
    rival: Callable[[], object],
    files: tuple[str, ...],
    *,
    prepare: Callable[[], object] = lambda: None,
    most: int = 24,
    seconds: float = 0.2,
) -> Iterator[tuple[object, object]]:
    """Yield what two calls gave when *rival* ran, in another thread, at a line of *main*.

    At each of the first lines, and then at others spread over the rest. The rival may wait for a
    lock: then *main* goes on after *seconds*. *prepare* is called before each two.
    """
    prepare()
    count = lines_of(main, files)
    first = range(1, min(count, most // 2) + 1)
    rest = range(1, count + 1, max(1, count // max(1, most // 2)))
    for number in sorted({*first, *rest}):
        done: list[object] = []
        prepare()
        result, _ = _at_line(number, main, lambda: done.append(rival()), files, seconds)  # noqa: B023
        yield result, done[0] if done else None


def _at_line(
    number: int,
    main: Callable[[], object],
    rival: Callable[[], object],
    files: tuple[str, ...],
    seconds: float = 0.2,
) -> tuple[object, int]:
    seen = [0]
    threads: list[threading.Thread] = []

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(files):
            return None
        if event == "line":
            seen[0] += 1
            if seen[0] == number:
                thread = threading.Thread(target=rival, daemon=True)
                threads.append(thread)
                thread.start()
                thread.join(seconds)
        return trace

    before = sys.gettrace()  # Such as coverage's.
    sys.settrace(trace)
    try:
        result = main()
    finally:
        sys.settrace(before)
    for thread in threads:
        thread.join(30)
    return result, seen[0]


def files_of(*things: object) -> tuple[str, ...]:
    """Return where the code of *things* is: their files, and the packages those stand in."""
    import inspect

    found = []
    for thing in things:
        owner = thing if inspect.ismodule(thing) or inspect.isfunction(thing) else type(thing)
        with contextlib.suppress(TypeError, OSError):
            file = Path(inspect.getfile(owner))
            package = file.parent / "__init__.py"
            inner = getattr(owner, "__module__", "") or getattr(owner, "__name__", "")
            is_ours = inner.startswith("ledertrivsel.") and not inner.startswith(
                ("ledertrivsel.exporters", "ledertrivsel.stores", "ledertrivsel.readers")
            )
            found.append(
                str(file.parent) + os.sep if package.is_file() and not is_ours else str(file)
            )
    return tuple(found)
