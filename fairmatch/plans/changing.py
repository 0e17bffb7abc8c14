"""Plan items made, edited, published and withdrawn by an agency; every change is dated and kept.

Whoever changes an item says which version of it they saw. A second tab, or a colleague, who was
quicker is thus noticed and never overwritten unknowingly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from fairmatch.acts import By, record
from fairmatch.errors import UnknownPlanItem
from fairmatch.files.rows import PlanRow
from fairmatch.models import (
    ActKind,
    Agency,
    AuthorSide,
    Fair,
    PlanAct,
    PlanChange,
    PlanItem,
    PlanState,
)
from fairmatch.plans.errors import PlanChanged, PlanNotDraft
from fairmatch.plans.values import Difference, assign, difference, values_of

_ACTS = {
    PlanState.DRAFT: PlanAct.MADE,
    PlanState.PUBLISHED: PlanAct.PUBLISHED,
    PlanState.WITHDRAWN: PlanAct.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes plan items: on whose side, when, and the number of the account, if any."""

    side: AuthorSide
    clock: Callable[[], datetime]
    account_id: int | None = None


def plan_to_change(session: Session, agency: Agency, code: str) -> PlanItem:
    """Give an agency's own item of this code, locked where locks are by row.

    Raises
    ------
    UnknownPlanItem
        If the agency has no such item.
    """
    item = session.scalars(
        select(PlanItem)
        .join(PlanItem.agency)
        .where(PlanItem.agency_id == agency.id, PlanItem.code == code)
        .options(contains_eager(PlanItem.agency))
        .with_for_update(of=PlanItem)
    ).one_or_none()
    if item is None:
        raise UnknownPlanItem(code, ())
    return item


def add_plan(
    session: Session, agency: Agency, row: PlanRow, by: Author, *, publish: bool
) -> PlanItem:
    """Add an item, as a draft or published at once, under a code of the agency's that is free.

    The row's own code and agency are left out of account.
    """
    fair = lock_codes(session, agency.fair_id)
    code = next_code(agency, taken_codes(session, fair))
    return put_plan(session, agency, row.model_copy(update={"code": code}), by, publish=publish)


def put_plan(
    session: Session, agency: Agency, row: PlanRow, by: Author, *, publish: bool
) -> PlanItem:
    """Add an item under the code that its row gives, which has to be free."""
    item = PlanItem(fair_id=agency.fair_id, agency=agency, code=row.code, version=1)
    item.state = PlanState.PUBLISHED if publish else PlanState.DRAFT
    assign(item, row)
    session.add(item)
    session.flush()
    _keep(session, item, _ACTS[item.state], {}, by)
    return item


def edit_plan(
    session: Session, agency: Agency, row: PlanRow, seen: int, by: Author
) -> PlanItem:  # fmt: skip
    """Let the item that the row names by its code say what the row does.

    What is published changes for everybody at once. Nothing is done where nothing differs.

    Raises
    ------
    UnknownPlanItem
        If the agency has no such item.
    PlanChanged
        If it is not the version seen any more.
    """
    item = _as_seen(session, agency, row.code, seen)
    changed = difference(values_of(item), row.model_copy(update={"agency": agency.code}))
    if changed:
        assign(item, row)
        _raise_version(session, item, PlanAct.EDITED, changed, by)
    return item


def publish_plan(session: Session, agency: Agency, code: str, seen: int, by: Author) -> PlanItem:
    """Show an item to everybody, be it a draft or withdrawn before.

    Raises
    ------
    UnknownPlanItem
        If the agency has no such item.
    PlanChanged
        If it is not the version seen any more.
    """
    item = _as_seen(session, agency, code, seen)
    if item.state is not PlanState.PUBLISHED:
        item.state = PlanState.PUBLISHED
        _raise_version(session, item, PlanAct.PUBLISHED, {}, by)
    return item


def publish_drafts(session: Session, agency: Agency, seen: int, by: Author) -> int:
    """Publish all drafts of an agency, if there are as many as somebody has seen.

    Gives how many it published: all, or none.
    """
    drafts = session.scalars(
        select(PlanItem)
        .where(PlanItem.agency_id == agency.id, PlanItem.state == PlanState.DRAFT)
        .with_for_update()
    ).all()
    if len(drafts) != seen:
        return 0
    for item in drafts:
        item.state = PlanState.PUBLISHED
        _raise_version(session, item, PlanAct.PUBLISHED, {}, by)
    return len(drafts)


def withdraw_plan(session: Session, agency: Agency, code: str, seen: int, by: Author) -> PlanItem:
    """Take a published item back: nobody finds it any more, its address says that it was withdrawn.

    Requests that firms made about it stay with the agency, and still name the item.

    Raises
    ------
    UnknownPlanItem
        If the agency has no such item.
    PlanChanged
        If it is not the version seen any more.
    """
    item = _as_seen(session, agency, code, seen)
    if item.state is PlanState.PUBLISHED:
        item.state = PlanState.WITHDRAWN
        _raise_version(session, item, PlanAct.WITHDRAWN, {}, by)
    return item


def remove_draft(session: Session, agency: Agency, code: str, seen: int) -> None:
    """Remove a draft for good, with its history.

    Raises
    ------
    UnknownPlanItem
        If the agency has no such item.
    PlanChanged
        If it is not the version seen any more.
    PlanNotDraft
        If it is, or was once, published: others may know its address or have asked about it.
    """
    item = _as_seen(session, agency, code, seen)
    if item.state is not PlanState.DRAFT:
        raise PlanNotDraft(code)
    session.delete(item)
    session.flush()


def lock_codes(session: Session, fair_id: int) -> int:
    """Let nobody else give out codes of plan items in this fair before the transaction ends."""
    return session.scalars(select(Fair.id).where(Fair.id == fair_id).with_for_update()).one()


def taken_codes(session: Session, fair_id: int) -> set[str]:
    """Give the codes of all plan items of a fair."""
    return set(session.scalars(select(PlanItem.code).where(PlanItem.fair_id == fair_id)))


def next_code(agency: Agency, taken: set[str]) -> str:
    """Give a free code made of the agency's own, as A07-001."""
    start = agency.code[:24]
    number = 1 + sum(code.startswith(f"{start}-") for code in taken)
    while (code := f"{start}-{number:03}") in taken:
        number += 1
    return code


def _as_seen(session: Session, agency: Agency, code: str, seen: int) -> PlanItem:
    item = plan_to_change(session, agency, code)
    if item.version != seen:
        raise PlanChanged(code, seen, item.version)
    return item


def _raise_version(
    session: Session, item: PlanItem, act: PlanAct, changed: Difference, by: Author
) -> None:
    item.version += 1
    _keep(session, item, act, changed, by)


def _keep(session: Session, item: PlanItem, act: PlanAct, changed: Difference, by: Author) -> None:
    session.add(
        PlanChange(
            item=item,
            at=by.clock(),
            act=act,
            state=item.state,
            version=item.version,
            side=by.side,
            account_id=by.account_id,
            fields=changed,
        )
    )
    if by.side is AuthorSide.ORGANISER and by.account_id is not None:
        fair = session.get_one(Fair, item.fair_id)
        organiser = By(by.account_id, by.clock(), on_behalf=True)
        record(
            session,
            fair,
            organiser,
            ActKind.PLAN,
            agency=item.agency,
            item=item.code,
            act=act.value,
        )
    session.flush()
