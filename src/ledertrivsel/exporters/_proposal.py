"""The outline of a rule's proposal: the order, the reasons and how firm it is."""

from __future__ import annotations

from ledertrivsel.exporters._outline import (
    Cell,
    Facts,
    Grid,
    Line,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    numbers,
    section,
)
from ledertrivsel.exporters._priority_card import rule_name
from ledertrivsel.prioritization import Reason
from ledertrivsel.themes import Theme
from ledertrivsel.view import Part, View


def proposal_section(say: Speaker, view: View) -> Section | None:
    """Return the rule's proposal: who is proposed, who stands level, why, and how firm it is."""
    proposal = view.proposal
    if proposal is None:
        return None
    bounds = proposal.bounds
    contested = tuple(view.theme(theme_id) for theme_id in proposal.contested)
    return section(
        "proposal",
        say("model.proposal"),
        say.line("exports.proposal-note", Tone.QUIET),
        say.line("exports.tie", Tone.STRONG, themes=numbers(contested)) if contested else None,
        facts(
            (say("model.rule-behind"), cell(rule_name(say, proposal.rule))),
            (
                say("exports.aim"),
                cell(
                    say.line("exports.aim-at", count=proposal.target),
                    say.line("exports.bounds", low=bounds.lowest, high=bounds.highest),
                ),
            ),
            (
                say("model.cut"),
                cell(
                    say.line(
                        "exports.lines-at",
                        importance=proposal.lines[0],
                        success=proposal.lines[1],
                    )
                ),
            ),
        ),
        _proposal_table(say, view),
        _left_out(say, view),
        _turning_points(say, view),
    )


def _proposal_table(say: Speaker, view: View) -> Grid | None:
    proposal = view.proposal
    if proposal is None or not proposal.order:
        return None
    why = {reason.theme_id: reason for reason in proposal.why}
    rows: list[tuple[Cell, ...]] = []
    for group in proposal.order:
        themes = sorted(map(view.theme, group), key=lambda theme: (theme.number, theme.id))
        for theme in themes:
            level = [other for other in themes if other is not theme]
            rows.append(
                (
                    cell(say.say(theme)),
                    cell(str(len(rows) - themes.index(theme) + 1)),
                    _standing_in_proposal(say, view, theme),
                    cell(
                        reason_line(say, why[theme.id]) if theme.id in why else None,
                        say.line("exports.level-with", count=len(level), themes=numbers(level))
                        if level
                        else None,
                    ),
                )
            )
    columns = ("model.theme", "exports.rank", "model.proposal", "exports.why")
    return Grid(
        caption=say.line("model.proposal"),
        columns=tuple(map(say, columns)),
        rows=tuple(rows),
        numeric=frozenset({1}),
    )


def _standing_in_proposal(say: Speaker, view: View, theme: Theme) -> Cell:
    proposal = view.proposal
    if proposal is None:
        return ()
    if theme.id in proposal.contested:
        return cell(say.line("model.contested", Tone.STRONG))
    if theme.id not in proposal.chosen:
        return cell(say("model.none"))
    filled = theme.id in proposal.filled
    return cell(
        say.line("model.proposed", Tone.STRONG),
        say.line("model.filled", lowest=proposal.bounds.lowest) if filled else None,
        say.line("model.filled-outside") if filled else None,
    )


def reason_line(say: Speaker, reason: Reason) -> Line:
    """Return why a theme stands where it does, in figures that the rule went by."""
    if reason.importance is None or reason.success is None or reason.quadrant is None:
        return say.line("exports.why-picks", count=reason.picks or 0)
    figures = say.line(
        "exports.why-figures",
        field=int(reason.quadrant),
        importance=say.mean(reason.importance),
        success=say.mean(reason.success),
        gap=say.mean(reason.gap),
    )
    pieces = list(figures.pieces)
    if reason.share is not None:
        percent = say.labels.number(reason.share * 100, 0)
        pieces += [" ", *say.line("exports.why-share", percent=percent).pieces]
    if reason.picks:
        pieces += [" ", *say.line("exports.why-picks", count=reason.picks).pieces]
    return Line(tuple(pieces))


def _left_out(say: Speaker, view: View) -> Facts | None:
    proposal = view.proposal
    if proposal is None:
        return None
    unranked = tuple(say.say(view.theme(theme_id)) for theme_id in proposal.unranked)
    hidden = tuple(say.say(view.theme(s.theme_id)) for s in proposal.suppressed)
    return facts(
        (say("model.unranked"), cell(*unranked)), (say("model.suppressed"), cell(*hidden))
    )


def _turning_points(say: Speaker, view: View) -> Section | None:
    points = view.turning_points
    if not points:
        shown = view.proposal is not None and view.shows(Part.TURNING_POINTS)
        none = say.line("model.turning-points-none") if shown else None
        return section("turning-points", say("model.turning-points"), none)
    themes = tuple(view.theme(point.theme_id) for point in points)
    count = sum(point.changes for point in points)
    rows = tuple(
        (
            cell(say.say(view.theme(point.theme_id))),
            cell(say.say(point.changes)),
            cell(say.say(numbers(map(view.theme, point.joins)) or say("model.none"))),
            cell(say.say(numbers(map(view.theme, point.leaves)) or say("model.none"))),
        )
        for point in points
    )
    caption = say.line("model.turning-points")
    columns = ("model.theme", "exports.turns", "exports.joins", "exports.leaves")
    return section(
        "turning-points",
        caption,
        say.line("model.turning-points-summary", count=count, themes=numbers(themes)),
        Grid(
            caption=caption,
            columns=tuple(map(say, columns)),
            rows=rows,
            numeric=frozenset({1}),
        ),
    )
