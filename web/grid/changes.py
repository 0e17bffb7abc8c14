"""What changed in a draft since a page was shown, as the page's own script puts it in place."""

from typing import Any

from flask import Response, jsonify, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch import db
from fairmatch.hand.board import Board
from fairmatch.hand.history import acts_since, shifts_of
from fairmatch.models import Fair, Timetable
from web.accounts.visits import signed_in
from web.database import reading
from web.doorbell import stream
from web.grid import told
from web.grid.blueprint import blueprint, edition_seen, opened
from web.grid.layout import booths
from web.grid.page import tools_of
from web.site import current_site


@blueprint.get("/changes")
def changes(fair: str, draft: int) -> Response:
    """Give what changed after an edition."""
    found = opened(fair, draft)
    since = edition_seen(request.args.get("since"))
    may_write = found.entered.may_write
    return jsonify(
        changed(reading(), found.fair, found.draft, found.board, since, may_write=may_write)
    )


@blueprint.get("/events")
def events(fair: str, draft: int) -> Response:
    """Ring whenever the draft is another."""
    opened(fair, draft)
    site = current_site()

    columns = (Timetable.edition, Timetable.number, Timetable.revision)

    def look() -> object:
        with db.reading(site.engine) as session:
            return session.execute(select(*columns).where(Timetable.id == draft)).one_or_none()

    return stream(site.doorbells.listen(f"draft {draft}", look))


def changed(
    session: Session, fair: Fair, draft: Timetable, board: Board, since: int, *, may_write: bool
) -> dict[str, Any]:
    """Give the rows, the tools and the acts that are new to a page that shows an edition."""
    acts = acts_since(session, draft, since)
    person = signed_in()
    me = None if person is None else person.id
    touched = {
        seat.booth_code
        for act in acts
        for shift in shifts_of(act)
        for seat in (shift.before, shift.after)
        if seat is not None
    }
    base = url_for("grid.page", fair=fair.code, draft=draft.id)
    tools = tools_of(session, draft, board)
    common = {"fair": fair, "base": base, "may_write": may_write}
    return {
        "edition": draft.edition,
        "rows": {
            booth.code: render_template("grid/booth.html", booth=booth, **common)
            for booth in booths(board, touched)
        },
        "tools": render_template("grid/tools.html", tools=tools, **common),
        "others": [told.act(board, act, by=True) for act in acts if act.account_id != me],
    }
