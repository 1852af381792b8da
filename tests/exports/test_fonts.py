"""The fonts that print is set in."""

from __future__ import annotations

from pathlib import Path

from ledertrivsel.exporters import _fonts
from tests import tools


def test_the_sans_is_there_in_four_cuts() -> None:
    tools.module("typst")
    cuts = {
        (font.style, font.weight)
        for font in _fonts.fonts().fonts()
        if font.family == _fonts.FAMILY
    }
    assert cuts == {("normal", 400), ("italic", 400), ("normal", 700), ("italic", 700)}


def test_every_family_that_is_named_is_found_and_none_is_the_machines_own() -> None:
    tools.module("typst")
    known = {*_fonts.FAMILIES, _fonts.SUBSTITUTE}
    assert known == set(_fonts.fonts().families())
    folder = Path(_fonts.folder())
    own = {Path(font.path).parent for font in _fonts.fonts().fonts() if font.path}
    assert own == {folder}


def test_the_licence_stands_beside_the_fonts() -> None:
    text = Path(_fonts.folder(), "OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License, Version 1.1" in text


def test_the_fonts_are_few_and_small_enough_for_the_wheel() -> None:
    sizes = [file.stat().st_size for file in Path(_fonts.folder()).glob("*.ttf")]
    assert (len(sizes), sum(sizes) < 1_300_000) == (5, True)
