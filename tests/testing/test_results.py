"""The kit's values that the library makes: of every kind there is."""

import pytest

from ledertrivsel.codes import Severity
from ledertrivsel.instruments import Step
from ledertrivsel.matrix import Quadrant
from ledertrivsel.prioritization import BUILT_IN_RULES
from ledertrivsel.testing import strategies as kit
from ledertrivsel.view import Audience
from tests.testing.occurrence import occurs


@pytest.mark.parametrize("audience", Audience)
def test_views_are_for_every_audience(audience: Audience) -> None:
    audiences = kit.views().map(lambda view: view.audience)
    assert occurs(audiences, lambda found: found is audience)


@pytest.mark.parametrize("quadrant", [None, *Quadrant])
def test_placements_lie_in_every_field_and_in_none(quadrant: Quadrant | None) -> None:
    assert occurs(kit.placements(), lambda placement: placement.quadrant is quadrant)


@pytest.mark.parametrize("rule", BUILT_IN_RULES)
def test_proposals_are_by_every_rule(rule: str) -> None:
    assert occurs(kit.proposals(), lambda found: found.rule == rule and bool(found.chosen))


def test_some_proposals_are_tied() -> None:
    assert occurs(kit.proposals(), lambda found: bool(found.contested))


@pytest.mark.parametrize("severity", Severity)
def test_findings_are_of_every_severity(severity: Severity) -> None:
    assert occurs(kit.findings(), lambda finding: finding.severity is severity)


@pytest.mark.parametrize("step", Step)
def test_findings_and_agendas_are_of_every_step(step: Step) -> None:
    assert occurs(kit.findings(), lambda finding: finding.step is step)
    assert occurs(kit.agendas(), lambda agenda: agenda.step is step)


def test_methods_choose_two_or_three_to_five() -> None:
    lowest = kit.methods().map(lambda method: method.instrument.bounds.lowest)
    assert occurs(lowest, lambda found: found == 2)
    assert occurs(lowest, lambda found: found == 3)


def test_exports_are_with_and_without_a_warning() -> None:
    assert occurs(kit.exports(), lambda export: bool(export.content and export.warnings))
    assert occurs(kit.exports(), lambda export: not export.warnings)
