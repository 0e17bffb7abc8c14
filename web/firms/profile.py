"""The profile of a firm: an overview, and a form for each section."""

from collections.abc import Callable

from flask import request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredFirm
from fairmatch.firms.attachments import MOST_FILES, files_of
from fairmatch.firms.contacts import contacts_of
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.firms.facts import LONGEST_PITCH, MOST_PRODUCTS
from fairmatch.firms.profile import (
    expired,
    missing,
    write_firm,
    write_offer,
    write_third_party,
    write_types,
)
from fairmatch.firms.sections import Section, edition
from fairmatch.models import ActKind, Fair, Firm
from web.database import reading, writing
from web.firms.blueprint import AREA, blueprint, enter, go, note, page
from web.firms.forms import FirmForm, OfferForm, SectionForm, TypesForm, offer_form, types_form
from web.site import current_site
from web.words import FIRM_KINDS

STEPS = ("types", "offer", "files", "contacts")
"""What a firm that has just registered is led through; each can be left for later."""
SPARE_ROWS = 2
Answer = str | Response | tuple[str, int]


@blueprint.get(f"{AREA}/profile")
def profile(fair: str, firm: str) -> str:
    """Show all that the firm says of itself."""
    entered = enter(fair, firm)
    last = max((day.date for day in entered.fair.days), default=None)
    return page(
        "profile",
        entered,
        kinds=FIRM_KINDS,
        files=files_of(reading(), entered.firm),
        contacts=contacts_of(reading(), entered.firm),
        most_files=MOST_FILES,
        missing=missing(entered.firm),
        expired=expired(entered.firm, last) if last else (),
        saved=request.args.get("saved"),
        consents_seen=edition(entered.firm, Section.CONSENTS),
    )


@blueprint.get(f"{AREA}/profile/firm")
def firm_section(fair: str, firm: str) -> str:
    """Show what the firm is, to be changed."""
    entered = enter(fair, firm)
    form = FirmForm.of(entered.firm, edition(entered.firm, Section.FIRM))
    return _firm_page(entered, form)


@blueprint.post(f"{AREA}/profile/firm")
def write_firm_section(fair: str, firm: str) -> Answer:
    """Write what the firm is."""
    form = FirmForm()
    entered = enter(fair, firm)
    if not form.validate():
        return _firm_page(entered, form), 422

    def write(session: Session, kept: Firm, seen: str) -> None:
        write_firm(session, kept, form.facts(), seen=seen)

    return _written(fair, firm, Section.FIRM, form, write=write, show=_firm_page)


@blueprint.get(f"{AREA}/profile/types")
def types(fair: str, firm: str) -> str:
    """Show what the firm is certified as, to be changed."""
    entered = enter(fair, firm)
    values: dict[str, object] = {"seen": edition(entered.firm, Section.TYPES)}
    for one in entered.firm.kinds:
        values |= {
            f"is_{one.kind}": True,
            f"number_{one.kind}": one.number,
            f"expires_{one.kind}": one.expires,
        }
    return _types_page(entered, types_form(formdata=None, data=values))


@blueprint.post(f"{AREA}/profile/types")
def write_types_section(fair: str, firm: str) -> Answer:
    """Write what the firm is certified as."""
    form = types_form()
    entered = enter(fair, firm)
    if not form.validate():
        return _types_page(entered, form), 422

    def write(session: Session, kept: Firm, seen: str) -> None:
        write_types(session, kept, form.certificates(), seen=seen)

    return _written(fair, firm, Section.TYPES, form, write=write, show=_types_page)


@blueprint.get(f"{AREA}/profile/offer")
def offer(fair: str, firm: str) -> str:
    """Show what the firm sells and says of itself, to be changed."""
    entered = enter(fair, firm)
    products = entered.firm.products
    values: dict[str, object] = {
        "seen": edition(entered.firm, Section.OFFER),
        "pitch": entered.firm.pitch,
    }
    for number, one in enumerate(products, start=1):
        values |= {f"name_{number}": one.name, f"category_{number}": one.category}
    form = offer_form(_rows(len(products) + SPARE_ROWS), formdata=None, data=values)
    return _offer_page(entered, form)


