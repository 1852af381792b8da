"""The outline of the rounds: open ballots side by side, and what was said at the card."""

from __future__ import annotations

from ledertrivsel.exporters._outline import (
    Block,
    Grid,
    Section,
    Speaker,
    Tone,
    cell,
    facts,
    joined,
    numbers,
    section,
)
from ledertrivsel.exporters._priority_card import scale_line
from ledertrivsel.methods import Method
from ledertrivsel.rounds import RoundMode
from ledertrivsel.scales import Axis, Missing
from ledertrivsel.themes import Theme
from ledertrivsel.view import BallotView, RoundView, View


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
        a_round.title or say.name(a_round.purpose),
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
        (cell(say.say(theme)), cell(voice), cell(why) or cell(say("model.none")))
        for theme, voice, why in sorted(
            ((theme, b.voice, why) for _, b in ballots for theme, why in b.reasons),
            key=lambda row: row[0].number,
        )
    )
    if not rows:
        return None
    columns = ("model.theme", "model.voice", "model.rationale")
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
