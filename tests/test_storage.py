"""Keys, addresses, the typed layer, and the guarantees that every store gives."""

import datetime
import os
import pickle
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.documents import SCHEMA, dump
from ledertrivsel.errors import (
    BadKey,
    Busy,
    Conflict,
    Corrupt,
    Deleted,
    DocumentError,
    InvalidValueError,
    NewerSchema,
    NotFound,
    OutcomeUnknown,
    StoreError,
    TooLarge,
)
from ledertrivsel.methods import builtin_method
from ledertrivsel.plan import Plan
from ledertrivsel.storage import (
    OVERWRITE,
    Address,
    BackedUp,
    Meta,
    Page,
    PlanStore,
    Revision,
    RevisionState,
    Rewriting,
    Store,
    checked_key,
    digest,
    is_address,
    parse_address,
)
from ledertrivsel.stores.directory import DirectoryStore
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.stores.postgresql import PostgresqlStore
from ledertrivsel.stores.sqlite import SqliteStore
from tests.stores.server import server

MakeStore = Callable[[], Store]

HOSTILE = (
    "../../etc/passwd",
    "CON",
    "nul.db",
    ".",
    "a/b",
    "a\\b",
    "'; DROP TABLE revision; --",
    "%00",
    "?*",
    "LIKE%_",
    "æøå",
    "Å",
    "å",
    "ss",
    "ß",
    "ﬀ",
    "日本",
    "🙂",
    "x" * 200,
    "plan one",
    "-rf",
    "\N{ZERO WIDTH JOINER}",
)


@pytest.fixture(params=["memory", "sqlite", "dir", "postgresql"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeStore]:
    """Give a function that makes an empty store; all made are closed in the end."""
    made: list[Store] = []
    makes: dict[str, MakeStore] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / f"{len(made)}.db", busy_seconds=0.2),
        "dir": lambda: DirectoryStore(tmp_path / f"{len(made)}", busy_seconds=0.2),
        "postgresql": lambda: PostgresqlStore(server().address()),
    }

    def make() -> Store:
        made.append(makes[request.param]())
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(make_store: MakeStore) -> Store:
    return make_store()


# Keys


@pytest.mark.parametrize("key", HOSTILE)
def test_a_key_is_data_and_never_a_path(key: str) -> None:
    assert checked_key(key) == key


def test_a_letter_and_its_ring_are_one_key() -> None:
    assert checked_key("a\N{COMBINING RING ABOVE}r") == "år"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("", "The key '' can't be used: It must not be empty."),
        (" a", "The key ' a' can't be used: It must not begin or end with a space."),
        ("a\N{NO-BREAK SPACE}", None),
        ("a\nb", "The key 'a\\nb' can't be used: It must not contain the character U+000A."),
        ("a\x00", "The key 'a\\x00' can't be used: It must not contain the character U+0000."),
        ("\ud800", "The key '\\ud800' can't be used: It must not contain the character U+D800."),
        ("a\u202eb", None),
        ("a\u200f", None),
        ("a\u2028b", None),
        ("å" * 101, None),
        (7, "The key '7' can't be used: A key is a text."),
    ],
)
def test_a_bad_key_is_refused_with_what_is_wrong(key: str, text: str | None) -> None:
    with pytest.raises(BadKey) as caught:
        checked_key(key)
    if text is not None:
        assert str(caught.value) == text


def test_a_key_is_measured_in_bytes() -> None:
    assert checked_key("å" * 100) == "å" * 100
    with pytest.raises(BadKey) as caught:
        checked_key("å" * 100 + "x")
    assert str(caught.value).endswith(
        "can't be used: It must be at most 200 bytes of UTF-8, and is 201."
    )


@given(st.text(max_size=70))
def test_a_key_that_passes_passes_again_unchanged(key: str) -> None:
    try:
        checked = checked_key(key)
    except BadKey:
        return
    assert checked_key(checked) == checked == unicodedata.normalize("NFC", key)


# Addresses


def test_an_address_has_a_scheme_and_the_rest() -> None:
    assert parse_address("memory:") == Address("memory", "")
    assert parse_address("sqlite:///plans.db").path == "plans.db"
    assert parse_address("sqlite:////srv/plans.db").path == "/srv/plans.db"
    assert parse_address("sqlite:///C:/plans.db").path == "C:/plans.db"
    assert parse_address("s3+minio://bucket").scheme == "s3+minio"


@pytest.mark.parametrize("address", ["memory:", "sqlite:///plans.db", "x-1+y:\nz", "ab:"])
def test_what_has_a_scheme_is_an_address(address: str) -> None:
    assert is_address(address)


