"""Look at a plan: `card`, `check`, `show`."""

from __future__ import annotations

import datetime

import click
from rich.table import Table
from rich.text import Text as RichText

from ledertrivsel._api import check as find_findings
from ledertrivsel._api import proposal as look_up_proposal
from ledertrivsel.cli.arguments import day_option, json_option, plan_argument
from ledertrivsel.cli.drawn import draw
from ledertrivsel.cli.place import Place
from ledertrivsel.cli.shared import (
    console,
    labels,
    paragraph,
    print_json,
    progress,
    show,
    tell,
    today,
    write_line,
)
from ledertrivsel.cli.wording import Command
from ledertrivsel.codes import Finding
from ledertrivsel.documents import to_data
from ledertrivsel.findings import Severity
from ledertrivsel.instruments import Step
from ledertrivsel.labels import Labels
from ledertrivsel.matrix import Matrix
from ledertrivsel.plan import Plan
from ledertrivsel.prioritization import Proposal


@click.command(cls=Command)
@plan_argument
@click.option("--round", "round_id", default=None)
@click.option("--rule", default=None)
@json_option
def card(plan: str, round_id: str | None, rule: str | None, as_json: bool) -> None:
    """Draw the priority card with the proposal, ties, and what lies on the line or is split."""
    read, _ = Place.of(plan).read()
    with progress("card"):
        matrix = read.matrix(round_id)
        proposal = None if round_id else look_up_proposal(read, rule=rule)
        points = proposal.turning_points if proposal is not None else ()
    if as_json:
        print_json(_card_data(read, matrix, proposal))
    elif not any(placement.n for placement in matrix.placements) and not matrix.suppressed:
        paragraph(labels()["model.empty-card"])
    else:
        drawing = draw(read, matrix, proposal, points, labels(), console().width)
        show(drawing.card)
        write_line()
        show(drawing.table)
        write_line()
        for sentence in drawing.sentences:
            paragraph(sentence)


def _card_data(plan: Plan, matrix: Matrix, proposal: Proposal | None) -> dict[str, object]:
    """Return the card for a program: exact numbers as texts such as ``14/3``."""
    data: dict[str, object] = {
        "lines": [str(line) for line in matrix.lines],
        "cut": matrix.cut.kind.value,
        "suppressed": [hidden.theme_id for hidden in matrix.suppressed],
        "themes": [
            {
                "id": placement.theme_id,
                "number": placement.number,
                "importance": None if placement.importance is None else str(placement.importance),
                "success": None if placement.success is None else str(placement.success),
                "gap": None if placement.gap is None else str(placement.gap),
                "field": None if placement.quadrant is None else int(placement.quadrant),
                "on_line": placement.on_line,
                "n": placement.n,
                "picks": placement.picks,
            }
            for placement in matrix.placements
        ],
    }
    if proposal is not None:
        numbers = {theme.id: theme.number for theme in plan.themes}
        data["proposal"] = {
            "rule": proposal.rule,
            "target": proposal.target,
            "order": [sorted(group, key=numbers.__getitem__) for group in proposal.order],
            "chosen": list(proposal.chosen),
            "contested": list(proposal.contested),
            "filled": list(proposal.filled),
            "unranked": list(proposal.unranked),
            "turning_points": {point.theme_id: point.changes for point in proposal.turning_points},
        }
    return data


def _print_findings(findings: tuple[Finding, ...], words: Labels) -> None:
    """Print findings by step, each kind together with what to do about it once."""
    kinds: dict[tuple[Step, Severity, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.step, finding.severity, finding.code), []).append(finding)
    step = None
    for kind, same in kinds.items():
        if kind[0] is not step:
            step = kind[0]
            write_line()
            paragraph(words.name(step), style="bold")
        for finding in same:
            text = RichText(f"  {words.name(finding.severity)}: ", _STYLES[finding.severity])
            paragraph(text.append(finding.render(words.language), "not bold default"), indent=4)
        for advice in dict.fromkeys(finding.advice(words.language) for finding in same):
            if advice:
                paragraph(f"    → {advice}", indent=6, style="dim")


_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


@click.command(cls=Command)
@plan_argument
@day_option("--today", "on")
@json_option
def check(plan: str, on: datetime.date | None, as_json: bool) -> int:
    """Print what is missing before the next step; 1 when something must be put right."""
    read, _ = Place.of(plan).read()
    with progress("check"):
        findings = find_findings(read, on or today())
    words = labels()
    if as_json:
        print_json(
            [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "step": finding.step.value,
                    "path": finding.path,
                    "text": finding.render(words.language),
                    "advice": finding.advice(words.language),
                }
                for finding in findings
            ]
        )
    elif not findings:
        paragraph(words["model.findings-none"])
    else:
        _print_findings(findings, words)
        counts = {kind.value: sum(f.severity is kind for f in findings) for kind in Severity}
        write_line()
        tell("check.summary", **counts)
    return 1 if any(finding.severity is Severity.ERROR for finding in findings) else 0


@click.command(cls=Command)
@plan_argument
@json_option
def show_plan(plan: str, as_json: bool) -> None:
    """Show what a plan holds, or with --json the whole document."""
    read, place = Place.of(plan).read()
    if as_json:
        print_json(to_data(read))
        return
    words = labels()
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column()
    before = ""
    for name, value in _facts(read, place):
        if value:
            key = words[name if "." in name else f"model.{name}"]
            table.add_row("" if key == before else key, value)
            before = key
    show(table)


def _facts(plan: Plan, place: Place) -> list[tuple[str, str]]:
    words = labels()
    facts = [
        ("plan", plan.title),
        ("organisation", plan.organisation),
        ("unit", plan.unit),
        ("part-of", plan.part_of),
        ("method", plan.instrument.title.to(words.language)),
        ("state", words.name(plan.state)),
        ("started-on", words.date(plan.started_on)),
    ]
    for a_round in plan.rounds:
        shown = [a_round.title or a_round.id, words.name(a_round.purpose)]
        if a_round.held_on:
            shown.append(words.date(a_round.held_on))
        facts.append(("round", " · ".join(shown)))
    facts += [("parked", words.say(plan.theme(parked.theme_id))) for parked in plan.parking]
    facts += [("chosen", words.say(plan.theme(theme_id))) for theme_id in plan.chosen]
    for a_card in plan.cards:
        title = a_card.title or plan.theme(a_card.theme_id).title.to(words.language)
        facts.append(("cli.show.card", f"{title} ({words.name(a_card.state)})"))
    if plan.publication:
        facts.append(("publication", words.date(plan.publication.on)))
    if place.revision:
        facts.append(("cli.show.revision", str(place.revision)))
    return facts


show_plan.name = "show"