@blueprint.post(f"{AREA}/profile/offer")
def write_offer_section(fair: str, firm: str) -> Answer:
    """Write what the firm sells and says of itself, or give more rows to write into."""
    entered = enter(fair, firm)
    more = "more" in request.form
    shown = request.form.get("rows", "")
    rows = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 3 else SPARE_ROWS
    form = offer_form(_rows(rows + 3 * more))
    if more:
        return _offer_page(entered, form)
    right = form.validate()
    offers = form.offers()
    if not right or form.errors:
        return _offer_page(entered, form), 422

    def write(session: Session, kept: Firm, seen: str) -> None:
        write_offer(session, kept, offers, form.words(), seen=seen)

    return _written(fair, firm, Section.OFFER, form, write=write, show=_offer_page)


@blueprint.post(f"{AREA}/profile/consent")
def write_consent(fair: str, firm: str) -> Response:
    """Write whether contacts and files may be handed to agencies."""
    with writing() as session:
        entered = enter(fair, firm, session)
        try:
            write_third_party(
                session,
                entered.fair,
                entered.firm,
                agreed="agreed" in request.form,
                seen=request.form.get("seen", ""),
                clock=current_site().clock,
            )
            note(session, entered, ActKind.PROFILE, section=Section.CONSENTS)
        except ChangedMeanwhile:
            return go("profile", fair, firm, saved="changed", _anchor="consents")
    return go("profile", fair, firm, saved="consents", _anchor="consents")


def next_step(step: str) -> str | None:
    """Give the step after this one for a firm that has just registered; None after the last."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None


def districts_of(fair: Fair) -> list[str]:
    """Give the districts that firms of the fair named, to be chosen from while typing."""
    asked = select(Firm.district).where(Firm.fair_id == fair.id, Firm.district != "").distinct()
    return sorted(reading().scalars(asked))


def _rows(wanted: int) -> int:
    return min(max(wanted, SPARE_ROWS + 1), MOST_PRODUCTS)


def _written(
    fair: str,
    firm: str,
    section: Section,
    form: SectionForm,
    *,
    write: Callable[[Session, Firm, str], None],
    show: Callable[..., str],
) -> Answer:
    """Write a section and lead on; what another tab wrote meanwhile is shown beside the form."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            write(session, entered.firm, form.seen.data or "")
            note(session, entered, ActKind.PROFILE, section=section)
    except ChangedMeanwhile:
        entered = enter(fair, firm)
        form.seen.data = edition(entered.firm, section)
        return show(entered, form, changed=True), 409
    if "registering" in request.args and section.value in STEPS:
        following = next_step(section.value)
        if following is not None:
            return go(following, fair, firm, registering=1)
    return go("profile", fair, firm, saved=section.value)


def _firm_page(entered: EnteredFirm, form: FirmForm, *, changed: bool = False) -> str:
    return page(
        "section_firm",
        entered,
        form=form,
        changed=changed,
        districts=districts_of(entered.fair),
        title=_("Firm details"),
    )


def _types_page(entered: EnteredFirm, form: TypesForm, *, changed: bool = False) -> str:
    today = max((day.date for day in entered.fair.days), default=None)
    return page(
        "section_types",
        entered,
        form=form,
        changed=changed,
        kinds=FIRM_KINDS,
        last_day=today,
        title=_("Types and certificates"),
    )


def _offer_page(entered: EnteredFirm, form: OfferForm, *, changed: bool = False) -> str:
    return page(
        "section_offer",
        entered,
        form=form,
        changed=changed,
        most=MOST_PRODUCTS,
        longest=LONGEST_PITCH,
        title=_("Products and introduction"),
    )
