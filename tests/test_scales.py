"""Scales, ratings and cuts."""

import pickle
from collections.abc import Callable
from fractions import Fraction

import pytest

from ledertrivsel.errors import InvalidValueError
from ledertrivsel.labels import say
from ledertrivsel.scales import DONT_KNOW, FIELD_SCALE, Cut, CutKind, Rating, Scale, axis
from ledertrivsel.themes import Text

F = Fraction


def test_a_scale_is_one_to_five_with_its_ends_labelled() -> None:
    scale = Scale()
    assert (scale.lowest, scale.highest) == (1, 5)
    assert list(scale.points) == [1, 2, 3, 4, 5]
    assert [(point, text.to("da")) for point, text in scale.labels] == [
        (1, "I lav grad"),
        (5, "I høj grad"),
    ]
    assert [text.to("en") for _, text in scale.labels] == [
        "To a low degree",
        "To a high degree",
    ]


def test_the_ends_of_another_scale_are_labelled_too() -> None:
    assert [point for point, _ in Scale(0, 100).labels] == [0, 100]
    assert Scale(0, 100) == Scale(0, 100, ())
    assert Scale(0, 100) != Scale(0, 10)


def test_a_point_between_may_have_a_label_and_labels_are_sorted() -> None:
    scale = Scale(1, 3, [(3, "Meget"), (2, Text({"da": "Delvist"})), (1, {"da": "Lidt"})])  # type: ignore[arg-type, list-item]
    assert [(point, text.to("da")) for point, text in scale.labels] == [
        (1, "Lidt"),
        (2, "Delvist"),
        (3, "Meget"),
    ]


def test_the_midpoint_is_exact() -> None:
    assert [Scale(*ends).midpoint for ends in ((1, 5), (1, 2), (0, 100), (-3, 0))] == [
        3,
        F(3, 2),
        50,
        F(-3, 2),
    ]


def test_a_post_it_in_a_field_is_a_rating_on_two_points() -> None:
    assert (FIELD_SCALE.lowest, FIELD_SCALE.highest) == (1, 2)
    assert list(FIELD_SCALE.points) == [1, 2]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: Scale(5, 5), "Scale.highest must be higher than the lowest point (5), got 5."),
        (lambda: Scale(5, 1), "Scale.highest must be higher than the lowest point (5), got 1."),
        (lambda: Scale(1.0), "Scale.lowest must be a whole number, got 1.0."),  # type: ignore[arg-type]
        (lambda: Scale(-1001), "Scale.lowest must be at least -1000, got -1001."),
        (lambda: Scale(1001, 1002), "Scale.lowest must be at most 1000, got 1001."),
        (lambda: Scale(-1002, -1001), "Scale.lowest must be at least -1000, got -1002."),
        (lambda: Scale(1, -1001), "Scale.highest must be at least -1000, got -1001."),
        (lambda: Scale(1, 1001), "Scale.highest must be at most 1000, got 1001."),
        (lambda: Scale(1, True), "Scale.highest must be a whole number, got True."),
        (
            lambda: Scale(1, 5, ((6, Text({"da": "x"})),)),
            "Scale.labels must label points of the scale, got 6.",
        ),
        (
            lambda: Scale(1, 5, ((0, Text({"da": "x"})),)),
            "Scale.labels must label points of the scale, got 0.",
        ),
        (
            lambda: Scale(1, 5, ((1, Text({"da": "x"}), 2),)),  # type: ignore[arg-type]
            "Scale.labels must map a point to a text, "
            "got (1, Text(by_language=(('da', 'x'),)), 2).",
        ),
        (
            lambda: Scale(1, 5, ("1x",)),  # type: ignore[arg-type]
            "Scale.labels must map a point to a text, got '1x'.",
        ),
        (
            lambda: Scale(1, 5, (("1", Text({"da": "x"})),)),  # type: ignore[arg-type]
            "Scale.labels must be a whole number, got '1'.",
        ),
        (
            lambda: Scale(1, 5, ((1, Text({"da": "x"})), (1, Text({"da": "y"})))),
            "Scale.labels[1] must not repeat 1, got 1.",
        ),
    ],
)
def test_a_scale_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_the_limits_of_a_scale_are_included() -> None:
    assert len(Scale(-1000, 1000).points) == 2001
    assert Scale(1, 5, ((1, Text({"da": "x"})), (5, Text({"da": "y"})))).labels[1][0] == 5


def test_a_scale_checks_only_numbers() -> None:
    scale = Scale()
    assert [scale.check(value, "x") for value in (1, 5, None, DONT_KNOW)] == [
        1,
        5,
        None,
        DONT_KNOW,
    ]
    for value in (0, 6):
        with pytest.raises(InvalidValueError) as caught:
            scale.check(value, "rows[3].success")
        assert str(caught.value) == f"rows[3].success must be on the scale 1–5, got {value}."
        assert say(caught.value) == (f"rows[3].success skal ligge på skalaen 1–5, men er {value}.")


# Ratings.


