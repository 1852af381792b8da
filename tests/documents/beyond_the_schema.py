"""The rules that the JSON Schema can't state: for each a document that breaks that one alone."""

from __future__ import annotations

import copy
from typing import Any

import attrs

Data = dict[str, Any]

TEXT = {"da": "Tekst"}

BASE: Data = {
    "schema": 1,
    "instrument": {
        "id": "three",
        "version": "1",
        "title": {"da": "Metode"},
        "attribution": {"da": "Nogen"},
        "languages": ["da"],
        "bounds": {"lowest": 1, "highest": 2},
        "importance_question": {"da": "Vigtigt?"},
        "success_question": {"da": "Lykkes?"},
        "low": {"da": "Lav"},
        "high": {"da": "Høj"},
        "themes": [
            {"id": "sparring", "title": {"da": "Sparring"}, "number": 1},
            {"id": "overload", "title": {"da": "Overbelastning"}, "number": 2},
            {"id": "restitution", "title": {"da": "Restitution"}, "number": 3},
        ],
        "support_questions": [{"id": "ideas", "title": {"da": "Ideer"}}],
        "headings": [{"field": "goal", "title": {"da": "Mål"}}],
    },
    "title": "Plan",
    "started_on": "2026-09-02",
    "own_themes": [{"id": "own", "title": {"da": "Eget"}, "number": 13, "source": "amo"}],
    "rounds": [
        {
            "id": "a",
            "groups": [{"id": "north", "title": {"da": "Nord"}}],
            "ballots": [{"voice": "A", "group": "north", "ratings": [["sparring", 5, 1]]}],
        },
        {
            "id": "b",
            "purpose": "follow-up",
            "mode": "anonymous",
            "floor": 5,
            "groups": [{"id": "north", "title": {"da": "Nord"}}],
            "tallies": [
                {
                    "group": "north",
                    "tally": {
                        "cells": [["sparring", 5, 1, 5]],
                        "halves": [["sparring", 5, None, 1]],
                        "picks": [["sparring", 2]],
                        "voices": 6,
                        "pickers": 2,
                        "participants": 6,
                    },
                }
            ],
        },
        {
            "id": "c",
            "purpose": "pilot",
            "mode": "anonymous",
            "floor": 5,
            "ballots": [{"voice": f"voice-{0:032x}", "ratings": [["overload", 2, 2]]}],
        },
    ],
    "parking": [{"theme_id": "overload", "reason": "others-decide"}],
    "choice": {"themes": ["sparring"]},
    "qualifications": [{"theme_id": "sparring", "answers": {"ideas": "Et netværk"}}],
    "cards": [{"theme_id": "sparring", "tasks": [{"what": "Ring", "due": {"n": 5}}]}],
    "activations": [{"theme_id": "sparring", "on": "2026-11-02"}],
    "sessions": [{"step": "prepare", "on": "2026-09-02"}],
    "publication": {"on": "2026-12-01"},
    "follow_up": {"groups": ["Nord"]},
    "reports": [{"group": "Nord"}],
}
"""A plan with something of nearly everything, which is read as it is."""


@attrs.frozen
class Case:
    """A place in the base, what is put there, and the problem that it gives."""

    code: str
    place: str
    value: Any
    problem: str


def changed(place: str, value: Any) -> Data:
    """Return the base with *value* at *place*, such as ``rounds.0.id``; `+` adds to a list."""
    data = copy.deepcopy(BASE)
    *way, last = place.split(".")
    inner: Any = data
    for step in way:
        inner = inner[int(step)] if step.isdigit() else inner[step]
    if last == "+":
        inner.append(value)
    elif last.isdigit():
        inner[int(last)] = value
    else:
        inner[last] = value
    return data


def _ballot(**fields: Any) -> Data:
    return {"voice": "B", **fields}


_OFFSCALE = "must be on the scale 1–5, got 6."
_KNOWN = "must be one of the plan's themes, got 'sparing'. Did you mean 'sparring'?"
_BOTH = {"lowest": 1, "highest": 5}

