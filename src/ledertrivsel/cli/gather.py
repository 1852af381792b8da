"""Begin a plan and gather what a workshop hands in: `init`, `rate`, `read`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ledertrivsel._api import load_method, read_notes, read_ratings
from ledertrivsel.cli.place import Place
from ledertrivsel.cli.shared import (
    day_option,
    edit,
    labels,
    plan_argument,
    read_bytes,
    tell,
    today,
)
from ledertrivsel.cli.wording import Command
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.methods import Method, read_method
from ledertrivsel.plan import Plan
from ledertrivsel.readers.notes import apply_notes
from ledertrivsel.rounds import Round, RoundMode, RoundPurpose
from ledertrivsel.workshop import Representation


def method_of(given: str) -> Method:
    """Return a method by its id, or from a TOML file."""
    if given.endswith(".toml"):
        return read_method(read_bytes(given), source=Path(given).name)
    return load_method(given)


@click.command(cls=Command)
@plan_argument
@click.option("--title", default="")
@click.option("--organisation", default="")
@click.option("--unit", default="")
@click.option("--part-of", default="")
@click.option("--method", default="bfa-2025")
@click.option(
    "--representation",
    type=click.Choice([kind.value for kind in Representation]),
    default=Representation.MED_WITH_AMO.value,
)
@click.option("--rule", default="field-gap")
@day_option("--on")
def init(
    plan: str,
    title: str,
    organisation: str,
    unit: str,
    part_of: str,
    method: str,
    representation: str,
    rule: str,
    on: datetime.date | None,
) -> None:
    """Begin a plan; a file that is there already is never overwritten."""
    place = Place.of(plan)
    if place.exists:
        raise InvalidValueError(str(place), "file-absent", place.stem)
    chosen = method_of(method)
    begun = Plan.start(
        chosen,
        title=title or labels()["model.plan"],
        organisation=organisation,
        unit=unit,
        part_of=part_of,
        on=on or today(),
        representation=Representation(representation),
        rule=rule,
    )
    place.write(begun)
    tell("init.done", plan=str(place), themes=len(begun.themes))


@click.command(cls=Command)
@plan_argument
@click.argument("ratings", metavar="CSV")
@click.option("--round", "round_id", default="forbered")
@click.option("--title", default="")
@day_option("--on")
@click.option(
    "--purpose",
    type=click.Choice([purpose.value for purpose in RoundPurpose]),
    default=RoundPurpose.BASELINE.value,
)
@click.option("--anonymous", is_flag=True)
@click.option("--floor", type=int, default=None)
@click.option("--replace", is_flag=True)
def rate(
    plan: str,
    ratings: str,
    round_id: str,
    title: str,
    on: datetime.date | None,
    purpose: str,
    anonymous: bool,
    floor: int | None,
    replace: bool,
) -> None:
    """Read the ratings of a round from CSV. An anonymous round is closed at once."""

    def add(before: Plan) -> Plan:
        new = read_ratings(
            Path(ratings),
            plan=before,
            round_id=round_id,
            title=title,
            held_on=on,
            purpose=RoundPurpose(purpose),
            mode=RoundMode.ANONYMOUS if anonymous else RoundMode.OPEN,
            floor=floor,
        )
        if replace and any(known.id == round_id for known in before.rounds):
            return _replaced(before, new)
        after = before.add_round(new)
        return after.close_round(round_id) if anonymous else after

    changed = edit(plan, add)
    counted = changed.round(round_id).tally()
    if changed.round(round_id).floor and counted.voices < (changed.round(round_id).floor or 0):
        tell("rate.done-few")
    else:
        tell("rate.done", count=counted.voices, voices=counted.voices)


def _replaced(plan: Plan, new: Round) -> Plan:
    """Return the plan with the ballots of an open round replaced; a closed one never changes."""
    old = plan.round(new.id)
    for ballot in old.ballots:
        plan = plan.withdraw_ballot(old.id, ballot.voice)
    for ballot in new.ballots:
        plan = plan.add_ballot(old.id, ballot)
    return plan


@click.command(cls=Command)
@plan_argument
@click.argument("notes", metavar="NOTER...", nargs=-1, required=True)
def read(plan: str, notes: tuple[str, ...]) -> None:
    """Read notes in Markdown: answers, decisions, action cards. Nothing is read by half."""

    def take_in(before: Plan) -> Plan:
        for path in notes:
            before = apply_notes(before, read_notes(Path(path), plan=before))
        return before

    edit(plan, take_in)
    tell("read.done", count=len(notes), plan=plan)
