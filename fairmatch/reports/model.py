"""The quality report as values: stored as JSON with its timetable, shown, exported.

Shares are between 0 and 1, times minutes, ways metres, moments UTC.
"""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict

from fairmatch.half_days import HalfDay
from fairmatch.reports.reasons import UnmetKind
from fairmatch.wording import Words


class Part(BaseModel):
    """Base of the report's parts: values that do not change, nothing unknown in them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TierFigures(Part):
    """One tier as the solver left it; ``gap`` is what may be missing to the best possible.

    ``goal`` is coverage, worth, days, breaks, walking, evenness or change; ``level`` the k of
    "firms with at least k consultations", for coverage only; ``status`` is optimal when value and
    bound are equal.
    """

    goal: str
    level: int | None
    value: int | None
    bound: int | None
    gap: int | None
    status: str
    seconds: float


class DayFigures(Part):
    """One day: all seats at staffed tables, those held, those left, those meant for walk-ins."""

    date: date
    seats: int
    held: int
    kept_free: int
    reserve: int


class Demand(Part):
    """Consultations asked for or arranged, those held, and the share of wishes met.

    ``asked`` counts wishes and arrangements, ``arranged`` those fixed beforehand,
    ``mutual`` the held ones that the agency wanted too.
    """

    firms: int
    agencies: int
    asked: int
    arranged: int
    held: int
    mutual: int
    share_met: float


class Fairness(Part):
    """How evenly consultations fall on the firms that asked for any.

    ``histogram[k]`` is the number of firms with k consultations. ``gini`` is 0 when all have
    the same; ``jain`` is Jain's index, 1 when all have the same (Jain, Chiu and Hawe,
    DEC-TR-301, 1984). ``first_wishes_met`` is the share of rank-1 wishes held;
    ``one_day`` the share of the firms met that come on one day only.
    """

    histogram: tuple[int, ...]
    firms_with_none: int
    fewest: int
    most: int
    mean: float
    gini: float
    jain: float
    first_wishes: int
    first_wishes_met: float
    one_day: float


class Spread(Part):
    """A figure over the firms that have a consultation: mean, 95th percentile, most."""

    mean: float
    p95: int
    most: int


class Comfort(Part):
    """Waiting, breaks and walking of the firms that have a consultation.

    Waiting is the time of free slots between two consultations of one day, lunch left out; a
    break is one such run of free slots. Walking is the straight way from booth to booth.
    """

    waiting_minutes: Spread
    waiting_firms: int
    breaks: int
    walking_metres: Spread


class BoothLoad(Part):
    """One booth in one half-day: wishes that could be held then, seats, consultations held."""

    booth: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    date: date
    half: HalfDay
    asked: int
    seats: int
    held: int


class ReasonCount(Part):
    """How many wishes are unmet for one kind of reason."""

    kind: UnmetKind
    words: Words
    count: int


class UnmetInterest(Part):
    """A wish that is not held, and why.

    ``words`` may be told to the firm: they name nobody else. ``organiser_words`` name those
    who hold the seats or the time; ``holders`` are the pairs of firm and agency code behind
    them.
    """

    firm_code: str
    firm_name_ko: str
    firm_name_en: str
    agency_code: str
    agency_name_ko: str
    agency_name_en: str
    rank: int
    worth: int
    kind: UnmetKind
    holders: tuple[tuple[str, str], ...]
    words: Words
    organiser_words: Words


class QualityReport(Part):
    """What a timetable achieves, how far that is from the best possible, and for whom."""

    made_at: datetime
    revision: int
    status: str
    seconds: float
    tiers: tuple[TierFigures, ...]
    demand: Demand
    days: tuple[DayFigures, ...]
    fairness: Fairness
    comfort: Comfort
    load: tuple[BoothLoad, ...]
    unmet_reasons: tuple[ReasonCount, ...]
    unmet: tuple[UnmetInterest, ...]
    notes: tuple[Words | str, ...]

    def public(self) -> Self:
        """Give the report without any firm in it, for everybody to see."""
        return self.model_copy(update={"unmet": (), "notes": ()})
