"""The officer's page of today: who comes when, and what is said of it, at one tap."""

from functools import partial
from urllib.parse import quote

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as Answer

from fairmatch.fairday.today import presences, talks_of
from fairmatch.models import Agency, Fair
from fairmatch.schedules import agency_schedule
from web.access import officer_of
from web.database import reading
from web.fairday.blueprint import blueprint, chosen_day, is_today, linked_owner, page, part
from web.parties.blueprint import opened
from web.ringing import ringing
from web.site import current_site


@blueprint.get("/agency/<fair>/<agency>/today")
def officer_today(fair: str, agency: str) -> str:
    """Show the day to an officer."""
    entered = officer_of(fair, agency)
    values = _own(fair, agency)
    return page("officer", entered=entered, **values, **_values(entered.fair, entered.agency))


@blueprint.get("/agency/<fair>/<agency>/today/part")
def officer_part(fair: str, agency: str) -> str:
    """Give what of the page changes."""
    entered = officer_of(fair, agency)
    values = _own(fair, agency)
    return part("officer_part", entered=entered, **values, **_values(entered.fair, entered.agency))


@blueprint.get("/agency/<fair>/<agency>/today/events")
def officer_events(fair: str, agency: str) -> Response:
    """Ring when the officer has something new to see."""
    entered = officer_of(fair, agency)
    return _ringing(entered.fair, entered.agency)


@blueprint.get("/my/<token>/today")
def linked_officer(token: str) -> str | Answer:
    """Show the day to an agency on its secret page; a firm's has its own."""
    link = opened(token)
    if link.agency is None:
        return redirect(url_for("boards.of_token", token=token))
    values = _values(link.fair, link.agency)
    return page("officer_linked", token=token, **_linked(token), **values)


@blueprint.get("/my/<token>/today/part")
def linked_officer_part(token: str) -> str | Answer:
    """Give what of that page changes."""
    link = opened(token)
    if link.agency is None:
        return redirect(url_for("parties.page", token=token))
    values = _values(link.fair, link.agency)
    return part("officer_part", token=token, **_linked(token), **values)


@blueprint.get("/my/<token>/today/events")
def linked_events(token: str) -> Response | Answer:
    """Ring when the officer has something new to see; a firm's own day rings for itself."""
    link = opened(token)
    if link.agency is None:
        return redirect(url_for("boards.of_token_events", token=token))
    return _ringing(link.fair, link.agency)


def _ringing(fair: Fair, agency: Agency) -> Response:
    number = agency.id
    return ringing(fair, current_site().shared, lambda day: day.of_agency(number))


def _own(fair: str, agency: str) -> dict[str, object]:
    who = f"?as=agency:{quote(agency, safe='')}"
    return {
        "sending": url_for("fairday.take_acts", fair=fair) + who,
        "form_action": url_for("fairday.take_act", fair=fair) + who,
        "here": url_for("fairday.officer_today", fair=fair, agency=agency),
        "part_address": url_for("fairday.officer_part", fair=fair, agency=agency),
        "events": url_for("fairday.officer_events", fair=fair, agency=agency),
        "outcome_address": partial(url_for, "outcomes.talk", fair=fair, agency=agency),
    }


def _linked(token: str) -> dict[str, object]:
    return {
        "sending": url_for("fairday.take_linked_acts", token=token),
        "form_action": url_for("fairday.take_linked_act", token=token),
        "here": url_for("fairday.linked_officer", token=token),
        "part_address": url_for("fairday.linked_officer_part", token=token),
        "events": url_for("fairday.linked_events", token=token),
        "outcome_address": partial(url_for, "outcomes.talk", token=token),
        "owner": linked_owner(token),
    }


def _values(fair: Fair, agency: Agency) -> dict[str, object]:
    now = current_site().clock()
    day = chosen_day(fair)
    talks = talks_of(reading(), fair, day, now=now, of=agency)
    return {
        "fair": fair,
        "agency": agency,
        "day": day,
        "today": is_today(fair, day),
        "talks": talks,
        "more": {one.uid: one for one in agency_schedule(reading(), agency)},
        "presence": presences(reading(), fair, day)[1].get(agency.id),
    }
