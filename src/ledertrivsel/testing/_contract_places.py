"""Where stores are opened for the contract, and what must be refused there."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ledertrivsel.errors import LedertrivselError
from ledertrivsel.hookspecs import StoreInfo
from ledertrivsel.offers import cause_of
from ledertrivsel.storage import Address, Store, parse_address
from ledertrivsel.testing._contract_base import Contract, short, tell


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
    kind: type[LedertrivselError],
    act: Callable[[], object],
    what: str,
    exactly_not: type[LedertrivselError] | None = None,
) -> None:
    """Tell when *act* does not refuse with an error of *kind*."""
    try:
        result = act()
    except kind as error:
        if exactly_not is None or not isinstance(error, exactly_not):
            return
        tell(f"{what} must raise {kind.__name__}, and raises {cause_of(error)}.")
    except Exception as error:
        tell(f"{what} must raise {kind.__name__}, and raises {cause_of(error)}.")
    tell(f"{what} must raise {kind.__name__}, and returns {short(result)}.")


def do(act: Callable[[], Any], what: str) -> Any:
    """Return what *act* gives; tell what it raises."""
    try:
        return act()
    except Exception as error:
        tell(f"{what} raises {cause_of(error)}.")


def files(folder: Path) -> list[Path]:
    """Return the files in a folder and those inside it."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
