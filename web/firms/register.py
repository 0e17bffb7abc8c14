"""A firm registers itself: the mail address is proved first, then one page makes the firm."""

from collections.abc import Sequence

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from fairmatch.accounts import EnteredFirm, memberships_of
from fairmatch.errors import BadAddress, PhaseClosed
from fairmatch.fairs import find_fair
from fairmatch.firms.errors import AlreadyRegistered
from fairmatch.firms.facts import Consents
from fairmatch.firms.registering import register
from fairmatch.models import Account, ActKind, Fair, Firm, Phase
from fairmatch.phases import PhaseState, phase_state
from web.access import account_id
from web.accounts import landing
from web.accounts.sign_in import send_code
from web.accounts.visits import signed_in
from web.database import reading, writing
from web.firms.blueprint import blueprint, go, note
from web.firms.forms import RegistrationForm
from web.firms.profile import districts_of
from web.security import mark_private
from web.site import current_site


class AddressForm(FlaskForm):
    """Whose address is to be proved."""

    email = StringField(lazy_gettext("Your mail address"))


@blueprint.get("/fairs/<code>/register")
def registration(code: str) -> str:
    """Ask for the mail address; whoever has proved one is shown the form."""
    fair = find_fair(reading(), code)
    if signed_in() is None or not _state(fair).open:
        return _start_page(fair, AddressForm(formdata=None))
    mark_private()
    return _page(fair, RegistrationForm(formdata=None))


@blueprint.post("/fairs/<code>/register/address")
def prove_address(code: str) -> Response | tuple[str, int]:
    """Send a code to an address, whether or not somebody here has it, and come back with it."""
    fair = find_fair(reading(), code)
    form = AddressForm()
    if not _state(fair).open:
        return redirect(url_for("firms.registration", code=code), code=303)
    landing.remember(url_for("firms.registration", code=code))
    try:
        return send_code(form.email.data or "", newcomer_to=code)
    except BadAddress:
        form.email.errors = [_("Please give a mail address as name@company.kr.")]
        return _start_page(find_fair(reading(), code), form), 422


@blueprint.post("/fairs/<code>/register")
def register_firm(code: str) -> Response | tuple[str, int]:
    """Register the firm; where its number is there already, say what to do."""
    me = account_id()
    form = RegistrationForm()
    fair = find_fair(reading(), code)
    if not form.validate():
        return _page(fair, form), 422
    try:
        with writing() as session:
            fair, account = find_fair(session, code), session.get_one(Account, me)
            made = register(
                session,
                fair,
                account,
                form.registration_number(),
                form.facts(),
                contact=form.contact.data or "",
                phone=form.phone.data or "",
                consents=Consents(
                    privacy=bool(form.privacy.data), third_party=bool(form.third_party.data)
                ),
                clock=current_site().clock,
            )
            note(session, EnteredFirm(account, fair, made, False), ActKind.REGISTERED)
            firm = made.code
    except AlreadyRegistered as already:
        return _known(find_fair(reading(), code), form, already.number)
    except PhaseClosed:
        return _start_page(find_fair(reading(), code), AddressForm(formdata=None)), 409
    return go("types", code, firm, registering=1)


def _known(fair: Fair, form: RegistrationForm, number: str) -> Response | tuple[str, int]:
    """Lead on whoever may enter the firm of that number; whose it is, nobody else is told."""
    for firm in _own(fair):
        if firm.registration_number == number:
            return go("home", fair.code, firm.code)
    return _page(fair, form, twice=True), 409


def _own(fair: Fair) -> Sequence[Firm]:
    account = reading().get_one(Account, account_id())
    memberships = memberships_of(reading(), account)
    return [one.firm for one in memberships if one.firm is not None and one.fair_id == fair.id]


def _state(fair: Fair) -> PhaseState:
    return phase_state(fair, Phase.REGISTRATION, current_site().clock())


def _start_page(fair: Fair, form: AddressForm) -> str:
    state = _state(fair)
    coming = state.coming(current_site().clock())
    return render_template(
        "firms/register_start.html", fair=fair, form=form, state=state, coming=coming
    )


def _page(fair: Fair, form: RegistrationForm, *, twice: bool = False) -> str:
    return render_template(
        "firms/register.html",
        fair=fair,
        form=form,
        twice=twice,
        state=_state(fair),
        own=_own(fair),
        districts=districts_of(fair),
        account=reading().get_one(Account, account_id()),
    )
