"""A fair's plan items for a firm, and firms for a plan item, out of the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from fairmatch.errors import UnknownFirm, UnknownPlanItem
from fairmatch.matching.items import Match, Offered, Wanted
from fairmatch.matching.synonyms import Synonyms
from fairmatch.models import Fair, Firm, PlanItem, PlanState, Product, Synonym

if TYPE_CHECKING:
    from fairmatch.matching.index import Index

_INDEXES_KEPT = 4
_BUILDING = Lock()

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


def firms_to_show(
    session: Session, fair: Fair, codes: Sequence[str], limit: int
) -> dict[str, list[FoundFirm]]:
    """Give, for each of some published plan items, the firms that its officer may be shown.

    These take part and have consented to be kept and, separately, to be handed to agencies.
    What they are certified as and what they sell is loaded.
    """
    may_be_shown = (
        Firm.takes_part,
        Firm.erased_at.is_(None),
        Firm.consent_privacy.is_not(None),
        Firm.consent_third_party.is_not(None),
    )
    among = set(session.scalars(select(Firm.code).where(Firm.fair_id == fair.id, *may_be_shown)))
    index = index_of(session, fair)
    matches = {code: index.firms_for(code, limit, among) for code in codes}
    found = {match.offered.firm for ones in matches.values() for match in ones}
    firms = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id, Firm.code.in_(found))
        .options(selectinload(Firm.kinds), selectinload(Firm.products))
    )
    by_code = {firm.code: firm for firm in firms}
    return {
        code: [FoundFirm(by_code[match.offered.firm], match) for match in ones]
        for code, ones in matches.items()
    }


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
    rows = (
        tuple(Wanted(*row) for row in wanted),
        (
            *(Offered(*row) for row in offered),
            *(Offered(firm, pitch, pitch=True) for firm, pitch in pitches),
        ),
        _own_pairs(session, fair),
    )
    # Whoever comes while it is built waits for it, rather than building it once more.
    with _BUILDING:
        return _built(*rows)


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
