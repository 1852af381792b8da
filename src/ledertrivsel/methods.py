"""A method: an instrument, and what guides a process around it.

`Method` adds to its `Instrument` what only a process needs: agendas, checklist, actors, tools.
Methods are data (TOML); `read_method` reads one and tells everything that is wrong with it at
once; `builtin_method` gives the one that comes with the library.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

import attrs

from ledertrivsel import _validators as v
from ledertrivsel.errors import (
    DocumentError,
    InvalidValueError,
    Problem,
    UnknownNameError,
    near,
    shorten,
)
from ledertrivsel.instruments import CARD_FIELDS as CARD_FIELDS
from ledertrivsel.instruments import Bounds as Bounds
from ledertrivsel.instruments import Heading as Heading
from ledertrivsel.instruments import Instrument as Instrument
from ledertrivsel.instruments import Question as Question
from ledertrivsel.instruments import Step as Step
from ledertrivsel.instruments import card_field, texts
from ledertrivsel.themes import Text, Theme, localized


class ItemKind(Enum):
    """When an agenda item is held: always, or only under a condition."""

    ALWAYS = "always"
    JOINED_ONLY = "joined-only"
    """Only when the next step follows on the same day, as the break after step 2."""
    OPTIONAL = "optional"
    """Only when asked for, as the 45 minutes of introduction in step 1."""


@attrs.frozen(kw_only=True)
class AgendaItem:
    """One row of an agenda: minutes, what happens, who leads it, what it takes, what to consider.

    Args:
        points: what is done, each with minutes of its own, or None where the source gives none.
    """

    id: str
    minutes: int
    title: Text
    points: tuple[tuple[Text, int | None], ...] = ()
    who: Text | None = None
    materials: tuple[Text, ...] = ()
    considerations: tuple[Text, ...] = ()
    kind: ItemKind = ItemKind.ALWAYS

    def __attrs_post_init__(self) -> None:
        minutes = v.integer(self.minutes, "AgendaItem.minutes", lowest=1, highest=DAY)
        points = tuple(
            _point(point, f"AgendaItem.points[{index}]")
            for index, point in enumerate(v.sequence(self.points, "AgendaItem.points"))
        )
        timed = sum(own for _, own in points if own is not None)
        if timed > minutes:
            raise InvalidValueError("AgendaItem.points", "at-most", timed, "", {"limit": minutes})
        who = self.who
        v.freeze(
            self,
            id=v.slug(self.id, "AgendaItem.id"),
            title=localized(self.title, "AgendaItem.title"),
            points=points,
            who=None if who is None else localized(who, "AgendaItem.who"),
            materials=texts(self.materials, "AgendaItem.materials"),
            considerations=texts(self.considerations, "AgendaItem.considerations"),
            kind=v.member(self.kind, ItemKind, "AgendaItem.kind"),
        )


DAY = 1440
"""The minutes of a day: no item or agenda is longer."""


def _point(value: object, path: str) -> tuple[Text, int | None]:
    """Return *value* as a text and the minutes it has of its own; a text alone has none."""
    if isinstance(value, Mapping):
        extra = sorted(set(value) - {"text", "minutes"})
        if extra or "text" not in value:
            found = extra or sorted(value)
            raise InvalidValueError(path, "one-of", found, "", {"allowed": "text, minutes"})
        value = (value["text"], value.get("minutes"))
    if isinstance(value, (str, Text)):
        value = (value, None)
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise InvalidValueError(path, "type", value, "", {"wanted": "a text and its minutes"})
    content, minutes = value
    if minutes is not None:
        minutes = v.integer(minutes, f"{path}.minutes", lowest=1, highest=DAY)
    return localized(content, f"{path}.text", limit=v.TEXT_LIMIT), minutes


@attrs.frozen(kw_only=True)
class Agenda:
    """The agenda of a step: *minutes* are announced, and the items always held add up to them."""

    step: Step
    title: Text
    minutes: int
    purpose: Text
    items: tuple[AgendaItem, ...]

    def __attrs_post_init__(self) -> None:
        items = v.instances(self.items, AgendaItem, "Agenda.items")
        v.unique(items, "Agenda.items", key=lambda item: item.id)
        minutes = v.integer(self.minutes, "Agenda.minutes", lowest=1, highest=DAY)
        held = sum(item.minutes for item in items if item.kind is ItemKind.ALWAYS)
        if held != minutes:
            rule = f"must be the sum of the items always held ({held})"
            raise InvalidValueError("Agenda.minutes", rule, minutes)
        v.freeze(
            self,
            step=v.member(self.step, Step, "Agenda.step"),
            title=localized(self.title, "Agenda.title"),
            purpose=localized(self.purpose, "Agenda.purpose", limit=2000),
            items=items,
        )


@attrs.frozen
class ChecklistSection:
    """A section of the checklist to go through before the start; *notes* stand beside it."""

    id: str
    title: Text
    items: tuple[Text, ...]
    notes: tuple[Text, ...] = ()

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "ChecklistSection.id"),
            title=localized(self.title, "ChecklistSection.title"),
            items=texts(self.items, "ChecklistSection.items"),
            notes=texts(self.notes, "ChecklistSection.notes"),
        )


@attrs.frozen
class Actor:
    """A group with a part in the process and what it does there."""

    id: str
    title: Text
    part: Text

    def __attrs_post_init__(self) -> None:
        v.freeze(
            self,
            id=v.slug(self.id, "Actor.id"),
            title=localized(self.title, "Actor.title"),
            part=localized(self.part, "Actor.part", limit=v.TEXT_LIMIT),
        )


@attrs.frozen
class Tool:
    """One of the publisher's tools. It has no address: those in the source are damaged.

    *pointer* is the sentence by which a theme refers to it.
    """

    id: str
    title: Text
    use: Text
    number: int | None = None
    pointer: Text | None = None

    def __attrs_post_init__(self) -> None:
        number, pointer = self.number, self.pointer
        v.freeze(
            self,
            id=v.slug(self.id, "Tool.id"),
            title=localized(self.title, "Tool.title"),
            use=localized(self.use, "Tool.use", limit=v.TEXT_LIMIT),
            number=None if number is None else v.integer(number, "Tool.number", lowest=1),
            pointer=None if pointer is None else localized(pointer, "Tool.pointer"),
        )


@attrs.frozen(kw_only=True)
class ExampleCard:
    """The method's filled-in action card, word for word: a text for each field of the form."""

    theme_id: str
    fields: tuple[tuple[str, Text], ...]

    def __attrs_post_init__(self) -> None:
        given = self.fields
        if isinstance(given, Mapping):
            given = tuple(given.items())
        fields: dict[str, Text] = {}
        for item in v.sequence(given, "ExampleCard.fields"):
            if not isinstance(item, (tuple, list)) or len(item) != 2:
                wanted = {"wanted": "a field to a text"}
                raise InvalidValueError("ExampleCard.fields", "mapping", item, "", wanted)
            name = card_field(item[0], "ExampleCard.fields")
            if name in fields:
                repeated = {"repeated": name}
                raise InvalidValueError("ExampleCard.fields", "unique", name, "", repeated)
            fields[name] = localized(item[1], f"ExampleCard.fields.{name}", limit=v.TEXT_LIMIT)
        v.freeze(
            self,
            theme_id=v.slug(self.theme_id, "ExampleCard.theme_id"),
            fields=tuple((name, fields[name]) for name in CARD_FIELDS if name in fields),
        )


