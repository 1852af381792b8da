"""The outline of a whole plan: which parts stand in which order, and what stands in each.

The action cards come first, as on the intranet page that the source draws; then how the themes
were found and chosen; then the agreements around the plan. A part that the view lacks is not
there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledertrivsel.exporters import _cards, _figures
from ledertrivsel.exporters._outline import (
    Grid,
    Items,
    Line,
    Page,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    joined,
    section,
)
from ledertrivsel.hookspecs import Context
from ledertrivsel.methods import Method
from ledertrivsel.prose import Prose
from ledertrivsel.view import View
from ledertrivsel.workshop import Group, Participant, Session


def page(view: View, context: Context) -> Page:
    """Return the outline of everything that *view* holds, in the context's language."""
    say = Speaker(context.labels, context.language)
    made = (
        section("overview", say("exports.overview"), _cards.tiles(say, view)),
        _purpose(say, view),
        _missing_cards(say, view),
        section("action-cards", say("exports.cards"), _cards.card_sections(say, view)),
        _choice(say, view),
        _figures.card_section(say, view),
        _figures.progress_section(say, view),
        _figures.proposal_section(say, view),
        _figures.disagreement_section(say, view),
        _figures.rounds_section(say, view, context.method),
        _parking(say, view),
        _cards.qualification_section(say, view),
        section(
            "before-next-meeting",
            say("model.before-next-meeting"),
            _cards.point_table(
                say,
                view.preparations,
                say.line("model.before-next-meeting"),
                before_meeting=True,
            ),
        ),
        section(
            "next-steps",
            say("model.next-steps"),
            _cards.task_table(say, view.next_steps, say.line("model.next-steps")),
        ),
        _mandate(say, view),
        _involvement(say, view),
        _people(say, view),
        _evidence(say, view),
        _publication(say, view),
        _follow_up(say, view),
        _reports(say, view),
        _findings(say, view),
        _themes(say, view, context.method),
    )
    return Page(
        language=context.language,
        title=view.title,
        lead=tuple(_lead(say, view)),
        sections=tuple(s for s in made if s is not None),
        foot=tuple(_foot(say, view)),
    )


def _lead(say: Speaker, view: View) -> Iterator[Line]:
    """Yield what stands under the title."""
    places = [place for place in (view.organisation, view.unit) if place]
    if places:
        yield Line((" · ".join(places),), Tone.STRONG)
    if view.part_of:
        yield say.line("exports.part-of", plan=view.part_of)
    publication = view.publication
    if publication is not None:
        version = str(publication.version)
        yield say.line("exports.published", date=publication.on, version=version)
    yield say.line("exports.state", state=say.name(view.state), date=view.started_on)


def _foot(say: Speaker, view: View) -> Iterator[Line]:
    yield say.line(f"exports.audience.{view.audience.value}", Tone.STRONG)
    yield say.line("exports.as-of", date=view.today)
    instrument = view.instrument
    yield say.line("exports.method", title=instrument.title, version=instrument.version)
    yield say.say(instrument.attribution)
    yield say.line("exports.cooperation", name=say.name(view.representation))
    if view.priority_card is not None:
        cut = _figures.cut_line(say, view.priority_card)
        yield Line((f"{say('model.cut')}: ", *cut.pieces))


def _purpose(say: Speaker, view: View) -> Section | None:
    return section(
        "purpose",
        say("model.purpose"),
        view.purpose,
        section("strategy", say("model.strategy"), view.strategy),
    )


def _missing_cards(say: Speaker, view: View) -> Section | None:
    """Say so when there is nothing yet that a reader came for."""
    if view.cards or view.choice is not None:
        return None
    return section("overview", say("exports.overview"), say.line("exports.no-cards-yet"))


def _choice(say: Speaker, view: View) -> Section | None:
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


def _parking(say: Speaker, view: View) -> Section | None:
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
            cell(p.who or say("model.none")),
            cell(p.revisit_on or say("model.none")),
        )
        for p in view.parking
    )
    columns = ("model.theme", "model.parked-why", "model.parked-who", "model.revisit-on")
    return section(
        "parking", title, Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    )


def _mandate(say: Speaker, view: View) -> Section | None:
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


def _involvement(say: Speaker, view: View) -> Section | None:
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


