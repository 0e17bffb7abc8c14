"""When booths are staffed and when firms can come."""

from dice import Dice

DAYS = ("2015-10-29", "2015-10-30")
OPENS, LUNCH, AFTER, CLOSES = "10:00", "12:00", "13:00", "17:00"
_WHOLE = (OPENS, CLOSES)

Window = tuple[str, str, str]

_BOOTHS: dict[str, tuple[tuple[str, str] | None, tuple[str, str] | None]] = {
    "philharmonic": (_WHOLE, None),
    "institute": ((AFTER, CLOSES), None),
    "sh": (("10:40", CLOSES), (OPENS, "16:20")),
    "credit": (_WHOLE, (OPENS, "15:00")),
    "geumcheon-gu": (_WHOLE, (OPENS, "16:00")),
    "dobong-gu": (("11:00", CLOSES), _WHOLE),
    "gangdong-gu": (_WHOLE, (OPENS, LUNCH)),
    "women": (None, _WHOLE),
    "tourism": (_WHOLE, (OPENS, LUNCH)),
    "gangseo-gu": (_WHOLE, (OPENS, "16:00")),
}


def booth_windows(slug: str) -> list[Window]:
    """Give the hours of a booth that does not keep the fair's; none if it does."""
    both = _BOOTHS.get(slug, ())
    return [(day, *hours) for day, hours in zip(DAYS, both, strict=False) if hours]


# Of a hundred firms so many are there: throughout, one day, a morning, an afternoon, both
# mornings, both afternoons, or from late on the first day to early on the second.
_COMING = (62, 18, 6, 5, 3, 3, 3)


def firm_windows(dice: Dice) -> list[Window]:
    """Give the hours of a firm that cannot be there throughout; none if it can."""
    day = dice.pick(DAYS)
    late = dice.pick(("10:40", "11:00", "11:20"))
    early = dice.pick(("15:00", "15:40", "16:00"))
    cases: tuple[list[Window], ...] = (
        [],
        [(day, *_WHOLE)],
        [(day, OPENS, LUNCH)],
        [(day, AFTER, CLOSES)],
        [(each, OPENS, LUNCH) for each in DAYS],
        [(each, AFTER, CLOSES) for each in DAYS],
        [(DAYS[0], late, CLOSES), (DAYS[1], OPENS, early)],
    )
    return dice.weighted(cases, _COMING)


def common_slots(one: list[Window], other: list[Window]) -> int:
    """Count the slots of the fair in which two parties with these windows are both there."""
    return sum(
        _there(one, day, start) and _there(other, day, start) for day in DAYS for start in STARTS
    )


STARTS = tuple(
    f"{minute // 60:02}:{minute % 60:02}"
    for minute in (*range(600, 720, 20), *range(780, 1020, 20))
)


def _there(windows: list[Window], day: str, start: str) -> bool:
    if not windows:
        return True
    end = f"{int(start[:2]) + (start[3:] == '40'):02}:{(int(start[3:]) + 20) % 60:02}"
    return any(on == day and comes <= start and end <= leaves for on, comes, leaves in windows)
