"""A real PostgreSQL server for the tests: Debian's, on a socket in a folder of its own.

PostgreSQL refuses to run as root, so root starts it as another user. A keeper, a process that
waits for the end of its standard input, stops the server and removes its folder when the tests
end, however they end.
"""

from __future__ import annotations

import atexit
import functools
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest

_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "on",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "logging_collector": "off",
    "log_line_prefix": "'%a|'",
    "log_parameter_max_length": "0",
}
_KEEPER = "import sys; from tests.stores.server import keep; keep(*sys.argv[1:])"


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None where there is none."""
    on_path = shutil.which("postgres")
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        *Path("/usr/pgsql").glob("*/bin/postgres"),
        *([Path(on_path)] if on_path else []),
    ]
    numbered = sorted(found, key=lambda path: (len(path.parts[-3]), path.parts[-3]))
    return numbered[-1].parent if numbered else None


@functools.cache
def server() -> Server:
    """Return the server of this process, started when first asked for; skip where none can be."""
    if programs() is None:
        reason = "There is no PostgreSQL server here. On Debian: apt-get install postgresql."
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    started = Server()
    atexit.register(started.close)  # Then nothing of it is left when the tests have ended.
    return started


class Server:
    """A server with an empty cluster of its own.

    Args:
        settings: of the server, besides those that make it quick to start.
    """

    def __init__(self, **settings: str) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._user, self._group = _other_user()
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        self.folder.chmod(0o755)
        self.log = self.folder / "log"
        self._keeper = subprocess.Popen(
            [sys.executable, "-c", _KEEPER, str(self.folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,  # What ends the tests must not end it.
            cwd=Path(__file__).parents[2],
        )
        data = self.folder / "data"
        asked = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")
        self._run("initdb", "--pgdata", str(data), *asked, "--no-sync", "--no-instructions")
        lines = [f"{name} = {value}" for name, value in (_SETTINGS | settings).items()]
        lines.append(f"unix_socket_directories = '{self.folder}'")
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "start", "--wait", "--log", str(self.log), *self._data)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, by default as a power cut does."""
        self._run("pg_ctl", "stop", "--wait", "--mode", mode, *self._data)

    def reload(self) -> None:
        """Have it read its settings again."""
        self._run("pg_ctl", "reload", *self._data)

    def run(self, *statements: str) -> None:
        """Run statements as the administrator."""
        with self.connect() as db:
            for statement in statements:
                db.execute(statement.encode())

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Return a connection of the administrator's."""
        return psycopg.connect(self.address("postgres").split("&schema")[0], autocommit=True)

    def address(self, user: str = "postgres", *, host: str = "", **options: str) -> str:
        """Return the address of a new schema, or the one that *options* name."""
        given = {"host": host or str(self.folder), "schema": f"s{next(_NUMBERS)}", **options}
        return f"postgresql://{user}@/postgres?{urlencode(given, quote_via=quote)}"

    def close(self) -> None:
        """Stop it and remove its folder."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait()

    @property
    def _data(self) -> tuple[str, str]:
        return "--pgdata", str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the server that is started would keep a pipe open.
        with (self.folder / "said").open("w+b") as said:
            run = subprocess.run(
                [self._programs / program, *arguments],
                stdout=said,
                stderr=said,
                user=self._user,
                group=self._group,
                cwd=self.folder,
                check=False,
            )
            said.seek(0)
            assert run.returncode == 0, said.read().decode()


_NUMBERS = itertools.count(1)


def _other_user() -> tuple[int, int] | tuple[None, None]:
    """Return who is to run the server, and that user's group; None where we may ourselves."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None, None
    import pwd  # Windows has none.

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return entry.pw_uid, entry.pw_gid


def keep(folder: str) -> None:
    """Wait for the end of the tests, then stop the server in *folder* and remove it."""
    sys.stdin.read()
    file = Path(folder, "data", "postmaster.pid")
    if file.is_file():
        number = int(file.read_text(encoding="utf-8").split("\n")[0])
        os.kill(number, signal.SIGQUIT)
        for _ in range(100):
            if not file.is_file():
                break
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)
