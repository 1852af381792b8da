"""Office files (ECMA-376) with the same bytes on every machine: no clock in the archive."""

from __future__ import annotations

import io
import zipfile

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can tell; Word and PowerPoint read it as none."""


def normalized(content: bytes) -> bytes:
    """Return an Office file whose archive tells nothing of when and where it was made.

    The libraries stamp each part with the clock and the system; the order of the parts, which
    Office relies on (the content types first), is left as it is.
    """
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, _STAMP)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            part.external_attr = 0
            archive.writestr(part, given.read(name))
    return made.getvalue()
