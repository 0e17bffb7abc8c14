"""The published version as tables: JSON with a schema, a workbook, a flat CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.files.timetable_csv import timetable_csv
from fairmatch.files.timetable_json import timetable_json
from fairmatch.files.timetable_xlsx import timetable_xlsx
from fairmatch.models import Agency, Fair, Firm
from fairmatch.reports.model import QualityReport
from fairmatch.schedules import Appointment, Grid, fair_schedule, grid, require_published


@dataclass(frozen=True)
class Published:
    """One published version with everybody it may name.

    ``at`` is when it was published; ``report`` is None where it has none; appointments include
    those that were cancelled; ``grids`` are booth × slot, one a day.
    """

    fair: Fair
    number: int
    at: datetime
    report: QualityReport | None
    agencies: Sequence[Agency]
    firms: Sequence[Firm]
    appointments: Sequence[Appointment]
    grids: Sequence[Grid]


def read_published(session: Session, fair: Fair) -> Published:
    """Read the latest published version; the number of queries does not depend on its size.

    Raises
    ------
    NoTimetable
        If nothing has been published.
    """
    version, number, at = require_published(session, fair)
    agencies = session.scalars(
        select(Agency)
        .where(Agency.fair_id == fair.id)
        .options(joinedload(Agency.booth))
        .order_by(Agency.code)
    ).all()
    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id).order_by(Firm.code)).all()
    return Published(
        fair,
        number,
        at,
        QualityReport.model_validate(version.report) if version.report else None,
        agencies,
        firms,
        fair_schedule(session, fair),
        [grid(session, version, day.date) for day in fair.days],
    )


def as_json(published: Published) -> bytes:
    """Give what ``docs/schema/timetable.schema.json`` describes."""
    return timetable_json(
        published.fair,
        number=published.number,
        published_at=published.at,
        agencies=published.agencies,
        firms=published.firms,
        appointments=published.appointments,
        unmet=published.report.unmet if published.report else (),
    )


def as_xlsx(published: Published) -> bytes:
    """Give the workbook: a grid a day, by firm, flat, unmet wishes, the report."""
    return timetable_xlsx(
        published.fair,
        number=published.number,
        published_at=published.at,
        grids=published.grids,
        appointments=published.appointments,
        report=published.report,
    )


def as_csv(published: Published) -> bytes:
    """Give one flat table, a line a consultation."""
    return timetable_csv(published.fair, published.appointments)
