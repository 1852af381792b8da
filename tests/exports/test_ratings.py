"""The ballots side by side."""

import pytest

from ledertrivsel.exporters._ratings import letter


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")]
)
def test_groups_are_lettered_on_past_z(index: int, name: str) -> None:
    assert letter(index) == name
