"""Plan items: what each agency will buy next year, in words."""

import re
from collections.abc import Mapping

from budgets import Item, settle
from dice import Dice
from vocabulary import Body, Good, Sense, goods, seasons, senses, tree, words

YEAR = 2016
# The lines the story of the fair tells of: agency, trade, department, title, quarter, won.
_STORY = (
    ("성동구청", "uniform", "", "환경미화원 하계 근무복 제작 구매", 2, 19_000_000),
    ("서울특별시", "arttherapy", "보건의료정책과", "시민 마음건강 예술치료 운영", 2, 18_000_000),
    ("서울특별시", "upcycling", "자원순환과", "폐현수막 새활용 가방 제작 구매", 2, 9_500_000),
    ("서울특별시", "stationery", "총무과", "2017년 직원 업무수첩 제작", 4, 17_600_000),
)
_SLOT = re.compile(r"\{(\w+)\}")
_GROUPS = {
    "dong": "dongs", "park": "parks", "library": "libraries", "venue": "venues",
    "welfare": "welfares", "event": "events", "place": "places", "site": "sites",
    "clinic": "clinics", "hq": "hq",
}  # fmt: skip
_PERIODS = {
    1: ("2016년", "2016년 상반기", "2016년 1분기", "2016년 연간"),
    2: ("2016년 상반기", "2016년 2분기", "상반기"),
    3: ("2016년 하반기", "2016년 3분기", "하반기"),
    4: ("2016년 하반기", "2016년 4분기", "하반기"),
}
_TAXES = {
    1: ("등록면허세", "자동차세 연납"),
    2: ("자동차세",),
    3: ("재산세", "주민세"),
    4: ("자동차세",),
}
# Whose business a place is.
_OWNERS = {
    "library": ("library",),
    "clinic": ("hospital", "health"),
    "venue": ("culture", "sports"),
    "welfare": ("welfare", "elderly"),
    "park": ("park",),
    "hq": ("general", "finance"),
    "site": (
        "general", "building", "finance", "it", "clean", "safety", "uniform", "laundry",
        "environment", "archive",
    ),
    "event": (
        "culture", "pr", "tourism", "jobs", "welfare", "women", "youth", "education",
        "residents", "research", "general",
    ),
}  # fmt: skip
_SEASONS = {1: ("1차", "상반기"), 2: ("2차", "봄"), 3: ("3차", "하반기"), 4: ("4차", "하반기")}
_YEARS = {1: ("2016년",), 2: ("2016년",), 3: ("2016년",), 4: ("2017년",)}
_MONTHS = {q: tuple(f"{month}월호" for month in range(3 * q - 2, 3 * q + 1)) for q in (1, 2, 3, 4)}
_TIMES: dict[str, Mapping[int, tuple[str, ...]]] = {
    "when": _PERIODS, "season": _SEASONS, "year": _YEARS, "month": _MONTHS, "tax": _TAXES,
}  # fmt: skip


def all_items(bodies: list[Body], dice: Dice) -> list[Item]:
    """Give the items of all agencies, coded, bounded and summing to the total."""
    writer = _Writer(dice)
    items = [item for body in bodies for item in writer.lines(body)]
    settle(items, dice)
    return items


class _Writer:
    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.goods = goods()
        self.senses = senses()
        offices = tree("offices")
        self.topics = words(offices["topics"])
        self.own_topics = {
            kind: words(offices[f"topics_{kind}"]) for kind in ("education", "corporation")
        }
        self.seasons = seasons()
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
        senses = [s for s in self.senses if any(w in pattern for w in s.words)]
        if not all(_can(body, sense) for sense in senses):
            return None
        quarter = self.dice.pick(good.quarters)
        told = next((sense.role for sense in senses if sense.role), "")
        role = told or self._role(body, good, pattern)
        words_used: dict[str, str] = {}
        for slot in _SLOT.findall(pattern):
            word = self._word(body, slot, role, quarter)
            if word is None:
                return None
            words_used[slot] = word
        title = pattern.format(**words_used)
        quarters = self._quarters(title)
        if quarters and quarter not in quarters:
            return None
        department = self._department(body, role, words_used)
        low = good.low * self.dice.between(6, 10) * 100
        high = low + (good.high * 1000 - low) * _scale(body) // 100
        return Item(body.code, title, department, good, quarter, low, high)

    def _word(self, body: Body, slot: str, role: str, quarter: int) -> str | None:
        choice = self._choice(body, slot, role, quarter)
        return self.dice.pick(choice) if choice else None

    def _choice(self, body: Body, slot: str, role: str, quarter: int) -> tuple[str, ...]:
        if slot in _GROUPS:
            return body.places.get(_GROUPS[slot], ())
        if slot in _TIMES:
            return _TIMES[slot][quarter]
        if slot == "course":
            return self.courses.get(role) or self.courses["general"]
        own = self.own_topics.get(body.kind, {})
        return own.get(role) or self.topics.get(role) or self.topics["general"]

    def _role(self, body: Body, good: Good, pattern: str) -> str:
        """Choose whose business a line is; the place it names goes before the good's roles."""
        roles = [role for role in good.roles if role in body.departments]
        for slot, owners in _OWNERS.items():
            if f"{{{slot}}}" in pattern:
                fitting = [role for role in owners if role in body.departments]
                both = [role for role in fitting if role in roles]
                # An office building is many departments' business, a park only one's.
                return self.dice.pick(both or (roles if slot == "site" else fitting) or roles)
        return self.dice.pick(roles)

    def _quarters(self, title: str) -> tuple[int, ...]:
        """Give the quarters the words of a line belong to; empty means any."""
        return next((q for words, q in self.seasons if any(w in title for w in words)), ())

    def _department(self, body: Body, role: str, used: dict[str, str]) -> str:
        if "dong" in used and self.dice.chance(55):
            return f"{used['dong']} 주민센터"
        if body.kind in {"city", "education"}:
            for slot in ("site", "library", "venue"):
                if slot in used:
                    return used[slot]
        return self.dice.pick(body.departments[role])


def _scale(body: Body) -> int:
    """Give how large the purchases of a body get, per cent of the largest there are."""
    steps = ((40, 40), (70, 60), (120, 90), (999, 100))
    return next(share for lines, share in steps if body.lines < lines)


def _can(body: Body, sense: Sense) -> bool:
    if sense.needs == "district":
        met = body.kind == "district"
    elif sense.needs == "government":
        met = body.kind in {"district", "city"}
    elif sense.needs == "public":
        met = body.kind in {"district", "city"} or "outreach" in body.departments
    elif sense.needs == "schooling":
        met = body.kind in {"district", "education"}
    elif sense.needs == "cycling":
        met = body.kind in {"district", "city"} or body.slug in {"sisul", "yongsan-fmc"}
    elif sense.needs == "uniform":
        met = body.slug in {"metro", "smrt"}
    else:
        met = sense.needs in body.departments
    return met and (not sense.role or sense.role in body.departments)
