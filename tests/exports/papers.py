"""The papers made from a view, as Markdown and as its readers read them."""

from __future__ import annotations

import datetime
from typing import Any

import attrs

from ledertrivsel.built_in import BuiltIns
from ledertrivsel.exporters._outline import Page, Section, plain
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters.markdown import MarkdownExporter
from ledertrivsel.hookspecs import Context, ExporterInfo, Option
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import Method, builtin_method
from ledertrivsel.testing._contract_texts import text_of
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on

METHOD = builtin_method()


def markdown() -> ExporterInfo:
    return next(info for info in BuiltIns().ledertrivsel_exporters() if info.name == "markdown")


def option() -> Option:
    return next(option for option in markdown().options if option.name == "document")


NAMES = tuple(str(name) for name in option().choices if name != "plan")


def context(
    view: View, name: str, language: str = "da", method: Method | None = METHOD
) -> Context:
    return Context(
        labels=load_labels(language),
        language=language,
        options={"document": name},
        method=method,
        today=view.today,
    )


def outline(view: View, name: str, language: str = "da", **given: Any) -> Page:
    return page(view, context(view, name, language, **given))


def written(view: View, name: str, language: str = "da", **given: Any) -> str:
    made = MarkdownExporter().export(view, context(view, name, language, **given))
    assert made.warnings == ()
    return made.content.decode()


def read(view: View, name: str, language: str = "da", **given: Any) -> str:
    """Return the text of a paper, as another program reads its Markdown."""
    return text_of(written(view, name, language, **given).encode(), "text/markdown")


def seen(day: datetime.date, audience: Audience = Audience.WORKING_GROUP, **changes: Any) -> View:
    """Return the example case on a day, with changes to its plan."""
    return make_view(attrs.evolve(plan_on(day), **changes), audience, today=day)


def headings(page: Page) -> list[str]:
    labels = load_labels(page.language)
    return [plain(part.title, labels) for part in page.sections]


def ids(sections: tuple[Section, ...]) -> list[str]:
    found = []
    for part in sections:
        inner = tuple(block for block in part.blocks if isinstance(block, Section))
        found += [part.id, *ids(inner)]
    return found
