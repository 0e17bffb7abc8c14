"""The organiser's import of a whole fair, noted beside the plan items that it made or changed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from fairmatch.files.rows import PlanRow
from fairmatch.models import Fair, PlanAct, PlanChange, PlanItem
from fairmatch.plans.changing import Author
from fairmatch.plans.values import difference


def note_import(
    session: Session,
    fair: Fair,
    before: Mapping[str, PlanRow],
    now: Mapping[str, PlanRow],
    by: Author,
) -> None:
    """Keep what an import changed of the plan items, so that no page overwrites it unknowingly.

    ``before`` and ``now`` are what items said, by code; the import has been written already.
    """
    changed = {code: difference(before[code], row) for code, row in now.items() if code in before}
    touched = {code: fields for code, fields in changed.items() if fields}
    touched.update((code, {}) for code in now if code not in before)
    if not touched:
        return
    held = session.execute(
        select(PlanItem.code, PlanItem.id, PlanItem.version, PlanItem.state).where(
            PlanItem.fair_id == fair.id
        )
    )
    at = by.clock()
    kept: list[dict[str, Any]] = []
    raised: list[dict[str, int]] = []
    for code, identity, version, state in held:
        if code not in touched:
            continue
        new = code not in before
        if not new:
            raised.append({"id": identity, "version": version + 1})
        kept.append(
            {
                "plan_item_id": identity,
                "at": at,
                "act": PlanAct.PUBLISHED if new else PlanAct.EDITED,
                "state": state,
                "version": version + (not new),
                "side": by.side,
                "account_id": by.account_id,
                "fields": touched[code],
            }
        )
    session.execute(insert(PlanChange), kept)
    if raised:
        session.execute(update(PlanItem), raised)
