"""The outline of what was agreed: mandate, choice, parking, publication and follow-up."""

from __future__ import annotations

from ledertrivsel.exporters._outline import (
    Grid,
    Items,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    filled,
    joined,
    section,
)
from ledertrivsel.view import View


def choice_section(say: Speaker, view: View) -> Section | None:
    choice = view.choice
    if choice is None:
        return None
    recommended = joined(say, choice.recommended_by, choice.recommended_on)
    confirmed = joined(say, choice.confirmed_by, choice.confirmed_on)
    return section(
        "choice",
        say("model.choice"),
        Items(tuple(cell(say.say(theme)) for theme in choice.themes)),
        facts(
            (say("model.recommended-by"), cell(recommended)),
            (say("model.confirmed-by"), cell(confirmed or say("model.not-confirmed"))),
            (
                say("model.proposal"),
                cell(say.line("model.departs") if choice.departs else None),
            ),
        ),
        section("choice-rationale", say("model.rationale"), choice.rationale),
    )


def parking_section(say: Speaker, view: View) -> Section | None:
    if not view.parking:
        return None
    title = say.line("model.parking-lot")
    if all(p.reason is None and not p.note and p.revisit_on is None for p in view.parking):
        return section(
            "parking", title, Items(tuple(cell(say.say(p.theme)) for p in view.parking))
        )
    rows = tuple(
        (
            cell(say.say(p.theme)),
            cell(say.name(p.reason) if p.reason else None, p.note),
            cell(p.who),
            cell(p.revisit_on),
        )
        for p in view.parking
    )
    columns = ("model.theme", "model.parked-why", "model.parked-who", "model.revisit-on")
    return section(
        "parking",
        title,
        filled(say, Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)),
    )


def mandate_section(say: Speaker, view: View) -> Section | None:
    mandate = view.mandate
    if mandate is None:
        return None
    return section(
        "mandate",
        say("model.mandate"),
        facts(
            (say("model.mandate-sender"), cell(mandate.sender)),
            (say("model.mandate-involved"), cell(mandate.involved)),
            (say("model.mandate-decides"), cell(mandate.decides)),
            (say("model.mandate-anchored"), cell(mandate.anchored)),
            (say("exports.mandate-given"), cell(joined(say, mandate.given_by, mandate.given_on))),
        ),
    )


def involvement_section(say: Speaker, view: View) -> Section | None:
    if not view.involvements:
        return None
    rows = tuple(
        (
            cell(i.forum),
            cell(i.on),
            cell(say.name(i.subject)),
            cell(say.name(i.form)),
            cell(i.outcome) or cell(say("model.none")),
        )
        for i in view.involvements
    )
    columns = (
        "model.forum",
        "model.date",
        "exports.involved-in",
        "exports.involved-how",
        "model.outcome",
    )
    title = say.line("model.involvement")
    return section(
        "involvement", title, Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    )


def publication_section(say: Speaker, view: View) -> Section | None:
    published = view.publication
    if published is None:
        return None
    version = str(published.version)
    told = (
        Items(tuple(cell(told) or cell(say("model.none")) for told in published.told))
        if published.told
        else None
    )
    return section(
        "publication",
        say("model.publication"),
        facts(
            (say("exports.published-label"), cell(published.on)),
            (say("model.version"), cell(version)),
            (say("exports.replaced-on"), cell(published.replaced_on)),
            (say("model.channel"), cell(published.channel)),
            (say("model.contact"), cell(published.contact)),
        ),
        section("told", say("model.told"), told),
        section("briefing", say("model.briefing"), published.briefing),
    )


def follow_up_section(say: Speaker, view: View) -> Section | None:
    agreed = view.follow_up
    if agreed is None:
        return None
    discussions = Items(
        tuple(
            cell(
                say.line("exports.discussed-on", forum=item.forum, date=item.on)
                if item.on
                else item.forum,
                item.what,
            )
            for item in agreed.discussions
        )
    )
    groups = Items(tuple(cell(group) for group in agreed.groups))
    return section(
        "follow-up",
        say("model.follow-up"),
        facts(
            (say("model.report-by"), cell(agreed.report_by)),
            (
                say("model.rerate-on"),
                cell(agreed.rerate_on, *(say.say(theme) for theme in agreed.rerate)),
            ),
            (say("model.note"), cell(agreed.note)),
        ),
        section(
            "discussions", say("model.discussions"), discussions if discussions.items else None
        ),
        section("report-groups", say("exports.report-groups"), groups if groups.items else None),
    )


def reports_section(say: Speaker, view: View) -> Section | None:
    count = view.report_count
    how_many = (
        say.line("model.reports-of", n=count.reported, count=count.groups) if count else None
    )
    title = say.line("model.reports")
    dash = cell(say("model.none"))
    rows = [
        (
            cell(report.group, report.on),
            cell(*(say.say(theme) for theme in report.used)) or dash,
            cell(report.works) or dash,
            cell(report.hard) or dash,
            cell(report.wish) or dash,
        )
        for report in view.reports
    ]
    if rows and view.follow_up is not None:
        heard = {report.group for report in view.reports}
        rows += [
            (cell(group), cell(say.line("model.report-missing", Tone.WARNING)), dash, dash, dash)
            for group in view.follow_up.groups
            if group not in heard
        ]
    names = ("report", "report-used", "report-works", "report-hard", "report-wish")
    columns = (say("exports.management-team"), *(say(f"model.{name}") for name in names[1:]))
    grid = Grid(caption=title, columns=columns, rows=tuple(rows)) if rows else None
    return section("reports", title, how_many, grid)
