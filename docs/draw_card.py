"""Draw the priority card of the example case for the README: ``python docs/draw_card.py``.

Writes ``docs/_static/priority-card.svg``. The PNG beside it is that file in a browser's eyes:
``chromium --headless --screenshot=… --window-size=1887,1152 docs/_static/priority-card.svg``.
"""

import datetime
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ledertrivsel.exporters._outline import Speaker  # noqa: E402
from ledertrivsel.exporters._priority_card import picture  # noqa: E402
from ledertrivsel.exporters._svg import card_svg  # noqa: E402
from ledertrivsel.labels import load_labels  # noqa: E402
from ledertrivsel.view import Audience, make_view  # noqa: E402
from tests.cases.eksempelkommune import plan_on  # noqa: E402

DAY = datetime.date(2026, 9, 9)
"""The day the choice was confirmed."""

TARGET = ROOT / "docs" / "_static" / "priority-card.svg"


def svg() -> str:
    """Return the card as its file has it."""
    view = make_view(plan_on(DAY), Audience.FORUMS, today=DAY)
    drawn = picture(Speaker(load_labels("da"), "da"), view)
    assert drawn is not None
    return card_svg(drawn, "da")


if __name__ == "__main__":
    TARGET.write_text(svg(), encoding="utf-8")
