"""The rules by which seats are offered, changed at the desk."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from fairmatch.db import writing
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import Fair, WaitingOrder
from fairmatch.waiting.rules import WaitingRules, set_rules
from tests.fairmatch.waiting.hall import by, hall, new_uid, open_offers, waits


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return hall(
        session, {("F1", "A1"): 0, ("F2", "A1"): 1}, slots=4, settings={"walk_in_reserve": 50}
    )


def _set(session: Session, fair: Fair, seen: WaitingRules, **changed: object) -> None:
    rules = seen.model_copy(update=changed)
    set_rules(session, fair, rules, seen=seen, by=by(0), new_uid=new_uid)


def test_seats_that_open_earlier_by_a_new_rule_are_offered_at_once(
    session: Session, fair: Fair
) -> None:
    waits(session, "W10", "A1", minutes=-20)
    assert open_offers(session) == {}
    _set(session, fair, WaitingRules.of(fair), reserve_opens_minutes=60)
    assert open_offers(session) == {"W10": ("B1", 40)}


def test_two_organisers_do_not_overwrite_each_other(session: Session, fair: Fair) -> None:
    seen = WaitingRules.of(fair)
    _set(session, fair, seen, offer_minutes=3)
    with pytest.raises(ChangedMeanwhile):
        _set(session, fair, seen, waiting_order=WaitingOrder.FEWEST)
    assert (fair.offer_minutes, fair.waiting_order) == (3, WaitingOrder.ORDER)
    # Whoever wants what is there already has it.
    _set(session, fair, seen, offer_minutes=3)


@pytest.mark.parametrize("wrong", [{"offer_minutes": 0}, {"reserve_opens_minutes": 1441}])
def test_minutes_that_cannot_be_are_refused(
    session: Session, fair: Fair, wrong: dict[str, int]
) -> None:
    with pytest.raises(ValidationError):
        WaitingRules.model_validate(WaitingRules.of(fair).model_dump() | wrong)