@pytest.mark.parametrize(
    "path",
    ["plans.db", "C:\\plans.db", "C:/a", "a b:c", "Memory:", "", Path("memory:"), None, b"a:"],
)
def test_what_has_none_is_a_path(path: object) -> None:
    assert not is_address(path)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (
            "plans.db",
            "address must be the address of a store, got 'plans.db'. "
            "For example 'sqlite:///plans.db' or 'memory:'.",
        ),
        (
            "C:\\plans.db",
            "address must be the address of a store, got 'C:\\\\plans.db'. "
            "For example 'sqlite:///C:/plans.db' or 'memory:'.",
        ),
        (
            "",
            "address must be the address of a store, got ''. "
            "For example 'sqlite:///plans.db' or 'memory:'.",
        ),
        (None, "address must be a text, got None."),
    ],
)
def test_what_is_no_address_is_refused_with_one_that_is(address: object, text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        parse_address(address)
    assert str(caught.value) == text


@pytest.mark.parametrize(
    "address",
    ["sqlite:plans.db", "sqlite:/plans.db", "sqlite://plans.db", "sqlite:///plans.db?mode=ro"],
)
def test_a_path_has_three_slashes_before_it(address: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _ = parse_address(address).path
    assert str(caught.value) == (
        "address must be 'sqlite:' with three slashes before a relative path, four before an "
        f"absolute one, and no question mark, got '{address}'. "
        "For example 'sqlite:///plans.db' or 'sqlite:////srv/plans.db'."
    )


def test_the_example_of_a_right_path_has_the_name_that_was_given() -> None:
    for address, name in (("sqlite:/2026.db", "2026.db"), ("dir:", "plans.db")):
        with pytest.raises(InvalidValueError, match=rf"For example '\w+:///{name}' or"):
            _ = parse_address(address).path


def test_an_address_is_not_endless() -> None:
    longest = "memory:" + "x" * 4089
    assert str(parse_address(longest)) == longest
    with pytest.raises(InvalidValueError, match="address must be at most 4096 characters"):
        parse_address(longest + "x")


def test_an_address_never_shows_its_password() -> None:
    address = parse_address("postgresql://hr:h4:mm/er@db.example.org/plans")
    assert str(address) == "postgresql://hr:…@db.example.org/plans"
    assert "h4" not in repr(address)
    assert address.rest == "//hr:h4:mm/er@db.example.org/plans"


# Meta


def test_a_moment_is_kept_in_utc() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=1))
    meta = Meta(at=datetime.datetime(2026, 11, 23, 9, 30, tzinfo=zone))
    assert meta.at == datetime.datetime(2026, 11, 23, 8, 30, tzinfo=datetime.UTC)
    assert str(meta.at) == "2026-11-23 08:30:00+00:00"
    with pytest.raises(InvalidValueError) as caught:
        Meta(at=datetime.datetime(2026, 11, 23))
    assert str(caught.value) == (
        "Meta.at must be a moment with a time zone, got datetime.datetime(2026, 11, 23, 0, 0)."
    )


def test_who_saved_is_personal_and_nothing_is_told_unasked() -> None:
    fields = attrs.fields_dict(Meta)
    assert fields["actor"].metadata == {"personal": True}
    assert Meta() == Meta(at=None, actor="", write_id="", schema=0)


def test_a_number_is_no_larger_than_what_every_store_can_keep() -> None:
    largest = 9_223_372_036_854_775_807
    assert Meta(schema=largest).schema == largest
    with pytest.raises(InvalidValueError, match=rf"Meta\.schema must be at most {largest}"):
        Meta(schema=largest + 1)
    with pytest.raises(InvalidValueError, match=r"Meta\.schema must be at least 0"):
        Meta(schema=-1)


# What every store guarantees


def test_revisions_are_one_two_three(store: Store) -> None:
    saved = [store.save("a", body, expected=n) for n, body in enumerate((b"x", b"y", b"z"))]
    assert [revision.revision for revision in saved] == [1, 2, 3]
    assert store.load("a").body == b"z"
    assert store.load("a", 1).body == b"x"
    assert store.load("a", 2).sha256 == digest(b"y") == saved[1].sha256


def test_one_wins_among_those_who_expect_the_same(store: Store) -> None:
    store.save("a", b"first", expected=0)
    store.save("a", b"hers", expected=1)
    with pytest.raises(Conflict) as caught:
        store.save("a", b"his", expected=1)
    assert (caught.value.expected, caught.value.actual) == (1, 2)
    assert str(caught.value) == (
        "The plan 'a' has revision 2, not 1. "
        "Read it again, make the change on that, and save with expected=2."
    )
    assert store.load("a").body == b"hers"
    assert len(store.history("a").items) == 2


def test_what_must_not_exist_must_not_exist(store: Store) -> None:
    store.save("a", b"x", expected=0)
    with pytest.raises(Conflict, match="has revision 1, not 0"):
        store.save("a", b"y", expected=0)
    with pytest.raises(Conflict, match="has revision 0, not 3"):
        store.save("b", b"y", expected=3)
    assert [item.key for item in store.list().items] == ["a"]


