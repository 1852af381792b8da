"""What people decide: `park`, `unpark`, `choose`, `confirm`."""

from __future__ import annotations

import datetime

import click

from ledertrivsel._api import proposal as look_up_proposal
from ledertrivsel.cli.shared import day_option, edit, find_theme, labels, plan_argument, tell
from ledertrivsel.cli.wording import Command
from ledertrivsel.parking import ParkedReason
from ledertrivsel.plan import Plan


@click.command(cls=Command)
@plan_argument
@click.argument("theme", metavar="TEMA")
@click.option(
    "--reason", type=click.Choice([reason.value for reason in ParkedReason]), required=True
)
@click.option("--note", default="")
@click.option("--who", default="")
@day_option("--revisit-on")
def park(
    plan: str, theme: str, reason: str, note: str, who: str, revisit_on: datetime.date | None
) -> None:
    """Set a theme aside until more is known, or others have decided."""
    changed = edit(
        plan,
        lambda before: before.park(
            find_theme(before, theme),
            reason=ParkedReason(reason),
            note=note,
            who=who,
            revisit_on=revisit_on,
        ),
    )
    tell("park.done", theme=changed.theme(find_theme(changed, theme)))


@click.command(cls=Command)
@plan_argument
@click.argument("theme", metavar="TEMA")
def unpark(plan: str, theme: str) -> None:
    """Take a parked theme up again."""
    changed = edit(plan, lambda before: before.unpark(find_theme(before, theme)))
    tell("unpark.done", theme=changed.theme(find_theme(changed, theme)))


@click.command(cls=Command)
@plan_argument
@click.argument("themes", metavar="TEMA...", nargs=-1)
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

    def choose_on(before: Plan) -> Plan:
        answered = look_up_proposal(before)
        named = [find_theme(before, theme) for theme in themes]
        if proposed:
            named = [*answered.chosen, *(n for n in named if n not in answered.chosen)]
        return before.choose(
            named,
            recommended_by=by,
            on=on,
            rationale=rationale,
            proposal=answered if answered.order else None,
        )

    changed = edit(plan, choose_on)
    words = labels()
    for theme_id in changed.chosen:
        click.echo(f"  {words.say(changed.theme(theme_id))}")
    tell("choose.done", count=len(changed.chosen))
    if changed.choice is not None and changed.choice.departs:
        tell("choose.departs")


@click.command(cls=Command)
@plan_argument
@click.option("--by", required=True)
@day_option("--on", required=True)
def confirm(plan: str, by: str, on: datetime.date) -> None:
    """Confirm the choice: those with the mandate have decided."""
    edit(plan, lambda before: before.confirm(by=by, on=on))
    tell("confirm.done", by=by, on=on)
