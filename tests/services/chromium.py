"""Debian's Chromium, driven headless without a word to the network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoBrowser(Exception):
    """No Chromium can be had on this machine."""


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start the browser; its version is the machine's own."""
    program = shutil.which("chromium")
    if program is None:
        raise NoBrowser("no Chromium; install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