def test_overwriting_must_be_asked_for(store: Store) -> None:
    assert store.save("a", b"x", expected=OVERWRITE).revision == 1
    assert store.save("a", b"y", expected=OVERWRITE).revision == 2
    with pytest.raises(TypeError):
        store.save("a", b"z")  # type: ignore[call-arg]
    for wrong in (None, True, "1", -1):
        with pytest.raises(InvalidValueError):
            store.save("a", b"z", expected=wrong)  # type: ignore[arg-type]
    assert store.load("a").revision == 2


def test_meta_comes_back_as_it_was_given(store: Store) -> None:
    meta = Meta(
        at=datetime.datetime(2026, 11, 23, 8, 30, 0, 123456, tzinfo=datetime.UTC),
        actor="Åse Ø. 'HR'",
        write_id="w-1",
        schema=1,
    )
    saved = store.save("a", b"x", expected=0, meta=meta)
    assert saved.meta == store.load("a").meta == store.list().items[0].meta == meta
    assert store.history("a").items == (saved,)


def test_a_deleted_plan_keeps_its_history_and_its_numbers(store: Store) -> None:
    store.save("a", b"x", expected=0)
    deleted = store.delete("a", expected=1, meta=Meta(actor="HR"))
    assert (deleted.revision, deleted.state, deleted.meta.actor) == (
        2,
        RevisionState.DELETED,
        "HR",
    )
    with pytest.raises(Deleted) as caught:
        store.load("a")
    assert str(caught.value) == "The plan 'a' was deleted. Revision 2 is deleted."
    assert store.load("a", 1).body == b"x"
    assert store.list().items == ()
    with pytest.raises(Deleted):
        store.delete("a", expected=2)
    with pytest.raises(Conflict, match="has revision 0, not 2"):
        store.save("a", b"y", expected=2)
    assert store.save("a", b"y", expected=0).revision == 3
    assert [told.state.value for told in store.history("a").items] == ["saved", "deleted", "saved"]
    assert [item.revision for item in store.list().items] == [3]


def test_deleting_builds_on_a_revision_too(store: Store) -> None:
    store.save("a", b"x", expected=0)
    with pytest.raises(Conflict):
        store.delete("a", expected=7)
    with pytest.raises(Conflict):
        store.delete("a", expected=0)
    assert store.delete("a", expected=OVERWRITE).revision == 2


@pytest.mark.parametrize("act", ["load", "delete", "history", "erase"])
def test_what_was_never_there_is_not_found(store: Store, act: str) -> None:
    more = {"expected": OVERWRITE} if act == "delete" else {}
    for _ in range(2):  # In a store that nothing was ever saved in, and in one with another.
        with pytest.raises(NotFound) as caught:
            getattr(store, act)("a", **more)
        assert type(caught.value) is NotFound
        assert str(caught.value).startswith("There is no plan 'a' here.")
        store.save("b", b"x", expected=OVERWRITE)


def test_a_revision_that_was_never_there_is_not_found(store: Store) -> None:
    store.save("a", b"x", expected=0)
    with pytest.raises(NotFound) as caught:
        store.load("a", 2)
    assert str(caught.value) == "There is no plan 'a' here. It has the revisions 1 to 1."
    with pytest.raises(NotFound):
        store.load("a", 2**70)
    with pytest.raises(InvalidValueError):
        store.load("a", 0)


def test_erased_bodies_are_gone_and_their_revisions_told(store: Store) -> None:
    store.save("a", b"x", expected=0)
    store.delete("a", expected=1)
    store.save("a", b"yy", expected=0)
    store.save("b", b"z", expected=0)
    erased = store.erase("a", meta=Meta(actor="DPO"))
    assert (erased.revision, erased.state, erased.meta.actor) == (4, RevisionState.ERASED, "DPO")
    for number in (1, 3, 4, None):
        with pytest.raises(Deleted):
            store.load("a", number)
    told = [(told.state.value, told.size) for told in store.history("a").items]
    assert told == [("erased", 0), ("erased", 2), ("deleted", 0), ("erased", 1)]
    assert store.history("a").items[1].sha256 == digest(b"yy")
    assert store.erase("a") == erased
    assert [item.key for item in store.list().items] == ["b"]
    assert store.save("a", b"new", expected=0).revision == 5
    assert store.load("a").body == b"new"
    assert list(store.check()) == []


