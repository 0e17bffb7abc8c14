"""Whether settings fit a fair: its days hold a slot, lunch lies in their hours, weights agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairmatch.models import FairDay
from fairmatch.plan_settings import PlanSettings
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Misfit:
    """A setting that does not fit: its name, and what was expected."""

    setting: str
    expected: Words


def misfits(settings: PlanSettings, days: Sequence[FairDay]) -> list[Misfit]:
    """Give everything by which settings do not fit the days of a fair, or each other."""
    return [*_lunches(settings, days), *_slots(settings, days), *_quotas(settings)]


def _lunches(settings: PlanSettings, days: Sequence[FairDay]) -> Iterator[Misfit]:
    lunches = {lunch.date: lunch for lunch in settings.lunches}
    for day in days:
        lunch = lunches.get(day.date)
        if lunch and (lunch.starts < day.opens or lunch.ends > day.closes):
            hours = f"{day.opens:%H:%M}–{day.closes:%H:%M}"
            yield Misfit(
                "lunches",
                Words(
                    ko=f"{day.date} 점심시간은 운영시간({hours}) 안이어야 합니다.",
                    en=f"Lunch on {day.date} has to lie within the day's hours, {hours}.",
                ),
            )


def _slots(settings: PlanSettings, days: Sequence[FairDay]) -> Iterator[Misfit]:
    held = {slot.date for slot in settings.slots(days)}
    for day in days:
        if day.date not in held:
            minutes = settings.slot_minutes
            yield Misfit(
                "slot_minutes",
                Words(
                    ko=f"{day.date}에는 {minutes}분 상담이 하나도 들어가지 않습니다.",
                    en=f"Not one consultation of {minutes} minutes fits into {day.date}.",
                ),
            )


def _quotas(settings: PlanSettings) -> Iterator[Misfit]:
    daily = settings.firm_quota_per_day
    if daily is not None and daily > settings.firm_quota:
        yield Misfit(
            "firm_quota_per_day",
            Words(
                ko=f"하루 한도는 전체 한도 {settings.firm_quota}건 이하여야 합니다.",
                en=f"The limit a day cannot be above the limit in all, {settings.firm_quota}.",
            ),
        )
