"""The calendar of the whole fair, for its desk."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from fairmatch import links
from fairmatch.feeds import fair_calendar
from fairmatch.models import ActKind, LinkPurpose
from fairmatch.schedules import fair_schedule
from web.access import organiser_of, viewer_of
from web.acting import note
from web.database import reading, writing
from web.feeds import as_download, edition, ways_to_subscribe
from web.organisers.blueprint import blueprint, desk_of
from web.site import current_site


@blueprint.get("/desk/<fair>/calendar.ics")
def calendar_file(fair: str) -> Response:
    """Hand out all consultations of the fair as a file."""
    found = viewer_of(fair).fair
    return as_download(fair_calendar(found, fair_schedule(reading(), found), edition()))


@blueprint.get("/desk/<fair>/feed")
def feed_address(fair: str) -> str:
    """Ask before the address of the fair's calendar is renewed or switched off."""
    desk = desk_of(fair)
    return render_template(
        "organisers/feed_address.html",
        desk=desk,
        fair=desk.fair,
        calendar=ways_to_subscribe(desk.fair),
    )


@blueprint.post("/desk/<fair>/feed/rotate")
def rotate_feed(fair: str) -> Response:
    """Make a new address; the old one stops at once."""
    site = current_site()
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        links.rotate(session, site.secret, entered.fair, purpose=LinkPurpose.FEED, clock=site.clock)
        note(session, entered, ActKind.FEED_RENEWED)
    return redirect(url_for("organisers.desk", fair=fair, _anchor="calendar"), code=303)


@blueprint.post("/desk/<fair>/feed/revoke")
def revoke_feed(fair: str) -> Response:
    """Switch the address off until an organiser asks for a new one."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        links.revoke(session, entered.fair, purpose=LinkPurpose.FEED, clock=current_site().clock)
        note(session, entered, ActKind.FEED_OFF)
    return redirect(url_for("organisers.desk", fair=fair, _anchor="calendar"), code=303)
