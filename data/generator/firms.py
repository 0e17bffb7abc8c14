"""Firms: name, number, people, place, types, products, hours and consents."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dice import Dice
from korean import in_latin, with_particles
from vocabulary import Trade, split, table, trades

from fairmatch.registration import check_digit

# The trades whose first firm the story of the fair tells of.
STORY = frozenset({"uniform", "arttherapy", "upcycling", "stationery", "local"})
_SURNAMES = tuple("김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심")
_WEIGHTS = (22, 15, 9, 5, 5, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2) + (1,) * 15
_GIVEN = split(
    "가람/가온/경미/경숙/광수/기순/나래/나영/다솜/다연/도윤/동현/명희/문자/미경/미숙/민서/민재/민지/병호/"
    "보람/상우/서연/서준/선영/성호/세은/소라/소연/수민/수빈/수진/순영/승민/승현/아름/아영/연수/영란/영미/"
    "영숙/영호/예린/예진/옥순/용준/우진/유나/유리/윤아/윤정/은경/은미/은서/은주/은희/인숙/재민/재훈/정숙/"
    "정아/정우/정희/종민/주연/주희/준영/준호/지선/지수/지연/지영/지우/지원/지현/진아/진우/창민/창수/채원/"
    "태윤/태희/하늘/하린/한결/한솔/해인/향숙/현숙/현우/현정/현주/형준/혜란/혜영/혜원/혜진/호진/효정/희수/희정"
)
# Trades in which some firms are run by people who rather read English.
_ABROAD = {"translation", "tourism", "design", "it", "video", "coffee", "gifts", "performance"}
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
        served = self.products[0][1][0] in "789"
        if self.language == "en":
            trade = self.trade.en if self.trade.en.isupper() else self.trade.en.lower()
            form = _OF_FORM[self.form][1].capitalize()
            return f"{form} of {self.employees} people in Seoul; our field is {trade}."
        kind = _OF_FORM[self.form][0]
        verb = "제공" if served else "공급"
        number = int(self.code[1:])
        told = (
            f"{names}을(를) {verb}하는 {self.district}의 {kind}입니다.",
            f"직원 {self.employees}명이 {names}을(를) {verb}합니다.",
            f"{self.founded.year}년에 문을 연 {kind}으로(로) {names}을(를) {verb}합니다.",
            f"{self.founded.year}년부터 {names}을(를) {verb}해 온 {self.district}의 {kind}입니다.",
        )[number % 4]
        return with_particles(told)


_OF_FORM = {
    "사회적협동조합": ("사회적협동조합", "a social cooperative"),
    "협동조합": ("협동조합", "a cooperative"),
    "자활": ("자활기업", "a self-sufficiency enterprise"),
    "보호작업장": ("장애인 직업재활시설", "a sheltered workshop"),
    "근로사업장": ("장애인 직업재활시설", "a vocational workshop"),
    "마을기업": ("마을기업", "a village enterprise"),
    "사단법인": ("지역 단체", "an association"),
    "(주)": ("사회적경제기업", "a company"),
    "": ("사회적경제기업", "a small firm"),
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
                language="en" if dice.chance(12) and trade.key in _ABROAD else "ko",
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
        if firm.story == "stationery":
            # The story calls it a social venture, so it is young.
            firm.founded = date(2013, 3, 4)
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
    return dice.weighted(_SURNAMES, _WEIGHTS) + dice.pick(_GIVEN)


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
    return dice.between(3, 8) + 48 * step**3 // 10**6


def _products(dice: Dice, trade: Trade) -> list[tuple[str, str]]:
    first, *others = trade.products
    kept = [product for product in others if dice.chance(70)]
    return [first, *kept]
