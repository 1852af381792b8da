"""The colours: each that carries meaning reads well on what it stands on."""

from decimal import Decimal

import pytest

from ledertrivsel.errors import ExportError
from ledertrivsel.exporters._colours import (
    MARK_CONTRAST,
    PALETTE,
    TEXT_CONTRAST,
    contrast,
    readable,
)
from ledertrivsel.labels import say


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == Decimal("21.00")
    assert contrast("#ffffff", "#000000") == Decimal("21.00")
    assert contrast("#767676", "#ffffff") == Decimal("4.54")
    assert contrast("#0072b2", "#ffffff") == Decimal("5.19")
    assert contrast("#123456", "#123456") == Decimal("1.00")


@pytest.mark.parametrize(
    ("text", "on"),
    [
        (PALETTE.ink, PALETTE.paper),
        (PALETTE.ink, PALETTE.shade),
        (PALETTE.ink, PALETTE.field),
        (PALETTE.quiet, PALETTE.paper),
        (PALETTE.quiet, PALETTE.shade),
        (PALETTE.quiet, PALETTE.field),
        (PALETTE.accent, PALETTE.paper),
        (PALETTE.accent, PALETTE.shade),
        (PALETTE.warn, PALETTE.paper),
        (PALETTE.warn, PALETTE.shade),
        (PALETTE.paper, PALETTE.accent),
        (PALETTE.paper, PALETTE.chosen),
    ],
)
def test_text_reads_well_on_what_it_stands_on(text: str, on: str) -> None:
    assert contrast(text, on) >= TEXT_CONTRAST


@pytest.mark.parametrize("on", [PALETTE.paper, PALETTE.field])
@pytest.mark.parametrize("mark", [PALETTE.chosen, PALETTE.chosen_edge, PALETTE.edge, PALETTE.ink])
def test_marks_of_the_card_stand_out(mark: str, on: str) -> None:
    assert contrast(mark, on) >= MARK_CONTRAST


def test_a_colour_of_ones_own_is_taken_when_it_reads_well() -> None:
    assert readable("#00507D", "accent", exporter="html", on=("#ffffff",)) == "#00507d"


@pytest.mark.parametrize("value", ["", "red", "#fff", "00507d", "#00507d;", "#00507g", "\0"])
def test_what_is_no_colour_is_refused(value: str) -> None:
    with pytest.raises(ExportError) as refused:
        readable(value, "accent", exporter="html", on=("#ffffff",))
    assert str(refused.value) == (
        "The export 'html' can't be made: the option accent must be a colour such as #00507d."
    )


def test_a_colour_that_reads_badly_is_refused_with_its_contrast() -> None:
    with pytest.raises(ExportError) as refused:
        readable("#4f81bd", "accent", exporter="html", on=("#ffffff",))
    assert str(refused.value) == (
        "The export 'html' can't be made: the option accent #4f81bd has a contrast of 4.03 with "
        "#ffffff; it needs 4.5. Choose a darker colour."
    )
    assert say(refused.value, "da") == (
        "Eksporten 'html' kan ikke laves: indstillingen accent #4f81bd har en kontrast på 4,03 "
        "mod #ffffff; der skal være 4,5. Vælg en mørkere farve."
    )
