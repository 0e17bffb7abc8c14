"""A real browser to measure pages in: Debian's Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_PROGRAMS = ("chromium", "chromium-headless-shell")
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Start the browser; it ends with the block.

    Raises
    ------
    RuntimeError
        If there is no Chromium, or nothing to drive it with.
    """
    try:
        # The tests' environment alone has it; whoever measures solvers does without.
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError as missing:
        raise RuntimeError("nothing to drive a browser with; run `make check` first") from missing
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise RuntimeError("no Chromium; install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()
