"""The versions so far: what each changed, and going back to an earlier one."""

from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.comparing import compare
from fairmatch.errors import LatestVersion, NoTimetable
from fairmatch.models import Timetable
from fairmatch.publishing import outlook, roll_back, version_to_restore
from fairmatch.publishing.history import versions
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.organisers.blueprint import Desk, blueprint, desk_of
from web.organisers.seen import REFUSALS, known, mails_to, quiet, refusal, seen
from web.postman import wake
from web.site import current_site


@blueprint.get("/desk/<fair>/versions")
def versions_so_far(fair: str) -> str:
    """List the versions, the latest first."""
    desk = desk_of(fair)
    return render_template(
        "organisers/versions.html",
        desk=desk,
        fair=desk.fair,
        versions=versions(reading(), desk.fair),
        done=request.args.get("done", type=int),
    )


@blueprint.get("/desk/<fair>/versions/<int:number>")
def version(fair: str, number: int) -> str:
    """Show what a version changed against the one before."""
    desk = desk_of(fair)
    found = _version(desk, number)
    before = _version(desk, number - 1) if number > 1 else None
    return render_template(
        "organisers/version.html",
        desk=desk,
        fair=desk.fair,
        version=found,
        changes=compare(reading(), before, found),
    )


@blueprint.get("/desk/<fair>/versions/<int:number>/restore")
def going_back(fair: str, number: int) -> str:
    """Show what going back to a version would change, and for whom."""
    return _page(desk_of(fair), number)


@blueprint.post("/desk/<fair>/versions/<int:number>/restore")
def go_back(fair: str, number: int) -> Response | tuple[str, int]:
    """Publish an earlier version anew, if what that does was seen and acknowledged."""
    organiser_of(fair)
    site = current_site()
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            new = roll_back(
                session,
                entered.fair,
                number,
                clock=site.clock,
                seen=seen(),
                by=by_organiser(entered),
                new_uid=None if quiet() else lambda: uuid4().hex,
            ).number
    except NoTimetable:
        abort(404)
    except LatestVersion:
        return _page(desk_of(fair), number, _("It is the version that is published.")), 409
    except REFUSALS as refused:
        told, status = refusal(refused)
        return _page(desk_of(fair), number, told), status
    wake()
    return redirect(url_for("organisers.versions_so_far", fair=fair, done=new), code=303)


def _page(desk: Desk, number: int, refused: str = "") -> str:
    old = _version(desk, number)
    now = current_site().clock()
    ahead = outlook(reading(), desk.fair, desk.published, old, now)
    return render_template(
        "organisers/restore.html",
        desk=desk,
        fair=desk.fair,
        version=old,
        latest=desk.published is not None and desk.published.id == old.id,
        ahead=ahead,
        reach=mails_to(desk.fair, ahead),
        known=known(),
        quiet=quiet(),
        refused=refused,
    )


def _version(desk: Desk, number: int) -> Timetable:
    try:
        return version_to_restore(reading(), desk.fair, number)
    except NoTimetable:
        abort(404)
