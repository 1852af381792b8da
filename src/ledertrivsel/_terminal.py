"""What foreign code writes to the terminal while it is called: heard, and kept from it.

A format written to the standard output, or a table of plugins as JSON, must not have a stranger's
words in it. Only the thread that listens is heard; what others write goes where it went before.
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()


class _Ear:
    """Stands in for the standard output as long as anybody listens."""

    def __init__(self, terminal: Any) -> None:
        self.terminal = terminal
        self.heard: dict[int, list[str]] = {}

    def write(self, text: str) -> int:
        heard = self.heard.get(threading.get_ident())
        if heard is not None:
            heard.append(text)
        elif self.terminal is not None:
            self.terminal.write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    @property
    def buffer(self) -> Any:
        """Where bytes are written."""
        if threading.get_ident() in self.heard:
            return _Bytes(self)
        return self.terminal.buffer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.terminal, name)


class _Bytes(io.RawIOBase):
    """Hears bytes as text."""

    def __init__(self, ear: _Ear) -> None:
        self._ear = ear

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._ear.write(bytes(content).decode("utf-8", "replace"))
        return len(content)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Give a list that fills with what this thread writes to the standard output meanwhile."""
    me = threading.get_ident()
    with _lock:
        ear = sys.stdout if isinstance(sys.stdout, _Ear) else _Ear(sys.stdout)
        sys.stdout = ear
        before = ear.heard.get(me)
        heard = ear.heard[me] = []
    try:
        yield heard
    finally:
        with _lock:
            if before is None:
                del ear.heard[me]
            else:
                ear.heard[me] = before
            if not ear.heard and sys.stdout is ear:
                sys.stdout = ear.terminal
