"""Take a person out of stored plans: what names them is replaced in every revision.

The right to erasure (GDPR, article 17) without losing the plan: numbers, days and the history
stay, and every revision is still a plan. What is left is told, so that a human can see to it.
"""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import Busy, InvalidValueError, StoreError
from ledertrivsel.personal import (
    Mention,
    Seen,
    Unread,
    Unreadable,
    Wanted,
    all_keys,
    examine,
    read_body,
)
from ledertrivsel.plan import Plan
from ledertrivsel.storage import PlanStore, Revision, RevisionState, Rewriting
from ledertrivsel.texts import Place, Where, visited

T = TypeVar("T")

REPLACEMENT = "[slettet]"
"""What stands where a person was named."""

_TRIES = 6


@attrs.frozen(kw_only=True)
class Redaction:
    """What was taken out and what is left.

    Args:
        rewritten: how many revisions.
        replaced: what stood there before; it names the person, so don't keep it.
        left: what a human must see to: other texts, ids, keys and the method's own words.
        unread: documents that could not be read, and were left as they are.
    """

    rewritten: int = 0
    replaced: tuple[Mention, ...] = ()
    left: tuple[Mention, ...] = ()
    unread: tuple[Unread, ...] = ()


def redact(
    plans: PlanStore,
    text: str,
    replacement: str = REPLACEMENT,
    *,
    free_text: bool = False,
    keys: Iterable[str] | None = None,
    whole_words: bool = False,
) -> Redaction:
    """Replace *text* in the marked fields of every revision, and in who saved it.

    Names that must differ are numbered: "[slettet]", "[slettet] 2". Running it again does no harm,
    and is what to do after a `Busy`.

    Args:
        free_text: replace it in every other text that people typed, too.
        keys, whole_words: as in `find_person`.

    Raises:
        StoreError: when the store can't rewrite the past; nothing was changed.
        Busy: when others kept the store locked; some revisions may be done.
        InvalidValueError: when *replacement* is empty, or holds *text*.
    """
    store = plans.store
    if not (plans.capabilities.rewrite and isinstance(store, Rewriting)):
        raise StoreError(
            type(store).__name__, "it can't rewrite the past; copy it into a store that can."
        )
    wanted = Wanted(text, whole_words=whole_words)
    replacement = v.title(replacement, "replacement").strip()
    if Wanted(text).is_in(replacement):
        raise InvalidValueError("replacement", "replacement-free", replacement)
    kinds = {Where.PERSONAL, Where.ACTOR, *([Where.FREE_TEXT] if free_text else [])}
    sign = functools.partial(wanted.replaced, by=replacement)
    rewritten = 0
    done: list[Mention] = []
    left: list[Mention] = []
    unread: list[Unread] = []
    earlier: Revision | None = None  # One that bears the mark of a redaction before this.
    for key in all_keys(plans) if keys is None else keys:
        names = _Names(wanted, replacement)
        to_do: list[Revision] = []
        for seen in examine(plans, key, wanted):
            is_whole = seen.unread is None or seen.unread.why is not Unreadable.CORRUPT
            replaced = [m for m in seen.mentions if m.where in kinds and is_whole]
            done += replaced
            left += [mention for mention in seen.mentions if mention not in replaced]
            unread += [] if seen.unread is None else [seen.unread]
            if seen.plan is not None:
                names.note(seen.plan)
            if seen.told is not None and replaced:
                to_do.append(seen.told)
            elif earlier is None and _bears(seen, replacement):
                earlier = seen.told
        change = functools.partial(_changed, wanted, replacement, kinds, names.chosen())
        for told in to_do:
            _rewrite(plans, store, told, change, sign)
        rewritten += len(to_do)
    if not rewritten and earlier is not None:
        # A run that ended in Busy may have left the old text in the store's log: writing one
        # revision anew as it is makes the store clear that away.
        _rewrite(plans, store, earlier, _as_it_is, _as_it_is)
    return Redaction(
        rewritten=rewritten, replaced=tuple(done), left=tuple(left), unread=tuple(unread)
    )


