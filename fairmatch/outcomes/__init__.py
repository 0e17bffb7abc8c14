"""What came of consultations: written down, confirmed or contradicted, followed up, surveyed."""

from fairmatch.outcomes.answering import confirm, decide, dispute
from fairmatch.outcomes.finding import Line, find_line, lines_of
from fairmatch.outcomes.recording import record_outcome
from fairmatch.outcomes.standing import OutcomeState, state_of
from fairmatch.outcomes.writing import Written, read_written

__all__ = [
    "Line",
    "OutcomeState",
    "Written",
    "confirm",
    "decide",
    "dispute",
    "find_line",
    "lines_of",
    "read_written",
    "record_outcome",
    "state_of",
]
