"""Proposals: made, found again, dropped."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import writing
from fairmatch.models import Fair, Repair, RepairState
from fairmatch.publishing import Spot
from fairmatch.repairs.aftermath import Happened
from fairmatch.repairs.disruptions import READER
from fairmatch.repairs.errors import RepairClosed, UnknownRepair
from fairmatch.repairs.finding import Found, Shift, find_repair
from fairmatch.repairs.standing import Held, Standing, Standings


def propose(
    engine: Engine,
    standings: Standings,
    fair_id: int,
    happened: Happened,
    *,
    by: By,
    workers: int,
    replaces: int | None = None,
) -> int:
    """Find the fewest changes after something happened, keep them as a proposal; give its id.

    No transaction is open while it is looked for.

    Parameters
    ----------
    replaces
        An open proposal that it takes the place of.

    Raises
    ------
    NoTimetable
        If nothing is published.
    NothingToCome, NoSuchTime, UnknownParty, LunchGone, NoRepair
        As `find_repair`.
    """
    standing = standings.of(fair_id)
    found = find_repair(standing, happened, by.now, workers=workers)
    with writing(engine) as session:
        return keep(session, standing, happened, found, by=by, replaces=replaces).id


def keep(
    session: Session,
    standing: Standing,
    happened: Happened,
    found: Found,
    *,
    by: By,
    replaces: int | None = None,
) -> Repair:
    """Keep what was found as an open proposal."""
    repair = Repair(
        fair_id=standing.fair.fair.id,
        made_at=by.now,
        account_id=by.account_id,
        happened=happened.model_dump(mode="json"),
        number=standing.number,
        revision=standing.revision,
        shifts=[_as_json(shift) for shift in found.shifts],
        changed=found.changed,
        proved=found.proved,
        seconds=round(found.seconds, 3),
    )
    session.add(repair)
    session.flush()
    old = None if replaces is None else session.get(Repair, replaces)
    if old is not None and old.fair_id == repair.fair_id and old.state is RepairState.OPEN:
        close(old, RepairState.REPLACED, by.now)
        old.replaced_by = repair.id
        session.flush()
    return repair


def find_proposal(session: Session, fair: Fair, number: int) -> Repair:
    """Give a proposal of a fair.

    Raises
    ------
    UnknownRepair
        If there is none.
    """
    repair = session.get(Repair, number, populate_existing=True)
    if repair is None or repair.fair_id != fair.id:
        raise UnknownRepair(number)
    return repair


def latest_proposals(session: Session, fair: Fair, most: int) -> Sequence[Repair]:
    """Give the newest proposals, those replaced by others left out."""
    return session.scalars(
        select(Repair)
        .where(Repair.fair_id == fair.id, Repair.state != RepairState.REPLACED)
        .order_by(Repair.id.desc())
        .limit(most)
    ).all()


def drop(session: Session, fair: Fair, number: int, *, now: datetime) -> None:
    """Close a proposal without following it; one that is dropped already stays so.

    Raises
    ------
    UnknownRepair
        If there is none.
    RepairClosed
        If it was accepted or replaced.
    """
    repair = find_proposal(session, fair, number)
    if repair.state is RepairState.DROPPED:
        return
    if repair.state is not RepairState.OPEN:
        raise RepairClosed(number)
    close(repair, RepairState.DROPPED, now)


def close(repair: Repair, state: RepairState, now: datetime) -> None:
    """Note what became of a proposal."""
    repair.state, repair.closed_at = state, now


def happened_of(repair: Repair) -> Happened:
    """Give what a proposal follows."""
    return READER.validate_python(repair.happened)


def shifts_of(repair: Repair) -> tuple[Shift, ...]:
    """Give the consultations that a proposal changes."""
    return tuple(_from_json(one) for one in repair.shifts)


def _as_json(shift: Shift) -> dict[str, Any]:
    before, after = shift.before, shift.after
    return {
        "firm": shift.pair[0],
        "agency": shift.pair[1],
        "before": before
        and {
            "consultation": before.consultation_id,
            "uid": before.uid,
            "starts_at": before.starts_at.isoformat(),
            "ends_at": before.ends_at.isoformat(),
            "booth": before.booth,
            "table": before.table,
            "slot": before.slot,
        },
        "after": after
        and {
            "starts_at": after.starts_at.isoformat(),
            "ends_at": after.ends_at.isoformat(),
            "table": after.table,
        },
    }


def _from_json(one: dict[str, Any]) -> Shift:
    before, after = one["before"], one["after"]
    at: Callable[[str], datetime] = datetime.fromisoformat
    return Shift(
        (one["firm"], one["agency"]),
        before
        and Held(
            before["consultation"],
            before["uid"],
            at(before["starts_at"]),
            at(before["ends_at"]),
            before["booth"],
            before["table"],
            before["slot"],
        ),
        after and Spot(at(after["starts_at"]), at(after["ends_at"]), after["table"]),
    )
