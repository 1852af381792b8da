"""Exported pages before those who read them: Chromium, axe and the Nu HTML Checker.

One browser serves all tests of a process. It lives in a thread of its own, since Playwright leaves
its event loop running in the thread that starts it. Pages come from memory, under a name that
leads nowhere, so that every request besides is one too many. The checkers come by npm, as
``tests/exports/package.json`` has them: `make test` fetches them.
"""

from __future__ import annotations

import atexit
import functools
import json
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import attrs

from tests.tools import module, npm, tool

WIDTHS = (1280, 820, 320)
"""In CSS pixels: a desktop, a tablet, and a phone or a page that is enlarged four times."""

_ADDRESS = "http://page.invalid/"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = f"""
axe.run(document, {{runOnly: {json.dumps(_RULES)}, resultTypes: ["violations"]}}).then(
  found => found.violations.map(v => `${{v.id}}: ${{v.nodes.map(n => n.html).join(" | ")}}`))
"""
_WIDER = """
(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".scroll"));
  return [`${root.scrollWidth} > ${root.clientWidth}`, 
          ...wide.slice(0, 5).map(e => e.outerHTML.slice(0, 200))];
})()
"""

_Result = TypeVar("_Result")
_jobs: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] = queue.SimpleQueue()


@attrs.frozen(kw_only=True)
class Seen:
    """What is wrong with a page in a browser: each empty where nothing is.

    Args:
        violations: of WCAG 2.2 A and AA and of axe's best practices, with the elements.
        wider: what makes the page wider than the window, at which width.
        fetched: addresses that the page asks for, besides its own.
        told: dialogs, errors of scripts, and what the policy of the page stopped.
    """

    violations: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def seen(page: str, widths: Sequence[int] = WIDTHS) -> Seen:
    """Return what is wrong with a page at any of *widths*."""
    axe = (npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")

    def look(tab: Any) -> Seen:
        violations: list[str] = []
        wider: list[str] = []
        fetched: list[str] = []
        told: list[str] = []
        _load(tab, page, fetched, told)
        devtools = tab.context.new_cdp_session(tab)
        for width in widths:
            tab.set_viewport_size({"width": width, "height": 900})
            wider += [f"{width}: {what}" for what in _evaluated(devtools, _WIDER)]
            if width == widths[0]:
                _evaluated(devtools, f"{axe};0")
            violations += [f"{width}: {what}" for what in _evaluated(devtools, _AXE)]
        devtools.detach()
        return Seen(
            violations=tuple(violations),
            wider=tuple(wider),
            fetched=tuple(fetched),
            told=tuple(told),
        )

    return in_tab(look)


def in_tab(work: Callable[[Any], _Result]) -> _Result:
    """Return what *work* makes of a tab of the browser, which is closed again."""
    module("playwright.sync_api", "playwright")
    tool("chromium")

    def run() -> _Result:
        tab = _browser().new_page()
        try:
            return work(tab)
        finally:
            tab.close()

    return _done(run)


def _done(work: Callable[[], _Result]) -> _Result:
    """Return what *work* gives in the thread of the browser."""
    _start()
    future: Future[_Result] = Future()
    _jobs.put((work, future))
    return future.result()


@functools.cache
def _start() -> None:
    threading.Thread(target=_serve, name="browser", daemon=True).start()


def _serve() -> None:
    while True:
        work, future = _jobs.get()
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)


def load(tab: Any, page: str) -> None:
    """Show a page in a tab."""
    _load(tab, page, [], [])


def _load(tab: Any, page: str, fetched: list[str], told: list[str]) -> None:
    def answer(route: Any) -> None:
        address = route.request.url
        if address == _ADDRESS and not fetched:
            route.fulfill(body=page, content_type="text/html; charset=utf-8")
        else:
            fetched.append(address)
            route.abort()

    def dismiss(dialog: Any) -> None:
        told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    tab.on("dialog", dismiss)
    tab.on("pageerror", lambda error: told.append(f"error: {error}"))
    tab.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
    tab.route("**/*", answer)
    tab.goto(_ADDRESS)


def _evaluated(devtools: Any, script: str) -> Any:
    """Return the value of a script that the page's own policy does not stop."""
    made = devtools.send(
        "Runtime.evaluate",
        {
            "expression": script,
            "awaitPromise": True,
            "returnByValue": True,
            "allowUnsafeEvalBlockedByCSP": True,
        },
    )
    assert "exceptionDetails" not in made, made["exceptionDetails"]
    return made["result"].get("value")


@functools.cache
def _browser() -> Any:
    """Return the browser of this process, started in the thread that it lives in."""
    api = module("playwright.sync_api", "playwright")
    playwright = api.sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=tool("chromium"), args=["--no-sandbox"])

    def close() -> None:
        browser.close()
        playwright.stop()

    atexit.register(_done, close)
    return browser


def by_vnu(folder: Path) -> list[str]:
    """Return what the Nu HTML Checker says of all pages and drawings in a folder.

    It does not guess at the language: people may type Danish into a plan that is shown in English.
    One thing that it says is left out: it takes no address of an image for one that ``img-src
    data:`` allows, as browsers do.
    """
    jar = npm("vnu-jar") / "build" / "dist" / "vnu.jar"
    options = ["--format", "json", "--also-check-svg", "--no-langdetect"]
    files = [str(file) for file in sorted(folder.iterdir()) if file.suffix in (".html", ".svg")]
    run = subprocess.run(
        [tool("java"), *_QUICK, "-jar", str(jar), *options, *files],
        capture_output=True,
        timeout=120,
        check=False,
    )
    found = json.loads(run.stderr)["messages"]
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine', 0)} {m['message']}"
        for m in found
        if m["type"] == "error" or m.get("subType") in ("warning", "fatal")
        if not m["message"].startswith(_FALSE)
    ]


_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""A short run is not worth the compiler's best, whose frames would be smaller."""

_FALSE = "Resource violates Content Security Policy (meta tag): image “data:image/"


def by_html_validate(folder: Path) -> list[str]:
    """Return what html-validate says of all pages in a folder, by its recommended rules."""
    script = npm("html-validate") / "bin" / "html-validate.mjs"
    (folder / ".htmlvalidate.json").write_text(
        json.dumps(
            {
                "root": True,
                "extends": ["html-validate:recommended"],
                "rules": {"long-title": "off"},  # The title of a plan is people's own.
            }
        ),
        encoding="utf-8",
    )
    said = folder / "said.json"
    subprocess.run(
        [tool("node"), str(script), "--formatter", f"json={said}", str(folder / "*.html")],
        capture_output=True,
        timeout=120,
        check=False,
        cwd=folder,
    )
    found = json.loads(said.read_text(encoding="utf-8"))
    return [
        f"{Path(file['filePath']).name}:{m['line']} {m['ruleId']}: {m['message']}"
        for file in found
        for m in file["messages"]
    ]
