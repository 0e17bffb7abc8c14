"""Keeping a solved timetable: consultations with their identities, placed, as a draft."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.orm import Session, joinedload

from fairmatch.checking import check_seatings
from fairmatch.errors import RuleBroken
from fairmatch.hours import moment
from fairmatch.models import Consultation, FairDay, Placement, Scenario, Timetable
from fairmatch.plan_settings import own_settings
from fairmatch.schedules import latest_published
from fairmatch.seating import Place, seat
from fairmatch.snapshot import Pair, Snapshot
from fairmatch.violations import Seating

KEPT = 5
"""Drafts kept for each fair beside its published versions, and the newest of each scenario.

Older ones are deleted, except those that somebody changed by hand, which are not counted.
"""


def save_draft(
    session: Session,
    fair: Snapshot,
    slot_of: Mapping[Pair, int],
    *,
    run_id: int | None,
    scenario: Scenario | None = None,
    report: dict[str, object],
    made_at: datetime,
    new_uid: Callable[[], str],
    places: Mapping[Pair, Place] | None = None,
    fixed: Collection[Pair] = (),
) -> Timetable:
    """Seat the consultations, check the rows to be stored, and store them as a draft.

    Parameters
    ----------
    places
        Where consultations were before, which keep their tables if they can; None for the
        latest published version's.
    fixed
        Consultations that an organiser keeps where they are.

    Raises
    ------
    RuleBroken
        If the rows break a rule of the fair; nothing is stored then.
    """
    before = places_before(session, fair) if places is None else places
    placements = _placements(fair, slot_of, before)
    for pair in placements.keys() & set(fixed):
        placements[pair].fixed = True
    violations = check_seatings(
        fair,
        [
            Seating(
                fair.firms[pair[0]],
                fair.agencies[pair[1]],
                placement.starts_at,
                placement.ends_at,
                placement.booth_code,
                placement.table,
            )
            for pair, placement in placements.items()
        ],
    )
    if violations:
        raise RuleBroken([violation.text for violation in violations])
    identities = _identities(session, fair, list(placements), new_uid)
    for pair, placement in placements.items():
        placement.consultation_id = identities[pair]
    draft = Timetable(
        fair_id=fair.fair.id,
        run_id=run_id,
        scenario=scenario,
        settings=_other_settings(session, fair),
        made_at=made_at,
        revision=fair.fair.revision,
        report=report,
        placements=list(placements.values()),
    )
    session.add(draft)
    session.flush()
    _forget_old_drafts(session, fair.fair.id)
    return draft


def copy_places(
    session: Session, of: Timetable, into: Timetable, *, but: Collection[int] = ()
) -> None:
    """Give a stored timetable the places of another one, but those of some consultations."""
    same = (
        Placement.consultation_id,
        Placement.slot_id,
        Placement.starts_at,
        Placement.ends_at,
        Placement.booth_code,
        Placement.table,
        Placement.department,
        Placement.pinned,
        Placement.fixed,
    )
    session.execute(
        insert(Placement).from_select(
            ["timetable_id", *(column.key for column in same)],
            select(literal(into.id), *same)
            .where(Placement.timetable_id == of.id, Placement.consultation_id.not_in(but))
            .order_by(Placement.id),
        )
    )


def _placements(
    fair: Snapshot, slot_of: Mapping[Pair, int], before: Mapping[Pair, Place]
) -> dict[Pair, Placement]:
    tables = {key: agency.booth.tables for key, agency in fair.agencies.items()}
    table_of = seat(slot_of, tables, before)
    placements = {}
    for pair, index in slot_of.items():
        slot, pin = fair.slots[index], fair.pins.get(pair)
        placements[pair] = Placement(
            slot_id=fair.slot_ids.get(slot),
            starts_at=moment(slot.date, slot.starts, fair.zone),
            ends_at=moment(slot.date, slot.ends, fair.zone),
            booth_code=fair.agencies[pair[1]].booth.code,
            table=table_of[pair],
            department=pin.department if pin else "",
            pinned=pin is not None,
        )
    return placements


def places_before(session: Session, fair: Snapshot) -> dict[Pair, Place]:
    """Give where the latest published version has each consultation, unless its booth moved."""
    version = latest_published(session, fair.fair)
    if version is None:
        return {}
    starts = {moment(slot.date, slot.starts, fair.zone): i for i, slot in enumerate(fair.slots)}
    before = session.scalars(
        select(Placement)
        .where(Placement.timetable_id == version.id)
        .options(joinedload(Placement.consultation))
    )
    return {
        (placed.consultation.firm_id, placed.consultation.agency_id): Place(
            starts.get(placed.starts_at), placed.table, placed.starts_at
        )
        for placed in before
        if placed.booth_code == fair.agencies[placed.consultation.agency_id].booth.code
    }


def _identities(
    session: Session, fair: Snapshot, pairs: list[Pair], new_uid: Callable[[], str]
) -> dict[Pair, int]:
    known = select(Consultation).where(Consultation.fair_id == fair.fair.id)
    consultations = {(one.firm_id, one.agency_id): one for one in session.scalars(known)}
    for pair in pairs:
        if pair not in consultations:
            consultations[pair] = Consultation(
                fair_id=fair.fair.id, firm_id=pair[0], agency_id=pair[1], uid=new_uid()
            )
            session.add(consultations[pair])
    session.flush()
    return {pair: consultations[pair].id for pair in pairs}


def _other_settings(session: Session, fair: Snapshot) -> dict[str, Any] | None:
    days = session.scalars(select(FairDay).where(FairDay.fair_id == fair.fair.id)).all()
    same = fair.settings == own_settings(fair.fair, days)
    return None if same else fair.settings.model_dump(mode="json")


def _forget_old_drafts(session: Session, fair_id: int) -> None:
    """Forget the drafts that are neither among the newest nor the newest of their scenario."""
    drafts = session.execute(
        select(Timetable.id, Timetable.scenario_id)
        .where(
            Timetable.fair_id == fair_id,
            Timetable.number.is_(None),
            Timetable.edition == 0,
            Timetable.run_id.is_not(None),
        )
        .order_by(Timetable.id.desc())
    ).all()
    latest: dict[int | None, int] = {}
    for draft_id, scenario_id in drafts:
        latest.setdefault(scenario_id, draft_id)
    old = [draft_id for draft_id, _ in drafts[KEPT:] if draft_id not in latest.values()]
    session.execute(delete(Timetable).where(Timetable.id.in_(old)))
