"""The read side: published consultations as plain values, for pages, calendars and exports.

Each function costs the same number of queries whatever the size of the fair.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from fairmatch.errors import NoTimetable
from fairmatch.hours import booth_hours, moment
from fairmatch.models import (
    Agency,
    Booth,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Interest,
    Pin,
    Placement,
    PlanItem,
    PlanState,
    Slot,
    Timetable,
)

Text = InstrumentedAttribute[str]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One consultation as its two parties see it; times are aware and in UTC.

    ``changed_at`` is None and ``sequence`` of no meaning for one that was never published.
    The firm's contact, phone and email are empty unless the firm consented to their being
    handed to agencies. ``department`` is who sits at the table: the one arranged
    beforehand, else the agency's own. ``plan_code`` and ``plan_title`` name the plan item
    the firm asked to talk about, empty if none.
    """

    uid: str
    sequence: int
    changed_at: datetime | None
    state: ConsultationState
    starts_at: datetime
    ends_at: datetime
    booth: str
    table: int
    area: str
    firm_code: str
    firm_name_ko: str
    firm_name_en: str
    firm_contact: str
    firm_phone: str
    firm_email: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    agency_officer: str
    agency_phone: str
    agency_email: str
    department: str
    purpose: str
    plan_code: str
    plan_title: str
    pinned: bool

    @property
    def cancelled(self) -> bool:
        """Whether it was published once and does not take place any more."""
        return self.state is ConsultationState.CANCELLED


