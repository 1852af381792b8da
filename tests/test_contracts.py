"""What passes between a plugin and the library: exports, warnings, contexts."""

import datetime

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.hookspecs import (
    Context,
    Export,
    Exporter,
    ExportWarning,
)
from ledertrivsel.labels import load_labels
from ledertrivsel.themes import Text


def test_an_export_is_bytes_and_warnings() -> None:
    assert Export(b"x").warnings == ()
    with pytest.raises(InvalidValueError, match=r"Export\.content must be bytes, got 'x'"):
        Export("x")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"Export\.warnings\[0\] must be an ExportWarning"):
        Export(b"x", ("lost",))  # type: ignore[arg-type]


def test_a_warning_has_words_of_its_own_or_the_librarys() -> None:
    danish, english = load_labels("da"), load_labels("en")
    own = ExportWarning(code="cut", text={"da": "Afkortet", "en": "Cut short"})  # type: ignore[arg-type]
    assert (own.render(danish), own.render(english)) == ("Afkortet", "Cut short")
    assert ExportWarning(code="no-such-code").render(danish) == "no-such-code"
    assert isinstance(own.text, Text)
    one = ExportWarning(code="cut", params={"b": 1, "a": 2})  # type: ignore[arg-type]
    assert one.params == (("a", 2), ("b", 1))


def test_a_contexts_options_can_not_be_changed() -> None:
    given = {"paper": "a4"}
    context = Context(
        labels=load_labels("da"),
        language="da",
        options=given,
        today=datetime.date(2026, 11, 23),
    )
    given["paper"] = "a3"
    assert context.options["paper"] == "a4"
    with pytest.raises(TypeError):
        context.options["paper"] = "a3"  # type: ignore[index]


def test_an_exporter_is_whatever_exports() -> None:
    class Mine:
        def export(self, view: object, context: Context) -> Export:
            return Export(b"")

    assert isinstance(Mine(), Exporter)
    assert not isinstance(object(), Exporter)