def _bears(seen: Seen, replacement: str) -> bool:
    """Return whether a revision can be read and holds *replacement*."""
    told = seen.told
    if told is None or (seen.body is None and told.state is RevisionState.SAVED):
        return False
    return replacement in told.meta.actor or replacement.encode() in (seen.body or b"")


class _Names:
    """What names that others refer to become: one in all revisions of a plan, each another."""

    def __init__(self, wanted: Wanted, replacement: str) -> None:
        self._wanted, self._replacement = wanted, replacement
        self._beside: dict[tuple[str, str], set[str]] = {}  # By scope and name.

    def note(self, plan: Plan) -> None:
        """Remember the names of one revision, and which stand beside each other."""
        by_scope: dict[str, dict[str, None]] = {}

        def gather(_: str, place: Place, text: str) -> str:
            if place.scope:
                by_scope.setdefault(place.scope, {})[text] = None
            return text

        visited(plan, gather)
        for theme in plan.instrument.themes:  # An own theme may not be called as one of these.
            titles = dict.fromkeys(text for _, text in theme.title.by_language)
            by_scope.setdefault("theme", {}).update(titles)
        for scope, names in by_scope.items():
            for name in names:
                if self._wanted.is_in(name):
                    self._beside.setdefault((scope, name), set()).update(map(_folded, names))

    def chosen(self) -> dict[tuple[str, str], str]:
        """Return what each name becomes, by scope and name."""
        found: dict[tuple[str, str], str] = {}
        taken: dict[str, set[str]] = {}
        for (scope, name), beside in self._beside.items():
            base = self._wanted.replaced(name, self._replacement)[: v.TITLE_LIMIT]
            number, new = 1, base
            while _folded(new) in beside | taken.setdefault(scope, set()):
                number += 1
                ending = f" {number}"
                new = base[: v.TITLE_LIMIT - len(ending)] + ending
            taken[scope].add(_folded(new))
            found[scope, name] = new
        return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _changed(
    wanted: Wanted,
    replacement: str,
    kinds: set[Where],
    names: Mapping[tuple[str, str], str],
    plan: Plan,
) -> Plan:
    """Return *plan* without the text that is *wanted*."""

    def change(_: str, place: Place, text: str) -> str:
        if place.where not in kinds:
            return text
        if (place.scope, text) in names:
            return names[place.scope, text]
        return wanted.replaced(text, replacement)

    return visited(plan, change)


def _rewrite(
    plans: PlanStore,
    store: Rewriting,
    told: Revision,
    change: Callable[[Plan], Plan],
    sign: Callable[[str], str],
) -> None:
    """Put *change* in the place of one revision's plan, and *sign* in that of who saved it.

    Raises:
        Busy: at the last try. The revision may be done and the store's log still hold the old one.
    """
    from ledertrivsel.documents import SCHEMA, dump

    left = _TRIES
    while True:
        left -= 1
        (now,) = plans.history(told.key, before=told.revision + 1, limit=1).items
        meta = attrs.evolve(now.meta, actor=sign(now.meta.actor)[: v.TITLE_LIMIT])
        body = None
        if now.state is RevisionState.SAVED:
            body = plans.store.load(told.key, told.revision).body
            plan = read_body(body)
            changed = plan if isinstance(plan, Unreadable) else change(plan)
            if isinstance(changed, Plan) and changed is not plan:
                body, meta = dump(changed), attrs.evolve(meta, schema=SCHEMA)
        try:
            store.rewrite(attrs.evolve(now, meta=meta), body, was=now.sha256)
            return
        except Busy:
            if not left:
                raise
        time.sleep(random.uniform(0, 0.02) * 2 ** (_TRIES - left))


def _as_it_is(value: T) -> T:
    return value
