"""Outcomes and surveys: handed out to both sides, their words erased, their figures kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, inspect, select, text

from fairmatch.db import reading, writing
from fairmatch.models import Agency, Answer, Fair, Firm, Outcome, Side, Survey
from fairmatch.outcomes import dispute
from fairmatch.outcomes.files import keep_outcome_file
from fairmatch.outcomes.surveys import answer_survey
from fairmatch.privacy import agency_data, enforce_retention, erase_firm, firm_data
from fairmatch.results import results_of
from tests.fairmatch.counting import statements
from tests.fairmatch.outcomes.talks import CONTRACT, NOW, TALK, by, fair_day, write

OVER = by(NOW + timedelta(hours=1))
SECRETS = ("처음 적은 비밀", "고쳐 적은 비밀", "아니라는 비밀", "설문의 비밀", "비밀.pdf")


@pytest.fixture
def written(sqlite_engine: Engine, new_uid: Callable[[], str]) -> Engine:
    with writing(sqlite_engine) as session:
        fair = fair_day(session)
        fair.retention_until = date(2016, 10, 30)
        write(session, fair, replace(CONTRACT, note=SECRETS[0]))
        promised = replace(
            CONTRACT,
            note=SECRETS[1],
            follow_up_on=NOW.date() + timedelta(days=7),
            follow_up_side=Side.FIRM,
        )
        write(session, fair, promised, seen=1)
        dispute(session, fair, TALK, SECRETS[2], side=Side.FIRM, seen=2, by=by())
        keep_outcome_file(
            session, fair, TALK, SECRETS[4], b"%PDF-1", side=Side.AGENCY, by=by(), new_uid=new_uid
        )
        for party in (*session.scalars(select(Firm)), *session.scalars(select(Agency))):
            answer_survey(session, fair, party, {"overall": "4"}, SECRETS[3], seen="", by=OVER)
    return sqlite_engine


def _everything(engine: Engine) -> str:
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return str([connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names])


def test_each_side_is_handed_its_own_talks_as_both_wrote_them(written: Engine) -> None:
    with reading(written) as session:
        firms = {firm.code: firm for firm in session.scalars(select(Firm))}
        agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
        firm, agency = firm_data(session, firms["F1"]), agency_data(session, agencies["A1"])
        for data, other in ((firm, "A1"), (agency, "F1")):
            (one,) = data["outcomes"]
            assert (one["with"], one["amount_signed"], one["note"]) == (
                other, 19_000_000, SECRETS[1],
            )  # fmt: skip
            assert one["earlier"][0]["was"]["note"] == SECRETS[0]
            assert [file["name"] for file in one["files"]] == [SECRETS[4]]
            assert data["survey"]["words"] == SECRETS[3]
        assert firm["outcomes"][0]["answer"] == "disputed"
        assert firm_data(session, firms["F2"])["outcomes"] == []


def test_the_number_of_questions_does_not_grow_with_the_talks(written: Engine) -> None:
    with writing(written) as session:
        fair = session.scalars(select(Fair)).one()
        write(session, fair, replace(CONTRACT, note="둘"), uid="fair-F2-A1", now=OVER.now)
    counts = []
    for code in ("A1", "A2"):
        with reading(written) as session:
            agency = session.scalars(select(Agency).where(Agency.code == code)).one()
            with statements(written) as sent:
                agency_data(session, agency)
        counts.append(len(sent))
    # A2 has no outcomes, whose changes and files need not be asked for.
    assert counts[0] == counts[1] + 3


def test_all_but_the_figures_goes_with_the_firm(
    written: Engine, clock: Callable[[], datetime]
) -> None:
    with reading(written) as session:
        before = results_of(session, session.scalars(select(Fair)).one(), now=OVER.now)
    with writing(written) as session:
        erase_firm(
            session, session.scalars(select(Firm).where(Firm.code == "F1")).one(), clock=clock
        )
    left = _everything(written)
    assert all(secret not in left for secret in SECRETS if secret != SECRETS[3])
    with reading(written) as session:
        kept = session.scalars(select(Outcome)).one()
        assert (kept.kinds, kept.amount_signed) == (["contract"], 19_000_000)
        assert (kept.follow_up_on, kept.follow_up_side, kept.changes) == (None, None, [])
        assert kept.firm_answer is Answer.DISPUTED
        assert results_of(session, session.scalars(select(Fair)).one(), now=OVER.now) == before
        own = session.scalars(select(Survey).join(Firm).where(Firm.code == "F1")).one()
        assert (own.marks, own.words) == ({"overall": 4}, "")


def test_when_the_time_is_over_no_word_is_left(written: Engine) -> None:
    with writing(written) as session:
        enforce_retention(session, clock=lambda: NOW + timedelta(days=400))
    left = _everything(written)
    assert all(secret not in left for secret in SECRETS)
    with reading(written) as session:
        assert {one.marks["overall"] for one in session.scalars(select(Survey))} == {4}
