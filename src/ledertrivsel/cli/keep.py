"""Look after a store: `store restore`, `check`, `backup`, `copy` and `erase`."""

from __future__ import annotations

import attrs
import click

from ledertrivsel.cli.arguments import Whole, json_option
from ledertrivsel.cli.shared import labels, print_json, progress, tell
from ledertrivsel.cli.store import (
    Spot,
    agree,
    by_option,
    command,
    difference_data,
    heads,
    revision_data,
    told_of,
    yes_option,
)
from ledertrivsel.cli.wording import Refused
from ledertrivsel.comparison import differences
from ledertrivsel.labels import Param
from ledertrivsel.personal import all_revisions
from ledertrivsel.storage import RevisionState
from ledertrivsel.transfer import copy_store


@command("check")
@click.argument("address")
@json_option
def check(address: str, as_json: bool) -> int:
    """Look for damage in a store; 1 when there is some."""
    with Spot.of(address).open() as plans, progress("store-check"):
        damages = list(plans.check())
        count = sum(1 for _ in heads(plans, deleted=False)) if not damages else 0
    if as_json:
        print_json([attrs.asdict(damage) for damage in damages])
    for damage in () if as_json else damages:
        params: dict[str, Param] = {"plan": damage.key, "detail": damage.detail}
        params["revision"] = str(damage.revision)
        which = "one" if damage.revision else "plan" if damage.key else "whole"
        tell(f"store-check.{which}", **params)
    if not damages and not as_json:
        tell("store-check.ok", count=count)
    return 1 if damages else 0


@command("backup")
@click.argument("address")
@click.argument("path")
@json_option
def backup(address: str, path: str, as_json: bool) -> None:
    """Write a whole copy of a store to a new file or folder."""
    spot = Spot.of(address)
    with spot.open() as plans:
        if not plans.capabilities.backup:
            raise Refused("no-backup", address=str(spot))
        with progress("store-backup"):
            plans.backup(path)
    if as_json:
        print_json({"path": path})
    else:
        tell("store-backup.done", path=path)


@command("copy")
@click.argument("source")
@click.argument("target")
@json_option
def copy(source: str, target: str, as_json: bool) -> int:
    """Copy plans with their history to another store; 1 when some could not be read."""
    origin, goal = Spot.of(source), Spot.of(target)
    if goal.key:
        raise Refused("copy-key", value=str(goal))
    with origin.open() as plans, goal.open() as others, progress("store-copy") as say:

        def at(key: str, done: int, total: int) -> None:
            say(labels().fill("cli.progress.store-copied", {"done": done, "total": total}))

        copied = copy_store(plans, others, keys=origin.keys, progress=at)
    if as_json:
        print_json(attrs.asdict(copied))
        return 1 if copied.damaged else 0
    tell("store-copy.done", count=copied.keys, written=copied.written, skipped=copied.skipped)
    for which in ("damaged", "lost"):
        for key, revision in getattr(copied, which):
            tell(f"store-copy.{which}", plan=key, revision=str(revision))
    return 1 if copied.damaged else 0


@command("restore")
@click.argument("address")
@click.argument("revision", type=Whole())
@by_option
@yes_option
@json_option
def restore(address: str, revision: int, by: str, yes: bool, as_json: bool) -> None:
    """Save an old revision of a plan as a new one."""
    spot = Spot.of(address)
    with spot.open() as plans:
        key = spot.plan
        plan, _ = plans.load(key, revision)
        head = told_of(plans, key, None)
        there = plans.load(key)[0] if head.state is RevisionState.SAVED else None
        found = () if there is None else differences(there, plan)
        if plan == there:
            saved = head.revision
        else:
            agree(
                yes,
                "store-restore.will" if found else "store-restore.will-anew",
                lines=[one.render(labels().language) for one in found],
                as_json=as_json,
                plan=key,
                old=revision,
                new=head.revision + 1,
            )
            expected = head.revision if there is not None else 0
            saved = plans.save(plan, key, expected=expected, actor=by)
    if as_json:
        data = {
            "key": key,
            "revision": saved,
            "differences": [difference_data(one) for one in found],
        }
        print_json(data)
    else:
        done = "same" if plan == there else "done"
        tell(f"store-restore.{done}", plan=key, old=revision, new=saved)


@command("erase")
@click.argument("address")
@by_option
@yes_option
@json_option
def erase(address: str, by: str, yes: bool, as_json: bool) -> None:
    """Erase every revision of a plan, for good."""
    spot = Spot.of(address)
    if not spot.key:  # What can't be undone is never done to a plan that nobody named.
        raise Refused("erase-key", value=str(spot))
    with spot.open() as plans:
        revisions = all_revisions(plans, spot.key)
        count = sum(told.state is RevisionState.SAVED for told in revisions)
        agree(yes, "store-erase.will", as_json=as_json, plan=spot.key, count=count)
        with progress("store-erase"):
            told = plans.erase(spot.key, actor=by)
    if as_json:
        print_json(revision_data(told))
    else:
        tell("store-erase.done", plan=spot.key, count=count)
