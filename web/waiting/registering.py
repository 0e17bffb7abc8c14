"""The desk writes a walk-in down, or finds that the fair has the firm already."""

from collections.abc import Sequence

from flask import redirect, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from fairmatch.firms.facts import Consents
from fairmatch.models import Firm
from fairmatch.waiting.errors import KnownFirm
from fairmatch.waiting.registering import register_walk_in
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.waiting.blueprint import blueprint
from web.waiting.forms import WalkInForm
from web.waiting.overview import PAGE, overview


@blueprint.post(PAGE)
def register(fair: str) -> Response | tuple[str, int]:
    """Register the firm, or name those that it may be already."""
    organiser_of(fair)
    form = WalkInForm()
    if not form.validate():
        return overview(fair, form), 422
    consents = Consents(privacy=bool(form.privacy.data), third_party=bool(form.third_party.data))
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            made = register_walk_in(
                session,
                entered.fair,
                form.facts(),
                consents=consents,
                by=by_organiser(entered, key=form.key.data or ""),
                anew=bool(form.anew.data),
            )
            code = made.code
    except KnownFirm as known:
        return overview(fair, form, known=firms_of(fair, known.codes), sure=known.sure), 409
    return redirect(url_for("waiting.walk_in", fair=fair, firm=code, new=1), code=303)


def firms_of(fair: str, codes: Sequence[str]) -> list[Firm]:
    """Give the firms of these codes, in this order."""
    entered = organiser_of(fair)
    found = reading().scalars(
        select(Firm).where(Firm.fair_id == entered.fair.id, Firm.code.in_(codes))
    )
    by_code = {firm.code: firm for firm in found}
    return [by_code[code] for code in codes]
