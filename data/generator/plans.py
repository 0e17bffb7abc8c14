"""Plan items: what each agency will buy next year, summing to the won to the total."""

import re
from dataclasses import dataclass, field

from dice import Dice
from vocabulary import Body, Good, Sense, goods, senses, tree, words

TOTAL = 35_000_000_000
YEAR = 2016
# The lines the story of the fair tells of: agency, trade, department, title, quarter, won.
_STORY = (
    ("성동구청", "uniform", "", "환경미화원 하계 근무복 제작 구매", 2, 19_000_000),
    ("서울특별시", "arttherapy", "보건의료정책과", "시민 마음건강 예술치료 프로그램 운영", 2, 18_000_000),
    ("서울특별시", "upcycling", "자원순환과", "폐현수막 새활용 가방 제작 구매", 2, 9_500_000),
    ("서울특별시", "stationery", "총무과", "2017년 직원 업무수첩 제작", 4, 17_600_000),
)
_SLOT = re.compile(r"\{(\w+)\}")
_GROUPS = {
    "dong": "dongs", "park": "parks", "library": "libraries", "venue": "venues",
    "welfare": "welfares", "event": "events", "place": "places", "site": "sites",
}  # fmt: skip
_PERIODS = {
    1: ("2016년", "2016년 상반기", "2016년 1분기", "2016년 연간"),
    2: ("2016년 상반기", "2016년 2분기", "상반기"),
    3: ("2016년 하반기", "2016년 3분기", "하반기"),
    4: ("2016년 하반기", "2016년 4분기", "연말"),
}
_SEASONS = {1: ("1차", "상반기"), 2: ("2차", "봄"), 3: ("3차", "하반기"), 4: ("4차", "연말")}


@dataclass
class Item:
    """A plan item on its way to become a row; ``low`` and ``high`` bound its amount in won."""

    agency: str
    title: str
    department: str
    good: Good
    quarter: int
    low: int
    high: int
    amount: int = 0
    code: str = ""
    method: str = ""
    participation: str = ""
    fixed: bool = field(default=False)


def all_items(bodies: list[Body], dice: Dice) -> list[Item]:
    """Give the items of all agencies, coded, bounded and summing to the total."""
    writer = _Writer(dice)
    items = [item for body in bodies for item in writer.lines(body)]
    _settle(items, dice)
    for item in items:
        item.method = _method(item, dice)
        item.participation = _participation(item, dice)
    return items


