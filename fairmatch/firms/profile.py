"""Writing a firm's profile: each section whole, and never over what somebody else just wrote.

Nothing here is what a timetable is made from, so the fair's revision stays.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fairmatch.firms.errors import TooMany, Twice
from fairmatch.firms.facts import MOST_PRODUCTS, Certificate, FirmFacts, Offer, Pitch
from fairmatch.firms.sections import Section, require_edition
from fairmatch.models import Fair, Firm, FirmCertificate, Product


def write_firm(session: Session, firm: Firm, facts: FirmFacts, *, seen: str) -> None:
    """Write what the firm is; its registration number stays, it is who the firm is.

    Parameters
    ----------
    seen
        The section's edition as whoever writes saw it; so in all functions here.

    Raises
    ------
    ChangedMeanwhile
        If the section was changed since.
    """
    require_edition(session, firm, Section.FIRM, seen)
    for name, value in facts.model_dump().items():
        setattr(firm, name, value)
    session.flush()


def write_types(
    session: Session, firm: Firm, certificates: Sequence[Certificate], *, seen: str
) -> None:
    """Write what the firm is certified as.

    Raises
    ------
    Twice
        If one type is named twice.
    ChangedMeanwhile
        If the section was changed since.
    """
    _refuse_twice("type", [one.kind for one in certificates])
    require_edition(session, firm, Section.TYPES, seen)
    held = {one.kind: one for one in firm.kinds}
    for one in certificates:
        row = held.pop(one.kind, None)
        if row is None:
            firm.kinds.append(FirmCertificate(**one.model_dump()))
        else:
            row.number, row.expires = one.number, one.expires
    for gone in held.values():
        firm.kinds.remove(gone)
    session.flush()


def write_offer(
    session: Session, firm: Firm, offers: Sequence[Offer], pitch: Pitch, *, seen: str
) -> None:
    """Write what the firm sells and what it says of itself.

    Raises
    ------
    TooMany
        If there are more than `MOST_PRODUCTS` products.
    Twice
        If one product is named twice.
    ChangedMeanwhile
        If the section was changed since.
    """
    if len(offers) > MOST_PRODUCTS:
        raise TooMany("products", MOST_PRODUCTS)
    _refuse_twice("product", [one.name for one in offers])
    require_edition(session, firm, Section.OFFER, seen)
    firm.pitch = pitch.text
    held = {one.name: one for one in firm.products}
    for one in offers:
        row = held.pop(one.name, None)
        if row is None:
            firm.products.append(Product(**one.model_dump()))
        else:
            row.category = one.category
    for gone in held.values():
        firm.products.remove(gone)
    session.flush()


def write_third_party(
    session: Session,
    fair: Fair,
    firm: Firm,
    *,
    agreed: bool,
    seen: str,
    clock: Callable[[], datetime],
) -> None:
    """Write whether the firm's contacts and files may be handed to agencies; at once in effect.

    The day of a consent that stands stays the day on which it was given.

    Raises
    ------
    ChangedMeanwhile
        If the section was changed since.
    """
    require_edition(session, firm, Section.CONSENTS, seen)
    if agreed and firm.consent_third_party is None:
        firm.consent_third_party = clock().astimezone(ZoneInfo(fair.zone)).date()
    elif not agreed:
        firm.consent_third_party = None
    session.flush()


def missing(firm: Firm) -> tuple[Section, ...]:
    """Give the sections in which officers would find nothing."""
    empty = {
        Section.FIRM: not firm.representative,
        Section.TYPES: not firm.kinds,
        Section.OFFER: not firm.products or not firm.pitch,
    }
    return tuple(section for section, nothing in empty.items() if nothing)


def expired(firm: Firm, day: date) -> tuple[FirmCertificate, ...]:
    """Give the certificates whose last day is before a day: the fair's last, say."""
    return tuple(one for one in firm.kinds if one.expires is not None and one.expires < day)


def _refuse_twice(what: str, values: Sequence[str]) -> None:
    for value, number in Counter(values).items():
        if number > 1:
            raise Twice(what, value)
