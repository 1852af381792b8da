"""A language's wording: all that the product shows to people, by key, from ``data/labels``.

Each file of ``data/labels/<language>/`` is a table of its own: the key ``errors.conflict`` stands
in ``errors.toml``. Danish and English have the same keys and the same placeholders; a test proves
it. Numbers, dates and lists are written as the language does: "4,67", "−1,5", "2. november 2026",
"1, 5 og 12".
"""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from importlib.resources import files
from typing import Any, Protocol, runtime_checkable

from ledertrivsel._validators import as_slug
from ledertrivsel.errors import (
    HINTS,
    RULES,
    InputError,
    InvalidValueError,
    LedertrivselError,
    MissingExtraError,
    PluginError,
    Problem,
    UnknownNameError,
    near,
)

LANGUAGES = ("da", "en")
"""Languages the product speaks."""


@runtime_checkable
class Localized(Protocol):
    """Something that has words of its own in each language: a `Text`, a `Theme`."""

    def to(self, language: str) -> str:
        """Return it in *language*."""


Param = str | int | Fraction | datetime.date | Enum | Localized | tuple["Param", ...] | None
"""What a message may be filled in with."""


class Labels:
    """The wording of one language."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labels):
            return NotImplemented
        return (self.language, self._table) == (other.language, other._table)

    def __hash__(self) -> int:
        return hash(self.language)

    def __getitem__(self, key: str) -> str:
        """Return the wording of *key*, unfilled."""
        try:
            return self._table[key]
        except KeyError:
            found = near(key, tuple(self._table))
            hint = f" Did you mean {found[0]!r}?" if found else ""
            raise KeyError(f"There is no label {key!r} in {self.language!r}.{hint}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def get(self, key: str, default: str) -> str:
        """Return the wording of *key*, or *default* where there is none."""
        return self._table.get(key, default)

    def keys(self) -> tuple[str, ...]:
        """Return all keys, sorted."""
        return tuple(sorted(self._table))

    def table(self, prefix: str) -> dict[str, str]:
        """Return the labels under *prefix*, by the rest of their key."""
        head = f"{prefix}."
        return {
            key[len(head) :]: text for key, text in self._table.items() if key.startswith(head)
        }

    def fill(
        self, key: str, params: Mapping[str, Param] | Iterable[tuple[str, Param]] = ()
    ) -> str:
        """Return the wording of *key* with its placeholders filled in from *params*.

        A label may have a form for one: ``<key>-one`` is used when the parameter ``count`` is 1.
        """
        given = dict(params)
        if given.get("count") == 1 and f"{key}-one" in self._table:
            key = f"{key}-one"
        return self[key].format_map({name: self.say(value) for name, value in given.items()})

    def say(self, value: Param) -> str:
        """Return a parameter in words: a date, a number, a theme by number and title, a list."""
        if value is None:
            return self["model.none"]
        if isinstance(value, str):
            return value
        if isinstance(value, Fraction):
            return self.number(value)
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, Enum):
            return self.name(value)
        if isinstance(value, tuple):
            return self.list(self.say(item) for item in value)
        if isinstance(value, int):
            return self.number(value)
        return value.to(self.language)

    def name(self, member: Enum) -> str:
        """Return what an enum member is called: ``model.card-state.in-use``."""
        kind = "".join(
            f"-{c.lower()}" if c.isupper() else c for c in type(member).__name__
        ).lstrip("-")
        return self[f"model.{kind}.{str(member.value).lower()}"]

    def date(self, day: datetime.date) -> str:
        """Return a date in words: ``2. november 2026``."""
        month = self[f"dates.month-{day.month}"]
        return self["dates.date"].format(day=day.day, month=month, year=day.year)

    def weekday(self, day: datetime.date) -> str:
        """Return a date with its weekday: ``mandag 2. november 2026``."""
        return f"{self[f'dates.weekday-{day.isoweekday()}']} {self.date(day)}"

    def time(self, moment: datetime.datetime | datetime.time) -> str:
        """Return a time of day: ``13.00``."""
        return self["dates.time"].format(hour=f"{moment.hour:02}", minute=f"{moment.minute:02}")

    def number(self, value: Fraction | int, places: int = 2) -> str:
        """Return a number with at most *places* decimals, rounded half away from zero, exactly.

        The decimal sign and the sign of thousands are the language's, the minus is the real one.
        """
        scaled = abs(Fraction(value)) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        units, rest = divmod(whole, 10**places)
        digits = str(units)
        if len(digits) > 4:
            groups = []
            while digits:
                groups.append(digits[-3:])
                digits = digits[:-3]
            digits = self["numbers.thousands"].join(reversed(groups))
        decimals = str(rest).rjust(places, "0").rstrip("0") if places else ""
        sign = "−" if value < 0 and whole else ""
        return (
            f"{sign}{digits}{self['numbers.decimal']}{decimals}" if decimals else f"{sign}{digits}"
        )

    def decimal(self, value: Fraction | int, places: int = 2) -> str:
        """Return a number with exactly *places* decimals, as a column of means has them: ``4,50``.

        It is rounded as `number` is.
        """
        shown, sign = self.number(value, places), self["numbers.decimal"]
        whole, _, decimals = shown.partition(sign)
        return f"{whole}{sign}{decimals.ljust(places, '0')}" if places else shown

    def signed(self, value: Fraction | int, places: int = 2) -> str:
        """Return a number with *places* decimals and its sign also when positive: ``+0,50``."""
        shown = self.decimal(value, places)
        return f"+{shown}" if value > 0 and shown != self.decimal(0, places) else shown

    def list(self, items: Iterable[str]) -> str:
        """Return the items as one list in words: ``1, 5 og 12``."""
        given = list(items)
        if len(given) < 2:
            return "".join(given)
        return f"{', '.join(given[:-1])} {self['numbers.and']} {given[-1]}"


@functools.cache
def load_labels(language: str = "da") -> Labels:
    """Return the wording of *language*, one of `LANGUAGES`.

    Raises:
        InvalidValueError: when the product does not speak it.
    """
    if language not in LANGUAGES:
        params = {"allowed": ", ".join(LANGUAGES)}
        raise InvalidValueError("language", "one-of", language, "", params)
    table: dict[str, str] = {}
    folder = files("ledertrivsel").joinpath("data", "labels", language)
    for resource in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if resource.name.endswith(".toml"):
            content = tomllib.loads(resource.read_text(encoding="utf-8"))
            _flatten(content, resource.name.removesuffix(".toml"), table)
    return Labels(language, table)


def _flatten(content: Mapping[str, Any], prefix: str, into: dict[str, str]) -> None:
    for key, value in content.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}.{key}", into)
        else:
            into[f"{prefix}.{key}"] = str(value)


def say_problem(problem: Problem, language: str = "da") -> str:
    """Return one problem of an input in words, with its place, what was found and what to do."""
    labels = load_labels(language)
    params = dict(problem.params)
    where = problem.path
    if problem.line is not None:
        where = labels.fill("errors.line", {"line": str(problem.line), "path": problem.path})
    if "sheet" in params:
        key = "errors.cell" if "cell" in params else "errors.sheet"
        where = labels.fill(key, {**params, "path": where})
    rule = _coded(labels, "rules", problem.rule, params)
    hint = _coded(labels, "hints", problem.hint, params)
    found = labels.fill("errors.found", {"found": problem.found}) if problem.found else ""
    return f"{where} {rule}{found}. {hint}".rstrip()


def _coded(labels: Labels, table: str, code: str, params: Mapping[str, Any]) -> str:
    """Return the wording of a rule or hint; free text, such as a plugin's, is given as it is."""
    if code not in (RULES if table == "rules" else HINTS):
        return code
    given = dict(params)
    if "wanted" in given:
        given["wanted"] = _wanted(labels, str(given["wanted"]))
    return labels[f"{table}.{code}"].format_map(given)


