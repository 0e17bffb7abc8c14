"""The 44 agencies: the city, its office of education, the districts, the corporations."""

from dice import Dice
from vocabulary import Body, split, table, tree, words

ITEMS = 3849
_PLACES = ("parks", "libraries", "venues", "welfares", "events", "places", "sites", "clinics", "hq")
_PLAIN = {"ko", "en", "kind", "slug", "lines", "tables", *_PLACES}


def all_bodies(dice: Dice) -> list[Body]:
    """Give the city, the office of education, 25 districts, then the corporations."""
    others = _entries()
    left = ITEMS - sum(int(str(entry["lines"])) for entry in others)
    city = [_body(number, entry) for number, entry in enumerate(others[:2], 1)]
    districts = _districts(dice, left)
    rest = [_body(number, entry) for number, entry in enumerate(others[2:], 28)]
    return [*city, *districts, *rest]


def _entries() -> list[dict[str, object]]:
    entries = tree("bodies")["body"]
    if not isinstance(entries, list):
        raise TypeError("bodies.toml: body is no list")
    return entries


def _body(number: int, entry: dict[str, object]) -> Body:
    places = {key: split(str(entry[key])) for key in _PLACES if key in entry}
    return Body(
        code=f"A{number:02}",
        ko=str(entry["ko"]),
        en=str(entry["en"]),
        kind=str(entry["kind"]),
        slug=str(entry["slug"]),
        tables=int(str(entry.get("tables", 1))),
        lines=int(str(entry["lines"])),
        departments={key: split(str(text)) for key, text in entry.items() if key not in _PLAIN},
        places=places,
    )


def _districts(dice: Dice, items: int) -> list[Body]:
    rows = table("districts")
    offices = tree("offices")
    roles = words(offices["departments"])
    sizes = [int(row["size"]) * 100 + dice.between(-120, 120) for row in rows]
    lines = _shared_out(items, sizes)
    found: list[Body] = []
    for number, (row, count) in enumerate(zip(rows, lines, strict=True), 3):
        departments: dict[str, tuple[str, ...]] = {}
        for role, names in roles.items():
            departments[role] = (dice.pick(names),)
        departments["health"] = tuple(dice.shuffled(roles["health"])[:2])
        places = {
            "dongs": tuple(f"{name}동" for name in split(row["dongs"])),
            "parks": split(row["parks"]),
            "libraries": split(row["libraries"]),
            "venues": split(row["venues"]),
            "welfares": split(row["welfare"]),
            "events": split(row["events"]),
            "places": split(row["places"]),
            "sites": split(str(offices["sites"])),
            "clinics": split(str(offices["clinics"])),
            "hq": split(str(offices["hq"])),
        }
        slug = row["en"].lower()
        name = f"{row['en']} Office"
        found.append(
            Body(f"A{number:02}", row["ko"] + "청", name, "district", slug, 1, count,
                 departments, places)
        )  # fmt: skip
    return found


def _shared_out(total: int, weights: list[int]) -> list[int]:
    """Share a whole number out by weights, the largest remainders rounded up."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_rest[: total - sum(shares)]:
        shares[at] += 1
    return shares
