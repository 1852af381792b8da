"""Office files (ECMA-376) with the same bytes on every machine: no clock in the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can tell; Word and PowerPoint read it as none."""


def normalized(content: bytes) -> bytes:
    """Return an Office file whose archive tells nothing of when and where it was made.

    The libraries stamp each part with the clock and the system; the order of the parts, which
    Office relies on (the content types first), is left as it is.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return archived((name, given.read(name)) for name in given.namelist())


def archived(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of *parts*, each a name and what it holds, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            part = zipfile.ZipInfo(name, _STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            part.external_attr = 0
            archive.writestr(part, content)
    return made.getvalue()
