"""What people do at a rehearsal, as values: done by functions here, or sent to a server."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.fairday.arrivals import arrive
from fairmatch.fairday.claims import claim, consultation_of
from fairmatch.firms.facts import Consents
from fairmatch.models import Agency, ClaimKind, Fair, Firm, SeatOffer, Side
from fairmatch.outcomes.recording import record_outcome
from fairmatch.outcomes.writing import Written
from fairmatch.repairs import accept as follow
from fairmatch.waiting.answering import accept, decline
from fairmatch.waiting.joining import Wanted, join
from fairmatch.waiting.registering import WalkInFacts, register_walk_in

CONSENTS = Consents(privacy=True, third_party=True)


class Deed(Protocol):
    """Something that somebody does."""

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Do it, as the page does that it is done on."""


@dataclass(frozen=True, slots=True)
class Comes:
    """A firm or an officer is checked in: ``firm:F1`` or ``agency:A1``."""

    party: str

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Check in."""
        kind, _, code = self.party.partition(":")
        firms = select(Firm).where(Firm.fair_id == fair.id, Firm.code == code)
        agencies = select(Agency).where(Agency.fair_id == fair.id, Agency.code == code)
        found = session.scalars(firms if kind == "firm" else agencies).one()
        arrive(session, fair, found, by=by)


@dataclass(frozen=True, slots=True)
class Says:
    """A side says something of a consultation; ``speaker`` is the code of that side's party."""

    uid: str
    starts_at: datetime
    side: Side
    kind: ClaimKind
    speaker: str

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Say it."""
        consultation = consultation_of(session, fair, self.uid)
        claim(session, fair, consultation, self.side, self.kind, starts_at=self.starts_at, by=by)


@dataclass(frozen=True, slots=True)
class Notes:
    """An officer writes down what came of a consultation."""

    uid: str
    agency: str
    written: Written

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Write it down."""
        record_outcome(session, fair, self.uid, self.written, side=Side.AGENCY, seen=0, by=by)


@dataclass(frozen=True, slots=True)
class WalksIn:
    """The desk registers a firm that nobody expected."""

    facts: WalkInFacts

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Register it."""
        register_walk_in(session, fair, self.facts, consents=CONSENTS, by=by, anew=True)


@dataclass(frozen=True, slots=True)
class AsksFor:
    """The desk puts a firm on the lists of agencies, by their codes."""

    firm: str
    agencies: tuple[str, ...]

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Put it there."""
        which = Agency.fair_id == fair.id, Agency.code.in_(self.agencies)
        wanted = [Wanted(one) for one in session.scalars(select(Agency).where(*which))]
        firm = session.scalars(select(Firm).where(Firm.fair_id == fair.id, Firm.code == self.firm))
        join(session, firm.one(), wanted, by=by, new_uid=new_uid)


@dataclass(frozen=True, slots=True)
class Answers:
    """A firm takes an offered seat, or passes it on."""

    offer: int
    firm: str
    takes: bool

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Answer."""
        offer = session.get_one(SeatOffer, self.offer)
        (accept if self.takes else decline)(session, offer, by=by, new_uid=new_uid)


@dataclass(frozen=True, slots=True)
class Accepts:
    """The desk accepts a proposal, by its number."""

    proposal: int

    def do(self, session: Session, fair: Fair, by: By) -> None:
        """Publish it."""
        now = by.now
        follow(session, fair.id, self.proposal, clock=lambda: now, by=by, new_uid=new_uid)


def new_uid() -> str:
    """Give a name nobody has."""
    return uuid4().hex
