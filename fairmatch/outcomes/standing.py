"""How an outcome stands between the two sides; worked out, never stored."""

from enum import StrEnum

from fairmatch.models import Answer, Outcome, Side


class OutcomeState(StrEnum):
    """What is known of what came of a consultation.

    ``written``: one side wrote it, the other has said nothing. ``disputed``: the other says it
    was not so, and the desk has to decide.
    """

    NONE = "none"
    WRITTEN = "written"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    DECIDED = "decided"


def state_of(outcome: Outcome | None) -> OutcomeState:
    """Tell how an outcome stands; None: nobody has written anything."""
    if outcome is None:
        return OutcomeState.NONE
    if outcome.decided_at is not None:
        return OutcomeState.DECIDED
    answers = {outcome.firm_answer, outcome.agency_answer}
    if Answer.DISPUTED in answers:
        return OutcomeState.DISPUTED
    return OutcomeState.CONFIRMED if answers == {Answer.CONFIRMED} else OutcomeState.WRITTEN


def answer_of(outcome: Outcome, side: Side) -> Answer | None:
    """Give what a side says of an outcome as it stands; the desk says nothing."""
    return {Side.FIRM: outcome.firm_answer, Side.AGENCY: outcome.agency_answer}.get(side)


def awaits(outcome: Outcome | None, side: Side) -> bool:
    """Tell whether an outcome waits for this side to say whether it was so."""
    return (
        outcome is not None
        and side is not Side.DESK
        and state_of(outcome) is OutcomeState.WRITTEN
        and answer_of(outcome, side) is None
    )
