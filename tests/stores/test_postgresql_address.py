"""What an address of a PostgreSQL server means, and that its password is never shown."""

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.storage import parse_address
from ledertrivsel.stores._postgresql_address import Target, target_of

SECRET = "h4mm3r"


def target(address: str) -> Target:
    return target_of(parse_address(address))


def test_an_address_names_server_database_and_schema() -> None:
    meant = target(
        f"postgresql://hr:{SECRET}@db.example.org:5433/plans?schema=skole&sslmode=require"
    )
    assert meant.schema == "skole"
    assert meant.busy_seconds == 5
    given = {"user": "hr", "password": SECRET, "host": "db.example.org", "port": "5433"}
    assert given.items() <= meant.params.items()
    assert meant.params["dbname"] == "plans"
    assert meant.params["sslmode"] == "require"
    assert "schema" not in meant.params
    assert meant.shown == "postgresql://db.example.org:5433/plans?schema=skole"
    assert SECRET not in repr(meant)


def test_ports_that_are_not_as_many_as_the_hosts_are_shown_as_the_first() -> None:
    shown = target("postgresql:///d?host=a,b,c&port=1,2").shown
    assert shown == "postgresql://a:1,b:1,c:1/d?schema=ledertrivsel"


def test_what_is_not_said_has_a_default() -> None:
    meant = target("postgresql://")
    assert (meant.schema, meant.busy_seconds) == ("ledertrivsel", 5)
    assert meant.params["application_name"] == "ledertrivsel"
    assert meant.params["connect_timeout"] == "5"
    assert meant.params["client_encoding"] == "utf8"
    assert "target_session_attrs" not in meant.params
    assert target("postgresql:///d?busy_seconds=30&connect_timeout=2").busy_seconds == 30
    assert target("postgresql:///d?connect_timeout=2").params["connect_timeout"] == "2"


def test_of_several_servers_the_one_that_takes_writes_is_meant() -> None:
    meant = target("postgresql://hr@db1,db2:5433/plans")
    assert (meant.params["host"], meant.params["port"]) == ("db1,db2", ",5433")
    assert meant.params["target_session_attrs"] == "read-write"
    assert meant.shown == "postgresql://db1,db2:5433/plans?schema=ledertrivsel"
    any_one = target("postgresql://db1,db2/plans?target_session_attrs=any")
    assert any_one.params["target_session_attrs"] == "any"


def test_a_socket_and_a_number_are_hosts() -> None:
    meant = target("postgresql:///plans?host=%2Frun%2Fpostgresql&port=5433")
    assert meant.params["host"] == "/run/postgresql"
    assert meant.shown == "postgresql://%2Frun%2Fpostgresql:5433/plans?schema=ledertrivsel"
    meant = target("postgresql://hr@%2Frun%2Fa,%2Frun%2Fb/plans?port=5433")
    assert meant.params["host"] == "/run/a,/run/b"
    assert meant.shown.startswith("postgresql://%2Frun%2Fa:5433,%2Frun%2Fb:5433/plans")
    assert target("postgresql://[::1]:5433/plans").params["host"] == "::1"


def test_an_encoded_password_is_read() -> None:
    meant = target("postgresql://hr:a%40b%2Fc%3Fd%25@db/plans")
    assert meant.params["password"] == "a@b/c?d%"
    assert meant.shown == "postgresql://db/plans?schema=ledertrivsel"
    assert target("postgresql://db/plans?password=a%40b").params["password"] == "a@b"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql:hr:{SECRET}@db/plans",
        f"postgresql:/hr:{SECRET}@db/plans",
        f"postgresql://hr:a@{SECRET}@db/plans",
        f"postgresql://hr:a/{SECRET}@db/plans",
        f"postgresql://hr:a/{SECRET}",
        f"postgresql://hr:a?{SECRET}@db/plans",
        f"postgresql://hr:{SECRET}",
        f"postgresql://hr:{SECRET}%zz@db/plans",
        f"postgresql://hr:a:{SECRET}",
        f"postgresql://db/a/{SECRET}",
        f"postgresql://db/plans?password=a@{SECRET}",
        f"postgresql://[::1{SECRET}/plans",
    ],
)
def test_an_address_whose_password_may_be_taken_for_a_host_is_refused_unseen(address: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        target(address)
    assert str(caught.value) == (
        "address must be 'postgresql://user:password@host/database', got 'postgresql:…'. "
        "In a name or a password write @ as %40, / as %2F, ? as %3F and % as %25."
    )
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (
            "sslmod=require",
            "address must have options that PostgreSQL or the store knows, got 'sslmod'. "
            "Did you mean 'sslmode', 'sslcertmode', 'gssencmode'?",
        ),
        (
            "kage=1",
            "address must have options that PostgreSQL or the store knows, got 'kage'.",
        ),
        (
            "schema=Plans",
            "address.schema must be a name in lower case: a–z, 0–9 and _, at most 63, not pg_…, "
            "got 'Plans'.",
        ),
        (
            "schema=pg_catalog",
            "address.schema must be a name in lower case: a–z, 0–9 and _, at most 63, not pg_…, "
            "got 'pg_catalog'.",
        ),
        ("busy_seconds=soon", "address.busy_seconds must be a whole number, got 'soon'."),
        ("busy_seconds=9999", "address.busy_seconds must be at most 3600, got 9999."),
        ("busy_seconds=0", "address.busy_seconds must be at least 1, got 0."),
    ],
)
def test_an_option_that_means_nothing_is_told(query: str, text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        target(f"postgresql://hr:{SECRET}@db/plans?{query}")
    assert str(caught.value) == text
    assert SECRET not in str(caught.value)


def test_an_address_is_shown_without_what_is_secret_in_it() -> None:
    shown = [
        str(parse_address(address))
        for address in (
            f"postgresql://hr:a@{SECRET}@db/plans",
            f"postgresql://db/plans?password={SECRET}&schema=a&sslpassword={SECRET}",
        )
    ]
    assert shown == [
        "postgresql://hr:…@db/plans",
        "postgresql://db/plans?password=…&schema=a&sslpassword=…",
    ]
