"""The order of a firm's requests: 1, 2, 3 … without a gap."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fairmatch.acts import By, begin, record, take_fair
from fairmatch.models import ActKind, Agency, Firm, Interest, Phase
from fairmatch.requests.refusals import ChangedMeanwhile, NotAsked

_ASIDE = 1_000_000


def wishes_of(session: Session, firm: Firm) -> list[Interest]:
    """Give a firm's requests as they stand in the database now, the dearest first."""
    return list(
        session.scalars(
            select(Interest)
            .where(Interest.firm_id == firm.id)
            .order_by(Interest.rank)
            .execution_options(populate_existing=True)
        )
    )


def rank_all(
    session: Session, firm: Firm, order: Sequence[str], *, by: By, seen: Sequence[str] | None = None
) -> bool:
    """Put a firm's requests into an order of agency codes; tell whether that changed anything.

    Parameters
    ----------
    seen
        The order that was shown; it has to stand still, unless the new one does already.

    Raises
    ------
    ChangedMeanwhile
        If the codes are not those of the firm's requests, or the order shown stands no more.
    """
    fair = begin(session, firm.fair_id, by, Phase.REQUESTS)
    if fair is None:
        return False
    wishes = wishes_of(session, firm)
    codes = codes_of(session, wishes)
    if list(order) == codes:
        return False
    if sorted(order) != sorted(codes) or (seen is not None and list(seen) != codes):
        raise ChangedMeanwhile
    by_code = dict(zip(codes, wishes, strict=True))
    renumber(session, [by_code[code] for code in order])
    fair.revision += 1
    record(session, fair, by, ActKind.RANKED, firm=firm, order=list(order))
    session.flush()
    return True


def move(
    session: Session,
    firm: Firm,
    agency_code: str,
    to: int,
    *,
    by: By,
    seen: Sequence[str] | None = None,
) -> bool:
    """Move one request to a rank, counted from 1; beyond either end, to that end.

    It is a new order like any other: sent twice, it is done once.

    Raises
    ------
    NotAsked
        If the firm has no request with the agency.
    ChangedMeanwhile
        If the order shown stands no more.
    """
    if seen is None:
        # What stands now has to stand still until it is moved.
        take_fair(session, firm.fair_id)
    codes = list(seen) if seen is not None else codes_of(session, wishes_of(session, firm))
    if agency_code not in codes:
        raise NotAsked(firm.code, agency_code)
    codes.remove(agency_code)
    codes.insert(max(to, 1) - 1, agency_code)
    return rank_all(session, firm, codes, by=by, seen=seen)


def codes_of(session: Session, wishes: Sequence[Interest]) -> list[str]:
    """Give the codes of the agencies asked, in the order of the wishes."""
    rows = session.execute(
        select(Agency.id, Agency.code).where(Agency.id.in_({wish.agency_id for wish in wishes}))
    )
    codes = {row.id: row.code for row in rows}
    return [codes[wish.agency_id] for wish in wishes]


def renumber(session: Session, wishes: Sequence[Interest]) -> None:
    """Give the wishes the ranks from 1 in this order.

    Two ranks of a firm are never equal, not even within a statement: those that change are put
    aside first.
    """
    moving = [(wish, rank) for rank, wish in enumerate(wishes, start=1) if wish.rank != rank]
    if not moving:
        return
    aside = [{"id": wish.id, "rank": _ASIDE + rank} for wish, rank in moving]
    session.execute(update(Interest), aside)
    session.execute(update(Interest), [{"id": wish.id, "rank": rank} for wish, rank in moving])
    for wish, _ in moving:
        session.expire(wish, ["rank"])
