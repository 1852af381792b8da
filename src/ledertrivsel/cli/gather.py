"""Begin a plan and gather what a workshop hands in: `init`, `rate`, `read`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ledertrivsel._api import load_method, read_notes, read_ratings
from ledertrivsel.cli.arguments import OneOf, Whole, day_option, plan_argument
from ledertrivsel.cli.place import Place
from ledertrivsel.cli.shared import edit, labels, progress, read_bytes, tell, today
from ledertrivsel.cli.wording import Command
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.methods import Method, read_method
from ledertrivsel.plan import Plan
from ledertrivsel.plugins import default_registry
from ledertrivsel.prioritization import BUILT_IN_RULES
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
    "--representation", type=OneOf(Representation), default=Representation.MED_WITH_AMO.value
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
    if rule not in BUILT_IN_RULES:
        default_registry().rule(rule)  # A plan names its rule; one that is nowhere helps nobody.
    begun = Plan.start(
        method_of(method),
        title=title or labels()["model.plan"],
        organisation=organisation,
        unit=unit,
        part_of=part_of,
        on=on or today(),
        representation=Representation(representation),
        rule=rule,
    )
    place = Place.of(plan).create(begun)
    tell("init.done", plan=str(place), themes=len(begun.themes))


@click.command(cls=Command)
@plan_argument
@click.argument("ratings")
@click.option("--round", "round_id", default="forbered")
@click.option("--title", default="")
@day_option("--on")
@click.option("--purpose", type=OneOf(RoundPurpose), default=RoundPurpose.BASELINE.value)
@click.option("--anonymous", is_flag=True)
@click.option("--floor", type=Whole(), default=None)
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
            sizes=_sizes(before),
        )
        if replace and any(known.id == round_id for known in before.rounds):
            return _replaced(before, new)
        after = before.add_round(new)
        return after.close_round(round_id) if anonymous else after

    with progress("rate"):
        changed = edit(plan, add)
    added = changed.round(round_id)
    voices = added.tally().voices
    if added.floor and voices < added.floor:
        tell("rate.done-few")
    else:
        tell("rate.done", count=voices, voices=voices)


def _sizes(plan: Plan) -> dict[str, int]:
    """Return how many people are in each group that the notes told of."""
    groups = [group for session in plan.sessions for group in session.groups]
    return {group.name: group.size for group in (*groups, *plan.groups)}


def _replaced(plan: Plan, new: Round) -> Plan:
    """Return the plan with the ballots of an open round replaced; a closed one never changes."""
    for ballot in plan.round(new.id).ballots:
        plan = plan.withdraw_ballot(new.id, ballot.voice)
    for ballot in new.ballots:
        plan = plan.add_ballot(new.id, ballot)
    return plan


@click.command(cls=Command)
@plan_argument
@click.argument("notes", nargs=-1, required=True)
@click.option("--notes-language", type=OneOf(LANGUAGES), default=LANGUAGES[0])
def read(plan: str, notes: tuple[str, ...], notes_language: str) -> None:
    """Read notes in Markdown: answers, decisions, action cards. Nothing is read by half."""

    def take_in(before: Plan) -> Plan:
        for path in notes:
            options = {"language": notes_language}
            before = apply_notes(before, read_notes(Path(path), plan=before, options=options))
        return before

    with progress("read"):
        edit(plan, take_in)
    tell("read.done", count=len(notes), plan=plan)
