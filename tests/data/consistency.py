"""What has to hold in any fair's folder."""

from collections import Counter, defaultdict

from tests.data.folder import Folder


def unknown_references(fair: Folder) -> list[str]:
    """Give every cell that names what is not there."""
    known = {stem: fair.codes(stem) for stem in ("agencies", "booths", "plans", "firms")}
    dates = {day.date for day in fair["days"]}
    named = {
        "agency": known["agencies"],
        "booth": known["booths"],
        "firm": known["firms"],
        "plan": known["plans"] | {""},
        "date": dates,
    }
    return [
        f"{stem}: {column} {getattr(row, column)}"
        for stem, rows in fair.rows.items()
        for row in rows
        for column, values in named.items()
        if hasattr(row, column) and getattr(row, column) not in values
    ]


def doubles(fair: Folder) -> list[str]:
    """Give every key that stands in a file twice."""
    keys = {
        "days": ("date",),
        "agencies": ("code",),
        "booths": ("code",),
        "booth_hours": ("booth", "date", "opens"),
        "plans": ("code",),
        "firms": ("code",),
        "firm_types": ("firm", "type"),
        "products": ("firm", "name"),
        "firm_hours": ("firm", "date", "comes"),
        "interests": ("firm", "agency"),
        "marks": ("agency", "firm"),
        "pins": ("firm", "agency"),
        "programme": ("code",),
        "synonyms": ("word", "meaning"),
    }
    found = []
    for stem, columns in keys.items():
        counts = Counter(tuple(getattr(row, name) for name in columns) for row in fair[stem])
        found += [f"{stem}: {key}" for key, count in counts.items() if count > 1]
    for stem, column in (("firms", "registration_number"), ("booths", "agency")):
        counts = Counter(getattr(row, column) for row in fair[stem])
        found += [f"{stem}: {key}" for key, count in counts.items() if count > 1]
    return found


def wrong_ranks(fair: Folder) -> list[str]:
    """Give every firm whose ranks are not 1, 2 … within the limit."""
    ranks = defaultdict(list)
    for wish in fair["interests"]:
        ranks[wish.firm].append(wish.rank)
    limit = fair.settings.request_limit
    return [
        firm
        for firm, given in ranks.items()
        if sorted(given) != list(range(1, len(given) + 1)) or len(given) > limit
    ]


def strange_plans(fair: Folder) -> list[str]:
    """Give every wish whose plan item belongs to another agency."""
    owner = {plan.code: plan.agency for plan in fair["plans"]}
    return [
        f"{wish.firm}-{wish.agency}: {wish.plan}"
        for wish in fair["interests"]
        if wish.plan and owner.get(wish.plan) != wish.agency
    ]


def misplaced_pins(fair: Folder) -> list[str]:
    """Give every pin that starts no slot, or where a party is away, or nobody wished."""
    wishes = {(wish.firm, wish.agency) for wish in fair["interests"]}
    return [
        f"{pin.firm}-{pin.agency}"
        for pin in fair["pins"]
        if (pin.date, pin.starts) not in fair.firm_starts(pin.firm) & fair.agency_starts(pin.agency)
        or (pin.firm, pin.agency) not in wishes
    ]


def outside_hours(fair: Folder) -> list[str]:
    """Give every window that ends before it starts or reaches beyond the day."""
    day = {row.date: row for row in fair["days"]}
    windows = [(row.booth, row.date, row.opens, row.closes) for row in fair["booth_hours"]]
    windows += [(row.firm, row.date, row.comes, row.leaves) for row in fair["firm_hours"]]
    return [
        f"{who} {date}"
        for who, date, first, last in windows
        if not day[date].opens <= first < last <= day[date].closes
    ]


def faults(fair: Folder) -> list[str]:
    """Give all of the above, and marks without a wish or a reason for "no"."""
    wishes = {(wish.firm, wish.agency) for wish in fair["interests"]}
    marks = [
        f"mark {mark.agency}-{mark.firm}"
        for mark in fair["marks"]
        if (mark.firm, mark.agency) not in wishes or (mark.mark == "no" and not mark.reason)
    ]
    return [
        *unknown_references(fair),
        *doubles(fair),
        *wrong_ranks(fair),
        *strange_plans(fair),
        *misplaced_pins(fair),
        *outside_hours(fair),
        *marks,
    ]
