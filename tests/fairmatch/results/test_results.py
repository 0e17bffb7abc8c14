"""The results of a fair as its database has them, on both kinds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.fairday.claims import claim
from fairmatch.half_days import HalfDay
from fairmatch.models import (
    ClaimKind,
    Consultation,
    Fair,
    Firm,
    FirmCertificate,
    FirmKind,
    Interest,
    OutcomeKind,
    Side,
)
from fairmatch.outcomes import dispute
from fairmatch.outcomes.surveys import answer_survey
from fairmatch.results import (
    PublicResults,
    Results,
    close_results,
    open_results,
    opened_results,
    public_results,
    results_of,
)
from tests.fairmatch.counting import statements
from tests.fairmatch.outcomes.talks import CONTRACT, INFORMATION, NOW, TALK, by, fair_day, write

OVER = NOW + timedelta(hours=1)
LATER = "fair-F2-A1"


@pytest.fixture
def counted(engine: Engine) -> Engine:
    """Let F1×A1 sign, F2 miss A2, and F2 walk in to A1."""
    with writing(engine) as session:
        fair = fair_day(session)
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        firm.kinds = [
            FirmCertificate(kind=FirmKind.COOPERATIVE),
            FirmCertificate(kind=FirmKind.WOMEN_OWNED),
        ]
        write(session, fair, CONTRACT)
        missed = session.scalars(select(Consultation).where(Consultation.uid == "fair-F2-A2")).one()
        placement = missed.placement
        assert placement is not None
        starts = placement.starts_at
        said = by(starts + timedelta(minutes=8))
        claim(session, fair, missed, Side.AGENCY, ClaimKind.FIRM_MISSING, starts_at=starts, by=said)
        came = session.scalars(select(Consultation).where(Consultation.uid == LATER)).one()
        wish = session.scalars(
            select(Interest).where(
                Interest.firm_id == came.firm_id, Interest.agency_id == came.agency_id
            )
        ).one()
        wish.walk_in_on = NOW.date()
        write(session, fair, replace(INFORMATION, amount_discussed=7), uid=LATER, now=OVER)
        answer_survey(session, fair, firm, {"overall": "5"}, "", seen="", by=by(OVER))
    return engine


def _results(engine: Engine) -> Results:
    with reading(engine) as session:
        return results_of(session, session.scalars(select(Fair)).one(), now=OVER)


def test_everything_is_counted_where_it_belongs(counted: Engine) -> None:
    results = _results(counted)
    total = results.total
    assert (total.planned, total.walk_ins, total.held) == (2, 1, 2)
    assert (total.firm_missed, total.agency_missed, total.unclear, total.coming) == (1, 0, 0, 0)
    assert (total.of(OutcomeKind.CONTRACT), total.of("information")) == (1, 1)
    assert (total.discussed, total.signed) == (30_000_007, 19_000_000)
    assert {group.key: group.tally.signed for group in results.agencies} == {
        "A1": 19_000_000, "A2": 0,
    }  # fmt: skip
    assert [group.key[1] for group in results.halves] == [HalfDay.MORNING]
    assert {group.key: group.tally.held for group in results.firm_kinds} == {
        FirmKind.COOPERATIVE: 1, FirmKind.WOMEN_OWNED: 1, None: 1,
    }  # fmt: skip
    firms, agencies = results.opinions
    assert (firms.answered, agencies.answered) == (1, 0)
    assert [one.mean for one in firms.questions] == [None, None, None, None, 5.0]


def test_what_the_two_sides_disagree_about_is_not_counted_until_it_is_decided(
    counted: Engine,
) -> None:
    with writing(counted) as session:
        fair = session.scalars(select(Fair)).one()
        dispute(session, fair, TALK, "", side=Side.FIRM, seen=1, by=by())
    total = _results(counted).total
    assert (total.disputed, total.of(OutcomeKind.CONTRACT), total.signed) == (1, 0, 0)
    assert total.held == 2


def test_before_the_time_is_over_it_is_coming(counted: Engine) -> None:
    with reading(counted) as session:
        fair = session.scalars(select(Fair)).one()
        before = results_of(session, fair, now=NOW - timedelta(days=1)).total
    assert before.coming + before.held + before.firm_missed == before.all == 3


def test_the_number_of_questions_does_not_depend_on_the_talks(counted: Engine) -> None:
    with reading(counted) as session:
        fair = session.scalars(select(Fair)).one()
        _ = fair.days
        with statements(counted) as sent:
            results_of(session, fair, now=OVER)
    assert len(sent) == 8


def test_nothing_is_open_before_the_organiser_opens_it_and_then_it_stands_still(
    counted: Engine,
) -> None:
    with writing(counted) as session:
        fair = session.scalars(select(Fair)).one()
        assert opened_results(session, fair) is None
        opened = open_results(session, fair, by=by(OVER))
        write(session, fair, replace(CONTRACT, amount_signed=1), seen=1, now=OVER)
        assert opened_results(session, fair) == opened
        again = open_results(session, fair, by=by(OVER + timedelta(minutes=1)))
        assert opened_results(session, fair) == again != opened
        close_results(session, fair, by=by(OVER))
        close_results(session, fair, by=by(OVER))
        assert opened_results(session, fair) is None


def test_everybody_sees_sums_of_three_firms_at_least_and_no_names_of_firms(
    counted: Engine,
) -> None:
    public = public_results(_results(counted))
    assert (public.discussed, public.signed) == (None, None)
    (together,) = public.agencies
    assert [name.ko for name in together.names] == ["기관 A1", "기관 A2"]
    assert (together.discussed, together.signed, together.counts.held) == (None, None, 2)
    assert public.firm_kinds == ()
    assert [one.answered for one in public.opinions] == [None, None]
    told = public.model_dump_json()
    assert "기업" not in told
    assert "19000000" not in told
    assert PublicResults.model_validate_json(told) == public
