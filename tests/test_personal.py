"""Finding a person in stored plans: every place, of every revision, and what can't be read."""

from typing import NoReturn

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledertrivsel.decisions import Mandate
from ledertrivsel.documents import dump
from ledertrivsel.errors import Corrupt, InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.parking import ParkedReason
from ledertrivsel.personal import Found, Mention, Unread, Unreadable, Wanted, find_person
from ledertrivsel.storage import Meta, PlanStore, RevisionState, Stored
from ledertrivsel.stores.memory import MemoryStore
from ledertrivsel.testing.strategies import filled_plan
from ledertrivsel.texts import Where, visited
from tests.cases import small_plans as small

PARKED = {"reason": ParkedReason.NEEDS_KNOWLEDGE}


def plan_store() -> PlanStore:
    return PlanStore(MemoryStore())


def places(found: Found) -> list[tuple[str, int, str, str]]:
    return [(m.key, m.revision, m.where.value, m.path) for m in found.mentions]


def test_a_person_is_found_in_every_revision_and_told_where() -> None:
    store = plan_store()
    plan = small.bare().park("sparring", **PARKED, who="Anna Holm, HR")  # type: ignore[arg-type]
    store.save(plan, "2026", actor="anna holm")
    store.save(plan.unpark("sparring"), "2026", expected=1, actor="Bo")
    assert find_person(store, "ANNA HOLM") == Found(
        (
            Mention(key="2026", revision=1, where=Where.ACTOR, path="actor", value="anna holm"),
            Mention(
                key="2026",
                revision=1,
                where=Where.PERSONAL,
                path="parking[0].who",
                value="Anna Holm, HR",
            ),
        )
    )


def test_every_field_is_searched() -> None:
    store = plan_store()
    paths: dict[str, None] = {}

    def token(path: str) -> str:
        paths[path] = None
        return f"Ånna Hølm {len(paths):03}"

    plan = filled_plan(token)
    store.save(plan, "alt")
    held: set[str] = set()

    def note(path: str, _: object, text: str) -> str:
        if "Ånna" in text:
            held.add(path)
        return text

    visited(plan, note)
    found = find_person(store, "ånna hølm")
    assert {mention.path for mention in found.mentions} == held
    assert held >= set(paths)


def test_deleted_and_erased_plans_are_searched_for_what_is_left_of_them() -> None:
    store = plan_store()
    plan = attrs.evolve(small.bare(), title="Annas plan")
    store.save(plan, "slettet", actor="Bo")
    store.delete("slettet", expected=1, actor="Anna")
    store.save(plan, "tømt", actor="Anna")
    store.erase("tømt", actor="Anna")
    assert places(find_person(store, "Anna")) == [
        ("slettet", 1, "free-text", "title"),
        ("slettet", 2, "actor", "actor"),
        ("tømt", 1, "actor", "actor"),
        ("tømt", 2, "actor", "actor"),
    ]


def test_keys_and_ids_that_are_made_of_the_name_are_told() -> None:
    store = plan_store()
    plan = small.bare().add_theme("Æbler hos Søren Ærø", source="other", id="soeren-aeroe")  # type: ignore[arg-type]
    store.save(plan, "søren ærø")
    store.save(small.bare(), "anden")
    assert places(find_person(store, "Søren Ærø")) == [
        ("søren ærø", 0, "key", "key"),
        ("søren ærø", 1, "id", "own_themes[0].id"),
        ("søren ærø", 1, "free-text", "own_themes[0].title.da"),
    ]


def test_the_methods_own_words_are_told_apart() -> None:
    store = plan_store()
    store.save(small.bare(), "a")
    kinds = {mention.where for mention in find_person(store, "sparring").mentions}
    assert kinds == {Where.METHOD}


def test_only_the_keys_asked_for_are_searched() -> None:
    store = plan_store()
    for key in ("a", "b"):
        store.save(small.bare(), key, actor="Anna")
    assert places(find_person(store, "Anna", keys=["b"])) == [("b", 1, "actor", "actor")]


