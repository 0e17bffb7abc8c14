"""An agency's public page: plans, booth, hours, seats; never a firm's name."""

from dataclasses import dataclass
from datetime import date, time

from flask import abort, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fairmatch.catalogue import PlanQuery, search_plans
from fairmatch.models import Agency, Booth, Fair, Phase, Timetable
from fairmatch.phases import phase_state
from fairmatch.schedules import GridCell, GridSlot, grid, latest_published
from web.database import reading
from web.public.blueprint import address_of, blueprint, fair_of
from web.public.markup import consultations_markup
from web.site import current_site
from web.words import AGENCY_KINDS


@dataclass(frozen=True, slots=True)
class DayAtBooth:
    """One day at one booth: when it is staffed, and, once published, its seats by slot."""

    date: date
    hours: tuple[tuple[time, time], ...]
    seats: tuple[tuple[GridSlot, GridCell], ...]


@blueprint.get("/fairs/<code>/agencies/<agency>")
def agency(code: str, agency: str) -> str:
    """Show one agency."""
    fair = fair_of(code)
    found = reading().scalars(
        select(Agency)
        .where(Agency.fair_id == fair.id, Agency.code == agency)
        .options(joinedload(Agency.booth).selectinload(Booth.hours))
    ).one_or_none()  # fmt: skip
    if found is None:
        abort(404)
    published = latest_published(reading(), fair)
    return render_template(
        "public/agency.html",
        fair=fair,
        agency=found,
        kind=AGENCY_KINDS[found.kind],
        published=published,
        days=_days(fair, found.booth, published),
        plans=search_plans(reading(), fair, PlanQuery(agency=found.code)),
        asking=phase_state(fair, Phase.REQUESTS, current_site().clock()),
        markup=consultations_markup(
            fair,
            found,
            current_site().absolute(url_for("public.agency", code=code, agency=agency)),
            address_of(fair),
        ),
    )


def _days(fair: Fair, booth: Booth | None, published: Timetable | None) -> list[DayAtBooth]:
    if booth is None:
        return []
    return [
        DayAtBooth(
            date=day.date,
            hours=tuple((h.opens, h.closes) for h in booth.hours if h.date == day.date)
            or (() if booth.hours else ((day.opens, day.closes),)),
            seats=_seats(booth, published, day.date) if published is not None else (),
        )
        for day in fair.days
    ]


def _seats(booth: Booth, published: Timetable, day: date) -> tuple[tuple[GridSlot, GridCell], ...]:
    whole = grid(reading(), published, day)
    row = next(row for row in whole.rows if row.booth == booth.code)
    return tuple(zip(whole.slots, row.cells, strict=True))
