"""Asking for a run that plans on around the draft."""

from uuid import uuid4

from flask import abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.hand.history import require_unchanged
from fairmatch.hand.opening import find_draft
from fairmatch.hand.refusals import ChangedByOthers
from fairmatch.models import ActKind
from fairmatch.plan_settings import kept_settings
from fairmatch.runs import Wish, open_run
from web.access import organiser_of
from web.acting import note
from web.database import writing
from web.grid import told
from web.grid.blueprint import blueprint, edition_seen, opened
from web.grid.page import grid_page
from web.runs.form import SECONDS
from web.site import current_site


@blueprint.post("/around")
def solve_around(fair: str, draft: int) -> Response | tuple[str, int]:
    """Ask for a run that keeps the draft's pins and changes as little else as can be."""
    organiser_of(fair)
    seen, seconds = edition_seen(request.form.get("edition")), request.form.get("seconds", "")
    if seconds not in SECONDS:
        abort(400)
    site = current_site()
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            found = find_draft(session, entered.fair, draft)
            require_unchanged(session, found, seen, None)
            going = open_run(session, entered.fair)
            wish = Wish(
                seconds=float(seconds),
                scenario=found.scenario_id,
                settings=kept_settings(found),
                around=draft,
            )
            run_id = site.jobs.ask(
                session, entered.fair, wish, clock=site.clock, new_uid=lambda: uuid4().hex
            ).id
            if run_id != going:
                note(session, entered, ActKind.RUN_ASKED, run=run_id, draft=draft)
    except ChangedByOthers as error:
        return grid_page(opened(fair, draft), told.refused(error)), 409
    if run_id == going:
        busy = _("Another timetable of this fair is being made. Solve around this when it is done.")
        return grid_page(opened(fair, draft), busy), 409
    return redirect(url_for("runs.run", fair=fair, run=run_id), code=303)
