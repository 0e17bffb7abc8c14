"""The program as a new user gets it: `fairmatch` on the command line, its server, its mails."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Browser, Error, Page

from tests.services.processes import start
from tests.web.browsing import AXE, PHONE
from tests.web.live import free_port

PATIENCE = 60.0
_PROGRAM = [sys.executable, "-c", "from fairmatch.cli import main; main()"]


@dataclass(frozen=True)
class Whole:
    """A fair in a folder of its own, kept by commands, served on a port."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "FAIRMATCH_DATABASE": f"sqlite:///{self.folder / 'fair.sqlite3'}",
            "FAIRMATCH_SECRET_FILE": str(self.folder / "secret"),
            "FAIRMATCH_MAIL_FOLDER": str(self.folder / "mail"),
            "FAIRMATCH_ADDRESS": self.address,
        }

    def call(self, *words: str) -> str:
        """Run a command; give what it prints."""
        said = self.folder / "said"
        command = start(words, environment=self._environment, folder=self.folder, said=said)
        assert command.wait(PATIENCE) == 0, words
        return said.read_text(encoding="utf-8")

    @contextmanager
    def served(self) -> Iterator[subprocess.Popen[bytes]]:
        """Serve until the end of the block, in the process that is given."""
        server = subprocess.Popen(
            [*_PROGRAM, "serve", "--port", str(self.port)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._until_it_answers()
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)

    def _until_it_answers(self) -> None:
        end = monotonic() + PATIENCE
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert monotonic() < end
            sleep(0.1)

    def link_for(self, email: str, role: str) -> str:
        """Invite somebody to the fair; give an address that signs them in once."""
        self.call("accounts", "invite", email, "--role", role)
        found = re.search(r"http\S+", self.call("accounts", "link", email))
        assert found is not None
        return found[0]

    def mail_to(self, recipient: str, pattern: str) -> str:
        """Wait for a mail in which the pattern is found; give its first group, of the newest."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            for file in sorted((self.folder / "mail").glob("*.eml"), reverse=True):
                mail = message_from_bytes(file.read_bytes(), policy=default)
                body = mail.get_body(("plain",))
                found = re.search(pattern, body.get_content()) if body is not None else None
                if recipient in str(mail["To"]) and found:
                    file.unlink()
                    return found[1]
            sleep(0.1)
        raise AssertionError(f"no such mail to {recipient}")


def whole(folder: Path, fair: Path) -> Whole:
    """Make a database of its own and take a fair in from a folder."""
    made = Whole(folder, free_port())
    made.call("init")
    made.call("import", str(fair))
    return made


def in_the_future(fair: Path, folder: Path) -> Path:
    """Copy a fair whose days are in 2026 to another year, so that nothing of it is over yet."""
    shutil.copytree(fair, folder)
    for file in folder.glob("*.*"):
        text = file.read_text(encoding="utf-8-sig")
        file.write_text(text.replace("2026-", "2096-").replace("2027-", "2097-"), encoding="utf-8")
    return folder


def phone_of(browser: Browser, fair: Whole) -> Page:
    """Open a new visitor's browser on a phone of 360 pixels, in English."""
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, base_url=fair.address, locale="en"
    )
    context.add_cookies([{"name": "lang", "value": "en", "url": fair.address}])
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


def violations(page: Page) -> list[str]:
    """Give what axe finds wrong with the page as it stands, once it is there."""
    page.wait_for_load_state()
    try:
        return _wrong_with(page)
    except Error:
        # It was replaced while it was looked at: the one that was on its way is meant.
        page.wait_for_load_state()
        return _wrong_with(page)


def _wrong_with(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # What is right with a page is a hundred times as much, and would all be handed over.
    found: list[str] = page.evaluate(
        "axe.run({resultTypes: ['violations']})"
        ".then((all) => all.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))"
    )
    return found
