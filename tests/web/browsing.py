"""The fair that the browser tests walk through, and what they share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.keys import FIRST_MAIL, Keys

AXE = Path(__file__).parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js"
PHONE = (360, 780)
DESK = (1280, 900)


@dataclass(frozen=True)
class Walk:
    """A running server, the private addresses of its fair, and a browser."""

    address: str
    keys: Keys
    browser: Browser

    @contextmanager
    def page(
        self, size: tuple[int, int] = DESK, lang: str = "ko", *, scripts: bool = True
    ) -> Iterator[Page]:
        """Open an empty page of a visitor who has chosen a language; errors of scripts fail."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            accept_downloads=True,
            base_url=self.address,
        )
        context.add_cookies([{"name": "lang", "value": lang, "url": self.address}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda line: complaints.append(line.text) if line.type == "error" else None,
        )
        try:
            yield page
            assert complaints == []
        finally:
            context.close()

    def everywhere(self) -> dict[str, str]:
        """Give the address of every page, by what it is."""
        firm, agency = self.keys.firms["F4"], self.keys.agencies["A2"]
        desk = self.keys.desk
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
            "firm": f"/my/{firm}",
            "officer": f"/my/{agency}",
            "feed address": f"/my/{firm}/feed",
            "desk": f"/desk/{desk}/",
            "grid": f"/desk/{desk}/grid?which=draft",
            "full report": f"/desk/{desk}/report",
            "changes": f"/desk/{desk}/compare",
            "addresses": f"/desk/{desk}/parties",
            "mails": f"/desk/{desk}/mail",
            "mail": f"/desk/{desk}/mail/{FIRST_MAIL}",
            "not found": "/nothing",
        }
