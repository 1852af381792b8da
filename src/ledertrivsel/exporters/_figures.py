"""The outline of step 1: the priority card, the proposal, the ratings and how the themes moved."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ledertrivsel.agreement import Spread
from ledertrivsel.drawing import Dot, Drawing, draw
from ledertrivsel.exporters._outline import (
    Block,
    Cell,
    Facts,
    Grid,
    Legend,
    Line,
    Picture,
    Piece,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    joined,
    numbers,
    section,
)
from ledertrivsel.matrix import Quadrant
from ledertrivsel.methods import Method
from ledertrivsel.prioritization import Reason
from ledertrivsel.progress import Movement, Standing
from ledertrivsel.rounds import RoundMode
from ledertrivsel.scales import Axis, Missing, Scale
from ledertrivsel.themes import Theme
from ledertrivsel.view import (
    BallotView,
    DisagreementView,
    Part,
    PlacementView,
    PriorityCardView,
    RoundView,
    View,
)


def card_section(say: Speaker, view: View) -> Section | None:
    """Return the priority card as a picture, with its legend, and as a table."""
    card = view.priority_card
    if card is None:
        return None
    caption = say.line("model.priority-card")
    return section(
        "priority-card",
        caption,
        picture(say, view),
        _card_facts(say, card),
        say.line("model.cut-depends", Tone.WARNING) if card.cut.depends_on_themes else None,
        say.line("exports.fields-note", Tone.QUIET),
        _card_table(say, card, caption),
    )


def _card_facts(say: Speaker, card: PriorityCardView) -> Facts | None:
    voices, participants = card.voices, card.participants
    groups = voices and participants and participants > voices
    counts = [
        say(key, count=number)
        for key, number in (
            ("model.voices" if groups else "exports.voices", voices),
            ("model.people", participants if groups else None),
            ("exports.pickers", card.pickers),
        )
        if number
    ]
    return facts(
        (say("exports.behind"), cell(joined(say, *counts))),
        (say("exports.scale"), cell(scale_line(say, card.scale))),
        (say("model.cut"), cell(cut_line(say, card))),
        (say("model.rule-behind"), cell(rule_name(say, card.rule))),
    )


def scale_line(say: Speaker, scale: Scale) -> Line:
    """Return a scale in words: its ends and what they are called."""
    pieces: list[Piece] = [say("exports.scale-from-to", low=scale.lowest, high=scale.highest)]
    for index, (point, text) in enumerate(scale.labels):
        pieces += [": " if not index else ", ", f"{say.labels.number(point)} = ", say.text(text)]
    return Line(tuple(pieces))


def cut_line(say: Speaker, card: PriorityCardView) -> Line:
    """Return where the card is divided, and how that was found."""
    importance, success = card.lines
    return say.line(
        "exports.cut-at", importance=importance, success=success, kind=say.name(card.cut.kind)
    )


def rule_name(say: Speaker, rule: str) -> str:
    """Return what a rule is called; one of a third party by its own name."""
    key = f"model.rule.{rule}"
    return say(key) if key in say.labels else rule


def picture(say: Speaker, view: View) -> Picture | None:
    """Return the priority card as a picture, or None when nothing is placed on it."""
    card = view.priority_card
    if card is None:
        return None
    chosen = view.choice.themes if view.choice is not None else ()
    drawing = draw(card, (theme.id for theme in chosen))
    if not drawing.dots:
        return None
    instrument = view.instrument
    return Picture(
        card=card,
        drawing=drawing,
        title=say("model.priority-card"),
        description=_description(say, drawing),
        importance=say.text(instrument.importance_question),
        success=say.text(instrument.success_question),
        low=say.text(instrument.low),
        high=say.text(instrument.high),
        low_sign=say("model.low-sign"),
        high_sign=say("model.high-sign"),
        fields=(
            say("model.quadrant.1"),
            say("model.quadrant.2"),
            say("model.quadrant.3"),
            say("model.quadrant.4"),
        ),
        legend=tuple(_legend(say, view, card, drawing)),
    )


def _description(say: Speaker, drawing: Drawing) -> str:
    """Return the picture in words: which themes lie in which field."""
    parts = []
    for quadrant in Quadrant:
        dots = sorted((d for d in drawing.dots if d.quadrant is quadrant), key=_number)
        inside = say.labels.list(_dot_in_words(say, dot) for dot in dots)
        parts.append(f"{say.name(quadrant)}: {inside or say('exports.no-themes')}.")
    return " ".join(parts)


def _number(dot: Dot) -> tuple[int, str]:
    return dot.theme.number, dot.theme.id


def _dot_in_words(say: Speaker, dot: Dot) -> str:
    states = [say("exports.state-chosen")] * dot.is_chosen
    states += [say("exports.state-on-line")] * dot.on_line
    return f"{dot.theme.number}" + (f" ({', '.join(states)})" if states else "")


def _legend(
    say: Speaker, view: View, card: PriorityCardView, drawing: Drawing
) -> Iterator[Legend]:
    chosen = [dot.theme for dot in drawing.dots if dot.is_chosen]
    others = [dot.theme for dot in drawing.dots if not dot.is_chosen]
    parked = [parked.theme for parked in view.parking]
    floor = (
        say.line("model.suppressed-legend", Tone.QUIET, floor=card.floor) if card.floor else None
    )
    shown = (
        ("exports.legend-chosen", chosen, True, None),
        ("exports.legend-others" if chosen else "model.themes", others, False, None),
        ("model.not-asked", drawing.unrated, None, None),
        ("model.suppressed", drawing.suppressed, None, floor),
        ("model.parking-lot", parked, None, None),
    )
    for title, themes, is_filled, note in shown:
        if themes:
            yield Legend(
                title=say(title),
                themes=tuple((theme.number, say.text(theme.title)) for theme in themes),
                is_filled=is_filled,
                note=note,
            )


def _card_table(say: Speaker, card: PriorityCardView, caption: Line) -> Grid:
    rows = [_placement_row(say, card, placement) for placement in card.placements]
    hidden = cell(say.line("model.suppressed", Tone.QUIET))
    dash = cell(say("model.none"))
    rows += [
        (cell(say.say(theme)), dash, dash, dash, hidden, dash, dash) for theme in card.suppressed
    ]
    columns = ("theme", "importance", "success", "gap", "field", "n", "picks-short")
    return Grid(
        caption=caption,
        columns=tuple(say(f"model.{name}") for name in columns),
        rows=tuple(rows),
        numeric=frozenset({1, 2, 3, 5, 6}),
    )


def _placement_row(say: Speaker, card: PriorityCardView, p: PlacementView) -> tuple[Cell, ...]:
    figures = [say.say(value) for value in (p.importance, p.success, p.gap)]
    place = say.name(p.quadrant) if p.quadrant is not None else say("model.not-asked")
    picks = say("exports.hidden") if p.picks is None else say.say(p.picks)
    return (
        cell(say.say(p.theme)),
        *map(cell, figures),
        cell(place, say.line("model.on-line", Tone.STRONG) if p.on_line else None),
        cell(say.say(p.n)),
        cell(picks),
    )


# The proposal.


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
                        say.line("exports.level-with", themes=numbers(level)) if level else None,
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
        importance=reason.importance,
        success=reason.success,
        gap=reason.gap,
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
    columns = ("model.theme", "model.turning-point", "exports.joins", "exports.leaves")
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


# Where the voices disagree.


def disagreement_section(say: Speaker, view: View) -> Section | None:
    """Return where the groups place each theme, how answers spread, and what to talk about."""
    shown = view.disagreement
    if shown is None:
        return None
    scale = view.priority_card.scale if view.priority_card is not None else Scale()
    return section(
        "disagreement",
        say("exports.disagreement"),
        say.line("exports.disagreement-note", Tone.QUIET),
        section("order-of-talk", say("model.order-of-talk"), _order_of_talk(say, shown)),
        _fields_table(say, shown),
        _spread_table(say, shown, scale),
    )


def _order_of_talk(say: Speaker, shown: DisagreementView) -> Grid:
    rows = tuple(
        (cell(str(number)), cell(*(say.say(theme) for theme in group)))
        for number, group in enumerate(shown.order_of_talk, 1)
    )
    columns = (say("exports.rank"), say("model.themes"))
    return Grid(caption=say.line("model.order-of-talk"), columns=columns, rows=rows)


def _fields_table(say: Speaker, shown: DisagreementView) -> Section | None:
    rows = tuple(
        (
            cell(say.say(theme)),
            *(cell(say.say(count)) for count in found.fields),
            cell(say.line("model.split", Tone.STRONG) if found.is_split else None),
        )
        for theme, found in shown.themes
    )
    numbered = tuple(say("model.field-number", number=number) for number in (1, 2, 3, 4))
    grid = Grid(
        caption=say.line("model.where-groups"),
        columns=(say("model.theme"), *numbered, say("exports.remark")),
        rows=rows,
        numeric=frozenset({1, 2, 3, 4}),
    )
    return section("where-groups", say("model.where-groups"), grid)


def _spread_table(say: Speaker, shown: DisagreementView, scale: Scale) -> Section | None:
    rows = tuple(
        (cell(say.say(theme)), cell(say(axis)), *_spread_cells(say, spread))
        for theme, found in shown.themes
        for axis, spread in (
            ("model.importance", found.importance),
            ("model.success", found.success),
        )
    )
    points = tuple(say.labels.number(point) for point in scale.points)
    grid = Grid(
        caption=say.line("model.distribution"),
        columns=(
            say("model.theme"),
            say("exports.axis"),
            *points,
            say("model.agreement"),
            say("model.consensus"),
        ),
        rows=rows,
        numeric=frozenset(range(2, len(points) + 4)),
    )
    return section("distribution", say("model.distribution"), grid)


def _spread_cells(say: Speaker, spread: Spread) -> Iterator[Cell]:
    for count in spread.frequencies:
        yield cell(say.say(count))
    yield cell(say.say(spread.agreement))
    consensus = None if spread.consensus is None else Fraction(spread.consensus)
    yield cell(say.say(consensus))


# The ratings themselves.


def rounds_section(say: Speaker, view: View, method: Method | None) -> Section | None:
    """Return each round with its open ballots, and what the group said at the card."""
    made = [_round(say, a_round) for a_round in view.rounds]
    return section(
        "rounds", say("model.ratings"), [s for s in made if s], _remarks(say, view, method)
    )


def _round(say: Speaker, a_round: RoundView) -> Section | None:
    id = f"round-{a_round.id}"
    state = "exports.round-closed" if a_round.closed else "exports.round-open"
    anonymous = a_round.mode is RoundMode.ANONYMOUS
    letters = tuple((letter(number), b) for number, b in enumerate(a_round.ballots))
    return section(
        id,
        a_round.title or a_round.id,
        facts(
            (say("model.date"), cell(a_round.held_on)),
            (say("exports.round-purpose"), cell(say.name(a_round.purpose))),
            (
                say("exports.round-mode"),
                cell(joined(say, say.name(a_round.mode), say(state) if anonymous else None)),
            ),
            (
                say("exports.floor"),
                cell(say.line("exports.floor-at", floor=a_round.floor) if a_round.floor else None),
            ),
            (say("exports.scale"), cell(scale_line(say, a_round.scale))),
        ),
        _voices_table(say, letters),
        _ratings_table(say, letters),
        _reasons_table(say, letters),
    )


def letter(index: int) -> str:
    """Return the letter of a group in tables: A to Z, then AA, AB and on."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


