"""What stands at the top and in the foot, and how many themes a method chooses."""

import attrs

from ledertrivsel.exporters._frame import foot, how_many, lead, paper_lead
from ledertrivsel.exporters._outline import Speaker, plain
from ledertrivsel.instruments import Bounds
from ledertrivsel.labels import load_labels
from ledertrivsel.view import Audience, View
from tests.exports.everything import everything

SAY = Speaker(load_labels("da"), "da")


def lines(made: object) -> list[str]:
    return [plain(line, SAY.labels) for line in made]  # type: ignore[attr-defined]


def test_the_foot_names_the_audience_first_and_the_line_of_the_card_last() -> None:
    for audience in Audience:
        said = lines(foot(SAY, everything(audience)))
        assert said[0] == SAY(f"exports.audience.{audience.value}")
        assert said[-1].startswith("Skillelinje: ")


def test_without_a_card_nothing_is_divided() -> None:
    view = attrs.evolve(everything(), priority_card=None)
    assert lines(foot(SAY, view))[-1] == "Samarbejdsform: SU og AMO"


def test_a_paper_names_the_plan_it_is_for() -> None:
    view = attrs.evolve(
        everything(), organisation="Øby", unit="Skole", title="Planen", part_of="Den store"
    )
    assert lines(paper_lead(SAY, view)) == ["Øby · Skole", "Planen", "Hører under Den store"]
    bare = attrs.evolve(view, organisation="", unit="", part_of="")
    assert lines(paper_lead(SAY, bare)) == ["Planen"]


def test_the_plan_itself_tells_its_state_and_its_first_day() -> None:
    view = attrs.evolve(everything(), publication=None)
    assert lines(lead(SAY, view))[-2] == "Status: Besluttet"


def test_a_range_of_one_number_is_that_number() -> None:
    def with_bounds(low: int, high: int) -> View:
        view = everything()
        return attrs.evolve(
            view, instrument=attrs.evolve(view.instrument, bounds=Bounds(low, high))
        )

    assert how_many(with_bounds(3, 5)) == "3–5"
    assert how_many(with_bounds(2, 2)) == "2"
