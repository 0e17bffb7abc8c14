"""Why a wish is not held, and what holding it would cost, asked of a kept timetable."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import NoTimetable, UnknownWish
from fairmatch.models import Agency, Firm, Timetable
from fairmatch.planning import party_id
from fairmatch.reports import QualityReport
from fairmatch.reports.prices import price_sentences
from fairmatch.wording import Words
from solver.json_form import problem_from_json, result_from_json
from solver.price import Price
from solver.problem import Problem
from solver.timetable import Result


@dataclass(frozen=True)
class Question:
    """What has to be known to answer, read while the database was open.

    ``reason`` is None where the consultation is held.
    """

    request: str
    problem: Problem
    result: Result
    reason: Words | None
    parties: dict[str, Words]

    def names(self, request: str) -> Words:
        """Give the two parties behind a request's id."""
        found = next(one for one in self.problem.requests if one.id == request)
        firm, agency = self.parties[found.a], self.parties[found.b]
        return Words(ko=f"{firm.ko} × {agency.ko}", en=f"{firm.en} × {agency.en}")


@dataclass(frozen=True)
class Answer:
    """What a wish would cost, and that in words."""

    price: Price
    sentences: tuple[Words, ...]


def ask(session: Session, timetable: Timetable, firm_code: str, agency_code: str) -> Question:
    """Read what is needed to say why a firm has no consultation with an agency.

    Raises
    ------
    UnknownWish
        If the timetable was made without such a wish.
    NoTimetable
        If the run that made the timetable is no longer kept.
    """
    run = timetable.run
    if run is None or run.result is None:
        raise NoTimetable("the run that made this timetable is not kept; call `fairmatch solve`")
    problem = problem_from_json(run.problem)
    request = f"{firm_code}~{agency_code}"
    if request not in {one.id for one in problem.requests}:
        raise UnknownWish(firm_code, agency_code)
    unmet = QualityReport.model_validate(timetable.report).unmet
    reasons = {(one.firm_code, one.agency_code): one.organiser_words for one in unmet}
    fair = timetable.fair_id
    parties: list[Firm | Agency] = [
        *session.scalars(select(Firm).where(Firm.fair_id == fair)),
        *session.scalars(select(Agency).where(Agency.fair_id == fair)),
    ]
    return Question(
        request,
        problem,
        result_from_json(run.result),
        reasons.get((firm_code, agency_code)),
        {party_id(party): _name(party) for party in parties},
    )


def answer(
    question: Question,
    *,
    seconds: float,
    workers: int,
    cancelled: Callable[[], bool] | None = None,
) -> Answer:
    """Price the wish; the database is not needed for it."""
    # The optimiser takes most of a second to load, and no other reading needs it.
    from solver.pricing import Pricer  # noqa: PLC0415

    pricer = Pricer(question.problem, question.result, workers=workers)
    price = pricer.price(question.request, seconds=seconds, cancelled=cancelled)
    return Answer(price, price_sentences(price, question.names))


def _name(party: Firm | Agency) -> Words:
    english = party.name_en or party.name_ko
    return Words(ko=f"{party.code} {party.name_ko}", en=f"{party.code} {english}")
