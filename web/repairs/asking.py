"""What happened: chosen in two taps, and proposals so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.errors import (
    FairMatchError,
    NothingToPlan,
    NoTimetable,
    PlanningClash,
    UnknownParty,
)
from fairmatch.models import Agency, Booth, Fair, Firm, Repair, Slot, Timetable
from fairmatch.repairs import (
    BoothAway,
    FirmGone,
    Happened,
    LunchGone,
    NoRepair,
    NoSuchTime,
    NothingToCome,
    RunningLate,
    TableMore,
    happened_of,
    latest_proposals,
    propose,
)
from fairmatch.schedules import timetable_schedule
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, release
from web.formats import name
from web.organisers.blueprint import desk_of
from web.repairs.blueprint import blueprint
from web.repairs.form import AWAY, MINUTES, NotUnderstood, happened_in
from web.site import current_site
from web.words import HAPPENINGS

SHOWN = 12
"""Proposals in the list."""
REFUSALS = (
    NoTimetable, NothingToPlan, PlanningClash, NothingToCome, NoSuchTime, UnknownParty,
    LunchGone, NoRepair,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """A firm that has consultations still to come on a day, and when the next begins."""

    code: str
    name_ko: str
    name_en: str
    next: datetime
    count: int


@blueprint.get("/desk/<fair>/day/repairs")
def repairs(fair: str) -> str:
    """Ask what happened."""
    return page(fair)


@blueprint.post("/desk/<fair>/day/repairs")
def ask(fair: str) -> Response | tuple[str, int]:
    """Find the fewest changes after what happened, and lead to them."""
    entered = organiser_of(fair)
    site = current_site()
    now = site.clock().astimezone(ZoneInfo(entered.fair.zone))
    fair_id, by = entered.fair.id, by_organiser(entered)
    try:
        happened = happened_in(request.form, now)
    except NotUnderstood:
        return page(fair, _("Choose what happened, and whom it is about.")), 422
    release()
    try:
        number = propose(
            site.engine, site.standings, fair_id, happened, by=by, workers=site.settings.workers
        )
    except REFUSALS as refused:
        return page(fair, refusal(refused)), 422
    return redirect(url_for("repairs.proposal", fair=fair, repair=number), code=303)


def page(fair: str, refused: str = "") -> str:
    """Give the page that asks what happened, with why it could not be followed."""
    desk = desk_of(fair)
    now = current_site().clock()
    days = _days(desk.fair)
    today = now.astimezone(ZoneInfo(desk.fair.zone)).date()
    chosen = _chosen(days, today)
    what = request.values.get("what", "")
    proposals = latest_proposals(reading(), desk.fair, SHOWN)
    names = names_of(desk.fair, proposals)
    coming = _coming(desk.fair, desk.published, chosen, now) if what == "firm_gone" else []
    return render_template(
        "repairs/repairs.html",
        desk=desk,
        fair=desk.fair,
        what=what if what in HAPPENINGS else "",
        happenings=HAPPENINGS,
        days=[day for day in days if day >= today] or days,
        day=chosen,
        today=today,
        coming=coming,
        booths=_booths(desk.fair) if what in ("booth_away", "table_more") else [],
        away=AWAY,
        minutes=MINUTES,
        refused=refused,
        proposals=[(one, summary(happened_of(one), names)) for one in proposals],
    )


def refusal(refused: FairMatchError) -> str:
    """Say why there is no proposal."""
    told = _("No timetable was found that follows this. Change it by hand in a draft.")
    match refused:
        case NoTimetable():
            told = _("Nothing is published yet, so nothing has to follow.")
        case NothingToCome():
            told = _("The fair is over: nothing can change any more.")
        case NoSuchTime():
            told = _("Nothing is still to come at that time. Choose another day or time.")
        case UnknownParty():
            told = _("Nobody has the code “%(code)s”. Choose from the list.", code=refused.code)
        case LunchGone():
            told = _(
                "The lunch has only %(minutes)s minutes. Let it begin later instead.",
                minutes=refused.minutes,
            )
    return str(told)


def summary(happened: Happened, names: Mapping[str, str]) -> str:
    """Say in a few words what happened.

    Parameters
    ----------
    names
        Names of firms and agencies by code.
    """
    parts = [str(HAPPENINGS[happened.kind])]
    match happened:
        case FirmGone():
            parts = [names.get(happened.firm, happened.firm), *parts]
            parts += [gettext("not any more")] if happened.for_good else []
        case BoothAway():
            parts = [names.get(happened.agency, happened.agency), *parts]
            parts += [
                gettext("the rest of the day")
                if happened.until is None
                else gettext("until %(time)s", time=f"{happened.until:%H:%M}")
            ]
        case TableMore():
            parts = [names.get(happened.agency, happened.agency), *parts]
        case RunningLate():
            parts += [gettext("%(minutes)s minutes later", minutes=happened.minutes)]
    return " · ".join(parts)


def names_of(fair: Fair, proposals: Sequence[Repair]) -> dict[str, str]:
    """Give the names, in the page's language, of those whom proposals are about."""
    found: dict[str, str] = {}
    firms = {one.happened["firm"] for one in proposals if "firm" in one.happened}
    if firms:
        which = select(Firm).where(Firm.fair_id == fair.id, Firm.code.in_(firms))
        found |= {one.code: name(one) for one in reading().scalars(which)}
    agencies = {one.happened["agency"] for one in proposals if "agency" in one.happened}
    if agencies:
        where = select(Agency).where(Agency.fair_id == fair.id, Agency.code.in_(agencies))
        found |= {one.code: name(one) for one in reading().scalars(where)}
    return found


def _days(fair: Fair) -> Sequence[date]:
    return reading().scalars(
        select(Slot.date).where(Slot.fair_id == fair.id).distinct().order_by(Slot.date)
    ).all()  # fmt: skip


def _chosen(days: Sequence[date], today: date) -> date | None:
    """Give the day the page is about: the one asked for, today, or the next to come."""
    asked = request.values.get("date", "")
    for day in days:
        if day.isoformat() == asked:
            return day
    return next((day for day in days if day >= today), days[-1] if days else None)


def _coming(fair: Fair, version: Timetable | None, day: date | None, now: datetime) -> list[Coming]:
    if version is None or day is None:
        return []
    zone = ZoneInfo(fair.zone)
    found: dict[str, Coming] = {}
    for one in timetable_schedule(reading(), version):
        if one.starts_at > now and one.starts_at.astimezone(zone).date() == day:
            known = found.get(one.firm_code)
            first = one.starts_at if known is None else known.next
            count = 1 if known is None else known.count + 1
            found[one.firm_code] = Coming(
                one.firm_code, one.firm_name_ko, one.firm_name_en, first, count
            )
    return sorted(found.values(), key=lambda one: (one.next, one.code))


def _booths(fair: Fair) -> Sequence[tuple[Agency, str]]:
    rows = reading().execute(
        select(Agency, Booth.code)
        .join(Booth, Booth.agency_id == Agency.id)
        .where(Agency.fair_id == fair.id)
        .order_by(Booth.code)
    )
    return [(agency, booth) for agency, booth in rows]
