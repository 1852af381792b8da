"""A template of a workplace's own lays the page out, and can do nothing else."""

import concurrent.futures

import attrs
import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters import _sandbox
from ledertrivsel.exporters._sandbox import BLOCKS, LARGEST
from ledertrivsel.exporters._templates import source_of
from ledertrivsel.exporters.html import HtmlExporter
from ledertrivsel.hookspecs import Export
from ledertrivsel.labels import load_labels, say
from ledertrivsel.view import View
from tests.exports.everything import context, everything

EXTENDS = '{% extends "page.html" %}\n'


def exported(template: str | bytes, view: View | None = None) -> Export:
    source = template.encode() if isinstance(template, str) else template
    given = attrs.evolve(context("da"), options={"template": source})
    return HtmlExporter().export(view or everything(), given)


def front(content: str) -> str:
    """Return a template with *content* on its line 2."""
    return f"{EXTENDS}{{% block front %}}{content}{{{{ super() }}}}{{% endblock %}}"


def page(template: str | bytes) -> str:
    made = exported(template)
    assert made.warnings == ()
    return made.content.decode()


def refusal(template: str | bytes) -> str:
    with pytest.raises(ExportError) as error:
        exported(template)
    assert error.value.__cause__ is None
    text = str(error.value)
    assert say(error.value, "da") != text
    return text.removeprefix("The export 'html' can't be made: ")


def test_a_template_that_changes_nothing_changes_no_byte() -> None:
    assert exported(EXTENDS) == HtmlExporter().export(everything(), context("da"))
    assert exported("\ufeff{# Vores #}" + EXTENDS) == exported(EXTENDS)


def test_the_page_has_the_blocks_that_are_named() -> None:
    source = source_of("page.html")
    positions = [source.index(f"{{% block {name} %}}") for name in BLOCKS]
    assert positions == sorted(positions)
    assert source.count("{% block ") == len(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_each_block_can_be_added_to(name: str) -> None:
    added = page(f"{EXTENDS}{{% block {name} %}}{{{{ super() }}}}<!-- her -->{{% endblock %}}")
    assert added.replace("<!-- her -->", "", 1).split() == page(EXTENDS).split()


def test_what_the_docs_show_works() -> None:
    said = page(
        front(
            '{% for s in page.sections %}<a href="#{{ s.id }}">{{ line(s.title) }}</a>{% endfor %}'
        )
    )
    assert '<a href="#action-cards">Action cards</a>' in said


def test_what_people_typed_stays_text_in_any_template() -> None:
    view = everything(texts=("<script>alert(1)</script>",))
    said = exported(front("<b>{{ page.title }}</b>{% set x = page.title %}{{ x }}"), view)
    assert b"<script" not in said.content
    assert b"<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>&lt;script" in said.content


def test_what_a_template_leaves_out_is_warned_of() -> None:
    made = exported(EXTENDS + "{% block footer %}{% endblock %}{% block header %}{% endblock %}")
    (warning,) = made.warnings
    assert warning.code == "left-out"
    said = warning.render(load_labels("da"))
    assert said.startswith("Jeres skabelon viser ikke Titel nr0002, Organisation nr0003 · Enhed")
    assert "Til arbejdsgruppen – ikke til videre brug" in said
    (warning,) = exported(EXTENDS + "{% block sections %}{% endblock %}").warnings
    assert warning.render(load_labels("en")).startswith("Your template does not show Eftersyn")


def test_what_a_template_writes_in_its_own_way_is_not_left_out() -> None:
    view = everything(texts=("\"A\" & 'B' <c>",))
    template = (
        "{% block header %}<h1>{{ page.title }}</h1>"
        "{% for l in page.lead %}<p>{{ plain(l) }}</p>{% endfor %}{% endblock %}"
    )
    assert exported(EXTENDS, view).warnings == exported(EXTENDS + template, view).warnings == ()


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", 'the template must begin with {% extends "page.html" %}.'),
        ("<p>Hej</p>", 'the template must begin with {% extends "page.html" %}.'),
        (
            '{% extends "base.html" %}',
            'the template must begin with {% extends "page.html" %}.',
        ),
        (b"\xe6\xf8\xe5", "the template is not saved as UTF-8."),
        (b" " * (LARGEST + 1), "the template is larger than 100 kB."),
        (
            EXTENDS + "\n{% block foter %}{% endblock %}",
            "line 3 of the template: the page has no block foter. The blocks are title, head, "
            "style, header, front, contents, sections, footer.",
        ),
        (
            EXTENDS + "<p>Hej</p>",
            "line 2 of the template: it stands outside a block and comes to no page.",
        ),
        (EXTENDS + "{% block front %}", "line 2 of the template: Unexpected end of template"),
        (front("{{ page.titel }}"), "line 2 of the template: 'Page' has no attribute 'titel'."),
        (front("{{ titel }}"), "line 2 of the template: 'titel' is undefined."),
        (front("{% include '/etc/passwd' %}"), "line 2 of the template: there is no template"),
        (front("{% include '../NOTICE' %}"), "line 2 of the template: there is no template"),
        (front("{{ 1 // 0 }}"), "line 2 of the template: integer division or modulo by zero."),
        (front("{{ page.title|random }}"), "line 2 of the template: No filter named 'random'."),
        (front("{{ page.title|safe }}"), "line 2 of the template: No filter named 'safe'."),
        (
            front("{% autoescape false %}{{ page.title }}{% endautoescape %}"),
            "line 2 of the template: autoescape can't be changed.",
        ),
        (front("{{ line }}"), "line 2 of the template: a method is no text."),
        (
            front("{{ page.__class__ }}"),
            "line 2 of the template: access to attribute '__class__' of 'Page' object is unsafe.",
        ),
        (
            front("{{ plain.func }}"),
            "line 2 of the template: access to attribute 'func' of 'partial' object is unsafe.",
        ),
        (
            front("{{ '%9999999999d' % 1 }}"),
            "line 2 of the template: the operator % can't be used here.",
        ),
        (
            front("{{ 9 ** 9 ** 9 }}"),
            "line 2 of the template: the operator ** can't be used here.",
        ),
        (
            front("{{ '{:9999999999}'.format(1) }}"),
            "line 2 of the template: format can't be used here.",
        ),
        (
            front("{% for s in page.sections recursive %}{{ loop(s.blocks) }}{% endfor %}"),
            "line 2 of the template: a loop can't be recursive; use a macro.",
        ),
    ],
)
def test_a_template_that_does_not_work_is_refused_with_its_line(
    template: str | bytes, text: str
) -> None:
    said = refusal(template)
    assert said == text if text.endswith(".") else said.startswith(text)


