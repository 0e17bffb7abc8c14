"""The people of a firm: shown, added, changed, removed."""

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.firms.contacts import (
    MOST_CONTACTS,
    Contact,
    add_contact,
    change_contact,
    contacts_of,
    make_main,
    remove_contact,
)
from fairmatch.firms.errors import (
    ChangedMeanwhile,
    NotPossibleNow,
    TooMany,
    Twice,
    UnknownContact,
)
from fairmatch.models import ActKind
from web.database import reading, writing
from web.firms.blueprint import AREA, blueprint, enter, go, note, page
from web.firms.forms import ContactForm, PersonForm
from web.site import current_site


@blueprint.get(f"{AREA}/profile/contacts")
def contacts(fair: str, firm: str) -> str:
    """Show who speaks for the firm."""
    return _page(fair, firm, ContactForm(formdata=None))


@blueprint.post(f"{AREA}/profile/contacts")
def add(fair: str, firm: str) -> Response | tuple[str, int]:
    """Add a person."""
    form = ContactForm()
    enter(fair, firm)
    if not form.validate():
        return _page(fair, firm, form), 422
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            add_contact(session, entered.firm, form.facts(), clock=current_site().clock)
            note(session, entered, ActKind.CONTACTS, what="added")
    except Twice:
        form.email.errors = [_("This firm has a contact with that address.")]
        return _page(fair, firm, form), 422
    except TooMany as many:
        form.email.errors = [_("A firm has at most %(most)s contacts.", most=many.most)]
        return _page(fair, firm, form), 422
    return _back(fair, firm, "added")


@blueprint.post(f"{AREA}/profile/contacts/change")
def change(fair: str, firm: str) -> Response | tuple[str, int]:
    """Change a person's name and telephone."""
    form = PersonForm()
    seen = Contact(
        request.form.get("seen_name", ""),
        request.form.get("seen_phone", ""),
        request.form.get("email", ""),
        main="main" in request.form,
    )
    entered = enter(fair, firm)
    if not form.validate():
        return _page(fair, firm, ContactForm(formdata=None), form, seen.email), 422
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            change_contact(
                session, entered.firm, seen, name=form.name.data or "", phone=form.phone.data or ""
            )
            note(session, entered, ActKind.CONTACTS, what="changed")
    except (ChangedMeanwhile, UnknownContact):
        return _back(fair, firm, "meanwhile")
    return _back(fair, firm, "changed")


@blueprint.post(f"{AREA}/profile/contacts/main")
def main(fair: str, firm: str) -> Response:
    """Make another person the main contact."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            make_main(
                session, entered.firm, request.form.get("email", ""), clock=current_site().clock
            )
            note(session, entered, ActKind.CONTACTS, what="main")
    except UnknownContact:
        return _back(fair, firm, "meanwhile")
    return _back(fair, firm, "main")


@blueprint.post(f"{AREA}/profile/contacts/remove")
def remove_person(fair: str, firm: str) -> Response:
    """Remove a person, who cannot enter any more."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            remove_contact(
                session, entered.firm, request.form.get("email", ""), clock=current_site().clock
            )
            note(session, entered, ActKind.CONTACTS, what="removed")
    except (UnknownContact, NotPossibleNow):
        return _back(fair, firm, "meanwhile")
    return _back(fair, firm, "removed")


def _page(
    fair: str,
    firm: str,
    form: ContactForm,
    changing: PersonForm | None = None,
    whose: str = "",
) -> str:
    entered = enter(fair, firm)
    return page(
        "section_contacts",
        entered,
        contacts=contacts_of(reading(), entered.firm),
        most=MOST_CONTACTS,
        form=form,
        changing=changing,
        whose=whose,
        done=request.args.get("done"),
        own=entered.account.email,
        registering="registering" in request.args,
    )


def _back(fair: str, firm: str, done: str) -> Response:
    way = {"registering": "1"} if "registering" in request.args else {}
    return go("contacts", fair, firm, done=done, **way)
