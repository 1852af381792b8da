"""What the fields of options and descriptors may be given as, and what becomes of it.

Converters take what an author writes: a text alone for one in each language, names for parts and
laws, a set where the order means nothing. Checks return the value or refuse it at its path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ledertrivsel import _validators as v
from ledertrivsel.errors import InvalidValueError
from ledertrivsel.laws import Case, Law
from ledertrivsel.parts import Part
from ledertrivsel.themes import Text, localized

_FACTORY = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]+)+")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*(?:; ?charset=[a-z0-9-]+)?")
_SCHEME = re.compile(r"[a-z][a-z0-9]*(?:[+-][a-z0-9]+)*")
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")

Wording = str | Text | Mapping[str, str]
"""A text in Danish, or in a language each: ``{"da": "Side", "en": "Page"}``."""


def as_title(value: Wording) -> Text:
    return localized(value, "title")


def as_help(value: Wording) -> Text:
    return localized(value, "help", limit=2000)


def as_parts(value: Iterable[Part | str]) -> frozenset[Part]:
    path = "ExporterInfo.carries"
    return frozenset(v.member(part, Part, path) for part in listed(value, path))


def as_carried(
    value: Mapping[Any, Iterable[Part | str]] | Iterable[tuple[Any, Iterable[Part | str]]],
) -> tuple[tuple[Any, frozenset[Part]], ...]:
    path = "Option.carries"
    pairs = listed(value.items() if isinstance(value, Mapping) else value, path)
    return tuple(
        (choice, frozenset(v.member(part, Part, path) for part in listed(parts, path)))
        for choice, parts in pairs
    )


def as_laws(value: Iterable[Law | str]) -> frozenset[Law]:
    return frozenset(v.member(law, Law, "RuleInfo.laws") for law in listed(value, "RuleInfo.laws"))


def as_cases(
    value: Mapping[Law, Case] | Mapping[str, Case] | Iterable[tuple[Law | str, Case]],
) -> tuple[tuple[Law, Case], ...]:
    path = "RuleInfo.cases"
    pairs = []
    for index, pair in enumerate(
        listed(value.items() if isinstance(value, Mapping) else value, path)
    ):
        match pair:
            case (law, Case() as case):
                pairs.append((v.member(law, Law, f"{path}[{index}]"), case))
            case _:
                rule = "must be a law and a case that shows how it is broken"
                raise InvalidValueError(f"{path}[{index}]", rule, pair)
    order = list(Law)
    return tuple(sorted(pairs, key=lambda pair: order.index(pair[0])))


def listed(values: object, path: str) -> tuple[Any, ...]:
    return tuple(values) if isinstance(values, (set, frozenset)) else v.sequence(values, path)


def checked_factory(value: object, path: str) -> str | Callable[..., Any]:
    if callable(value) or (isinstance(value, str) and _FACTORY.fullmatch(value)):
        return value
    raise InvalidValueError(
        path, "must be 'package.module:attr' or a callable", value, "For example 'acme.pdf:Pdf'."
    )


def _matching(value: object, pattern: re.Pattern[str], path: str, rule: str) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise InvalidValueError(path, rule, value)


def _matching_all(
    values: object, pattern: re.Pattern[str], path: str, rule: str
) -> tuple[str, ...]:
    items = listed(values, path)
    v.unique(items, path)
    return tuple(_matching(item, pattern, path, rule) for item in items)


def suffix(value: object, path: str) -> str:
    return _matching(value, _SUFFIX, path, "must be a suffix such as '.html'")


def media_type(value: object, path: str) -> str:
    return _matching(value, _MEDIA_TYPE, path, "must be a type such as 'text/html'")


def scheme(value: object, path: str) -> str:
    return _matching(value, _SCHEME, path, "must be a scheme such as 'sqlite' or 's3'")


def suffixes(values: object, path: str) -> tuple[str, ...]:
    return _matching_all(values, _SUFFIX, path, "must be suffixes such as '.html'")


def modules(values: object, path: str) -> tuple[str, ...]:
    return _matching_all(values, _MODULE, path, "must be names to import such as 'docx'")
