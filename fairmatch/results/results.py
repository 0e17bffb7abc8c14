"""The results of a fair at one moment, whole and in parts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.half_days import HalfDay
from fairmatch.models import Agency, Fair, FirmKind
from fairmatch.results.facts import read_facts
from fairmatch.results.opinions import Opinion, read_opinions
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
    """

    at: datetime
    total: Tally
    agencies: tuple[Group[str], ...]
    halves: tuple[Group[tuple[date, HalfDay]], ...]
    firm_kinds: tuple[Group[FirmKind | None], ...]
    opinions: tuple[Opinion, Opinion]
    names: dict[str, Words]


def results_of(session: Session, fair: Fair, *, now: datetime) -> Results:
    """Count everything as it stands; the number of queries grows with the fair's days only."""
    facts = read_facts(session, fair, now=now)
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
        opinions=read_opinions(session, fair),
        names={row.code: Words(ko=row.name_ko, en=row.name_en or row.name_ko) for row in agencies},
    )
