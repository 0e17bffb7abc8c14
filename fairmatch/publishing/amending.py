"""Changing the published timetable on the day: a few consultations, at once, as the next version.

What is over stays as it was. A rule of the fair that a change would break refuses it; one that was
broken before, because something happened, does not stand in the way of going on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Text, cast, insert, literal, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record
from fairmatch.checking import check_change
from fairmatch.comparing import compare
from fairmatch.drafts import copy_places
from fairmatch.errors import BegunMoves, NoTimetable, RuleBroken, UnknownConsultation
from fairmatch.hours import moment
from fairmatch.models import ActKind, Consultation, Fair, Placement, Timetable
from fairmatch.models.base import UtcDateTime
from fairmatch.publishing.confirming import tell_consultations
from fairmatch.publishing.freezing import NewUid, newest_version, tell
from fairmatch.snapshot import Pair, Snapshot, read_snapshot
from fairmatch.violations import Rule, Seating, Violation
from fairmatch.wording import Words, pair_of

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
    snapshot = read_snapshot(session, fair)
    held = _held(session, snapshot, latest)
    for key in (*amendment.moved, *amendment.dropped, *amendment.missed):
        if key not in held:
            raise UnknownConsultation(str(key))
    _require_to_come(snapshot, held, amendment, now)
    _require_no_worse(snapshot, held, amendment)
    version = _next_version(session, fair, latest, now)
    changed = _fill(session, snapshot, latest, version, amendment, now=now, new_uid=new_uid)
    tell_consultations(session, fair, version, now, among=changed)
    session.flush()
    comparison = compare(session, latest, version, among=changed)
    said = tell(session, fair, version, comparison, None if quiet else new_uid)
    author = By(None, now) if by is None else replace(by, key="")
    record(session, fair, author, ActKind.PUBLISHED, **said, missed=len(amendment.missed))
    return version


def _held(session: Session, fair: Snapshot, version: Timetable) -> dict[int, Seating]:
    """Give where a version has its consultations, by their row ids."""
    rows = session.execute(
        select(
            Consultation.id,
            Consultation.firm_id,
            Consultation.agency_id,
            Placement.starts_at,
            Placement.ends_at,
            Placement.booth_code,
            Placement.table,
        )
        .join(Placement, Placement.consultation_id == Consultation.id)
        .where(Placement.timetable_id == version.id)
    )
    return {
        key: Seating(fair.firms[firm_id], fair.agencies[agency_id], starts, ends, booth, table)
        for key, firm_id, agency_id, starts, ends, booth, table in rows
    }


def _require_to_come(
    fair: Snapshot, held: Mapping[int, Seating], amendment: Amendment, now: datetime
) -> None:
    begun = [
        *(key for key in (*amendment.moved, *amendment.dropped) if held[key].starts_at <= now),
        *(key for key, spot in amendment.moved.items() if spot.starts_at <= now),
        *(key for key in amendment.missed if held[key].starts_at > now),
    ]
    pairs = [
        *(held[key].pair for key in begun),
        *(pair for pair, spot in amendment.seated.items() if spot.ends_at <= now),
    ]
    if pairs:
        raise BegunMoves(
            [f"{fair.firms[firm].code} × {fair.agencies[agency].code}" for firm, agency in pairs]
        )


def _require_no_worse(fair: Snapshot, held: Mapping[int, Seating], amendment: Amendment) -> None:
    gone = amendment.dropped | amendment.missed
    stay = {key: one for key, one in held.items() if key not in gone}
    again = [one for one in stay.values() if one.pair in amendment.seated]
    if again:
        raise RuleBroken([_seated_already(one) for one in again])
    after = [
        *(one for key, one in stay.items() if key not in amendment.moved),
        *(_seating(fair, held[key].pair, spot) for key, spot in amendment.moved.items()),
        *(_seating(fair, pair, spot) for pair, spot in amendment.seated.items()),
    ]
    missed = {held[key].pair for key in amendment.missed}
    fair = replace(fair, missed=(fair.missed | missed) - amendment.seated.keys())
    changed = {held[key].pair for key in amendment.moved} | amendment.seated.keys()
    found = check_change(fair, after, changed)
    if not found:
        return
    broken = check_change(fair, list(held.values()), changed)
    before = {_essence(fair, one): len(one.firms) for one in broken}
    worse = [one.text for one in found if len(one.firms) > before.get(_essence(fair, one), -1)]
    if worse:
        raise RuleBroken(worse)


def _seating(fair: Snapshot, pair: Pair, spot: Spot) -> Seating:
    agency = fair.agencies[pair[1]]
    return Seating(
        fair.firms[pair[0]], agency, spot.starts_at, spot.ends_at, agency.booth.code, spot.table
    )


def _seated_already(one: Seating) -> Words:
    pair = pair_of(one.firm, one.agency)
    return Words(ko=f"{pair} 상담이 이미 있습니다", en=f"{pair} have a consultation already")


def _essence(fair: Snapshot, violation: Violation) -> tuple[object, ...]:
    """Give what makes it the same break of a rule; of a reserve, whoever sits in its seats."""
    if violation.rule is Rule.RESERVE and violation.at is not None:
        return violation.rule, violation.agencies, violation.at.astimezone(fair.zone).date()
    return violation.rule, violation.firms, violation.agencies, violation.at


def _fill(
    session: Session,
    fair: Snapshot,
    latest: Timetable,
    version: Timetable,
    amendment: Amendment,
    *,
    now: datetime,
    new_uid: NewUid,
) -> frozenset[int]:
    """Give the version its places, and the row ids of the consultations that are another way."""
    gone = amendment.dropped | amendment.missed
    copy_places(session, latest, version, but=gone | amendment.moved.keys())
    spots = [
        *((session.get_one(Consultation, key), spot) for key, spot in amendment.moved.items()),
        *(
            (_identity(session, fair.fair, pair, new_uid), spot)
            for pair, spot in amendment.seated.items()
        ),
    ]
    slots = {
        (moment(slot.date, slot.starts, fair.zone), moment(slot.date, slot.ends, fair.zone)): key
        for slot, key in fair.slot_ids.items()
    }
    for consultation, spot in spots:
        pin = fair.pins.get((consultation.firm_id, consultation.agency_id))
        session.add(
            Placement(
                timetable_id=version.id,
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
    for key in amendment.missed:
        session.get_one(Consultation, key).missed_at = now
    session.flush()
    return gone | {consultation.id for consultation, _ in spots}


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


def _next_version(session: Session, fair: Fair, latest: Timetable, now: datetime) -> Timetable:
    """Give the version after the latest one, still without places, with its report and a note."""
    noted = select(cast(Timetable.report, Text).contains(NOTE)).where(Timetable.id == latest.id)
    number = (latest.number or 0) + 1
    if not session.scalar(noted):
        report = latest.report and latest.report | {
            "notes": [*latest.report.get("notes", ()), NOTE]
        }
        version = Timetable(
            fair_id=fair.id,
            run_id=latest.run_id,
            edition=latest.edition,
            made_at=now,
            revision=fair.revision,
            report=report,
            number=number,
            published_at=now,
        )
        session.add(version)
        session.flush()
        return version
    # The report is most of a megabyte: it need not come out of the database to go in again.
    said = {
        Timetable.fair_id: literal(fair.id),
        Timetable.run_id: Timetable.run_id,
        Timetable.edition: Timetable.edition,
        Timetable.made_at: literal(now, UtcDateTime),
        Timetable.revision: literal(fair.revision),
        Timetable.report: Timetable.report,
        Timetable.number: literal(number),
        Timetable.published_at: literal(now, UtcDateTime),
    }
    copied = select(*said.values()).where(Timetable.id == latest.id)
    session.execute(insert(Timetable).from_select(list(said), copied))
    made = newest_version(session, fair)
    assert made is not None, "it has just been stored"
    return made
