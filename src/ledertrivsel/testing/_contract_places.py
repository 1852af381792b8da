"""Where stores are opened for the contract, and what must be refused there.

A store that waits for ever must not hang the tests: each runs in a thread that is watched.
"""

from __future__ import annotations

import contextlib
import functools
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import IO, Any

from ledertrivsel.errors import LedertrivselError
from ledertrivsel.hookspecs import StoreInfo
from ledertrivsel.offers import cause_of
from ledertrivsel.storage import Address, Store, parse_address
from ledertrivsel.testing._contract_base import Contract, short, tell
from ledertrivsel.testing._contract_processes import Subject, command, environment_of, request

PATIENCE = 10.0
"""How many seconds one call of a store may take before it counts as one that never returns."""

_METHODS = ("load", "save", "delete", "list", "history", "erase", "check", "close")


class Place:
    """An address with the stores that are open there."""

    def __init__(self, make: Callable[[Address], Store], address: str, folder: Path) -> None:
        self.address, self.folder = address, folder
        self._make = make
        self._stores: list[Store] = []

    @property
    def store(self) -> Store:
        """The first store opened here, opened when first needed."""
        return self._stores[0] if self._stores else self.open()

    def open(self) -> Store:
        """Return one more store at the address."""
        store = self._make(parse_address(self.address))
        self._stores.append(store)
        return store

    def close(self) -> None:
        """Close all stores here."""
        while self._stores:
            with contextlib.suppress(Exception):
                self._stores.pop().close()


class Stores(Contract):
    """Opens stores for the contract, each in a new place."""

    # Hooks that an author may define.

    def address(self, folder: Path) -> str:
        """Return the address of a new, empty place; *folder* is empty and goes afterwards.

        By default a file in it, or the scheme alone for a store that keeps nothing.
        """
        if not self.info().capabilities.persistent:
            return f"{self.name}:"
        return f"{self.name}:///{folder.as_posix()}/plans"

    # What the tests are made of.

    def info(self) -> StoreInfo:
        """Return the descriptor."""
        info = self.offer().info
        assert isinstance(info, StoreInfo)
        return info

    @contextlib.contextmanager
    def place(self) -> Iterator[Place]:
        """Give a new, empty place; all stores opened there are closed in the end."""
        folder = Path(tempfile.mkdtemp(prefix="ledertrivsel-"))
        place = Place(self.made, self.address(folder), folder)
        try:
            yield place
        finally:
            place.close()
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def is_shared(self) -> bool:
        """Whether two handles may be open at the same time."""
        can = self.info().capabilities
        return can.shared_between_processes or can.shared_between_hosts

    def made_store(self) -> Store:
        """Return a store, closed, to see where its code is."""
        with self.place() as place:
            return place.store


def watched_over(test: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return *test* in a thread of its own, given up when one call of the store never returns."""

    @functools.wraps(test)
    def run(self: Any) -> None:
        failed: list[BaseException] = []

        def work() -> None:
            try:
                test(self)
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        call: FrameType | None = None
        since = time.monotonic()
        while thread.is_alive():
            thread.join(0.05 if time.monotonic() - since < 0.5 else 0.5)
            now = _store_call(sys._current_frames().get(thread.ident or 0))
            if now is not call:
                call, since = now, time.monotonic()
            elif call is not None and time.monotonic() - since > PATIENCE:
                name = call.f_code.co_name
                tell(f"{name}() does not come back: it was given up after {PATIENCE:g} seconds.")
        if failed:
            raise _in_a_sentence(failed[0])

    return run


def _in_a_sentence(error: BaseException) -> BaseException:
    """Return what a test has raised; an error of the store's, which is none of it, in words."""
    if isinstance(error, AssertionError) or not isinstance(error, Exception):
        return error
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = [name for f in frames if (name := f.f_code.co_name) in _METHODS]
    said = AssertionError(f"{names[0] if names else 'A store'}() raises {cause_of(error)}.")
    said.__cause__ = error
    return said


def _store_call(frame: FrameType | None) -> FrameType | None:
    """Return the outermost call of a store's method on a thread's stack, or None."""
    found = None
    while frame is not None:
        if frame.f_code.co_name in _METHODS and not frame.f_globals.get("__name__", "").startswith(
            ("ledertrivsel.testing", "hypothesis")
        ):
            found = frame
        frame = frame.f_back
    return found


class Beside:
    """A process of its own that has a store open and saves when it is told to."""

    def __init__(self, into: IO[str], out_of: IO[str]) -> None:
        self._in, self._out = into, out_of

    def ask(self, line: str) -> str:
        """Return what the process answers to *line*; it waits for what the process waits for."""
        self._in.write(line)
        self._in.flush()
        return self._out.readline().strip()

    def save(self, expected: int) -> str:
        """Return ``saved`` or the code of the error, once the process has tried to save 'a'."""
        return self.ask(f"{expected}\n")


@contextlib.contextmanager
def beside(subject: Subject, address: str) -> Iterator[Beside]:
    """Give a process that has the store at *address* open."""
    work = request(subject, "beside", {"address": address})
    process = subprocess.Popen(
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment_of({}),
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        rival = Beside(process.stdin, process.stdout)
        if rival.ask(work) != "open":
            tell("In a process of its own the store can't be opened.")
        yield rival
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()


def acts(store: Store, key: str) -> dict[str, Callable[[], object]]:
    """Return what can be done with a key, by the name of the method."""
    return {
        "load": lambda: store.load(key),
        "save": lambda: store.save(key, b"x", expected=0),
        "delete": lambda: store.delete(key, expected=1),
        "history": lambda: store.history(key),
        "erase": lambda: store.erase(key),
    }


def expect(
    kind: type[LedertrivselError] | tuple[type[LedertrivselError], ...],
    act: Callable[[], object],
    what: str,
    exactly_not: type[LedertrivselError] | None = None,
) -> None:
    """Tell when *act* does not refuse with an error of *kind*, or of one of them."""
    names = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
    try:
        result = act()
    except kind as error:
        if exactly_not is None or not isinstance(error, exactly_not):
            return
        tell(f"{what} must raise {names}, and raises {cause_of(error)}.")
    except Exception as error:
        tell(f"{what} must raise {names}, and raises {cause_of(error)}.")
    tell(f"{what} must raise {names}, and returns {short(result)}.")


def do(act: Callable[[], Any], what: str) -> Any:
    """Return what *act* gives; tell what it raises."""
    try:
        return act()
    except Exception as error:
        tell(f"{what} raises {cause_of(error)}.")


def files(folder: Path) -> list[Path]:
    """Return the files in a folder and those inside it."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def replace(file: Path, content: bytes) -> None:
    """Put a file with other content in the place of *file*.

    Never into the file itself: a store that has not let go of it may have it in its memory, and
    the process would die.
    """
    part = file.with_name(f"{file.name}.replaced")
    part.write_bytes(content)
    part.replace(file)
