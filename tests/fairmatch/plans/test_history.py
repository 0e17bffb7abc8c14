"""What an item's history tells its agency, and what of it everybody may read."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from fairmatch.db import reading, writing
from fairmatch.models import AuthorSide, PlanAct, PlanChange, PlanState
from fairmatch.plans.changing import Author, add_plan, edit_plan, publish_plan, withdraw_plan
from fairmatch.plans.history import history, join, public_history, published_changes
from fairmatch.plans.values import FIELDS, PERSONAL, difference
from tests.fairmatch.plans.rows import agency, item, plan_row


def test_what_was_said_before_the_first_publication_is_nobodys_business(
    agencies: Engine, by: Author
) -> None:
    with writing(agencies) as session:
        own = agency(session)
        code = add_plan(session, own, plan_row(title="비밀"), by, publish=False).code
        edit_plan(session, own, plan_row(code=code, title="공개"), 1, by)
        publish_plan(session, own, code, 2, by)
        assert [one.act for one in history(session, item(session, code))] == [
            PlanAct.PUBLISHED,
            PlanAct.EDITED,
            PlanAct.MADE,
        ]
        [only] = public_history(session, item(session, code))
        assert (only.act, only.fields) == (PlanAct.PUBLISHED, {})


def test_edits_while_withdrawn_are_told_with_the_next_publication(
    agencies: Engine, by: Author
) -> None:
    with writing(agencies) as session:
        own = agency(session)
        edit_plan(session, own, plan_row(amount=1, phone="02-1234-5678"), 1, by)
        withdraw_plan(session, own, "A1-001", 2, by)
        edit_plan(session, own, plan_row(amount=2, title="새 이름"), 3, by)
        edit_plan(session, own, plan_row(amount=3), 4, by)
        publish_plan(session, own, "A1-001", 5, by)
    with reading(agencies) as session:
        told = public_history(session, item(session))
    assert [(one.act, one.fields, one.about_contact) for one in told] == [
        (PlanAct.PUBLISHED, {"amount": (1, 3)}, True),
        (PlanAct.WITHDRAWN, {}, False),
        (PlanAct.EDITED, {"amount": (19_000_000, 1)}, True),
        (PlanAct.PUBLISHED, {}, False),
    ]


def test_an_item_older_than_its_history_tells_of_its_first_change() -> None:
    at = datetime(2015, 10, 1, tzinfo=UTC)
    change = PlanChange(
        at=at,
        act=PlanAct.EDITED,
        state=PlanState.PUBLISHED,
        version=2,
        side=AuthorSide.AGENCY,
        fields={"amount": [1, 2]},
    )
    [only] = published_changes([change])
    assert (only.at, only.fields) == (at, {"amount": (1, 2)})


_rows = st.lists(
    st.builds(
        plan_row,
        title=st.sampled_from(["가", "나"]),
        amount=st.integers(0, 2),
        quarter=st.integers(1, 2),
        contact=st.sampled_from(["", "김담당"]),
    ),
    min_size=3,
    max_size=3,
)


@given(_rows)
def test_two_differences_joined_are_the_whole_one(rows: list[object]) -> None:
    first, second, third = (row for row in rows if isinstance(row, type(plan_row())))
    joined = join(difference(first, second), difference(second, third))
    whole = difference(first, third)
    assert {name: joined[name] for name in joined if name not in PERSONAL} == {
        name: whole[name] for name in whole if name not in PERSONAL
    }
    assert whole.keys() <= joined.keys() <= set(FIELDS)
