"""A firm's or an agency's own page: what comes next, its consultations, its calendar."""

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from fairmatch.errors import BadToken
from fairmatch.hall import draw_hall
from fairmatch.models import Agency, Booth, Fair, Firm, Interest, SecretLink, Timetable
from fairmatch.schedules import Appointment, agency_schedule, firm_schedule, latest_published
from web.database import reading
from web.feeds import SubscribeLinks
from web.parties.blueprint import blueprint
from web.parties.calendar_box import subscribed
from web.quality import report_of
from web.site import current_site
from web.words import FIRM_KINDS


@blueprint.get("/my/<token>")
def page(token: str) -> str:
    """Show the page of whoever the address belongs to."""
    link, calendar = subscribed(token)
    if link.firm is not None:
        return _firm_page(link, link.firm, token, calendar)
    if link.agency is not None:
        return _agency_page(link, link.agency, token, calendar)
    raise BadToken


def _firm_page(link: SecretLink, firm: Firm, token: str, calendar: SubscribeLinks | None) -> str:
    fair = link.fair
    schedule = firm_schedule(reading(), firm)
    booths = [one.booth for one in schedule if not one.cancelled]
    published = latest_published(reading(), fair)
    report = report_of(published)
    return render_template(
        "parties/firm.html",
        fair=fair,
        firm=firm,
        kinds=[FIRM_KINDS[certificate.kind] for certificate in firm.kinds],
        wishes=_wishes(firm),
        unmet=[one for one in report.unmet if one.firm_code == firm.code] if report else [],
        hall=draw_hall(_booths(fair), booths) if booths else None,
        visits=list(dict.fromkeys(booths)),
        calendar=calendar,
        **_frame(link, token, schedule, published),
    )


def _agency_page(
    link: SecretLink, agency: Agency, token: str, calendar: SubscribeLinks | None
) -> str:
    schedule = agency_schedule(reading(), agency)
    published = latest_published(reading(), link.fair)
    report = report_of(published)
    firms = reading().scalars(
        select(Firm)
        .where(
            Firm.fair_id == link.fair_id, Firm.code.in_({one.firm_code for one in schedule})
        )
        .options(selectinload(Firm.kinds), selectinload(Firm.products))
    )  # fmt: skip
    return render_template(
        "parties/agency.html",
        fair=link.fair,
        agency=agency,
        firms={firm.code: firm for firm in firms},
        firm_kinds=FIRM_KINDS,
        unmet=[one for one in report.unmet if one.agency_code == agency.code] if report else [],
        calendar=calendar,
        **_frame(link, token, schedule, published),
    )


def _frame(
    link: SecretLink,
    token: str,
    schedule: Sequence[Appointment],
    published: Timetable | None,
) -> dict[str, object]:
    zone = ZoneInfo(link.fair.zone)
    now = current_site().clock()
    standing = [one for one in schedule if not one.cancelled]
    return {
        "token": token,
        "published": published,
        "days": [
            (day, list(ones))
            for day, ones in groupby(schedule, lambda one: one.starts_at.astimezone(zone).date())
        ],
        "standing": standing,
        "days_there": sorted({one.starts_at.astimezone(zone).date() for one in standing}),
        "cancelled": [one for one in schedule if one.cancelled],
        "coming": next((one for one in standing if one.ends_at > now), None),
        "begun": any(one.starts_at <= now for one in standing),
    }


def _wishes(firm: Firm) -> Sequence[Interest]:
    return (
        reading()
        .scalars(
            select(Interest)
            .where(Interest.firm_id == firm.id)
            .options(joinedload(Interest.agency), joinedload(Interest.plan_item))
            .order_by(Interest.rank)
        )
        .all()
    )


def _booths(fair: Fair) -> Sequence[Booth]:
    return (
        reading()
        .scalars(select(Booth).where(Booth.fair_id == fair.id).options(joinedload(Booth.agency)))
        .all()
    )
