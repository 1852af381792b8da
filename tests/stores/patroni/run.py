"""Kill the leader of three PostgreSQL servers under load, and count what was acknowledged.

Patroni, etcd and PostgreSQL come from elsewhere; README.md says how to get them. Everything runs
on this machine, in a folder and on ports of its own:

    python tests/stores/patroni/run.py --patroni /srv/patroni/bin/patroni --kills 3
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from ledertrivsel.errors import Conflict, NotFound, OutcomeUnknown, StoreError
from ledertrivsel.storage import Meta, Store
from ledertrivsel.stores.postgresql import PostgresqlStore

NODES = 3
KEY = "a"


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Cluster:
    """Three etcd, three Patroni and what they start, as a user who is not root."""

    def __init__(self, folder: Path, patroni: str, programs: str) -> None:
        self.folder, self._patroni, self._programs = folder, patroni, programs
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self.sql, self.rest, self._etcd, self._peers = (free_ports(NODES) for _ in range(4))
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def address(self) -> str:
        """What a store is opened with: all of them, and whichever takes writes."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.sql)
        return f"postgresql://postgres:{_PASSWORD}@{hosts}/postgres?busy_seconds=60"

    def start(self, name: str, *command: str) -> None:
        """Start a program, with what it says in a file of its name."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, user=self._user
            )

    def start_etcd(self) -> None:
        """Start the servers that agree on who leads."""
        peers = ",".join(f"e{n}=http://127.0.0.1:{port}" for n, port in enumerate(self._peers))
        for number in range(NODES):
            client = f"http://127.0.0.1:{self._etcd[number]}"
            peer = f"http://127.0.0.1:{self._peers[number]}"
            self.start(
                f"e{number}",
                *("etcd", "--name", f"e{number}", "--data-dir", f"e{number}"),
                *("--listen-client-urls", client, "--advertise-client-urls", client),
                *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
                *("--initial-cluster", peers, "--initial-cluster-state", "new"),
            )

    def start_node(self, number: int) -> None:
        """Start a Patroni, which starts its PostgreSQL."""
        settings = self.folder / f"p{number}.yml"
        settings.write_text(json.dumps(self._settings(number)), encoding="utf-8")  # YAML as well.
        settings.chmod(0o644)
        self.start(f"p{number}", self._patroni, str(settings))

    def _settings(self, number: int) -> dict[str, object]:
        rest, sql = f"127.0.0.1:{self.rest[number]}", f"127.0.0.1:{self.sql[number]}"
        return {
            "scope": "plans",
            "name": f"p{number}",
            "restapi": {"listen": rest, "connect_address": rest},
            "etcd3": {"hosts": [f"127.0.0.1:{port}" for port in self._etcd]},
            "bootstrap": {
                "dcs": {
                    **{"ttl": 20, "loop_wait": 5, "retry_timeout": 5, "synchronous_mode": True},
                    "postgresql": {"use_pg_rewind": True, "parameters": {"max_connections": 50}},
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
            },
            "postgresql": {
                **{"listen": sql, "connect_address": sql, "bin_dir": self._programs},
                "data_dir": str(self.folder / f"data{number}"),
                "pgpass": str(self.folder / f"pgpass{number}"),
                "parameters": {"unix_socket_directories": str(self.folder)},
                "pg_hba": [
                    "local all all trust",
                    "host all all 127.0.0.1/32 scram-sha-256",
                    "host replication all 127.0.0.1/32 scram-sha-256",
                ],
                "authentication": {
                    "superuser": {"username": "postgres", "password": _PASSWORD},
                    "replication": {"username": "replicator", "password": _PASSWORD},
                },
            },
        }

    def leader(self) -> int | None:
        """Return the number of the node that takes writes, None while there is none."""
        return next((n for n in range(NODES) if self._answers(n, "primary")), None)

    def is_whole(self) -> bool:
        """Return whether one leads, one follows so closely that it may lead, and one follows."""
        follows = [self._answers(n, "replica") for n in range(NODES)]
        close = [self._answers(n, "synchronous") for n in range(NODES)]
        return self.leader() is not None and sum(follows) == NODES - 1 and any(close)

    def _answers(self, number: int, what: str) -> bool:
        url = f"http://127.0.0.1:{self.rest[number]}/{what}"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def wait_until_whole(self, seconds: float = 120) -> None:
        """Wait until all three are there.

        Raises:
            TimeoutError: when they are not in time.
        """
        until = time.monotonic() + seconds
        while not self.is_whole():
            if time.monotonic() > until:
                raise TimeoutError(f"They did not come together; see {self.folder}/p0.log.")
            time.sleep(0.5)

    def kill_leader(self) -> int:
        """Kill the leading Patroni and its PostgreSQL, as when the machine is gone."""
        leader = self.leader()
        assert leader is not None
        postmaster = self.folder / f"data{leader}" / "postmaster.pid"
        self.processes[f"p{leader}"].kill()
        self.processes[f"p{leader}"].wait()
        os.kill(int(postmaster.read_text(encoding="utf-8").split("\n")[0]), signal.SIGKILL)
        return leader

    def close(self) -> None:
        """Stop everything."""
        for number in range(NODES):
            if f"p{number}" in self.processes:
                self.processes[f"p{number}"].kill()  # Or it would start PostgreSQL again.
            file = self.folder / f"data{number}" / "postmaster.pid"
            with contextlib.suppress(OSError):
                os.kill(int(file.read_text(encoding="utf-8").split("\n")[0]), signal.SIGQUIT)
        for process in self.processes.values():
            process.kill()
            process.wait()


_PASSWORD = secrets.token_hex(8)


def write(address: str, name: str) -> None:
    """Save on the latest revision until the standard input ends, telling what becomes of each."""
    os.set_blocking(0, False)
    store = PostgresqlStore(address)
    number = 0
    while not _ended():
        number += 1
        write_id = f"{name}-{number}"
        meta = Meta(actor=name, write_id=write_id)
        try:
            revision = _latest(store)
            saved = store.save(
                KEY, f"{name} {number}".encode() * 200, expected=revision, meta=meta
            )
            print("saved", write_id, saved.revision, time.monotonic(), flush=True)
        except Conflict:
            continue
        except OutcomeUnknown:
            print("unknown", write_id, 0, time.monotonic(), flush=True)
        except StoreError as error:
            print("refused", write_id, type(error).__name__, time.monotonic(), flush=True)
            time.sleep(0.1)
    store.close()


def _ended() -> bool:
    try:
        return os.read(0, 1) == b""
    except BlockingIOError:
        return False


def _latest(store: Store) -> int:
    try:
        return store.load(KEY).revision
    except NotFound:
        return 0


@contextlib.contextmanager
def writers(cluster: Cluster, count: int = 2) -> Iterator[list[Path]]:
    """Give the files that writers tell what they saved in."""
    files = [cluster.folder / f"w{number}.told" for number in range(count)]
    running = []
    for number, file in enumerate(files):
        with file.open("wb") as out:
            command = [sys.executable, __file__, "--write", cluster.address, f"w{number}"]
            running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out))
    try:
        yield files
    finally:
        for one in running:
            assert one.stdin is not None
            one.stdin.close()
        for one in running:
            one.wait(timeout=120)


def result(cluster: Cluster, files: list[Path]) -> tuple[str, bool]:
    """Return what was told and what is stored, and whether they agree."""
    told = [line.split() for file in files for line in file.read_text().splitlines()]
    saved = {write_id: int(number) for what, write_id, number, _ in told if what == "saved"}
    unknown = {write_id for what, write_id, _, _ in told if what == "unknown"}
    refused = [line for line in told if line[0] == "refused"]
    moments = sorted(float(line[3]) for line in told if line[0] == "saved")
    gap = max(later - earlier for earlier, later in itertools.pairwise(moments))
    store = PostgresqlStore(cluster.address)
    stored: dict[str, int] = {}
    before = None
    while True:
        page = store.history(KEY, before=before, limit=1000)
        stored |= {one.meta.write_id: one.revision for one in page.items}
        if page.next is None:
            break
        before = int(page.next)
    damage = list(store.check())
    store.close()
    lost = {write_id for write_id, number in saved.items() if stored.get(write_id) != number}
    came = unknown & stored.keys()
    unexplained = stored.keys() - saved.keys() - unknown
    is_whole = sorted(stored.values()) == list(range(1, len(stored) + 1))
    text = (
        f"acknowledged {len(saved)}, of them lost {len(lost)}; unknown {len(unknown)}, of them "
        f"stored {len(came)}; refused {len(refused)}, of them stored "
        f"{len({line[1] for line in refused} & stored.keys())}; stored {len(stored)} revisions, "
        f"{'without' if is_whole else 'WITH'} gaps; neither acknowledged nor unknown "
        f"{len(unexplained)}; damage {len(damage)}; longest time without a save {gap:.1f} s"
    )
    return text, not lost and not unexplained and is_whole and not damage


def main() -> int:
    """Run it, and return 1 when anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patroni", default="patroni", help="the program, in its own environment")
    parser.add_argument("--programs", default="", help="the folder of PostgreSQL's programs")
    parser.add_argument("--kills", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=10, help="of load before and after a kill"
    )
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(*asked.write)
        return 0
    programs = asked.programs or str(max(Path("/usr/lib/postgresql").glob("*/bin")))
    folder = Path(tempfile.mkdtemp(prefix="patroni-"))
    folder.chmod(0o755)
    cluster = Cluster(folder, asked.patroni, programs)
    begun = time.monotonic()
    try:
        cluster.start_etcd()
        for number in range(NODES):
            cluster.start_node(number)
        cluster.wait_until_whole()
        print(f"Up after {time.monotonic() - begun:.0f} s, in {folder}.", flush=True)
        with writers(cluster) as files:
            for _ in range(asked.kills):
                time.sleep(asked.seconds)
                killed = cluster.kill_leader()
                moment = time.monotonic()
                while cluster.leader() in (None, killed):
                    time.sleep(0.2)
                took = time.monotonic() - moment
                print(f"Killed p{killed}; another leads after {took:.1f} s.", flush=True)
                time.sleep(asked.seconds)
                cluster.start_node(killed)
                cluster.wait_until_whole()
        text, holds = result(cluster, files)
        print(text)
    finally:
        cluster.close()
    shutil.rmtree(folder, ignore_errors=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
