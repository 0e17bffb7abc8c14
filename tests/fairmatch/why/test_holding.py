"""Holding a wish anyway makes a draft with everything its price says."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.db import writing
from fairmatch.errors import OutlookChanged, RuleBroken, StaleDraft
from fairmatch.models import Act, ActKind, Agency, Firm, Interest, Mark, MarkKind, Timetable
from fairmatch.publishing import outlook, publish
from fairmatch.reports import QualityReport
from fairmatch.why import Basis, Prices, Wish, hold_anyway
from solver.price import Price
from tests.fairmatch.why.conftest import fair_of, held_by, waited_for

NOW = datetime.fromisoformat("2026-05-01T09:00:00+09:00")
BY = By(None, NOW)


@pytest.fixture
def wish(draft_id: int) -> Wish:
    return Wish(draft_id, 0, "F2~A2", 20.0)


@pytest.fixture
def priced(prices: Prices, wish: Wish) -> tuple[Basis, Price]:
    standing = waited_for(prices, wish)
    assert standing.basis is not None
    assert standing.price is not None
    return standing.basis, standing.price


def test_the_draft_holds_the_wish_and_drops_who_was_named(
    engine: Engine, wish: Wish, priced: tuple[Basis, Price], new_uid: Callable[[], str]
) -> None:
    uids = iter(range(10_000))
    with writing(engine) as session:
        fair = fair_of(session)
        draft = hold_anyway(
            session, fair, wish, *priced, by=BY, new_uid=lambda: f"held{next(uids):028x}"
        )
        before = held_by(session.get_one(Timetable, wish.timetable_id))
        session.expire(draft)
        (gone,) = priced[1].displaced
        assert held_by(draft) == before - {tuple(gone.split("~"))} | {("F2", "A2")}
        report = QualityReport.model_validate(draft.report)
        assert ("F2", "A2") not in {(one.firm_code, one.agency_code) for one in report.unmet}
        assert tuple(gone.split("~")) in {(one.firm_code, one.agency_code) for one in report.unmet}
        worth = next(tier for tier in report.tiers if tier.goal == "worth")
        assert worth.gap
        ahead = outlook(session, fair, None, draft, NOW)
        assert ahead.possible
        act = session.scalars(select(Act).where(Act.kind == ActKind.HELD_ANYWAY)).one()
        assert (act.said["draft"], act.said["displaced"]) == (draft.id, 1)
        assert publish(session, fair, clock=lambda: NOW, draft_id=draft.id).number == 1


def _refused(
    session: Session, wish: Wish, priced: tuple[Basis, Price], error: type[Exception]
) -> None:
    with pytest.raises(error):
        hold_anyway(session, fair_of(session), wish, *priced, by=BY, new_uid=lambda: "x" * 32)


def test_a_timetable_changed_by_hand_since_is_refused(
    session: Session, wish: Wish, priced: tuple[Basis, Price]
) -> None:
    session.get_one(Timetable, wish.timetable_id).edition = 1
    session.flush()
    _refused(session, wish, priced, OutlookChanged)


def test_a_timetable_that_is_forgotten_is_refused(
    session: Session, wish: Wish, priced: tuple[Basis, Price]
) -> None:
    session.delete(session.get_one(Timetable, wish.timetable_id))
    session.flush()
    _refused(session, wish, priced, OutlookChanged)


def test_what_is_not_asked_for_any_more_is_refused(
    session: Session, wish: Wish, priced: tuple[Basis, Price]
) -> None:
    firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
    session.execute(delete(Interest).where(Interest.firm_id == firm.id))
    _refused(session, wish, priced, StaleDraft)


def test_a_rule_of_today_is_kept(session: Session, wish: Wish, priced: tuple[Basis, Price]) -> None:
    fair = fair_of(session)
    firm = session.scalars(select(Firm).where(Firm.code == "F2")).one()
    agency = session.scalars(select(Agency).where(Agency.code == "A2")).one()
    session.execute(delete(Mark).where(Mark.firm_id == firm.id, Mark.agency_id == agency.id))
    session.add(
        Mark(fair_id=fair.id, firm_id=firm.id, agency_id=agency.id, kind=MarkKind.NO, reason="")
    )
    session.flush()
    _refused(session, wish, priced, RuleBroken)