DOUBLED = "{% set a = 'xxxxxxxxxx' %}"


@pytest.mark.parametrize(
    "content",
    [
        "{% for a in range(999999999) %}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% set s = labels['exports.skip'] * 9 %}" + "{% for a in s %}" * 5 + "{% endfor %}" * 5,
        "{% macro f(n) %}{{ f(n) }}{% endmacro %}{{ f(1) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}"
        "{{ f(60) }}",
        "{{ 'a' * 1000000000 }}",
        DOUBLED + "{% set a = a ~ a %}" * 40,
        DOUBLED + "{% set a = a + a %}" * 40,
        DOUBLED + "{% set a = a|replace('x', 'xx') %}" * 40,
        DOUBLED + "{% set a = [a, a]|join %}" * 40,
        DOUBLED + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40,
        "{% for a in range(9999) %}" + "x" * 9999 + "{% endfor %}",
    ],
)
def test_a_template_without_an_end_is_refused(content: str) -> None:
    assert refusal(front(content)) == (
        "line 2 of the template: the page goes on without end, or grows too large."
    )


def test_a_page_as_large_as_pages_get_is_not_too_large() -> None:
    view = everything(texts=("Æ" * 30_000,))
    assert len(exported(EXTENDS, view).content) > 1_000_000


def test_pages_that_are_made_at_once_are_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    page(EXTENDS)
    monkeypatch.setattr(_sandbox, "MOST_TURNS", 3 * _turns_of_one())
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(page, [EXTENDS] * 12))) == 1


def _turns_of_one() -> int:
    spent = []
    real = _sandbox._Spent

    class Noted(real):  # type: ignore[misc, valid-type]
        def __init__(self) -> None:
            super().__init__()
            spent.append(self)

    _sandbox._Spent = Noted  # type: ignore[misc]
    try:
        page(EXTENDS)
    finally:
        _sandbox._Spent = real  # type: ignore[misc]
    return spent[0].turns
