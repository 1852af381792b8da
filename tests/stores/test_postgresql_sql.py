"""The statements of the PostgreSQL store keep to what every engine of its kind runs."""

import re
from pathlib import Path

import attrs

from ledertrivsel.stores._postgresql_sql import (
    DDL,
    LAYOUT,
    SESSION,
    TABLES,
    TABLES_THERE,
    Statements,
    definitions,
)

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "beyond-one-machine.md"

REFUSED = re.compile(
    r"\b(serial|sequence|nextval|identity|advisory|listen|notify|trigger|prepare transaction|temp|"
    r"offset|jsonb|with|references|for update|lock table)\b",
    re.IGNORECASE,
)


def statements() -> dict[str, str]:
    found = {name: sql.decode() for name, sql in attrs.asdict(Statements.of("plans")).items()}
    found |= {f"ddl {n}": sql.decode() for n, sql in enumerate(definitions("plans"))}
    return found | {"session": SESSION.decode(), "tables": TABLES_THERE.decode()}


def test_no_statement_needs_what_some_engine_lacks() -> None:
    assert {name for name, sql in statements().items() if REFUSED.search(sql)} == set()


def test_the_key_leads_every_primary_key() -> None:
    tables = re.findall(r"CREATE TABLE \{schema\}\.(\w+) \((.*?)\n\);", DDL, re.DOTALL)
    assert [name for name, _ in tables] == list(TABLES)
    leads = {
        name: re.search(r"(\w+) .*PRIMARY KEY,?$|PRIMARY KEY \((\w+)", columns, re.MULTILINE)
        for name, columns in tables
    }
    assert {name: found and (found[1] or found[2]) for name, found in leads.items()} == {
        "layout": "application",
        "head": "key",
        "revision": "key",
    }


def test_every_write_names_the_key_it_writes() -> None:
    for name, sql in statements().items():
        if sql.startswith("UPDATE"):
            assert "WHERE key = %s" in sql or "WHERE key = %s" in " ".join(sql.split()), name
        if sql.startswith("INSERT") and "layout" not in sql:
            assert re.search(r"\(key, ", sql), name


def test_every_table_is_named_with_its_schema() -> None:
    for name, sql in statements().items():
        for table in TABLES:
            bare = re.search(rf"(?:FROM|JOIN|INTO|UPDATE) {table}\b", sql)
            assert bare is None, f"{name} takes {table} from wherever the session looks first"


def test_the_tables_are_documented_as_they_are_made() -> None:
    assert DDL.format(schema="ledertrivsel") in PAGE.read_text(encoding="utf-8")


def test_the_layout_has_the_number_that_tables_everywhere_have() -> None:
    assert LAYOUT == 1


def test_all_that_a_revision_tells_is_rewritten_but_its_key_and_number() -> None:
    told = ("state", "size", "sha256", "at", "actor", "write_id", "schema")
    wanted = "SET " + ", ".join(f"{name} = %s" for name in told) + ", body = %b WHERE"
    assert wanted in " ".join(Statements.of("s").rewrite.decode().split())
