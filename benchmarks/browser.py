"""Debian's Chromium, driven headless without a word to the network."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WHOLE = ("chromium", "chromium-headless-shell")
LIGHT = ("chromium-headless-shell", "chromium")
"""What drives pages alike, the lighter first: one has no windows to draw, the other hides them."""
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoBrowser(Exception):
    """No Chromium can be had on this machine, or nothing to drive it with."""


@contextmanager
def chromium(programs: Sequence[str] = WHOLE) -> "Iterator[Browser]":
    """Start the browser; its version is the machine's own. It ends with the block.

    Parameters
    ----------
    programs
        Names of the program, the first that is there is taken.

    Raises
    ------
    NoBrowser
        If none is there, or Playwright is not.
    """
    try:
        # The tests' environment alone has it; whoever measures solvers does without.
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError as missing:
        raise NoBrowser("no Playwright; `make check` makes .venv, whose Python has it") from missing
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        raise NoBrowser(f"no Chromium; install Debian's package `{programs[0]}`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()
