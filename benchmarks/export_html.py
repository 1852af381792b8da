"""The page for the intranet, against the same page as one would write it: macros and a filter.

Both have the same outline, the same drawing and the same large templates. The peer's lines are
Jinja2 macros with autoescape, and each text that people typed goes through markdown-it-py, by one
parser that is made once. What ours keeps of texts that it has read is thrown away before a turn.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from jinja2 import DictLoader, Environment, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from benchmarks.pairing import Result, compare
from ledertrivsel.exporters._look import palette
from ledertrivsel.exporters._markup import Markups
from ledertrivsel.exporters._page import page
from ledertrivsel.exporters._templates import fit, source_of
from ledertrivsel.exporters.html import HtmlExporter
from ledertrivsel.hookspecs import Context
from ledertrivsel.labels import load_labels
from ledertrivsel.methods import builtin_method
from ledertrivsel.prose import parse
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on

_DAY = datetime.date(2026, 11, 23)

_MACROS = (
    '{% macro piece(p) %}{% if p is day %}<time datetime="{{ p.isoformat() }}">'
    "{{ labels.date(p) }}</time>{% elif p is words %}{% if p.language != language %}"
    '<span lang="{{ p.language }}">{{ p.text }}</span>{% else %}{{ p.text }}{% endif %}'
    "{% else %}{{ p }}{% endif %}{% endmacro %}"
    "{% macro line(l) %}{% for p in l.pieces %}{{ piece(p) }}{% endfor %}{% endmacro %}"
    '{% macro toned(l, tag) %}{% if tag == "span" and l.tone.value == "plain" %}{{ line(l) }}'
    '{% else %}<{{ tag }}{% if l.tone.value != "plain" %} class="{{ l.tone.value }}"{% endif %}>'
    "{{ line(l) }}</{{ tag }}>{% endif %}{% endmacro %}"
    '{% macro paragraph(l) %}{{ toned(l, "p") }}{% endmacro %}'
    "{% macro prose(p) %}{{ p.source|markdown }}{% endmacro %}"
    '{% macro cell(c) %}{% if c|length == 1 and c[0]|kind == "Line" %}{{ toned(c[0], "span") }}'
    '{% else %}{% for item in c %}{% if item|kind == "Line" %}{{ toned(item, "p") }}'
    "{% else %}{{ prose(item) }}{% endif %}{% endfor %}{% endif %}{% endmacro %}"
)


def run() -> Iterator[Result]:
    """Compare the page of the example case for those who see least and those who see most."""
    environment = _environment()
    for audience in (Audience.ORGANISATION, Audience.WORKING_GROUP):
        view = make_view(plan_on(_DAY), audience, today=_DAY)
        context = Context(
            labels=load_labels("da"), language="da", method=builtin_method(), today=_DAY
        )
        yield compare(
            f"html for the {audience.value} / Jinja2 and markdown-it-py",
            partial(_ours, view, context),
            partial(_peers, environment, view, context),
            goal=0.8,
            turns=31,
        )


def _ours(view: View, context: Context) -> bytes:
    parse.cache_clear()
    return HtmlExporter().export(view, context).content


def _peers(environment: Environment, view: View, context: Context) -> bytes:
    parse.cache_clear()  # The outline asks for it too.
    lines = environment.get_template("lines").make_module(
        {"labels": context.labels, "language": context.language}
    )
    ours = Markups(context.labels, context.language)
    macros = {
        name: getattr(lines, name) for name in ("piece", "line", "paragraph", "prose", "cell")
    }
    text = environment.get_template("page.html").render(
        ours.names
        | macros
        | {"page": page(view, context), "palette": palette(None, exporter="html"), "logo": None}
    )
    return f"{text.strip()}\n".encode()


def _environment() -> Environment:
    names = ("page.html", "blocks.html", "page.css")
    environment = fit(
        Environment(
            loader=DictLoader({"lines": _MACROS, **{name: source_of(name) for name in names}}),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
    )
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    environment.filters["markdown"] = lambda text: Markup(parser.render(text))
    environment.tests["day"] = lambda value: isinstance(value, datetime.date)
    return environment
