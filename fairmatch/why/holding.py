"""Holding a wish anyway: a draft of the timetable that was found with it."""

import hashlib
from collections.abc import Callable

from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.drafts import save_draft
from fairmatch.errors import OutlookChanged, StaleDraft
from fairmatch.models import ActKind, Fair, Timetable
from fairmatch.planning import request_id, slots_of
from fairmatch.reports.making import make_report
from fairmatch.reports.outcome import Outcome
from fairmatch.snapshot import read_for
from fairmatch.why.basis import Basis
from fairmatch.why.prices import Wish
from fairmatch.wording import Words
from solver.explain import explain
from solver.price import Price
from solver.timetable import Result, Status, Tier
from solver.timetable import Timetable as Slots


def price_seal(price: Price) -> str:
    """Give what a page carries, so that what is done is what was shown."""
    held = price.timetable.slot_of if price.timetable is not None else {}
    return hashlib.sha256(repr(sorted(held.items())).encode()).hexdigest()


def hold_anyway(
    session: Session,
    fair: Fair,
    wish: Wish,
    basis: Basis,
    price: Price,
    *,
    by: By,
    new_uid: Callable[[], str],
) -> Timetable:
    """Give a new draft that holds a wish, with everything displaced and moved that its price says.

    Raises
    ------
    OutlookChanged
        If the timetable is not as it was when it was priced.
    StaleDraft
        If something that it holds is not asked for any more, or the slots are others.
    RuleBroken
        If the draft breaks a rule of the fair as it is now.
    """
    fair = take_fair(session, fair.id)
    of = session.get(Timetable, wish.timetable_id, populate_existing=True)
    if of is None or of.fair_id != fair.id or of.edition != wish.edition or price.timetable is None:
        raise OutlookChanged
    snapshot = read_for(session, of)
    pairs = {request_id(snapshot, pair): pair for pair in snapshot.wanted()}
    held = price.timetable.slot_of
    if slots_of(snapshot) != basis.problem.slots or not set(held) <= set(pairs):
        raise StaleDraft(of.revision, fair.revision)
    slot_of = {pairs[request]: slot for request, slot in held.items()}
    reasons = {
        request: reason
        for request, reason in explain(basis.problem, Slots(held)).items()
        if request in pairs
    }
    names = basis.names(price.request)
    report = make_report(
        Outcome(snapshot, slot_of),
        _result(basis, price),
        reasons,
        pairs=pairs,
        notes=(Words(ko=f"일부러 넣은 상담: {names.ko}", en=f"Held anyway: {names.en}"),),
        made_at=by.now,
    )
    draft = save_draft(
        session,
        snapshot,
        slot_of,
        run_id=None,
        scenario=of.scenario,
        report=report.model_dump(mode="json"),
        made_at=by.now,
        new_uid=new_uid,
    )
    draft.revision = of.revision
    _keep_fixed(of, draft)
    firm_id, agency_id = pairs[price.request]
    record(
        session,
        fair,
        by,
        ActKind.HELD_ANYWAY,
        firm=snapshot.firms[firm_id],
        agency=snapshot.agencies[agency_id],
        draft=draft.id,
        displaced=len(price.displaced),
        moved=len(price.moved),
    )
    session.flush()
    return draft


def _result(basis: Basis, price: Price) -> Result:
    """Give what the draft reaches, held against the bounds of the timetable it was made from."""
    tiers = []
    for tier, loss in zip(basis.result.tiers, price.losses, strict=False):
        proved = loss.value is not None and loss.value == tier.bound
        status = Status.OPTIMAL if proved else Status.FEASIBLE
        tiers.append(Tier(tier.goal, tier.side, tier.level, loss.value, tier.bound, status, 0.0))
    return Result(Status.FEASIBLE, price.timetable, tuple(tiers), price.seconds)


def _keep_fixed(of: Timetable, draft: Timetable) -> None:
    fixed = {one.consultation_id: one.starts_at for one in of.placements if one.fixed}
    for placed in draft.placements:
        placed.fixed = fixed.get(placed.consultation_id) == placed.starts_at