Lettered = tuple[tuple[str, BallotView], ...]


def _voices_table(say: Speaker, ballots: Lettered) -> Grid | None:
    rows = tuple(
        (
            cell(name),
            cell(ballot.voice, say.say(ballot.group, tone=Tone.QUIET) if ballot.group else None),
            cell(say.say(ballot.size)),
            cell(say.say(numbers(ballot.picks) or say("model.none"))),
        )
        for name, ballot in ballots
    )
    if not rows:
        return None
    columns = ("exports.letter", "model.voice", "model.participants", "model.picks")
    return Grid(
        caption=say.line("model.groups"),
        columns=tuple(map(say, columns)),
        rows=rows,
        numeric=frozenset({2}),
    )


def _ratings_table(say: Speaker, ballots: Lettered) -> Grid | None:
    themes: dict[str, Theme] = {}
    given: dict[tuple[str, str], str] = {}
    for name, ballot in ballots:
        for theme, importance, success in ballot.ratings:
            themes[theme.id] = theme
            given[theme.id, name] = f"{_axis(say, importance)} / {_axis(say, success)}"
    if not themes:
        return None
    rows = tuple(
        (
            cell(say.say(theme)),
            *(cell(given.get((theme.id, name), say("model.none"))) for name, _ in ballots),
        )
        for theme in sorted(themes.values(), key=lambda theme: (theme.number, theme.id))
    )
    return Grid(
        caption=say.line("exports.ratings-caption"),
        columns=(say("exports.ratings-head"), *(name for name, _ in ballots)),
        rows=rows,
        numeric=frozenset(range(1, len(ballots) + 1)),
    )


