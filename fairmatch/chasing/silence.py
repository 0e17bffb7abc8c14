"""Who has not answered: firms and agencies, what is missing of them, when they were last heard."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from fairmatch.models import (
    Account,
    Agency,
    Booth,
    BoothHours,
    Fair,
    Firm,
    Interest,
    Mail,
    MailState,
    Mark,
    Membership,
    PlanItem,
    PlanState,
)


class Silence(StrEnum):
    """What somebody has not done yet."""

    NO_REQUESTS = "no_requests"
    NO_PLAN = "no_plan"
    NO_MARKS = "no_marks"
    NO_HOURS = "no_hours"
    NEVER_SIGNED_IN = "never_signed_in"


@dataclass(frozen=True, slots=True)
class Awaited:
    """A firm or an agency that has something left to do.

    Attributes
    ----------
    open_marks
        Firms that asked the agency and have no answer.
    written_at, seen_at
        When it was last sent a mail, and when one of its people last signed in; UTC.
    """

    party: Firm | Agency
    silences: tuple[Silence, ...]
    open_marks: int
    written_at: datetime | None
    seen_at: datetime | None

    @property
    def is_firm(self) -> bool:
        """Whether it is a firm."""
        return isinstance(self.party, Firm)

    @property
    def last_contact(self) -> datetime | None:
        """When it was last written to or last came by."""
        return max(filter(None, (self.written_at, self.seen_at)), default=None)


def awaited(session: Session, fair: Fair) -> list[Awaited]:
    """Give all who have something left to do: agencies, then firms, by name.

    Firms that take no part are left out. The number of queries does not depend on the fair.
    """
    written, seen = _written(session, fair), _seen(session, fair)
    return [
        *_agencies(session, fair, written, seen),
        *_firms(session, fair, written, seen),
    ]


def is_silent(session: Session, party: Firm | Agency, silence: Silence) -> bool:
    """Tell whether a firm or an agency still has this to do."""
    model = Firm if isinstance(party, Firm) else Agency
    if silence not in _CONDITIONS[model]:
        return False
    question = select(_CONDITIONS[model][silence]).where(model.id == party.id)
    return bool(session.scalar(question))


def count(found: Sequence[Awaited]) -> dict[Silence, int]:
    """Count how many have each thing left to do."""
    counts = Counter(silence for one in found for silence in one.silences)
    return {silence: counts[silence] for silence in Silence}


_Times = dict[tuple[type[Firm] | type[Agency], int], datetime]


def _agencies(session: Session, fair: Fair, written: _Times, seen: _Times) -> list[Awaited]:
    question: Any = select(Agency, *_CONDITIONS[Agency].values())
    question = question.where(Agency.fair_id == fair.id).order_by(Agency.name_ko, Agency.id)
    open_marks = {row[0]: row[1] for row in session.execute(_open_marks(fair))}
    return _silent(session.execute(question).all(), Agency, written, seen, open_marks)


def _firms(session: Session, fair: Fair, written: _Times, seen: _Times) -> list[Awaited]:
    question: Any = select(Firm, *_CONDITIONS[Firm].values())
    question = question.where(Firm.fair_id == fair.id, Firm.takes_part, Firm.erased_at.is_(None))
    rows = session.execute(question.order_by(Firm.name_ko, Firm.id)).all()
    return _silent(rows, Firm, written, seen, {})


def _silent(
    rows: Iterable[Any],
    model: type[Firm] | type[Agency],
    written: _Times,
    seen: _Times,
    open_marks: dict[int, int],
) -> list[Awaited]:
    found = []
    for party, *missing in rows:
        silences = tuple(
            silence for silence, left in zip(_CONDITIONS[model], missing, strict=True) if left
        )
        if silences:
            key = (model, party.id)
            marks = open_marks.get(party.id, 0)
            found.append(Awaited(party, silences, marks, written.get(key), seen.get(key)))
    return found


def _open_marks(fair: Fair) -> Select[int, int]:
    return (
        select(Interest.agency_id, func.count())
        .join(Firm, Firm.id == Interest.firm_id)
        .where(Interest.fair_id == fair.id, Firm.takes_part, ~_ANSWERED)
        .group_by(Interest.agency_id)
    )


def _written(session: Session, fair: Fair) -> _Times:
    question = (
        select(Mail.firm_id, Mail.agency_id, func.max(Mail.moved_at))
        .where(Mail.fair_id == fair.id, Mail.state == MailState.SENT)
        .group_by(Mail.firm_id, Mail.agency_id)
    )
    return _by_party(session.execute(question))


def _seen(session: Session, fair: Fair) -> _Times:
    question = (
        select(Membership.firm_id, Membership.agency_id, func.max(Account.signed_in_at))
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.fair_id == fair.id, Account.signed_in_at.is_not(None))
        .group_by(Membership.firm_id, Membership.agency_id)
    )
    return _by_party(session.execute(question))


def _by_party(rows: Iterable[Any]) -> _Times:
    found: _Times = {}
    for firm_id, agency_id, at in rows:
        if firm_id is not None:
            found[Firm, firm_id] = at
        elif agency_id is not None:
            found[Agency, agency_id] = at
    return found


_ANSWERED = exists().where(Mark.agency_id == Interest.agency_id, Mark.firm_id == Interest.firm_id)


def _nobody_signed_in(own: ColumnElement[bool]) -> ColumnElement[bool]:
    return ~exists().where(
        own, Membership.account_id == Account.id, Account.signed_in_at.is_not(None)
    )


_CONDITIONS: dict[type[Firm] | type[Agency], dict[Silence, ColumnElement[bool]]] = {
    Agency: {
        Silence.NO_PLAN: ~exists().where(
            PlanItem.agency_id == Agency.id, PlanItem.state == PlanState.PUBLISHED
        ),
        Silence.NO_MARKS: exists().where(
            Interest.agency_id == Agency.id,
            Firm.id == Interest.firm_id,
            Firm.takes_part,
            ~_ANSWERED,
        ),
        Silence.NO_HOURS: ~exists().where(
            Booth.agency_id == Agency.id, BoothHours.booth_id == Booth.id
        ),
        Silence.NEVER_SIGNED_IN: _nobody_signed_in(Membership.agency_id == Agency.id),
    },
    Firm: {
        Silence.NO_REQUESTS: ~exists().where(Interest.firm_id == Firm.id),
        Silence.NEVER_SIGNED_IN: _nobody_signed_in(Membership.firm_id == Firm.id),
    },
}