CASES = (
    Case("required", "title", "  ", "title must not be empty, got '  '."),
    Case(
        "required", "instrument.languages", [], "instrument.languages must not be empty, got ()."
    ),
    Case(
        "too-long",
        "title",
        "x" * 201,
        f"title must be at most 200 characters, is 201, got '{'x' * 38}…{'x' * 38}'. "
        "Shorten it, or move the rest to a note.",
    ),
    Case("one-line", "title", "a\nb", "title must be one line, got 'a\\nb'."),
    Case(
        "control-character",
        "purpose",
        "\x00",
        "purpose must not contain the character U+0000, got '\\x00'. "
        "Clean the text before it enters the model; readers do.",
    ),
    Case(
        "bidi-override",
        "purpose",
        "\u202e",
        "purpose must not contain the text-direction control U+202E, got '\\u202e'. "
        "Clean the text before it enters the model; readers do.",
    ),
    Case(
        "surrogate",
        "cards.0.goal",
        "\ud800",
        "cards[0].goal must not contain half a character (U+D800), got '\\ud800'. "
        "Clean the text before it enters the model; readers do.",
    ),
    Case(
        "slug",
        "rounds.0.id",
        "Første",
        "rounds[0].id must be a slug (a–z, 0–9 and single hyphens), got 'Første'. "
        "For example 'foerste'.",
    ),
    Case(
        "date-text",
        "started_on",
        "2026-02-30",
        "started_on must be a date such as '2026-09-02', got '2026-02-30'.",
    ),
    Case(
        "time-text",
        "sessions.0.start",
        "25:00",
        "sessions[0].start must be a time such as '13:00:00', got '25:00'.",
    ),
    Case(
        "at-least",
        "publication.version",
        0,
        "publication.version must be at least 1, got 0.",
    ),
    Case(
        "at-most",
        "cards.0.tasks.0.due.n",
        1001,
        "cards[0].tasks[0].due.n must be at most 1000, got 1001.",
    ),
    Case(
        "language",
        "instrument.languages",
        ["dansk"],
        "instrument.languages[0] must give a language code such as 'da', got 'dansk'.",
    ),
    Case(
        "one-of",
        "instrument.headings.0.field",
        "gaol",
        "instrument.headings[0].field must be one of applies_when, goal, responsible, support, "
        "representatives_role, tasks, follow_up, got 'gaol'. Did you mean 'goal'?",
    ),
    Case(
        "bounds-order",
        "instrument.bounds",
        {"lowest": 3, "highest": 2},
        "instrument.bounds.highest must not be lower than the lowest bound (3), got 2.",
    ),
    Case(
        "unique",
        "instrument.themes.2.id",
        "sparring",
        "instrument.themes[2] must not repeat 'sparring', got ",
    ),
    Case(
        "scale-order",
        "rounds.0.scale",
        {"lowest": 5, "highest": 5},
        "rounds[0].scale.highest must be higher than the lowest point (5), got 5.",
    ),
    Case(
        "scale-labels",
        "rounds.0.scale",
        {"labels": [[6, TEXT]]},
        "rounds[0].scale.labels must label points of the scale, got 6.",
    ),
    Case(
        "on-scale",
        "rounds.0.ballots.0.ratings.0",
        ["sparring", 6, 1],
        f"rounds[0].ballots['A']['sparring'].importance {_OFFSCALE}",
    ),
    Case(
        "fixed-cut",
        "cut",
        {"kind": "fixed"},
        "cut.importance must be given for a fixed cut, and only there, got None.",
    ),
    Case(
        "rated-once",
        "rounds.0.ballots.0.ratings.+",
        ["sparring", 1, 1],
        "rounds[0].ballots[0].ratings['sparring'] must be rated once by a voice, "
        "got ('sparring', 1, 1).",
    ),
    Case(
        "known-group",
        "rounds.0.ballots.0.group",
        "nord",
        "rounds[0].ballots['A'].group must be one of the round's groups, got 'nord'. "
        "Did you mean 'north'?",
    ),
    Case(
        "group-tree",
        "rounds.0.groups.0.parent",
        "north",
        "rounds[0].groups['north'].parent must lead up to a group without a parent, got 'north'.",
    ),
    Case(
        "voice-anonymous",
        "rounds.2.ballots.0.voice",
        "Bo",
        "rounds[2].ballots[…].voice must come from new_voice() in an anonymous round, got '…'. "
        "Make one with ledertrivsel.new_voice().",
    ),
    Case(
        "size-anonymous",
        "rounds.2.ballots.0.size",
        2,
        "rounds[2].ballots[…].size must be 1 in an anonymous round, got 2.",
    ),
    Case(
        "reasons-anonymous",
        "rounds.2.ballots.0.reasons",
        [["sparring", "Fordi"]],
        "rounds[2].ballots[…].reasons must be empty in an anonymous round, got 1.",
    ),
    Case(
        "floor-anonymous-only",
        "rounds.0.floor",
        5,
        "rounds[0].floor belongs to anonymous rounds, got 5.",
    ),
    Case(
        "ballots-or-tallies",
        "rounds.0.tallies",
        [],
        "rounds[0].tallies must hold ballots or tallies, not both, got 1.",
    ),
    Case(
        "same-tally-scale",
        "rounds.1.scale",
        {"highest": 6},
        "rounds[1].tallies must have the same scale as the tally it is added to, got ",
    ),
    Case(
        "half-rating",
        "rounds.1.tallies.0.tally.halves.+",
        ["sparring", 1, 1, 1],
        "rounds[1].tallies[0].tally.halves must lack a number on one axis or both, "
        "got ('sparring', 1, 1, 1).",
    ),
    Case(
        "known-theme",
        "rounds.0.ballots.0.ratings.0.0",
        "sparing",
        f"rounds[0].ballots[0].ratings[0][0] {_KNOWN}",
    ),
    Case("known-theme", "choice.themes.0", "sparing", f"choice.themes[0] {_KNOWN}"),
    Case(
        "known-question",
        "qualifications.0.answers",
        {"idea": "Et netværk"},
        "qualifications[0].answers must be one of the method's support questions, got 'idea'. "
        "Did you mean 'ideas'?",
    ),
    Case(
        "own-theme-number",
        "own_themes.0.number",
        3,
        "own_themes['own'].number must have a number from 4, got 3.",
    ),
    Case(
        "theme-number",
        "own_themes.+",
        {"id": "two", "title": {"da": "To"}, "number": 13, "source": "amo"},
        "own_themes['two'].number must have a number that no other theme has, got 13.",
    ),
    Case(
        "theme-title",
        "own_themes.0.title",
        {"da": "sparring "},
        "own_themes['own'].title must have a title that no other theme has, got 'sparring '.",
    ),
    Case(
        "same-scale",
        "rounds.+",
        {"id": "d", "scale": {"highest": 6}},
        "rounds['d'].scale must have the scale of the other baseline rounds (1–5), got '1–6'. "
        "Count it as a round with purpose pilot or follow-up.",
    ),
    Case(
        "voice-elsewhere",
        "rounds.+",
        {"id": "d", "ballots": [{"voice": "A"}]},
        "rounds['d'].voice must not be in another baseline round ('a'), got 'A'. "
        "A later rating of the same people is a round with purpose follow-up.",
    ),
    Case(
        "choice-empty",
        "choice.themes",
        [],
        "choice.themes must name at least one theme, got ().",
    ),
    Case(
        "card-missing",
        "activations.0.theme_id",
        "overload",
        "activations[0].theme_id must have an action card, got 'overload'. Known: sparring.",
    ),
    Case(
        "state-reason",
        "cards.0.state",
        "closed",
        "cards[0].state_reason must be given when the state is closed, got ''.",
    ),
)
