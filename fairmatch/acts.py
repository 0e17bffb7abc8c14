"""Who does what: an act is recorded with what it changes, and a form sent twice is done once.

Whoever changes what a timetable is made from takes the fair's row first. So all such changes
of one fair happen one after the other, no limit is passed by two at once, and no two of them
wait for each other for ever.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Act, ActKind, Agency, Fair, Firm, Phase
from fairmatch.phases import require_open


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when.

    Attributes
    ----------
    account_id
        The account signed in; None for a command.
    now
        When the request came in: what came before a deadline counts, however long it waited.
    on_behalf
        An organiser acts in place of the firm or the agency; deadlines do not bind it.
    key
        What the form is known by, made when it was shown; empty: it may be sent any number of
        times.
    """

    account_id: int | None
    now: datetime
    on_behalf: bool = False
    key: str = ""


def take_fair(session: Session, fair_id: int) -> Fair:
    """Give the fair as it is now and keep others from changing it until the transaction ends."""
    return session.scalars(
        select(Fair)
        .where(Fair.id == fair_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def begin(session: Session, fair_id: int, by: By, phase: Phase) -> Fair | None:
    """Take the fair for an act; None if this very form has done its work already.

    Raises
    ------
    PhaseClosed
        If the phase is closed to whoever acts.
    """
    fair = once(session, fair_id, by)
    if fair is not None and not by.on_behalf:
        require_open(fair, phase, by.now)
    return fair


def once(session: Session, fair_id: int, by: By) -> Fair | None:
    """Take the fair for an act; None if an act of this key was done already."""
    fair = take_fair(session, fair_id)
    if by.key and session.scalar(select(Act.id).where(Act.fair_id == fair_id, Act.key == by.key)):
        return None
    return fair


def record(
    session: Session,
    fair: Fair,
    by: By,
    kind: ActKind,
    *,
    firm: Firm | None = None,
    agency: Agency | None = None,
    **said: Any,
) -> None:
    """Keep that something was done, in the transaction that does it."""
    session.add(
        Act(
            fair_id=fair.id,
            at=by.now,
            account_id=by.account_id,
            on_behalf=by.on_behalf,
            kind=kind,
            firm_id=None if firm is None else firm.id,
            agency_id=None if agency is None else agency.id,
            said=said,
            key=by.key or None,
        )
    )
