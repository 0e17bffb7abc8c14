"""An agency answers who asked: must meet, like, neutral or no, with a reason."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, begin, record
from fairmatch.models import ActKind, Agency, Fair, Firm, Interest, Mark, MarkKind, Phase
from fairmatch.requests.refusals import NotThere
from fairmatch.requests.seen import require_unchanged
from fairmatch.requests.texts import text_of


def mark(
    session: Session,
    agency: Agency,
    firm: Firm,
    kind: MarkKind | None,
    *,
    by: By,
    reason: str = "",
    shown: bool = False,
    seen: str | None = None,
) -> bool:
    """Say what the agency thinks of a firm; tell whether that changed anything.

    Parameters
    ----------
    kind
        None takes the answer back.
    shown
        Whether the firm may see the answer and its reason.
    seen
        The seal of the answer that the page showed; see `answer_seal`.

    Raises
    ------
    PhaseClosed
        If agencies may not answer at the moment.
    NotThere
        If the firm does not take part.
    ChangedMeanwhile
        If another officer has answered since the page was shown.
    TextTooLong
        If the reason is too long.
    """
    words = text_of(reason)
    fair = begin(session, agency.fair_id, by, Phase.MARKS)
    if fair is None:
        return False
    if not firm.takes_part:
        raise NotThere(firm.code)
    found = find_mark(session, agency, firm)
    if said(found) == (kind, words if kind else "", shown and kind is not None):
        return False
    require_unchanged(seen, *said(found))
    put_mark(session, fair, agency, firm, kind, reason=words, shown=shown)
    record(session, fair, by, ActKind.MARKED, firm=firm, agency=agency, mark=kind)
    session.flush()
    return True


def mark_rest_neutral(session: Session, agency: Agency, *, by: By) -> list[str]:
    """Answer every firm that asked and has no answer yet with neutral; give their codes.

    Raises
    ------
    PhaseClosed
        If agencies may not answer at the moment.
    """
    fair = begin(session, agency.fair_id, by, Phase.MARKS)
    if fair is None:
        return []
    firms = session.scalars(
        select(Firm)
        .join(Interest, Interest.firm_id == Firm.id)
        .outerjoin(Mark, (Mark.firm_id == Firm.id) & (Mark.agency_id == agency.id))
        .where(Interest.agency_id == agency.id, Firm.takes_part, Mark.id.is_(None))
        .order_by(Firm.code)
    ).all()
    for firm in firms:
        put_mark(session, fair, agency, firm, MarkKind.NEUTRAL)
    codes = [firm.code for firm in firms]
    if codes:
        record(session, fair, by, ActKind.MARKED, agency=agency, mark="neutral", firms=codes)
    session.flush()
    return codes


def take_neutral_back(
    session: Session, agency: Agency, firm_codes: Sequence[str], *, by: By
) -> int:
    """Take back answers that are still neutral and without a reason; give how many.

    Raises
    ------
    PhaseClosed
        If agencies may not answer at the moment.
    """
    fair = begin(session, agency.fair_id, by, Phase.MARKS)
    if fair is None:
        return 0
    marks = session.scalars(
        select(Mark)
        .join(Firm, Firm.id == Mark.firm_id)
        .where(
            Mark.agency_id == agency.id,
            Mark.kind == MarkKind.NEUTRAL,
            Mark.reason == "",
            Firm.code.in_(firm_codes),
        )
    ).all()
    for one in marks:
        session.delete(one)
    if marks:
        record(session, fair, by, ActKind.MARKED, agency=agency, mark=None, firms=[*firm_codes])
    session.flush()
    return len(marks)


def find_mark(session: Session, agency: Agency, firm: Firm) -> Mark | None:
    """Give the agency's answer to the firm as it stands in the database now."""
    return session.scalars(
        select(Mark)
        .where(Mark.agency_id == agency.id, Mark.firm_id == firm.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def said(found: Mark | None) -> tuple[MarkKind | None, str, bool]:
    """Give what an answer says: its kind, its reason, and whether the firm sees both."""
    return (None, "", False) if found is None else (found.kind, found.reason, found.shown)


def put_mark(
    session: Session,
    fair: Fair,
    agency: Agency,
    firm: Firm,
    kind: MarkKind | None,
    *,
    reason: str = "",
    shown: bool = False,
) -> None:
    """Write an answer; the fair's revision grows where a timetable could differ by it."""
    found = find_mark(session, agency, firm)
    if _weight(found.kind if found else None) is not _weight(kind):
        fair.revision += 1
    if kind is None:
        if found is not None:
            session.delete(found)
        return
    if found is None:
        found = Mark(fair_id=fair.id, agency_id=agency.id, firm_id=firm.id)
        session.add(found)
    found.kind, found.reason, found.shown = kind, reason, shown


def _weight(kind: MarkKind | None) -> MarkKind:
    # No answer counts as neutral.
    return kind or MarkKind.NEUTRAL
