"""What the kit reads in a drawing, and what it takes for markup there."""

from collections import Counter

from ledertrivsel.testing._contract_texts import form_of, text_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" font-family="Arial, sans-serif">'
    "<title>Kortet</title><style>text {{ fill: red }}</style>"
    '<g aria-label="Felt 1">{lines}</g></svg>'
)
KIND = "image/svg+xml"


def drawn(*lines: str) -> bytes:
    made = (f'<text x="0" y="{number}">{line}</text>' for number, line in enumerate(lines))
    return SVG.format(lines="".join(made)).encode()


def form(*lines: str) -> Counter[str]:
    return Counter(form_of(drawn(*lines), KIND))


def test_what_is_read_in_a_drawing_is_its_texts_and_not_how_it_looks() -> None:
    said = text_of(drawn('Nye <tspan font-weight="700">ledere</tspan> først', "Sparring"), KIND)
    assert [line for line in said.split("\n") if line] == [
        "Kortet",
        "Felt 1",
        "Nye ledere først",
        "Sparring",
    ]


def test_more_lines_of_text_are_no_other_form() -> None:
    assert form("en linje") == form("en lang tekst", "på tre", "linjer")


def test_markup_in_a_text_is_another_form() -> None:
    assert form("en linje") != form('en <a href="https://eksempel.dk">linje</a>')
    assert form("en linje") != form('en <tspan onclick="alert(1)">linje</tspan>')
