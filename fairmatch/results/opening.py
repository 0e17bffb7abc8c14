"""Opening the results to everybody, as they stand at that moment, and closing them again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.models import ActKind, Fair, ResultsRelease
from fairmatch.results.public import PublicResults, public_results
from fairmatch.results.results import results_of


def opened_results(session: Session, fair: Fair) -> PublicResults | None:
    """Give what is open to everybody; None before the organiser opens it."""
    found = _release(session, fair)
    return None if found is None else PublicResults.model_validate(found.figures)


def open_results(session: Session, fair: Fair, *, by: By) -> PublicResults:
    """Let everybody see the results as they stand now; later changes need another opening."""
    fair = take_fair(session, fair.id)
    figures = public_results(results_of(session, fair, now=by.now))
    found = _release(session, fair)
    if found is None:
        found = ResultsRelease(fair_id=fair.id)
        session.add(found)
    found.at, found.figures = by.now, figures.model_dump(mode="json")
    record(session, fair, by, ActKind.RESULTS_OPENED)
    session.flush()
    return figures


def close_results(session: Session, fair: Fair, *, by: By) -> None:
    """Let nobody but the desk see the results any more."""
    fair = take_fair(session, fair.id)
    found = _release(session, fair)
    if found is not None:
        session.delete(found)
        record(session, fair, by, ActKind.RESULTS_CLOSED)
        session.flush()


def _release(session: Session, fair: Fair) -> ResultsRelease | None:
    return session.scalars(
        select(ResultsRelease).where(ResultsRelease.fair_id == fair.id)
    ).one_or_none()
