"""People in a store: `store find`, `redact` and `retain`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import attrs
import click

from ledertrivsel.cli.arguments import day_option, json_option
from ledertrivsel.cli.shared import labels, paragraph, print_json, progress, tell
from ledertrivsel.cli.store import Spot, agree, by_option, command, yes_option
from ledertrivsel.cli.wording import Refused
from ledertrivsel.labels import Param
from ledertrivsel.personal import Mention, Unread, find_person
from ledertrivsel.redaction import REPLACEMENT, redact
from ledertrivsel.retention import retain
from ledertrivsel.texts import Where

SHOWN = 60
"""Characters of a text that are shown where somebody is named."""


@command("find")
@click.argument("address")
@click.argument("text")
@click.option("--whole-words", is_flag=True)
@json_option
def find(address: str, text: str, whole_words: bool, as_json: bool) -> int:
    """Find where a person is named; 1 when some documents could not be read."""
    spot = Spot.of(address)
    with spot.open() as plans, progress("store-find"):
        found = find_person(plans, text, keys=spot.keys, whole_words=whole_words)
    if as_json:
        print_json(
            {
                "mentions": [_mention_data(mention) for mention in found.mentions],
                "unread": [_unread_data(unread) for unread in found.unread],
            }
        )
    else:
        _print_mentions(found.mentions)
        if not found.mentions:
            tell("store-find.none")
        _print_unread(found.unread)
    return 1 if found.unread else 0


@command("redact")
@click.argument("address")
@click.argument("text")
@click.option("--replacement", default=REPLACEMENT)
@click.option("--free-text", is_flag=True)
@click.option("--whole-words", is_flag=True)
@yes_option
@json_option
def redact_text(
    address: str,
    text: str,
    replacement: str,
    free_text: bool,
    whole_words: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """Take a person out of every revision; 1 when some documents could not be read."""
    spot = Spot.of(address)
    with spot.open() as plans:
        if not plans.capabilities.rewrite:
            raise Refused("no-rewrite", address=str(spot))
        with progress("store-find"):
            found = find_person(plans, text, keys=spot.keys, whole_words=whole_words)
        kinds = [Where.PERSONAL, Where.ACTOR, *([Where.FREE_TEXT] if free_text else [])]
        places = [mention for mention in found.mentions if mention.where in kinds]
        if places:
            agree(
                yes,
                "store-redact.will",
                lines=_places(places),
                as_json=as_json,
                count=len(places),
                revisions=len({(mention.key, mention.revision) for mention in places}),
                replacement=replacement,
            )
        with progress("store-redact"):
            done = redact(
                plans,
                text,
                replacement,
                free_text=free_text,
                keys=spot.keys,
                whole_words=whole_words,
            )
    if as_json:
        print_json(
            {
                "rewritten": done.rewritten,
                "replaced": [_mention_data(mention) for mention in done.replaced],
                "left": [_mention_data(mention) for mention in done.left],
                "unread": [_unread_data(unread) for unread in done.unread],
            }
        )
    else:
        tell("store-redact.done", count=len(done.replaced), revisions=done.rewritten)
        if done.left:
            tell("store-redact.left")
            _print_mentions(done.left)
        _print_unread(done.unread)
    return 1 if done.unread else 0


@command("retain")
@click.argument("address")
@day_option("--before", required=True)
@by_option
@yes_option
@json_option
def retain_until(address: str, before: datetime.date, by: str, yes: bool, as_json: bool) -> int:
    """Name what need not be kept, and with --yes erase it; 1 when some could not be read."""
    spot = Spot.of(address)
    with spot.open() as plans:
        with progress("store-retain"):
            done = retain(plans, before, keys=spot.keys)
        if not as_json:
            for one in done.expired:
                params: dict[str, Param] = {"plan": one.key, "on": one.latest_act}
                tell(f"store-retain.{one.why.value}", **params)
        if yes and done.expired and not as_json:
            tell("store-retain.will", count=len(done.expired))
        if yes:
            with progress("store-erase"):
                done = retain(plans, before, dry_run=False, actor=by, keys=spot.keys)
    if as_json:
        expired = [
            {
                "key": one.key,
                "why": one.why.value,
                "latest_act": None if one.latest_act is None else one.latest_act.isoformat(),
                "revisions": one.revisions,
            }
            for one in done.expired
        ]
        unread = [_unread_data(one) for one in done.unread]
        print_json({"expired": expired, "unread": unread, "erased": done.is_erased})
    else:
        which = "none" if not done.expired else "done" if done.is_erased else "dry"
        tell(f"store-retain.{which}", count=len(done.expired), before=before)
        _print_unread(done.unread)
    return 1 if done.unread else 0


def _print_mentions(mentions: Iterable[Mention]) -> None:
    for line in _places(mentions):
        paragraph(f"  – {line}", indent=4)


def _places(mentions: Iterable[Mention]) -> list[str]:
    """Return a line a place: the revisions in which it says the same are told together."""
    words = labels()
    by_place: dict[tuple[str, Where, str, str], list[int]] = {}
    for mention in mentions:
        place = (mention.key, mention.where, mention.path, mention.value)
        by_place.setdefault(place, []).append(mention.revision)
    lines = []
    for (key, where, path, value), revisions in by_place.items():
        shown = " ".join(value.split())
        params: dict[str, Param] = {
            "plan": key,
            "path": path,
            "value": shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…",
            "where": words[f"cli.store.where.{where.value}"],
            "revisions": words.list(_spans(revisions)),
        }
        lines.append(
            words.fill("cli.store.named" if any(revisions) else "cli.store.key-is", params)
        )
    return lines


def _spans(numbers: list[int]) -> list[str]:
    """Return rising numbers as spans: ``1–3``, ``5``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return [f"{s[0]}–{s[-1]}" if len(s) > 1 else str(s[0]) for s in spans]


def _print_unread(unread: Iterable[Unread]) -> None:
    words = labels()
    for one in unread:
        is_named = {True: "yes", False: "no", None: "unknown"}[one.is_named]
        params: dict[str, Param] = {
            "plan": one.key,
            "revision": str(one.revision),
            "why": words[f"cli.store.unread.{one.why.value}"],
        }
        line = words.fill(f"cli.store.unread.{'one' if one.revision else 'all'}", params)
        paragraph(f"  ! {line} {words[f'cli.store.unread.{is_named}']}", indent=4, style="yellow")


def _mention_data(mention: Mention) -> dict[str, object]:
    return {**attrs.asdict(mention), "where": mention.where.value}


def _unread_data(unread: Unread) -> dict[str, object]:
    return {**attrs.asdict(unread), "why": unread.why.value}