def _axis(say: Speaker, value: Axis) -> str:
    if isinstance(value, Missing):
        return say.name(value).lower()
    return say("model.none") if value is None else say.labels.number(value)


def _reasons_table(say: Speaker, ballots: Lettered) -> Grid | None:
    rows = tuple(
        (cell(say.say(theme)), cell(name), cell(why) or cell(say("model.none")))
        for theme, name, why in sorted(
            ((theme, name, why) for name, b in ballots for theme, why in b.reasons),
            key=lambda row: row[0].number,
        )
    )
    if not rows:
        return None
    columns = ("model.theme", "exports.letter", "model.rationale")
    return Grid(caption=say.line("model.reasons"), columns=tuple(map(say, columns)), rows=rows)


def _remarks(say: Speaker, view: View, method: Method | None) -> Section | None:
    asked = {q.id: q.title for q in method.discussion_questions} if method is not None else {}
    blocks: list[Block] = []
    for remark in view.remarks:
        question = asked.get(remark.question, remark.question)
        blocks.append(say.say(question, tone=Tone.STRONG))
        if remark.theme is not None:
            blocks.append(say.say(remark.theme, tone=Tone.QUIET))
        blocks.append(remark.text)
    return section("remarks", say("exports.remarks"), blocks)


# Progress.


