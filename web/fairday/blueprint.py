"""The blueprint of the day's pages, and what each of them tells its script and the browser."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request

from fairmatch.fairday.moments import shown_day
from fairmatch.hours import local_date
from fairmatch.links import hash_of
from fairmatch.models import Fair
from web.accounts.visits import signed_in
from web.security import allow_camera
from web.site import current_site

blueprint = Blueprint("fairday", __name__, template_folder="templates")


def owner() -> str:
    """Give a mark of whoever is signed in: what a browser keeps for one is not shown to others."""
    person = signed_in()
    return "" if person is None else f"account-{person.id}"


def linked_owner(token: str) -> str:
    """Give the mark of whoever has a secret page, from which its address cannot be told."""
    return f"link-{hash_of(token)[:16]}"


def chosen_day(fair: Fair) -> date:
    """Give the day that the address names, if it is one of the fair's; else the one to show."""
    days = {day.date for day in fair.days}
    try:
        wanted = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        wanted = None
    return wanted if wanted in days else shown_day(fair, current_site().clock())


def is_today(fair: Fair, day: date) -> bool:
    """Tell whether a day is the one that it is at the fair."""
    return local_date(current_site().clock(), ZoneInfo(fair.zone)) == day


def page(template: str, **values: object) -> str:
    """Give a page of the day, which may use the camera of whoever lets it."""
    allow_camera()
    return part(template, **values)


def part(template: str, **values: object) -> str:
    """Give a part of such a page, to be put into it."""
    common = {"now": current_site().clock(), "owner": owner()}
    return render_template(f"fairday/{template}.html", **{**common, **values})
