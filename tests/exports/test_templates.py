"""Templates escape everything and know all their names."""

import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError

from ledertrivsel.exporters._templates import template


def test_the_environment_escapes_and_is_strict() -> None:
    environment = template("fragment.html").environment
    assert environment.autoescape is True
    assert environment.undefined is StrictUndefined
    assert environment.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError, match="'y' is undefined"):
        environment.from_string("{{ y }}").render()


@pytest.mark.parametrize(
    "name", ["page.html", "blocks.html", "fragment.html", "card.svg", "page.css"]
)
def test_no_template_trusts_what_is_typed(name: str) -> None:
    loader = template(name).environment.loader
    assert loader is not None
    source, _, _ = loader.get_source(template(name).environment, name)
    assert "|safe" not in source.replace(" ", "")
    assert "autoescape" not in source