def test_a_half_is_a_number_dont_know_or_nothing() -> None:
    assert [axis(value, "x") for value in (4, None, DONT_KNOW, "dont-know")] == [
        4,
        None,
        DONT_KNOW,
        DONT_KNOW,
    ]
    assert Rating(4, "dont-know").success is DONT_KNOW  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [True, 4.0, "4", "", "ved ikke", F(4), [4]])
def test_anything_else_is_no_half(value: object) -> None:
    for make, path in (
        (lambda: Rating(value, 1), "Rating.importance"),  # type: ignore[arg-type]
        (lambda: Rating(1, value), "Rating.success"),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidValueError) as caught:
            make()
        assert str(caught.value) == (
            f"{path} must be a whole number, DONT_KNOW or None, got {value!r}."
        )


def test_a_rating_is_complete_with_two_numbers() -> None:
    assert Rating(4, 1).is_complete
    for half in (None, DONT_KNOW):
        assert not Rating(4, half).is_complete
        assert not Rating(half, 4).is_complete
    assert not Rating(None, None).is_complete


# Cuts.


def test_the_cut_is_the_midpoint_by_default() -> None:
    assert Cut().kind is CutKind.MIDPOINT
    assert Cut().lines(Scale(1, 4), [(F(4), F(4))]) == (F(5, 2), F(5, 2))
    assert not Cut().depends_on_themes


def test_a_fixed_cut_asks_neither_scale_nor_themes() -> None:
    cut = Cut.fixed(4, "7/2")
    assert (cut.kind, cut.importance, cut.success) == (CutKind.FIXED, 4, F(7, 2))
    assert cut.lines(Scale(0, 100), [(F(1), F(1))]) == (4, F(7, 2))
    assert Cut("fixed", F(4), F(7, 2)) == cut  # type: ignore[arg-type]
    assert not cut.depends_on_themes


def test_a_cut_at_the_mean_is_the_mean_of_the_themes() -> None:
    means = [(F(1), F(1)), (F(2), F(2)), (F(4), F(1))]
    assert Cut(CutKind.MEAN).lines(Scale(), means) == (F(7, 3), F(4, 3))
    assert Cut(CutKind.MEAN).depends_on_themes


def test_a_cut_at_the_median_is_the_middle_theme_or_the_mean_of_two() -> None:
    cut = Cut(CutKind.MEDIAN)
    assert cut.depends_on_themes
    three = [(F(4), F(5)), (F(1), F(2)), (F(2), F(1))]
    assert cut.lines(Scale(), three) == (2, 2)
    assert cut.lines(Scale(), [*three, (F(5), F(3))]) == (3, F(5, 2))
    assert cut.lines(Scale(), iter(three[:1])) == (4, 5)
    assert cut.lines(Scale(), three[:2]) == (F(5, 2), F(7, 2))


def test_without_any_theme_mean_and_median_are_the_midpoint() -> None:
    for kind in (CutKind.MEAN, CutKind.MEDIAN):
        assert Cut(kind).lines(Scale(0, 5), []) == (F(5, 2), F(5, 2))


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (
            lambda: Cut(CutKind.FIXED),
            "Cut.importance must be given for a fixed cut, and only there, got None.",
        ),
        (
            lambda: Cut(CutKind.FIXED, F(3)),
            "Cut.success must be given for a fixed cut, and only there, got None.",
        ),
        (
            lambda: Cut(CutKind.MEAN, F(3)),
            "Cut.importance must be given for a fixed cut, and only there, got Fraction(3, 1).",
        ),
        (
            lambda: Cut(CutKind.MIDPOINT, None, F(3)),
            "Cut.success must be given for a fixed cut, and only there, got Fraction(3, 1).",
        ),
        (
            lambda: Cut.fixed(3.5, 3),  # type: ignore[arg-type]
            "Cut.importance must be an exact number (an int, a Fraction or a text like '7/2'), "
            "got 3.5.",
        ),
        (
            lambda: Cut.fixed(3, "3,5"),
            "Cut.success must be an exact number (an int, a Fraction or a text like '7/2'), "
            "got '3,5'.",
        ),
        (
            lambda: Cut(CutKind.FIXED, 3.5, F(3)),  # type: ignore[arg-type]
            "Cut.importance must be an exact number (an int, a Fraction or a text like '7/2'), "
            "got 3.5.",
        ),
        (
            lambda: Cut("medium"),  # type: ignore[arg-type]
            "Cut.kind must be one of midpoint, fixed, mean, median, got 'medium'. "
            "Did you mean 'median'?",
        ),
    ],
)
def test_a_cut_that_is_none_is_refused(make: Callable[[], object], text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert str(caught.value) == text


def test_scales_ratings_and_cuts_are_hashable_and_pickle() -> None:
    for value in (Scale(0, 7), Rating(4, DONT_KNOW), Cut.fixed(3, "7/2")):
        assert pickle.loads(pickle.dumps(value)) == value
        assert len({value, pickle.loads(pickle.dumps(value))}) == 1
    assert pickle.loads(pickle.dumps(DONT_KNOW)) is DONT_KNOW