def test_a_list_comes_in_pages_in_the_order_of_code_points(store: Store) -> None:
    keys = ["B", "a", "æ", "z", "å", "🙂", "aa", "\uffee"]
    for key in keys:
        store.save(key, b"", expected=0)
    store.save("a", b"again", expected=1)
    seen, after = [], None
    while True:
        page = store.list(after=after, limit=3)
        assert len(page.items) <= 3
        seen += [item.key for item in page.items]
        if page.next is None:
            break
        assert isinstance(page.next, str)
        after = page.next
    assert seen == sorted(keys)
    assert store.list(limit=8).next is None
    assert store.list(after="å", limit=1).items[0].key == "æ"
    with pytest.raises(InvalidValueError):
        store.list(limit=0)


def test_a_history_comes_in_pages_the_latest_first(store: Store) -> None:
    for number in range(5):
        store.save("a", b"", expected=number)
    page = store.history("a", limit=2)
    assert ([told.revision for told in page.items], page.next) == ([5, 4], 4)
    page = store.history("a", before=4, limit=3)
    assert ([told.revision for told in page.items], page.next) == ([3, 2, 1], None)
    assert store.history("a", before=1) == Page()
    assert len(store.history("a", before=2**80).items) == 5


@pytest.mark.parametrize("key", HOSTILE)
def test_any_key_is_kept_apart_from_every_other(store: Store, key: str) -> None:
    store.save("neighbour", b"n", expected=0)
    store.save(key, key.encode(), expected=0)
    assert store.load(key).body == key.encode()
    assert sorted(item.key for item in store.list().items) == sorted(["neighbour", key])


def test_the_ring_may_come_apart_from_its_letter(store: Store) -> None:
    store.save("år", b"x", expected=0)
    assert store.load("a\N{COMBINING RING ABOVE}r").key == "år"
    with pytest.raises(Conflict):
        store.save("a\N{COMBINING RING ABOVE}r", b"", expected=0)


@pytest.mark.parametrize("act", ["load", "save", "delete", "history", "erase"])
def test_every_method_refuses_a_bad_key(store: Store, act: str) -> None:
    arguments = {"save": (b"",)}.get(act, ())
    more = {"expected": 0} if act in ("save", "delete") else {}
    with pytest.raises(BadKey):
        getattr(store, act)("\x00", *arguments, **more)


def test_a_body_is_bytes_and_not_too_large(store: Store) -> None:
    with pytest.raises(InvalidValueError) as caught:
        store.save("a", "text", expected=0)  # type: ignore[arg-type]
    assert str(caught.value) == "body must be bytes, got 'text'."
    limit = store.capabilities.max_bytes
    with pytest.raises(TooLarge) as too_large:
        store.save("a", bytes(limit + 1), expected=0)
    assert str(too_large.value) == (
        f"The plan 'a' is too large: it is {limit + 1} bytes, and the store takes {limit}."
    )
    with pytest.raises(NotFound):
        store.load("a")
    assert store.save("a", bytes(limit), expected=0).size == limit


def test_a_page_has_a_thousand_revisions_at_most(store: Store) -> None:
    store.save("a", b"x", expected=0)
    for page in (store.list, lambda **how: store.history("a", **how)):
        assert len(page(limit=1000).items) == 1
        with pytest.raises(InvalidValueError, match="limit must be at most 1000, got 1001"):
            page(limit=1001)


def test_a_page_has_a_hundred_revisions_unless_asked_otherwise(store: Store) -> None:
    for number in range(101):
        store.save("a", b"x", expected=number)
        store.save(f"b {number:03}", b"x", expected=0)
    page = store.history("a")
    assert (len(page.items), page.next) == (100, 2)
    assert [told.revision for told in store.history("a", before=2).items] == [1]
    page = store.list()
    assert (len(page.items), page.next) == (100, "b 098")
    assert [told.key for told in store.list(after="b 098").items] == ["b 099", "b 100"]


def test_there_is_no_revision_before_the_first(store: Store) -> None:
    store.save("a", b"x", expected=0)
    assert store.history("a", before=1) == Page()
    with pytest.raises(InvalidValueError, match="before must be at least 1, got 0"):
        store.history("a", before=0)
    with pytest.raises(InvalidValueError, match="revision must be at least 1, got 0"):
        store.load("a", 0)
    with pytest.raises(NotFound):
        store.load("a", 10**30)
    assert len(store.history("a", before=10**30).items) == 1


def test_what_the_caller_does_to_its_buffer_changes_nothing(store: Store) -> None:
    buffer = bytearray(b"abc")
    store.save("a", buffer, expected=0)
    buffer[0] = 0
    assert store.load("a").body == b"abc"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_goes_on_with_a_store_that_is_shared(store: Store) -> None:
    if not store.capabilities.shared_between_processes:
        pytest.skip("it says that it is not shared between processes")
    store.save("a", b"parent", expected=0)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            store.save("a", b"child", expected=1)
            store.close()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert store.load("a").body == b"child"
    assert store.save("a", b"parent again", expected=2).revision == 3
    assert list(store.check()) == []


def test_a_store_is_not_pickled(store: Store) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(store)


