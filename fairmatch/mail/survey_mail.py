"""Asking each party what it thinks of the fair, once its last consultation is over."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, func, literal, select
from sqlalchemy.orm import Session

from fairmatch.errors import MailRefused
from fairmatch.mail.outbox import mail_to
from fairmatch.mail.version_mail import languages_of, page_of
from fairmatch.models import (
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Mail,
    MailKind,
    Placement,
    Survey,
)
from fairmatch.outcomes.errors import SurveyClosed
from fairmatch.outcomes.surveys import require_asked, survey_of

BREATH = timedelta(minutes=30)
"""How long after a party's last consultation it is asked."""
STALE = timedelta(days=7)
"""How long after it nobody is asked any more, as where mails were switched on late."""


def asked_now(session: Session, fair: Fair, now: datetime) -> list[Firm | Agency]:
    """Give the parties to ask now: agencies, then firms, by code; two queries."""
    if not fair.survey_mails:
        return []
    firms = select(Firm).where(Firm.email != "", Firm.erased_at.is_(None))
    agencies = select(Agency).where(Agency.email != "")
    last = func.max(Placement.ends_at)
    found: list[Firm | Agency] = []
    for kind, own, answered, parties in (
        (
            Agency,
            Consultation.agency_id,
            Survey.agency_id,
            agencies,
        ),
        (Firm, Consultation.firm_id, Survey.firm_id, firms),
    ):
        over = (
            select(own)
            .join(Placement, Placement.id == Consultation.placement_id)
            .where(
                Consultation.fair_id == fair.id,
                Consultation.state == ConsultationState.CONFIRMED,
            )
            .group_by(own)
            .having(last <= now - BREATH, last > now - STALE)
        )
        mailed = select(Mail.id).where(Mail.fair_id == fair.id, Mail.cause == _cause_in(kind))
        said = select(Survey.id).where(answered == kind.id)
        due = parties.where(kind.id.in_(over), ~mailed.exists(), ~said.exists())
        found += session.scalars(due.order_by(kind.code)).all()
    return found


def post_surveys(session: Session, fair: Fair, *, now: datetime, new_uid: Callable[[], str]) -> int:
    """Ask each party once; give how many mails. The session has to be one for writing."""
    due = asked_now(session, fair, now)
    languages = languages_of(session, due)
    session.add_all(
        mail_to(
            party,
            MailKind.SURVEY,
            f"{_KINDS[type(party)]}{party.id}",
            language=languages[party.email],
            now=now,
            uid=new_uid(),
        )
        for party in due
    )
    session.flush()
    return len(due)


def survey_facts(
    session: Session, mail: Mail, secret: bytes, start: str, *, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Give what such a mail tells: where to answer.

    Raises
    ------
    MailRefused
        If the party has answered, or cannot answer any more.
    """
    party = mail.firm or mail.agency
    if party is None or survey_of(session, party) is not None:
        raise MailRefused("it was answered meanwhile", for_good=True)
    try:
        require_asked(session, mail.fair, party, clock())
    except SurveyClosed as closed:
        raise MailRefused(str(closed), for_good=not closed.too_early) from closed
    page = page_of(session, mail, party, secret, start)
    return {"fair": mail.fair, "party": party, "link": f"{page.rstrip('/')}/survey"}


_KINDS: dict[type[Firm] | type[Agency], str] = {Firm: "survey firm ", Agency: "survey agency "}


def _cause_in(kind: type[Firm] | type[Agency]) -> ColumnElement[str]:
    return literal(_KINDS[kind]) + cast(kind.id, String)
