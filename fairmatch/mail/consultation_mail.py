"""Consultations sent for the reader's calendar: one mail for each that is new, moved or cancelled.

What was posted to whom stands in the causes of the mails: a consultation, its sequence, a side.
So the same is never posted twice, and a cancellation goes only to who was sent something.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.errors import MailRefused
from fairmatch.feeds import Edition, invitation
from fairmatch.files.calendars import one_line
from fairmatch.mail.outbox import mail_to
from fairmatch.mail.version_mail import languages_of
from fairmatch.models import (
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Mail,
    MailKind,
    MailState,
    Timetable,
)
from fairmatch.schedules import Appointment, Whose, published_of
from fairmatch.wording import Words, time_in

MAY_HAVE_ARRIVED = (MailState.SENDING, MailState.SENT, MailState.UNSURE)


def post_consultations(
    session: Session, fair: Fair, *, now: datetime, new_uid: Callable[[], str]
) -> int:
    """Post what the fair's latest version changed in anybody's calendar; give how many mails.

    A fair that sends no invitations, or has told its latest version already, posts nothing. What
    is over, and whoever has no mail address, is left out. The session has to be one for writing.
    """
    latest = untold(session, fair)
    if latest is None:
        return 0
    known = _known(session, fair)
    told = {cause.split()[1] + cause.split()[3] for cause in known}
    due = []
    for one in session.scalars(_coming(fair)):
        if one.placement is None or one.placement.ends_at <= now:
            continue
        for party in (one.firm, one.agency):
            cancelled = one.state is ConsultationState.CANCELLED
            if not party.email or _cause(one, party) in known:
                continue
            if cancelled and one.uid + _side(party) not in told:
                continue
            due.append((one, party))
    languages = languages_of(session, [party for _, party in due])
    session.add_all(
        mail_to(
            party,
            MailKind.CONSULTATION,
            _cause(one, party),
            language=languages[party.email],
            now=now,
            uid=new_uid(),
        )
        for one, party in due
    )
    fair.invited_version = latest
    session.flush()
    return len(due)


def untold(session: Session, fair: Fair) -> int | None:
    """Give the number of the latest version if its consultations are still to be posted."""
    if not fair.invitations:
        return None
    latest = session.scalar(select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id))
    return latest if latest != fair.invited_version else None


def consultation_facts(
    session: Session, mail: Mail, _secret: bytes, start: str
) -> dict[str, object]:
    """Give what such a mail tells, and the event it carries.

    Raises
    ------
    MailRefused
        If a later mail tells it, or it is cancelled and nobody was told that it takes place.
    """
    _, uid, sequence, _ = mail.cause.split()
    party = mail.firm or mail.agency
    if party is None:
        raise MailRefused("whom it was for is gone", for_good=True)
    one = _appointment(session, party, uid)
    if one is None or one.sequence != int(sequence):
        raise MailRefused("a later mail tells it", for_good=True)
    before = _earlier(session, mail, uid)
    if one.cancelled and not before:
        raise MailRefused("nobody was told that it takes place", for_good=True)
    edition = Edition(start, mail.language)
    other = other_of(one, party)
    return {
        "fair": mail.fair,
        "party": party,
        "state": "cancelled" if one.cancelled else "moved" if before else "new",
        "who": one_line(other.in_language(mail.language)),
        "when": time_in(one.starts_at.astimezone(ZoneInfo(mail.fair.zone)), mail.language),
        "until": f"{one.ends_at.astimezone(ZoneInfo(mail.fair.zone)):%H:%M}",
        "zone": mail.fair.zone,
        "booth": one.booth,
        "table": one.table,
        "invitation": invitation(mail.fair, party, one, mail.recipient, edition),
    }


def _known(session: Session, fair: Fair) -> set[str]:
    return set(
        session.scalars(
            select(Mail.cause).where(Mail.fair_id == fair.id, Mail.kind == MailKind.CONSULTATION)
        )
    )


def _coming(fair: Fair) -> Select[Consultation]:
    return (
        select(Consultation)
        .where(Consultation.fair_id == fair.id, Consultation.state != ConsultationState.PROPOSED)
        .options(
            joinedload(Consultation.placement),
            joinedload(Consultation.firm),
            joinedload(Consultation.agency),
        )
        .order_by(Consultation.id)
    )


def _cause(one: Consultation, party: Firm | Agency) -> str:
    return f"consultation {one.uid} {one.sequence} {_side(party)}"


def _side(party: Firm | Agency) -> str:
    return "firm" if isinstance(party, Firm) else "agency"


def _appointment(session: Session, party: Firm | Agency, uid: str) -> Appointment | None:
    whose = Whose.FIRM if isinstance(party, Firm) else Whose.AGENCY
    own = published_of(session, whose, party.id)
    return next((one for one in own if one.uid == uid), None)


def _earlier(session: Session, mail: Mail, uid: str) -> bool:
    """Tell whether an earlier mail about it may have reached the reader."""
    start, side = f"consultation {uid} ", mail.cause.split()[3]
    found = session.scalars(
        select(Mail.cause).where(
            Mail.fair_id == mail.fair_id,
            Mail.cause.startswith(start, autoescape=True),
            Mail.cause.endswith(f" {side}", autoescape=True),
            Mail.state.in_(MAY_HAVE_ARRIVED),
            Mail.id != mail.id,
        )
    )
    sequence = int(mail.cause.split()[2])
    return any(int(cause.split()[2]) < sequence for cause in found)


def other_of(one: Appointment, party: Firm | Agency) -> Words:
    """Give the name of whom a party meets."""
    if isinstance(party, Firm):
        korean, english = one.agency_name_ko, one.agency_name_en
    else:
        korean, english = one.firm_name_ko, one.firm_name_en
    return Words(ko=korean, en=english or korean)