def test_more_keys_and_revisions_than_a_page_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ledertrivsel.personal.PAGE_LIMIT", 2)
    store = plan_store()
    for key in "abcde":
        for revision in range(5):
            store.store.save(key, b"{}", expected=revision, meta=Meta(actor="Anna"))
    assert len(find_person(store, "Anna").mentions) == 25


# What can't be read


def test_what_cannot_be_read_is_told() -> None:
    memory = MemoryStore()
    store = PlanStore(memory)
    store.save(attrs.evolve(small.bare(), title="Annas plan"), "ny")
    newer = dump(attrs.evolve(small.bare(), title="Annas plan")).replace(
        b'"schema": 1', b'"schema": 2', 1
    )
    memory.save("ny", newer, expected=1)
    memory.save("nyere uden", newer.replace(b"Anna", b"Karl"), expected=0)
    memory.save("noter", "Møde med anna".encode(), expected=0)
    memory.save("noter uden", b"x", expected=0)
    memory.save("bytes", b"\xff\xfe", expected=0)
    store.save(small.bare(), "skadet")
    rows = memory._rows["skadet"]
    memory._rows["skadet"] = (attrs.evolve(rows[0], body=b"{}"),)
    found = find_person(store, "Anna")
    assert places(found) == [("ny", 1, "free-text", "title")]
    newer_schema, no_plan = Unreadable.NEWER_SCHEMA, Unreadable.NO_PLAN
    assert found.unread == (
        Unread(key="bytes", revision=1, why=no_plan, is_named=None),
        Unread(key="noter", revision=1, why=no_plan, is_named=True),
        Unread(key="noter uden", revision=1, why=no_plan, is_named=False),
        Unread(key="ny", revision=2, why=newer_schema, is_named=True),
        Unread(key="nyere uden", revision=1, why=newer_schema, is_named=False),
        Unread(key="skadet", revision=1, why=Unreadable.CORRUPT, is_named=None),
    )


def test_a_plan_that_cannot_hold_the_name_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    store = plan_store()
    store.save(small.bare(), "a")
    monkeypatch.setattr("ledertrivsel.personal.read_body", pytest.fail)
    assert find_person(store, "Anna Holm") == Found()


def test_a_name_of_other_letters_makes_no_id() -> None:
    assert not Wanted("日本").is_in_id("theme")
    assert Wanted("Theme").is_in_id("theme-a")
    assert Wanted("Ærø Holm", whole_words=True).is_in_id("hos-aeroe-holm")


def test_bytes_with_an_id_made_of_the_name_may_hold_it() -> None:
    assert Wanted("Ærø Holm").may_be_in(b'{"id": "hos-aeroe-holm"}')
    assert not Wanted("Ærø Holm").may_be_in(b'{"id": "hos-aeroe"}')


def test_what_comes_again_with_what_is_put_in_is_replaced_three_times_and_then_altogether() -> (
    None
):
    assert Wanted("ab").replaced("x abbb", "a") == "x a"
    assert Wanted("ab").replaced("x abbbb", "a") == "a"


def test_letters_written_as_numbers_are_read() -> None:
    store = plan_store()
    body = dump(attrs.evolve(small.bare(), title="Møller")).replace(
        "Møller".encode(), b"M\\u00f8ller"
    )
    store.store.save("a", body, expected=0)
    store.store.save("b", b'{"schema": 9, "title": "M\\u00f8ller"}', expected=0)
    store.store.save("c", b'"\\u00f8', expected=0)
    found = find_person(store, "møller")
    assert places(found) == [("a", 1, "free-text", "title")]
    assert [(u.key, u.is_named) for u in found.unread] == [("b", True), ("c", None)]


