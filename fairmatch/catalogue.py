"""Looking things up in what the agencies have published of their purchasing plans.

A search word is found wherever its letters stand in a row, spaces and Korean particles left out
of account on both sides: 청소용역 finds 청소 용역 and 청소의 용역, 청소의 finds 청소용역.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from fairmatch.matching.finding import synonyms_of
from fairmatch.matching.words import pattern, spellings
from fairmatch.models import Agency, AgencyKind, Booth, BuyingMethod, Fair, PlanItem, PlanState

PAGE_SIZE = 30
_SURE_WITHIN = 2
"""Letters a Korean synonym needs to be looked for within longer words."""


class PlanOrder(StrEnum):
    """How found items are sorted; equal ones follow by code."""

    AMOUNT_DOWN = "amount-down"
    AMOUNT_UP = "amount-up"
    TITLE = "title"
    AGENCY = "agency"
    QUARTER = "quarter"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class PlanQuery:
    """What is looked for; None or empty means no restriction.

    ``segment`` is the first two digits of the product classification; ``at_least`` and
    ``at_most`` are won, both included; ``page`` counts from 1. With ``synonyms``, words that
    mean the same as those of ``text`` count as found. ``states`` are the published ones unless
    an agency looks its own items up.
    """

    text: str = ""
    synonyms: bool = False
    agency: str = ""
    kind: AgencyKind | None = None
    quarter: int | None = None
    method: BuyingMethod | None = None
    segment: str = ""
    at_least: int | None = None
    at_most: int | None = None
    order: PlanOrder = PlanOrder.AMOUNT_DOWN
    page: int = 1
    states: tuple[PlanState, ...] = (PlanState.PUBLISHED,)

    @property
    def restricted(self) -> bool:
        """Whether anything narrows the search."""
        plain = replace(self, order=PlanOrder.AMOUNT_DOWN, page=1, synonyms=False)
        return plain != PlanQuery()


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One page of what was found, with the count and amount (won) of all of it."""

    items: tuple[PlanItem, ...]
    count: int
    amount: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AgencyPlans:
    """An agency, its booth, and what it plans to buy: items and won."""

    agency: Agency
    booth: Booth | None
    count: int
    amount: int


