"""Writing down what came of a consultation; each change keeps what was there before."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.fairday.moments import believed
from fairmatch.models import (
    Act,
    ActKind,
    Answer,
    Fair,
    Outcome,
    OutcomeChange,
    Side,
)
from fairmatch.outcomes.errors import NotBegun, OutcomeChanged, OutcomeDecided
from fairmatch.outcomes.finding import Line, find_line, items_for
from fairmatch.outcomes.writing import Written, as_written, require_sound


def record_outcome(
    session: Session,
    fair: Fair,
    uid: str,
    written: Written,
    *,
    side: Side,
    seen: int,
    by: By,
    at: datetime | None = None,
) -> Outcome:
    """Keep what came of a consultation, as one of the two sides or the desk writes it.

    Whoever writes agrees with it; the other side is asked again if anything changed. What the
    desk writes where the two disagree decides between them.

    Parameters
    ----------
    seen
        The edition of the outcome that the writer saw; 0 if there was none.
    at
        When it was written, on a telephone without a network; None: when it came in. It counts as
        far as it can be believed.

    Raises
    ------
    UnknownConsultation
        If the fair has no such consultation, or it was cancelled.
    NotBegun
        If it is still to begin.
    BadOutcome
        If it cannot be so.
    OutcomeChanged
        If somebody else changed it since it was seen.
    OutcomeDecided
        If the desk has decided it and somebody else writes.
    """
    line = take_line(session, fair, uid)
    outcome = line.outcome
    if outcome is not None and done_before(session, fair, by):
        return outcome
    when = believed(at, by.now)
    if not line.begun(when):
        raise NotBegun(line.placement.starts_at)
    if (0 if outcome is None else outcome.edition) != seen:
        raise OutcomeChanged
    if outcome is not None and outcome.decided_at is not None and side is not Side.DESK:
        raise OutcomeDecided
    items = {item.code: item.id for item in items_for(session, line)}
    require_sound(written, today=day_of(when, fair), items=list(items))
    if outcome is None:
        outcome = Outcome(
            fair_id=fair.id,
            consultation_id=line.consultation.id,
            recorded_side=side,
            recorded_at=when,
            edition=0,
        )
        session.add(outcome)
    elif as_written(outcome) != _bare(written):
        session.add(_as_it_was(outcome, side, by))
    else:
        return _written_again(session, fair, line, outcome, side=side, by=by)
    disputed = Answer.DISPUTED in (outcome.firm_answer, outcome.agency_answer)
    decides = side is Side.DESK and (disputed or outcome.decided_at is not None)
    _write(outcome, _bare(written), items)
    if decides:
        outcome.decided_at = by.now
    else:
        outcome.firm_answer = Answer.CONFIRMED if side is Side.FIRM else None
        outcome.agency_answer = Answer.CONFIRMED if side is Side.AGENCY else None
        outcome.objection = ""
    outcome.edition += 1
    record_act(
        session,
        fair,
        line,
        by,
        ActKind.OUTCOME_DECIDED if decides else ActKind.OUTCOME,
        side=side,
        held=written.held,
        kinds=[kind.value for kind in written.kinds],
        edition=outcome.edition,
    )
    session.flush()
    return outcome


def take_line(session: Session, fair: Fair, uid: str) -> Line:
    """Give a consultation as it is now, and keep others from writing about it until the end.

    Raises
    ------
    UnknownConsultation
        If the fair has no such consultation, or it was cancelled.
    """
    take_fair(session, fair.id)
    line = find_line(session, fair, uid)
    if line.outcome is not None:
        session.refresh(line.outcome)
    return line


def done_before(session: Session, fair: Fair, by: By) -> bool:
    """Tell whether this very form has done its work already."""
    same = select(Act.id).where(Act.fair_id == fair.id, Act.key == by.key)
    return bool(by.key) and session.scalar(same) is not None


def record_act(
    session: Session, fair: Fair, line: Line, by: By, kind: ActKind, *, side: Side, **said: Any
) -> None:
    """Keep that something was done with a consultation's outcome, never what was noted there."""
    said["side"] = side.value
    record(session, fair, by, kind, firm=line.firm, agency=line.agency, **said)


def day_of(at: datetime, fair: Fair) -> date:
    """Give the day of a moment, by the fair's clocks."""
    return at.astimezone(ZoneInfo(fair.zone)).date()


def _written_again(
    session: Session, fair: Fair, line: Line, outcome: Outcome, *, side: Side, by: By
) -> Outcome:
    """Take the same words written once more for what they are: the writer's agreement."""
    if side is Side.FIRM:
        outcome.firm_answer = Answer.CONFIRMED
    elif side is Side.AGENCY:
        outcome.agency_answer = Answer.CONFIRMED
    elif Answer.DISPUTED in (outcome.firm_answer, outcome.agency_answer):
        outcome.decided_at = by.now
    record_act(session, fair, line, by, ActKind.OUTCOME, side=side, edition=outcome.edition)
    session.flush()
    return outcome


def _bare(written: Written) -> Written:
    """Give an outcome without a side that promised nothing."""
    if written.follow_up_on is not None:
        return written
    return Written(
        held=written.held,
        kinds=written.kinds,
        amount_discussed=written.amount_discussed,
        amount_signed=written.amount_signed,
        amount_later=written.amount_later,
        item=written.item,
        note=written.note,
    )


def _write(outcome: Outcome, written: Written, items: dict[str, int]) -> None:
    if (outcome.follow_up_on, outcome.follow_up_side) != (
        written.follow_up_on,
        written.follow_up_side,
    ):
        outcome.follow_up_done_at = outcome.follow_up_told = None
    outcome.held = written.held
    outcome.kinds = [kind.value for kind in written.kinds]
    outcome.amount_discussed = written.amount_discussed
    outcome.amount_signed = written.amount_signed
    outcome.amount_later = written.amount_later
    outcome.plan_item_id = items.get(written.item)
    outcome.note = written.note
    outcome.follow_up_on = written.follow_up_on
    outcome.follow_up_side = written.follow_up_side


def _as_it_was(outcome: Outcome, side: Side, by: By) -> OutcomeChange:
    was = as_written(outcome)
    return OutcomeChange(
        outcome_id=outcome.id,
        at=by.now,
        side=side,
        account_id=by.account_id,
        edition=outcome.edition,
        was={
            "held": was.held,
            "kinds": [kind.value for kind in was.kinds],
            "amount_discussed": was.amount_discussed,
            "amount_signed": was.amount_signed,
            "amount_later": was.amount_later,
            "item": was.item,
            "note": was.note,
            "follow_up_on": None if was.follow_up_on is None else was.follow_up_on.isoformat(),
            "follow_up_side": was.follow_up_side,
            "firm_answer": outcome.firm_answer,
            "agency_answer": outcome.agency_answer,
            "objection": outcome.objection,
        },
    )
