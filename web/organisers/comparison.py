"""What publishing the draft would change, and for whom; and publishing it."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.comparing import compare
from fairmatch.errors import AlreadyPublished, DropsUnknown, NoTimetable, RuleBroken, StaleDraft
from fairmatch.publishing import publish
from web.access import organiser_of
from web.database import reading, writing
from web.languages import language
from web.organisers.blueprint import blueprint, desk_of
from web.site import current_site


@blueprint.get("/desk/<fair>/compare")
def comparison(fair: str) -> str:
    """Show the draft against the published version."""
    return _page(fair)


@blueprint.post("/desk/<fair>/compare")
def publish_draft(fair: str) -> Response | tuple[str, int]:
    """Publish the draft that was looked at, if what it drops was acknowledged."""
    organiser_of(fair)
    wanted = request.form.get("draft", "")
    desk = desk_of(fair)
    if desk.draft is None or wanted != str(desk.draft.id):
        return _page(fair, _("Another draft was made or published meanwhile. Look again.")), 409
    draft_id, known = desk.draft.id, request.form.get("dropped", type=int, default=0)
    try:
        with writing() as session:
            found = organiser_of(fair, session).fair
            clock = current_site().clock
            publish(session, found, clock=clock, draft_id=draft_id, dropping=known)
    except DropsUnknown:
        return _page(fair, _("Confirm first that consultations are dropped.")), 422
    except (AlreadyPublished, NoTimetable):
        return _page(fair, _("Another draft was made or published meanwhile. Look again.")), 409
    except StaleDraft:
        told = _("What was asked or set has changed since the draft was made. Make another one.")
        return _page(fair, told), 409
    except RuleBroken as broken:
        told = "; ".join(broken.in_language(language()))
        return _page(fair, _("It breaks a rule of the fair:") + " " + told), 409
    return redirect(url_for("organisers.desk", fair=fair), code=303)


def _page(fair: str, refused: str = "") -> str:
    desk = desk_of(fair)
    changes = compare(reading(), desk.published, desk.draft) if desk.draft is not None else None
    return render_template(
        "organisers/compare.html", desk=desk, fair=desk.fair, changes=changes, refused=refused
    )
