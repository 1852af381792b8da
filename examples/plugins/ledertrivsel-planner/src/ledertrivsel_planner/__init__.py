"""The exporter `planner`: the plan's tasks as a file to import into Microsoft Planner.

This module only describes the exporter; `ledertrivsel_planner.exporter`, which writes the file, is
imported when somebody asks for it.
"""

from collections.abc import Iterable

from ledertrivsel.hookspecs import ExporterInfo, Option, hookimpl
from ledertrivsel.view import Part

__ledertrivsel_api__ = (1, 0)


@hookimpl
def ledertrivsel_exporters() -> Iterable[ExporterInfo]:
    """Offer the exporter."""
    yield ExporterInfo(
        name="planner",
        suffix=".csv",
        media_type="text/csv; charset=utf-8",
        title={"da": "Opgaver til Microsoft Planner", "en": "Tasks for Microsoft Planner"},
        carries=(Part.CARDS, Part.ACTIVATIONS),
        options=(
            Option(
                name="separator",
                default="comma",
                choices=("comma", "semicolon"),
                help={
                    "da": "Tegnet mellem kolonnerne; semicolon er til et dansk Excel.",
                    "en": "The sign between columns; semicolon is for a Danish Excel.",
                },
            ),
        ),
        factory="ledertrivsel_planner.exporter:PlannerExporter",
    )
