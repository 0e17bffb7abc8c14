"""Name badges of everybody who comes: a firm's people, and the officers of agencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Firm, FirmContact
from fairmatch.papers.frame import code, fair_name, frame
from fairmatch.papers.sources import Printed
from fairmatch.papers.typesetting import Template, typeset
from fairmatch.papers.words import words_of


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's badge; ``code`` is the firm's number or the agency's booth."""

    person: str
    organisation: str
    code: str
    party: str
    of_agency: bool


def read_badges(session: Session, printed: Printed) -> list[Badge]:
    """Give a badge for each agency's officer and for each person of the firms that meet somebody.

    A firm without any named person gets one with its name alone.
    """
    agencies = [
        Badge(agency.officer or agency.name_ko, agency.name_ko, agency.booth.code, key, True)
        for key, agency in printed.agencies.items()
    ]
    more: dict[int, list[str]] = {}
    for contact in session.scalars(
        select(FirmContact)
        .join(Firm, Firm.id == FirmContact.firm_id)
        .where(Firm.fair_id == printed.fair.id)
        .order_by(FirmContact.id)
    ):
        more.setdefault(contact.firm_id, []).append(contact.name)
    firms = [
        Badge(person or firm.name_ko, firm.name_ko, key, key, False)
        for key, firm in printed.firms.items()
        if any(not one.cancelled for one in printed.of_firm.get(key, ()))
        for person in dict.fromkeys([firm.contact, *more.get(firm.id, ())])
    ]
    return [*agencies, *firms]


def badges_paper(printed: Printed, badges: Sequence[Badge]) -> bytes:
    """Give the badges as a PDF, eight on a sheet with lines to cut along.

    A badge is seen by everybody, so its code leads to what is no secret: the desk knows by it
    who stands there, anybody else reaches public pages only.
    """
    words = words_of("ko")
    values = frame(printed, words, words.badges) | {
        "fair": fair_name(printed, words),
        "badges": [
            {
                "person": badge.person,
                "organisation": badge.organisation,
                "code": badge.code,
                "role": "agency" if badge.of_agency else "firm",
                "says": words.officer if badge.of_agency else words.visitor,
                "qr": code(_address(printed, badge), words),
            }
            for badge in badges
        ],
    }
    return typeset(Template.BADGES, values, made_at=printed.published_at)


def _address(printed: Printed, badge: Badge) -> str:
    kind = "agency" if badge.of_agency else "firm"
    return f"{printed.address}/badge/{printed.fair.code}/{kind}/{quote(badge.party, safe='')}"
