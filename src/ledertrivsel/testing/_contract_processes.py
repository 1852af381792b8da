"""The same work in other processes: another hash seed, time zone, locale, user and directory.

A process of its own is the only place where a hash seed can be another, and where nothing was
imported or remembered before. This module is what runs there; it loads no hypothesis.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import importlib
import importlib.util
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

ENVIRONMENTS: tuple[Mapping[str, str], ...] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "LANG": "C", "USER": "a"},
    {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "USER": "b",
    },
    {
        "PYTHONHASHSEED": "4711",
        "TZ": "America/New_York",
        "LC_ALL": "da_DK.UTF-8",
        "LANG": "da_DK.UTF-8",
        "USER": "c",
    },
)
"""What differs between the processes; a locale that is not installed is left as it is."""

SECONDS = 120


@attrs.frozen
class Subject:
    """The plugin that is tried, and the name that it offers something of a kind under."""

    plugin: object
    kind: str
    name: str


def request(subject: Subject, task: str, given: Mapping[str, Any], answer: str = "") -> str:
    """Return the line that tells another process what to do; skip where it can't find the plugin.

    Args:
        answer: the file that gets what is found.
    """
    place = whereabouts(subject.plugin)
    if place is None:
        import pytest

        pytest.skip("The plugin is made inside a function, where no other process can find it.")
    work = {
        "plugin": place,
        "kind": subject.kind,
        "name": subject.name,
        "task": task,
        "given": dict(given),
        "answer": answer,
    }
    return json.dumps(work) + "\n"


def command() -> list[str]:
    """Return what starts a process that reads a request from stdin."""
    return [sys.executable, "-m", __name__]


def environment_of(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of such a process, which imports what this one can."""
    path = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    return {**os.environ, **changes, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


def in_another_process(
    subject: Subject,
    task: str,
    given: Mapping[str, Any],
    environment: Mapping[str, str] = ENVIRONMENTS[0],
    *,
    seconds: float = SECONDS,
) -> dict[str, Any]:
    """Return what *task* gives for the plugin in a process of its own.

    Raises:
        AssertionError: in a sentence, when it fails there, writes to stdout or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="ledertrivsel-") as folder:
        answer = Path(folder, "answer.json")
        work = request(subject, task, given, str(answer))
        try:
            run = subprocess.run(
                command(),
                input=work,
                env=environment_of({**environment, "HOME": folder}),
                cwd=folder,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            said = f"In a process of its own the plugin is not done after {seconds} seconds."
            raise AssertionError(said) from None
        if not answer.is_file():
            killed = given.get("dies") and run.returncode < 0
            if killed:
                return {}
            last = (run.stderr.strip().splitlines() or [f"it ended with {run.returncode}"])[-1]
            raise AssertionError(f"In a process of its own the plugin fails: {last}")
        if run.stdout:
            raise AssertionError(f"It writes to stdout: {run.stdout[:80]!r}.")
        found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        return found


def in_every_process(
    subject: Subject, task: str, given: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, str], dict[str, Any]]]:
    """Yield each environment with what *task* gives there."""
    for environment in ENVIRONMENTS:
        yield environment, in_another_process(subject, task, given, environment)


def differing(
    subject: Subject, task: str, given: Mapping[str, Any]
) -> tuple[str, Mapping[str, str], str] | None:
    """Return what differs first between the processes: its name, where, and both digests."""
    first: dict[str, Any] | None = None
    for environment, found in in_every_process(subject, task, given):
        digests = found["digests"]
        if first is None:
            first = digests
        for name, digest in digests.items():
            if first.get(name) != digest:
                return name, environment, f"{first.get(name)} and {digest}"
    return None


def imported(plugin: str) -> object:
    """Return what ``module`` or ``module:attr`` names, as an entry point has it."""
    module, _, attr = plugin.partition(":")
    named: Any = importlib.import_module(module)
    for part in filter(None, attr.split(".")):
        named = getattr(named, part)
    return named


def whereabouts(plugin: object) -> dict[str, str] | None:
    """Return how another process finds a plugin, or None when it can't."""
    if plugin is None:
        return {}
    if isinstance(plugin, str):
        module, _, attr = plugin.partition(":")
        return {"module": module, "attr": attr}
    if isinstance(plugin, types.ModuleType):
        return {"module": plugin.__name__, "file": getattr(plugin, "__file__", None) or ""}
    home = sys.modules.get(type(plugin).__module__)
    if home is None:
        return None
    found = {"module": home.__name__, "file": getattr(home, "__file__", None) or ""}
    for name, value in vars(home).items():
        if value is plugin:
            return {**found, "attr": name}
    with contextlib.suppress(Exception):  # It keeps what it was made with, where it can.
        return {**found, "pickled": base64.b64encode(pickle.dumps(plugin)).decode()}
    kind = type(plugin).__qualname__
    return None if "<locals>" in kind else {**found, "attr": kind, "call": "yes"}


# In the other process.


class _Unpickler(pickle.Unpickler):
    """Finds classes in modules that were loaded from a file, whatever package they say."""

    def find_class(self, module: str, name: str) -> Any:
        found: Any = sys.modules.get(module) or importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        return found


def _plugin(place: Mapping[str, str]) -> object:
    if not place:
        return None
    try:
        module = importlib.import_module(place["module"])
    except ModuleNotFoundError:
        if not place.get("file"):
            raise
        spec = importlib.util.spec_from_file_location(place["module"], place["file"])
        if spec is None or spec.loader is None:
            raise
        module = importlib.util.module_from_spec(spec)
        sys.modules[place["module"]] = module
        spec.loader.exec_module(module)
    if place.get("pickled"):
        return _Unpickler(io.BytesIO(base64.b64decode(place["pickled"]))).load()
    found: Any = module
    for name in filter(None, place.get("attr", "").split(".")):
        found = getattr(found, name)
    return found() if place.get("call") else found


def _answer(work: Mapping[str, Any]) -> dict[str, Any]:
    from ledertrivsel.offers import Kind
    from ledertrivsel.plugins import Registry

    registry = Registry(entry_points=False)
    plugin = _plugin(work["plugin"])
    kind, name, given = Kind(work["kind"]), work["name"], work["given"]
    if plugin is not None:
        registry.register(plugin, name="the-plugin")
        name = f"the-plugin:{name}"
    offer = registry.offer(kind, name)
    if work["task"] == "list":
        return {"loaded": [module for module in given["modules"] if module in sys.modules]}
    if work["task"] == "export":
        from ledertrivsel.testing._contract_views import exports

        return {"digests": dict(exports(offer))}
    if work["task"] == "rank":
        from ledertrivsel.testing._contract_views import keys

        return {"digests": dict(keys(offer.make()))}
    if work["task"] == "check":
        from ledertrivsel.testing._contract_plans import found

        return {"digests": dict(found(offer.make(), given))}
    if work["task"] == "kill":
        from ledertrivsel.testing._contract_crashes import after_kills

        return after_kills(offer, given)
    if work["task"] == "beside":
        from ledertrivsel.testing._contract_crashes import save_beside

        save_beside(offer, given, sys.stdin, sys.stdout)
        return {}
    if work["task"] == "save":
        return _save_and_die(offer, given)
    if work["task"] == "read":
        from ledertrivsel.testing._contract_files import told_of

        return told_of(offer, given)
    return {"digests": {"method": hashlib.sha256(repr(offer.make()).encode()).hexdigest()}}


def _save_and_die(offer: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Save a body, and die without closing anything."""
    import signal

    from ledertrivsel.storage import parse_address

    store = offer.make(parse_address(given["address"]))
    store.save(given["key"], given["body"].encode(), expected=0)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return {}


def main() -> None:
    """Do what stdin asks for, and write the answer to the file it names."""
    import locale

    with contextlib.suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    work = json.loads(sys.stdin.readline())  # What follows is for the task.
    # Written whole and then renamed: a file that is there is an answer.
    if not work["answer"]:
        _answer(work)
        return
    path = Path(work["answer"])
    part = path.with_suffix(".part")
    part.write_text(json.dumps(_answer(work)), encoding="utf-8")
    part.rename(path)


if __name__ == "__main__":
    main()
