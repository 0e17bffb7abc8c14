"""A stored fair as a workbook that can be imported again, here or elsewhere."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.files.fair_workbook import fair_workbook
from fairmatch.files.rows import ROWS, FirmRow, InterestRow, PlanRow, Row
from fairmatch.intake.stored import rows_held, settings_of
from fairmatch.models import Fair, Firm, PlanItem, PlanState


def fair_file(session: Session, fair: Fair, *, made: datetime) -> bytes:
    """Give the workbook of all that a timetable of the fair is made from.

    It holds who takes part: firms that withdrew, were erased or are not approved are left out
    with all that is theirs, and so are plan items that are not published; a wish about one of
    these names none. Importing it makes the same problem, but that a consultation which somebody
    missed is to be planned again: that it was missed belongs to its timetable, which is not in
    the file.
    """
    absent = set(
        session.scalars(select(Firm.code).where(Firm.fair_id == fair.id, ~Firm.takes_part))
    )
    hidden = set(
        session.scalars(
            select(PlanItem.code).where(
                PlanItem.fair_id == fair.id, PlanItem.state != PlanState.PUBLISHED
            )
        )
    )
    tables = {
        row: [
            _as_written(held.row, hidden)
            for held in rows_held(session, fair, row)
            if _firm_of(held.row) not in absent
            and not (isinstance(held.row, PlanRow) and held.row.code in hidden)
        ]
        for row in ROWS
    }
    tables[InterestRow] = _with_limit(tables[InterestRow], fair.request_limit)
    return fair_workbook(settings_of(fair), tables, made=made)


def _firm_of(row: Row) -> str | None:
    return row.code if isinstance(row, FirmRow) else getattr(row, "firm", None)


def _as_written(row: Row, hidden: set[str]) -> Row:
    if isinstance(row, InterestRow) and row.plan in hidden:
        return row.model_copy(update={"plan": ""})
    if isinstance(row, FirmRow) and row.registration_number == Firm.without_number(row.code):
        return row.model_copy(update={"registration_number": ""})
    return row


def _with_limit(wishes: Sequence[Row], limit: int) -> list[Row]:
    """Say of each firm's wishes beyond the limit, the dearest counted first, that they may be."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for one in wishes:
        if isinstance(one, InterestRow) and one.walk_in_on is None:
            ranks[one.firm].append(one.rank)
    last = {firm: sorted(found)[limit - 1] for firm, found in ranks.items() if len(found) > limit}
    return [
        one.model_copy(update={"beside_limit": True})
        if isinstance(one, InterestRow)
        and one.walk_in_on is None
        and one.rank > last.get(one.firm, one.rank)
        else one
        for one in wishes
    ]
