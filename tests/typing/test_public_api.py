"""What type checkers see of the front door: `mypy --strict` reads this file, pytest runs it."""

import datetime
import pkgutil
from fractions import Fraction
from typing import Any, assert_type

import pytest

import ledertrivsel as lt

DAY = datetime.date(2026, 9, 2)


def test_the_twelve_lines_have_their_types() -> None:
    method = assert_type(lt.load_method("bfa-2025"), lt.Method)
    plan = assert_type(lt.Plan.start(method, title="Plan", on=DAY), lt.Plan)
    rows = [("A", "new-managers", 5, 2), ("A", "sparring", 4, None)]
    plan = assert_type(plan.add_round(lt.Round.from_rows("forbered", rows)), lt.Plan)
    plan = plan.park("sickness-absence", reason=lt.ParkedReason.NEEDS_KNOWLEDGE, revisit_on=DAY)
    proposal = assert_type(plan.proposal(), lt.Proposal)
    assert_type(proposal.chosen, tuple[str, ...])
    assert_type(proposal.order, tuple[frozenset[str], ...])
    plan = assert_type(plan.choose(proposal.chosen, recommended_by="Workshop 1", on=DAY), lt.Plan)
    plan = assert_type(plan.confirm(by="Direktionen", on=DAY), lt.Plan)
    qualified = assert_type(plan.qualify("new-managers", answers={"ideas": "Makker"}), lt.Plan)
    plan = assert_type(qualified.add_card(lt.ActionCard(theme_id="new-managers")), lt.Plan)
    findings = assert_type(lt.check(plan, today=DAY), tuple[lt.Finding, ...])
    assert [assert_type(finding.render("da"), str) for finding in findings]
    page = assert_type(lt.export(plan, "json"), lt.Export)
    assert_type(page.content, bytes)
    assert_type(lt.write_plan(plan, "memory:", key="2026"), int)


def test_a_plan_reads_with_precise_types() -> None:
    a_round = lt.Round.from_rows("forbered", [("A", "sparring", 5, 2)])
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=DAY).add_round(a_round)
    assert_type(plan.themes, tuple[lt.Theme, ...])
    assert_type(plan.theme("sparring"), lt.Theme)
    assert_type(plan.bounds, lt.Bounds)
    assert_type(plan.card("sparring"), lt.ActionCard | None)
    assert_type(plan.qualification("sparring"), lt.Qualification | None)
    assert_type(plan.parked("sparring"), lt.ParkedTheme | None)
    assert_type(plan.activations_of("sparring"), tuple[lt.Activation, ...])
    assert_type(plan.state, lt.PlanState)
    assert_type(plan.latest_act, datetime.date)
    assert_type(plan.scale, lt.Scale)
    assert_type(plan.tally(), lt.Tally)
    assert_type(plan.scale.midpoint, Fraction)
    matrix = assert_type(plan.matrix(), lt.Matrix)
    assert_type(matrix.placements, tuple[lt.Placement, ...])
    placement = assert_type(matrix.placement("sparring"), lt.Placement | None)
    assert placement is not None
    assert_type(placement.importance, Fraction | None)
    assert_type(placement.quadrant, lt.Quadrant | None)


def test_plain_values_are_taken_where_the_documentation_gives_them() -> None:
    assert_type(lt.Text({"da": "Tema", "en": "Theme"}), lt.Text)
    assert_type(lt.Cut.fixed(3, "7/2"), lt.Cut)
    assert_type(lt.new_voice(), str)
    plan = lt.Plan.start(lt.load_method().instrument, title="Plan", on=DAY)
    plan = plan.add_theme({"da": "Klare mål", "en": "Clear goals"}, question="I hvor høj grad?")
    plan = plan.choose(frozenset({"klare-maal", "sparring"}))
    assert plan.chosen == ("sparring", "klare-maal")
    card = lt.ActionCard(
        theme_id="sparring",
        tasks=(lt.Task(what="Ring", due=lt.Offset(5, lt.OffsetUnit.WEEKS, "opstart")),),
    )
    assert_type(card.activate(on=DAY, dates={"opstart": DAY}), lt.Activation)


def test_documents_and_views_have_their_types() -> None:
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=DAY)
    assert_type(lt.dump(plan), bytes)
    assert_type(lt.load(lt.dump(plan)), lt.Plan)
    assert_type(lt.to_data(plan), dict[str, Any])
    assert_type(lt.from_data(lt.to_data(plan)), lt.Plan)
    assert_type(lt.view_for(plan, lt.Audience.FORUMS), lt.View)
    assert_type(lt.next_cycle(plan, today=DAY), tuple[str, ...])
    assert lt.movements(plan) == ()


def test_no_public_name_is_also_a_modules() -> None:
    """Importing a module puts it on the package, in the place of a function of its name."""
    modules = {module.name for module in pkgutil.iter_modules(lt.__path__)}
    assert modules.isdisjoint(lt.__all__)


def test_errors_are_caught_as_what_they_are() -> None:
    plan = lt.Plan.start(lt.load_method(), title="Plan", on=DAY)
    with pytest.raises(lt.LedertrivselError) as caught:
        plan.theme("sparing")
    assert isinstance(caught.value, lt.InvalidValueError)
    assert_type(caught.value.path, str)
    assert_type(lt.say(caught.value, "da"), str)
