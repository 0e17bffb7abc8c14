"""What became of a plan item: all of it for its agency, what was public for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from fairmatch.models import PlanAct, PlanChange, PlanItem, PlanState
from fairmatch.plans.values import PERSONAL, Difference


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A change everybody could see: what was done, when, and each field before and after.

    ``about_contact``: whom to ask changed as well; it is not said from whom to whom.
    """

    at: datetime
    act: PlanAct
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    about_contact: bool = False


def history(session: Session, item: PlanItem) -> list[PlanChange]:
    """Give every change of an item that was kept, the latest first, and who made it."""
    kept = select(PlanChange).where(PlanChange.plan_item_id == item.id)
    named = kept.options(joinedload(PlanChange.account))
    return list(session.scalars(named.order_by(PlanChange.version.desc())))


def changed_since(session: Session, item: PlanItem, seen: int) -> Difference:
    """Give what changed of an item after the version that somebody saw."""
    changes = [change for change in history(session, item) if change.version > seen]
    return reduce(join, (change.fields for change in reversed(changes)), {})


def public_history(session: Session, item: PlanItem) -> list[PublicChange]:
    """Give the changes of an item that were public, the latest first.

    What was edited while nobody saw it belongs to the publication that showed it.
    """
    return list(reversed(published_changes(reversed(history(session, item)))))


def published_changes(changes: Iterable[PlanChange]) -> list[PublicChange]:
    """Give the public ones of an item's changes, in order of time."""
    shown: list[PublicChange] = []
    unseen: Difference = {}
    for change in changes:
        unseen = join(unseen, change.fields)
        if change.state is PlanState.PUBLISHED or change.act is PlanAct.WITHDRAWN:
            # What a draft said before it was published for the first time is nobody's business.
            first = not shown and change.act is PlanAct.PUBLISHED
            shown.append(_public(change, {} if first else unseen))
            unseen = {}
    return shown


def join(first: Difference, then: Difference) -> Difference:
    """Give two differences as one: what the fields said before both and after both."""
    joined = dict(first)
    for name, values in then.items():
        before = joined.get(name, values)[:1]
        joined[name] = before + values[1:]
        if values and joined[name][0] == joined[name][1]:
            del joined[name]
    return joined


def _public(change: PlanChange, fields: Difference) -> PublicChange:
    said = {name: (values[0], values[1]) for name, values in fields.items() if values}
    return PublicChange(change.at, change.act, said, bool(fields.keys() & PERSONAL))
