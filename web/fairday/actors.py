"""Who acts on a day of the fair: the desk, an officer or a firm, signed in or by a secret page."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.errors import BadToken, NoEntry
from fairmatch.fairday.refusals import NotYoursToSay
from fairmatch.links import open_link
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, Side
from web.access import contact_of, officer_of, organiser_of
from web.security import mark_private
from web.site import current_site


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; ``party`` is None for the desk, ``account_id`` None on a secret page."""

    fair: Fair
    party: Firm | Agency | None
    account_id: int | None
    on_behalf: bool = False

    @property
    def side(self) -> Side:
        """From which side of the table this is."""
        if self.party is None:
            return Side.DESK
        return Side.FIRM if isinstance(self.party, Firm) else Side.AGENCY

    def by(self, key: str, *, on_behalf: bool | None = None) -> By:
        """Give the actor acting now; the key is what makes it be done once."""
        behalf = self.on_behalf if on_behalf is None else on_behalf
        return By(self.account_id, current_site().clock(), on_behalf=behalf, key=key)

    def require_desk(self) -> None:
        """Refuse what is the desk's alone.

        Raises
        ------
        NotYoursToSay
            If it is not the desk.
        """
        if self.party is not None:
            raise NotYoursToSay


def signed_in_actor(session: Session, fair: str, who: str) -> Actor:
    """Give who acts by signing in: ``desk``, ``agency:CODE`` or ``firm:CODE``.

    Raises
    ------
    SignInNeeded
        If nobody is signed in.
    NoEntry
        If that is nothing of theirs.
    """
    kind, _, code = who.partition(":")
    if kind == "agency" and code:
        agency = officer_of(fair, code, session)
        return Actor(agency.fair, agency.agency, agency.account.id, agency.on_behalf)
    if kind == "firm" and code:
        firm = contact_of(fair, code, session)
        return Actor(firm.fair, firm.firm, firm.account.id, firm.on_behalf)
    if who != "desk":
        raise NoEntry
    desk = organiser_of(fair, session)
    return Actor(desk.fair, None, desk.account.id)


def linked_actor(session: Session, token: str) -> Actor:
    """Give who acts by the secret address of their page.

    Raises
    ------
    BadToken
        If it opens no page of a firm or an agency.
    """
    mark_private()
    link = open_link(session, token, LinkPurpose.PAGE)
    party = link.firm or link.agency
    if party is None:
        raise BadToken
    return Actor(link.fair, party, None)
