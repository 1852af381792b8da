"""A store to run the commands on: a plan with three revisions, a deleted one and an old one."""

import datetime
from pathlib import Path

import attrs
import pytest

from ledertrivsel import _api as lt
from ledertrivsel.parking import ParkedReason
from ledertrivsel.storage import PlanStore
from tests.cases import small_plans as small
from tests.cli.running import Run

AT = datetime.datetime(2026, 9, 2, 11, 0, tzinfo=datetime.UTC)
ADDRESS = "sqlite:///plans.db"


def fill(store: PlanStore) -> None:
    plan = attrs.evolve(small.bare(), purpose="Som Anna sagde")
    store.save(plan, "2026", actor="Anna Holm", at=AT)
    parked = plan.park("sparring", reason=ParkedReason.NEEDS_KNOWLEDGE, who="Anna Holm")
    store.save(parked, "2026", expected=1, actor="Bo", at=AT)
    chosen = parked.choose(["overload"], on=datetime.date(2026, 9, 2))
    store.save(chosen, "2026", expected=2, at=AT)
    store.save(small.bare(), "gammel", at=AT)
    store.save(chosen, "slettet", at=AT)
    store.delete("slettet", expected=1, actor="Bo")


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Run:
    """Run in a folder with the store in ``plans.db``."""
    with lt.open_store(f"sqlite:///{tmp_path / 'plans.db'}") as store:
        fill(store)
    return run
