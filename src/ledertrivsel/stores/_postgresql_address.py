"""Addresses of PostgreSQL servers: libpq's own, with two options that are ours.

A password may stand in an address, so nothing here repeats one: not in an error, not in what is
shown. An ``@`` or ``/`` that is not encoded would make a part of a password look like a host,
which every failure to connect names; such an address is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

import attrs
from psycopg import Error, conninfo, pq

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError, near
from ledertrivsel.storage import Address

SCHEMA = "ledertrivsel"
BUSY_SECONDS = 5

_OURS = ("schema", "busy_seconds")
_SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,62}")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.%]+\]|[^\[\]:]*)(?::\d{0,5})?")

_DEFAULTS: Mapping[str, str] = {
    "application_name": "ledertrivsel",
    "connect_timeout": "5",
    # A server whose machine is gone says nothing, ever: ask whether it is there.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


@attrs.frozen(kw_only=True)
class Target:
    """Where the server is and what is asked of it.

    Args:
        params: what libpq is given, a password among it.
        shown: the address as it may be shown.
        schema: of the database, that the tables are in.
        busy_seconds: how long to wait for others, and for a server that went away.
    """

    params: Mapping[str, str] = attrs.field(repr=False)
    shown: str
    schema: str
    busy_seconds: int


def target_of(address: Address) -> Target:
    """Return what an address such as ``postgresql://hr:secret@db1,db2/hr?schema=plans`` means.

    Raises:
        InvalidValueError: saying what would be right, without the address where its password can't
            be told from the rest.
    """
    bare, _, query = address.rest.partition("?")
    parsed = _parsed(f"{address.scheme}:{bare}") if _is_clear(bare, query) else None
    if parsed is None:
        raise InvalidValueError("address", "store-server", f"{address.scheme}:…", "store-encode")
    options = _options(query)
    schema = options.pop("schema", SCHEMA)
    if not _SCHEMA.fullmatch(schema):
        raise InvalidValueError("address.schema", "store-schema", schema)
    seconds = options.pop("busy_seconds", str(BUSY_SECONDS))
    if not re.fullmatch(r"\d{1,9}", seconds):
        raise InvalidValueError("address.busy_seconds", "integer", seconds)
    given = parsed | options
    if "," in given.get("host", ""):
        # Of several servers one takes writes: the leader, whichever that is now.
        given.setdefault("target_session_attrs", "read-write")
    return Target(
        params={**_DEFAULTS, **given, "client_encoding": "utf8"},
        shown=_shown(given, schema),
        schema=schema,
        busy_seconds=v.integer(int(seconds), "address.busy_seconds", lowest=1, highest=3600),
    )


def _is_clear(bare: str, query: str) -> bool:
    """Return whether it is certain where the password ends."""
    authority, _, database = bare.removeprefix("//").partition("/")
    _, _, hosts = authority.rpartition("@")
    return (
        bare.startswith("//")
        and authority.count("@") <= 1
        and not set(database) & set("@/")
        and "@" not in query
        and all(_HOST.fullmatch(host) for host in hosts.split(","))
    )


def _parsed(address: str) -> dict[str, str] | None:
    """Return the parts of an address without a query, None when libpq can't read it."""
    try:
        parts = conninfo.conninfo_to_dict(address)
    except Error:  # Its text holds what it could not read, maybe of the password.
        return None
    return {name: str(value) for name, value in parts.items()}


def _options(query: str) -> dict[str, str]:
    known = {option.keyword.decode(): None for option in pq.Conninfo.get_defaults()}
    given: dict[str, str] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        if name not in known and name not in _OURS:
            found = near(name, (*_OURS, *known))
            params = {"near": ", ".join(map(repr, found))}
            hint = "near" if found else ""
            raise InvalidValueError("address", "store-option", name, hint, params)
        given[name] = unquote(value)
    return given


def _shown(given: Mapping[str, str], schema: str) -> str:
    hosts = given.get("host", "").split(",")
    ports = given.get("port", "").split(",")
    if len(ports) != len(hosts):
        ports = ports[:1] * len(hosts)
    servers = [
        quote(host, safe=":") + (f":{port}" if port else "")
        for host, port in zip(hosts, ports, strict=True)
    ]
    return f"postgresql://{','.join(servers)}/{quote(given.get('dbname', ''))}?schema={schema}"