def test_a_closed_store_refuses_and_closes_again(store: Store) -> None:
    store.save("a", b"x", expected=0)
    store.close()
    store.close()
    acts: list[Callable[[], object]] = [
        lambda: store.load("a"),
        lambda: store.save("a", b"", expected=1),
        lambda: store.delete("a", expected=1),
        store.list,
        lambda: store.history("a"),
        lambda: store.erase("a"),
        lambda: list(store.check()),
    ]
    for act in acts:
        with pytest.raises(StoreError, match="failed: it is closed"):
            act()


def test_two_stores_know_nothing_of_each_other(make_store: MakeStore) -> None:
    one, other = make_store(), make_store()
    one.save("a", b"x", expected=0)
    assert other.list().items == ()


def test_a_store_is_what_the_protocol_says(store: Store) -> None:
    assert isinstance(store, Store)


KEYS = st.sampled_from(["a", "A", "å", "a/b"])
ACTS = st.one_of(
    st.tuples(st.just("save"), KEYS, st.binary(max_size=3), st.integers(0, 4)),
    st.tuples(st.just("overwrite"), KEYS, st.binary(max_size=3)),
    st.tuples(st.just("delete"), KEYS, st.integers(0, 4)),
    st.tuples(st.just("erase"), KEYS),
)


def _outcome(store: Store, act: tuple[object, ...]) -> object:
    name, key, *rest = act
    assert isinstance(key, str)
    try:
        match name, rest:
            case "save", [bytes(body), int(expected)]:
                return store.save(key, body, expected=expected)
            case "overwrite", [bytes(body)]:
                return store.save(key, body, expected=OVERWRITE)
            case "delete", [int(expected)]:
                return store.delete(key, expected=expected)
            case _:
                return store.erase(key)
    except StoreError as error:
        return type(error), str(error.params.get("actual"))


@given(st.lists(ACTS, max_size=12))
def test_the_file_does_what_the_memory_does(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[object, ...]]
) -> None:
    path = tmp_path_factory.mktemp("stores") / "plans.db"
    memory, first, second = MemoryStore(), SqliteStore(path), SqliteStore(path)
    for index, act in enumerate(acts):
        sqlite = first if index % 2 else second
        assert _outcome(memory, act) == _outcome(sqlite, act)
    reopened = SqliteStore(path)
    assert memory.list() == reopened.list()
    for key in ("a", "A", "å", "a/b"):
        told = [_told(store, key) for store in (memory, reopened)]
        assert told[0] == told[1]
    assert list(reopened.check()) == []
    for store in (first, second, reopened):
        store.close()


def _told(store: Store, key: str) -> object:
    try:
        history = store.history(key)
    except NotFound:
        return None
    bodies = []
    for told in history.items:
        try:
            bodies.append(store.load(key, told.revision).body)
        except Deleted:
            bodies.append(None)
    return history, bodies


# Rewriting the past, and backups


def test_a_deleted_key_is_listed_when_asked_for(store: Store) -> None:
    store.save("a", b"1", expected=0)
    store.save("b", b"1", expected=0)
    store.save("c", b"1", expected=0)
    store.delete("a", expected=1)
    store.erase("b")
    assert [item.key for item in store.list().items] == ["c"]
    listed = store.list(deleted=True)
    assert [(item.key, item.revision, item.state) for item in listed.items] == [
        ("a", 2, RevisionState.DELETED),
        ("b", 2, RevisionState.ERASED),
        ("c", 1, RevisionState.SAVED),
    ]
    first = store.list(limit=1, deleted=True)
    assert (first.items[0].key, first.next) == ("a", "a")
    assert [item.key for item in store.list(after="a", deleted=True).items] == ["b", "c"]


def test_a_rewritten_revision_keeps_its_number_and_loses_its_past(store: Store) -> None:
    assert isinstance(store, Rewriting)
    assert store.capabilities.rewrite
    store.save("a", b"Anne said it", expected=0, meta=Meta(actor="Anne", write_id="w1"))
    latest = store.save("a", b"later", expected=1, meta=Meta(actor="Bo"))
    first = store.history("a").items[1]
    told = attrs.evolve(first, meta=attrs.evolve(first.meta, actor="-"))
    made = store.rewrite(told, b"- said it", was=first.sha256)
    assert (made.revision, made.size, made.sha256) == (1, 9, digest(b"- said it"))
    assert (made.meta.actor, made.meta.write_id) == ("-", "w1")
    assert store.history("a").items == (latest, made)
    assert store.load("a", 1).body == b"- said it"
    assert store.load("a").body == b"later"
    assert list(store.check()) == []
    made = store.rewrite(attrs.evolve(latest, meta=Meta(actor="-")), b"now", was=latest.sha256)
    assert store.list().items == (made,)
    assert list(store.check()) == []
    assert store.save("a", b"on", expected=2).revision == 3