def progress_section(say: Speaker, view: View) -> Section | None:
    """Return how the themes moved since the first rating."""
    rows = tuple(
        (
            cell(say.say(view.theme(movement.theme_id))),
            _standing(say, movement.before),
            _standing(say, movement.after),
            _moved(say, movement),
        )
        for movement in view.movements
    )
    if not rows:
        return None
    columns = ("model.theme", "exports.before", "exports.now", "exports.movement")
    title = say.line("model.progress")
    grid = Grid(caption=title, columns=tuple(map(say, columns)), rows=rows)
    return section("progress", title, grid)


def _standing(say: Speaker, standing: Standing | None) -> Cell:
    if standing is None:
        return cell(say("model.none"))
    return cell(
        say.line("model.field-number", number=int(standing.quadrant)),
        say.line("model.on-line", Tone.STRONG) if standing.on_line else None,
        say.line("exports.figures", importance=standing.importance, success=standing.success),
        say.line("exports.answers", Tone.QUIET, count=standing.n),
    )


def _moved(say: Speaker, movement: Movement) -> Cell:
    if movement.reason is not None:
        reason = say(f"exports.not-comparable.{movement.reason.value}")
        return cell(say.line("model.not-comparable-because", reason=reason))
    changes = [
        say.line(key, change=say.labels.signed(change))
        for key, change in (
            ("exports.importance-change", movement.importance),
            ("exports.success-change", movement.success),
        )
        if change
    ]
    if movement.has_moved and movement.before is not None and movement.after is not None:
        moved = say.line(
            "model.moved",
            Tone.STRONG,
            before=int(movement.before.quadrant),
            after=int(movement.after.quadrant),
        )
        return cell(moved, *changes)
    return cell(*(changes or [say.line("model.unchanged")]))
