"""The firm's home: what to do next, until when, and what is settled."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import request
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.firms.approving import ask_again
from fairmatch.firms.errors import NotPossibleNow
from fairmatch.firms.profile import expired, missing
from fairmatch.firms.withdrawing import may_come_back
from fairmatch.models import ActKind, Firm, FirmHours, Interest, Phase
from fairmatch.phases import phase_state
from fairmatch.schedules import firm_schedule, latest_published
from web.database import reading, writing
from web.firms.blueprint import AREA, blueprint, enter, go, note, page
from web.parties.calendar_box import own_token, subscribed
from web.quality import report_of
from web.site import current_site


@blueprint.get(f"{AREA}/")
def home(fair: str, firm: str) -> str:
    """Show where the firm stands and what it does next."""
    entered = enter(fair, firm)
    token = own_token(entered.fair, firm=entered.firm) if entered.firm.takes_part else None
    calendar = subscribed(token)[1] if token is not None else None
    entered = enter(fair, firm)
    now = current_site().clock()
    return page(
        "home",
        entered,
        token=token,
        calendar=calendar,
        done=request.args.get("done"),
        phases={phase: phase_state(entered.fair, phase, now) for phase in Phase},
        missing=missing(entered.firm),
        expired=_expired(entered),
        asked=_number_of_wishes(entered.firm),
        hours_set=_hours_set(entered.firm),
        may_come_back=may_come_back(entered.firm, entered.fair, now),
        **_schedule(entered, now),
    )


@blueprint.post(f"{AREA}/ask-again")
def ask_for_approval(fair: str, firm: str) -> Response:
    """Let a refused firm wait for approval once more."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            ask_again(session, entered.firm)
            note(session, entered, ActKind.ASKED_AGAIN)
    except NotPossibleNow:
        return go("home", fair, firm)
    return go("home", fair, firm, done="asked")


def _schedule(entered: EnteredFirm, now: datetime) -> dict[str, object]:
    zone = ZoneInfo(entered.fair.zone)
    schedule = firm_schedule(reading(), entered.firm)
    standing = [one for one in schedule if not one.cancelled]
    published = latest_published(reading(), entered.fair)
    report = report_of(published)
    return {
        "published": published,
        "days": [
            (day, list(ones))
            for day, ones in groupby(schedule, lambda one: one.starts_at.astimezone(zone).date())
        ],
        "standing": standing,
        "cancelled": [one for one in schedule if one.cancelled],
        "coming": next((one for one in standing if one.ends_at > now), None),
        "unmet": [one for one in report.unmet if one.firm_code == entered.firm.code]
        if report
        else [],
    }


def _expired(entered: EnteredFirm) -> tuple[object, ...]:
    last = max((day.date for day in entered.fair.days), default=None)
    return expired(entered.firm, last) if last else ()


def _number_of_wishes(firm: Firm) -> int:
    return reading().scalar(select(func.count()).where(Interest.firm_id == firm.id)) or 0


def _hours_set(firm: Firm) -> bool:
    return bool(reading().scalar(select(func.count()).where(FirmHours.firm_id == firm.id)))