def test_what_is_told_of_a_deletion_is_rewritten_too(store: Store) -> None:
    assert isinstance(store, Rewriting)
    store.save("a", b"1", expected=0)
    deleted = store.delete("a", expected=1, meta=Meta(actor="Anne"))
    told = attrs.evolve(deleted, meta=Meta(actor="-"))
    assert store.rewrite(told, None, was="") == told
    assert store.history("a").items[0] == told
    assert store.list().items == ()
    assert store.save("a", b"2", expected=0).revision == 3


def test_a_rewrite_that_comes_late_changes_nothing(store: Store) -> None:
    assert isinstance(store, Rewriting)
    told = store.save("a", b"1", expected=0)
    store.rewrite(told, b"2", was=told.sha256)
    with pytest.raises(Busy) as caught:
        store.rewrite(told, b"3", was=told.sha256)
    assert str(caught.value) == (
        "The store is busy; the plan 'a' was not written. Try again. "
        "Revision 1 was changed at the same time."
    )
    assert store.load("a").body == b"2"


def test_what_was_erased_never_comes_back(store: Store) -> None:
    assert isinstance(store, Rewriting)
    told = store.save("a", b"Anne", expected=0)
    store.erase("a")
    with pytest.raises(Busy):  # Who loaded it before that is too late.
        store.rewrite(told, b"-", was=told.sha256)
    with pytest.raises(Deleted):
        store.load("a", 1)
    assert store.list().items == ()


def test_only_what_is_there_is_rewritten(store: Store) -> None:
    assert isinstance(store, Rewriting)
    told = store.save("a", b"1", expected=0)
    for number in (0, 2):
        with pytest.raises(NotFound, match="It has the revisions 1 to 1"):
            store.rewrite(attrs.evolve(told, revision=number), b"2", was=told.sha256)
    with pytest.raises(NotFound):
        store.rewrite(attrs.evolve(told, key="b"), b"2", was=told.sha256)
    with pytest.raises(InvalidValueError) as caught:
        store.rewrite(told, None, was=told.sha256)
    assert str(caught.value) == (
        "told.state must be 'saved' with a body, and 'deleted' or 'erased' without one, "
        "got 'saved'."
    )
    with pytest.raises(BadKey):
        store.rewrite(attrs.evolve(told, key=" "), b"2", was=told.sha256)
    assert store.load("a").body == b"1"


def test_a_backup_is_a_whole_store(store: Store, tmp_path: Path) -> None:
    if not store.capabilities.backup:
        assert not isinstance(store, BackedUp)
        return
    assert isinstance(store, BackedUp)
    store.save("a", b"1", expected=0, meta=Meta(actor="HR"))
    store.save("a", b"2", expected=1)
    target = tmp_path / "backup"
    store.backup(target)
    store.save("a", b"3", expected=2)
    copy = type(store)(target)
    try:
        assert copy.load("a").body == b"2"
        assert copy.history("a") == Page(store.history("a").items[1:])
        assert list(copy.check()) == []
    finally:
        copy.close()
    with pytest.raises(StoreError, match="is there already"):
        store.backup(target)


# The typed layer


def _plan(title: str = "Plan for ledertrivsel") -> Plan:
    return Plan.start(builtin_method(), title=title, on=datetime.date(2026, 9, 2))


def test_a_plan_comes_back_equal_with_its_revision(store: Store) -> None:
    with PlanStore(store) as plans:
        plan = _plan()
        assert plans.save(plan, "2026") == 1
        assert plans.load("2026") == (plan, 1)
        later = plan.park("sparring", reason="needs-knowledge")  # type: ignore[arg-type]
        assert plans.save(later, "2026", expected=1, actor="HR") == 2
        assert plans.load("2026") == (later, 2)
        assert plans.load("2026", 1) == (plan, 1)
    with pytest.raises(StoreError):
        store.list()


