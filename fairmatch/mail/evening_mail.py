"""Reminders on the evening before: whom one meets on the next day, where and when."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import MailRefused
from fairmatch.files.calendars import one_line
from fairmatch.mail.consultation_mail import other_of
from fairmatch.mail.outbox import mail_to
from fairmatch.mail.version_mail import languages_of, page_of
from fairmatch.models import Agency, Fair, Firm, Mail, MailKind
from fairmatch.schedules import Appointment, Whose, fair_schedule, published_of
from fairmatch.wording import WEEKDAYS_EN, WEEKDAYS_KO

EVENING = time(18, 0)
"""When reminders go out, by the fair's clocks."""


def post_evening(session: Session, fair: Fair, *, now: datetime, new_uid: Callable[[], str]) -> int:
    """Remind, from six in the evening on, everybody who has a consultation on the next day.

    Nobody is reminded of a day twice. A fair that does not want it posts nothing. The session has
    to be one for writing. Gives how many mails were posted.
    """
    day = _next_day(fair, now)
    if day is None:
        return 0
    known = set(
        session.scalars(
            select(Mail.cause).where(
                Mail.fair_id == fair.id,
                Mail.cause.startswith(f"evening {day} ", autoescape=True),
            )
        )
    )
    held = [one for one in fair_schedule(session, fair) if _held_on(one, day, fair)]
    firms = select(Firm).where(
        Firm.fair_id == fair.id, Firm.code.in_({one.firm_code for one in held})
    )
    agencies = select(Agency).where(
        Agency.fair_id == fair.id, Agency.code.in_({one.agency_code for one in held})
    )
    parties: list[Firm | Agency] = [
        *session.scalars(agencies.order_by(Agency.code)),
        *session.scalars(firms.order_by(Firm.code)),
    ]
    due = [one for one in parties if one.email and _cause(day, one) not in known]
    languages = languages_of(session, due)
    session.add_all(
        mail_to(
            party,
            MailKind.EVENING,
            _cause(day, party),
            language=languages[party.email],
            now=now,
            uid=new_uid(),
        )
        for party in due
    )
    session.flush()
    return len(due)


def is_evening(fair: Fair, now: datetime) -> bool:
    """Tell whether the fair reminds now of the day that comes."""
    return _next_day(fair, now) is not None


def evening_facts(
    session: Session, mail: Mail, secret: bytes, start: str, *, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Give what such a mail tells: the day's consultations as they stand now.

    Raises
    ------
    MailRefused
        If there are none any more, or the day is over.
    """
    party = mail.firm or mail.agency
    day = date.fromisoformat(mail.cause.split()[1])
    zone = ZoneInfo(mail.fair.zone)
    if party is None:
        raise MailRefused("whom it was for is gone", for_good=True)
    if clock().astimezone(zone).date() > day:
        raise MailRefused("the day is over", for_good=True)
    whose = Whose.FIRM if isinstance(party, Firm) else Whose.AGENCY
    held = [one for one in published_of(session, whose, party.id) if _held_on(one, day, mail.fair)]
    if not held:
        raise MailRefused("nothing is held on that day any more", for_good=True)
    weekdays = WEEKDAYS_EN if mail.language == "en" else WEEKDAYS_KO
    return {
        "fair": mail.fair,
        "party": party,
        "day": f"{day}({weekdays[day.weekday()]})",
        "held": [
            {
                "time": f"{one.starts_at.astimezone(zone):%H:%M}",
                "who": one_line(other_of(one, party).in_language(mail.language)),
                "booth": one.booth,
                "table": one.table,
            }
            for one in held
        ],
        "link": page_of(session, mail, party, secret, start),
    }


def _next_day(fair: Fair, now: datetime) -> date | None:
    """Give the day of the fair that comes after this evening, if it is to be reminded of."""
    local = now.astimezone(ZoneInfo(fair.zone))
    day = local.date() + timedelta(days=1)
    wanted = fair.evening_reminders and local.time() >= EVENING
    return day if wanted and any(one.date == day for one in fair.days) else None


def _held_on(one: Appointment, day: date, fair: Fair) -> bool:
    return not one.cancelled and one.starts_at.astimezone(ZoneInfo(fair.zone)).date() == day


def _cause(day: date, party: Firm | Agency) -> str:
    return f"evening {day} {'firm' if isinstance(party, Firm) else 'agency'} {party.code}"
