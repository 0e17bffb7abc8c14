"""Writing plan items down and changing them; two who do so at once are told of each other."""

from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredAgency
from fairmatch.models import PlanItem, PlanState
from fairmatch.plans.changing import add_plan, edit_plan
from fairmatch.plans.errors import BadPlan, PlanChanged
from fairmatch.plans.history import changed_since
from fairmatch.plans.typed import read_typed_amount
from web.access import officer_of
from web.agencies.authors import author
from web.agencies.blueprint import blueprint, page
from web.agencies.plan_form import PlanForm
from web.agencies.plan_page import own_plan
from web.database import reading, writing
from web.formats import won as spoken
from web.formats import won_exact
from web.site import current_site

Answer = str | Response | tuple[str, int]


@blueprint.get("/plans/new")
def new_plan(fair: str, agency: str) -> str:
    """Show an empty form."""
    entered = officer_of(fair, agency)
    form = PlanForm(formdata=None)
    today = current_site().clock().astimezone(ZoneInfo(entered.fair.zone)).date()
    form.begin(entered.agency.department, today)
    return _form(entered, form, None)


@blueprint.post("/plans/new")
def add(fair: str, agency: str) -> Answer:
    """Keep a new item, as a draft or published at once."""
    entered = officer_of(fair, agency)
    form = PlanForm()
    row = form.read(entered.agency.code, entered.agency.code)
    if row is None:
        return _form(entered, form, None), 422
    publish = request.form.get("act") == "publish"
    with writing() as session:
        entered = officer_of(fair, agency, session)
        item = add_plan(session, entered.agency, row, author(entered), publish=publish)
        code = item.code
    return _to_plan(fair, agency, code, "published" if publish else "kept")


@blueprint.get("/plans/<item>/edit")
def edit(fair: str, agency: str, item: str) -> str:
    """Show the form of an item."""
    entered = officer_of(fair, agency)
    found = own_plan(entered, item)
    form = PlanForm(formdata=None)
    form.show(found)
    return _form(entered, form, found)


@blueprint.post("/plans/<item>/edit")
def save(fair: str, agency: str, item: str) -> Answer:
    """Keep what was typed, unless somebody else was quicker."""
    entered = officer_of(fair, agency)
    found = own_plan(entered, item)
    form = PlanForm()
    row = form.read(entered.agency.code, found.code)
    if row is None:
        return _form(entered, form, found), 422
    try:
        with writing() as session:
            entered = officer_of(fair, agency, session)
            edit_plan(session, entered.agency, row, form.seen, author(entered))
    except PlanChanged:
        entered = officer_of(fair, agency)
        found = own_plan(entered, item)
        meanwhile = changed_since(reading(), found, form.seen)
        clashing = form.meet(found, meanwhile)
        return _form(entered, form, found, meanwhile=list(meanwhile), clashing=clashing), 409
    return _to_plan(fair, agency, item, "saved")


@blueprint.get("/plans/amount")
def amount_back(fair: str, agency: str) -> str:
    """Say an amount as it was understood."""
    officer_of(fair, agency)
    typed = request.args.get("amount", "")
    amount = _understood(typed)
    if amount is None:
        return str(_("This cannot be read as an amount.")) if typed else ""
    return str(_("Read as %(amount)s (%(exact)s)", amount=spoken(amount), exact=won_exact(amount)))


def _understood(typed: str) -> int | None:
    try:
        return read_typed_amount(typed)
    except BadPlan:
        return None


def _form(
    entered: EnteredAgency,
    form: PlanForm,
    item: PlanItem | None,
    *,
    meanwhile: list[str] | None = None,
    clashing: list[str] | None = None,
) -> str:
    return page(
        "plan_form",
        entered,
        form=form,
        item=item,
        meanwhile=meanwhile,
        clashing=clashing or [],
        public=item is not None and item.state is PlanState.PUBLISHED,
    )


def _to_plan(fair: str, agency: str, code: str, done: str) -> Response:
    address = url_for("agencies.plan", fair=fair, agency=agency, item=code, done=done)
    return redirect(address, code=303)
