"""How long plans are kept: those whose last act lies before a day, and deleted ones, are erased.

Personal data are kept no longer than they are needed (GDPR, article 5). What an archive is to have
first is the caller's duty: nothing here knows of it. A plan that can't be read is never erased.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Iterable
from enum import Enum

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import Busy, Corrupt
from ledertrivsel.personal import Unread, Unreadable, all_keys, all_revisions, read_body
from ledertrivsel.storage import PlanStore, RevisionState

_TRIES = 6


class ExpiredReason(Enum):
    """Why a plan need not be kept."""

    PAST = "past"
    """The latest act recorded in it lies before the day."""
    DELETED = "deleted"
    """It was deleted, and its revisions can still be read."""


@attrs.frozen(kw_only=True)
class Expired:
    """A plan that need not be kept, and how many of its *revisions* can be read.

    Args:
        latest_act: None where it was deleted.
    """

    key: str
    why: ExpiredReason
    latest_act: datetime.date | None = None
    revisions: int


@attrs.frozen(kw_only=True)
class Retention:
    """What need not be kept, what could not be read, and whether it was erased."""

    expired: tuple[Expired, ...] = ()
    unread: tuple[Unread, ...] = ()
    is_erased: bool = False


def retain(
    plans: PlanStore,
    before: datetime.date,
    *,
    dry_run: bool = True,
    actor: str = "",
    keys: Iterable[str] | None = None,
) -> Retention:
    """Name the plans whose latest act lies before a day, and deleted ones; erase them if asked.

    Running it again does no harm, and is what to do after a `Busy`.

    Args:
        dry_run: only name them.
        actor: who erases them, as the store will tell.
        keys: only these plans; by default all.

    Raises:
        Busy: when others kept the store locked; some plans may be erased.
    """
    v.day(before, "before")
    v.boolean(dry_run, "dry_run")
    expired: list[Expired] = []
    unread: list[Unread] = []
    erased_earlier: str | None = None
    for key in tuple(all_keys(plans) if keys is None else keys):
        found = _judged(plans, key, before)
        if isinstance(found, Unread):
            unread.append(found)
        elif found is not None:
            expired.append(found)
            if not dry_run:
                _erase(plans, key, actor)
        elif _is_erased(plans, key):
            erased_earlier = erased_earlier or key
    if not dry_run and not expired and erased_earlier is not None:
        # A run that ended in Busy may have left the text in the store's log; erasing again, which
        # does no harm, makes the store clear that away.
        _erase(plans, erased_earlier, actor)
    return Retention(expired=tuple(expired), unread=tuple(unread), is_erased=not dry_run)


def _judged(plans: PlanStore, key: str, before: datetime.date) -> Expired | Unread | None:
    try:
        revisions = all_revisions(plans, key)
        there = sum(told.state is RevisionState.SAVED for told in revisions)
        latest = revisions[-1]
        if latest.state is not RevisionState.SAVED:
            why = ExpiredReason.DELETED
            return Expired(key=key, why=why, revisions=there) if there else None
        plan = read_body(plans.store.load(key, latest.revision).body)
    except Corrupt:
        return Unread(key=key, revision=0, why=Unreadable.CORRUPT)
    if isinstance(plan, Unreadable):
        return Unread(key=key, revision=latest.revision, why=plan)
    if plan.latest_act >= before:
        return None
    act = plan.latest_act
    return Expired(key=key, why=ExpiredReason.PAST, latest_act=act, revisions=there)


def _is_erased(plans: PlanStore, key: str) -> bool:
    return plans.history(key, limit=1).items[0].state is RevisionState.ERASED


def _erase(plans: PlanStore, key: str, actor: str) -> None:
    left = _TRIES
    while True:
        left -= 1
        try:
            plans.erase(key, actor=actor)
            return
        except Busy:
            if not left:
                raise
        time.sleep(random.uniform(0, 0.02) * 2 ** (_TRIES - left))
