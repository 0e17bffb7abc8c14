"""What is said of plan items and of their changes, in the language of the page."""

from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from fairmatch.models import AuthorSide, BuyingMethod, PlanAct, PlanChange, PlanItem
from fairmatch.segments import segment_name
from web.formats import won_exact
from web.languages import language
from web.words import BUYING_METHODS

FIELDS = {
    "title": _("Title"),
    "department": _("Department"),
    "category": _("Classification"),
    "amount": _("Budget"),
    "year": _("Year"),
    "quarter": _("Quarter"),
    "method": _("How it is bought"),
    "participation": _("How to take part"),
    "contact": _("Contact person"),
    "phone": _("Telephone"),
    "email": _("Mail"),
    "agency": _("Agency"),
}
ACTS = {
    PlanAct.MADE: _("Written down as a draft"),
    PlanAct.EDITED: _("Changed"),
    PlanAct.PUBLISHED: _("Published"),
    PlanAct.WITHDRAWN: _("Withdrawn"),
}


def install(app: Flask) -> None:
    """Give the words to the templates."""
    app.jinja_env.globals.update(plan_fields=FIELDS, plan_acts=ACTS)
    app.jinja_env.filters.update(plan_value=plan_value, changed_by=changed_by)


def group_of(item: PlanItem) -> str:
    """Name the kind of goods or service of an item, or nothing."""
    return segment_name(item.category[:2], language()) if item.category else ""


def plan_value(value: Any, field: str) -> str:
    """Write the value of a field as people read it."""
    if value in (None, ""):
        return str(gettext("nothing"))
    if field == "amount":
        return won_exact(int(value))
    if field == "method":
        return str(BUYING_METHODS[BuyingMethod(value)])
    return str(value)


def changed_by(change: PlanChange) -> str:
    """Name whoever changed an item, for those who may know."""
    organiser = change.side is AuthorSide.ORGANISER
    if change.account is None:
        nobody = gettext("the organiser, from files") if organiser else gettext("somebody who left")
        return str(nobody)
    who = change.account.name or change.account.email
    return str(gettext("%(who)s, as organiser", who=who)) if organiser else who
