"""What an audience may see, as data for other programs: JSON under a schema of its own.

The schema is ``data/schema/view-v1.json``. Texts stand as people typed them, numbers exactly
("14/3"), dates as ISO 8601 has them. A theme is named by its id and told once, under ``themes``.
The plan's own document is another thing: see `ledertrivsel.dump`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from ledertrivsel import _json
from ledertrivsel.findings import Finding
from ledertrivsel.hookspecs import Context, Export
from ledertrivsel.instruments import Instrument
from ledertrivsel.labels import Localized
from ledertrivsel.prioritization import Proposal
from ledertrivsel.prose import Prose
from ledertrivsel.scales import Scale
from ledertrivsel.themes import Text, Theme
from ledertrivsel.view import (
    BallotView,
    DisagreementView,
    PriorityCardView,
    QualificationView,
    View,
)

SCHEMA = "ledertrivsel-view/1"
"""The name and version of the schema, the first value of every file."""

ROWS: Mapping[tuple[type, str], tuple[str, ...]] = {
    (QualificationView, "answers"): ("question", "text"),
    (BallotView, "ratings"): ("theme", "importance", "success"),
    (BallotView, "reasons"): ("theme", "text"),
    (DisagreementView, "themes"): ("theme", "spread"),
    (Scale, "labels"): ("point", "text"),
}
"""Fields that hold rows of a tuple each, and what the values of a row are called."""

LINES = ((PriorityCardView, "lines"), (Proposal, "lines"))
"""Fields that hold one point of the card."""


class JsonExporter:
    """Writes the view as data."""

    def export(self, view: View, context: Context) -> Export:
        """Return the view as JSON in UTF-8."""
        data = {"schema": SCHEMA, "language": context.language, **_fields(view, context.language)}
        return Export(_json.write(data, "view"))


def _fields(value: Any, language: str) -> dict[str, Any]:
    """Return the fields of one of the view's values by name."""
    found: dict[str, Any] = {}
    for name in (field.name for field in attrs.fields(type(value))):
        content, place = getattr(value, name), (type(value), name)
        if place in ROWS:
            found[name] = [
                dict(zip(ROWS[place], _data(row, language), strict=True)) for row in content
            ]
        elif place in LINES:
            found[name] = dict(
                zip(("importance", "success"), _data(content, language), strict=True)
            )
        elif name == "themes" and isinstance(value, (View, Instrument)):
            found[name] = [_fields(theme, language) for theme in content]
        elif name == "params" and isinstance(value, Finding):
            found[name] = {key: _data(param, language) for key, param in content}
        else:
            found[name] = _data(content, language)
    if isinstance(value, Finding):
        found |= {"text": value.render(language), "advice": value.advice(language)}
    return found


def _data(value: Any, language: str) -> Any:
    """Return a value as JSON has it."""
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Fraction, Decimal)):
        return str(value)
    if isinstance(value, int):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, Prose):
        return value.source
    if isinstance(value, Text):
        return dict(value.by_language)
    if isinstance(value, Theme):
        return value.id
    if isinstance(value, frozenset):
        return sorted(_data(item, language) for item in value)
    if isinstance(value, tuple):
        return [_data(item, language) for item in value]
    if attrs.has(type(value)):
        return _fields(value, language)
    if isinstance(value, Localized):
        return value.to(language)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
