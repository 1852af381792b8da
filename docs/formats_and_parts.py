"""Fill in the table of docs/reference/exports.md: which file carries which part of a view.

Run it after an exporter's descriptor has changed; a test says when the page is out of step:

    python docs/formats_and_parts.py
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledertrivsel.built_in import BuiltIns
from ledertrivsel.view import Part

PAGE = Path(__file__).parent / "reference" / "exports.md"
_PLACE = re.compile(r"(<!-- table: parts -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(page: str) -> str:
    """Return *page* with the table between its two marks made anew."""
    return _PLACE.sub(lambda mark: f"{mark[1]}\n{table()}\n\n{mark[2]}", page)


def table() -> str:
    """Return a row for all files that carry the same parts, the fullest first."""
    alike: dict[frozenset[Part], list[str]] = {}
    for name, parts in files():
        alike.setdefault(parts, []).append(name)
    lines = ["| file | parts |", "| --- | --- |"]
    for parts in sorted(alike, key=lambda parts: (-len(parts), _places(parts))):
        lines.append(f"| {', '.join(f'`{name}`' for name in alike[parts])} | {_said(parts)} |")
    return "\n".join(lines)


def _said(parts: frozenset[Part]) -> str:
    """Return parts in words, or those that are lacking where these are fewer."""
    lacking = [part.value for part in Part if part not in parts]
    if len(lacking) * 2 < len(Part):
        return f"every part but {', '.join(lacking)}" if lacking else "every part"
    return ", ".join(part.value for part in Part if part in parts) or "none: it is of the method"


def _places(parts: Iterable[Part]) -> list[int]:
    order = list(Part)
    return sorted(order.index(part) for part in parts)


def files() -> Iterator[tuple[str, frozenset[Part]]]:
    """Yield what each kind of file is asked for by, and the parts that it carries."""
    for info in BuiltIns().ledertrivsel_exporters():
        yield info.name, info.carried()
        for option in info.options:
            for choice, parts in option.carries:
                if choice != option.default:
                    yield f"{info.name} {option.name}={choice}", parts


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
