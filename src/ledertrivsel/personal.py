"""Where a person is named in stored plans: in every document, every revision and the store itself.

A data subject may see what is kept of them, and have it taken out (GDPR, articles 15 and 17). The
model marks the fields in which people are named; people also write names where they don't belong,
so every other text is searched too and told apart. What can't be read is told, never passed over.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    Corrupt,
    Deleted,
    DocumentError,
    InvalidValueError,
    NewerSchemaError,
)
from ledertrivsel.plan import Plan
from ledertrivsel.storage import PAGE_LIMIT, PlanStore, Revision, RevisionState
from ledertrivsel.texts import Place, Where, visited

SHORTEST = 2
"""Fewest characters to look for: one letter stands in every text."""


@attrs.frozen(kw_only=True)
class Mention:
    """One place that names the person.

    Args:
        revision: 0 where it is the key itself.
        path: such as ``cards[2].tasks[0].who``, as in the document.
        value: all that stands there.
    """

    key: str
    revision: int
    where: Where
    path: str
    value: str


class Unreadable(Enum):
    """Why a document could not be read as a plan."""

    CORRUPT = "corrupt"
    """The bytes are not those that were saved."""
    NEWER_SCHEMA = "newer-schema"
    """A newer ledertrivsel wrote it."""
    NO_PLAN = "no-plan"
    """The bytes are whole, and no plan."""


@attrs.frozen(kw_only=True)
class Unread:
    """A document that could not be read; *revision* is 0 where it is the whole history of a key.

    Args:
        is_named: whether its bytes hold the text; None when nobody can tell.
    """

    key: str
    revision: int
    why: Unreadable
    is_named: bool | None = None


@attrs.frozen
class Found:
    """Where a person is named, by key and revision, and what could not be read."""

    mentions: tuple[Mention, ...] = ()
    unread: tuple[Unread, ...] = ()


def find_person(
    plans: PlanStore,
    text: str,
    *,
    keys: Iterable[str] | None = None,
    whole_words: bool = False,
) -> Found:
    """Return every place in a store that holds *text*, also of deleted plans.

    Upper and lower case are the same, and so are spaces and line breaks.

    Args:
        keys: only these plans; by default all.
        whole_words: "Bo" is not found in "Bolig"; nor is it in "Bos".

    Raises:
        InvalidValueError: when *text* is shorter than `SHORTEST`.
    """
    wanted = Wanted(text, whole_words=whole_words)
    mentions: list[Mention] = []
    unread: list[Unread] = []
    for key in all_keys(plans) if keys is None else keys:
        for seen in examine(plans, key, wanted):
            mentions += seen.mentions
            unread += [] if seen.unread is None else [seen.unread]
    return Found(tuple(mentions), tuple(unread))


# The text that is looked for.


class Wanted:
    """A text to look for: in NFC, whatever its case, a space being any white space."""

    def __init__(self, text: str, *, whole_words: bool = False) -> None:
        self.text = " ".join(v.title(text, "text").split())
        if len(self.text) < SHORTEST:
            raise InvalidValueError("text", "too-short", text, "", {"limit": SHORTEST})
        words = self.text.casefold().split(" ")
        pattern = r"\s+".join(map(re.escape, words))
        self._pattern = re.compile(rf"(?<!\w){pattern}(?!\w)" if whole_words else pattern)
        # In JSON a quote and a line break are written in two characters each.
        escaped = (re.escape(json.dumps(word, ensure_ascii=False)[1:-1]) for word in words)
        slug = v.as_slug(self.text)
        self._slug = slug if slug != "theme" or "theme" in words else ""
        raw = r"(?:\s|\\[nt])+".join(escaped)
        self._raw = re.compile(f"{raw}|{self._slug}" if self._slug else raw)

    def is_in(self, value: str) -> bool:
        """Return whether *value* holds the text."""
        return self._pattern.search(value.casefold()) is not None

    def is_in_id(self, value: str) -> bool:
        """Return whether an id such as ``anna-holms-gruppe`` is made of the text."""
        is_made_of = bool(self._slug) and f"-{self._slug}-" in f"-{value}-"
        return is_made_of or self.is_in(value)

    def may_be_in(self, body: bytes) -> bool | None:
        """Return whether the bytes of a document may hold the text; None where nobody can tell."""
        try:
            content = unicodedata.normalize("NFC", body.decode())
        except UnicodeDecodeError:
            return None
        if "\\u" in content:  # Letters written as numbers, which no plan of ours is.
            try:
                content = json.dumps(json.loads(content), ensure_ascii=False)
            except (ValueError, RecursionError):
                return None
        return self._raw.search(content.casefold()) is not None

    def replaced(self, value: str, by: str) -> str:
        """Return *value* with *by* in all places of the text, so that none is left."""
        for _ in range(3):  # What is put in may make the text anew with what stands beside it.
            if not self.is_in(value):
                return value
            value = self._once(value, by)
        return by if self.is_in(value) else value

    def _once(self, value: str, by: str) -> str:
        folded = [character.casefold() for character in value]
        place = [index for index, part in enumerate(folded) for _ in part]  # ß is two letters.
        parts, end = [], 0
        for match in self._pattern.finditer("".join(folded)):
            start = place[match.start()]
            if start >= end:
                parts += [value[end:start], by]
                end = place[match.end() - 1] + 1
        return "".join([*parts, value[end:]])


# The documents of a store.

_KNOWN = re.compile(rb'\{\s*"schema": (\d{1,9})[,\s}]')


@attrs.frozen(kw_only=True)
class Seen:
    """What `examine` saw of one revision; *told* is None where it saw the key alone."""

    told: Revision | None = None
    body: bytes | None = None
    plan: Plan | None = None
    mentions: tuple[Mention, ...] = ()
    unread: Unread | None = None


def all_keys(plans: PlanStore) -> Iterator[str]:
    """Yield the key of every plan, deleted and erased ones too, in the order of the store."""
    after: str | None = None
    while True:
        page = plans.list(after=after, limit=PAGE_LIMIT, deleted=True)
        yield from (told.key for told in page.items)
        if page.next is None:
            return
        after = str(page.next)


def all_revisions(plans: PlanStore, key: str) -> tuple[Revision, ...]:
    """Return every revision of a plan, the first first.

    Raises:
        Corrupt: when there is such a plan, and none of its revisions.
    """
    found: list[Revision] = []
    before: int | None = None
    while True:
        page = plans.history(key, before=before, limit=PAGE_LIMIT)
        found += page.items
        if page.next is None:
            break
        before = int(page.next)
    if not found:
        raise Corrupt(key, "none of its revisions is there.")
    return tuple(reversed(found))


def examine(plans: PlanStore, key: str, wanted: Wanted) -> Iterator[Seen]:
    """Yield what is seen of *key* and of each of its revisions, the first first.

    A plan is read only where its bytes may hold the text.
    """
    if wanted.is_in(key):
        yield Seen(mentions=(_mention(key, 0, Where.KEY, "key", key),))
    try:
        revisions = all_revisions(plans, key)
    except Corrupt:
        yield Seen(unread=Unread(key=key, revision=0, why=Unreadable.CORRUPT))
        return
    for told in revisions:
        yield _seen(plans, told, wanted)


def _seen(plans: PlanStore, told: Revision, wanted: Wanted) -> Seen:
    key, number = told.key, told.revision
    mentions: list[Mention] = []
    if wanted.is_in(told.meta.actor):
        mentions.append(_mention(key, number, Where.ACTOR, "actor", told.meta.actor))
    seen = Seen(told=told, mentions=tuple(mentions))
    if told.state is not RevisionState.SAVED:
        return seen
    try:
        body = plans.store.load(key, number).body
    except Deleted:  # Erased since its history was read.
        return seen
    except Corrupt:
        unread = Unread(key=key, revision=number, why=Unreadable.CORRUPT)
        return attrs.evolve(seen, unread=unread)
    seen = attrs.evolve(seen, body=body)
    is_named = wanted.may_be_in(body)
    if is_named is False and _is_known(body):
        return seen
    plan = read_body(body)
    if isinstance(plan, Unreadable):
        unread = Unread(key=key, revision=number, why=plan, is_named=is_named)
        return attrs.evolve(seen, unread=unread)

    def note(path: str, place: Place, text: str) -> str:
        is_here = wanted.is_in_id if place.where is Where.ID else wanted.is_in
        if is_here(text):
            mentions.append(_mention(key, number, place.where, path, text))
        return text

    visited(plan, note)
    return attrs.evolve(seen, plan=plan, mentions=tuple(mentions))


def read_body(body: bytes) -> Plan | Unreadable:
    """Return the plan of a document's bytes, or why it can't be read."""
    from ledertrivsel.documents import load  # It needs cattrs, which an export does not.

    try:
        return load(body)
    except NewerSchemaError:
        return Unreadable.NEWER_SCHEMA
    except DocumentError:
        return Unreadable.NO_PLAN


def _is_known(body: bytes) -> bool:
    """Return whether a document begins as one of a schema that this version knows."""
    from ledertrivsel.documents import SCHEMA

    begins = _KNOWN.match(body)
    return begins is not None and int(begins[1]) <= SCHEMA


def _mention(key: str, revision: int, where: Where, path: str, value: str) -> Mention:
    return Mention(key=key, revision=revision, where=where, path=path, value=value)
