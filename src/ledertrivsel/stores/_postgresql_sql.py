"""The statements of the PostgreSQL store: the subset that every engine of its kind runs.

Each names its tables in full, so it does not matter what a session's `search_path` is. Each writes
rows of one key alone, so the tables may be spread over servers by the key.
"""

from __future__ import annotations

import attrs

from ledertrivsel.stores._told import COLUMNS, OF_SAVED

APPLICATION = "ledertrivsel"
LAYOUT = 1

TABLES = ("layout", "head", "revision")

DDL = """\
CREATE TABLE {schema}.layout (
    application text NOT NULL PRIMARY KEY,
    version bigint NOT NULL
);
CREATE TABLE {schema}.head (
    key text COLLATE "C" NOT NULL PRIMARY KEY,
    revision bigint NOT NULL,
    is_there boolean NOT NULL
);
CREATE TABLE {schema}.revision (
    key text COLLATE "C" NOT NULL,
    revision bigint NOT NULL CHECK (revision > 0),
    state text NOT NULL CHECK (state IN ('saved', 'deleted', 'erased')),
    size bigint NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    write_id text NOT NULL,
    schema bigint NOT NULL,
    body bytea CHECK ((body IS NULL) = (state <> 'saved')),
    PRIMARY KEY (key, revision)
);
INSERT INTO {schema}.layout (application, version) VALUES ('ledertrivsel', 1);
"""
"""What the first write makes, in one transaction; where roles may not, an administrator does."""

_TOLD = ", ".join(COLUMNS)
_OF_REVISION = ", ".join(f"r.{column}" for column in COLUMNS)
_OF_SAVED = ", ".join(f"r.{column}" for column in OF_SAVED)
_ASSIGNED = ", ".join(f"{column} = %s" for column in COLUMNS[2:])
_PLACES = ", ".join(["%s"] * len(COLUMNS))

_STATEMENTS = {
    "layout": "SELECT application, version FROM {schema}.layout",
    # Who wins.
    "create": "INSERT INTO {schema}.head AS h (key, revision, is_there) VALUES (%s, 1, TRUE) "
    "ON CONFLICT (key) DO UPDATE SET revision = h.revision + 1, is_there = TRUE "
    "WHERE NOT h.is_there RETURNING h.revision",
    "update": "UPDATE {schema}.head SET revision = revision + 1 "
    "WHERE key = %s AND revision = %s AND is_there RETURNING revision",
    "overwrite": "INSERT INTO {schema}.head AS h (key, revision, is_there) VALUES (%s, 1, TRUE) "
    "ON CONFLICT (key) DO UPDATE SET revision = h.revision + 1, is_there = TRUE "
    "RETURNING h.revision",
    "delete": "UPDATE {schema}.head SET revision = revision + 1, is_there = FALSE "
    "WHERE key = %s AND is_there AND revision = COALESCE(%s, revision) RETURNING revision",
    "end": "UPDATE {schema}.head SET revision = revision + 1, is_there = FALSE "
    "WHERE key = %s AND revision = %s RETURNING revision",
    "touch": "UPDATE {schema}.head SET is_there = CASE WHEN revision = %s THEN %s "
    "ELSE is_there END WHERE key = %s RETURNING revision",
    # What it is.
    "insert": f"INSERT INTO {{schema}}.revision ({_TOLD}, body) VALUES ({_PLACES}, %b)",
    "erase": "UPDATE {schema}.revision SET body = NULL, state = 'erased' "
    "WHERE key = %s AND state = 'saved'",
    "rewrite": f"UPDATE {{schema}}.revision SET {_ASSIGNED}, body = %b "
    "WHERE key = %s AND revision = %s AND sha256 = %s AND (state = 'saved' OR NOT %s)",
    # Reading.
    "head": "SELECT revision, is_there FROM {schema}.head WHERE key = %s",
    "load": f"SELECT h.revision, {_OF_REVISION}, r.body FROM {{schema}}.head h "
    "LEFT JOIN {schema}.revision r ON r.key = h.key AND r.revision = COALESCE(%s, h.revision) "
    "WHERE h.key = %s",
    "latest": f"SELECT h.revision, {_OF_REVISION} FROM {{schema}}.head h "
    "LEFT JOIN {schema}.revision r ON r.key = h.key AND r.revision = h.revision "
    "WHERE h.key = %s",
    "list": f"SELECT {_OF_SAVED} FROM {{schema}}.head h "
    "JOIN {schema}.revision r ON r.key = h.key AND r.revision = h.revision "
    "WHERE h.is_there AND h.key > %s ORDER BY h.key LIMIT %s",
    "list_all": f"SELECT {_OF_REVISION} FROM {{schema}}.head h "
    "JOIN {schema}.revision r ON r.key = h.key AND r.revision = h.revision "
    "WHERE h.key > %s ORDER BY h.key LIMIT %s",
    "history": f"SELECT {_TOLD} FROM {{schema}}.revision WHERE key = %s AND revision < %s "
    "ORDER BY revision DESC LIMIT %s",
    # Looking after it.
    "check": f"SELECT {_OF_REVISION}, r.body, h.revision, h.is_there "
    "FROM {schema}.revision r LEFT JOIN {schema}.head h ON h.key = r.key "
    "ORDER BY r.key, r.revision",
    "lost": "SELECT h.key, h.revision FROM {schema}.head h WHERE NOT EXISTS "
    "(SELECT 1 FROM {schema}.revision r WHERE r.key = h.key) ORDER BY h.key",
}

SCHEMA_EXISTS = b"SELECT 1 FROM information_schema.schemata WHERE schema_name = %s"
TABLES_THERE = (
    b"SELECT table_name FROM information_schema.tables WHERE table_schema = %s "
    b"AND table_name IN ('layout', 'head', 'revision') ORDER BY table_name"
)

# A lock is waited for as long as the store says, no longer; and what was acknowledged survives a
# power cut, whatever the role's setting says.
SESSION = (
    b"SELECT set_config('lock_timeout', %s, false), set_config('synchronous_commit', "
    b"CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' "
    b"ELSE current_setting('synchronous_commit') END, false)"
)

BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED"
COMMIT = b"COMMIT"
ROLLBACK = b"ROLLBACK"


@attrs.frozen(kw_only=True)
class Statements:
    """The statements for the tables of one schema."""

    layout: bytes
    create: bytes
    update: bytes
    overwrite: bytes
    delete: bytes
    end: bytes
    touch: bytes
    insert: bytes
    erase: bytes
    rewrite: bytes
    head: bytes
    load: bytes
    latest: bytes
    list: bytes
    list_all: bytes
    history: bytes
    check: bytes
    lost: bytes

    @classmethod
    def of(cls, schema: str) -> Statements:
        """Return the statements for *schema*, which is a checked name."""
        filled = {
            name: text.format(schema=f'"{schema}"').encode() for name, text in _STATEMENTS.items()
        }
        return cls(**filled)


def definitions(schema: str) -> tuple[bytes, ...]:
    """Return the statements that make the tables in *schema*."""
    text = DDL.format(schema=f'"{schema}"')
    return tuple(part.encode() for part in filter(str.strip, text.split(";\n")))
