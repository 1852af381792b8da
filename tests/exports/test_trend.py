"""How the themes moved, as a picture: who is drawn, and what is said of who is not."""

import datetime

import attrs

from ledertrivsel.exporters._outline import Speaker, plain
from ledertrivsel.exporters._svg import Sheet
from ledertrivsel.exporters._trend import in_words, lay_out_trend, trend
from ledertrivsel.labels import load_labels
from ledertrivsel.progress import Movement, NotComparable
from ledertrivsel.view import Audience, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")
DAY = datetime.date(2027, 9, 16)


def case() -> View:
    return make_view(plan_on(DAY), Audience.FORUMS, today=DAY)


def test_each_theme_rated_twice_has_a_dot_and_each_that_moved_a_ghost() -> None:
    found = trend(case())
    assert found is not None
    assert [dot.theme.number for dot in found.drawing.dots] == [1, 4, 5, 12, 2, 13]
    assert [ghost.dot.theme.number for ghost in found.ghosts] == [1, 4, 5, 12, 2, 13]


def test_without_a_card_or_two_ratings_there_is_no_trend() -> None:
    assert trend(attrs.evolve(case(), movements=())) is None
    assert trend(attrs.evolve(case(), priority_card=None)) is None
    parked = Movement(theme_id="overload", reason=NotComparable.PARKED)
    assert trend(attrs.evolve(case(), movements=(parked,))) is None


def test_the_legend_says_how_chosen_and_other_themes_moved() -> None:
    view = case()
    found = trend(view)
    assert found is not None
    texts = [
        "".join(plain_of(p) for p in text.pieces)
        for text in lay_out_trend(DA, view, found, Sheet(title="Udvikling")).layout.texts
    ]
    assert texts[:2] == ["Udvikling", "Valgt til planen"]
    assert "Flyttet fra felt 1 til felt 2 · Lykkes +1,50" in [
        t.replace("\u00a0", " ") for t in texts
    ]
    assert texts.index("Valgt til planen") < texts.index("Øvrige temaer")


def plain_of(piece: object) -> str:
    return getattr(piece, "text", piece)  # type: ignore[return-value]


def test_what_can_t_be_compared_is_told_with_what_is_known_of_it() -> None:
    view = everything()
    hidden = next(m for m in view.movements if m.reason is NotComparable.UNDER_FLOOR)
    title = plain(DA.say(view.theme(hidden.theme_id)), DA.labels)
    assert in_words(DA, view, hidden) == (
        f"{title} Før: –. Nu: –. Kan ikke sammenlignes: For få svar."
    )
