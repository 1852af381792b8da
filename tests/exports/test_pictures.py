"""The three pictures: every fact of what each carries is told in words."""

import datetime

import pytest

from ledertrivsel.built_in import BuiltIns
from ledertrivsel.exporters._pictures import NEEDED, draw_picture
from ledertrivsel.hookspecs import Context, Export, ExporterInfo
from ledertrivsel.labels import load_labels
from ledertrivsel.testing import _contract_facts as kit
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DAY = datetime.date(2027, 9, 16)
PICTURES = tuple(NEEDED)


def info() -> ExporterInfo:
    return next(i for i in BuiltIns().ledertrivsel_exporters() if i.name == "svg")


def described(view: View, name: str, language: str) -> str:
    labels = load_labels(language)
    context = Context(
        labels=labels, language=language, options={"picture": name}, today=view.today
    )
    return draw_picture(view, context, "svg").description


def case(audience: Audience) -> View:
    return make_view(plan_on(DAY), audience, today=DAY)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("audience", list(Audience))
def test_the_description_has_every_fact_of_the_example_case(
    name: str, audience: Audience, language: str
) -> None:
    view = case(audience)
    if view.shows(NEEDED[name]):
        assert_whole(view, name, language)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_description_has_every_fact_of_a_view_with_everything(
    name: str, language: str
) -> None:
    assert_whole(everything(), name, language)


def assert_whole(view: View, name: str, language: str) -> None:
    text = described(view, name, language)
    carries = info().carried({"picture": name})
    assert NEEDED[name] in carries
    lost = [
        fact
        for fact in kit.missing(view, carries, Export(b""), text, load_labels(language))
        if fact.value != 0  # Nobody is told by not being named.
    ]
    assert lost == []


@pytest.mark.parametrize("name", PICTURES)
def test_the_description_names_the_audience(name: str) -> None:
    assert "Til arbejdsgruppen – ikke til videre brug" in described(
        case(Audience.WORKING_GROUP), name, "da"
    )


def test_a_parked_theme_is_told_by_its_title_alone() -> None:
    said = described(case(Audience.WORKING_GROUP), "card", "da")
    assert (
        "Parkeringsplads: 6. Hvordan håndterer vi lederes sygefravær?; "
        "10. Hvordan samarbejder ledelsen på tværs?\n"
    ) in said
    assert "HR" not in said