def search_plans(session: Session, fair: Fair, query: PlanQuery) -> PlanPage:
    """Give one page of the fair's plan items; a page past the end gives the last one."""
    wanted = [*_conditions(fair, query), *_said(session, fair, query)]
    base = select(PlanItem).join(PlanItem.agency)
    count, amount = session.execute(
        select(func.count(), func.coalesce(func.sum(PlanItem.amount), 0))
        .select_from(PlanItem)
        .join(PlanItem.agency)
        .where(*wanted)
    ).one()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(max(1, query.page), pages)
    items = session.scalars(
        _sorted(session, base.where(*wanted), query.order)
        .options(contains_eager(PlanItem.agency))
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return PlanPage(tuple(items), count, int(amount), page, pages)


def all_found(session: Session, fair: Fair, query: PlanQuery) -> Sequence[PlanItem]:
    """Give all plan items that a query finds, on one page however many; agencies loaded."""
    wanted = [*_conditions(fair, query), *_said(session, fair, query)]
    found = select(PlanItem).join(PlanItem.agency).where(*wanted)
    ordered = _sorted(session, found, query.order)
    return session.scalars(ordered.options(contains_eager(PlanItem.agency))).all()


def find_plan_item(session: Session, fair: Fair, code: str) -> PlanItem | None:
    """Give the plan item with this code, its agency and booth loaded, or None.

    It is published, or was once and is withdrawn; what is still a draft is not found.
    """
    return session.scalars(
        select(PlanItem)
        .join(PlanItem.agency)
        .where(
            PlanItem.fair_id == fair.id,
            PlanItem.code == code,
            PlanItem.state != PlanState.DRAFT,
        )
        .options(contains_eager(PlanItem.agency).joinedload(Agency.booth))
    ).one_or_none()


def agencies_with_plans(session: Session, fair: Fair) -> list[AgencyPlans]:
    """Give every agency of the fair with its booth and plan totals, by code."""
    totals = (
        select(
            PlanItem.agency_id,
            func.count().label("number"),
            func.sum(PlanItem.amount).label("amount"),
        )
        .where(*_public(fair))
        .group_by(PlanItem.agency_id)
        .subquery()
    )
    rows = session.execute(
        select(Agency, Booth, totals.c.number, totals.c.amount)
        .outerjoin(Booth, Booth.agency_id == Agency.id)
        .outerjoin(totals, totals.c.agency_id == Agency.id)
        .where(Agency.fair_id == fair.id)
        .order_by(Agency.code)
    )
    return [
        AgencyPlans(agency, booth, number or 0, int(amount or 0))
        for agency, booth, number, amount in rows
    ]


def segments_in_use(session: Session, fair: Fair) -> list[str]:
    """Give the first two digits of all classifications used in the fair's plans, sorted."""
    segment = func.substr(PlanItem.category, 1, 2)
    used = select(segment).where(*_public(fair), PlanItem.category != "")
    return sorted(session.scalars(used.distinct()))


def _public(fair: Fair) -> list[ColumnElement[bool]]:
    return [PlanItem.fair_id == fair.id, PlanItem.state == PlanState.PUBLISHED]


def _conditions(fair: Fair, query: PlanQuery) -> list[ColumnElement[bool]]:
    wanted = [PlanItem.fair_id == fair.id, PlanItem.state.in_(query.states)]
    if query.agency:
        wanted.append(Agency.code == query.agency)
    if query.kind is not None:
        wanted.append(Agency.kind == query.kind)
    if query.quarter is not None:
        wanted.append(PlanItem.quarter == query.quarter)
    if query.method is not None:
        wanted.append(PlanItem.method == query.method)
    if query.segment:
        wanted.append(PlanItem.category.startswith(query.segment, autoescape=True))
    if query.at_least is not None:
        wanted.append(PlanItem.amount >= query.at_least)
    if query.at_most is not None:
        wanted.append(PlanItem.amount <= query.at_most)
    return wanted


def _said(session: Session, fair: Fair, query: PlanQuery) -> Iterator[ColumnElement[bool]]:
    """Give a condition for each word looked for."""
    table = synonyms_of(session, fair) if query.synonyms and query.text else None
    for written in spellings(query.text):
        same = {other for word in written for other in table.same(word)} if table else set()
        yield _found(written, sorted(same))


def _found(written: tuple[str, ...], same: list[str]) -> ColumnElement[bool]:
    # Short or Latin synonyms would be found within words that mean something else.
    alone = [word for word in same if word.isascii() or len(word) < _SURE_WITHIN]
    looked_for = pattern([*written, *(word for word in same if word not in alone)], alone)
    # As one text, since SQLite calls back for each; no word goes past a bar.
    places = (PlanItem.title, PlanItem.department, PlanItem.participation, PlanItem.code)
    text: ColumnElement[str] = Agency.name_ko + "|" + Agency.name_en
    for place in places:
        text = place + "|" + text
    codes = [PlanItem.category.startswith(word, autoescape=True) for word in written
             if word.isdigit()]  # fmt: skip
    return or_(text.regexp_match(looked_for), *codes)


def _sorted(session: Session, found: Select[PlanItem], order: PlanOrder) -> Select[PlanItem]:
    # Hangul syllables stand in dictionary order in Unicode; a database's own language rules
    # would differ from one server to the next.
    bare = "C" if session.get_bind().dialect.name == "postgresql" else "BINARY"
    keys: dict[PlanOrder, tuple[Any, ...]] = {
        PlanOrder.AMOUNT_DOWN: (PlanItem.amount.desc(),),
        PlanOrder.AMOUNT_UP: (PlanItem.amount.asc(),),
        PlanOrder.TITLE: (PlanItem.title.collate(bare),),
        PlanOrder.AGENCY: (Agency.name_ko.collate(bare), PlanItem.title.collate(bare)),
        PlanOrder.CODE: (),
        PlanOrder.QUARTER: (PlanItem.year, PlanItem.quarter, PlanItem.title.collate(bare)),
    }
    return found.order_by(*keys[order], PlanItem.code.collate(bare))