@attrs.frozen(kw_only=True)
class Method:
    """An instrument and all that guides the process around it.

    Args:
        series: the title of the publisher's series.
        preparation_questions: what must be known or backed before the next meeting.
        guidance: advice on the process as a whole, each piece with a title.
    """

    instrument: Instrument
    series: Text
    purpose: Text
    target_group: tuple[Text, ...] = ()
    steps: tuple[Question, ...] = ()
    guidance: tuple[Question, ...] = ()
    mandate_questions: tuple[Question, ...] = ()
    actors: tuple[Actor, ...] = ()
    discussion_questions: tuple[Question, ...] = ()
    preparation_questions: tuple[Question, ...] = ()
    publishing: tuple[Text, ...] = ()
    follow_up: tuple[Text, ...] = ()
    talk_starters: tuple[Text, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    checklist: tuple[ChecklistSection, ...] = ()
    tools: tuple[Tool, ...] = ()
    example_card: ExampleCard | None = None

    def __attrs_post_init__(self) -> None:
        instrument = v.instance(self.instrument, Instrument, "Method.instrument")
        checked: dict[str, object] = {}
        for name, kind in _PARTS.items():
            items = v.instances(getattr(self, name), kind, f"Method.{name}")
            v.unique(items, f"Method.{name}", key=lambda item: getattr(item, "id", item))
            checked[name] = items
        for name in ("target_group", "publishing", "follow_up", "talk_starters"):
            checked[name] = texts(getattr(self, name), f"Method.{name}")
        v.freeze(
            self,
            series=localized(self.series, "Method.series"),
            purpose=localized(self.purpose, "Method.purpose", limit=2000),
            **checked,
        )
        v.unique(self.agendas, "Method.agendas", key=lambda agenda: agenda.step)
        tools = tuple(tool.id for tool in self.tools)
        for index, theme in enumerate(instrument.themes):
            for tool in theme.see_also:
                _among(tool, tools, f"Method.themes[{index}].see_also")
        for step in self.steps:
            v.member(step.id, Step, "Method.steps")
        if self.example_card is not None:
            card = v.instance(self.example_card, ExampleCard, "Method.example_card")
            themes = tuple(theme.id for theme in instrument.themes)
            _among(card.theme_id, themes, "Method.example_card.theme_id")

    @property
    def id(self) -> str:
        """The id of the method's instrument, which is the method's own."""
        return self.instrument.id

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of the method's instrument, by number."""
        return self.instrument.themes

    def agenda(self, step: Step) -> Agenda:
        """Return the agenda of *step*.

        Raises:
            InvalidValueError: when the method has none for it.
        """
        for agenda in self.agendas:
            if agenda.step is step:
                return agenda
        raise InvalidValueError("step", "agenda-step", step)

    def tool(self, id: str) -> Tool:
        """Return the tool of that id.

        Raises:
            InvalidValueError: when the method has none of that id.
        """
        _among(id, tuple(tool.id for tool in self.tools), "tool")
        return next(tool for tool in self.tools if tool.id == id)


_PARTS: Mapping[str, type[Any]] = {
    "steps": Question,
    "guidance": Question,
    "mandate_questions": Question,
    "actors": Actor,
    "discussion_questions": Question,
    "preparation_questions": Question,
    "agendas": Agenda,
    "checklist": ChecklistSection,
    "tools": Tool,
}


def _among(value: str, allowed: tuple[str, ...], path: str) -> None:
    """Refuse *value* unless it is one of *allowed*, naming near ones."""
    if value not in allowed:
        found = near(value, allowed)
        params = {"allowed": ", ".join(allowed), "near": ", ".join(map(repr, found))}
        raise InvalidValueError(path, "one-of", value, "near" if found else "", params)


def untranslated(method: Method) -> tuple[tuple[str, str], ...]:
    """Return (path, language) of every text that lacks one of the method's languages.

    The headings' aliases are left out: they are what readers of one language may meet.
    """
    return tuple(
        (path, language)
        for path, text in _all_texts(method, "")
        if ".aliases[" not in path
        for language in method.instrument.languages
        if language not in dict(text.by_language)
    )


def _all_texts(value: object, path: str) -> Iterator[tuple[str, Text]]:
    """Yield every text inside *value* with its path as the method's file has it."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _all_texts(item, f"{path}[{index}]")
    elif attrs.has(kind := type(value)):
        for field in attrs.fields(kind):
            inner = path if field.name == "instrument" else f"{path}.{field.name}".lstrip(".")
            yield from _all_texts(getattr(value, field.name), inner)


def read_method(content: str | bytes, source: str = "method") -> Method:
    """Return the method written in *content*, TOML in UTF-8; *source* names it in errors.

    The keys are the fields of `Instrument` and `Method`, on one level; a text is a table.

    Raises:
        DocumentError: with every problem that can be found at once; no method is made of a part.
    """
    problems: list[Problem] = []
    table = _parse(content, problems)
    if table is None:
        raise DocumentError(source, tuple(problems))
    own = {field.name for field in attrs.fields(Instrument)}
    rest = {field.name for field in attrs.fields(Method)} - {"instrument"}
    _refuse_unknown(table, own | rest, "", problems)
    inner = {key: value for key, value in table.items() if key in own}
    instrument = _make(Instrument, inner, "", problems)
    outer = {key: value for key, value in table.items() if key in rest}
    method: Method | None = _make(Method, outer, "", problems, instrument=instrument)
    if method is not None:
        problems.extend(
            Problem(path=f"{path}.{language}", rule="required")
            for path, language in untranslated(method)
        )
    if problems or method is None:
        raise DocumentError(source, tuple(problems))
    return method


def _parse(content: str | bytes, problems: list[Problem]) -> dict[str, Any] | None:
    """Return *content* as a TOML table, or None with the reason among *problems*."""
    import re
    import tomllib  # Plans carry their instrument: most programs never read a method.

    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found = f"byte 0x{error.object[error.start]:02x}"
            problems.append(Problem(path="TOML", rule="must be UTF-8", found=found, line=line))
            return None
    try:
        return tomllib.loads(content.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = int(place.group(1)) if place else content.count("\n") + 1
        found = str(error).partition(" (at ")[0]
        problems.append(Problem(path="TOML", rule="must be valid", found=found, line=line))
    except RecursionError:
        problems.append(Problem(path="TOML", rule="must not nest this deep"))
    return None


_NESTED: Mapping[tuple[type[Any], str], type[Any]] = {
    (Instrument, "bounds"): Bounds,
    (Instrument, "themes"): Theme,
    (Instrument, "support_questions"): Question,
    (Instrument, "headings"): Heading,
    (Agenda, "items"): AgendaItem,
    (Method, "example_card"): ExampleCard,
    **{(Method, name): kind for name, kind in _PARTS.items()},
}
"""The fields of a method's file that hold tables of their own, and what each table makes."""

_SINGLE = (Bounds, ExampleCard)


def _make(
    kind: Callable[..., Any],
    table: object,
    path: str,
    problems: list[Problem],
    **given: object,
) -> Any:
    """Return a *kind* made of *table*, or None with the reasons among *problems*."""
    if not isinstance(table, Mapping):
        params = (("wanted", "a table"),)
        problems.append(Problem(path=path, rule="type", found=shorten(table), params=params))
        return None
    assert isinstance(kind, type)
    fields = {field.name: field for field in attrs.fields(kind)}
    before = len(problems)
    _refuse_unknown(table, set(fields), path, problems)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        inner = f"{path}.{name}".lstrip(".")
        if name in given:
            values[name] = given[name]
        elif name not in table:
            if field.default is attrs.NOTHING:
                problems.append(Problem(path=inner, rule="required"))
        elif (kind, name) in _NESTED:
            values[name] = _nested(_NESTED[kind, name], table[name], inner, problems)
        else:
            values[name] = table[name]
    if len(problems) > before or None in given.values():
        return None
    try:
        return kind(**values)
    except InvalidValueError as error:
        told = error.within(path).problem()
        problems.append(attrs.evolve(told, path=told.path.lstrip(".")))
        return None


def _nested(kind: type[Any], value: object, path: str, problems: list[Problem]) -> Any:
    """Return the *kind* or the list of them that *value* describes."""
    if kind in _SINGLE:
        return _make(kind, value, path, problems)
    if not isinstance(value, list):
        params = (("wanted", "a list of tables"),)
        problems.append(Problem(path=path, rule="type", found=shorten(value), params=params))
        return None
    places = ((f"{path}[{index}]", item) for index, item in enumerate(value))
    return tuple(_make(kind, item, place, problems) for place, item in places)


def _refuse_unknown(
    table: Mapping[str, Any], known: set[str], path: str, problems: list[Problem]
) -> None:
    """Add a problem for each key that is not *known*."""
    names = tuple(sorted(known))
    for key in table:
        if key not in known:
            found = near(key, names)
            params = (("allowed", ", ".join(names)), ("near", ", ".join(map(repr, found))))
            problems.append(
                Problem(
                    path=f"{path}.{key}".lstrip("."),
                    rule="one-of",
                    found=repr(key),
                    hint="near" if found else "",
                    params=params,
                )
            )


def builtin_methods() -> tuple[str, ...]:
    """Return the ids of the methods that come with the library, sorted."""
    from importlib.resources import files

    folder = files("ledertrivsel") / "data" / "methods"
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def builtin_method(id: str = "bfa-2025") -> Method:
    """Return the method of that *id* that comes with the library; read once, then kept.

    Raises:
        UnknownNameError: when there is none of that id.
    """
    return _builtin(str(id))


@functools.cache
def _builtin(id: str) -> Method:
    from importlib.resources import files

    known = builtin_methods()
    if id not in known:
        raise UnknownNameError("method", id, known)
    resource = files("ledertrivsel") / "data" / "methods" / f"{id}.toml"
    return read_method(resource.read_bytes(), f"methods/{id}.toml")
