"""A fair's plan items for a firm, and firms for a plan item, out of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from fairmatch.errors import UnknownFirm, UnknownPlanItem
from fairmatch.matching.items import Match, Offered, Wanted
from fairmatch.matching.synonyms import Synonyms
from fairmatch.models import Fair, Firm, PlanItem, PlanState, Product, Synonym

if TYPE_CHECKING:
    from fairmatch.matching.index import Index

_INDEXES_KEPT = 4

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan item that suits a firm, its agency loaded, and why it does."""

    item: PlanItem
    match: Match


@dataclass(frozen=True, slots=True)
class FoundFirm:
    """A firm that suits a plan item, and why it does."""

    firm: Firm
    match: Match


def plans_for_firm(session: Session, fair: Fair, code: str, limit: int) -> list[FoundPlan]:
    """Give the published plan items that suit a firm's products, the best first.

    Raises
    ------
    UnknownFirm
        If the fair has no such firm.
    """
    known = session.scalars(select(Firm.code).where(Firm.fair_id == fair.id)).all()
    if code not in known:
        raise UnknownFirm(code, known)
    matches = index_of(session, fair).plans_for(code, limit)
    items = session.scalars(
        select(PlanItem)
        .join(PlanItem.agency)
        .where(PlanItem.fair_id == fair.id, PlanItem.code.in_(_plans(matches)))
        .options(contains_eager(PlanItem.agency))
    )
    by_code = {item.code: item for item in items}
    return [FoundPlan(by_code[match.wanted.code], match) for match in matches]


def firms_for_plan(session: Session, fair: Fair, code: str, limit: int) -> list[FoundFirm]:
    """Give the firms taking part whose products suit the plan item of this code, the best first.

    Raises
    ------
    UnknownPlanItem
        If the fair has no such plan item that is published.
    """
    public = PlanItem.state == PlanState.PUBLISHED
    known = session.scalars(select(PlanItem.code).where(PlanItem.fair_id == fair.id, public)).all()
    if code not in known:
        raise UnknownPlanItem(code, known)
    firms = session.scalars(select(Firm).where(Firm.fair_id == fair.id, Firm.takes_part))
    by_code = {firm.code: firm for firm in firms}
    matches = index_of(session, fair).firms_for(code, limit, by_code)
    return [FoundFirm(by_code[match.offered.firm], match) for match in matches]


def synonyms_of(session: Session, fair: Fair) -> Synonyms:
    """Give the program's table of synonyms as the fair amends it."""
    return _table(_own_pairs(session, fair))


def index_of(session: Session, fair: Fair) -> "Index":
    """Give the index of what the fair's agencies want and its firms offer at this moment.

    The rows themselves are what it is kept by: as long as they stay the same it is not built
    again, and no change of theirs, by whatever road, is missed.
    """
    wanted = session.execute(
        select(PlanItem.code, PlanItem.title, PlanItem.category)
        .where(PlanItem.fair_id == fair.id, PlanItem.state == PlanState.PUBLISHED)
        .order_by(PlanItem.id)
    )
    offered = session.execute(
        select(Firm.code, Product.name, Product.category)
        .join(Product, Product.firm_id == Firm.id)
        .where(Firm.fair_id == fair.id)
        .order_by(Product.id)
    )
    pitches = session.execute(
        select(Firm.code, Firm.pitch)
        .where(Firm.fair_id == fair.id, Firm.pitch != "")
        .order_by(Firm.id)
    )
    return _built(
        tuple(Wanted(*row) for row in wanted),
        (
            *(Offered(*row) for row in offered),
            *(Offered(firm, pitch, pitch=True) for firm, pitch in pitches),
        ),
        _own_pairs(session, fair),
    )


def _plans(matches: Sequence[Match]) -> list[str]:
    return [match.wanted.code for match in matches]


def _own_pairs(session: Session, fair: Fair) -> Pairs:
    question = select(Synonym.word, Synonym.meaning).where(Synonym.fair_id == fair.id)
    rows = session.execute(question.order_by(Synonym.id))
    return tuple((word, meaning) for word, meaning in rows)


@lru_cache(maxsize=_INDEXES_KEPT)
def _table(own: Pairs) -> Synonyms:
    return Synonyms.amended(own)


@lru_cache(maxsize=_INDEXES_KEPT)
def _built(wanted: tuple[Wanted, ...], offered: tuple[Offered, ...], own: Pairs) -> "Index":
    # The learning library takes a second to load, and most commands never rank anything.
    from fairmatch.matching.index import Index  # noqa: PLC0415

    return Index(wanted, offered, _table(own))
