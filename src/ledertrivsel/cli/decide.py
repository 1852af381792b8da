"""What people decide: `park`, `unpark`, `choose`, `confirm`."""

from __future__ import annotations

import datetime

import click

from ledertrivsel._api import proposal as look_up_proposal
from ledertrivsel.cli.arguments import OneOf, day_option, find_theme, plan_argument
from ledertrivsel.cli.shared import edit, labels, paragraph, tell
from ledertrivsel.cli.wording import Command, Refused
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan


@click.command(cls=Command)
@plan_argument
@click.argument("theme")
@click.option("--reason", type=OneOf(ParkedReason), required=True)
@click.option("--note", default="")
@click.option("--who", default="")
@day_option("--revisit-on")
def park(
    plan: str, theme: str, reason: str, note: str, who: str, revisit_on: datetime.date | None
) -> None:
    """Set a theme aside until more is known, or others have decided."""
    words = labels()
    changed = edit(
        plan,
        lambda before: before.park(
            find_theme(before, theme, words),
            reason=ParkedReason(reason),
            note=note,
            who=who,
            revisit_on=revisit_on,
        ),
    )
    tell("park.done", theme=changed.theme(find_theme(changed, theme, words)))


@click.command(cls=Command)
@plan_argument
@click.argument("theme")
def unpark(plan: str, theme: str) -> None:
    """Take a parked theme up again."""
    words = labels()
    changed = edit(plan, lambda before: before.unpark(find_theme(before, theme, words)))
    tell("unpark.done", theme=changed.theme(find_theme(changed, theme, words)))


@click.command(cls=Command)
@plan_argument
@click.argument("themes", nargs=-1)
@click.option("--proposed", is_flag=True)
@click.option("--by", default="")
@day_option("--on")
@click.option("--rationale", default="")
def choose(
    plan: str,
    themes: tuple[str, ...],
    proposed: bool,
    by: str,
    on: datetime.date | None,
    rationale: str,
) -> None:
    """Choose themes: the ones named, and with --proposed those of the proposal."""
    words = labels()

    def choose_on(before: Plan) -> Plan:
        answered = look_up_proposal(before)
        named = [find_theme(before, theme, words) for theme in themes]
        if proposed:
            named = [*answered.chosen, *(n for n in named if n not in answered.chosen)]
        if not named:
            raise Refused("nothing-proposed" if proposed else "nothing-chosen")
        return before.choose(
            named,
            recommended_by=by,
            on=on,
            rationale=rationale,
            proposal=answered if answered.order else None,
        )

    changed = edit(plan, choose_on)
    tell("choose.done", count=len(changed.chosen))
    for theme_id in changed.chosen:
        paragraph(f"  {words.say(changed.theme(theme_id))}", indent=6)
    if changed.choice is not None and changed.choice.departs and not rationale:
        tell("choose.departs")
    tell("choose.next")


@click.command(cls=Command)
@plan_argument
@click.option("--by", required=True)
@day_option("--on", required=True)
def confirm(plan: str, by: str, on: datetime.date) -> None:
    """Confirm the choice: those with the mandate have decided."""
    edit(plan, lambda before: before.confirm(by=by, on=on))
    tell("confirm.done", by=by, on=on)
