"""A party says anew when it is there."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, begin, record
from fairmatch.attendance.held import HeldTalk
from fairmatch.attendance.sheet import Sheet, sheet_of
from fairmatch.attendance.spans import Span, spans_of
from fairmatch.errors import FairMatchError
from fairmatch.models import ActKind, Agency, Booth, BoothHours, Firm, FirmHours, Phase
from fairmatch.requests.refusals import ChangedMeanwhile


class NeverThere(FairMatchError):
    """Not one slot is left: whoever does not come at all has to say so otherwise."""

    def __init__(self) -> None:
        super().__init__("at least one slot is needed")


class NoSuchSlot(FairMatchError):
    """A slot was named that the fair does not have, or has no more."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"the fair has no slot {position}")


class TalksInTheWay(FairMatchError):
    """In slots that are to be given up sit talks that have a time; ``held`` lists them."""

    def __init__(self, held: tuple[HeldTalk, ...]) -> None:
        self.held = held
        super().__init__(f"{len(held)} talk(s) sit in slots that are to be given up")


class NoBooth(FairMatchError):
    """An agency has no booth yet, so nobody can say when it is staffed."""

    def __init__(self, agency_code: str) -> None:
        self.agency_code = agency_code
        super().__init__(f"{agency_code} has no booth")


def set_attendance(
    session: Session,
    party: Firm | Agency,
    chosen: frozenset[int],
    *,
    by: By,
    seen: str | None = None,
    even_so: bool = False,
) -> Sheet | None:
    """Let a firm, or an agency's booth, be there in these slots (positions from 0) only.

    Firms change this while requests are open, agencies while answers are.

    Parameters
    ----------
    seen
        The seal of the sheet that the page showed.
    even_so
        Give up slots in which talks sit; the next timetable has to move them, and a talk
        arranged for a slot has to be arranged anew before there is one.

    Returns
    -------
    Sheet
        What stood before, or None if nothing changed.

    Raises
    ------
    PhaseClosed
        If this can no longer be changed.
    NeverThere
        If no slot is chosen.
    NoSuchSlot
        If the fair has not so many slots.
    ChangedMeanwhile
        If something else stands than the page showed.
    TalksInTheWay
        If talks sit in slots that are given up, unless ``even_so``.
    NoBooth
        If the agency has no booth.
    """
    phase = Phase.REQUESTS if isinstance(party, Firm) else Phase.MARKS
    fair = begin(session, party.fair_id, by, phase)
    if fair is None:
        return None
    before = sheet_of(session, fair, party)
    for position in chosen:
        if not 0 <= position < len(before.slots):
            raise NoSuchSlot(position)
    if not chosen:
        raise NeverThere
    if chosen == before.there:
        return None
    if seen is not None and seen != before.seal:
        raise ChangedMeanwhile
    held = before.in_the_way(chosen)
    if held and not even_so:
        raise TalksInTheWay(held)
    spans = spans_of(before.slots, chosen)
    write_hours(session, party, spans)
    fair.revision += 1
    firm, agency = (party, None) if isinstance(party, Firm) else (None, party)
    kind = ActKind.FIRM_HOURS if firm else ActKind.BOOTH_HOURS
    record(
        session,
        fair,
        by,
        kind,
        firm=firm,
        agency=agency,
        before=sorted(before.there),
        after=sorted(chosen),
        in_the_way=len(held),
    )
    session.flush()
    return before


def write_hours(session: Session, party: Firm | Agency, spans: Sequence[Span]) -> None:
    """Let a party be there in these stretches; none at all means always.

    Raises
    ------
    NoBooth
        If the agency has no booth.
    """
    if isinstance(party, Firm):
        _write_firm(session, party, spans)
    else:
        _write_booth(session, party, spans)


def _write_firm(session: Session, firm: Firm, spans: Sequence[Span]) -> None:
    session.execute(delete(FirmHours).where(FirmHours.firm_id == firm.id))
    session.add_all(
        FirmHours(firm_id=firm.id, date=one.date, comes=one.starts, leaves=one.ends)
        for one in spans
    )
    session.expire(firm, ["hours"])


def _write_booth(session: Session, agency: Agency, spans: Sequence[Span]) -> None:
    booth = session.scalars(select(Booth).where(Booth.agency_id == agency.id)).one_or_none()
    if booth is None:
        raise NoBooth(agency.code)
    session.execute(delete(BoothHours).where(BoothHours.booth_id == booth.id))
    session.add_all(
        BoothHours(booth_id=booth.id, date=one.date, opens=one.starts, closes=one.ends)
        for one in spans
    )
    session.expire(booth, ["hours"])
