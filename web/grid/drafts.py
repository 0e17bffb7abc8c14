"""All drafts of a fair, and deleting one."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from fairmatch.hand.listing import drafts_of, remove_draft
from fairmatch.hand.refusals import ChangedByOthers, NoDraft
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.grid import told
from web.grid.blueprint import edition_seen
from web.organisers.blueprint import blueprint as desk_pages
from web.organisers.blueprint import desk_of


@desk_pages.get("/desk/<fair>/drafts")
def drafts(fair: str) -> str:
    """List the drafts, those that were worked at last first."""
    return _page(fair)


@desk_pages.post("/desk/<fair>/drafts/<int:draft>/remove")
def remove(fair: str, draft: int) -> Response | tuple[str, int]:
    """Delete a draft as it was seen."""
    organiser_of(fair)
    seen = edition_seen(request.form.get("edition"))
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            remove_draft(session, entered.fair, draft, seen=seen, by=by_organiser(entered))
    except ChangedByOthers as error:
        return _page(fair, told.refused(error)), 409
    except NoDraft as error:
        return _page(fair, told.refused(error)), 410
    return redirect(url_for("organisers.drafts", fair=fair, done="yes"), code=303)


def _page(fair: str, refused: str = "") -> str:
    desk = desk_of(fair)
    return render_template(
        "grid/drafts.html",
        desk=desk,
        fair=desk.fair,
        drafts=drafts_of(reading(), desk.fair),
        done=request.args.get("done") == "yes",
        refused=refused,
    )
