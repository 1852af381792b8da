"""The outline's small parts: values in words, and nothing where there is nothing."""

import datetime

from ledertrivsel.exporters._outline import (
    Items,
    Line,
    Speaker,
    Tone,
    Words,
    cell,
    facts,
    joined,
    numbers,
    plain,
    section,
)
from ledertrivsel.labels import load_labels
from ledertrivsel.prose import Prose
from ledertrivsel.themes import Text, Theme

SAY = Speaker(load_labels("da"), "da")
DAY = datetime.date(2026, 11, 2)
THEME = Theme(id="a", title=Text({"da": "Tema", "en": "Theme"}), number=7)


def test_a_date_stays_a_date_in_a_line() -> None:
    line = SAY.line("model.done-on", date=DAY)
    assert line.pieces == ("Gennemført den ", DAY)
    assert plain(line, SAY.labels) == "Gennemført den 2. november 2026"


def test_a_label_has_its_form_for_one() -> None:
    assert SAY.line("exports.aim-at", count=1).pieces == ("1", " tema")
    assert SAY.line("exports.aim-at", count=2).pieces == ("2", " temaer")


def test_a_theme_is_said_with_its_number_in_the_language_it_has() -> None:
    only_danish = Theme(id="b", title="Kun dansk", number=13)
    english = Speaker(load_labels("en"), "en")
    assert english.say(THEME).pieces == ("7. ", Words("Theme", "en"))
    assert english.say(only_danish).pieces == ("13. ", Words("Kun dansk", "da"))


def test_several_values_become_a_list_in_words() -> None:
    assert plain(SAY.say(("1", "2", "3")), SAY.labels) == "1, 2 og 3"
    assert numbers((THEME, Theme(id="c", title="C", number=2))) == ("2", "7")


def test_who_and_when_are_joined_by_what_there_is() -> None:
    assert plain(joined(SAY, "HR", DAY), SAY.labels) == "HR, 2. november 2026"
    assert plain(joined(SAY, "", DAY), SAY.labels) == "2. november 2026"
    assert not joined(SAY, "", None)


def test_what_says_nothing_is_left_out() -> None:
    assert cell("", None, Prose("-"), Line()) == ()
    assert facts(("Tom", ())) is None
    assert section("a", "Tom", None, Prose(), Line(), []) is None
    kept = section("a", "Titel", None, [Items((cell("x"),))], Line(("y",), Tone.QUIET))
    assert kept is not None
    assert len(kept.blocks) == 2
