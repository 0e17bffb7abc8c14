"""The results of a fair at one moment, whole and in parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.half_days import HalfDay
from fairmatch.models import Agency, Fair, FirmKind, Side
from fairmatch.results.facts import Fact, read_facts
from fairmatch.results.opinions import Answers, Opinion, count_marks, read_answers
from fairmatch.results.tally import Group, Tally, by_agency, by_firm_kind, by_half, tally
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Results:
    """What came of a fair, as it was known at a moment.

    Attributes
    ----------
    agencies
        By the agency's code, for all agencies of the fair; `names` says what they are called.
    firm_kinds
        A firm of several types is in each of them.
    own
        By agency and firm, by their codes: what they talked about and what they signed, won. A
        firm without both is missing.
    answers
        What each party answered to the survey.
    """

    at: datetime
    total: Tally
    agencies: tuple[Group[str], ...]
    halves: tuple[Group[tuple[date, HalfDay]], ...]
    firm_kinds: tuple[Group[FirmKind | None], ...]
    opinions: tuple[Opinion, Opinion]
    names: dict[str, Words]
    own: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)


def results_of(session: Session, fair: Fair, *, now: datetime) -> Results:
    """Count everything as it stands; the number of queries grows with the fair's days only."""
    facts = read_facts(session, fair, now=now)
    answers = read_answers(session, fair)
    agencies = session.execute(
        select(Agency.code, Agency.name_ko, Agency.name_en)
        .where(Agency.fair_id == fair.id)
        .order_by(Agency.name_ko, Agency.code)
    ).all()
    parts = {group.key: group for group in by_agency(facts)}
    return Results(
        at=now,
        total=tally(facts),
        agencies=tuple(parts.get(row.code, Group(row.code, Tally())) for row in agencies),
        halves=tuple(by_half(facts)),
        firm_kinds=tuple(by_firm_kind(facts)),
        opinions=(
            count_marks(Side.FIRM, answers[Side.FIRM].values()),
            count_marks(Side.AGENCY, answers[Side.AGENCY].values()),
        ),
        names={row.code: Words(ko=row.name_ko, en=row.name_en or row.name_ko) for row in agencies},
        own=own_amounts(facts),
        answers=answers,
    )


def own_amounts(facts: Iterable[Fact]) -> dict[str, dict[str, tuple[int, int]]]:
    """Give both amounts of each firm with each agency, won, where there are any."""
    own: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for fact in facts:
        if fact.discussed or fact.signed:
            before = own[fact.agency].get(fact.firm, (0, 0))
            own[fact.agency][fact.firm] = (
                before[0] + (fact.discussed or 0),
                before[1] + (fact.signed or 0),
            )
    return dict(own)
