"""The front door: every name is there, in order, and opening it costs nothing."""

import subprocess
import sys

import pytest

import ledertrivsel

#: What `import ledertrivsel` may not load: each costs more than the import itself.
HEAVY = (
    "attr",
    "attrs",
    "cattrs",
    "click",
    "importlib.metadata",
    "jinja2",
    "json",
    "markdown_it",
    "pluggy",
    "rich",
    "sqlite3",
)

#: What a caller who only wants the model may not pay for.
HEAVY_FOR_THE_MODEL = (
    "cattrs",
    "click",
    "importlib.metadata",
    "jinja2",
    "markdown_it",
    "pluggy",
    "rich",
    "sqlite3",
)


def loaded_by(statement: str) -> set[str]:
    """Return the modules that *statement* adds to a fresh interpreter."""
    code = (
        "import sys; before = set(sys.modules)\n"
        f"{statement}\n"
        "print(*sorted(set(sys.modules) - before), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_public_names_are_sorted_and_unique() -> None:
    assert list(ledertrivsel.__all__) == sorted(set(ledertrivsel.__all__))


@pytest.mark.parametrize("name", ledertrivsel.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(ledertrivsel, name) is not None
    assert name in dir(ledertrivsel)


def test_a_star_import_brings_the_public_names() -> None:
    namespace: dict[str, object] = {}
    exec("from ledertrivsel import *", namespace)
    assert set(ledertrivsel.__all__) <= set(namespace)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        ledertrivsel.no_such_name  # noqa: B018 - looking it up is what is tested.


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("import ledertrivsel")
    assert "ledertrivsel" in loaded
    assert sorted(loaded.intersection(HEAVY)) == []
    assert "ledertrivsel.plugins" not in loaded


def test_the_model_loads_nothing_that_only_files_need() -> None:
    loaded = loaded_by("from ledertrivsel import Plan")
    assert "ledertrivsel.plan" in loaded
    assert sorted(loaded.intersection(HEAVY_FOR_THE_MODEL)) == []
    assert "ledertrivsel.plugins" not in loaded
