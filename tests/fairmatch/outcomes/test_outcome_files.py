"""Files about an outcome: told by their content, few, and each side removes its own."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.errors import UnknownConsultation
from fairmatch.firms.errors import BadFile, TooMany, Twice, UnknownFile
from fairmatch.models import Fair, OutcomeFile, Side
from fairmatch.outcomes import find_line
from fairmatch.outcomes.errors import (
    NothingWritten,
)
from fairmatch.outcomes.files import find_outcome_file, keep_outcome_file, remove_outcome_file
from tests.fairmatch.outcomes.talks import TALK, by, fair_day, write

PDF = b"%PDF-1.7 contract"


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return fair_day(session)


@pytest.fixture
def keep(session: Session, fair: Fair, new_uid: Callable[[], str]) -> Callable[..., OutcomeFile]:
    def keep(content: bytes = PDF, side: Side = Side.AGENCY, uid: str = TALK) -> OutcomeFile:
        return keep_outcome_file(
            session, fair, uid, "../계약서.exe", content, side=side, by=by(), new_uid=new_uid
        )

    return keep


def test_a_file_is_what_its_content_says(
    session: Session, fair: Fair, keep: Callable[..., OutcomeFile]
) -> None:
    with pytest.raises(NothingWritten):
        keep()
    write(session, fair)
    kept = keep()
    assert (kept.name, kept.media_type, kept.size) == ("계약서.exe.pdf", "application/pdf", 17)
    for content in (b"", b"MZ", b"%PDF-1" + bytes(5 * 1024 * 1024)):
        with pytest.raises(BadFile):
            keep(content)
    with pytest.raises(Twice):
        keep()
    keep(b"%PDF-2")
    keep(b"%PDF-3")
    with pytest.raises(TooMany):
        keep(b"%PDF-4")


def test_it_is_found_at_its_own_consultation_only(
    session: Session, fair: Fair, keep: Callable[..., OutcomeFile]
) -> None:
    write(session, fair)
    kept = keep()
    assert find_outcome_file(session, find_line(session, fair, TALK), kept.uid).content == PDF
    with pytest.raises(UnknownFile):
        find_outcome_file(session, find_line(session, fair, "fair-F2-A2"), kept.uid)
    with pytest.raises(UnknownConsultation):
        keep(uid="nobody")


def test_each_side_removes_its_own_and_the_desk_any(
    session: Session, fair: Fair, keep: Callable[..., OutcomeFile]
) -> None:
    write(session, fair)
    first, second = keep().uid, keep(b"%PDF-2").uid
    with pytest.raises(UnknownFile):
        remove_outcome_file(session, fair, TALK, first, side=Side.FIRM, by=by())
    name = remove_outcome_file(session, fair, TALK, first, side=Side.AGENCY, by=by())
    assert name == "계약서.exe.pdf"
    remove_outcome_file(session, fair, TALK, second, side=Side.DESK, by=by())
    assert session.scalars(select(OutcomeFile)).all() == []
