"""The other papers: each carries what it says, for whom it is made, in both languages."""

import datetime
import re

import pytest

from ledertrivsel import labels
from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._documents import DOCUMENTS
from ledertrivsel.hookspecs import Export
from ledertrivsel.labels import LANGUAGES, load_labels
from ledertrivsel.methods import builtin_method, read_method
from ledertrivsel.plan import Plan
from ledertrivsel.testing._contract_facts import missing, shown_beyond
from ledertrivsel.testing._contract_texts import form_of
from ledertrivsel.testing._contract_views import filled
from ledertrivsel.view import Audience, View, make_view
from tests.exports.everything import everything
from tests.exports.hostile import TEXTS
from tests.exports.papers import NAMES, ids, markdown, option, outline, read, seen, written

DAYS = tuple(
    map(datetime.date.fromisoformat, ("2026-06-17", "2026-09-02", "2026-11-23", "2027-09-16"))
)
OF_THE_METHOD = ("agenda-1", "agenda-2", "agenda-3", "checklist", "pre-read")


def lost(view: View, name: str, language: str) -> list[str]:
    carries = markdown().carried({"document": name})
    text = read(view, name, language)
    found = missing(view, carries, Export(b""), text, load_labels(language))
    # A deadline of 0 weeks is "at activation"; what a card's text says already is not said again;
    # a card named as its theme has the theme's title in the language of the page.
    return [
        f"{fact.path} {fact.value!r}"
        for fact in found
        if (fact.path, fact.value) != ("Offset.n", 0)
        and fact.path not in ("CheckView.what", "CardView.title")
    ]


def beyond(view: View, name: str) -> list[str]:
    carries = markdown().carried({"document": name})
    return [
        f"{fact.path} {fact.value!r}" for fact in shown_beyond(view, carries, read(view, name))
    ]


def test_the_option_offers_each_paper_and_tells_what_it_carries() -> None:
    assert tuple(DOCUMENTS) == NAMES
    assert [name for name, _ in option().carries] == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_has_all_of_the_parts_it_carries_and_no_text_of_others(name: str) -> None:
    for audience in Audience:
        for view in (everything(audience), make_view(filled(), audience)):
            assert [lost(view, name, language) for language in LANGUAGES] == [[], []]
            assert beyond(view, name) == []


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("name", NAMES)
def test_the_example_case_is_whole_for_each_audience(name: str, audience: Audience) -> None:
    for day in DAYS:
        for language in LANGUAGES:
            assert lost(seen(day, audience), name, language) == []


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_says_for_whom_it_is_and_whose_the_themes_are(
    name: str, audience: Audience
) -> None:
    view = seen(DAYS[2], audience)
    for language in LANGUAGES:
        words = load_labels(language)
        foot = written(view, name, language).rpartition("\n---\n")[2]
        assert words[f"exports.audience.{audience.value}"] in foot
        assert "ISBN 978-87-7590-012-1" in foot


def test_where_the_card_is_divided_stands_in_the_papers_of_the_choice() -> None:
    view = seen(DAYS[2])
    told = [name for name in NAMES if "Skillelinje: " in written(view, name).rpartition("---")[2]]
    assert told == ["decisions-1", "case"]


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_just_begun_has_every_paper(name: str) -> None:
    plan = Plan.start(builtin_method(), title="Plan", on=DAYS[0])
    for audience in Audience:
        view = make_view(plan, audience)
        assert outline(view, name).sections
        assert lost(view, name, "da") == []


@pytest.mark.parametrize("texts", [(), TEXTS, *((text,) for text in TEXTS)])
def test_what_people_type_becomes_no_markup(texts: tuple[str, ...]) -> None:
    for name in NAMES:
        form = form_of(written(everything(texts=texts), name).encode(), "text/markdown")
        assert not [mark for mark in form if re.match(r"(code|img|a |.*html(?!_inline))", mark)]


@pytest.mark.parametrize("name", NAMES)
def test_each_section_has_an_id_of_its_own(name: str) -> None:
    for view in (everything(), *(seen(day) for day in DAYS)):
        found = ids(outline(view, name).sections)
        assert len(found) == len(set(found))
        assert all(re.fullmatch(r"[a-z0-9-]+", id) for id in found)


@pytest.mark.parametrize("name", OF_THE_METHOD)
def test_a_paper_of_the_method_is_refused_without_it(name: str) -> None:
    with pytest.raises(ExportError) as caught:
        written(seen(DAYS[2]), name, method=None)
    what = load_labels("en")[f"documents.name.{name}"]
    assert str(caught.value) == (
        f"The export {name!r} can't be made: {what} is made of the method’s agendas, checklist "
        "and steps, and the method bfa-2025 is not installed here. Install the package that it "
        "came with."
    )
    assert load_labels("da")[f"documents.name.{name}"] in labels.say(caught.value, "da")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OF_THE_METHOD])
def test_the_others_need_no_method(name: str) -> None:
    view = seen(DAYS[2])
    assert written(view, name, method=None).startswith("# ")


def test_a_method_without_agendas_or_checklist_is_named() -> None:
    bare = read_method(_BARE)
    for name, said in (
        ("agenda-2", "the method bare has no agenda for that step."),
        ("checklist", "the method bare has no checklist."),
    ):
        plan = Plan.start(bare, title="Plan", on=DAYS[0])
        with pytest.raises(ExportError) as caught:
            written(make_view(plan), name, method=bare)
        assert str(caught.value) == f"The export {name!r} can't be made: {said}"
    assert "Peg på de 2 temaer" in written(make_view(plan), "pre-read", method=bare)


_BARE = """
id = "bare"
version = "1"
languages = ["da"]
title.da = "Bar"
series.da = "Serie"
attribution.da = "Os"
purpose.da = "Formål"
importance_question.da = "Vigtigt?"
success_question.da = "Lykkes?"
low.da = "Lav"
high.da = "Høj"
bounds = { lowest = 2, highest = 2 }
support_questions = []
headings = []

[[themes]]
id = "one"
number = 1
title.da = "Ét"
question.da = "Hvor?"

[[themes]]
id = "two"
number = 2
title.da = "To"
question.da = "Hvornår?"
"""
