"""Draw small pictures of what each format looks like: ``python docs/draw_formats.py``.

Writes ``docs/_static/formats/*.png`` of the example case: pages as Chromium shows them, PDF as
poppler does, Office files by way of LibreOffice. A person looks at them after a change of looks;
no test compares them, since another version of a reader draws other pixels.
"""

from __future__ import annotations

import datetime
import io
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import ledertrivsel as lt  # noqa: E402
from tests.cases.eksempelkommune import plan_on  # noqa: E402
from tests.tools import by_office, pictures_of_pdf, tool  # noqa: E402

TARGET = ROOT / "docs" / "_static" / "formats"
DAY = datetime.date(2026, 11, 23)
HEIGHT = 420
"""Pixels of each page; small enough for a repository, large enough to see what it is."""

SHOWN: dict[str, tuple[str, dict[str, object], tuple[int, ...]]] = {
    "pdf": ("pdf", {}, (0, 2, 3)),
    "sheets": ("sheets", {}, (0, 1, 2)),
    "docx": ("docx", {}, (0, 1, 2)),
    "xlsx": ("xlsx", {}, (0, 3, 6)),
    "pptx": ("pptx", {}, (0, 4, 8)),
    "html": ("html", {}, ()),
    "card": ("png", {}, ()),
    "trend": ("png", {"picture": "trend"}, ()),
    "disagreement": ("png", {"picture": "disagreement"}, ()),
}
"""The name of each picture: the format, its options, and the pages that are shown, from 0."""


def main() -> None:
    """Draw everything."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (format, options, pages) in SHOWN.items():
        day = DAY if name not in ("trend",) else datetime.date(2027, 9, 16)
        made = lt.export(
            plan_on(day),
            format,
            audience=lt.Audience.WORKING_GROUP,
            options=options,
            today=day,
        )
        with tempfile.TemporaryDirectory() as folder:
            drawn = _pictures(format, made.content, Path(folder))
        kept = [drawn[page] for page in pages if page < len(drawn)] or drawn[:1]
        side_by_side(kept).save(TARGET / f"{name}.png", optimize=True)


def _pictures(format: str, content: bytes, folder: Path) -> list[Image.Image]:
    """Return the pages of a file, as its reader shows them."""
    if format == "png":
        return [Image.open(io.BytesIO(content))]
    if format == "html":
        return [_screenshot(content, folder)]
    if format not in ("pdf", "sheets"):
        content = by_office(content, f".{format}", "pdf")
    return [Image.open(path).copy() for path in pictures_of_pdf(content, folder / "pages", 80)]


def _screenshot(content: bytes, folder: Path) -> Image.Image:
    from playwright.sync_api import sync_playwright

    page_file = folder / "page.html"
    page_file.write_bytes(content)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=tool("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 1180})
        page.goto(page_file.as_uri())
        drawn = page.screenshot()
        browser.close()
    return Image.open(io.BytesIO(drawn))


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Return pages beside each other, each with a thin frame, on white."""
    shown = []
    for page in pages:
        height = HEIGHT
        width = max(round(page.width * height / page.height), 1)
        small = page.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        shown.append(ImageOps.expand(small, 1, "#c9ced2"))
    gap = 16
    whole = Image.new(
        "RGB",
        (sum(page.width for page in shown) + gap * (len(shown) - 1), shown[0].height),
        "white",
    )
    at = 0
    for page in shown:
        whole.paste(page, (at, 0))
        at += page.width + gap
    return whole.quantize(128, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
