"""The fair that the browser tests walk through, and what they share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page

from tests.web.keys import FIRST_MAIL, Keys
from tests.web.signing_in import visit_cookie

AXE = Path(__file__).parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
PHONE = (360, 780)
DESK = (1280, 900)
REFUSED = tuple(
    f"Failed to load resource: the server responded with a status of {status}"
    for status in (409, 410, 413, 422)
)
"""What a browser says of a page that tells what is wrong with a form; no fault of the page."""


@dataclass(frozen=True)
class Walk:
    """A running server, the private addresses of its fair, and a browser."""

    address: str
    keys: Keys
    browser: Browser
    app: Flask
    consultation: str = ""
    """Identity of a published consultation."""

    @contextmanager
    def page(
        self,
        size: tuple[int, int] = DESK,
        lang: str = "ko",
        *,
        scripts: bool = True,
        who: str | None = None,
    ) -> Iterator[Page]:
        """Open an empty page of a visitor who has chosen a language; errors of scripts fail.

        ``who`` is the mail address of whoever is signed in.
        """
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            accept_downloads=True,
            base_url=self.address,
        )
        context.add_cookies([{"name": "lang", "value": lang, "url": self.address}])
        if who is not None:
            cookie = visit_cookie(self.app, who)
            context.add_cookies([{"name": "session", "value": cookie, "url": self.address}])
        page = context.new_page()
        complaints: list[str] = []

        def note(text: str) -> None:
            if not text.startswith(REFUSED):
                complaints.append(f"{page.url}: {text}")

        page.on("pageerror", lambda error: note(str(error)))
        page.on("console", lambda line: note(line.text) if line.type == "error" else None)
        try:
            yield page
            assert complaints == [], complaints
        finally:
            context.close()

    def everywhere(self) -> dict[str, str]:
        """Give the address of every page, by what it is."""
        firm, agency = self.keys.firms["F4"], self.keys.agencies["A2"]
        return {
            "fair": "/fairs/small/",
            "plans": "/fairs/small/plans",
            "nothing found": "/fairs/small/plans?q=우주선",
            "plan item": "/fairs/small/plans/P101",
            "agency": "/fairs/small/agencies/A1",
            "timetable": "/fairs/small/timetable",
            "report": "/fairs/small/report",
            "privacy": "/fairs/small/privacy",
            "own data": f"/my/{firm}/data",
            "officer's data": f"/my/{agency}/data",
            "today": "/desk/small/day",
            "officer's today": "/agency/small/A1/today",
            "today by a secret address": f"/my/{agency}/today",
            "firm": f"/my/{firm}",
            "officer": f"/my/{agency}",
            "feed address": f"/my/{firm}/feed",
            "officer's home": "/agency/small/A1/",
            "officer's plans": "/agency/small/A1/plans",
            "officer's plan": "/agency/small/A1/plans/P101",
            "new plan": "/agency/small/A1/plans/new",
            "change of a plan": "/agency/small/A1/plans/P101/edit",
            "withdrawal": "/agency/small/A1/plans/P101/withdraw",
            "upload of plans": "/agency/small/A1/plans/upload",
            "firms for officers": "/agency/small/A1/firms",
            "firms for a plan": "/agency/small/A1/plans/P102/firms",
            "plans for a firm": "/firm/small/F4/plans",
            "synonyms": "/desk/small/synonyms",
            "requests": "/firm/small/F4/requests",
            "asking": "/firm/small/F4/requests/new?agency=A3",
            "firm's attendance": "/firm/small/F4/availability",
            "askers": "/agency/small/A1/requests",
            "invitations": "/agency/small/A1/invitations",
            "booth's attendance": "/agency/small/A1/availability",
            "scenarios": "/desk/small/scenarios",
            "scenario": "/desk/small/scenarios/1",
            "new scenario": "/desk/small/scenarios/new",
            "side by side": "/desk/small/scenarios/compare",
            "runs": "/desk/small/runs",
            "run": "/desk/small/runs/1",
            "desk": "/desk/small/",
            "grid": "/desk/small/grid?which=draft",
            "by hand": "/desk/small/drafts/2/grid",
            "one consultation": "/desk/small/drafts/2/grid/F1/A1",
            "full report": "/desk/small/report",
            "changes": "/desk/small/compare",
            "versions": "/desk/small/versions",
            "why not": "/desk/small/why/F5/A3",
            "version": "/desk/small/versions/1",
            "going back": "/desk/small/versions/1/restore",
            "addresses": "/desk/small/parties",
            "mails": "/desk/small/mail",
            "mail": f"/desk/small/mail/{FIRST_MAIL}",
            "people": "/desk/small/people",
            "fair's calendar": "/desk/small/feed",
            "awaited": "/desk/small/intake?missing=never_signed_in",
            "reminding": "/desk/small/intake/remind/never_signed_in",
            "demand": "/desk/small/intake/demand",
            "phases": "/desk/small/intake/phases",
            "closing": "/desk/small/intake/phases/requests/close",
            "approvals": "/desk/small/intake/firms",
            "telephone": "/desk/small/intake/calls",
            "list of requests": "/desk/small/intake/calls/list",
            "record": "/desk/small/record",
            "outcomes": "/firm/small/F4/outcomes",
            "one outcome": f"/desk/small/outcomes/{self.consultation}",
            "all outcomes": "/desk/small/outcomes",
            "survey": f"/my/{agency}/survey",
            "results": "/desk/small/results",
            "public results": "/fairs/small/results",
            "boards": "/desk/small/boards",
            "my day": f"/my/{self.keys.firms['F4']}/day",
            "firm's own day": "/firm/small/F4/today",
            "screens": f"/boards/{self.keys.boards}/",
            "hall's screen": f"/boards/{self.keys.boards}/hall",
            "booth's screen": f"/boards/{self.keys.boards}/booth/B1",
            "account": "/account",
            "password": "/account/password",
            "second factor": "/account/second",
            "registration": "/fairs/small/register",
            "firm's home": "/firm/small/F4/",
            "firm's profile": "/firm/small/F4/profile",
            "firm's own words": "/firm/small/F4/profile/firm",
            "firm's types": "/firm/small/F4/profile/types",
            "firm's offer": "/firm/small/F4/profile/offer",
            "firm's files": "/firm/small/F4/profile/files",
            "firm's contacts": "/firm/small/F4/profile/contacts",
            "withdrawing": "/firm/small/F4/withdraw",
            "firm's data": "/firm/small/F4/data",
            "erasing": "/firm/small/F4/data/erase",
            "walk-ins": "/desk/small/day/walk-ins",
            "firm at the desk": "/desk/small/day/walk-ins/firms/F4",
            "firm's waiting lists": f"/my/{firm}/waiting",
            "booth's waiting list": "/agency/small/A1/waiting",
            "not found": "/nothing",
        }
