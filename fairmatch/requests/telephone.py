"""Requests that came by telephone: one at a time, or a list of them, all or nothing.

They are asked for the firms by the organiser, so deadlines do not bind; limits do, unless the
organiser says otherwise, which is recorded. What firms asked themselves stays.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.errors import BadInput, UnknownFirm, UnknownParty
from fairmatch.files.rows import WishRow
from fairmatch.intake.reading import Files, Placed
from fairmatch.models import Agency, Approval, Fair, Firm, Interest, PlanItem, PlanState
from fairmatch.requests.asking import ask
from fairmatch.requests.quota import Quota, quota_of
from fairmatch.requests.texts import text_of
from fairmatch.wording import Words

MOST_FOUND = 12
MOST_CALLS = 500
"""Rows of one list; each is asked by itself, one after the other."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a list of calls adds: requests, of how many firms, and what was there already."""

    added: int
    firms: int
    same: int


def search_firms(session: Session, fair: Fair, text: str, *, absent: bool = False) -> list[Firm]:
    """Give the firms meant by a code, a registration number or a part of a name, best first.

    Parameters
    ----------
    absent
        Also those that withdrew or were refused: they may stand at the desk all the same.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return []
    digits = "".join(filter(str.isdigit, wanted))
    found = session.scalars(
        select(Firm)
        .where(
            Firm.fair_id == fair.id,
            Firm.erased_at.is_(None),
            true()
            if absent
            else and_(Firm.withdrawn_at.is_(None), Firm.approval != Approval.REFUSED),
        )
        .order_by(Firm.name_ko, Firm.id)
    )

    def rank(firm: Firm) -> int:
        number = firm.known_number.replace("-", "")
        names = f"{firm.name_ko} {firm.name_en}".casefold()
        if wanted == firm.code.casefold() or (digits and digits == number):
            return 0
        if names.startswith(wanted):
            return 1
        if wanted in names or "".join(wanted.split()) in "".join(names.split()):
            return 2
        return 3 if len(digits) >= 5 and digits in number else 4

    ranked = sorted(((rank(firm), at, firm) for at, firm in enumerate(found)), key=lambda x: x[:2])
    return [firm for place, _, firm in ranked if place < 4][:MOST_FOUND]


def find_caller(session: Session, fair: Fair, named: str) -> Firm:
    """Give the firm of this code or registration number.

    Raises
    ------
    UnknownFirm
        If the fair has none.
    """
    firm = session.scalars(
        select(Firm).where(
            Firm.fair_id == fair.id, or_(Firm.code == named, Firm.registration_number == named)
        )
    ).first()
    if firm is None:
        own = select(Firm.code).where(Firm.fair_id == fair.id)
        raise UnknownFirm(named, session.scalars(own).all())
    return firm


def take_call(
    session: Session,
    fair: Fair,
    call: WishRow,
    *,
    by: By,
    own_rank: bool = True,
    over_limit: bool = False,
) -> Quota:
    """Ask for a consultation on behalf of a firm that called.

    Parameters
    ----------
    own_rank
        Whether the request takes the call's rank, those below moving down; else it goes last.
    over_limit
        Whether it is asked though the firm has used all its requests.

    Raises
    ------
    UnknownFirm, UnknownParty
        If the fair has no such firm, or no such agency.
    NoRequestLeft, AlreadyAsked, ItemOfAnother, NotThere, TextTooLong
        As `ask` does.
    """
    firm = find_caller(session, fair, call.firm)
    agency = session.scalars(
        select(Agency).where(Agency.fair_id == fair.id, Agency.code == call.agency)
    ).one_or_none()
    if agency is None:
        raise UnknownParty(call.agency)
    return ask(
        session,
        firm,
        agency,
        by=by,
        item_code=call.plan,
        purpose=call.purpose,
        rank=call.rank if own_rank else None,
        over_limit=over_limit,
    )


def check_calls(
    session: Session, fair: Fair, files: Files, *, over_limit: bool = False
) -> tuple[list[WishRow], Taken]:
    """Look through a list of calls without asking for anything; give what is new in it.

    Raises
    ------
    BadInput
        If anything is wrong with it; every error by row and column.
    """
    return _Calls(session, fair, files, over_limit=over_limit).checked()


def take_calls(
    session: Session, fair: Fair, files: Files, *, by: By, over_limit: bool = False
) -> Taken:
    """Ask for all of a list of calls, in its order, or for none.

    Raises
    ------
    BadInput
        As `check_calls`.
    """
    new, taken = check_calls(session, fair, files, over_limit=over_limit)
    for call in new:
        take_call(session, fair, call, by=by, over_limit=over_limit)
    return taken


class _Calls:
    """A list of calls held against what the fair knows."""

    def __init__(self, session: Session, fair: Fair, files: Files, *, over_limit: bool) -> None:
        self._session, self._fair, self._files = session, fair, files
        self._over_limit = over_limit
        own = Firm.fair_id == fair.id
        firms = session.scalars(select(Firm).where(own)).all()
        self._firms = {firm.known_number: firm for firm in firms if firm.known_number}
        self._firms.update((firm.code, firm) for firm in firms)
        agencies = session.scalars(select(Agency).where(Agency.fair_id == fair.id))
        self._agencies = {agency.code: agency for agency in agencies}
        items = session.scalars(
            select(PlanItem).where(
                PlanItem.fair_id == fair.id, PlanItem.state == PlanState.PUBLISHED
            )
        )
        self._items = {item.code: item for item in items}
        self._wishes = {
            (wish.firm_id, wish.agency_id): wish
            for wish in session.scalars(select(Interest).where(Interest.fair_id == fair.id))
        }
        self._first: dict[tuple[int, int], int] = {}
        self._new: Counter[int] = Counter()
        self._left: dict[int, int] = {}

    def checked(self) -> tuple[list[WishRow], Taken]:
        calls = self._files.rows(WishRow)
        if len(calls) > MOST_CALLS:
            expected = Words(
                ko=f"한 번에 {MOST_CALLS}건 이하", en=f"at most {MOST_CALLS} requests at a time"
            )
            found = Words(ko=f"{len(calls)}건", en=f"{len(calls)} requests")
            self._files.complaints.add(WishRow, 0, "", found, expected)
            calls = []
        new = [placed.row for placed in calls if self._is_new(placed)]
        errors = self._files.complaints.in_order()
        if errors:
            raise BadInput(errors)
        return new, Taken(len(new), len(self._new), len(calls) - len(new))

    def _is_new(self, placed: Placed[WishRow]) -> bool:
        """Tell whether a call is to be asked; what is wrong with it is noted."""
        call = placed.row
        firm, agency = self._firms.get(call.firm), self._agencies.get(call.agency)
        item = self._items.get(call.plan)
        if firm is None:
            self._say_unknown(placed, "firm", list(self._firms), "기업", "a firm")
        elif firm.withdrawn_at is not None or firm.approval is Approval.REFUSED:
            expected = Words(ko="참가하는 기업", en="a firm that takes part")
            self._say(placed, "firm", call.firm, expected)
        if agency is None:
            self._say_unknown(placed, "agency", list(self._agencies), "기관", "an agency")
        elif call.plan and (item is None or item.agency_id != agency.id):
            expected = Words(
                ko=f"기관 {agency.code}이(가) 공개한 계획 항목, 또는 빈칸",
                en=f"a plan item that {agency.code} has published, or nothing",
            )
            self._say(placed, "plan", call.plan, expected)
        if firm is None or agency is None:
            return False
        return self._is_first(placed, firm, agency, item)

    def _is_first(
        self, placed: Placed[WishRow], firm: Firm, agency: Agency, item: PlanItem | None
    ) -> bool:
        call, pair = placed.row, (firm.id, agency.id)
        if pair in self._first:
            row = self._first[pair]
            expected = Words(
                ko=f"기업과 기관의 짝마다 한 번({row}행에 이미 있음)",
                en=f"each firm and agency once; row {row} has them already",
            )
            self._say(placed, "agency", f"{call.firm} ~ {call.agency}", expected)
            return False
        self._first[pair] = placed.number
        wish = self._wishes.get(pair)
        if wish is not None:
            said = (wish.plan_item_id, wish.purpose)
            if said != (item.id if item else None, text_of(call.purpose)):
                expected = Words(
                    ko="아직 신청하지 않은 기관(이미 다른 내용으로 신청함)",
                    en="an agency not asked yet; the firm has asked it about something else",
                )
                self._say(placed, "agency", call.agency, expected)
            return False
        self._new[firm.id] += 1
        self._check_limit(placed, firm)
        return True

    def _check_limit(self, placed: Placed[WishRow], firm: Firm) -> None:
        if self._over_limit:
            return
        if firm.id not in self._left:
            self._left[firm.id] = quota_of(self._session, self._fair.id, firm).left
        left = self._left[firm.id]
        if self._new[firm.id] > left:
            expected = Words(
                ko=f"기업마다 남은 신청 {left}건 이하(한도 {self._fair.request_limit}건)",
                en=f"at most {left} more requests of this firm (the limit is "
                f"{self._fair.request_limit})",
            )
            self._say(placed, "firm", placed.row.firm, expected)

    def _say_unknown(
        self, placed: Placed[WishRow], column: str, known: Sequence[str], ko: str, en: str
    ) -> None:
        code: str = getattr(placed.row, column)
        near = get_close_matches(code, sorted(known), 1, 0.5)
        expected = Words(
            ko=f"이 박람회에 있는 {ko} 코드" + (f"(가장 가까운 것: {near[0]})" if near else ""),
            en=f"the code of {en} of this fair" + (f"; the nearest is {near[0]}" if near else ""),
        )
        self._say(placed, column, code, expected)

    def _say(self, placed: Placed[WishRow], column: str, found: str, expected: Words) -> None:
        self._files.complaints.add(WishRow, placed.number, column, found, expected)
