"""The start page and the page of a fair."""

from itertools import groupby

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from fairmatch.catalogue import AgencyPlans, agencies_with_plans
from fairmatch.hall import draw_hall
from fairmatch.models import AgencyKind, Phase
from fairmatch.overview import all_fairs, at_once, figures
from fairmatch.phases import phase_state
from fairmatch.schedules import latest_published
from web.database import reading
from web.flow import draw_flow
from web.formats import name
from web.public.blueprint import address_of, blueprint, fair_of
from web.public.markup import event_markup
from web.site import current_site
from web.words import AGENCY_KINDS


@blueprint.get("/")
def home() -> str | Response:
    """List the fairs; where there is one, go to it."""
    fairs = all_fairs(reading())
    if len(fairs) == 1:
        return redirect(url_for("public.fair", code=fairs[0].code))
    return render_template(
        "public/home.html",
        fairs=fairs,
        markup=[event_markup(one, address_of(one)) for one in fairs if one.days],
    )


@blueprint.get("/fairs/<code>/")
def fair(code: str) -> str:
    """Show what the fair is, when and where, who buys, and the programme."""
    found = fair_of(code)
    agencies = agencies_with_plans(reading(), found)
    published = latest_published(reading(), found)
    programme = {
        date: list(items) for date, items in groupby(found.programme, key=lambda item: item.date)
    }
    return render_template(
        "public/fair.html",
        fair=found,
        figures=figures(reading(), found),
        registration=phase_state(found, Phase.REGISTRATION, current_site().clock()),
        kinds=[(kind, AGENCY_KINDS[kind], _of_kind(kind, agencies)) for kind in AgencyKind],
        hall=draw_hall(one.booth for one in agencies if one.booth is not None),
        programme=programme,
        markup=event_markup(found, address_of(found)),
        flow=draw_flow(at_once(reading(), published)) if published is not None else (),
    )


def _of_kind(kind: AgencyKind, agencies: list[AgencyPlans]) -> list[AgencyPlans]:
    members = [one for one in agencies if one.agency.kind is kind]
    return sorted(members, key=lambda one: name(one.agency).casefold())
