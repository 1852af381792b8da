"""Where the groups disagree, as a picture: the order, the bars, and what is told in words."""

import datetime
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from ledertrivsel.agreement import Disagreement, Spread
from ledertrivsel.exporters._outline import Speaker
from ledertrivsel.exporters._spread import Spreads, lay_out_spreads
from ledertrivsel.exporters._svg import Sheet
from ledertrivsel.labels import load_labels
from ledertrivsel.scales import Scale
from ledertrivsel.view import Audience, DisagreementView, View, make_view
from tests.cases.eksempelkommune import plan_on
from tests.exports.everything import everything

DA = Speaker(load_labels("da"), "da")
DAY = datetime.date(2026, 9, 9)


def laid_out(view: View) -> Spreads:
    assert view.disagreement is not None
    return lay_out_spreads(DA, view, view.disagreement, Sheet(title="Uenighed"))


def scaled(lowest: int, highest: int, **counts: int) -> View:
    """Return a view with one theme whose answers lie on a scale of any length."""
    view = everything()
    assert view.disagreement is not None
    assert view.priority_card is not None
    frequencies = [0] * (highest - lowest + 1)
    frequencies[0], frequencies[-1] = counts["low"], counts["high"]
    spread = Spread(tuple(frequencies), Fraction(-1), Decimal(0))
    theme = view.disagreement.themes[0][0]
    shown = DisagreementView(
        themes=((theme, Disagreement(theme.id, spread, spread, (counts["low"], 0, 0, 0))),),
        order_of_talk=((theme,),),
    )
    card = attrs.evolve(view.priority_card, scale=Scale(lowest, highest))
    return attrs.evolve(view, disagreement=shown, priority_card=card)


def test_the_themes_stand_in_the_order_of_talk() -> None:
    view = make_view(plan_on(DAY), Audience.WORKING_GROUP, today=DAY)
    made = laid_out(view)
    assert view.disagreement is not None
    order = [theme.number for group in view.disagreement.order_of_talk for theme in group]
    assert [row.mark.number for row in made.rows] == order
    assert [row.mark.is_filled for row in made.rows] == [n in (1, 4, 5, 12) for n in order]


def test_a_theme_that_no_order_names_comes_last() -> None:
    view = everything()
    assert view.disagreement is not None
    shown = attrs.evolve(view.disagreement, order_of_talk=())
    assert len(laid_out(attrs.evolve(view, disagreement=shown)).rows) == len(shown.themes)


def test_bars_are_as_high_as_the_answers_are_many() -> None:
    bars = [bar for bar in laid_out(scaled(1, 5, low=4, high=1)).rows[0].bars if bar.kind == "bar"]
    assert [bar.height for bar in bars] == [60, 15, 60, 15]
    assert {bar.y + bar.height for bar in bars} == {bars[0].y + bars[0].height}


@pytest.mark.parametrize(("lowest", "highest"), [(1, 2), (0, 10), (0, 100), (-1000, 1000)])
def test_a_scale_of_any_length_keeps_within_its_column(lowest: int, highest: int) -> None:
    made = laid_out(scaled(lowest, highest, low=2, high=3))
    bars = [bar for bar in made.rows[0].bars if bar.kind in ("bar", "none")]
    assert len(bars) == 2 * (highest - lowest + 1)
    half = len(bars) // 2
    for axis in (bars[:half], bars[half:]):
        assert axis[-1].x + axis[-1].width - axis[0].x <= 400
        assert all(bar.width >= 1 for bar in axis)
    assert max(bar.x + bar.width for bar in bars) < made.width


def test_a_long_scale_has_figures_at_its_ends_alone() -> None:
    short, long = laid_out(scaled(0, 10, low=2, high=3)), laid_out(scaled(0, 100, low=2, high=3))
    assert ("5",) in [text.pieces for text in short.rows[0].texts]
    figures = [text.pieces for text in long.rows[0].texts]
    assert ("0",) in figures
    assert ("100",) in figures
    assert ("50",) not in figures


def test_a_split_theme_is_told_in_words_that_warn() -> None:
    row = laid_out(scaled(1, 5, low=2, high=2)).rows[0]
    warning = [text for text in row.texts if text.colour == "warn"]
    assert ["".join(map(str, text.pieces)) for text in warning] == ["Delt i to lejre"]
    assert row.name.endswith("Delt i to lejre.")


def test_without_agreement_the_words_leave_it_out() -> None:
    view = scaled(1, 2, low=2, high=2)
    assert view.disagreement is not None
    ((theme, found),) = view.disagreement.themes
    bare = Spread((2, 2), None, None)
    shown = attrs.evolve(
        view.disagreement, themes=((theme, Disagreement(theme.id, bare, bare, found.fields)),)
    )
    row = laid_out(attrs.evolve(view, disagreement=shown)).rows[0]
    assert "Vigtigt: 2 på 1 og 2 på 2. Lykkes: 2 på 1 og 2 på 2." in row.name
