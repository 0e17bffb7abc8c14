"""Why a wish is not held, asked of a kept timetable; and its price, where one can wait for it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import UnknownWish
from fairmatch.hours import moment
from fairmatch.models import Agency, Consultation, Firm, Interest, Placement, Timetable
from fairmatch.planning import make_plan, request_id
from fairmatch.reports import QualityReport
from fairmatch.reports.outcome import Outcome
from fairmatch.reports.prices import price_sentences
from fairmatch.reports.unmet import unmet_interests
from fairmatch.snapshot import read_for
from fairmatch.why.basis import Basis
from fairmatch.wording import Words
from solver.explain import explain
from solver.price import Price
from solver.timetable import Timetable as Slots


@dataclass(frozen=True)
class Question:
    """A wish and whether it is held; ``reason`` is why it is not, None where it is."""

    request: str
    firm: Firm
    agency: Agency
    rank: int | None
    reason: Words | None


@dataclass(frozen=True)
class Answer:
    """What a wish would cost, and that in words."""

    price: Price
    sentences: tuple[Words, ...]


def ask(session: Session, timetable: Timetable, firm_code: str, agency_code: str) -> Question:
    """Say why a firm has no consultation with an agency, at once.

    The reason stands in the timetable's report. Where it was changed by hand since, the reason is
    found anew from what it holds.

    Raises
    ------
    UnknownWish
        If the timetable was made without such a wish.
    """
    firm, agency = _parties(session, timetable, firm_code, agency_code)
    rank = session.scalar(
        select(Interest.rank).where(Interest.firm_id == firm.id, Interest.agency_id == agency.id)
    )
    held = session.scalar(
        select(Placement.id)
        .join(Placement.consultation)
        .where(
            Placement.timetable_id == timetable.id,
            Consultation.firm_id == firm.id,
            Consultation.agency_id == agency.id,
        )
    )
    request = f"{firm.code}~{agency.code}"
    if held is not None:
        return Question(request, firm, agency, rank, None)
    reason = _told(timetable, firm, agency) or _found(session, timetable, firm, agency)
    return Question(request, firm, agency, rank, reason)


def answer(
    basis: Basis,
    request: str,
    *,
    seconds: float,
    workers: int,
    cancelled: Callable[[], bool] | None = None,
) -> Answer:
    """Price a wish; the database is not needed for it.

    Raises
    ------
    UnknownWish
        If the timetable was made without it.
    """
    # The optimiser takes most of a second to load, and no other reading needs it.
    from solver.pricing import Pricer  # noqa: PLC0415

    if not basis.knows(request):
        raise UnknownWish(*request.split("~", 1))
    pricer = Pricer(basis.problem, basis.result, workers=workers)
    price = pricer.price(request, seconds=seconds, cancelled=cancelled)
    return Answer(price, price_sentences(price, basis.names))


def _parties(
    session: Session, timetable: Timetable, firm_code: str, agency_code: str
) -> tuple[Firm, Agency]:
    firm = session.scalars(
        select(Firm).where(Firm.fair_id == timetable.fair_id, Firm.code == firm_code)
    ).one_or_none()
    agency = session.scalars(
        select(Agency).where(Agency.fair_id == timetable.fair_id, Agency.code == agency_code)
    ).one_or_none()
    if firm is None or agency is None:
        raise UnknownWish(firm_code, agency_code)
    return firm, agency


def _told(timetable: Timetable, firm: Firm, agency: Agency) -> Words | None:
    if timetable.edition or not timetable.report:
        return None
    unmet = QualityReport.model_validate(timetable.report).unmet
    pair = (firm.code, agency.code)
    told = (one for one in unmet if (one.firm_code, one.agency_code) == pair)
    return next((one.organiser_words for one in told), None)


def _found(session: Session, timetable: Timetable, firm: Firm, agency: Agency) -> Words:
    fair = read_for(session, timetable)
    pair = (firm.id, agency.id)
    if pair not in fair.interests:
        raise UnknownWish(firm.code, agency.code)
    plan = make_plan(fair)
    slots = {moment(slot.date, slot.starts, fair.zone): i for i, slot in enumerate(fair.slots)}
    placed = session.execute(
        select(Consultation.firm_id, Consultation.agency_id, Placement.starts_at)
        .join(Placement.consultation)
        .where(Placement.timetable_id == timetable.id)
    )
    wanted = set(plan.pairs.values())
    slot_of = {
        (row[0], row[1]): slots[row[2]]
        for row in placed
        if (row[0], row[1]) in wanted and row[2] in slots
    }
    held = Slots({request_id(fair, one): slot for one, slot in slot_of.items()})
    reason = explain(plan.problem, held)[request_id(fair, pair)]
    (told,) = unmet_interests(Outcome(fair, slot_of), {pair: reason}, plan.pairs)
    return told.organiser_words
