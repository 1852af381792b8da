"""The SQLite store on a disk that ends, wherever it ends.

A limit on the size of files makes the system refuse every write beyond a place in a file. Moved up
step by step, it fails each page that a method writes, to the log, the file and a copy, in turn.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledertrivsel.errors import Deleted, StoreError
from ledertrivsel.storage import Revision
from ledertrivsel.stores.sqlite import SqliteStore

resource = pytest.importorskip("resource", reason="there is no limit of this kind on this system")

STEP = 2048  # Half a page: a write fails at its beginning or in its middle.
BODIES = (b"first " * 3000, b"second " * 5000)
NEW = b"third " * 4000


def save(store: SqliteStore) -> None:
    store.save("a", NEW, expected=2)


def delete(store: SqliteStore) -> None:
    store.delete("a", expected=2)


def erase(store: SqliteStore) -> None:
    store.erase("a")


def rewrite(store: SqliteStore) -> None:
    told = store.history("a", before=2).items[0]
    store.rewrite(told, NEW, was=told.sha256)


def backup(store: SqliteStore) -> None:
    store.backup(store._path.with_name("copy.db"))


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Have the system refuse to write beyond *size* bytes of any file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def told(store: SqliteStore) -> list[tuple[Revision, bytes]]:
    """Return all that there is of the key."""
    found = []
    for revision in store.history("a").items:
        try:
            found.append((revision, store.load("a", revision.revision).body))
        except Deleted:
            found.append((revision, b""))
    return found


def texts_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


@pytest.mark.parametrize(
    ("act", "gone"),
    [(save, ()), (delete, ()), (erase, BODIES), (rewrite, BODIES[:1]), (backup, ())],
)
def test_wherever_the_disk_ends_there_is_one_error_and_the_old_or_the_new(
    act: Callable[[SqliteStore], None], gone: tuple[bytes, ...], tmp_path: Path
) -> None:
    made = SqliteStore(tmp_path / "made.db")
    for number, body in enumerate(BODIES):
        made.save("a", body, expected=number)
    old = told(made)
    made.close()
    shutil.copy(tmp_path / "made.db", tmp_path / "done.db")
    done = SqliteStore(tmp_path / "done.db")
    act(done)
    new = told(done)
    done.close()
    failures = 0
    for end in itertools.count(0, STEP):
        folder = tmp_path / str(end)
        folder.mkdir()
        shutil.copy(tmp_path / "made.db", folder / "plans.db")
        store = SqliteStore(folder / "plans.db")
        error = None
        try:
            with files_end_at(end):
                act(store)
        except StoreError as caught:
            error = caught
        assert list(store.check()) == []
        if error is not None:
            assert str(error) == (
                f"The store at sqlite:///{folder}/plans.db failed: SQLite says: disk I/O error."
            )
            # What takes text out of the log too may be done but for that: it is done again.
            assert told(store) in ([old, new] if gone else [old])
            assert {file.name for file in folder.iterdir()} <= {
                "plans.db",
                "plans.db-wal",
                "plans.db-shm",
            }
            act(store)
            failures += 1
        assert told(store) == new
        for body in gone:
            assert body[:60] not in texts_in(folder)
        store.close()
        if error is None:
            break
    assert failures > 5
