"""What firms and agencies think of the fair: five marks and a text, once for each party."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.files.cells import tidy
from fairmatch.models import (
    ActKind,
    Agency,
    Consultation,
    ConsultationState,
    Fair,
    Firm,
    Placement,
    Survey,
)
from fairmatch.outcomes.errors import BadOutcome, SurveyChanged, SurveyClosed, Wrong
from fairmatch.outcomes.recording import day_of, done_before
from fairmatch.outcomes.writing import text_fault

QUESTIONS = ("match", "time", "schedule", "prospects", "overall")
"""What is asked, of both sides: whether the others were the right ones, whether the time was
enough, whether the timetable was convenient, whether business will come of it, and all in all."""
LOWEST, HIGHEST = 1, 5


def survey_of(session: Session, party: Firm | Agency) -> Survey | None:
    """Give what a party has answered; None if it has not."""
    own = Survey.firm_id if isinstance(party, Firm) else Survey.agency_id
    return session.scalars(select(Survey).where(own == party.id)).one_or_none()


def last_end(session: Session, party: Firm | Agency) -> datetime | None:
    """Give when the party's last consultation ends; None if it has none."""
    own = Consultation.firm_id if isinstance(party, Firm) else Consultation.agency_id
    return session.scalar(
        select(func.max(Placement.ends_at))
        .join(Consultation, Consultation.placement_id == Placement.id)
        .where(own == party.id, Consultation.state == ConsultationState.CONFIRMED)
    )


def require_asked(session: Session, fair: Fair, party: Firm | Agency, now: datetime) -> None:
    """Let a party answer after its last consultation, until its data is erased.

    Raises
    ------
    SurveyClosed
        If it is too early or too late, or the party had no consultation.
    """
    ends_at = last_end(session, party)
    if ends_at is None or now < ends_at:
        raise SurveyClosed(too_early=True)
    erased = isinstance(party, Firm) and party.erased_at is not None
    if erased or (fair.retention_until is not None and day_of(now, fair) > fair.retention_until):
        raise SurveyClosed(too_early=False)


def seal_of(survey: Survey | None) -> str:
    """Give what a form carries, so that no other tab's answers are overwritten unseen."""
    return "" if survey is None else survey.answered_at.isoformat()


def answer_survey(
    session: Session,
    fair: Fair,
    party: Firm | Agency,
    marks: Mapping[str, str],
    words: str,
    *,
    seen: str,
    by: By,
) -> Survey:
    """Keep a party's marks and words; answered again, they take the place of the earlier ones.

    Parameters
    ----------
    marks
        "1" to "5" by question; a question may be left out.
    seen
        The seal of the answers that the form was filled from; see `seal_of`.

    Raises
    ------
    SurveyClosed
        If the party is not asked now.
    BadOutcome
        If a mark or the words cannot be kept, or nothing is answered.
    SurveyChanged
        If another tab has answered since.
    """
    require_asked(session, fair, party, by.now)
    take_fair(session, fair.id)
    found = survey_of(session, party)
    if found is not None and done_before(session, fair, by):
        return found
    given, words = _read(marks, words)
    if seal_of(found) != seen:
        raise SurveyChanged
    if found is None:
        is_firm = isinstance(party, Firm)
        found = Survey(
            fair_id=fair.id,
            firm_id=party.id if is_firm else None,
            agency_id=None if is_firm else party.id,
        )
        session.add(found)
    found.marks, found.words, found.answered_at = given, words, by.now
    firm = party if isinstance(party, Firm) else None
    agency = party if isinstance(party, Agency) else None
    record(session, fair, by, ActKind.SURVEY_ANSWERED, firm=firm, agency=agency)
    session.flush()
    return found


def _read(marks: Mapping[str, str], words: str) -> tuple[dict[str, int], str]:
    wrong: dict[str, Wrong] = {}
    given: dict[str, int] = {}
    for question in QUESTIONS:
        text = marks.get(question, "")
        if text in map(str, range(LOWEST, HIGHEST + 1)):
            given[question] = int(text)
        elif text:
            wrong[question] = Wrong.MARK
    words = tidy(words)
    if why := text_fault(words):
        wrong["words"] = why
    if not given and not words and not wrong:
        wrong[QUESTIONS[-1]] = Wrong.MISSING
    if wrong:
        raise BadOutcome(wrong)
    return given, words
