"""What happens to a store in other processes: one is killed inside a save, one saves beside ours.

A process is killed at lines spread over the whole save, those of the files it writes through among
them, so that a half-written file is there to be found. What it leaves is opened again. This module
runs in the other process; it loads no hypothesis.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from types import FrameType
from typing import IO, Any

from ledertrivsel.errors import LedertrivselError, NotFound
from ledertrivsel.offers import Offer, cause_of
from ledertrivsel.storage import Store, parse_address
from ledertrivsel.testing._contract_watch import files_of

MOST = 40
"""At how many lines of a save a process is killed, at most."""

_OLD, _NEW, _OTHER = b"old " * 40, b"new " * 60, b"other"
_WRITERS = tuple(str(module.__file__) for module in (pathlib, shutil, tempfile))


def after_kills(offer: Offer, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return in a sentence what is lost or mixed when a save is killed, or an empty text."""
    folder = pathlib.Path(given["folder"])

    def opened(number: int) -> Store:
        place = folder / str(number)
        place.mkdir(exist_ok=True)
        address = given["address"].replace(given["folder"], place.as_posix())
        store: Store = offer.make(parse_address(address))
        return store

    def prepared(number: int) -> None:
        store = opened(number)
        store.save("a", _OLD, expected=0)
        store.save("b", _OTHER, expected=0)
        store.close()

    prepared(0)
    store = opened(0)
    files = (*files_of(store), *_WRITERS)
    count = _run_to(0, lambda: store.save("a", _NEW, expected=1), files)
    store.close()
    step = max(1, -(-count // MOST))
    for number in range(1, count + 1, step):
        prepared(number)
        child = os.fork()
        if not child:
            with contextlib.suppress(BaseException):
                theirs = opened(number)
                _run_to(number, lambda: theirs.save("a", _NEW, expected=1), files)  # noqa: B023
            os.kill(os.getpid(), signal.SIGKILL)
        os.waitpid(child, 0)
        said = _left(lambda: opened(number))  # noqa: B023
        if said:
            return {"said": f"A process is killed while it saves revision 2 of 'a'; then {said}"}
    return {"said": ""}


def _run_to(number: int, call: Callable[[], object], files: tuple[str, ...]) -> int:
    """Call, and be killed at a line of *files*, counted from 1; return how many there are."""
    seen = [0]

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(files):
            return None
        if event == "line":
            seen[0] += 1
            if seen[0] == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return seen[0]


def _left(opened: Callable[[], Store]) -> str:
    """Return what is wrong with what a killed save left, or an empty text."""
    try:
        what = "to open it"
        store = opened()
        what = "load('a')"
        stored = store.load("a")
        if (stored.revision, stored.body) not in ((1, _OLD), (2, _NEW)):
            return f"{what} gives revision {stored.revision} with {stored.body[:12]!r}…."
        what = "load('b')"
        if store.load("b").body != _OTHER:
            return "the body of 'b' is another."
        what = "list()"
        if [item.key for item in store.list().items] != ["a", "b"]:
            return f"list() gives {[item.key for item in store.list().items]}, not 'a' and 'b'."
        what = f"save('a', expected={stored.revision})"
        saved = store.save("a", b"next", expected=stored.revision)
        if saved.revision != stored.revision + 1:
            return f"{what} gives revision {saved.revision}."
        store.close()
    except Exception as error:
        return f"{what} raises {cause_of(error)}."
    return ""


def save_beside(offer: Offer, given: Mapping[str, Any], lines: IO[str], said: IO[str]) -> None:
    """Save on the revisions that are read, a line each, and say what came of it."""
    store = offer.make(parse_address(given["address"]))
    print("open", file=said, flush=True)
    for line in lines:
        try:
            store.save("a", b"b" + line.strip().encode(), expected=int(line))
            print("saved", file=said, flush=True)
        except NotFound:
            print("not-found", file=said, flush=True)
        except LedertrivselError as error:
            print(error.code, file=said, flush=True)
        except Exception as error:
            print(cause_of(error), file=said, flush=True)