def test_writing_creates_unless_a_revision_is_expected(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")
    with pytest.raises(Conflict):
        plans.save(_plan("Another"), "2026")
    assert plans.save(_plan("Another"), "2026", expected=OVERWRITE) == 2


def test_a_write_tells_when_by_whom_and_in_which_schema(store: Store) -> None:
    plans = PlanStore(store)
    at = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
    plans.save(_plan(), "2026", actor="HR", at=at)
    plans.save(_plan(), "2026", expected=1)
    second, first = plans.history("2026").items
    assert (first.meta.at, first.meta.actor, first.meta.schema) == (at, "HR", SCHEMA)
    assert second.meta.at is not None
    assert second.meta.at > at
    assert first.meta.write_id != second.meta.write_id != ""


def test_a_newer_plan_is_neither_read_nor_written_over(store: Store) -> None:
    body = (
        dump(_plan())
        .replace(b'"schema": 1', b'"schema": 99')
        .replace(b'"schema":1', b'"schema":99')
    )
    store.save("2026", body, expected=0, meta=Meta(schema=99))
    plans = PlanStore(store)
    sentence = (
        "The plan '2026' was written by a newer ledertrivsel: its schema is 99, and this version "
        f"knows {SCHEMA}. Upgrade ledertrivsel; the plan was not changed."
    )
    with pytest.raises(NewerSchema) as caught:
        plans.load("2026")
    assert str(caught.value) == sentence
    with pytest.raises(NewerSchema) as caught:
        plans.save(_plan(), "2026", expected=OVERWRITE)
    assert str(caught.value) == sentence
    assert store.load("2026").body == body
    plans.delete("2026", expected=1)
    assert plans.save(_plan(), "2026") == 3


def test_bytes_that_are_no_plan_are_told_with_their_key(store: Store) -> None:
    store.save("2026", b"{}", expected=0)
    with pytest.raises(DocumentError) as caught:
        PlanStore(store).load("2026")
    assert str(caught.value).startswith("The plan '2026', revision 1, has ")


def test_only_a_plan_is_written(store: Store) -> None:
    with pytest.raises(InvalidValueError, match="plan must be a Plan, got 'plan'"):
        PlanStore(store).save("plan", "2026")  # type: ignore[arg-type]


def test_an_edit_loads_changes_and_saves(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")
    later = attrs.evolve(_plan(), title="Later")
    assert plans.edit("2026", lambda plan: later, actor="HR") == (later, 2)
    assert plans.load("2026") == (later, 2)
    assert plans.history("2026").items[0].meta.actor == "HR"


def test_an_edit_that_changes_nothing_saves_nothing(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")
    assert plans.edit("2026", lambda plan: plan) == (_plan(), 1)
    assert len(plans.history("2026").items) == 1


def test_an_edit_is_done_again_when_somebody_saved_in_between(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")
    seen = []

    def change(plan: Plan) -> Plan:
        if not seen:  # Somebody else is quicker, once.
            plans.save(attrs.evolve(plan, purpose="Theirs"), "2026", expected=1)
        seen.append(plan.purpose)
        return attrs.evolve(plan, title="Ours")

    plan, revision = plans.edit("2026", change)
    assert (plan.title, plan.purpose, revision) == ("Ours", "Theirs", 3)
    assert len(seen) == 2


def test_an_edit_gives_up_at_the_last_try(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")

    def overtaken(plan: Plan) -> Plan:
        later = attrs.evolve(plan, title=f"{plan.title}.")
        plans.save(later, "2026", expected=OVERWRITE)
        return attrs.evolve(plan, title="Ours")

    with pytest.raises(Conflict) as caught:
        plans.edit("2026", overtaken, tries=2)
    assert (caught.value.expected, caught.value.actual) == (2, 3)
    with pytest.raises(NotFound):
        plans.edit("2027", overtaken)
    with pytest.raises(InvalidValueError, match="tries must be at least 1"):
        plans.edit("2026", overtaken, tries=0)


def test_an_edit_is_tried_five_times() -> None:
    class Crowded(MemoryStore):
        def save(self, key: str, body: bytes, **how: Any) -> Revision:
            tried.append(key)
            raise Busy(key, "Others write.")

    tried: list[str] = []
    store = Crowded()
    MemoryStore.save(store, "2026", dump(_plan()), expected=0)
    with pytest.raises(Busy):
        PlanStore(store).edit("2026", lambda plan: attrs.evolve(plan, title="Ours"))
    assert len(tried) == 5


def test_between_two_tries_others_get_more_and_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Crowded(MemoryStore):
        def save(self, key: str, body: bytes, **how: Any) -> Revision:
            raise Busy(key, "Others write.")

    def longest(least: float, most: float) -> float:
        assert (least, most) == (0, 0.02)
        return most

    pauses: list[float] = []
    monkeypatch.setattr("ledertrivsel.storage.random.uniform", longest)
    monkeypatch.setattr("ledertrivsel.storage.time.sleep", pauses.append)
    store = Crowded()
    MemoryStore.save(store, "2026", dump(_plan()), expected=0)
    with pytest.raises(Busy):
        PlanStore(store).edit("2026", lambda plan: attrs.evolve(plan, title="Ours"), tries=9)
    assert pauses == [0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 1.28, 1.28]


class Interrupted(MemoryStore):
    """A store whose connection dies in the commit: before it, or after."""

    def __init__(self, *, commits: bool) -> None:
        super().__init__()
        self.commits = commits

    def save(self, key: str, body: bytes, **how: Any) -> Revision:
        if self.commits:
            super().save(key, body, **how)
        raise OutcomeUnknown(key, how["meta"].write_id)


def test_a_save_whose_outcome_is_unknown_is_looked_up() -> None:
    assert PlanStore(Interrupted(commits=True)).save(_plan(), "2026") == 1
    with pytest.raises(OutcomeUnknown):
        PlanStore(Interrupted(commits=False)).save(_plan(), "2026")


def test_a_write_is_looked_up_among_all_revisions() -> None:
    class Crowded(Interrupted):
        def save(self, key: str, body: bytes, **how: Any) -> Revision:
            if how["meta"].write_id:
                MemoryStore.save(self, key, body, **how)
                for number in range(2, 250):  # Others go on before the answer is lost.
                    MemoryStore.save(self, key, body, expected=number - 1)
            raise OutcomeUnknown(key, how["meta"].write_id)

        def silent(self, *_: object, **__: object) -> Page:
            raise Busy("2026", "Nobody answers.")

    assert PlanStore(Crowded(commits=True)).save(_plan(), "2026") == 1
    mute = Crowded(commits=True)
    plans = PlanStore(mute)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "_refuse_downgrade", lambda *_: None)
        patch.setattr(mute, "history", mute.silent)
        with pytest.raises(OutcomeUnknown):
            plans.save(_plan(), "2026")


def test_the_layer_backs_up_what_can_be(store: Store, tmp_path: Path) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "2026")
    if store.capabilities.backup:
        plans.backup(tmp_path / "copy")
        with PlanStore(type(store)(tmp_path / "copy")) as copy:
            assert copy.load("2026") == (_plan(), 1)
    else:
        with pytest.raises(StoreError) as caught:
            plans.backup(tmp_path / "copy")
        assert str(caught.value) == (
            "The store at this address failed: it has no backup of its own; "
            "copy the plans elsewhere."
        )


def test_a_backup_is_asked_only_of_a_store_that_says_it_can(tmp_path: Path) -> None:
    class Says(MemoryStore):
        capabilities = attrs.evolve(MemoryStore.capabilities, backup=True)

    class Has(MemoryStore):
        def backup(self, path: str | Path) -> None:
            paths.append(path)

    class Can(Says, Has):
        pass

    paths: list[str | Path] = []
    for kind in (MemoryStore, Says, Has):
        with pytest.raises(StoreError, match="it has no backup of its own"):
            PlanStore(kind()).backup(tmp_path)
    PlanStore(Can()).backup(tmp_path)
    assert paths == [tmp_path]


def test_the_layer_asks_for_pages_as_it_was_asked() -> None:
    class Noting(MemoryStore):
        def list(self, **how: Any) -> Page:
            asked.append(how)
            return Page()

        def history(self, key: str, **how: Any) -> Page:
            asked.append({"key": key, **how})
            return Page()

    asked: list[dict[str, object]] = []
    plans = PlanStore(Noting())
    plans.list()
    plans.list(after="a", limit=7, deleted=True)
    plans.history("a")
    plans.history("a", before=3, limit=7)
    assert asked == [
        {"after": None, "limit": 100, "deleted": False},
        {"after": "a", "limit": 7, "deleted": True},
        {"key": "a", "before": None, "limit": 100},
        {"key": "a", "before": 3, "limit": 7},
    ]


def test_what_ends_a_plan_has_no_schema_and_a_write_id_of_its_own() -> None:
    plans = PlanStore(MemoryStore())
    plans.save(_plan(), "a")
    metas = [plans.delete("a", expected=1).meta, plans.erase("a").meta]
    assert [meta.schema for meta in metas] == [0, 0]
    assert all(len(bytes.fromhex(meta.write_id)) == 16 for meta in metas)
    assert metas[0].write_id != metas[1].write_id


def test_the_layer_passes_on_what_needs_no_types(store: Store) -> None:
    plans = PlanStore(store)
    plans.save(_plan(), "a")
    plans.save(_plan(), "b")
    assert [item.key for item in plans.list(after="a").items] == ["b"]
    assert plans.erase("a", actor="DPO").meta.actor == "DPO"
    assert list(plans.check()) == []
    assert plans.capabilities is store.capabilities


def test_a_changed_byte_is_corrupt_and_costs_only_that_plan(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    store = SqliteStore(path)
    store.save("a", b"to whom it may concern", expected=0)
    store.save("b", b"another", expected=0)
    store.close()
    content = path.read_bytes()
    assert content.count(b"may concern") == 1
    path.write_bytes(content.replace(b"may concern", b"may c0ncern"))
    store = SqliteStore(path)
    with pytest.raises(Corrupt) as caught:
        store.load("a")
    assert str(caught.value) == (
        "What is stored of the plan 'a' is damaged: "
        "revision 1 has another hash than what was saved."
    )
    assert store.load("b").body == b"another"
    assert len(store.list().items) == 2
    assert [(damage.key, damage.revision) for damage in store.check()] == [("a", 1)]
    store.close()
