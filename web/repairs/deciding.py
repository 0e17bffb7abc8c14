"""A proposal: what changes and who is told; accepted or dropped."""

from datetime import datetime
from uuid import uuid4

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response as Answer

from fairmatch import db
from fairmatch.accounts import EnteredFair
from fairmatch.comparing import Change
from fairmatch.errors import BegunMoves, RuleBroken
from fairmatch.fairday.pulse import pulse
from fairmatch.mail import reached
from fairmatch.models import Placement, Repair, RepairState
from fairmatch.repairs import (
    RepairClosed,
    StaleRepair,
    UnknownRepair,
    accept,
    comparison_of,
    drop,
    find_proposal,
    happened_of,
    propose,
)
from fairmatch.schedules import latest_published
from web.access import organiser_of, viewer_of
from web.acting import by_organiser
from web.database import reading, release, writing
from web.doorbell import ONCE, stream
from web.languages import language
from web.organisers.blueprint import desk_of
from web.postman import wake
from web.repairs.asking import REFUSALS, names_of, page, refusal, summary
from web.repairs.blueprint import blueprint
from web.site import current_site

SHOWN = 60
"""Changes in the table; the rest is named by party."""


@blueprint.get("/desk/<fair>/day/repairs/<int:repair>")
def proposal(fair: str, repair: int) -> str:
    """Show a proposal: what changes, for whom, who is told."""
    return _page(fair, repair)


@blueprint.get("/desk/<fair>/day/repairs/<int:repair>/standing")
def standing(fair: str, repair: int) -> str:
    """Give the part of the proposal's page that others may change."""
    entered = viewer_of(fair)
    return render_template("repairs/standing.html", **_standing(entered, _found(entered, repair)))


@blueprint.get("/desk/<fair>/day/repairs/<int:repair>/events")
def events(fair: str, repair: int) -> Response:
    """Tell whenever something of the fair changed."""
    entered = viewer_of(fair)
    found = _found(entered, repair)
    site = current_site()
    if found.state is not RepairState.OPEN:
        return stream(iter([ONCE]))
    fair_id = entered.fair.id

    def look() -> object:
        with db.reading(site.engine) as session:
            state = session.scalar(select(Repair.state).where(Repair.id == repair))
            return pulse(session, fair_id), state

    return stream(site.doorbells.listen(f"repair {repair}", look))


@blueprint.post("/desk/<fair>/day/repairs/<int:repair>/accept")
def follow(fair: str, repair: int) -> Answer | tuple[str, int]:
    """Accept a proposal; where it is too old, make it anew at once and show that."""
    entered = organiser_of(fair)
    site, fair_id = current_site(), entered.fair.id
    _found(entered, repair)
    try:
        with writing() as session:
            inside = organiser_of(fair, session)
            accept(
                session,
                fair_id,
                repair,
                clock=site.clock,
                by=by_organiser(inside, key=f"repair-{repair}"),
                new_uid=lambda: uuid4().hex,
                quiet=request.form.get("quiet") == "yes",
            )
    except RepairClosed:
        return _page(fair, repair, _("It was decided already.")), 409
    except StaleRepair:
        return _anew(fair, repair)
    except RuleBroken as broken:
        told = _("It breaks a rule of the fair:") + " " + "; ".join(broken.in_language(language()))
        return _page(fair, repair, told), 409
    except BegunMoves:
        return _anew(fair, repair)
    wake()
    return redirect(url_for("repairs.proposal", fair=fair, repair=repair), code=303)


@blueprint.post("/desk/<fair>/day/repairs/<int:repair>/drop")
def leave(fair: str, repair: int) -> Answer | tuple[str, int]:
    """Drop a proposal; nothing changes."""
    _found(organiser_of(fair), repair)
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            drop(session, entered.fair, repair, now=current_site().clock())
    except RepairClosed:
        return _page(fair, repair, _("It was decided already.")), 409
    return redirect(url_for("repairs.repairs", fair=fair), code=303)


def _anew(fair: str, repair: int) -> Answer | tuple[str, int]:
    entered = organiser_of(fair)
    happened = happened_of(_found(entered, repair))
    fair_id, by, site = entered.fair.id, by_organiser(entered), current_site()
    release()
    try:
        number = propose(
            site.engine,
            site.standings,
            fair_id,
            happened,
            by=by,
            workers=site.settings.workers,
            replaces=repair,
        )
    except REFUSALS as refused:
        return page(fair, refusal(refused)), 409
    return redirect(url_for("repairs.proposal", fair=fair, repair=number, anew="yes"), code=303)


def _page(fair: str, number: int, refused: str = "") -> str:
    desk = desk_of(fair)
    found = _found(desk.entered, number)
    return render_template(
        "repairs/proposal.html",
        desk=desk,
        refused=refused,
        anew=request.args.get("anew") == "yes",
        **_standing(desk.entered, found),
    )


def _standing(entered: EnteredFair, found: Repair) -> dict[str, object]:
    fair = entered.fair
    version = latest_published(reading(), fair)
    held = (
        reading().scalar(
            select(func.count()).select_from(Placement).where(Placement.timetable_id == version.id)
        )
        if version
        else 0
    ) or 0
    changes = comparison_of(reading(), fair, found, held=held)
    told, without = reached(reading(), fair, changes)
    happened = happened_of(found)
    now = current_site().clock()
    begun = any(
        place.starts_at <= now
        for one in changes.changes
        for place in (one.before, one.after)
        if place
    )
    number = version.number if version else 0
    return {
        "fair": fair,
        "may_write": entered.may_write,
        "repair": found,
        "happened": happened,
        "summary": summary(happened, names_of(fair, [found])),
        "changes": changes,
        "rows": sorted(changes.changes, key=_by_time)[:SHOWN],
        "beyond": max(0, len(changes.changes) - SHOWN),
        "told": told,
        "without": without,
        "states": RepairState,
        "day": getattr(happened, "date", None),
        "stale": found.state is RepairState.OPEN
        and (number != found.number or fair.revision != found.revision or begun),
    }


def _by_time(change: Change) -> datetime:
    place = change.before or change.after
    assert place is not None, "a change has a place before or after"
    return place.starts_at


def _found(entered: EnteredFair, number: int) -> Repair:
    try:
        return find_proposal(reading(), entered.fair, number)
    except UnknownRepair:
        abort(404)