def _wanted(labels: Labels, phrase: str) -> str:
    """Return what a rule expected: a phrase of the labels, or the name of a class."""
    key = f"wanted.{as_slug(phrase)}"
    if key in labels:
        return labels[key]
    article, space, name = phrase.partition(" ")
    if space and article in ("a", "an") and " " not in name:
        return labels["errors.kind-of"].format(name=name)
    return phrase


def say(error: LedertrivselError, language: str = "da") -> str:
    """Return what an error says, in *language*: `str(error)` is the English of it."""
    labels = load_labels(language)
    if isinstance(error, InvalidValueError):
        return say_problem(error.problem(), language)
    if isinstance(error, InputError):
        shown = {**error.params, "source": _source(labels, error.source)}
        lines = [labels.fill("errors.input", shown)]
        lines += [f"  – {say_problem(problem, language)}" for problem in error.problems]
        return "\n".join(lines)
    params = {
        name: value.to(language) if isinstance(value, Localized) else str(value)
        for name, value in error.params.items()
    }
    if isinstance(error, UnknownNameError):
        params["known"] = ", ".join(error.known) or labels["model.none"]
    if isinstance(error, PluginError):
        params["where"] = _place(labels, params["where"])
    if isinstance(error, MissingExtraError):
        place = _place(labels, re.sub("^The ", "the ", params["what"]))
        params["what"] = place[:1].upper() + place[1:] if place != params["what"] else place
    key = f"errors.{error.code}"
    if error.params.get("near") and f"{key}-near" in labels:
        key = f"{key}-near"
    if key not in labels:
        return str(error)
    return labels[key].format_map(params).rstrip()


_PLACE = re.compile(r"(?:(?P<part>the factory|\w+\(\)) of )?the (?P<kind>\w+) (?P<name>'.+')")


def _place(labels: Labels, where: str) -> str:
    """Return where a plugin failed; a hook and the like are called the same in every language."""
    found = _PLACE.fullmatch(where)
    if found is None or f"plugins.place.{found['kind']}" not in labels:
        return where
    place = labels.fill(f"plugins.place.{found['kind']}", {"name": found["name"]})
    if not found["part"]:
        return place
    part = "factory" if found["part"] == "the factory" else "call"
    return labels.fill(f"plugins.place.{part}", {"call": found["part"], "place": place})


def _source(labels: Labels, source: str) -> str:
    """Return what an input is called: a file's name as it is, our own words in the language."""
    key = f"errors.source.{source.casefold().replace(' ', '-')}"
    return labels.get(key, source)
