"""Whose browsers take part in a rehearsal: the desk's, signed in, and those of private pages."""

from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.accounts import give, open_account, signing_in
from fairmatch.db import writing
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, Role, SignInPurpose
from fairmatch.practice import SetClock
from fairmatch.rehearsal.line import Browser, Line

DESK = "rehearsal@example.org"
"""Who sits at the desk of a rehearsal."""


@dataclass(frozen=True)
class Server:
    """A server of copies, see `practice`: where it is, its clock's file, and its secret."""

    line: Line
    clock: SetClock
    secret: bytes


@dataclass
class Visitors:
    """Everybody's browsers: ``desk``, ``firm:F1``, ``agency:A1``."""

    engine: Engine
    server: Server
    fair_id: int
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self, who: str) -> Browser:
        """Give somebody's browser, on the page on which they act."""
        found = self._browsers.get(who)
        if found is None:
            found = self._browsers[who] = self._signed_in() if who == "desk" else self._linked(who)
        return found

    def end(self, who: str) -> None:
        """Let somebody come anew."""
        self._browsers.pop(who, None)

    def token(self, who: str, purpose: LinkPurpose = LinkPurpose.PAGE) -> str:
        """Give the token of somebody's private page; nobody's is the fair's own."""
        kind, _, code = who.partition(":")
        firms = select(Firm).where(Firm.fair_id == self.fair_id, Firm.code == code)
        agencies = select(Agency).where(Agency.fair_id == self.fair_id, Agency.code == code)
        with writing(self.engine) as session:
            return links.address(
                session,
                self.server.secret,
                session.get_one(Fair, self.fair_id),
                firm=session.scalars(firms).one() if kind == "firm" else None,
                agency=session.scalars(agencies).one() if kind == "agency" else None,
                purpose=purpose,
                clock=self.server.clock,
            )

    def _linked(self, who: str) -> Browser:
        browser = Browser(self.server.line)
        day = "day" if who.startswith("firm:") else "today"
        browser.get(f"/my/{self.token(who)}/{day}")
        return browser

    def _signed_in(self) -> Browser:
        clock, secret = self.server.clock, self.server.secret
        with writing(self.engine) as session:
            fair = session.get_one(Fair, self.fair_id)
            account = open_account(session, DESK, clock=clock)
            give(session, account, fair, Role.ORGANISER, clock=clock)
            asked = signing_in.ask(
                session, secret, DESK, purpose=SignInPurpose.INVITATION, clock=clock
            )
            path = f"/sign-in/link/{signing_in.token_of(secret, asked)}"
            desk = f"/desk/{fair.code}/day/walk-ins"
        browser = Browser(self.server.line)
        browser.get(path)
        browser.post_form(path, {})
        browser.get(desk)
        return browser
