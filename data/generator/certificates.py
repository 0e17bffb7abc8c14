"""What firms are certified as: consistent with their names, ages and one another."""

from datetime import date, timedelta

from dice import Dice
from firms import Firm

FAIR = date(2015, 10, 30)

Certificate = tuple[str, str, date | None]

_GOODS = {
    "uniform", "printing", "signs", "furniture", "stationery", "bakery", "paper", "soap",
    "safety", "medical", "laundry", "devices", "coffee", "flowers", "gifts",
}  # fmt: skip


_SOCIAL = {
    "social_enterprise", "preliminary_social_enterprise", "cooperative", "social_cooperative",
    "village_enterprise", "self_sufficiency_enterprise", "social_venture",
    "severely_disabled_producer", "disabled_standard_workplace",
}  # fmt: skip


def certificates(firm: Firm, dice: Dice) -> list[Certificate]:
    """Give type, number and last day of each thing the firm is.

    Social-economy forms of law and certified social enterprises have no last day; social
    ventures and start-ups had neither number nor last day in 2015.
    """
    found = _of_form(firm, dice)
    grade = dice.below(100)
    long_enough = firm.founded < date(2014, 6, 1)
    if firm.form in {"보호작업장", "근로사업장"}:
        if dice.chance(55):
            found.append(_social_enterprise(firm, dice))
    elif grade < 38 and long_enough:
        found.append(_social_enterprise(firm, dice))
    elif grade < 68:
        found.append(_preliminary(firm, dice))
    if firm.form in {"(주)", ""}:
        _of_company(firm, dice, found)
    if not {kind for kind, _, _ in found} & _SOCIAL:
        found.append(_preliminary(firm, dice))
    return sorted(found)


def _of_form(firm: Firm, dice: Dice) -> list[Certificate]:
    year, number = firm.founded.year, dice.between(3, 480)
    town = firm.district.removesuffix("구")
    if firm.form == "사회적협동조합":
        return [("social_cooperative", f"제{year}-{number:04}호", None)]
    if firm.form == "협동조합":
        return [("cooperative", f"{year}-서울{town}-{number:04}", None)]
    if firm.form == "자활":
        return [("self_sufficiency_enterprise", f"{town}자활 제{year}-{number % 20 + 1}호", None)]
    if firm.form == "마을기업":
        return [("village_enterprise", f"서울 제{max(year, 2011)}-{number % 90 + 1:02}호", None)]
    if firm.form in {"보호작업장", "근로사업장"}:
        made = max(year, 2009)
        last = _later(dice, 120, 1000)
        found: list[Certificate] = [("severely_disabled_producer", f"제{made}-{number:03}호", last)]
        if firm.form == "근로사업장" and dice.chance(60):
            last = _later(dice, 90, 1000)
            found.append(("disabled_standard_workplace", f"제{made}-{number % 60 + 1:02}호", last))
        return found
    return []


def _social_enterprise(firm: Firm, dice: Dice) -> Certificate:
    year = dice.between(max(2008, firm.founded.year + 1), 2015)
    return ("social_enterprise", f"제{year}-{dice.between(1, 250):03}호", None)


def _preliminary(firm: Firm, dice: Dice) -> Certificate:
    """Give a designation, which lasts three years."""
    by = dice.pick(("서울형", "서울형", "고용노동부", "문화체육관광부", "환경부", "여성가족부"))
    year = dice.between(max(2013, firm.founded.year), 2015)
    number = f"{by} 제{year}-{dice.between(1, 120):03}호"
    return ("preliminary_social_enterprise", number, _anniversary(dice, year + 3))


def _of_company(firm: Firm, dice: Dice, found: list[Certificate]) -> None:
    year = dice.between(max(2014, firm.founded.year), 2015)
    if dice.chance(30):
        number = f"제0111-{year}-{dice.between(100, 9000):05}호"
        found.append(("women_owned", number, _anniversary(dice, year + 2)))
    elif dice.chance(10):
        number = f"제{year}-{dice.between(1000, 9000)}호"
        found.append(("disabled_owned", number, _anniversary(dice, year + 2)))
    if firm.form == "(주)" and firm.trade.key in _GOODS and dice.chance(20):
        number = f"제{year}-{dice.between(1, 60):02}호"
        found.append(("disabled_standard_workplace", number, _later(dice, 90, 1000)))
    young = firm.founded > date(2011, 1, 1)
    if firm.story == "stationery" or (young and dice.chance(35)):
        found.append(("social_venture", "", None))
    if firm.founded > date(2009, 1, 1) and dice.chance(30):
        found.append(("startup", "", None))


def _anniversary(dice: Dice, year: int) -> date:
    return date(year, dice.between(1, 12), dice.between(1, 28))


def _later(dice: Dice, low: int, high: int) -> date:
    return FAIR + timedelta(days=dice.between(low, high))
