"""What publishing the draft would change, and for whom; and publishing it."""

from uuid import uuid4

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.errors import AlreadyPublished, NoTimetable
from fairmatch.models import Timetable
from fairmatch.publishing import outlook, publish
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.organisers.blueprint import Desk, blueprint, desk_of
from web.organisers.seen import REFUSALS, known, mails_to, quiet, refusal, seen
from web.postman import wake
from web.site import current_site


@blueprint.get("/desk/<fair>/compare")
def comparison(fair: str) -> str:
    """Show the draft against the published version."""
    return _page(fair)


@blueprint.post("/desk/<fair>/compare")
def publish_draft(fair: str) -> Response | tuple[str, int]:
    """Publish the draft that was looked at, if what it does was seen and acknowledged."""
    organiser_of(fair)
    draft_id = request.form.get("draft", type=int, default=0)
    site = current_site()
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            number = publish(
                session,
                entered.fair,
                clock=site.clock,
                draft_id=draft_id,
                seen=seen(),
                by=by_organiser(entered),
                new_uid=None if quiet() else lambda: uuid4().hex,
            ).number
    except (AlreadyPublished, NoTimetable):
        return _page(fair, _("Another draft was made or published meanwhile. Look again.")), 409
    except REFUSALS as refused:
        told, status = refusal(refused)
        return _page(fair, told), status
    wake()
    return redirect(url_for("organisers.versions_so_far", fair=fair, done=number), code=303)


def _page(fair: str, refused: str = "") -> str:
    desk = desk_of(fair)
    draft = _draft(desk)
    now = current_site().clock()
    ahead = outlook(reading(), desk.fair, desk.published, draft, now) if draft else None
    return render_template(
        "organisers/compare.html",
        desk=desk,
        fair=desk.fair,
        draft=draft,
        ahead=ahead,
        reach=mails_to(desk.fair, ahead) if ahead else None,
        known=known(),
        quiet=quiet(),
        refused=refused,
    )


def _draft(desk: Desk) -> Timetable | None:
    """Give the draft that the address or the form names, else the newest."""
    asked = request.values.get("draft", type=int)
    if asked is None or (desk.draft is not None and desk.draft.id == asked):
        return desk.draft
    named = select(Timetable).where(
        Timetable.fair_id == desk.fair.id, Timetable.id == asked, Timetable.number.is_(None)
    )
    return reading().scalars(named).one_or_none() or desk.draft
