"""What the mail about an offered seat says; once it is answered or over, it is not sent."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fairmatch.errors import MailRefused
from fairmatch.files.calendars import one_line
from fairmatch.mail.version_mail import page_of
from fairmatch.models import Mail, OfferAnswer, SeatOffer
from fairmatch.wording import Words, time_in


def offer_facts(
    session: Session, mail: Mail, secret: bytes, start: str, *, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Give what such a mail tells: the seat, until when it is kept, and where to answer.

    Raises
    ------
    MailRefused
        If there is nothing left to answer.
    """
    offer = session.get(SeatOffer, int(mail.cause.split()[1]))
    if mail.firm is None or offer is None or offer.answer is not OfferAnswer.OPEN:
        raise MailRefused("the offer was answered or is over", for_good=True)
    if offer.expires_at <= clock():
        raise MailRefused("the offer is over", for_good=True)
    agency = offer.waiting.agency
    zone = ZoneInfo(mail.fair.zone)
    agency_name = Words(ko=agency.name_ko, en=agency.name_en or agency.name_ko)
    page = page_of(session, mail, mail.firm, secret, start)
    return {
        "fair": mail.fair,
        "party": mail.firm,
        "who": one_line(agency_name.in_language(mail.language)),
        "when": time_in(offer.starts_at.astimezone(zone), mail.language),
        "ends": f"{offer.ends_at.astimezone(zone):%H:%M}",
        "until": f"{offer.expires_at.astimezone(zone):%H:%M}",
        "booth": offer.booth_code,
        "table": offer.table,
        "link": f"{page.rstrip('/')}/waiting",
    }
