"""What a check looks at, and what it finds: seatings of a timetable, rules that are broken."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from fairmatch.hours import local_date
from fairmatch.models import Agency, Booth, Firm, MarkKind, MustMeet
from fairmatch.snapshot import Snapshot
from fairmatch.wording import Words


class Rule(StrEnum):
    """What a timetable has to keep."""

    SLOT = "slot"
    LUNCH = "lunch"
    TABLE = "table"
    TWO_PLACES = "two_places"
    FIRM_HOURS = "firm_hours"
    BOOTH_HOURS = "booth_hours"
    ASKED = "asked"
    BAN = "ban"
    PIN = "pin"
    MUST = "must"
    EVERYONE = "everyone"
    QUOTA = "quota"
    RESERVE = "reserve"
    WALKING = "walking"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is not kept: by whom (codes), when (UTC; None if no one moment), in words."""

    rule: Rule
    firms: tuple[str, ...]
    agencies: tuple[str, ...]
    at: datetime | None
    text: Words

    def __str__(self) -> str:
        """Give the English sentence, which commands and logs speak."""
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Seating:
    """One consultation as stored, with its two parties."""

    firm: Firm
    agency: Agency
    starts_at: datetime
    ends_at: datetime
    booth_code: str
    table: int

    @property
    def pair(self) -> tuple[int, int]:
        """The two parties' row ids."""
        return self.firm.id, self.agency.id

    def meets(self, other: "Seating") -> bool:
        """Tell whether the two share a moment."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Case:
    """What is checked, and what it is checked against."""

    fair: Snapshot
    seatings: tuple[Seating, ...]

    @cached_property
    def by_firm(self) -> dict[int, list[Seating]]:
        """The seatings of each firm, by time."""
        return self._grouped([(one.firm.id, one) for one in self.seatings])

    @cached_property
    def by_agency(self) -> dict[int, list[Seating]]:
        """The seatings of each agency, by time."""
        return self._grouped([(one.agency.id, one) for one in self.seatings])

    @cached_property
    def booths(self) -> dict[str, Booth]:
        """The fair's booths by code."""
        return {agency.booth.code: agency.booth for agency in self.fair.agencies.values()}

    def day(self, one: Seating) -> date:
        """Give the local date of a seating."""
        return local_date(one.starts_at, self.fair.zone)

    def when(self, at: datetime) -> str:
        """Give a moment as the fair's clocks show it."""
        return f"{at.astimezone(self.fair.zone):%Y-%m-%d %H:%M}"

    def is_must(self, pair: tuple[int, int]) -> bool:
        """Tell whether a pair has to meet: arranged, or asked for and marked must."""
        if pair in self.fair.pins:
            return True
        rule = self.fair.settings.must_meet is MustMeet.RULE
        asked = pair in self.fair.interests
        return rule and asked and self.fair.marks.get(pair) is MarkKind.MUST

    def walked_in(self, one: Seating) -> bool:
        """Tell whether a firm came to the booth's waiting list on that day."""
        asked = self.fair.interests.get(one.pair)
        return asked is not None and asked.walk_in_on == self.day(one)

    def at(self, moment: datetime, text: Words) -> Words:
        """Give a sentence with the moment it is about before it."""
        when = self.when(moment)
        return Words(ko=f"{when} {text.ko}", en=f"{when}: {text.en}")

    def broken(self, rule: Rule, text: Words, *seatings: Seating) -> Violation:
        """Give the violation that these seatings make together."""
        return Violation(
            rule,
            tuple(dict.fromkeys(one.firm.code for one in seatings)),
            tuple(dict.fromkeys(one.agency.code for one in seatings)),
            seatings[0].starts_at,
            self.at(seatings[0].starts_at, text),
        )

    def _grouped(self, keyed: Sequence[tuple[int, Seating]]) -> dict[int, list[Seating]]:
        groups: dict[int, list[Seating]] = defaultdict(list)
        for key, one in sorted(keyed, key=lambda item: item[1].starts_at):
            groups[key].append(one)
        return groups
