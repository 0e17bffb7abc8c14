"""Pages for what went wrong: in the visitor's language, each saying what to do next."""

from flask import Flask, render_template
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from fairmatch.errors import (
    BadToken,
    NoEntry,
    RevokedToken,
    UnknownFair,
    UnknownRun,
    UnknownScenario,
)
from fairmatch.hand.refusals import NoDraft
from web.access import SignInNeeded
from web.accounts.resume import keep_after_all, lead_to_sign_in
from web.security import mark_private

Answer = tuple[str, int]


def install(app: Flask) -> None:
    """Answer errors with pages of our own."""
    app.register_error_handler(BadToken, _no_such_address)
    app.register_error_handler(RevokedToken, _replaced_address)
    app.register_error_handler(UnknownFair, _no_such_fair)
    app.register_error_handler(NoEntry, _no_entry)
    app.register_error_handler(UnknownRun, _no_entry)
    app.register_error_handler(UnknownScenario, _no_entry)
    app.register_error_handler(NoDraft, _no_draft)
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(404, _not_found)
    app.register_error_handler(405, _not_this_way)
    app.register_error_handler(500, _our_fault)


def _page(status: int, title: str, what_next: str) -> Answer:
    return render_template("failure.html", status=status, title=title, what_next=what_next), status


def _no_such_address(_error: BadToken) -> Answer:
    mark_private()
    return _page(
        404,
        _("This private address opens nothing"),
        _("Check that it was copied whole, or ask the organiser of the fair for it again."),
    )


def _replaced_address(_error: RevokedToken) -> Answer:
    mark_private()
    return _page(
        410,
        _("This private address was replaced or revoked"),
        _("Use the newer address you were given, or ask the organiser of the fair for one."),
    )


def _no_such_fair(_error: UnknownFair) -> Answer:
    return _page(
        404,
        _("There is no such fair"),
        _("Check the address, or choose a fair from the start page."),
    )


def _no_entry(_error: NoEntry | UnknownRun | UnknownScenario) -> Answer:
    mark_private()
    return _no_such_page()


def _no_draft(_error: NoDraft) -> Answer:
    mark_private()
    return _page(
        404,
        _("This draft is there no more"),
        _("It was published, or newer drafts took its place. Look at the ones that are kept."),
    )


def _sign_in(_error: SignInNeeded) -> Response | Answer:
    return lead_to_sign_in()


def _stale_form(_error: CSRFError) -> Response | Answer:
    return keep_after_all() or _page(
        400,
        _("This form is too old to be trusted"),
        _("Go back, reload the page and send the form again. Cookies have to be allowed."),
    )


def _not_found(_error: HTTPException) -> Answer:
    return _no_such_page()


def _no_such_page() -> Answer:
    return _page(
        404,
        _("There is no such page"),
        _("Check the address, or begin again from the start page."),
    )


def _not_this_way(_error: HTTPException) -> Answer:
    return _page(
        405,
        _("This address cannot be used that way"),
        _("Begin again from the start page and use the buttons there."),
    )


def _our_fault(_error: HTTPException) -> Answer:
    return _page(
        500,
        _("Something failed on our side"),
        _("Nothing was changed. Try again in a minute; if it fails again, tell the organiser."),
    )
