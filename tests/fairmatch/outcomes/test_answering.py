"""Both sides say whether it was so; where they disagree, the desk decides."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.models import Act, Answer, Fair, Side
from fairmatch.outcomes import OutcomeState, confirm, decide, dispute, state_of
from fairmatch.outcomes.errors import (
    BadOutcome,
    NothingWritten,
    OutcomeChanged,
    OutcomeDecided,
    Wrong,
)
from fairmatch.outcomes.standing import awaits
from tests.fairmatch.outcomes.talks import INFORMATION, TALK, by, fair_day, write


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_day(session)


def test_the_other_side_confirms_and_both_agree(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    assert (awaits(kept, Side.FIRM), awaits(kept, Side.AGENCY)) == (True, False)
    confirm(session, fair, TALK, side=Side.FIRM, seen=1, by=by())
    assert state_of(kept) is OutcomeState.CONFIRMED
    assert not awaits(kept, Side.FIRM)
    acts = len(session.scalars(select(Act)).all())
    confirm(session, fair, TALK, side=Side.FIRM, seen=1, by=by())
    assert len(session.scalars(select(Act)).all()) == acts


def test_nobody_answers_what_they_have_not_seen(session: Session, fair: Fair) -> None:
    with pytest.raises(NothingWritten):
        confirm(session, fair, TALK, side=Side.FIRM, seen=0, by=by())
    write(session, fair)
    write(session, fair, INFORMATION, seen=1)
    with pytest.raises(OutcomeChanged):
        confirm(session, fair, TALK, side=Side.FIRM, seen=1, by=by())
    with pytest.raises(OutcomeChanged):
        dispute(session, fair, TALK, "", side=Side.FIRM, seen=1, by=by())


def test_not_so_is_kept_with_its_words_until_the_side_agrees(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    dispute(session, fair, TALK, "금액이 다릅니다", side=Side.FIRM, seen=1, by=by(key="k"))
    dispute(session, fair, TALK, "다시", side=Side.FIRM, seen=1, by=by(key="k"))
    assert (state_of(kept), kept.objection) == (OutcomeState.DISPUTED, "금액이 다릅니다")
    # That the other side still stands by it changes nothing about the disagreement.
    confirm(session, fair, TALK, side=Side.AGENCY, seen=1, by=by())
    assert state_of(kept) is OutcomeState.DISPUTED
    confirm(session, fair, TALK, side=Side.FIRM, seen=1, by=by())
    assert (state_of(kept), kept.objection) == (OutcomeState.CONFIRMED, "")
    with pytest.raises(BadOutcome) as bad:
        dispute(session, fair, TALK, "x" * 1001, side=Side.FIRM, seen=1, by=by())
    assert bad.value.wrong == {"objection": Wrong.LONG}


def test_another_version_after_not_so_asks_the_other_side(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    dispute(session, fair, TALK, "계약은 없었음", side=Side.FIRM, seen=1, by=by())
    write(session, fair, INFORMATION, side=Side.FIRM, seen=1)
    assert state_of(kept) is OutcomeState.WRITTEN
    assert (kept.firm_answer, kept.agency_answer) == (Answer.CONFIRMED, None)
    assert kept.changes[-1].was["objection"] == "계약은 없었음"


def test_what_the_desk_lets_stand_is_answered_no_more(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    dispute(session, fair, TALK, "", side=Side.FIRM, seen=1, by=by())
    with pytest.raises(OutcomeChanged):
        decide(session, fair, TALK, seen=7, by=by())
    decide(session, fair, TALK, seen=1, by=by())
    decide(session, fair, TALK, seen=1, by=by())
    assert state_of(kept) is OutcomeState.DECIDED
    with pytest.raises(OutcomeDecided):
        confirm(session, fair, TALK, side=Side.FIRM, seen=1, by=by())
    with pytest.raises(OutcomeDecided):
        dispute(session, fair, TALK, "", side=Side.AGENCY, seen=1, by=by())


def test_the_desk_writing_the_same_again_decides_for_it(session: Session, fair: Fair) -> None:
    kept = write(session, fair)
    write(session, fair, side=Side.DESK, seen=1)
    assert state_of(kept) is OutcomeState.WRITTEN
    dispute(session, fair, TALK, "", side=Side.FIRM, seen=1, by=by())
    write(session, fair, side=Side.DESK, seen=1)
    assert (state_of(kept), kept.edition) == (OutcomeState.DECIDED, 1)
