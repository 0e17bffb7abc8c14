"""A proposal in names and times: what changes, for whom."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.comparing import Change, ChangeKind, Comparison, Place
from fairmatch.models import Agency, Booth, Fair, Firm, Repair
from fairmatch.repairs.finding import Shift
from fairmatch.repairs.proposing import shifts_of


def comparison_of(session: Session, fair: Fair, repair: Repair, *, held: int) -> Comparison:
    """Give what a proposal changes, as the comparison of two versions does.

    Parameters
    ----------
    held
        How many consultations the version before holds.
    """
    shifts = shifts_of(repair)
    firms = {
        one.id: one
        for one in session.scalars(
            select(Firm).where(
                Firm.fair_id == fair.id, Firm.id.in_({shift.pair[0] for shift in shifts})
            )
        )
    }
    agencies = {
        agency.id: (agency, booth)
        for agency, booth in session.execute(
            select(Agency, Booth.code)
            .join(Booth, Booth.agency_id == Agency.id)
            .where(Agency.fair_id == fair.id)
        )
    }
    changes = sorted(
        (
            _change(shift, firms[shift.pair[0]], *agencies[shift.pair[1]])
            for shift in shifts
            if shift.pair[0] in firms and shift.pair[1] in agencies
        ),
        key=_time,
    )

    def of(kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(one for one in changes if one.kind is kind)

    moved, added, dropped = map(of, (ChangeKind.MOVED, ChangeKind.ADDED, ChangeKind.DROPPED))
    return Comparison(moved, added, dropped, held - len(moved) - len(dropped))


def _change(shift: Shift, firm: Firm, agency: Agency, booth: str) -> Change:
    before, after = shift.before, shift.after
    kind = (
        ChangeKind.ADDED
        if before is None
        else ChangeKind.DROPPED
        if after is None
        else ChangeKind.MOVED
    )
    return Change(
        kind=kind,
        uid=before.uid if before else "",
        firm_code=firm.code,
        firm_name_ko=firm.name_ko,
        firm_name_en=firm.name_en,
        agency_code=agency.code,
        agency_name_ko=agency.name_ko,
        agency_name_en=agency.name_en,
        before=Place(before.starts_at, before.ends_at, before.booth, before.table)
        if before
        else None,
        after=Place(after.starts_at, after.ends_at, booth, after.table) if after else None,
    )


def _time(change: Change) -> tuple[object, ...]:
    place = change.before or change.after
    assert place is not None, "a change has a place before or after"
    return place.starts_at, place.booth, place.table
