"""Empty notes: the headings and labels that are read, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import LANGUAGES
from ledertrivsel.methods import CARD_FIELDS, Instrument, Method
from ledertrivsel.plan import Plan
from ledertrivsel.readers._words import words
from ledertrivsel.themes import Theme

_MANDATE = (
    "organisation",
    "representation",
    "purpose",
    "strategy",
    "sender",
    "involved",
    "decides",
    "anchored",
    "evidence",
)
_CHOICE = ("choice", "recommended", "confirmed", "rationale")
_PUBLICATION = (
    "published",
    "channel",
    "told",
    "briefing",
    "shown",
    "contact",
    "leader-groups",
    "report-by",
    "discussions",
    "rerate",
    "yearly",
)
_OPEN = ("existing", "knowledge", "involvement", "clarification")


def empty_notes(owner: Plan | Instrument | Method, language: str = "da") -> str:
    """Return Markdown with every heading that is read and nothing under them; it reads back.

    A plan whose themes are chosen gives the sections of step 2 and 3, one for each theme.

    Raises:
        InvalidValueError: when the product does not speak *language*.
    """
    if language not in LANGUAGES:
        allowed = {"allowed": ", ".join(LANGUAGES)}
        raise InvalidValueError("language", "one-of", language, "", allowed)
    instrument = owner if isinstance(owner, Instrument) else owner.instrument
    chosen: tuple[Theme, ...] = ()
    if isinstance(owner, Plan):
        chosen = tuple(owner.theme(theme_id) for theme_id in owner.chosen)
    return "\n\n".join(_parts(_Words(language), instrument, chosen)) + "\n"


class _Words:
    """The first wording of each name, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def first(self, table: str, key: str, which: int = 0) -> str:
        section = words("notes")
        for part in table.split("."):
            section = section[part]
        return str(section[key][self.language][which])

    def heading(self, key: str) -> str:
        return f"## {self.first('sections', key)}"

    def table(self, kind: str, *columns: str) -> str:
        return _table(self.first(f"tables.{kind}", column) for column in columns)

    def facts(self, keys: Iterable[str]) -> str:
        head = (self.first("tables.facts", "label"), self.first("tables.facts", "text", 1))
        return _table(head, [(self.first("facts", key), "") for key in keys])


def _table(head: Iterable[str], rows: Iterable[tuple[str, ...]] = ()) -> str:
    cells = tuple(head)
    lines = [cells, ("---",) * len(cells), *(rows or [("",) * len(cells)])]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _parts(said: _Words, instrument: Instrument, chosen: tuple[Theme, ...]) -> Iterator[str]:
    yield f"# {said.first('sections', 'notes')}"
    yield said.heading("mandate")
    yield said.facts(_MANDATE)
    yield said.heading("timeline")
    yield said.table("timeline", "date", "what", "who")
    yield said.heading("own-themes")
    yield said.table("own-themes", "number", "title", "question", "source")
    yield said.heading("groups")
    yield said.table("groups", "name", "size", "alias")
    yield said.heading("reasons")
    yield said.table("reasons", "group", "theme", "text")
    yield said.heading("parking")
    yield said.table("parking", "theme", "reason", "note", "who", "revisit")
    yield said.heading("choice")
    yield "\n".join(f"- {said.first('facts', key)}:" for key in _CHOICE)
    yield said.heading("preparations")
    yield said.table("preparations", "text", "who", "due", "outcome")
    if chosen:
        yield said.heading("qualification")
        for theme in chosen:
            yield f"### {said.first('tables.parking', 'theme')} {theme.to(said.language)}"
            names = [q.title.to(said.language) for q in instrument.support_questions]
            names += [said.first("theme", key) for key in _OPEN]
            yield "\n".join(f"- **{name}:**" for name in names)
        yield said.heading("cards")
        for theme in chosen:
            yield f"### Action card: {theme.title.to(said.language)}"
            yield f"{said.first('theme', 'status')}:"
            for field in CARD_FIELDS:
                yield f"- **{instrument.heading(field, said.language)}:**"
                if field == "tasks":
                    yield said.table("tasks", "what", "who", "due")
            yield f"{said.first('theme', 'materials')}:"
    yield said.heading("next-steps")
    yield said.table("tasks", "what", "who", "due")
    yield said.heading("publication")
    yield said.facts(_PUBLICATION)
    yield said.heading("reports")
    yield said.table("reports", "group", "used", "works", "hard", "wish")
