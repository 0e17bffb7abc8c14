"""Plan items in won: amounts that sum to the total, the way of buying, the way to take part."""

from dataclasses import dataclass, field

from dice import Dice
from vocabulary import Good

TOTAL = 35_000_000_000


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


def settle(items: list[Item], dice: Dice) -> None:
    """Give each item its amount, its method and how a firm can take part."""
    _share_out(items, dice)
    for item in items:
        item.method = _method(item, dice)
        item.participation = _participation(item, dice)


def _share_out(items: list[Item], dice: Dice) -> None:
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
            wanted = item.amount + (item.amount if missing > 0 else -item.amount) // 6
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
    """Round as budgets are: the larger, the coarser; some lines to the thousand."""
    if won // 1000 % 10 in {4, 8} and won < 30_000_000:
        return won // 1000 * 1000
    for above, unit in ((50_000_000, 1_000_000), (10_000_000, 100_000), (2_000_000, 50_000)):
        if won >= above:
            return won // unit * unit
    return won // 10_000 * 10_000


def _method(item: Item, dice: Dice) -> str:
    listed = item.good.category[:2] in {"14", "39", "43", "44", "46", "47", "56"}
    if listed and item.title.endswith(("구매", "교체")) and dice.chance(40):
        return "catalogue"
    if item.amount <= 20_000_000:
        return "negotiated"
    if item.amount <= 50_000_000:
        return dice.weighted(("negotiated", "limited_bid", "open_bid"), (3, 5, 2))
    return dice.weighted(("limited_bid", "open_bid"), (3, 2))


_WAYS = {
    "negotiated": (
        "소액 수의계약 견적서 제출", "2천만원 이하 1인 견적 수의계약",
        "담당 부서 상담 후 견적 제출", "사회적경제기업 우선 견적 요청", "견본 확인 후 수의계약",
    ),
    "limited_bid": (
        "사회적기업 제한경쟁입찰", "서울 소재 중소기업 제한입찰",
        "협상에 의한 계약(사회적가치 배점)",
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
    by_the_disabled = item.good.trade in {"paper", "laundry", "bakery"}
    if item.method == "negotiated" and by_the_disabled and dice.chance(40):
        return "중증장애인생산품 우선구매"
    ways = _WAYS[item.method]
    if item.good.category[0] in "789":
        ways = tuple(way for way in ways if "견본" not in way)
    return dice.pick(ways)
