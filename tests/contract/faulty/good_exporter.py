"""The exporter without a fault, as a distribution has it: a module with the hook."""

from tests.contract.faulty.exporters import Cards

ledertrivsel_exporters = Cards().ledertrivsel_exporters
