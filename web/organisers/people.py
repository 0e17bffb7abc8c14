"""Who is at the desk, who speaks for agencies and firms; inviting and taking away."""

from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import StringField

from fairmatch.accounts import everybody_of, take
from fairmatch.errors import BadAddress, LastOrganiser
from fairmatch.inviting import invite
from fairmatch.models import ActKind, Agency, Firm, Membership, Role
from web.access import organiser_of
from web.acting import note
from web.database import reading, writing
from web.formats import in_order, name
from web.organisers.blueprint import Desk, blueprint, desk_of
from web.postman import wake
from web.site import current_site
from web.words import ROLES


class InvitationForm(FlaskForm):
    """Whom to invite, and as what."""

    email = StringField()
    name = StringField()
    role = StringField()
    agency = StringField()
    firm = StringField()


@blueprint.get("/desk/<fair>/people")
def people(fair: str) -> str:
    """List them, with a form for one more."""
    return _page(desk_of(fair), InvitationForm(request.args))


@blueprint.post("/desk/<fair>/people")
def invite_person(fair: str) -> Response | tuple[str, int]:
    """Invite somebody by mail."""
    organiser_of(fair)
    form, site = InvitationForm(), current_site()
    role = form.role.data if form.role.data in set(Role) else Role.VIEWER
    code = {Role.OFFICER: form.agency.data, Role.CONTACT: form.firm.data}.get(Role(role), "")
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            found = entered.fair
            agency = firm = None
            if role == Role.OFFICER:
                agency = session.scalars(
                    select(Agency).where(Agency.fair_id == found.id, Agency.code == code)
                ).one_or_none()
            if role == Role.CONTACT:
                firm = session.scalars(
                    select(Firm).where(Firm.fair_id == found.id, Firm.code == code)
                ).one_or_none()
            if role == Role.OFFICER and agency is None:
                form.agency.errors = [_("Choose the agency.")]
            elif role == Role.CONTACT and firm is None:
                form.firm.errors = [_("Choose the firm.")]
            else:
                invited = invite(
                    session,
                    site.secret,
                    found,
                    form.email.data or "",
                    Role(role),
                    agency=agency,
                    firm=firm,
                    name=form.name.data or "",
                    clock=site.clock,
                    new_uid=lambda: uuid4().hex,
                )
                note(
                    session,
                    entered,
                    ActKind.PERSON_INVITED,
                    firm=firm,
                    agency=agency,
                    role=role,
                    account=invited.account_id,
                )
    except BadAddress:
        form.email.errors = [_("Type a mail address, such as name@company.kr.")]
    except LastOrganiser:
        form.role.errors = [_("A fair keeps at least one organiser.")]
    if form.email.errors or form.role.errors or form.agency.errors or form.firm.errors:
        return _page(desk_of(fair), form), 422
    wake()
    return redirect(url_for("organisers.people", fair=fair, done="invited"), code=303)


@blueprint.post("/desk/<fair>/people/<int:number>/take")
def take_away(fair: str, number: int) -> Response:
    """Take a membership away."""
    organiser_of(fair)
    done = "taken"
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            membership = session.get(Membership, number)
            if membership is None or membership.fair_id != entered.fair.id:
                abort(404)
            take(session, membership, clock=current_site().clock)
            note(
                session,
                entered,
                ActKind.PERSON_TAKEN,
                firm=membership.firm,
                agency=membership.agency,
                role=membership.role,
                account=membership.account_id,
            )
    except LastOrganiser:
        done = "last"
    return redirect(url_for("organisers.people", fair=fair, done=done), code=303)


def _page(desk: Desk, form: InvitationForm) -> str:
    agencies = reading().scalars(select(Agency).where(Agency.fair_id == desk.fair.id)).all()
    firms = reading().scalars(select(Firm).where(Firm.fair_id == desk.fair.id)).all()
    return render_template(
        "organisers/people.html",
        desk=desk,
        fair=desk.fair,
        form=form,
        roles=[(role.value, word) for role, word in ROLES.items()],
        agencies=[("", "–"), *((one.code, name(one)) for one in in_order(agencies))],
        firms=[("", "–"), *((one.code, name(one)) for one in in_order(firms))],
        role_words=ROLES,
        people=everybody_of(reading(), desk.fair),
        done=request.args.get("done", ""),
    )
