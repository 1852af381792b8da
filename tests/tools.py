"""Programs that the tests read files with, as people do: browsers, Office, PDF tools.

A machine that lacks one skips the test, with the Debian package that has it; with ``CI=true`` the
test fails.
"""

from __future__ import annotations

import functools
import importlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

PACKAGES = {
    "chromium": "chromium",
    "java": "default-jre-headless",
    "node": "nodejs",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
}
"""The Debian package of each program."""


def tool(name: str) -> str:
    """Return the path of a program; skip where there is none."""
    found = shutil.which(name)
    if found is None:
        lacking(f"There is no {name} here. On Debian: apt-get install {PACKAGES[name]}.")
    return found


def module(name: str, package: str = "") -> Any:
    """Return an imported module that only the tests need; skip where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        lacking(f"There is no {package or name} here: pip install {package or name}.")


def lacking(reason: str) -> NoReturn:
    """Skip a test, or fail it where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@functools.cache
def _office_profile() -> Path:
    """Return a profile of this process's own: two Offices can't share one."""
    return Path(tempfile.mkdtemp(prefix="ledertrivsel-office-"))


def by_office(content: bytes, suffix: str, to: str, kept: str = "") -> bytes:
    """Return what LibreOffice makes of a file.

    Args:
        content: the file.
        suffix: its suffix, such as ``.docx``.
        to: what to convert it to, such as ``pdf`` or ``csv:Text - txt - csv (StarCalc):…``.
        kept: the suffix of what comes out, where it is not the beginning of *to*.
    """
    office = tool("soffice")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / f"file{suffix}"
        given.write_bytes(content)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={_office_profile().as_uri()}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                folder,
                str(given),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (Path(folder) / f"file.{kept or to.partition(':')[0]}").read_bytes()


def text_of_pdf(content: bytes) -> str:
    """Return the text of a PDF in reading order, by poppler."""
    return subprocess.run(
        [tool("pdftotext"), "-enc", "UTF-8", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()


def pictures_of_pdf(content: bytes, folder: Path, dots_per_inch: int = 60) -> list[Path]:
    """Write each page of a PDF as a PNG into *folder* and return the paths, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [tool("pdftoppm"), "-r", str(dots_per_inch), "-png", "-", str(folder / "page")],
        input=content,
        check=True,
        timeout=120,
    )
    return sorted(folder.glob("page*.png"))


_NPM = Path(__file__).parent / "exports"
"""Where the readers from npm are: its ``package.json`` says which."""


def npm(name: str) -> Path:
    """Return the folder of a package from npm; skip where it is not installed."""
    found = _NPM / "node_modules" / name
    if not found.is_dir():
        lacking(f"There is no {name} here: npm install --prefix tests/exports, as make test does.")
    return found


def by_node(program: str, given: bytes, *modules: str) -> str:
    """Return what a program in JavaScript prints; it reads *given* from its standard input.

    Args:
        program: an ES module.
        given: what it reads.
        modules: the packages that it imports, from ``tests/exports/package.json``.
    """
    node = tool("node")
    for name in modules:
        npm(name)
    return subprocess.run(
        [node, "--input-type=module", "--eval", program],
        input=given,
        capture_output=True,
        check=True,
        cwd=_NPM,
        timeout=120,
    ).stdout.decode()
