"""Drafts that were published or are kept no more, and consultations that are in none."""

from flask import Response, jsonify, render_template
from flask_babel import gettext as _

from fairmatch.hand.refusals import NoDraft, NoSuchTalk
from web.grid import told
from web.grid.blueprint import blueprint, wants_values


@blueprint.errorhandler(NoDraft)
def no_draft(error: NoDraft) -> tuple[str | Response, int]:
    """Say what became of the draft."""
    if wants_values():
        return jsonify(told=told.refused(error)), 410
    return _page(410, _("There is no such draft any more"), told.refused(error))


@blueprint.errorhandler(NoSuchTalk)
def no_talk(_error: NoSuchTalk) -> tuple[str | Response, int]:
    """Say that the two have no consultation and no wish."""
    what_next = _("Go back to the grid. What nobody asked for has to be asked for first.")
    return _page(404, _("There is no such consultation"), what_next)


def _page(status: int, title: str, what_next: str) -> tuple[str, int]:
    page = render_template("failure.html", status=status, title=title, what_next=what_next)
    return page, status
