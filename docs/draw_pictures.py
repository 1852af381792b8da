"""Draw the pictures of the example case for the README and the docs.

``python docs/draw_pictures.py`` writes the priority card, how the themes moved a year later, and
where the groups disagree into ``docs/_static``, each as SVG and as PNG.
"""

import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ledertrivsel.exporters._pictures import draw_picture  # noqa: E402
from ledertrivsel.exporters._png import png_of  # noqa: E402
from ledertrivsel.hookspecs import Context  # noqa: E402
from ledertrivsel.labels import load_labels  # noqa: E402
from ledertrivsel.view import Audience, make_view  # noqa: E402
from tests.cases.eksempelkommune import plan_on  # noqa: E402

FOLDER = ROOT / "docs" / "_static"

PICTURES = (
    ("priority-card", "card", Audience.FORUMS, datetime.date(2026, 9, 9)),
    ("trend", "trend", Audience.FORUMS, datetime.date(2027, 9, 16)),
    ("disagreement", "disagreement", Audience.WORKING_GROUP, datetime.date(2026, 9, 9)),
)
"""Each file with the picture, for whom it is, and the day it tells of."""

DOTS_PER_INCH = 64
"""Small enough for a page of the docs, sharp enough to read."""


def pictures() -> Iterator[tuple[Path, str]]:
    """Yield each SVG as its file has it."""
    for name, picture, audience, day in PICTURES:
        view = make_view(plan_on(day), audience, today=day)
        context = Context(
            labels=load_labels("da"), language="da", options={"picture": picture}, today=day
        )
        yield FOLDER / f"{name}.svg", draw_picture(view, context, "svg").svg


if __name__ == "__main__":
    for path, svg in pictures():
        path.write_text(svg, encoding="utf-8")
        png = png_of(svg, dots_per_inch=DOTS_PER_INCH)
        if png is None:
            sys.exit("The PNGs need Typst: pip install ledertrivsel[pdf].")
        path.with_suffix(".png").write_bytes(png)
