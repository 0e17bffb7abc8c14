"""The other side says that an outcome was so, or that it was not; the desk decides between them."""

from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.models import ActKind, Answer, Fair, Outcome, Side
from fairmatch.outcomes.errors import (
    BadOutcome,
    NothingWritten,
    OutcomeChanged,
    OutcomeDecided,
)
from fairmatch.outcomes.finding import Line
from fairmatch.outcomes.recording import done_before, record_act, take_line
from fairmatch.outcomes.writing import text_fault


def confirm(session: Session, fair: Fair, uid: str, *, side: Side, seen: int, by: By) -> Outcome:
    """Keep that a side says: it was so.

    Parameters
    ----------
    seen
        The edition that the side saw; nobody confirms what they have not seen.

    Raises
    ------
    UnknownConsultation
        If the fair has no such consultation.
    NothingWritten
        If there is nothing to confirm.
    OutcomeChanged
        If it was changed since it was seen.
    OutcomeDecided
        If the desk has decided it.
    """
    line, outcome = _taken(session, fair, uid, seen)
    if done_before(session, fair, by) or _says(outcome, side) is Answer.CONFIRMED:
        return outcome
    _require_open(outcome)
    _say(outcome, side, Answer.CONFIRMED)
    if Answer.DISPUTED not in (outcome.firm_answer, outcome.agency_answer):
        outcome.objection = ""
    record_act(session, fair, line, by, ActKind.OUTCOME_CONFIRMED, side=side)
    session.flush()
    return outcome


def dispute(
    session: Session, fair: Fair, uid: str, objection: str, *, side: Side, seen: int, by: By
) -> Outcome:
    """Keep that a side says: it was not so. The desk will decide.

    Raises
    ------
    BadOutcome
        If its words cannot be kept.
    UnknownConsultation, NothingWritten, OutcomeChanged, OutcomeDecided
        As `confirm`.
    """
    line, outcome = _taken(session, fair, uid, seen)
    if done_before(session, fair, by):
        return outcome
    _require_open(outcome)
    if why := text_fault(objection):
        raise BadOutcome({"objection": why})
    _say(outcome, side, Answer.DISPUTED)
    outcome.objection = objection
    record_act(session, fair, line, by, ActKind.OUTCOME_DISPUTED, side=side)
    session.flush()
    return outcome


def decide(session: Session, fair: Fair, uid: str, *, seen: int, by: By) -> Outcome:
    """Let an outcome stand as it is written, by the desk; nobody else changes it afterwards.

    To decide otherwise, the desk writes it anew: see `record_outcome`.

    Raises
    ------
    UnknownConsultation, NothingWritten, OutcomeChanged
        As `confirm`.
    """
    line, outcome = _taken(session, fair, uid, seen)
    if outcome.decided_at is None and not done_before(session, fair, by):
        outcome.decided_at = by.now
        record_act(session, fair, line, by, ActKind.OUTCOME_DECIDED, side=Side.DESK)
        session.flush()
    return outcome


def taken_outcome(session: Session, fair: Fair, uid: str) -> tuple[Line, Outcome]:
    """Give a consultation and what was written of it, kept from others until the end.

    Raises
    ------
    UnknownConsultation, NothingWritten
        As `confirm`.
    """
    line = take_line(session, fair, uid)
    if line.outcome is None:
        raise NothingWritten
    return line, line.outcome


def _taken(session: Session, fair: Fair, uid: str, seen: int) -> tuple[Line, Outcome]:
    line, outcome = taken_outcome(session, fair, uid)
    if outcome.edition != seen:
        raise OutcomeChanged
    return line, outcome


def _require_open(outcome: Outcome) -> None:
    if outcome.decided_at is not None:
        raise OutcomeDecided


def _says(outcome: Outcome, side: Side) -> Answer | None:
    return outcome.firm_answer if side is Side.FIRM else outcome.agency_answer


def _say(outcome: Outcome, side: Side, answer: Answer) -> None:
    if side is Side.FIRM:
        outcome.firm_answer = answer
    else:
        outcome.agency_answer = answer
