"""Changing the published timetable on the day: a few consultations, at once, as the next version.

What is over stays as it was. A rule of the fair that a change would break refuses it; one that was
broken before, because something happened, does not stand in the way of going on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.checking import check_seatings
from fairmatch.comparing import compare
from fairmatch.errors import BegunMoves, NoTimetable, RuleBroken, UnknownConsultation
from fairmatch.hours import moment
from fairmatch.models import ActKind, Consultation, Fair, Placement, Timetable
from fairmatch.publishing.freezing import (
    NewUid,
    copy_version,
    freeze,
    newest_version,
    placements_of,
    tell,
)
from fairmatch.snapshot import Pair, Snapshot, read_snapshot
from fairmatch.violations import Seating, Violation

NOTE = "the timetable was changed on the day after this was measured"


@dataclass(frozen=True, slots=True)
class Spot:
    """A table of an agency's own booth, counted from 1, at a time; aware moments."""

    starts_at: datetime
    ends_at: datetime
    table: int


@dataclass(frozen=True)
class Amendment:
    """What is to be another way in the next version.

    Attributes
    ----------
    seated
        New consultations by (firm, agency), row ids; also those that were struck off before. A
        slot that is under way may be taken, one that is over may not.
    moved
        Consultations still to begin, by their row ids, and where they go.
    dropped
        Consultations still to begin that are cancelled.
    missed
        Consultations that have begun without one of the two; they are struck off, and nothing
        plans them again by itself.
    """

    seated: Mapping[Pair, Spot] = field(default_factory=dict)
    moved: Mapping[int, Spot] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    missed: frozenset[int] = frozenset()


def amend(
    session: Session,
    fair: Fair,
    amendment: Amendment,
    *,
    clock: Callable[[], datetime],
    by: By | None = None,
    new_uid: NewUid,
    quiet: bool = False,
) -> Timetable:
    """Publish the latest version anew with an amendment, and give the new one.

    The fair's row is locked to the end of the caller's transaction, as `publish` does. Whoever a
    change concerns is written to, unless it is done quietly.

    Parameters
    ----------
    by
        Who does it; None for a command. Its key is left to the act that this is part of.
    new_uid
        Names new consultations and mails.

    Raises
    ------
    NoTimetable
        If nothing is published.
    UnknownConsultation
        If what is to be moved, dropped or struck off is not in the latest version.
    BegunMoves
        If it moves or drops what has begun, or puts something where time is over.
    RuleBroken
        If it breaks a rule of the fair that was kept before. Whoever catches a refusal finds
        nothing changed.
    """
    session.refresh(fair, with_for_update=True)
    latest = newest_version(session, fair)
    if latest is None or latest.number is None:
        raise NoTimetable("nothing is published that could be changed")
    now = clock()
    old = placements_of(session, latest)
    snapshot = read_snapshot(session, fair)
    places = {one.consultation_id: one for one in old}
    for key in (*amendment.moved, *amendment.dropped, *amendment.missed):
        if key not in places:
            raise UnknownConsultation(str(key))
    _require_to_come(snapshot, places, amendment, now)
    with session.begin_nested():
        version = _amended(session, snapshot, latest, amendment, now=now, new_uid=new_uid)
    freeze(session, fair, version, latest.number + 1, now)
    comparison = compare(session, latest, version)
    said = tell(session, fair, version, comparison, None if quiet else new_uid)
    author = By(None, now) if by is None else replace(by, key="")
    record(session, fair, author, ActKind.PUBLISHED, **said, missed=len(amendment.missed))
    return version


def _require_to_come(
    fair: Snapshot, places: Mapping[int, Placement], amendment: Amendment, now: datetime
) -> None:
    begun = [
        *(key for key in (*amendment.moved, *amendment.dropped) if places[key].starts_at <= now),
        *(key for key, spot in amendment.moved.items() if spot.starts_at <= now),
        *(key for key in amendment.missed if places[key].starts_at > now),
    ]
    pairs = [
        *((one.firm_id, one.agency_id) for key in begun for one in [places[key].consultation]),
        *(pair for pair, spot in amendment.seated.items() if spot.ends_at <= now),
    ]
    if pairs:
        raise BegunMoves(
            [f"{fair.firms[firm].code} × {fair.agencies[agency].code}" for firm, agency in pairs]
        )


