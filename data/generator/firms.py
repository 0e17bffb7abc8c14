"""Firms: name, number, people, place, types, products, hours and consents."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dice import Dice
from fairmatch.registration import check_digit
from korean import in_latin
from vocabulary import Trade, split, table, trades

FIRMS = 300
STORY = {
    "uniform": "uniforms of street cleaners",
    "arttherapy": "art therapy",
    "upcycling": "upcycling",
    "stationery": "notebooks",
    "local": "local association",
}
_SURNAMES = split("김/이/박/최/정/강/조/윤/장/임/한/오/서/신/권/황/안/송/전/홍/유/고/문/양/손/배/백/허/남/심")
_WEIGHTS = (22, 15, 9, 5, 5, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2) + (1,) * 15
_FIRST = split("가/나/다/도/민/보/서/세/소/수/승/아/연/영/예/우/유/윤/은/인/재/정/종/주/지/진/태/하/해/현/혜/희")
_SECOND = split("강/경/규/균/람/란/림/미/민/빈/선/솔/숙/아/연/영/옥/우/욱/원/윤/은/인/자/정/주/준/진/철/호/환/훈/희")
_STEM = re.compile(r"\[(.+?)\]")
_FORMS = (
    ("사회적협동조합", "Social Cooperative"),
    ("협동조합", "Cooperative"),
    ("자활", "Self-Sufficiency Enterprise"),
    ("보호작업장", "Sheltered Workshop"),
    ("근로사업장", "Vocational Workshop"),
    ("마을기업", "Village Enterprise"),
    ("사단법인", "Association"),
    ("(주)", "Co., Ltd."),
)


@dataclass
class Firm:
    """A firm on its way to become rows; ``form`` is the legal form its name tells."""

    code: str
    trade: Trade
    ko: str
    en: str
    form: str
    district: str
    number: str
    representative: str
    contact: str
    founded: date
    employees: int
    language: str
    products: list[tuple[str, str]]
    privacy: date
    third_party: date | None
    story: str = ""

    @property
    def phone(self) -> str:
        """Give a number from a range nobody is given."""
        return f"010-0000-{int(self.code[1:]):04}"

    @property
    def email(self) -> str:
        """Give an address in a domain that cannot exist."""
        word = re.sub(r"[^a-z]", "", self.en.split(" ")[0].lower())
        return f"{word}@{self.code.lower()}.example"

    @property
    def pitch(self) -> str:
        """Say in a sentence what the firm offers."""
        names = ", ".join(name for name, _ in self.products)
        return f"{self.district}에서 {names}을(를) 하는 {_KIND[self.form]}입니다."


_KIND = {
    "사회적협동조합": "사회적협동조합",
    "협동조합": "협동조합",
    "자활": "자활 사업체",
    "보호작업장": "장애인 직업재활시설",
    "근로사업장": "장애인 직업재활시설",
    "마을기업": "마을기업",
    "사단법인": "지역 단체",
    "(주)": "기업",
    "": "기업",
}


def all_firms(dice: Dice) -> list[Firm]:
    """Give 300 firms in an order that says nothing about them."""
    named = [(trade, name) for trade in trades().values() for name in trade.names]
    rows = table("districts")
    story = {trade.key: trade.names[0] for trade in trades().values() if trade.key in STORY}
    taken: set[str] = set()
    firms = []
    for number, (trade, name) in enumerate(dice.shuffled(named), 1):
        row = dice.pick(rows)
        if trade.key == "local":
            row = next(row for row in rows if row["ko"] == "용산구")
        form = next((word for word, _ in _FORMS if word in name), "")
        founded = _founded(dice, form)
        firms.append(
            Firm(
                code=f"F{number:03}",
                trade=trade,
                ko=_STEM.sub(r"\1", name).strip(),
                en=_english(trade, name, form),
                form=form,
                district=row["ko"],
                number=_registration(dice, row["tax"], form, taken),
                representative=_person(dice),
                contact=_person(dice),
                founded=founded,
                employees=_employees(dice, form),
                language="en" if dice.chance(3) else "ko",
                products=_products(dice, trade),
                privacy=date(2015, 9, 14) + timedelta(days=dice.below(30)),
                third_party=None,
                story=trade.key if story.get(trade.key) == name else "",
            )
        )
        firm = firms[-1]
        if dice.chance(60):
            firm.contact = firm.representative
        if firm.story or not dice.chance(5):
            firm.third_party = firm.privacy
        if firm.story:
            firm.language = "ko"
    return firms


def _english(trade: Trade, name: str, form: str) -> str:
    found = _STEM.search(name)
    stem = in_latin(found.group(1)) if found else ""
    return " ".join(part for part in (stem, trade.en, dict(_FORMS).get(form, "")) if part)


def _registration(dice: Dice, office: str, form: str, taken: set[str]) -> str:
    while True:
        if form in {"사회적협동조합", "보호작업장", "근로사업장", "사단법인"}:
            kind = "82"
        elif form in {"", "자활", "마을기업"} and dice.chance(70):
            kind = f"{dice.between(10, 49)}"
        else:
            kind = dice.pick(("81", "86", "87"))
        nine = f"{office}{kind}{dice.between(1, 9999):04}"
        if nine not in taken:
            taken.add(nine)
            return f"{office}-{kind}-{nine[5:]}{check_digit(nine)}"


def _person(dice: Dice) -> str:
    return dice.weighted(_SURNAMES, _WEIGHTS) + dice.pick(_FIRST) + dice.pick(_SECOND)


def _founded(dice: Dice, form: str) -> date:
    # The Framework Act on Cooperatives came into force on 1 December 2012.
    if "협동조합" in form:
        return date(2012, 12, 10) + timedelta(days=dice.below(850))
    if form in {"보호작업장", "근로사업장"}:
        return date(1996, 3, 4) + timedelta(days=dice.below(5600))
    return date(2005, 1, 10) + timedelta(days=dice.below(3600))


def _employees(dice: Dice, form: str) -> int:
    if form in {"보호작업장", "근로사업장"}:
        return dice.between(18, 62)
    step = dice.below(101)
    return 3 + 60 * step**3 // 10**6


def _products(dice: Dice, trade: Trade) -> list[tuple[str, str]]:
    first, *others = trade.products
    kept = [product for product in others if dice.chance(70)]
    return [first, *kept]
