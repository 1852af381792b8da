"""Writers killed with SIGKILL at random moments, and what is left then, for any store by address.

Each round, two processes save on the same keys as fast as they can and say what was acknowledged;
they are killed somewhere in between. Then everything that was acknowledged must be there, whole.
Run it in a process with one thread: it forks.
"""

import hashlib
import os
import random
import signal
import time
import traceback
from typing import Any

import attrs

from ledertrivsel.errors import Busy, Conflict, NotFound, StoreError
from ledertrivsel.plugins import Registry
from ledertrivsel.storage import RevisionState, Store, parse_address

WRITERS = 2
KEYS = 3
ROUNDS_A_KEY = 40
"""After so many kills other keys are used, so that no history grows without end."""

_LONGEST_SECONDS = 0.025


@attrs.define
class Figures:
    """What came of it; all but the first three must be 0."""

    kills: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    lost: int = 0
    torn: int = 0
    gaps: int = 0
    refused: int = 0

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost, torn or left unusable."""
        return not (self.lost or self.torn or self.gaps or self.refused)


def opened(address: str) -> Store:
    """Return the store at an address."""
    return Registry(entry_points=False).store(parse_address(address))


def body_of(key: str, revision: int, writer: int) -> bytes:
    """Return a body whose every byte can be checked: a line with who wrote it, and more of it."""
    line = f"{key} {revision} {writer} ".encode()
    return line + hashlib.sha256(line).hexdigest().encode() * (1 + revision * 7 % 90)


def kill(address: str, times: int, *, seconds: float = 3600, seed: int = 0) -> Figures:
    """Kill writers *times* times, for at most so many *seconds*, and return what was found."""
    chance = random.Random(seed)
    figures, acknowledged = Figures(), dict[str, dict[int, int]]()
    until = time.monotonic() + seconds
    while figures.kills < times and time.monotonic() < until:
        number = figures.kills // ROUNDS_A_KEY
        keys = tuple(f"plan-{number}-{letter}" for letter in range(KEYS))
        for key, revision, writer in _round(address, keys, chance, figures):
            acknowledged.setdefault(key, {})[revision] = writer
        store = opened(address)
        for key in keys:
            _look(store, key, acknowledged.get(key, {}), figures, newest=True)
        store.close()
    store = opened(address)
    for key, known in acknowledged.items():
        _look(store, key, known, figures, newest=False)
    figures.torn += sum(1 for _ in store.check())
    store.close()
    return figures


def _round(
    address: str, keys: tuple[str, ...], chance: random.Random, figures: Figures
) -> list[tuple[str, int, int]]:
    """Let writers work and kill them; return what they were told was saved."""
    writers = []
    for writer in range(WRITERS):
        out, into = os.pipe()
        seed = chance.random()
        child = os.fork()
        if not child:
            try:
                os.close(out)
                _write(opened(address), keys, writer, into, random.Random(seed))
            except Exception:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(into)
        writers.append((child, out))
    first = os.read(writers[0][1], 1)  # It is at work.
    time.sleep(chance.random() * _LONGEST_SECONDS)
    told: list[tuple[str, int, int]] = []
    for writer, (child, out) in enumerate(writers):
        os.kill(child, signal.SIGKILL)
        figures.kills += 1
        said = first if not writer else b""
        while part := os.read(out, 65536):
            said += part
        os.close(out)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):  # It ended by itself, with an error.
            figures.refused += 1
        for line in said.decode().splitlines():
            if line.startswith("+") and line.endswith("."):  # A line that is cut off said nothing.
                key, revision = line[1:-1].rsplit(" ", 1)
                told.append((key, int(revision), writer))
    figures.acknowledged += len(told)
    return told


def _write(
    store: Store, keys: tuple[str, ...], writer: int, into: int, chance: random.Random
) -> None:
    os.write(into, b"at work\n")
    while True:
        key = chance.choice(keys)
        try:
            revision = store.load(key).revision
        except NotFound:
            revision = 0
        try:
            body = body_of(key, revision + 1, writer)
            saved = store.save(key, body, expected=revision).revision
        except (Conflict, Busy):
            continue
        os.write(into, f"+{key} {saved}.\n".encode())


def _look(
    store: Store, key: str, acknowledged: dict[int, int], figures: Figures, *, newest: bool
) -> None:
    """Count what is wrong with a key; only its newest revisions are loaded where that is said."""
    try:
        told = _history(store, key)
    except NotFound:
        figures.lost += len(acknowledged)
        return
    numbers = [item.revision for item in told]
    figures.gaps += numbers != list(range(len(told), 0, -1))
    figures.lost += len(acknowledged.keys() - {*numbers})
    if not newest:
        figures.unacknowledged += len(told) - len(acknowledged)
    for item in told[:2] if newest else told:
        figures.torn += not _is_whole(store, key, item.revision, acknowledged)
        figures.torn += item.state is not RevisionState.SAVED


def _history(store: Store, key: str) -> list[Any]:
    items, before = [], None
    while True:
        page = store.history(key, before=before, limit=1000)
        items += page.items
        if page.next is None:
            return items
        before = int(page.next)


def _is_whole(store: Store, key: str, revision: int, acknowledged: dict[int, int]) -> bool:
    try:
        body = store.load(key, revision).body
    except StoreError:
        return False
    writers = [acknowledged[revision]] if revision in acknowledged else range(WRITERS)
    return body in [body_of(key, revision, writer) for writer in writers]
