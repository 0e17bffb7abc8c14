"""The mail that offers a seat: posted with the offer, worded when it is sent."""

from datetime import datetime

from sqlalchemy.orm import Session

from fairmatch.mail.outbox import mail_to
from fairmatch.models import MailKind, SeatOffer


def post_offer(session: Session, offer: SeatOffer, *, now: datetime, uid: str) -> None:
    """Put the mail of an offer into the outbox, if the firm has an address."""
    firm = offer.waiting.firm
    if firm.email:
        cause = f"offer {offer.id}"
        session.add(mail_to(firm, MailKind.OFFER, cause, language=firm.language, now=now, uid=uid))
