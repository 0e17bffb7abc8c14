"""What firms ask for, and what was arranged beforehand."""

from dataclasses import dataclass

from budgets import Item
from dice import Dice
from firms import STORY, Firm
from vocabulary import Body

# So many firms of a hundred ask for so many consultations.
_WISHES = ((3, 16), (4, 25), (5, 25), (6, 17), (7, 10), (8, 7))


@dataclass
class Interest:
    """A firm's wish to talk to an agency about a plan item, or about something in general."""

    firm: Firm
    agency: str
    item: Item | None
    rank: int
    purpose: str


@dataclass(frozen=True)
class Pin:
    """A consultation arranged beforehand."""

    firm: str
    agency: str
    date: str
    starts: str
    department: str
    purpose: str


_ARRANGED = {
    "arttherapy": (
        "2015-10-29", "10:20", "보건의료정책과", "시민 마음건강 예술치료 프로그램 도입 협의",
    ),
    "upcycling": ("2015-10-29", "14:00", "자원순환과", "폐현수막 새활용 사업과 시제품 협의"),
    "stationery": ("2015-10-30", "10:40", "총무과", "업무수첩 제작 사양과 납기 협의"),
}  # fmt: skip


def all_interests(
    bodies: list[Body], firms: list[Firm], items: list[Item], dice: Dice
) -> list[Interest]:
    """Give each firm's wishes, ranked from 1, at plan items that ask for what it sells."""
    market = _Market(bodies, items, dice)
    counts = dice.shuffled([n for n, share in _WISHES for _ in range(share * len(firms) // 100)])
    return [
        wish
        for firm, count in zip(firms, counts, strict=True)
        for wish in market.wishes(firm, count)
    ]


class _Market:
    def __init__(self, bodies: list[Body], items: list[Item], dice: Dice) -> None:
        self.dice = dice
        self.bodies = bodies
        self.items: dict[tuple[str, str], list[Item]] = {}
        for item in items:
            self.items.setdefault((item.agency, item.good.trade), []).append(item)
        # A few agencies draw the crowd, most a handful.
        pull = self.dice.shuffled([44 + 2 * at for at in range(len(bodies))])
        self.pull = {body.code: strength for body, strength in zip(bodies, pull, strict=True)}
        for body in bodies:
            if body.kind in {"city", "education"}:
                self.pull[body.code] = 160 if body.kind == "city" else 85

    def wishes(self, firm: Firm, count: int) -> list[Interest]:
        """Give so many wishes of one firm."""
        chosen = self._needed(firm)
        weights = {body.code: self._weight(firm, body) for body in self.bodies}
        while len(chosen) < count:
            left = [body.code for body in self.bodies if body.code not in chosen]
            chosen.append(self.dice.weighted(left, [weights[code] for code in left]))
        return [self._wish(firm, code, rank) for rank, code in enumerate(chosen, 1)]

    def _needed(self, firm: Firm) -> list[str]:
        """Give the agencies the story of the fair sends the firm to."""
        if firm.story in _ARRANGED:
            return ["A01"]
        names = {"uniform": "성동구청", "local": "용산구시설관리공단"}
        return [body.code for body in self.bodies if body.ko == names.get(firm.story)]

    def _weight(self, firm: Firm, body: Body) -> int:
        fitting = len(self.items.get((body.code, firm.trade.key), ()))
        near = 3 if body.ko.startswith(firm.district) else 1
        return self.pull[body.code] * near * (2 + min(fitting, 4) * 6)

    def _wish(self, firm: Firm, agency: str, rank: int) -> Interest:
        fitting = self.items.get((agency, firm.trade.key), [])
        sold = {category for _, category in firm.products}
        # The lines of the story are kept for the firms of the story.
        others = [item for item in fitting if not item.fixed]
        exact = [item for item in others if item.good.category in sold]
        item = None
        if others and not self.dice.chance(6):
            item = self.dice.pick(exact or others)
        if rank == 1 and firm.story in {*_ARRANGED, "uniform"}:
            item = _story_item(firm, fitting)
        return Interest(firm, agency, item, rank, self._purpose(firm, item))

    def _purpose(self, firm: Firm, item: Item | None) -> str:
        if firm.language == "en":
            return self._english(firm, item)
        if item is None:
            product = self.dice.pick(firm.products)[0]
            return self.dice.pick(
                (
                    f"{product} 소개 및 내년도 구매 계획 문의",
                    f"{product} 납품 절차와 우선구매 방법 문의",
                    f"{product} 관련 신규 수요 발굴 상담",
                )
            )
        category = item.good.category
        phrase = self.dice.pick([text for text, of in firm.trade.phrases if of in {"", category}])
        product = next((name for name, of in firm.products if of == category), "")
        forms = [f"「{item.title}」 {phrase}", f"「{item.title}」 관련 {phrase}"]
        if product:
            forms.append(f"{product} 소개 및 「{item.title}」 {phrase}")
        return self.dice.pick(forms)

    def _english(self, firm: Firm, item: Item | None) -> str:
        if item is None:
            return "Introducing our firm and asking about next year's needs"
        if item.good.category[0] in "789":
            asked = self.dice.pick(("scope and quotation", "dates and staffing"))
        else:
            asked = self.dice.pick(("quantities and delivery dates", "samples and unit prices"))
        return f"「{item.title}」: {asked}"


def _story_item(firm: Firm, fitting: list[Item]) -> Item:
    if firm.story == "uniform":
        return next(item for item in fitting if item.fixed)
    department = _ARRANGED[firm.story][2]
    return next(item for item in fitting if item.fixed and item.department == department)


def all_pins(firms: list[Firm]) -> list[Pin]:
    """Give the three consultations arranged beforehand with departments of the city."""
    told = {firm.story: firm.code for firm in firms if firm.story in STORY}
    return [Pin(told[key], "A01", *rest) for key, rest in _ARRANGED.items()]
