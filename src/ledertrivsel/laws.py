"""The names and statements of the laws of prioritization.

Each rule declares which of the rule laws it satisfies and which it violates, the latter with a pinned counterexample.
The laws are the axioms of social choice, stated for ratings of importance and success; `ledertrivsel.testing` states
each as a property that a third party runs against its own rule.
"""

from __future__ import annotations

from enum import Enum


class Law(Enum):
    """What a rule may promise, at a fixed or midpoint cut, over complete profiles."""

    THEME_ORDER = "theme-order"
    """The order in which themes are given never changes the ranking."""
    NEUTRALITY = "neutrality"
    """Renaming the themes renames the ranking and changes nothing else."""
    MONOTONICITY = "monotonicity"
    """A voice that rates a theme more important, or less successful, never moves it down."""
    PARTICIPATION = "participation"
    """One more ballot that puts a before b on both axes never turns a-before-b into b-before-a."""
    PARETO = "pareto"
    """When every voice rates a at least as important and at most as successful as b, b is not before a."""
    REPLICATION = "replication"
    """Every ballot counted k times gives the same ranking."""
    REINFORCEMENT = "reinforcement"
    """When two groups of voices both put a before b, so do they together."""
    INDEPENDENCE = "independence"
    """The order of a and b depends on the ratings of a and b alone."""
    AFFINE_RELABELLING = "affine-relabelling"
    """Another scale with equal steps, such as 0–100 for 1–5, gives the same ranking."""
    ORDINAL_RELABELLING = "ordinal-relabelling"
    """Any other names of the points in the same order give the same ranking."""


class Promise(Enum):
    """What the library promises whatever the rule."""

    SYMMETRY = "symmetry"
    """Which voice said what never matters, only what was said."""
    MISSING = "missing"
    """A missing rating is missing: a ballot that rates nothing changes nothing."""
    PARKING = "parking"
    """Parking a theme gives exactly the ranking that deleting it would; unparking restores the previous one."""
    CARDINALITY = "cardinality"
    """Never more than the highest bound; fewer than the lowest only with a tie shown or too few ranked."""
    LOSERS = "losers"
    """Deleting a theme that was neither chosen nor contested changes neither set."""
    HOUSE_MONOTONICITY = "house-monotonicity"
    """What is chosen for fewer places is chosen for more."""
    DETERMINISM = "determinism"
    """The same data give the same result under any order, hash seed, locale, time zone and clock."""
