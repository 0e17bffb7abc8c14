"""Opening the results to everybody, as they stand at that moment, and closing them again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.models import ActKind, Fair, ResultsRelease
from fairmatch.results.public import PublicResults, public_results
from fairmatch.results.results import results_of
from fairmatch.results.telling import Told, tell


def opened_results(session: Session, fair: Fair) -> PublicResults | None:
    """Give what is open to everybody; None before the organiser opens it."""
    found = _release(session, fair)
    if found is None or found.figures is None:
        return None
    return PublicResults.model_validate(found.figures)


def open_results(session: Session, fair: Fair, *, by: By) -> PublicResults:
    """Let everybody see the results as they stand now; later changes need another opening.

    Opened again, sums from which one firm's own amount could be subtracted stay as they were.
    """
    fair = take_fair(session, fair.id)
    results = results_of(session, fair, now=by.now)
    found = _release(session, fair)
    told = tell(results, None if found is None else Told.model_validate(found.told))
    figures = public_results(results, told)
    if found is None:
        found = ResultsRelease(fair_id=fair.id)
        session.add(found)
    found.at, found.figures = by.now, figures.model_dump(mode="json")
    found.told = told.model_dump(mode="json")
    record(session, fair, by, ActKind.RESULTS_OPENED)
    session.flush()
    return figures


def close_results(session: Session, fair: Fair, *, by: By) -> None:
    """Let nobody but the desk see the results any more; what was told is not forgotten."""
    fair = take_fair(session, fair.id)
    found = _release(session, fair)
    if found is not None and found.figures is not None:
        found.figures = None
        record(session, fair, by, ActKind.RESULTS_CLOSED)
        session.flush()


def _release(session: Session, fair: Fair) -> ResultsRelease | None:
    return session.scalars(
        select(ResultsRelease).where(ResultsRelease.fair_id == fair.id)
    ).one_or_none()
