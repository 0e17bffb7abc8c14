"""Renewing and switching off the address of one's feed, from one's private page."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from fairmatch import links
from fairmatch.models import LinkPurpose
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
        return _back(token)


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
        return _back(token)


def _back(token: str) -> Response:
    return redirect(url_for("parties.page", token=token, _anchor="calendar"), code=303)
