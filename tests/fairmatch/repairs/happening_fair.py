"""A fair of two days that is published, to which something happens."""

from sqlalchemy.orm import Session

from fairmatch.models import Fair, MarkKind
from fairmatch.publishing import publish
from tests.fairmatch.fair_rows import (
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    add_mark,
    add_pin,
    slots_of,
)
from tests.fairmatch.publishing_fair import BEFORE


def two_days(session: Session) -> Fair:
    """Give a fair of two days, 10:00 to 12:20 with an hour of lunch after the second slot.

    F1 has A1 at 10:00 and, arranged, A2 at 10:20; F2 has A2 at 10:00 and A1 at 10:20; F3, which A1
    has to meet, has A1 at 11:40. F3 asked for A2 in vain, and F4 for A1. All is on the first day.
    """
    fair = add_fair(session, days=2, slots=4, lunch_after=2)
    one, two = (add_agency(session, fair, code) for code in ("A1", "A2"))
    firms = [add_firm(session, fair, f"F{number}") for number in range(1, 5)]
    for firm, asked in zip(firms, ((one, two), (two, one), (one, two), (one,)), strict=True):
        add_interests(session, firm, *asked)
    slots = slots_of(session, fair)
    add_pin(session, firms[0], two, slots[1], department="총무과")
    add_mark(session, one, firms[2], MarkKind.MUST)
    held = {
        (firms[0], one): (slots[0], 1),
        (firms[0], two): (slots[1], 1),
        (firms[1], two): (slots[0], 1),
        (firms[1], one): (slots[1], 1),
        (firms[2], one): (slots[2], 1),
    }
    draft = add_draft(session, fair, held, pinned=[(firms[0], two)])
    publish(session, fair, clock=lambda: BEFORE, draft_id=draft.id)
    return fair
