"""Reminders of what somebody promised at a consultation, on the day that it is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fairmatch.errors import MailRefused
from fairmatch.files.calendars import one_line
from fairmatch.mail.outbox import mail_to
from fairmatch.mail.version_mail import languages_of, page_of
from fairmatch.models import Agency, Fair, Firm, Mail, MailKind, Outcome, Side
from fairmatch.outcomes.follow_ups import untold_follow_ups
from fairmatch.wording import WEEKDAYS_EN, WEEKDAYS_KO, Words

MORNING = timedelta(hours=9)
"""After how much of the day reminders go out, by the fair's clocks."""


def follow_ups_due(session: Session, fair: Fair, now: datetime) -> list[Outcome]:
    """Give the promises of which somebody is to be reminded now."""
    return untold_follow_ups(session, fair, now - MORNING)


def post_follow_ups(
    session: Session, fair: Fair, *, now: datetime, new_uid: Callable[[], str]
) -> int:
    """Remind whoever promised something that is due; of one day once. Gives how many mails.

    The session has to be one for writing.
    """
    posted = 0
    for outcome in follow_ups_due(session, fair, now):
        outcome.follow_up_told = outcome.follow_up_on
        party = _who_promised(outcome)
        if party.email and not _gone(party):
            language = languages_of(session, [party])[party.email]
            # The moment too: put off and back again, it is another reminder.
            cause = f"follow up {outcome.id} {outcome.follow_up_on} {now.isoformat()}"
            session.add(
                mail_to(party, MailKind.FOLLOW_UP, cause, language=language, now=now, uid=new_uid())
            )
            posted += 1
    session.flush()
    return posted


def follow_up_facts(session: Session, mail: Mail, secret: bytes, start: str) -> dict[str, object]:
    """Give what such a mail tells: to whom something was promised, and until when.

    Raises
    ------
    MailRefused
        If it was done meanwhile, or put off to another day.
    """
    party = mail.firm or mail.agency
    _, _, number, day, _ = mail.cause.split()
    outcome = session.get(Outcome, int(number))
    if party is None or outcome is None or outcome.follow_up_done_at is not None:
        raise MailRefused("it was done meanwhile", for_good=True)
    if outcome.follow_up_on is None or outcome.follow_up_on.isoformat() != day:
        raise MailRefused("it is due on another day now", for_good=True)
    talk = outcome.consultation
    other = talk.agency if isinstance(party, Firm) else talk.firm
    name = Words(ko=other.name_ko, en=other.name_en or other.name_ko)
    weekdays = WEEKDAYS_EN if mail.language == "en" else WEEKDAYS_KO
    page = page_of(session, mail, party, secret, start)
    return {
        "fair": mail.fair,
        "party": party,
        "who": one_line(name.in_language(mail.language)),
        "day": f"{day}({weekdays[outcome.follow_up_on.weekday()]})",
        "note": outcome.note,
        "link": f"{page.rstrip('/')}/outcomes/{talk.uid}",
    }


def _who_promised(outcome: Outcome) -> Firm | Agency:
    talk = outcome.consultation
    return talk.firm if outcome.follow_up_side is Side.FIRM else talk.agency


def _gone(party: Firm | Agency) -> bool:
    return isinstance(party, Firm) and party.erased_at is not None
