"""The report of a draft that was changed by hand: its figures as it stands, without a proof."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.errors import NotPriceable, PlanningClash
from fairmatch.hand.around import taken_out_of
from fairmatch.hand.storing import BY_HAND
from fairmatch.models import HandAct, Timetable
from fairmatch.planning import request_id
from fairmatch.reports import QualityReport
from fairmatch.reports.making import make_report
from fairmatch.reports.outcome import Outcome
from fairmatch.snapshot import read_for
from fairmatch.why.basis import read_basis
from fairmatch.wording import Words
from solver.explain import explain

ANEW = Words(
    ko="시간표를 손으로 고친 뒤 다시 잰 수치입니다. 더 좋은 시간표가 없다는 증명은 없습니다.",
    en="Measured anew after the timetable was changed by hand; nothing is proved of it.",
)


def measured(session: Session, timetable: Timetable) -> QualityReport | None:
    """Give a timetable's report, made anew for a draft that was changed by hand.

    Where what the draft holds does not fit the fair as it is any more, and where it is
    published, the report that was kept is given; None if there is none.
    """
    if not timetable.report:
        return None
    kept = QualityReport.model_validate(timetable.report)
    if timetable.number is not None or timetable.edition == 0:
        return kept
    try:
        return _anew(session, timetable, kept)
    except (NotPriceable, PlanningClash):
        return kept


def _anew(session: Session, draft: Timetable, kept: QualityReport) -> QualityReport:
    basis = read_basis(session, draft)
    fair = read_for(session, draft)
    pairs = {request_id(fair, pair): pair for pair in fair.wanted()}
    found = basis.result.timetable
    assert found is not None, "a basis has a timetable"
    slot_of = {pairs[request]: slot for request, slot in found.slot_of.items()}
    taken_out = taken_out_of(session, fair, draft) - slot_of.keys()
    reasons = explain(basis.problem, found)
    report = make_report(
        Outcome(fair, slot_of),
        basis.result,
        {one: reason for one, reason in reasons.items() if pairs[one] not in taken_out},
        pairs=pairs,
        notes=(),
        made_at=_last_changed(session, draft) or kept.made_at,
        taken_out=taken_out,
    )
    others = tuple(note for note in kept.notes if note not in (BY_HAND, ANEW))
    return report.model_copy(update={"notes": (*others, ANEW)})


def _last_changed(session: Session, draft: Timetable) -> datetime | None:
    return session.scalar(select(func.max(HandAct.at)).where(HandAct.timetable_id == draft.id))
