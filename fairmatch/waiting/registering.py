"""A firm that comes without having registered is written down at the desk, in under a minute."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.files.columns import Text
from fairmatch.firms.alike import ALIKE, bare_name
from fairmatch.firms.errors import ConsentMissing
from fairmatch.firms.facts import Address, Consents, Facts, Number, Person, Phone
from fairmatch.firms.registering import find_by_number, new_code
from fairmatch.models import Act, ActKind, Approval, Fair, Firm
from fairmatch.waiting.errors import KnownFirm

_CODE = "W"
"""What the codes of firms start with that were written down at the desk."""


class WalkInFacts(Facts):
    """What is asked at the desk; number and address only if they are at hand."""

    name_ko: Text
    contact: Person
    phone: Phone
    number: Number | None = None
    email: Address | None = None
    language: Annotated[str, Field(pattern="^(ko|en)$")] = "ko"


def register_walk_in(
    session: Session,
    fair: Fair,
    facts: WalkInFacts,
    *,
    consents: Consents,
    by: By,
    anew: bool = False,
) -> Firm:
    """Add a firm that came to the desk; it takes part at once. The same form twice adds one.

    Parameters
    ----------
    anew
        Somebody has looked: it is none of the firms of a like name or the same telephone.

    Raises
    ------
    ConsentMissing
        If the firm does not agree that its data be kept.
    KnownFirm
        If the fair has it already, or may have it; the firms are named by their codes.
    """
    if not consents.privacy:
        raise ConsentMissing
    fair = take_fair(session, fair.id)
    before = _made_by(session, fair, by)
    if before is not None:
        return before
    same = None if facts.number is None else find_by_number(session, fair, facts.number)
    if same is not None:
        raise KnownFirm([same.code], sure=True)
    alike = [] if anew else firms_like(session, fair, facts.name_ko, facts.phone)
    if alike:
        raise KnownFirm([one.code for one in alike], sure=False)
    today = by.now.astimezone(ZoneInfo(fair.zone)).date()
    code = new_code(session, fair, _CODE)
    firm = Firm(
        fair_id=fair.id,
        code=code,
        registration_number=facts.number.value if facts.number else Firm.without_number(code),
        name_ko=facts.name_ko,
        contact=facts.contact,
        phone=facts.phone,
        email=facts.email or "",
        language=facts.language,
        consent_privacy=today,
        consent_third_party=today if consents.third_party else None,
        registered_at=by.now,
        approval=Approval.APPROVED,
        walk_in=True,
    )
    session.add(firm)
    fair.revision += 1
    session.flush()
    record(session, fair, by, ActKind.WALKED_IN, firm=firm, code=code)
    session.flush()
    return firm


def firms_like(session: Session, fair: Fair, name: str, phone: str) -> list[Firm]:
    """Give the fair's firms of a like name or the same telephone, the likest first."""
    # Only the desk needs it.
    from rapidfuzz import fuzz  # noqa: PLC0415

    own, digits = bare_name(name), _digits(phone)
    every = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id, Firm.erased_at.is_(None))
        .order_by(Firm.name_ko, Firm.id)
    )
    scored = []
    for firm in every:
        score = fuzz.ratio(own, bare_name(firm.name_ko))
        if score >= ALIKE or (len(digits) > 6 and digits == _digits(firm.phone)):
            scored.append((-score, firm))
    return [firm for _, firm in sorted(scored, key=lambda pair: pair[0])]


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _made_by(session: Session, fair: Fair, by: By) -> Firm | None:
    """Give the firm that this very form has added, if it has."""
    if not by.key:
        return None
    act = session.scalars(select(Act).where(Act.fair_id == fair.id, Act.key == by.key)).first()
    return None if act is None or act.firm_id is None else session.get(Firm, act.firm_id)