def test_a_history_that_cannot_be_read_is_told() -> None:
    class Damaged(MemoryStore):
        def history(self, key: str, **_: object) -> NoReturn:
            raise Corrupt(key, "what it tells of itself is damaged.")

    store = PlanStore(Damaged())
    store.store.save("a", b"{}", expected=0)
    found = find_person(store, "Anna")
    assert found == Found((), (Unread(key="a", revision=0, why=Unreadable.CORRUPT),))


def test_what_is_erased_while_it_is_searched_is_passed_over() -> None:
    class Erased(MemoryStore):
        def load(self, key: str, revision: int | None = None) -> Stored:
            if self.history(key, limit=1).items[0].state is RevisionState.SAVED:
                self.erase(key)
            return super().load(key, revision)

    store = PlanStore(Erased())
    store.save(attrs.evolve(small.bare(), title="Annas plan"), "a", actor="Anna")
    assert places(find_person(store, "Anna")) == [("a", 1, "actor", "actor")]


# The text


@pytest.mark.parametrize(
    ("text", "value", "whole_words", "is_in"),
    [
        ("Anna", "anna", False, True),
        ("anna", "ANNAS", False, True),
        ("anna", "ANNAS", True, False),
        ("Bo", "Bolig", False, True),
        ("Bo", "Bolig", True, False),
        ("Bo", "(bo)", True, True),
        ("Anna Holm", "Anna\n Holm", False, True),
        ("Anna  Holm ", "anna holm", False, True),
        ("A\u030arhus", "Århus", False, True),
        ("STRASSE", "Straße", False, True),
        ("a.b", "axb", False, False),
        ("22 33", "2233", False, False),
    ],
)
def test_case_and_spaces_do_not_matter(
    text: str, value: str, whole_words: bool, is_in: bool
) -> None:
    assert Wanted(text, whole_words=whole_words).is_in(value) is is_in


@pytest.mark.parametrize(
    ("text", "value", "replaced"),
    [
        ("Anna", "Anna og ANNA", "[x] og [x]"),
        ("ss", "Straße", "Stra[x]e"),
        ("as", "Straße", "Str[x]e"),
        ("s s", "s ß s", "[x] s"),
        ("Anna", "Bo", "Bo"),
        ("anan", "ananan", "[x]an"),
        ("]a", "]aa", "[x[x]"),
        ("x]a", "x]aaaaaa", "[x]"),
    ],
)
def test_a_text_is_replaced_until_none_is_left(text: str, value: str, replaced: str) -> None:
    assert Wanted(text).replaced(value, "[x]") == replaced


@given(text=st.text("ab]ßs ", min_size=2), value=st.text("ab]ßs[x \n"))
def test_nothing_is_left_of_a_text_that_was_replaced(text: str, value: str) -> None:
    if len(" ".join(text.split())) < 2:
        return
    wanted = Wanted(text)
    if wanted.is_in("[x]"):
        return
    replaced = wanted.replaced(value, "[x]")
    assert not wanted.is_in(replaced)
    assert wanted.replaced(replaced, "[x]") == replaced
    assert wanted.is_in(value) or replaced == value


@given(value=st.text(), text=st.text(min_size=2))
def test_bytes_that_cannot_hold_the_text_are_passed_over_only_then(value: str, text: str) -> None:
    try:
        wanted = Wanted(text)
        body = dump(attrs.evolve(small.bare(), purpose=f"{value} {text}"))
    except InvalidValueError:
        return
    assert wanted.may_be_in(body)


def test_a_text_too_short_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Wanted(" a ")
    assert str(caught.value) == "text must be at least 2 characters, got ' a '."
    assert say(caught.value) == "text skal være på mindst 2 tegn, men er ' a '."


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="must not be empty"):
        find_person(plan_store(), " ")


def test_a_mandates_answers_are_marked() -> None:
    store = plan_store()
    store.save(small.bare().give_mandate(Mandate(decides="Direktør Anna Holm")), "a")
    assert places(find_person(store, "anna holm")) == [("a", 1, "personal", "mandate.decides")]
