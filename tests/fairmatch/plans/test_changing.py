"""Agencies change their own plan items, on both databases; who was slower is told."""

import threading
from collections.abc import Callable

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, func, select

from fairmatch.db import reading, writing
from fairmatch.errors import UnknownPlanItem
from fairmatch.fairs import find_fair
from fairmatch.models import Interest, PlanAct, PlanChange, PlanItem, PlanState
from fairmatch.plans.changing import (
    Author,
    add_plan,
    edit_plan,
    publish_plan,
    remove_draft,
    withdraw_plan,
)
from fairmatch.plans.errors import PlanChanged, PlanNotDraft
from fairmatch.plans.values import values_of
from tests.fairmatch.fair_rows import add_firm, add_interests
from tests.fairmatch.plans.rows import agency, item, plan_row


def kept(engine: Engine, code: str = "A1-001") -> list[tuple[PlanAct, PlanState, int]]:
    with reading(engine) as session:
        changes = select(PlanChange).join(PlanChange.item).where(PlanItem.code == code)
        ordered = session.scalars(changes.order_by(PlanChange.version))
        return [(one.act, one.state, one.version) for one in ordered]


def test_an_item_is_a_draft_or_published_from_the_start(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        draft = add_plan(session, agency(session), plan_row(title="도색"), by, publish=False)
        assert (draft.code, draft.state) == ("A1-002", PlanState.DRAFT)
    assert kept(agencies) == [(PlanAct.PUBLISHED, PlanState.PUBLISHED, 1)]
    assert kept(agencies, "A1-002") == [(PlanAct.MADE, PlanState.DRAFT, 1)]
    with reading(agencies) as session:
        assert values_of(item(session)) == plan_row()


def test_a_code_is_never_given_twice(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        second = add_plan(session, agency(session), plan_row(), by, publish=False)
        add_plan(session, agency(session), plan_row(), by, publish=False)
        remove_draft(session, agency(session), second.code, 1)
    with writing(agencies) as session:
        new = add_plan(session, agency(session), plan_row(), by, publish=False)
        other = add_plan(session, agency(session, "A2"), plan_row(), by, publish=False)
        assert (new.code, other.code) == ("A1-004", "A2-001")


def test_two_who_add_at_once_get_two_codes(agencies: Engine, by: Author) -> None:
    failures: list[Exception] = []

    def add() -> None:
        try:
            with writing(agencies) as session:
                add_plan(session, agency(session), plan_row(), by, publish=False)
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading(agencies) as session:
        codes = session.scalars(select(PlanItem.code).order_by(PlanItem.code)).all()
        assert codes == [f"A1-00{number}" for number in range(1, 6)]


def test_an_edit_says_what_changed_and_raises_the_version(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        row = plan_row(amount=21_000_000, method="limited_bid", contact="김담당")
        edited = edit_plan(session, agency(session), row, 1, by)
        assert (edited.version, edited.amount, edited.contact) == (2, 21_000_000, "김담당")
        change = session.scalars(select(PlanChange).where(PlanChange.version == 2)).one()
        assert change.fields == {
            "amount": [19_000_000, 21_000_000],
            "method": ["negotiated", "limited_bid"],
            "contact": [],
        }
        assert (change.at, change.side) == (by.clock(), by.side)


def test_an_edit_that_changes_nothing_is_none(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        assert edit_plan(session, agency(session), plan_row(agency="A9"), 1, by).version == 1
    assert len(kept(agencies)) == 1


def test_the_slower_of_two_is_told_and_overwrites_nothing(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        edit_plan(session, agency(session), plan_row(title="먼저"), 1, by)
    with writing(agencies) as session:
        with pytest.raises(PlanChanged) as caught:
            edit_plan(session, agency(session), plan_row(title="나중"), 1, by)
        assert (caught.value.code, caught.value.seen, caught.value.now) == ("A1-001", 1, 2)
        with pytest.raises(PlanChanged):
            withdraw_plan(session, agency(session), "A1-001", 1, by)
        with pytest.raises(PlanChanged):
            publish_plan(session, agency(session), "A1-001", 1, by)
    with reading(agencies) as session:
        assert item(session).title == "먼저"


def test_of_many_who_edit_the_same_version_one_succeeds(agencies: Engine, by: Author) -> None:
    answers: list[str] = []

    def edit(title: str) -> None:
        try:
            with writing(agencies) as session:
                edit_plan(session, agency(session), plan_row(title=title), 1, by)
            answers.append("edited")
        except PlanChanged:
            answers.append("refused")

    threads = [threading.Thread(target=edit, args=(f"제목 {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["edited", "refused", "refused", "refused"]
    assert [version for _, _, version in kept(agencies)] == [1, 2]


def test_a_withdrawn_item_keeps_what_firms_asked_about_it(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        fair = find_fair(session, "fair")
        firm = add_firm(session, fair, "F1")
        add_interests(session, firm, agency(session), plan_item_id=item(session).id)
        withdraw_plan(session, agency(session), "A1-001", 1, by)
    with reading(agencies) as session:
        assert item(session).state is PlanState.WITHDRAWN
        asked = session.scalars(select(Interest)).one()
        assert (asked.agency.code, asked.plan_item and asked.plan_item.code) == ("A1", "A1-001")
    with writing(agencies) as session:
        publish_plan(session, agency(session), "A1-001", 2, by)
    assert [state for _, state, _ in kept(agencies)] == ["published", "withdrawn", "published"]


def test_what_is_so_already_is_no_change(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        publish_plan(session, agency(session), "A1-001", 1, by)
        draft = add_plan(session, agency(session), plan_row(), by, publish=False)
        withdraw_plan(session, agency(session), draft.code, 1, by)
    assert len(kept(agencies)) == len(kept(agencies, "A1-002")) == 1


def test_only_a_draft_can_be_removed(agencies: Engine, by: Author) -> None:
    with writing(agencies) as session:
        draft = add_plan(session, agency(session), plan_row(), by, publish=False)
        remove_draft(session, agency(session), draft.code, 1)
        assert session.scalar(select(func.count()).select_from(PlanItem)) == 1
        withdraw_plan(session, agency(session), "A1-001", 1, by)
        with pytest.raises(PlanNotDraft, match="withdraw it instead"):
            remove_draft(session, agency(session), "A1-001", 2)


@pytest.mark.parametrize("act", [publish_plan, withdraw_plan])
def test_another_agencys_item_does_not_exist(
    agencies: Engine, by: Author, act: Callable[..., PlanItem]
) -> None:
    with writing(agencies) as session:
        other = agency(session, "A2")
        with pytest.raises(UnknownPlanItem):
            act(session, other, "A1-001", 1, by)
        with pytest.raises(UnknownPlanItem):
            edit_plan(session, other, plan_row(title="남의 것"), 1, by)
        with pytest.raises(UnknownPlanItem):
            remove_draft(session, other, "A1-001", 1)


@pytest.mark.parametrize(
    "wrong", [{"category": "1234"}, {"amount": -1}, {"quarter": 5}, {"email": "x"}, {"title": ""}]
)
def test_what_no_row_can_say_no_item_can(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        plan_row(**wrong)
