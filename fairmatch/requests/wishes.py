"""A firm's requests as rows: found, added in their order, taken away without leaving a gap."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.catalogue import find_plan_item
from fairmatch.models import Agency, Fair, Firm, Interest, PlanItem, PlanState
from fairmatch.requests.ranking import renumber, wishes_of
from fairmatch.requests.refusals import ItemOfAnother


def find_wish(session: Session, firm: Firm, agency: Agency) -> Interest | None:
    """Give the firm's request with an agency as it stands in the database now."""
    return session.scalars(
        select(Interest)
        .where(Interest.firm_id == firm.id, Interest.agency_id == agency.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def find_item(
    session: Session, fair: Fair, agency: Agency, code: str, *, named: int | None = None
) -> PlanItem | None:
    """Give the agency's published plan item of this code, None for the agency in general.

    ``named`` is the item (row id) that the request names already: it may stay, though the
    agency has withdrawn it since.

    Raises
    ------
    ItemOfAnother
        If it has published none of this code.
    """
    if not code:
        return None
    item = find_plan_item(session, fair, code)
    if item is None or item.agency_id != agency.id:
        raise ItemOfAnother(code, agency.code)
    if item.state is not PlanState.PUBLISHED and item.id != named:
        raise ItemOfAnother(code, agency.code)
    return item


def add_wish(
    session: Session,
    firm: Firm,
    agency: Agency,
    item: PlanItem | None,
    purpose: str,
    *,
    by: By,
    rank: int | None = None,
) -> Interest:
    """Add a request at a rank, below all others unless one is given."""
    wishes = wishes_of(session, firm)
    wish = Interest(
        fair_id=firm.fair_id,
        firm_id=firm.id,
        agency_id=agency.id,
        plan_item_id=None if item is None else item.id,
        rank=max((one.rank for one in wishes), default=0) + 1,
        purpose=purpose,
        asked_at=by.now,
    )
    session.add(wish)
    session.flush()
    place = len(wishes) if rank is None else max(rank, 1) - 1
    renumber(session, [*wishes[:place], wish, *wishes[place:]])
    return wish


def remove_wish(session: Session, firm: Firm, wish: Interest) -> None:
    """Take a request away; those below it move up."""
    session.delete(wish)
    session.flush()
    renumber(session, wishes_of(session, firm))