class _Writer:
    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.goods = goods()
        self.senses = senses()
        offices = tree("offices")
        self.topics = words(offices["topics"])
        self.courses = words(offices["courses"])

    def lines(self, body: Body) -> list[Item]:
        """Write the plan of one body; no two lines read the same."""
        usable = [good for good in self.goods if set(good.roles) & set(body.departments)]
        drawn: dict[int, int] = {}
        used: dict[tuple[int, str], int] = {}
        titles: set[str] = set()
        items: list[Item] = []
        items += self._story(body)
        titles |= {item.title for item in items}
        while len(items) < body.lines:
            weights = [600 // (1 + drawn.get(at, 0)) + 1 for at in range(len(usable))]
            at = self.dice.weighted(range(len(usable)), weights)
            drawn[at] = drawn.get(at, 0) + 1
            good = usable[at]
            pattern = self.dice.pick(good.patterns)
            if self.dice.below(1 + used.get((at, pattern), 0)):
                continue
            item = self._line(body, good, pattern)
            if item is None or item.title in titles:
                continue
            used[(at, pattern)] = used.get((at, pattern), 0) + 1
            titles.add(item.title)
            items.append(item)
        items.sort(key=lambda item: (item.quarter, item.department, item.title))
        for number, item in enumerate(items, 1):
            item.code = f"P{body.code[1:]}-{number:03}"
        return items

    def _story(self, body: Body) -> list[Item]:
        found = []
        for agency, trade, department, title, quarter, won in _STORY:
            if agency == body.ko:
                good = next(good for good in self.goods if good.trade == trade)
                if trade == "stationery":
                    good = next(good for good in self.goods if good.category == "14111514")
                office = department or body.departments["clean"][0]
                found.append(
                    Item(body.code, title, office, good, quarter, won, won, won, fixed=True)
                )
        return found

    def _line(self, body: Body, good: Good, pattern: str) -> Item | None:
        sense = next((s for s in self.senses if any(w in pattern for w in s.words)), None)
        if sense and not _can(body, sense):
            return None
        quarter = self.dice.pick(good.quarters)
        roles = [role for role in good.roles if role in body.departments]
        role = sense.role if sense and sense.role else self.dice.pick(roles)
        if "{library}" in pattern and "library" in body.departments:
            role = "library"
        words_used: dict[str, str] = {}
        for slot in _SLOT.findall(pattern):
            word = self._word(body, slot, role, quarter)
            if word is None:
                return None
            words_used[slot] = word
        title = pattern.format(**words_used)
        department = self._department(body, role, words_used)
        low, high = good.low * 1000, good.high * 1000
        return Item(body.code, title, department, good, quarter, low, high)

    def _word(self, body: Body, slot: str, role: str, quarter: int) -> str | None:
        if slot in _GROUPS:
            places = body.places.get(_GROUPS[slot], ())
            return self.dice.pick(places) if places else None
        if slot == "when":
            return self.dice.pick(_PERIODS[quarter])
        if slot == "season":
            return self.dice.pick(_SEASONS[quarter])
        if slot == "year":
            return f"{YEAR}년" if quarter < 4 else f"{YEAR + 1}년"
        if slot == "month":
            return f"{3 * quarter - 2 + self.dice.below(3)}월호"
        listed = self.topics if slot == "topic" else self.courses
        return self.dice.pick(listed.get(role) or listed["general"])

    def _department(self, body: Body, role: str, used: dict[str, str]) -> str:
        if "dong" in used and self.dice.chance(55):
            return f"{used['dong']} 주민센터"
        if body.kind in {"city", "education"}:
            for slot in ("site", "library", "venue"):
                if slot in used:
                    return used[slot]
        return self.dice.pick(body.departments[role])


def _can(body: Body, sense: Sense) -> bool:
    if sense.needs == "district":
        met = body.kind == "district"
    elif sense.needs == "public":
        met = body.kind in {"district", "city"} or "welfare" in body.departments
    else:
        met = sense.needs in body.departments
    return met and (not sense.role or sense.role in body.departments)


def _settle(items: list[Item], dice: Dice) -> None:
    """Draw amounts, skewed to the low end, and move them within bounds until they sum up."""
    for item in items:
        if not item.fixed:
            step = dice.below(10_001)
            raw = item.low + (item.high - item.low) * step**3 // 10**12
            item.amount = max(_rounded(raw), item.low)
    free = [item for item in items if not item.fixed]
    missing = TOTAL - sum(item.amount for item in items)
    while abs(missing) >= 10_000_000:
        for item in dice.shuffled(free):
            wanted = item.amount + item.amount * (missing > 0) // 6 - item.amount * (missing < 0) // 6
            moved = _rounded(min(max(wanted, item.low), item.high))
            missing += item.amount - moved
            item.amount = moved
            if abs(missing) < 10_000_000:
                break
    for item in free:
        if missing == 0:
            return
        moved = min(max(item.amount + missing, item.low), item.high)
        missing += item.amount - moved
        item.amount = moved
    raise ValueError(f"the amounts cannot reach the total: {missing} won are missing")


def _rounded(won: int) -> int:
    """Round as budgets are: the larger, the coarser."""
    for above, unit in ((50_000_000, 1_000_000), (10_000_000, 100_000), (2_000_000, 50_000)):
        if won >= above:
            return won // unit * unit
    return won // 10_000 * 10_000


def _method(item: Item, dice: Dice) -> str:
    made_to_order = item.good.category[:2] in {"14", "39", "43", "44", "46", "47", "56"}
    if made_to_order and dice.chance(35):
        return "catalogue"
    if item.amount <= 20_000_000:
        return "negotiated"
    if item.amount <= 50_000_000:
        return dice.weighted(("negotiated", "limited_bid", "open_bid"), (3, 5, 2))
    return dice.weighted(("limited_bid", "open_bid"), (3, 2))


_WAYS = {
    "negotiated": (
        "소액 수의계약 견적서 제출", "2천만원 이하 1인 견적 수의계약", "담당 부서 상담 후 견적 제출",
        "사회적경제기업 우선 견적 요청", "견본 확인 후 수의계약",
    ),
    "limited_bid": (
        "사회적기업 제한경쟁입찰", "서울 소재 중소기업 제한입찰", "협상에 의한 계약(사회적가치 배점)",
        "사회적경제기업 간 지명경쟁",
    ),
    "open_bid": (
        "공개경쟁입찰(사회적기업 가점)", "적격심사 낙찰제(신인도 가점)", "나라장터 공개입찰",
    ),
    "catalogue": (
        "나라장터 종합쇼핑몰 등록 후 구매", "다수공급자계약 2단계 경쟁", "종합쇼핑몰 직접 구매",
    ),
}  # fmt: skip


def _participation(item: Item, dice: Dice) -> str:
    if item.method == "negotiated" and item.amount > 20_000_000:
        return "여성기업·장애인기업 수의계약"
    if item.good.trade in {"paper", "laundry", "bakery"} and dice.chance(40):
        if item.method == "negotiated":
            return "중증장애인생산품 우선구매"
    return dice.pick(_WAYS[item.method])
