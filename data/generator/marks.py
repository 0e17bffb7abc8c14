"""What agencies say of the firms that ask for them."""

from collections import Counter

from dice import Dice
from hours import Window, common_slots
from interests import Interest, Pin
from vocabulary import Body

MUSTS = 36
LAST_YEAR = 2014

_REASONS = {
    "must": (
        "내년 상반기 안에 계약을 마쳐야 하는 건", "부서장이 직접 상담하기로 함",
        "긴급 수요가 있어 반드시 상담 희망", "사업 담당자가 사양을 직접 확인해야 함",
    ),
    "like": (
        "품질과 가격을 비교해 보고자 함", "다른 부서의 추천이 있었음",
        "납품 실적이 풍부함", "", "",
    ),
    "no": (
        "내년 예산에서 해당 사업이 빠짐", "해당 품목은 이미 장기계약으로 공급받고 있음",
        "관련 업무를 다른 기관으로 이관함", "같은 기업과 별도로 상담을 마침",
    ),
    "neutral": ("",),
}  # fmt: skip


def _reason(wish: Interest, town: str, mark: str, dice: Dice) -> str:
    """Give what the agency says; some reasons ask for more than the mark."""
    fitting = list(_REASONS[mark])
    if mark == "like":
        if town.startswith(wish.firm.district):
            fitting += ["관내 기업으로 우선 상담 희망"] * 4
        if wish.item:
            fitting += ["구매 계획과 품목이 일치"] * 2
        if wish.item and wish.item.good.category[0] not in "789":
            fitting.append("견본을 확인하고 싶음")
        if wish.firm.founded.year < LAST_YEAR:
            fitting.append("지난해 행사에서 좋은 평가")
    if mark == "must" and wish.firm.founded.year < LAST_YEAR:
        fitting.append("지난해 납품 품질이 우수하여 재계약 협의 필요")
    return dice.pick(fitting)


def all_marks(
    bodies: list[Body],
    wishes: list[Interest],
    pins: list[Pin],
    dice: Dice,
    *,
    firm_hours: dict[str, list[Window]],
    booth_hours: dict[str, list[Window]],
) -> list[tuple[str, str, str, str]]:
    """Give agency, firm, mark and reason; musts are few and have room to take place."""
    towns = {body.code: body.ko for body in bodies}
    pinned = {(pin.firm, pin.agency) for pin in pins}
    per_agency: Counter[str] = Counter()
    bound: Counter[str] = Counter(pin.firm for pin in pins)
    musts = 0
    marks = []
    for wish in sorted(dice.shuffled(wishes), key=lambda wish: not wish.firm.story):
        pair = (wish.firm.code, wish.agency)
        if pair in pinned:
            continue
        story = wish.firm.story in {"uniform", "local"} and wish.rank == 1
        room = common_slots(firm_hours.get(pair[0], []), booth_hours.get(pair[1], []))
        roll = dice.below(100)
        fit = room >= 5 and per_agency[wish.agency] < 2 and not bound[wish.firm.code]
        if story or (wish.rank <= 3 and roll < 6 and fit and musts < MUSTS):
            mark = "must"
            musts += 1
            per_agency[wish.agency] += 1
            bound[wish.firm.code] += 1
        elif roll < 28:
            mark = "like"
        elif roll < 31:
            mark = "no"
        elif roll < 36:
            mark = "neutral"
        else:
            continue
        marks.append(
            (wish.agency, wish.firm.code, mark, _reason(wish, towns[wish.agency], mark, dice))
        )
    return sorted(marks)