class Whose(StrEnum):
    """Of whom consultations are asked for."""

    FAIR = "fair"
    FIRM = "firm"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class GridSlot:
    """One column of a day's grid."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class GridCell:
    """One booth in one slot: ``tables`` staffed (0 when closed) and who sits at them."""

    tables: int
    held: tuple[Appointment, ...]

    @property
    def free(self) -> int:
        """Tables at which nobody sits."""
        return max(0, self.tables - len(self.held))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One booth over a day, a cell for each slot of the grid."""

    booth: str
    area: str
    tables: int
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One day of a timetable, booth × slot; rows by booth code, columns by time."""

    date: date
    slots: tuple[GridSlot, ...]
    rows: tuple[GridRow, ...]


def latest_published(session: Session, fair: Fair) -> Timetable | None:
    """Give the published version with the highest number, or None."""
    return session.scalars(
        select(Timetable)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_not(None))
        .order_by(Timetable.number.desc())
        .limit(1)
    ).one_or_none()


def require_published(session: Session, fair: Fair) -> tuple[Timetable, int, datetime]:
    """Give the published version with the highest number, that number, and when it came out.

    Raises
    ------
    NoTimetable
        If nothing has been published.
    """
    version = latest_published(session, fair)
    if version is None or version.number is None or version.published_at is None:
        raise NoTimetable(f"the fair {fair.code!r} has no published timetable; publish one first")
    return version, version.number, version.published_at


def latest_draft(session: Session, fair: Fair) -> Timetable | None:
    """Give the newest timetable that is not published, or None."""
    return session.scalars(
        select(Timetable)
        .where(Timetable.fair_id == fair.id, Timetable.number.is_(None))
        .order_by(Timetable.id.desc())
        .limit(1)
    ).one_or_none()


def fair_schedule(session: Session, fair: Fair) -> list[Appointment]:
    """Give everything ever published for the fair as it stands now, by time, then booth.

    Consultations that were cancelled are among them, with the state that says so and the
    time and place they last had.
    """
    return published_of(session, Whose.FAIR, fair.id)


def firm_schedule(session: Session, firm: Firm) -> list[Appointment]:
    """Give what was published of one firm, cancelled consultations included."""
    return published_of(session, Whose.FIRM, firm.id)


def agency_schedule(session: Session, agency: Agency) -> list[Appointment]:
    """Give what was published of one agency, cancelled consultations included."""
    return published_of(session, Whose.AGENCY, agency.id)


def published_of(session: Session | Connection, whose: Whose, number: int) -> list[Appointment]:
    """Give what was published of the fair, firm or agency that has this row number."""
    return _made(session.execute(_published(whose), {"number": number}).mappings())


def timetable_schedule(
    session: Session,
    timetable: Timetable,
    *,
    of: Firm | Agency | None = None,
    among: Collection[int] | None = None,
) -> list[Appointment]:
    """Give the consultations of one draft or version, at the times and places it gives them.

    ``state``, ``sequence`` and ``changed_at`` are those of the consultation now.

    Parameters
    ----------
    of
        Only those of this firm or agency.
    among
        Only those of these consultations, named by row id.
    """
    which = Placement.timetable_id == timetable.id
    if of is not None:
        side = Consultation.firm_id if isinstance(of, Firm) else Consultation.agency_id
        which = and_(which, side == of.id)
    if among is not None:
        which = and_(which, Consultation.id.in_(among))
    return _appointments(session, Placement.consultation_id == Consultation.id, which)


def grid(session: Session, timetable: Timetable, day: date) -> Grid:
    """Give one day of a draft or version as booth × slot.

    The columns are the fair's slots of that day and, should slots have changed since a
    version was published, the times the version uses; the rows likewise.
    """
    fair = timetable.fair
    zone = ZoneInfo(fair.zone)
    held: dict[tuple[str, GridSlot], list[Appointment]] = {}
    for one in timetable_schedule(session, timetable):
        if one.starts_at.astimezone(zone).date() == day:
            held.setdefault((one.booth, GridSlot(one.starts_at, one.ends_at)), []).append(one)
    local = {
        GridSlot(moment(day, slot.starts, zone), moment(day, slot.ends, zone)): slot
        for slot in session.scalars(select(Slot).where(Slot.fair_id == fair.id, Slot.date == day))
    }
    columns = sorted({*local, *(slot for _, slot in held)}, key=lambda s: (s.starts_at, s.ends_at))
    rows = []
    for booth in session.scalars(
        select(Booth)
        .where(Booth.fair_id == fair.id)
        .options(selectinload(Booth.hours), selectinload(Booth.agency))
    ):
        hours = booth_hours(booth)
        cells = tuple(
            GridCell(
                booth.tables
                if slot in local and hours.cover(day, local[slot].starts, local[slot].ends)
                else 0,
                tuple(held.pop((booth.code, slot), ())),
            )
            for slot in columns
        )
        agency = booth.agency
        names = (agency.code, agency.name_ko, agency.name_en)
        rows.append(GridRow(booth.code, booth.area, booth.tables, *names, cells))
    rows.extend(_rows_of_removed_booths(held, columns))
    return Grid(day, tuple(columns), tuple(sorted(rows, key=lambda row: row.booth)))


def _rows_of_removed_booths(
    held: dict[tuple[str, GridSlot], list[Appointment]], columns: list[GridSlot]
) -> list[GridRow]:
    rows = []
    for code in sorted({booth for booth, _ in held}):
        cells = tuple(GridCell(0, tuple(held.get((code, slot), ()))) for slot in columns)
        one = next(cell.held[0] for cell in cells if cell.held)
        names = (one.agency_code, one.agency_name_ko, one.agency_name_en)
        rows.append(GridRow(code, "", 0, *names, cells))
    return rows


@cache
def _published(whose: Whose) -> Select[*tuple[Any, ...]]:
    # Calendar programs ask many times a second: putting the statement together anew each time
    # would cost more than its rows.
    owner = {
        Whose.FAIR: Consultation.fair_id,
        Whose.FIRM: Consultation.firm_id,
        Whose.AGENCY: Consultation.agency_id,
    }[whose]
    published = Consultation.state != ConsultationState.PROPOSED
    return _statement(
        Placement.id == Consultation.placement_id, and_(owner == bindparam("number"), published)
    )


def _appointments(
    session: Session, placed: ColumnElement[bool], which: ColumnElement[bool]
) -> list[Appointment]:
    return _made(session.execute(_statement(placed, which)).mappings())


def _made(rows: Iterable[Mapping[Any, Any]]) -> list[Appointment]:
    return [Appointment(**row) for row in rows]


def _statement(placed: ColumnElement[bool], which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    columns = {
        "uid": Consultation.uid,
        "sequence": Consultation.sequence,
        "changed_at": Consultation.changed_at,
        "state": Consultation.state,
        "starts_at": Placement.starts_at,
        "ends_at": Placement.ends_at,
        "booth": Placement.booth_code,
        "table": Placement.table,
        "area": func.coalesce(Booth.area, ""),
        "firm_code": Firm.code,
        "firm_name_ko": Firm.name_ko,
        "firm_name_en": Firm.name_en,
        "firm_contact": _with_consent(Firm.contact),
        "firm_phone": _with_consent(Firm.phone),
        "firm_email": _with_consent(Firm.email),
        "agency_code": Agency.code,
        "agency_name_ko": Agency.name_ko,
        "agency_name_en": Agency.name_en,
        "agency_officer": Agency.officer,
        "agency_phone": Agency.phone,
        "agency_email": Agency.email,
        "department": _first_said(Placement.department, Agency.department),
        "purpose": _first_said(Pin.purpose, Interest.purpose),
        "plan_code": func.coalesce(PlanItem.code, ""),
        "plan_title": func.coalesce(PlanItem.title, ""),
        "pinned": Placement.pinned,
    }
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(Consultation)
        .join(Placement, placed)
        .join(Firm, Firm.id == Consultation.firm_id)
        .join(Agency, Agency.id == Consultation.agency_id)
        .outerjoin(
            Booth,
            (Booth.fair_id == Consultation.fair_id) & (Booth.code == Placement.booth_code),
        )
        .outerjoin(Interest, _same_pair(Interest))
        .outerjoin(
            PlanItem,
            (PlanItem.id == Interest.plan_item_id) & (PlanItem.state != PlanState.DRAFT),
        )
        .outerjoin(Pin, _same_pair(Pin))
        .where(which)
        .order_by(Placement.starts_at, Placement.booth_code, Placement.table, Consultation.uid)
    )


def _with_consent(column: Text) -> ColumnElement[str]:
    return case((Firm.consent_third_party.is_not(None), column), else_="")


def _first_said(one: Text, other: Text) -> ColumnElement[str]:
    return func.coalesce(func.nullif(one, ""), other, "")


def _same_pair(of: type[Interest] | type[Pin]) -> ColumnElement[bool]:
    return and_(of.firm_id == Consultation.firm_id, of.agency_id == Consultation.agency_id)
