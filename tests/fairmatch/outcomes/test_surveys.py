"""Each party is asked once, after its last consultation, and may change what it said."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Agency, Fair, Firm, Survey
from fairmatch.outcomes.errors import BadOutcome, SurveyChanged, SurveyClosed, Wrong
from fairmatch.outcomes.surveys import answer_survey, last_end, seal_of, survey_of
from tests.fairmatch.outcomes.talks import NOW, by, fair_day

OVER = NOW + timedelta(minutes=5)
MARKS = {"match": "5", "overall": "4"}


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_day(session)


def _firm(session: Session, code: str = "F1") -> Firm:
    return session.scalars(select(Firm).where(Firm.code == code)).one()


def test_a_party_answers_after_its_last_consultation(session: Session, fair: Fair) -> None:
    firm, agency = _firm(session), session.scalars(select(Agency)).first()
    assert agency is not None
    assert last_end(session, firm) == OVER
    with pytest.raises(SurveyClosed) as closed:
        answer_survey(session, fair, firm, MARKS, "", seen="", by=by(NOW))
    assert closed.value.too_early
    kept = answer_survey(session, fair, firm, MARKS, " 좋았습니다 ", seen="", by=by(OVER))
    assert (kept.marks, kept.words) == ({"match": 5, "overall": 4}, "좋았습니다")
    with pytest.raises(SurveyClosed):
        answer_survey(session, fair, agency, MARKS, "", seen="", by=by(OVER))


def test_it_is_changed_by_whoever_saw_it_until_the_data_is_erased(
    session: Session, fair: Fair
) -> None:
    firm = _firm(session)
    fair.retention_until = date(2015, 11, 30)
    kept = answer_survey(session, fair, firm, MARKS, "", seen="", by=by(OVER, "k"))
    seal = seal_of(kept)
    assert answer_survey(session, fair, firm, MARKS, "", seen="", by=by(OVER, "k")) is kept
    with pytest.raises(SurveyChanged):
        answer_survey(session, fair, firm, MARKS, "", seen="", by=by(OVER))
    later = by(OVER + timedelta(days=1))
    answer_survey(session, fair, firm, {"overall": "1"}, "", seen=seal, by=later)
    assert len(session.scalars(select(Survey)).all()) == 1
    found = survey_of(session, firm)
    assert found is not None
    assert found.marks == {"overall": 1}
    over = by(OVER + timedelta(days=60))
    with pytest.raises(SurveyClosed) as closed:
        answer_survey(session, fair, firm, MARKS, "", seen=seal_of(found), by=over)
    assert not closed.value.too_early


@pytest.mark.parametrize(
    ("marks", "words", "wrong"),
    [
        ({}, "", {"overall": Wrong.MISSING}),
        ({"match": "6"}, "", {"match": Wrong.MARK}),
        ({"match": "0"}, "", {"match": Wrong.MARK}),
        ({"match": "５"}, "", {"match": Wrong.MARK}),
        (MARKS, "x" * 1001, {"words": Wrong.LONG}),
        (MARKS, "\x1b[31m", {"words": Wrong.TEXT}),
    ],
)
def test_what_is_no_answer_is_told_by_its_field(
    session: Session, fair: Fair, marks: dict[str, str], words: str, wrong: dict[str, Wrong]
) -> None:
    with pytest.raises(BadOutcome) as bad:
        answer_survey(session, fair, _firm(session), marks, words, seen="", by=by(OVER))
    assert bad.value.wrong == wrong
    assert session.scalars(select(Survey)).all() == []