def _amended(
    session: Session,
    snapshot: Snapshot,
    latest: Timetable,
    amendment: Amendment,
    *,
    now: datetime,
    new_uid: NewUid,
) -> Timetable:
    old = placements_of(session, latest)
    version = copy_version(session, snapshot.fair, latest, old, now)
    version.report = _with_note(latest.report)
    session.flush()
    moved = _clear(session, version, amendment, now)
    spots = [
        *((moved[key], spot) for key, spot in amendment.moved.items()),
        *(
            (_identity(session, snapshot.fair, pair, new_uid), spot)
            for pair, spot in amendment.seated.items()
        ),
    ]
    # Checked before it is stored: a table that two are given would be refused without words.
    with session.no_autoflush:
        _place(snapshot, version, spots)
        pairs = {one.consultation_id: _pair(one.consultation) for one in old}
        pairs |= {one.id: _pair(one) for one, _ in spots}
        _require_no_worse(snapshot, pairs, old, version.placements)
    session.flush()
    return version


def _clear(
    session: Session, version: Timetable, amendment: Amendment, now: datetime
) -> dict[int, Consultation]:
    """Take out whatever goes or moves, and give what moves.

    Whoever goes leaves the seat before somebody else takes it: a table has one at a time.
    """
    gone = amendment.dropped | amendment.missed | amendment.moved.keys()
    moved = {}
    for placement in [one for one in version.placements if one.consultation_id in gone]:
        consultation = session.get_one(Consultation, placement.consultation_id)
        version.placements.remove(placement)
        if consultation.id in amendment.missed:
            consultation.missed_at = now
        if consultation.id in amendment.moved:
            moved[consultation.id] = consultation
    session.flush()
    return moved


def _place(fair: Snapshot, version: Timetable, spots: Sequence[tuple[Consultation, Spot]]) -> None:
    slots = {
        (moment(slot.date, slot.starts, fair.zone), moment(slot.date, slot.ends, fair.zone)): key
        for slot, key in fair.slot_ids.items()
    }
    for consultation, spot in spots:
        pin = fair.pins.get((consultation.firm_id, consultation.agency_id))
        version.placements.append(
            Placement(
                consultation_id=consultation.id,
                slot_id=slots.get((spot.starts_at, spot.ends_at)),
                starts_at=spot.starts_at,
                ends_at=spot.ends_at,
                booth_code=fair.agencies[consultation.agency_id].booth.code,
                table=spot.table,
                department=pin.department if pin else "",
                pinned=pin is not None,
            )
        )


def _identity(session: Session, fair: Fair, pair: Pair, new_uid: NewUid) -> Consultation:
    consultation = session.scalars(
        select(Consultation).where(
            Consultation.firm_id == pair[0], Consultation.agency_id == pair[1]
        )
    ).one_or_none()
    if consultation is None:
        consultation = Consultation(
            fair_id=fair.id, firm_id=pair[0], agency_id=pair[1], uid=new_uid()
        )
        session.add(consultation)
    consultation.missed_at = None
    session.flush()
    return consultation


def _pair(consultation: Consultation) -> Pair:
    return consultation.firm_id, consultation.agency_id


def _require_no_worse(
    fair: Snapshot,
    pairs: Mapping[int, Pair],
    old: Sequence[Placement],
    new: Sequence[Placement],
) -> None:
    held = {one.consultation_id for one in new}
    gone = {pair for key, pair in pairs.items() if key not in held}
    missed = {_pair(one.consultation) for one in old if one.consultation.missed_at is not None}
    fair = replace(fair, missed=fair.missed | (missed & gone))
    found = check_seatings(fair, _seatings(fair, pairs, new))
    if not found:
        return
    before = {_essence(one) for one in check_seatings(fair, _seatings(fair, pairs, old))}
    worse = [one.text for one in found if _essence(one) not in before]
    if worse:
        raise RuleBroken(worse)


def _seatings(
    fair: Snapshot, pairs: Mapping[int, Pair], placements: Sequence[Placement]
) -> list[Seating]:
    return [
        Seating(
            fair.firms[firm_id],
            fair.agencies[agency_id],
            one.starts_at,
            one.ends_at,
            one.booth_code,
            one.table,
        )
        for one in placements
        for firm_id, agency_id in [pairs[one.consultation_id]]
    ]


def _essence(violation: Violation) -> tuple[object, ...]:
    return violation.rule, violation.firms, violation.agencies, violation.at


def _with_note(report: dict[str, Any]) -> dict[str, Any]:
    if not report or NOTE in report.get("notes", ()):
        return report
    return report | {"notes": [*report.get("notes", ()), NOTE]}
