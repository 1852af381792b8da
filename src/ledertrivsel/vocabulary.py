"""What a text speaks of, by its words: a forum, a time, an event, a name, a state of health.

The words are data of each language (``findings.words`` in its labels), as patterns. They are
conservative: a word that is as often innocent is not among them, since a false alarm costs trust.
All languages are tried, whatever language the plan is shown in.
"""

from __future__ import annotations

import functools
import re

from ledertrivsel.labels import LANGUAGES, load_labels


@functools.cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_labels(lang)[f"findings.words.{kind}"] for lang in LANGUAGES))


def is_blank(text: str) -> bool:
    """Return whether *text* says nothing: empty, or a lone dash or question mark."""
    return not any(character.isalnum() for character in text)


def names_forum(text: str) -> bool:
    """Return whether *text* names MED, SU, AMO or another forum of cooperation."""
    return _pattern("forum").search(text) is not None


def names_time(text: str) -> bool:
    """Return whether *text* holds a date, a span such as "5 uger" or how often."""
    return _pattern("time").search(text) is not None


def names_event(text: str) -> bool:
    """Return whether *text* says what activates a card."""
    return _pattern("event").search(text) is not None


def names_nobody(text: str) -> bool:
    """Return whether *text* as a whole is a word for nobody in particular, such as "alle"."""
    return _pattern("nobody").fullmatch(text.strip()) is not None


def holds_person(text: str) -> bool:
    """Return whether *text* holds a person's name."""
    return _pattern("person").search(text) is not None


def holds_contact(text: str) -> bool:
    """Return whether *text* holds an e-mail address or a telephone number."""
    return _pattern("contact").search(text) is not None


def holds_personal_number(text: str) -> bool:
    """Return whether *text* holds what looks like a Danish personal number (CPR)."""
    return _pattern("personal-number").search(text) is not None


def holds_health(text: str) -> bool:
    """Return whether *text* speaks of somebody's health."""
    return _pattern("health").search(text) is not None
