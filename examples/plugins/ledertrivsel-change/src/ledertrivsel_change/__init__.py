"""The method `through-change`: two themes that carry managers through a change.

A short sister tool for a reorganisation, a merger or a move: eight themes of its own, in Danish
and English, of which exactly two are chosen. All of it is text, in ``through-change.toml``.
"""

from collections.abc import Iterable
from importlib.resources import files

from ledertrivsel.hookspecs import MethodInfo, hookimpl
from ledertrivsel.methods import Method, read_method

__ledertrivsel_api__ = (1, 0)

FILE = "through-change.toml"


def through_change() -> Method:
    """Return the method, read from this package."""
    return read_method(files(__name__).joinpath(FILE).read_bytes(), source=FILE)


@hookimpl
def ledertrivsel_methods() -> Iterable[MethodInfo]:
    """Offer the method; its text is read when somebody asks for it."""
    yield MethodInfo(
        id="through-change",
        title={"da": "Godt gennem forandringen", "en": "Well through the change"},
        factory="ledertrivsel_change:through_change",
    )
