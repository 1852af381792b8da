"""A new, empty store of each embedded kind."""

from pathlib import Path

from ledertrivsel.storage import Store
from ledertrivsel.stores.directory import DirectoryStore
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.stores.sqlite import SqliteStore


def opened(kind: str, path: Path) -> Store:
    """Return a store of one of the kinds ``memory``, ``sqlite`` and ``dir``, at *path*."""
    if kind == "sqlite":
        return SqliteStore(path)
    return DirectoryStore(path) if kind == "dir" else MemoryStore()
