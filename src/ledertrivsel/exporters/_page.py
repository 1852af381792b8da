"""The outline of a whole plan, and of the other papers: which parts stand in which order.

What a manager comes for stands first: the purpose, the tiles of the intranet page that the source
draws, the action cards and the follow-up. Then come how the themes were found and chosen, and last
the formalities: who took part, the mandate, the publication. A part that the view lacks is not
there.
"""

from __future__ import annotations

from ledertrivsel.exporters import (
    _agreed,
    _cards,
    _disagreement,
    _people,
    _priority_card,
    _progress,
    _proposal,
    _ratings,
)
from ledertrivsel.exporters._documents import document
from ledertrivsel.exporters._frame import foot, lead
from ledertrivsel.exporters._outline import (
    Grid,
    Line,
    Page,
    Section,
    Speaker,
    Tone,
    cell,
    section,
)
from ledertrivsel.hookspecs import Context
from ledertrivsel.methods import Method, Tool
from ledertrivsel.view import View


def page(view: View, context: Context) -> Page:
    """Return the outline of everything that *view* holds, in the context's language.

    With the option ``document`` it is the outline of another paper, made from the same view.

    Raises:
        ExportError: when the paper needs the whole method and that is not at hand.
    """
    say = Speaker(context.labels, context.language)
    wanted = context.options.get("document", "plan")
    if wanted != "plan":
        return document(wanted, say, view, context.method)
    front = (_purpose(say, view), _overview(say, view))
    made = (
        _findings(say, view),
        section("action-cards", say("exports.cards"), _cards.card_sections(say, view)),
        _agreed.follow_up_section(say, view),
        _agreed.reports_section(say, view),
        _agreed.choice_section(say, view),
        _priority_card.card_section(say, view),
        _progress.progress_section(say, view),
        _agreed.parking_section(say, view),
        _proposal.proposal_section(say, view),
        _disagreement.disagreement_section(say, view),
        _ratings.rounds_section(say, view, context.method),
        _cards.qualification_section(say, view),
        _cards.preparations_section(say, view),
        _cards.next_steps_section(say, view),
        _themes(say, view, context.method),
        _people.evidence_section(say, view),
        _people.people_section(say, view),
        _agreed.mandate_section(say, view),
        _agreed.involvement_section(say, view),
        _agreed.publication_section(say, view),
    )
    return Page(
        language=context.language,
        title=view.title,
        lead=tuple(lead(say, view)),
        front=tuple(s for s in front if s is not None),
        sections=tuple(s for s in made if s is not None),
        foot=tuple(foot(say, view)),
    )


def _purpose(say: Speaker, view: View) -> Section | None:
    return section(
        "purpose",
        say("model.purpose"),
        view.purpose,
        section("strategy", say("model.strategy"), view.strategy),
    )


def _overview(say: Speaker, view: View) -> Section | None:
    """Return the tiles, or say that there is nothing yet that a reader came for."""
    tiles = _cards.tiles(say, view)
    none = None if view.choice is not None else say.line("exports.no-cards-yet")
    return section("overview", say("exports.overview"), tiles or none)


def _findings(say: Speaker, view: View) -> Section | None:
    rows = tuple(
        (
            cell(found.render(say.language)),
            cell(found.advice(say.language)) or cell(say("model.none")),
            cell(say.name(found.severity), say.say(say.name(found.step), tone=Tone.QUIET)),
        )
        for found in view.findings
    )
    if not rows:
        return None
    columns = ("exports.found", "exports.advice", "exports.severity")
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
                *(_tool(say, tools[tool]) for tool in theme.see_also if tool in tools),
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


def _tool(say: Speaker, tool: Tool) -> Line:
    if tool.number is None:
        return say.say(tool.title)
    return say.say(say("workshop.tool", number=tool.number), ": ", tool.title)
