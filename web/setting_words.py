"""Settings in words: what each is called, what it does in one line, how its values are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from fairmatch.models import MustMeet
from fairmatch.plan_settings import Lunch, PlanGoal, PlanSettings
from web.formats import short_day


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting's name, what it does in one line, and its unit."""

    label: LazyString
    does: LazyString
    unit: LazyString | str = ""


MINUTES = _("minutes")
SETTINGS: dict[str, SettingWords] = {
    "slot_minutes": SettingWords(
        _("Length of a consultation"),
        _("How long a firm sits with an agency: 15 is hurried, 30 leaves fewer seats."),
        MINUTES,
    ),
    "buffer_minutes": SettingWords(
        _("Pause after each consultation"),
        _("Free minutes before the next one begins, to walk and to catch up."),
        MINUTES,
    ),
    "lunches": SettingWords(
        _("Lunch"),
        _("No consultation touches it. Leave both times empty for a day without lunch."),
    ),
    "walk_in_reserve": SettingWords(
        _("Seats kept for walk-ins"),
        _("So much of each booth's seats stays free each day for firms without an appointment."),
        "%",
    ),
    "firm_quota": SettingWords(
        _("Most consultations of a firm"),
        _("No firm gets more than this over all days."),
        _("consultations"),
    ),
    "firm_quota_per_day": SettingWords(
        _("Most of a firm in a day"),
        _("No firm gets more than this on one day. Empty: no limit a day."),
        _("consultations"),
    ),
    "everyone": SettingWords(
        _("At least one for every firm"),
        _("Whether each firm that asked has to get a consultation, or as many firms as can."),
    ),
    "must_meet": SettingWords(
        _("What agencies mark as “must meet”"),
        _("Whether such a consultation has to take place, or only counts for more."),
    ),
    "worth_step": SettingWords(
        _("Each further wish counts less"),
        _("A firm's first wish counts 100, each wish below it so much less. 0: all the same."),
        _("points"),
    ),
    "worth_least": SettingWords(
        _("A wish counts at least"),
        _("No wish counts less than this, however low the firm ranks it."),
        _("points"),
    ),
    "mutual_bonus": SettingWords(
        _("More if the agency wants it too"),
        _("A wish that the agency marked or arranged counts so much more."),
        "%",
    ),
    "changeover_minutes": SettingWords(
        _("Time to change booths"),
        _("What a walk takes beyond this has to lie free between two consultations."),
        MINUTES,
    ),
    "walking_metres_per_minute": SettingWords(
        _("Walking speed"),
        _("How fast people get through the crowd; slower means more time between far booths."),
        _("metres a minute"),
    ),
    "goals": SettingWords(
        _("Order of the goals"),
        _("A goal higher up is never given up for one below it."),
    ),
}

GOALS: dict[PlanGoal, tuple[LazyString, LazyString]] = {
    PlanGoal.COVERAGE: (
        _("Many firms served"),
        _("As many firms as possible get one consultation, then two, and so on."),
    ),
    PlanGoal.WORTH: (
        _("Wishes that count most"),
        _("The consultations that firms rank high and agencies want too."),
    ),
    PlanGoal.DAYS: (_("One day for a firm"), _("Firms have to come on as few days as possible.")),
    PlanGoal.BREAKS: (
        _("Few breaks"),
        _("A firm's consultations follow each other, without empty time between."),
    ),
    PlanGoal.WALKING: (_("Short ways"), _("Firms walk as few metres as possible.")),
    PlanGoal.EVENNESS: (
        _("Even load of the booths"),
        _("No booth is crowded while another is idle."),
    ),
}
EVERYONE = {
    False: _("As many firms as can: the goal “many firms served” sees to it"),
    True: _("A rule: if one firm cannot get any, there is no timetable"),
}
MUST_MEET = {
    MustMeet.RULE: _("Takes place in any case"),
    MustMeet.WORTH: _("Only counts for more"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that two settings values have otherwise, in words."""

    setting: str
    label: str
    before: str
    after: str


def differences(before: PlanSettings, after: PlanSettings) -> list[Difference]:
    """Tell in what the later settings differ from the earlier."""
    return [
        Difference(
            name, str(SETTINGS[name].label), value_words(name, before), value_words(name, after)
        )
        for name in before.differing(after)
    ]


def value_words(name: str, settings: PlanSettings) -> str:
    """Tell a setting's value."""
    tell = _VALUES.get(name)
    if tell is not None:
        return tell(settings)
    value, unit = getattr(settings, name), SETTINGS[name].unit
    if unit == "%":
        return f"{value}%"
    return str(gettext("%(value)s %(unit)s", value=value, unit=unit))


def _everyone(settings: PlanSettings) -> str:
    return str(gettext("a rule") if settings.everyone else gettext("as many as can"))


def _quota(most: int | None) -> str:
    if most is None:
        return str(gettext("no limit"))
    return str(ngettext("%(num)s consultation", "%(num)s consultations", most))


def _lunches(lunches: tuple[Lunch, ...]) -> str:
    if not lunches:
        return str(gettext("none"))
    spans = {(lunch.starts, lunch.ends) for lunch in lunches}
    if len(spans) == 1:
        return _span(*spans.pop())
    return ", ".join(f"{short_day(one.date)} {_span(one.starts, one.ends)}" for one in lunches)


def _span(starts: time, ends: time) -> str:
    return f"{starts:%H:%M}–{ends:%H:%M}"


_VALUES: dict[str, Callable[[PlanSettings], str]] = {
    "everyone": _everyone,
    "must_meet": lambda settings: str(MUST_MEET[settings.must_meet]),
    "lunches": lambda settings: _lunches(settings.lunches),
    "goals": lambda settings: " › ".join(str(GOALS[goal][0]) for goal in settings.goals),
    "firm_quota": lambda settings: _quota(settings.firm_quota),
    "firm_quota_per_day": lambda settings: _quota(settings.firm_quota_per_day),
}
