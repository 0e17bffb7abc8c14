"""What a timetable is made by: times, quotas, weights and goals, as one value that never changes.

A fair has its own; a scenario lays others over them when the fair is read for planning.
"""

from collections.abc import Iterable, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from fairmatch.fairs import OpeningHours, SlotTime, cut_slots
from fairmatch.models import Fair, FairDay, MustMeet, Timetable
from fairmatch.wording import Unfit, Words


class PlanGoal(StrEnum):
    """What a timetable is to be good at."""

    COVERAGE = "coverage"
    WORTH = "worth"
    DAYS = "days"
    BREAKS = "breaks"
    WALKING = "walking"
    EVENNESS = "evenness"


WANTING = (PlanGoal.COVERAGE, PlanGoal.WORTH)
"""The goals that ask for consultations; each of the others is best met by holding none."""

LIMITS = {
    "slot_minutes": (5, 240),
    "buffer_minutes": (0, 60),
    "walk_in_reserve": (0, 90),
    "firm_quota": (1, 100),
    "firm_quota_per_day": (1, 100),
    "changeover_minutes": (0, 60),
    "walking_metres_per_minute": (10, 200),
    "worth_step": (0, 50),
    "worth_least": (1, 100),
    "mutual_bonus": (0, 300),
}
"""The least and the most of each setting that is a number."""


def _number(name: str, default: int | None) -> Any:
    least, most = LIMITS[name]
    return Field(default, ge=least, le=most, strict=True)


def require_goals(goals: tuple[PlanGoal, ...]) -> tuple[PlanGoal, ...]:
    """Give the goals back if a timetable can be made by them, the most important first.

    Raises
    ------
    Unfit
        If the first does not ask for consultations, or one stands twice.
    """
    if not goals or goals[0] not in WANTING:
        raise Unfit(
            Words(
                ko="coverage나 worth부터 시작하는 목표(다른 목표로는 상담이 없는 것이 가장 좋음)",
                en="coverage or worth first: by any other goal no consultation is best",
            )
        )
    if len(set(goals)) < len(goals):
        raise Unfit(Words(ko="한 번씩만 적은 목표", en="each goal once"))
    return goals


class Lunch(BaseModel):
    """The lunch of one day, in local time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: date
    starts: time
    ends: time

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("lunch ends before it begins")
        return self


class PlanSettings(BaseModel):
    """All that the organiser decides about a timetable; the defaults suit a two-day fair in Korea.

    Lengths are minutes, ``walk_in_reserve`` is percent of a booth's seats a day, speed metres a
    minute. ``worth_step`` is what each further wish of a firm counts less than its dearest, which
    counts 100; ``worth_least`` the least a wish counts; ``mutual_bonus`` how many percent more
    one counts that the agency shares. ``everyone`` makes a consultation for every firm that asked
    a rule. A day without a lunch has none.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slot_minutes: int = _number("slot_minutes", 20)
    buffer_minutes: int = _number("buffer_minutes", 0)
    lunches: tuple[Lunch, ...] = ()
    walk_in_reserve: int = _number("walk_in_reserve", 15)
    firm_quota: int = _number("firm_quota", 6)
    firm_quota_per_day: int | None = _number("firm_quota_per_day", None)
    everyone: bool = False
    must_meet: MustMeet = MustMeet.RULE
    changeover_minutes: int = _number("changeover_minutes", 3)
    walking_metres_per_minute: int = _number("walking_metres_per_minute", 60)
    worth_step: int = _number("worth_step", 10)
    worth_least: int = _number("worth_least", 40)
    mutual_bonus: int = _number("mutual_bonus", 50)
    goals: tuple[PlanGoal, ...] = tuple(PlanGoal)

    @field_validator("lunches")
    @classmethod
    def _one_a_day(cls, lunches: tuple[Lunch, ...]) -> tuple[Lunch, ...]:
        if len({lunch.date for lunch in lunches}) < len(lunches):
            raise ValueError("one lunch a day")
        return tuple(sorted(lunches, key=lambda lunch: lunch.date))

    @field_validator("goals")
    @classmethod
    def _begins_with_wanting(cls, goals: tuple[PlanGoal, ...]) -> tuple[PlanGoal, ...]:
        return require_goals(goals)

    def differing(self, other: "PlanSettings") -> tuple[str, ...]:
        """Give the names of the settings in which the two differ."""
        names = type(self).model_fields
        return tuple(name for name in names if getattr(self, name) != getattr(other, name))

    def hours(self, days: Iterable[FairDay]) -> dict[date, OpeningHours]:
        """Give each day's hours with the lunch of these settings."""
        lunches = {lunch.date: lunch for lunch in self.lunches}
        found = {}
        for day in days:
            lunch = lunches.get(day.date)
            pause = (lunch.starts, lunch.ends) if lunch else (None, None)
            found[day.date] = OpeningHours(day.date, day.opens, day.closes, *pause)
        return found

    def slots(self, days: Iterable[FairDay]) -> tuple[SlotTime, ...]:
        """Cut the days into slots, in order of time."""
        hours = sorted(self.hours(days).values(), key=lambda day: day.date)
        return tuple(
            slot for day in hours for slot in cut_slots(day, self.slot_minutes, self.buffer_minutes)
        )

    def same_grid(self, other: "PlanSettings") -> bool:
        """Tell whether the two cut the same slots of any day."""
        grid = {"slot_minutes", "buffer_minutes", "lunches"}
        return grid.isdisjoint(self.differing(other))


_OF_FAIR = tuple(name for name in PlanSettings.model_fields if name not in ("lunches", "goals"))


def goals_of(fair: Fair) -> tuple[PlanGoal, ...]:
    """Give the fair's own goals, the most important first."""
    return tuple(PlanGoal(name) for name in fair.goals.split(","))


def stored_goals(goals: Iterable[PlanGoal]) -> str:
    """Give goals as a fair keeps them."""
    return ",".join(goals)


def own_settings(fair: Fair, days: Sequence[FairDay]) -> PlanSettings:
    """Give the fair's own settings, unchecked: they may be older than today's limits."""
    return PlanSettings.model_construct(
        **{name: getattr(fair, name) for name in _OF_FAIR},
        lunches=tuple(
            Lunch.model_construct(date=day.date, starts=day.lunch_from, ends=day.lunch_to)
            for day in sorted(days, key=lambda day: day.date)
            if day.lunch_from is not None and day.lunch_to is not None
        ),
        goals=goals_of(fair),
    )


def set_settings(fair: Fair, settings: PlanSettings) -> None:
    """Make settings the fair's own; its slots are another's to cut."""
    for name in _OF_FAIR:
        setattr(fair, name, getattr(settings, name))
    fair.goals = stored_goals(settings.goals)
    lunches = {lunch.date: lunch for lunch in settings.lunches}
    for day in fair.days:
        lunch = lunches.get(day.date)
        day.lunch_from, day.lunch_to = (lunch.starts, lunch.ends) if lunch else (None, None)


def kept_settings(timetable: Timetable) -> PlanSettings | None:
    """Give the settings a draft was made with; None where those of the fair bind it.

    Published, a timetable is bound by the fair's own, whatever it was made with.
    """
    if timetable.number is not None or timetable.settings is None:
        return None
    return PlanSettings.model_validate(timetable.settings)
