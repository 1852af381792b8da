"""Fifty installed plugins cost an export with a built-in name nothing, and a look-up one scan."""

from pathlib import Path

from tests.plugins.installing import exporter, lay_out, run

EXPORT = """
import sys
import ledertrivsel as lt
plan, _ = lt.read_plan("plan.json")
lt.export(plan, "markdown")
assert "importlib.metadata" not in sys.modules, "importing it takes longer than the export"
assert not [name for name in sys.modules if name.startswith("acme_")]

import importlib.metadata
scan, scans = importlib.metadata.entry_points, []
importlib.metadata.entry_points = lambda **group: scans.append(group) or scan(**group)
lt.export(plan, "markdown")
assert scans == []
"""

ASK = """
assert lt.export(plan, "acme-7").content == b"acme-7"
assert lt.export(plan, "acme-31").content == b"acme-31"
lt.check(plan, today=plan.latest_act)
assert scans == [{"group": "ledertrivsel"}], scans
assert len([name for name in sys.modules if name.startswith("acme_")]) == 50
"""


def test_fifty_distributions_cost_no_scan_and_then_one(folder: Path) -> None:
    site = folder / "site"
    site.mkdir()
    for number in range(50):
        lay_out(site, f"acme-{number}", exporter(f"acme-{number}"))
    run("-c", EXPORT + ASK, sites=(site,), cwd=folder)
