"""Finding each other out of the database: whole fairs, one question a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.db import reading, writing
from fairmatch.errors import UnknownFirm, UnknownPlanItem
from fairmatch.fairs import find_fair
from fairmatch.intake import import_fair
from fairmatch.matching.finding import (
    firms_for_plan,
    index_of,
    plans_for_firm,
    synonyms_of,
)
from fairmatch.models import Approval, Fair, Firm, PlanItem, PlanState, Product, Synonym
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_files import tiny_fair, write_folder


@pytest.fixture
def fairs(engine: Engine, tmp_path: Path) -> Engine:
    """Give a database with the tiny fair, twice; the second must never be found."""
    for code in ("tiny", "other"):
        tables = tiny_fair()
        tables["fair"][0]["code"] = code
        with writing(engine) as session:
            import_fair(session, write_folder(tmp_path / code, tables))
    return engine


def found(session: Session, firm: str, code: str = "tiny") -> list[tuple[str, str]]:
    plans = plans_for_firm(session, find_fair(session, code), firm, 5)
    return [(one.item.code, one.item.agency.code) for one in plans]


def change(engine: Engine, act: Callable[[Session, Fair], object]) -> None:
    with writing(engine) as session:
        act(session, find_fair(session, "tiny"))


def test_a_firm_is_given_plan_items_of_its_own_fair(fairs: Engine) -> None:
    with reading(fairs) as session:
        assert found(session, "F1") == [("P1", "A1")]
        assert found(session, "F2") == [("P2", "A2")]
        assert found(session, "F3") == []
        [one] = plans_for_firm(session, find_fair(session, "tiny"), "F1", 5)
        assert one.item.fair_id == find_fair(session, "tiny").id
        assert one.match.reasons


def test_a_plan_item_is_given_firms_of_its_own_fair(fairs: Engine) -> None:
    with reading(fairs) as session:
        fair = find_fair(session, "tiny")
        [one] = firms_for_plan(session, fair, "P2", 5)
        assert (one.firm.code, one.firm.fair_id) == ("F2", fair.id)


def test_an_unknown_code_is_refused_with_the_nearest(fairs: Engine) -> None:
    with reading(fairs) as session:
        fair = find_fair(session, "tiny")
        with pytest.raises(UnknownFirm, match="no firm 'F7'; the nearest is F"):
            plans_for_firm(session, fair, "F7", 5)
        with pytest.raises(UnknownPlanItem, match=r"no plan item 'X'$") as caught:
            firms_for_plan(session, fair, "X", 5)
    assert (caught.value.code, caught.value.nearest) == ("X", "")


def test_a_change_of_a_text_is_seen_at_once(fairs: Engine) -> None:
    def retitle(session: Session, fair: Fair) -> None:
        item = session.scalars(
            select(PlanItem).where(PlanItem.fair_id == fair.id, PlanItem.code == "P1")
        ).one()
        item.title, item.category = "주차단속원 제복", ""

    with reading(fairs) as session:
        assert found(session, "F2") == [("P2", "A2")]
    change(fairs, retitle)
    with reading(fairs) as session:
        assert found(session, "F2") == [("P2", "A2"), ("P1", "A1")]
        assert found(session, "F1") == []
        assert found(session, "F1", "other") == [("P1", "A1")]


def test_a_pitch_finds_plan_items_too(fairs: Engine) -> None:
    def pitch(session: Session, fair: Fair) -> None:
        wanted = select(Firm).where(Firm.fair_id == fair.id, Firm.code == "F3")
        session.scalars(wanted).one().pitch = "유니폼을 고칩니다"

    change(fairs, pitch)
    with reading(fairs) as session:
        assert found(session, "F3") == [("P2", "A2")]


def test_the_fairs_own_synonyms_count_in_its_own_fair_only(fairs: Engine) -> None:
    def amend(session: Session, fair: Fair) -> None:
        firm = session.scalars(select(Firm).where(Firm.fair_id == fair.id, Firm.code == "F3")).one()
        firm.products = [Product(name="땀받이", category="")]
        session.add(Synonym(fair_id=fair.id, word="땀받이", meaning="근무복"))
        session.add(Synonym(fair_id=fair.id, word="유니폼", meaning=""))

    change(fairs, amend)
    with reading(fairs) as session:
        assert found(session, "F3") == [("P2", "A2")]
        own, others = (synonyms_of(session, find_fair(session, code)) for code in ("tiny", "other"))
        assert own.same("땀받이") == ["근무복"]
        assert own.same("유니폼") == others.same("땀받이") == []


def test_an_index_is_built_once_while_its_rows_stay_the_same(fairs: Engine) -> None:
    with reading(fairs) as session:
        first = index_of(session, find_fair(session, "tiny"))
    change(fairs, lambda session, fair: setattr(fair, "revision", fair.revision + 1))
    with reading(fairs) as session:
        assert index_of(session, find_fair(session, "tiny")) is first
    change(fairs, lambda session, fair: session.add(Synonym(fair_id=fair.id, word="가나다")))
    with reading(fairs) as session:
        assert index_of(session, find_fair(session, "tiny")) is not first


@pytest.mark.parametrize("limit", [1, 3])
def test_questions_do_not_grow_with_what_is_found(fairs: Engine, limit: int) -> None:
    with reading(fairs) as session:
        fair = find_fair(session, "tiny")
        with statements(fairs) as sent:
            for one in plans_for_firm(session, fair, "F1", limit):
                assert one.item.agency.code
        assert len(sent) == 6
        with statements(fairs) as sent:
            firms_for_plan(session, fair, "P1", limit)
        assert len(sent) == 6


def test_a_firm_that_waits_finds_plan_items_and_is_not_found(fairs: Engine) -> None:
    def wait(session: Session, fair: Fair) -> None:
        own = select(Firm).where(Firm.fair_id == fair.id, Firm.code == "F2")
        session.scalars(own).one().approval = Approval.WAITING

    change(fairs, wait)
    with reading(fairs) as session:
        assert firms_for_plan(session, find_fair(session, "tiny"), "P2", 5) == []
        assert found(session, "F2") == [("P2", "A2")]


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.WITHDRAWN])
def test_what_is_not_published_is_not_found(fairs: Engine, state: PlanState) -> None:
    def hide(session: Session, fair: Fair) -> None:
        item = select(PlanItem).where(PlanItem.fair_id == fair.id, PlanItem.code == "P1")
        session.scalars(item).one().state = state

    change(fairs, hide)
    with reading(fairs) as session:
        assert found(session, "F1") == []
        assert found(session, "F1", "other") == [("P1", "A1")]
        with pytest.raises(UnknownPlanItem):
            firms_for_plan(session, find_fair(session, "tiny"), "P1", 5)
