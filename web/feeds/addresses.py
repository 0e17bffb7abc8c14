"""Renewing and switching off the address of one's feed, from one's private page."""

from flask import redirect, request
from werkzeug.wrappers import Response

from fairmatch import links
from fairmatch.models import LinkPurpose, SecretLink
from web.database import writing
from web.feeds.blueprint import blueprint
from web.security import mark_private
from web.site import current_site


@blueprint.post("/my/<token>/feed/rotate")
def rotate(token: str) -> Response:
    """Make a new feed address; the old one stops at once."""
    site = current_site()
    mark_private()
    with writing() as session:
        page = links.open_link(session, token, LinkPurpose.PAGE)
        links.rotate(
            session,
            site.secret,
            page.fair,
            firm=page.firm,
            agency=page.agency,
            purpose=LinkPurpose.FEED,
            clock=site.clock,
        )
        return _back(page, token)


@blueprint.post("/my/<token>/feed/revoke")
def revoke(token: str) -> Response:
    """Switch the feed off until its owner asks for a new address."""
    mark_private()
    with writing() as session:
        page = links.open_link(session, token, LinkPurpose.PAGE)
        links.revoke(
            session,
            page.fair,
            firm=page.firm,
            agency=page.agency,
            purpose=LinkPurpose.FEED,
            clock=current_site().clock,
        )
        return _back(page, token)


def _back(page: SecretLink, token: str) -> Response:
    organiser = page.firm_id is None and page.agency_id is None
    room = "desk" if organiser else "my"
    return redirect(f"{request.script_root}/{room}/{token}#calendar", code=303)
