"""Where an officer begins: what comes next, until when, and whom the agency meets."""

from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from fairmatch.models import Agency, Booth, BoothHours, Phase, PlanState
from fairmatch.phases import phase_state
from fairmatch.plans.own import totals
from fairmatch.requests.demand import demand_of
from fairmatch.schedules import agency_schedule, latest_published
from web.access import officer_of
from web.agencies.blueprint import blueprint, page
from web.database import reading
from web.parties.calendar_box import own_token, subscribed
from web.site import current_site


@blueprint.get("/")
def home(fair: str, agency: str) -> str:
    """Show how things stand for the agency."""
    entered = officer_of(fair, agency)
    token = own_token(entered.fair, agency=entered.agency)
    calendar = subscribed(token)[1] if token is not None else None
    entered = officer_of(fair, agency)
    now = current_site().clock()
    zone = ZoneInfo(entered.fair.zone)
    schedule = agency_schedule(reading(), entered.agency)
    standing = [one for one in schedule if not one.cancelled]
    sums = totals(reading(), entered.agency)
    return page(
        "home",
        entered,
        now=now,
        token=token,
        calendar=calendar,
        totals=sums,
        plans_published=sums[PlanState.PUBLISHED].count,
        demand=demand_of(reading(), entered.fair, entered.agency),
        hours_set=_hours_set(entered.agency),
        phases={phase: phase_state(entered.fair, phase, now) for phase in Phase},
        published=latest_published(reading(), entered.fair),
        days=[
            (day, list(ones))
            for day, ones in groupby(schedule, lambda one: one.starts_at.astimezone(zone).date())
        ],
        coming=next((one for one in standing if one.ends_at > now), None),
    )


def _hours_set(agency: Agency) -> bool:
    hours = select(func.count()).select_from(BoothHours).join(Booth)
    return bool(reading().scalar(hours.where(Booth.agency_id == agency.id)))