def _people(say: Speaker, view: View) -> Section | None:
    """Return who took part, in which groups, and when the steps were held."""
    participants, groups = say.line("model.participants"), say.line("model.groups")
    sessions = [_session(say, view, number, held) for number, held in enumerate(view.sessions, 1)]
    return section(
        "people",
        say("exports.people"),
        section("participants", participants, _participant_table(say, view.participants)),
        section("groups", groups, _group_table(say, view, view.groups)),
        [s for s in sessions if s],
    )


def _participant_table(say: Speaker, participants: tuple[Participant, ...]) -> Grid | None:
    if not participants:
        return None
    columns = ["workshop.role", "exports.name", "exports.speaks-for", "exports.count"]
    named = any(p.name for p in participants)
    if not named:
        columns.remove("exports.name")
    rows = []
    for p in participants:
        row = [cell(say.name(p.role)), cell(p.name), cell(p.forum), cell(say.say(p.count))]
        if not named:
            del row[1]
        rows.append(tuple(contents or cell(say("model.none")) for contents in row))
    return Grid(
        caption=say.line("model.participants"),
        columns=tuple(map(say, columns)),
        rows=tuple(rows),
        numeric=frozenset({len(columns) - 1}),
    )


def _group_table(say: Speaker, view: View, groups: tuple[Group, ...]) -> Grid | None:
    if not groups:
        return None
    dash = cell(say("model.none"))
    rows = tuple(
        (
            cell(group.name),
            cell(say.say(group.size)),
            cell(group.leader) or dash,
            cell(*(say.say(view.theme(theme_id)) for theme_id in group.theme_ids)) or dash,
        )
        for group in groups
    )
    columns = ("workshop.group", "workshop.group-size", "model.group-leader", "model.themes")
    return Grid(
        caption=say.line("model.groups"),
        columns=tuple(map(say, columns)),
        rows=rows,
        numeric=frozenset({1}),
    )


def _session(say: Speaker, view: View, number: int, held: Session) -> Section | None:
    when = say.say(held.on)
    if held.start is not None:
        when = say.line("exports.at-clock", date=held.on, time=say.labels.time(held.start))
    return section(
        f"session-{number}",
        say.name(held.step),
        facts(
            (say("model.date"), cell(when)),
            (say("workshop.place"), cell(held.place)),
            (say("model.facilitator"), cell(held.facilitator)),
            (
                say("exports.joined"),
                cell(say("workshop.joined")) if held.joined_with_next else (),
            ),
            (say("model.note"), cell(Prose(held.note))),
        ),
        _participant_table(say, held.participants),
        _group_table(say, view, held.groups),
    )


def _evidence(say: Speaker, view: View) -> Section | None:
    items = tuple(
        cell(item.text, say.say(item.theme, tone=Tone.QUIET) if item.theme else None, item.on)
        or cell(say("model.none"))
        for item in view.evidence
    )
    return section("evidence", say("model.evidence"), Items(items) if items else None)


def _publication(say: Speaker, view: View) -> Section | None:
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


def _follow_up(say: Speaker, view: View) -> Section | None:
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
        ),
        section(
            "discussions", say("model.discussions"), discussions if discussions.items else None
        ),
        section("report-groups", say("exports.report-groups"), groups if groups.items else None),
        section("follow-up-note", say("model.note"), agreed.note),
    )


def _reports(say: Speaker, view: View) -> Section | None:
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


def _findings(say: Speaker, view: View) -> Section | None:
    rows = tuple(
        (
            cell(found.render(say.language)),
            cell(say.name(found.severity)),
            cell(say.name(found.step)),
            cell(found.advice(say.language)) or cell(say("model.none")),
        )
        for found in view.findings
    )
    if not rows:
        return None
    columns = ("exports.found", "exports.severity", "exports.step", "exports.advice")
    title = say.line("model.findings")
    return section(
        "findings", title, Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    )


def _themes(say: Speaker, view: View, method: Method | None) -> Section | None:
    """Return the themes with the questions that they ask, for who was not there."""
    tools = {tool.id: tool for tool in method.tools} if method is not None else {}
    rows = tuple(
        (
            cell(say.say(theme)),
            cell(
                say.say(theme.question) if theme.question else None,
                *(say.say(prompt) for prompt in theme.prompts),
                *(say.say(tools[tool].title) for tool in theme.see_also if tool in tools),
            )
            or cell(say("model.none")),
            cell(say.name(theme.source)),
        )
        for theme in view.themes
    )
    if not rows:
        return None
    columns = ("model.theme", "model.theme-question", "model.source")
    title = say.line("exports.themes")
    return section(
        "themes", title, Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    )
