"""The whole fair put together: every file of the folder as a list of rows."""

from bodies import all_bodies
from budgets import Item
from certificates import certificates
from dice import Dice
from firms import Firm, all_firms
from hall import Place, places
from hours import AFTER, CLOSES, DAYS, LUNCH, OPENS, booth_windows, firm_windows
from interests import all_interests, all_pins
from marks import all_marks
from plans import YEAR, all_items
from programme import rows as programme_rows
from vocabulary import Body

Rows = list[dict[str, object]]

SETTINGS: dict[str, object] = {
    "code": "seoul-2015",
    "name_ko": "2015 사회책임조달 박람회",
    "name_en": "Social Responsibility Procurement Fair 2015",
    "summary_ko": "서울의 수요기관 44곳과 사회적경제기업 300곳이 이틀 동안 광화문광장에서 "
    "1:1 구매상담으로 만납니다.",
    "summary_en": "44 public agencies of Seoul and 300 social-economy firms meet for 1:1 purchase "
    "consultations on two days in Gwanghwamun Square.",
    "venue_ko": "광화문광장",
    "venue_en": "Gwanghwamun Square",
    "zone": "Asia/Seoul",
    "latitude": 37.5725,
    "longitude": 126.9769,
    "umbrella_ko": "사회적경제기업",
    "umbrella_en": "social-economy firms",
    "organiser_name": "서울특별시 사회적경제과",
    "organiser_email": "fair@seoul.example",
    "organiser_phone": "02-0000-0120",
    "slot_minutes": 20,
    "buffer_minutes": 0,
    "changeover_minutes": 3,
    "walking_metres_per_minute": 60,
    "walk_in_reserve": 15,
    "firm_quota": 6,
    "firm_quota_per_day": 6,
    "request_limit": 8,
    "retention_until": "2016-10-31",
    "must_meet": "rule",
}

# What the city calls things and nobody else does; the program's own table has the rest.
SYNONYMS = (
    ("재활용정거장", "재활용"),
    ("희망의 집수리", "집수리"),
    ("따릉이", "공공자전거"),
)


def files(seed: int) -> dict[str, Rows]:
    """Give the rows of every CSV by the file's stem."""
    bodies = all_bodies(Dice(seed, "bodies"))
    booths = places(bodies)
    firms = all_firms(Dice(seed, "firms"))
    items = all_items(bodies, Dice(seed, "plans"))
    wishes = all_interests(bodies, firms, items, Dice(seed, "interests"))
    pins = all_pins(firms)
    clock = Dice(seed, "hours")
    coming = {firm.code: firm_windows(clock) for firm in firms}
    coming |= {firm.code: [] for firm in firms if firm.story}
    staffed = {body.code: booth_windows(body.slug) for body in bodies}
    marks = all_marks(
        bodies, wishes, pins, Dice(seed, "marks"), firm_hours=coming, booth_hours=staffed
    )
    paper = Dice(seed, "certificates")
    return {
        "synonyms": [{"word": word, "meaning": meaning} for word, meaning in SYNONYMS],
        "days": [
            {"date": day, "opens": OPENS, "closes": CLOSES, "lunch_from": LUNCH, "lunch_to": AFTER}
            for day in DAYS
        ],
        "agencies": _agencies(bodies, Dice(seed, "officers")),
        "booths": [
            {
                "code": p.code,
                "agency": p.agency,
                "tables": p.tables,
                "area": p.area,
                "x": p.x,
                "y": p.y,
            }
            for p in sorted(booths, key=lambda p: p.code)
        ],
        "booth_hours": _booth_hours(booths, staffed),
        "plans": [_plan(item) for item in items],
        "firms": [_firm(firm) for firm in firms],
        "firm_types": [
            {"firm": firm.code, "type": kind, "number": number, "expires": last}
            for firm in firms
            for kind, number, last in certificates(firm, paper)
        ],
        "products": [
            {"firm": firm.code, "name": name, "category": category}
            for firm in firms
            for name, category in firm.products
        ],
        "firm_hours": [
            {"firm": code, "date": day, "comes": comes, "leaves": leaves}
            for code, windows in sorted(coming.items())
            for day, comes, leaves in windows
        ],
        "interests": [
            {
                "firm": wish.firm.code,
                "agency": wish.agency,
                "plan": wish.item.code if wish.item else "",
                "rank": wish.rank,
                "purpose": wish.purpose,
            }
            for wish in wishes
        ],
        "marks": [
            {"agency": agency, "firm": firm, "mark": mark, "reason": reason}
            for agency, firm, mark, reason in marks
        ],
        "pins": [
            {
                "firm": pin.firm,
                "agency": pin.agency,
                "date": pin.date,
                "starts": pin.starts,
                "department": pin.department,
                "purpose": pin.purpose,
            }
            for pin in pins
        ],
        "programme": programme_rows(),
    }


_NAMES = tuple("김이박최정강조윤장임한오서신권황안송전홍")


def _agencies(bodies: list[Body], dice: Dice) -> Rows:
    rows: Rows = []
    for number, body in enumerate(bodies, 1):
        office = body.departments.get("jobs") or body.departments.get("finance")
        rows.append(
            {
                "code": body.code,
                "name_ko": body.ko,
                "name_en": body.en,
                "kind": body.kind,
                "homepage": f"https://{body.slug}.example",
                "department": (office or body.departments["general"])[0],
                "officer": f"{dice.pick(_NAMES)} 주무관",
                "phone": f"02-0000-{1000 + number}",
                "email": f"buying@{body.slug}.example",
            }
        )
    return rows


def _booth_hours(booths: list[Place], staffed: dict[str, list[tuple[str, str, str]]]) -> Rows:
    return [
        {"booth": place.code, "date": day, "opens": opens, "closes": closes}
        for place in sorted(booths, key=lambda place: place.code)
        for day, opens, closes in staffed[place.agency]
    ]


def _plan(item: Item) -> dict[str, object]:
    return {
        "code": item.code,
        "agency": item.agency,
        "title": item.title,
        "department": item.department,
        "category": item.good.category,
        "amount": item.amount,
        "year": YEAR,
        "quarter": item.quarter,
        "method": item.method,
        "participation": item.participation,
    }


def _firm(firm: Firm) -> dict[str, object]:
    return {
        "code": firm.code,
        "registration_number": firm.number,
        "name_ko": firm.ko,
        "name_en": firm.en,
        "representative": firm.representative,
        "contact": firm.contact,
        "phone": firm.phone,
        "email": firm.email,
        "district": firm.district,
        "founded": firm.founded,
        "employees": firm.employees,
        "language": firm.language,
        "pitch": firm.pitch,
        "consent_privacy": firm.privacy,
        "consent_third_party": firm.third_party,
    }
