"""A proposal is accepted: the fair becomes what it became, and the next version is published."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.boards.announcing import announce_delay
from fairmatch.hours import local_date, moment
from fairmatch.models import Act, ActKind, Agency, Fair, Firm, RepairState
from fairmatch.publishing import Amendment, amend
from fairmatch.publishing.freezing import newest_version
from fairmatch.repairs.aftermath import Aftermath, Happened, aftermath_of
from fairmatch.repairs.disruptions import BoothAway, FirmGone, RunningLate, TableMore
from fairmatch.repairs.errors import RepairClosed, StaleRepair
from fairmatch.repairs.finding import Shift
from fairmatch.repairs.inputs import write_inputs
from fairmatch.repairs.proposing import close, find_proposal, happened_of, shifts_of
from fairmatch.repairs.standing import Standing, read_standing


def accept(
    session: Session,
    fair_id: int,
    number: int,
    *,
    clock: Callable[[], datetime],
    by: By,
    new_uid: Callable[[], str],
    quiet: bool = False,
) -> int:
    """Follow a proposal; give the version that is published then.

    No new one is made where nothing changes for anybody. Boards tell of a day that runs late.

    Hours, tables and slots become what they became in the same transaction. Sent twice with one
    key, it is done once.

    Parameters
    ----------
    quiet
        Write to nobody.

    Raises
    ------
    UnknownRepair
        If there is none of this number.
    RepairClosed
        If it was accepted, dropped or replaced before.
    StaleRepair
        If anything changed since it was made, or something that it changes has begun.
    RuleBroken
        If it breaks a rule of the fair that was kept before.
    """
    fair = take_fair(session, fair_id)
    repair = find_proposal(session, fair, number)
    if by.key and repair.became is not None and _done(session, fair_id, by.key):
        return repair.became
    if repair.state is not RepairState.OPEN:
        raise RepairClosed(number)
    latest = newest_version(session, fair)
    if fair.revision != repair.revision or latest is None or latest.number != repair.number:
        raise StaleRepair(number)
    happened, shifts = happened_of(repair), shifts_of(repair)
    standing = read_standing(session, fair)
    after = aftermath_of(standing, happened, repair.made_at)
    if _begun(standing, after, happened, shifts, clock()):
        raise StaleRepair(number)
    write_inputs(session, fair, standing, after, shifts)
    became = repair.number
    if shifts:
        amendment = _amendment(shifts)
        version = amend(session, fair, amendment, clock=clock, by=by, new_uid=new_uid, quiet=quiet)
        became = version.number or became
        if isinstance(happened, RunningLate) and not quiet:
            _announce(session, fair, happened, _late_until(fair, standing, after), by)
    repair.became = became
    close(repair, RepairState.ACCEPTED, by.now)
    firm, agency = _about(session, fair_id, happened)
    record(
        session,
        fair,
        by,
        ActKind.REPAIRED,
        firm=firm,
        agency=agency,
        what=happened.kind,
        minutes=happened.minutes if isinstance(happened, RunningLate) else None,
        number=became,
        moved=sum(one.before is not None and one.after is not None for one in shifts),
        added=sum(one.before is None for one in shifts),
        dropped=sum(one.after is None for one in shifts),
    )
    session.flush()
    return became


def _amendment(shifts: tuple[Shift, ...]) -> Amendment:
    return Amendment(
        seated={one.pair: one.after for one in shifts if one.before is None and one.after},
        moved={one.before.consultation_id: one.after for one in shifts if one.before and one.after},
        dropped=frozenset(
            one.before.consultation_id for one in shifts if one.before and one.after is None
        ),
    )


def _late_until(fair: Fair, standing: Standing, after: Aftermath) -> datetime:
    """Give when the last consultation is over that begins later."""
    late = [
        new
        for index, (old, new) in enumerate(zip(standing.fair.slots, after.slots, strict=True))
        if new != old and index not in after.lost
    ]
    return max(moment(one.date, one.ends, ZoneInfo(fair.zone)) for one in late)


def _announce(session: Session, fair: Fair, late: RunningLate, until: datetime, by: By) -> None:
    """Let boards tell of a delay of today; of another day's the new times tell enough."""
    if late.date == local_date(by.now, ZoneInfo(fair.zone)):
        announce_delay(session, fair, late.minutes, until=until, by=by)


def _done(session: Session, fair_id: int, key: str) -> bool:
    found = select(Act.id).where(Act.fair_id == fair_id, Act.key == key)
    return session.scalar(found) is not None


def _begun(
    standing: Standing,
    after: Aftermath,
    happened: Happened,
    shifts: tuple[Shift, ...],
    now: datetime,
) -> bool:
    """Tell whether something that changes has begun since the proposal was made."""
    if isinstance(happened, RunningLate) and standing.begun(now) != after.begun:
        return True
    moments = [one.before.starts_at for one in shifts if one.before]
    moments += [one.after.starts_at for one in shifts if one.after]
    return any(starts_at <= now for starts_at in moments)


def _about(session: Session, fair_id: int, happened: Happened) -> tuple[Firm | None, Agency | None]:
    match happened:
        case FirmGone():
            firm = select(Firm).where(Firm.fair_id == fair_id, Firm.code == happened.firm)
            return session.scalars(firm).one(), None
        case BoothAway() | TableMore():
            agency = select(Agency).where(Agency.fair_id == fair_id, Agency.code == happened.agency)
            return None, session.scalars(agency).one()
    return None, None
