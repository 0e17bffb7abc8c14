"""What papers are made from, read at once: the published version and everybody in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from fairmatch.models import Agency, Booth, Fair, Firm
from fairmatch.schedules import Appointment, Grid, fair_schedule, grid, require_published


@dataclass(frozen=True)
class Printed:
    """One published version with everybody in it.

    Attributes
    ----------
    address
        What public addresses start with; codes on paper point there.
    firms, agencies
        By code; an agency comes with its booth. Firms that withdrew or were erased are not
        among them.
    appointments
        All that was ever published as it stands now, cancelled ones included, by time.
    grids
        Booth × slot, one for each day.
    """

    fair: Fair
    number: int
    published_at: datetime
    address: str
    firms: dict[str, Firm]
    agencies: dict[str, Agency]
    appointments: Sequence[Appointment]
    grids: Sequence[Grid]

    @property
    def zone(self) -> ZoneInfo:
        """The fair's clocks."""
        return ZoneInfo(self.fair.zone)

    @property
    def booths(self) -> list[Booth]:
        """Every booth."""
        return [agency.booth for agency in self.agencies.values()]

    @cached_property
    def of_firm(self) -> dict[str, list[Appointment]]:
        """Appointments by the firm's code, in order of time."""
        return _by(self.appointments, "firm_code")

    @cached_property
    def of_agency(self) -> dict[str, list[Appointment]]:
        """Appointments by the agency's code, in order of time."""
        return _by(self.appointments, "agency_code")


def read_printed(session: Session, fair: Fair, *, address: str) -> Printed:
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
        .options(
            joinedload(Agency.booth).selectinload(Booth.hours),
            joinedload(Agency.booth).joinedload(Booth.agency),
        )
        .order_by(Agency.code)
    )
    firms = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id, Firm.withdrawn_at.is_(None), Firm.erased_at.is_(None))
        .options(selectinload(Firm.kinds))
        .order_by(Firm.code)
    )
    return Printed(
        fair,
        number,
        at,
        address,
        {firm.code: firm for firm in firms},
        {agency.code: agency for agency in agencies},
        fair_schedule(session, fair),
        [grid(session, version, day.date) for day in fair.days],
    )


def _by(appointments: Iterable[Appointment], field: str) -> dict[str, list[Appointment]]:
    found: dict[str, list[Appointment]] = defaultdict(list)
    for one in appointments:
        found[getattr(one, field)].append(one)
    return found
