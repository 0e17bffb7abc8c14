"""Changing the rows of a draft, and keeping the act that does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.acts import record
from fairmatch.hand.board import Board
from fairmatch.hand.opening import Desk
from fairmatch.hand.seats import Shift
from fairmatch.models import (
    ActKind,
    Consultation,
    HandAct,
    HandKind,
    Placement,
    Timetable,
)
from fairmatch.snapshot import Pair
from fairmatch.wording import Words

BY_HAND = Words(
    ko="이 보고서를 낸 뒤에 시간표를 손으로 고쳤습니다.",
    en="The timetable was changed by hand after this was measured.",
)


@dataclass(frozen=True, slots=True)
class Done:
    """A draft after an act: its edition, and its board."""

    edition: int
    board: Board


def store(
    session: Session,
    desk: Desk,
    kind: HandKind,
    shifts: Sequence[Shift],
    *,
    new_uid: Callable[[], str],
    of: int | None = None,
) -> Done:
    """Do what was judged; give the draft as it is then."""
    draft, by = desk.draft, desk.by
    identities = _identities(session, desk, [shift.pair for shift in shifts], new_uid)
    # Two that change places would meet at one table for a moment, so both leave first.
    session.execute(
        delete(Placement).where(
            Placement.timetable_id == draft.id,
            Placement.consultation_id.in_(identities.values()),
        )
    )
    for shift in shifts:
        seat = shift.after
        if seat is not None:
            session.add(
                Placement(
                    timetable_id=draft.id,
                    consultation_id=identities[shift.pair],
                    starts_at=seat.starts_at,
                    ends_at=seat.ends_at,
                    slot_id=seat.slot_id,
                    booth_code=seat.booth_code,
                    table=seat.table,
                    department=seat.department,
                    pinned=seat.pinned,
                    fixed=seat.fixed,
                )
            )
    draft.edition += 1
    session.add(
        HandAct(
            timetable_id=draft.id,
            edition=draft.edition,
            at=by.now,
            account_id=by.account_id,
            kind=kind,
            shifts=[shift.to_json() for shift in shifts],
            of=of,
        )
    )
    _note(draft)
    firm_id, agency_id = shifts[0].pair
    fair = desk.board.fair
    record(
        session,
        desk.fair,
        by,
        ActKind.BY_HAND,
        firm=fair.firms[firm_id],
        agency=fair.agencies[agency_id],
        draft=draft.id,
        what=kind.value,
    )
    session.flush()
    return Done(draft.edition, desk.board.after(shifts))


def _identities(
    session: Session, desk: Desk, pairs: Sequence[Pair], new_uid: Callable[[], str]
) -> dict[Pair, int]:
    known = session.scalars(
        select(Consultation).where(
            Consultation.fair_id == desk.fair.id,
            Consultation.firm_id.in_([pair[0] for pair in pairs]),
        )
    )
    found = {(one.firm_id, one.agency_id): one for one in known}
    for pair in pairs:
        if pair not in found:
            found[pair] = Consultation(
                fair_id=desk.fair.id, firm_id=pair[0], agency_id=pair[1], uid=new_uid()
            )
            session.add(found[pair])
    session.flush()
    return {pair: found[pair].id for pair in pairs}


def _note(draft: Timetable) -> None:
    note = BY_HAND.model_dump()
    if draft.report and note not in draft.report.get("notes", ()):
        draft.report = draft.report | {"notes": [*draft.report.get("notes", ()), note]}
