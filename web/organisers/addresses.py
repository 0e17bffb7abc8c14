"""Everybody's private address, for the organiser to hand out."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch import links
from fairmatch.models import ActKind, Agency, Firm, LinkPurpose
from web.access import organiser_of
from web.acting import note
from web.database import reading, writing
from web.formats import in_order
from web.organisers.blueprint import Desk, blueprint, desk_of
from web.site import current_site


@blueprint.get("/desk/<fair>/parties")
def parties(fair: str) -> str:
    """List agencies and firms with their private addresses."""
    desk = desk_of(fair)
    site = current_site()
    tokens = links.live_tokens(reading(), site.secret, desk.fair, LinkPurpose.PAGE)
    agencies, firms = _parties(desk)
    agency_rows = [(one, tokens.get((None, one.id))) for one in in_order(agencies)]
    firm_rows = [(one, tokens.get((one.id, None))) for one in in_order(firms)]
    found = [token for _, token in agency_rows] + [token for _, token in firm_rows]
    return render_template(
        "organisers/parties.html",
        desk=desk,
        fair=desk.fair,
        missing=found.count(None),
        agencies=agency_rows,
        firms=firm_rows,
    )


@blueprint.post("/desk/<fair>/parties")
def make_addresses(fair: str) -> Response:
    """Make the addresses that are missing."""
    organiser_of(fair)
    site = current_site()
    with writing() as session:
        entered = organiser_of(fair, session)
        found = entered.fair
        have = links.live_tokens(session, site.secret, found, LinkPurpose.PAGE)
        agencies = session.scalars(select(Agency).where(Agency.fair_id == found.id))
        firms = session.scalars(select(Firm).where(Firm.fair_id == found.id))
        owners = [(None, one) for one in agencies] + [(one, None) for one in firms]
        made = 0
        for firm, agency in owners:
            if (firm.id if firm else None, agency.id if agency else None) not in have:
                links.address(
                    session,
                    site.secret,
                    found,
                    firm=firm,
                    agency=agency,
                    purpose=LinkPurpose.PAGE,
                    clock=site.clock,
                )
                made += 1
        if made:
            note(session, entered, ActKind.ADDRESSES_MADE, count=made)
    return redirect(url_for("organisers.parties", fair=fair), code=303)


def _parties(desk: Desk) -> tuple[Sequence[Agency], Sequence[Firm]]:
    agencies = reading().scalars(select(Agency).where(Agency.fair_id == desk.fair.id)).all()
    firms = reading().scalars(select(Firm).where(Firm.fair_id == desk.fair.id)).all()
    return agencies, firms
