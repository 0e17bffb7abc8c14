"""A firm's profile in sections, each with an edition that tells whether it was changed."""

import hashlib
import json
from enum import StrEnum

from sqlalchemy.orm import Session

from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import Firm


class Section(StrEnum):
    """A part of the profile that is written as one."""

    FIRM = "firm"
    TYPES = "types"
    OFFER = "offer"
    CONSENTS = "consents"


def edition(firm: Firm, section: Section) -> str:
    """Give what a form remembers of a section; it differs as soon as the section does."""
    said = json.dumps(_said(firm, section), ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def require_edition(session: Session, firm: Firm, section: Section, seen: str) -> None:
    """Refuse to overwrite what whoever writes has not seen; the firm stays locked.

    Raises
    ------
    ChangedMeanwhile
        If the section is not as it was when ``seen`` was given out.
    """
    session.refresh(firm, with_for_update=True)
    session.expire(firm, ["kinds", "products"])
    if edition(firm, section) != seen:
        raise ChangedMeanwhile


def _said(firm: Firm, section: Section) -> object:
    match section:
        case Section.FIRM:
            return (
                firm.name_ko, firm.name_en, firm.representative, firm.district,
                firm.founded, firm.employees, firm.language,
            )  # fmt: skip
        case Section.TYPES:
            return sorted((one.kind, one.number, str(one.expires)) for one in firm.kinds)
        case Section.OFFER:
            return firm.pitch, sorted((one.name, one.category) for one in firm.products)
        case Section.CONSENTS:
            return firm.consent_privacy, firm.consent_third_party
