"""The outline of the priority card: a picture with its legend, and a table."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ledertrivsel.drawing import Dot, Drawing, draw
from ledertrivsel.exporters._outline import (
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
    plain,
    section,
)
from ledertrivsel.matrix import Quadrant
from ledertrivsel.scales import Scale
from ledertrivsel.view import PlacementView, PriorityCardView, View


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
    is_named_by_us = scale.labels == Scale(scale.lowest, scale.highest).labels
    for index, (point, text) in enumerate(scale.labels):
        words = say.text(text)
        if is_named_by_us:  # Within a sentence; what others call an end stays as they wrote it.
            words = attrs.evolve(words, text=words.text.lower())
        pieces += [", " if index else " (", f"{say.labels.number(point)} = ", words]
    return Line((*pieces, *(")" for _ in scale.labels[:1])))


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
    drawing = draw(card, chosen_ids(view))
    if not drawing.dots:
        return None
    return framed(
        say,
        view,
        card,
        drawing,
        title=say("model.priority-card"),
        description=_description(say, drawing),
        legend=tuple(_legend(say, view, card, drawing)),
    )


def chosen_ids(view: View) -> frozenset[str]:
    """Return the themes that are drawn filled, by id."""
    return frozenset(theme.id for theme in view.choice.themes) if view.choice else frozenset()


def framed(
    say: Speaker,
    view: View,
    card: PriorityCardView,
    drawing: Drawing,
    *,
    title: str,
    description: str = "",
    legend: tuple[Legend, ...] = (),
) -> Picture:
    """Return a drawing with what is written on the card around it."""
    instrument = view.instrument
    return Picture(
        card=card,
        drawing=drawing,
        title=title,
        description=description,
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
        legend=legend,
    )


def names(say: Speaker, card: PriorityCardView, drawing: Drawing) -> dict[str, str]:
    """Return all that the card tells of each theme, dots first."""
    dots = {dot.theme.id: dot for dot in drawing.dots}
    order = list(dots)
    return {
        p.theme.id: _name(say, p, dots.get(p.theme.id))
        for p in sorted(
            card.placements,
            key=lambda p: order.index(p.theme.id) if p.theme.id in dots else len(order),
        )
    }


def _name(say: Speaker, p: PlacementView, dot: Dot | None) -> str:
    if dot is None:
        place = say("model.not-asked")
    else:
        place = _with_states(say, say.name(dot.quadrant), dot)
    picks = say("pictures.picks-hidden") if p.picks is None else None
    told = say.line(
        "pictures.unplaced" if p.importance is None else "pictures.dot",
        theme=p.theme,
        place=place,
        importance=say.mean(p.importance),
        success=say.mean(p.success),
        gap=say.mean(p.gap),
        answers=plain(say.line("exports.answers", count=p.n), say.labels),
        picks=picks or say("pictures.picks", count=p.picks or 0),
    )
    return plain(told, say.labels)


def notes(say: Speaker, card: PriorityCardView) -> Iterator[Line]:
    """Yield how the card is to be read: what stands behind it, the scale, the cut and the rule."""
    told = _card_facts(say, card)
    for label, said in told.rows if told is not None else ():
        for line in said:
            if isinstance(line, Line):
                yield Line((f"{label}: ", *line.pieces))
    if card.cut.depends_on_themes:
        yield say.line("model.cut-depends", Tone.WARNING)
    yield say.line("exports.fields-note", Tone.QUIET)


def _description(say: Speaker, drawing: Drawing) -> str:
    """Return the picture in words: which themes lie in which field."""
    parts = []
    for quadrant in Quadrant:
        dots = sorted((d for d in drawing.dots if d.quadrant is quadrant), key=_number)
        inside = say.labels.list(_dot_in_words(say, dot) for dot in dots)
        key = "exports.in-field" if dots else "exports.empty-field"
        parts.append(
            plain(
                say.line(key, count=len(dots), field=say.name(quadrant), themes=inside), say.labels
            )
        )
    return " ".join(parts)


def _number(dot: Dot) -> tuple[int, str]:
    return dot.theme.number, dot.theme.id


def _dot_in_words(say: Speaker, dot: Dot) -> str:
    return _with_states(say, str(dot.theme.number), dot)


def _with_states(say: Speaker, text: str, dot: Dot) -> str:
    states = [say("exports.state-chosen")] * dot.is_chosen
    states += [say("exports.state-on-line")] * dot.on_line
    return f"{text} ({', '.join(states)})" if states else text


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
    figures = [say.mean(value) for value in (p.importance, p.success, p.gap)]
    place = say.name(p.quadrant) if p.quadrant is not None else say("model.not-asked")
    picks = say("exports.hidden") if p.picks is None else say.say(p.picks)
    return (
        cell(say.say(p.theme)),
        *map(cell, figures),
        cell(place, say.line("model.on-line", Tone.STRONG) if p.on_line else None),
        cell(say.say(p.n)),
        cell(picks),
    )
