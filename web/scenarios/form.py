"""The form of a scenario: what is typed becomes settings, or words about what is wrong."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, RadioField, SelectChoice, StringField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from fairmatch.models import FairDay, MustMeet
from fairmatch.plan_settings import LIMITS, WANTING, Lunch, PlanGoal, PlanSettings
from web.languages import language
from web.setting_words import EVERYONE, MUST_MEET

_NEEDED = _("Please fill this in.")
CHOICES = {
    "everyone": {str(int(value)): words for value, words in EVERYONE.items()},
    "must_meet": {value.value: words for value, words in MUST_MEET.items()},
}
"""What may be chosen of the settings that are no numbers, as forms send it."""


def _number(name: str, *, needed: bool = True) -> IntegerField:
    least, most = LIMITS[name]
    told = _("Please give a whole number from %(least)s to %(most)s.", least=least, most=most)
    first = InputRequired(_NEEDED) if needed else Optional()
    return _Whole(told, validators=[first, NumberRange(least, most, told)])


class _Whole(IntegerField):
    """A whole number; whatever else is typed is told the same as one out of bounds."""

    def __init__(self, told: Any, **values: Any) -> None:
        super().__init__(**values)
        self._told = told

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self._told) from None


class ScenarioForm(FlaskForm):
    """A scenario's name and numbers; lunch and goals are read beside WTForms' fields."""

    name = StringField()
    slot_minutes = _number("slot_minutes")
    buffer_minutes = _number("buffer_minutes")
    walk_in_reserve = _number("walk_in_reserve")
    firm_quota = _number("firm_quota")
    firm_quota_per_day = _number("firm_quota_per_day", needed=False)
    everyone = RadioField(
        choices=[SelectChoice(value, words) for value, words in CHOICES["everyone"].items()],
        validators=[InputRequired(_NEEDED)],
    )
    must_meet = RadioField(
        choices=[SelectChoice(value, words) for value, words in CHOICES["must_meet"].items()],
        validators=[InputRequired(_NEEDED)],
    )
    changeover_minutes = _number("changeover_minutes")
    walking_metres_per_minute = _number("walking_metres_per_minute")
    worth_step = _number("worth_step")
    worth_least = _number("worth_least")
    mutual_bonus = _number("mutual_bonus")


NUMBERS = tuple(LIMITS)


class Sheet:
    """A scenario's form with all that it holds.

    Attributes
    ----------
    lunches
        The two fields of each day, by its date.
    order, used
        All goals in their order, and those of them that count.
    """

    def __init__(self, days: Sequence[FairDay], settings: PlanSettings, name: str = "") -> None:
        values = settings.model_dump(exclude={"lunches", "goals"}) | {
            "name": name,
            "everyone": str(int(settings.everyone)),
            "must_meet": settings.must_meet.value,
        }
        lunches = {lunch.date: lunch for lunch in settings.lunches}
        fields: dict[str, Any] = {}
        for day in days:
            lunch = lunches.get(day.date)
            for end in ("starts", "ends"):
                key = _lunch_key(day.date, end)
                fields[key] = TimeField(validators=[Optional()])
                values[key] = getattr(lunch, end) if lunch else None
        shape = type("DaysForm", (ScenarioForm,), fields)
        self.form: ScenarioForm = shape(data=values)
        self.lunches: dict[date, tuple[Field, Field]] = {
            day.date: (
                self.form[_lunch_key(day.date, "starts")],
                self.form[_lunch_key(day.date, "ends")],
            )
            for day in days
        }
        self.order: list[PlanGoal] = [
            *settings.goals,
            *(goal for goal in PlanGoal if goal not in settings.goals),
        ]
        self.used: set[PlanGoal] = set(settings.goals)
        self.errors: dict[str, list[str]] = {}

    def take(self) -> None:
        """Take the goals as they were sent, moved by one place where a button asked for it."""
        sent = [PlanGoal(one) for one in request.form.getlist("order") if one in set(PlanGoal)]
        self.order = [*dict.fromkeys((*sent, *self.order))]
        self.used = {goal for goal in PlanGoal if goal in request.form.getlist("use")}
        goal, _colon, way = request.form.get("move", "").partition(":")
        if goal in set(PlanGoal):
            place = self.order.index(PlanGoal(goal))
            to = place + (1 if way == "down" else -1)
            if 0 <= to < len(self.order):
                self.order.insert(to, self.order.pop(place))

    def settings(self) -> PlanSettings | None:
        """Give what was typed as settings; None if something is wrong, which `errors` then says."""
        sound = self.form.validate()
        self.errors = {name: list(map(str, told)) for name, told in self.form.errors.items()}
        goals = tuple(goal for goal in self.order if goal in self.used)
        if not goals or goals[0] not in WANTING:
            self.errors["goals"] = [
                gettext(
                    "Put “many firms served” or “wishes that count most” first: by any other goal "
                    "the best timetable would be an empty one."
                )
            ]
        lunches = [self._lunch(day) for day in self.lunches]
        if not sound or self.errors:
            return None
        values = {name: self.form[name].data for name in NUMBERS}
        return PlanSettings(
            **values,
            everyone=self.form.everyone.data == "1",
            must_meet=MustMeet(self.form.must_meet.data),
            lunches=tuple(lunch for lunch in lunches if lunch is not None),
            goals=goals,
        )

    def refuse(self, *wrong: tuple[str, str]) -> None:
        """Take in what the fair has against it: names of settings, and what to tell of each."""
        for name, told in wrong:
            self.errors.setdefault(name, []).append(told)

    def _lunch(self, day: date) -> Lunch | None:
        starts, ends = (field.data for field in self.lunches[day])
        if starts is None and ends is None:
            return None
        key = _lunch_key(day, "starts")
        if isinstance(starts, time) and isinstance(ends, time) and starts < ends:
            return Lunch(date=day, starts=starts, ends=ends)
        if key not in self.errors:
            self.errors[key] = [
                gettext("Give when lunch begins and, later, when it ends, or leave both empty.")
            ]
        return None


def _lunch_key(day: date, end: str) -> str:
    return f"lunch-{day}-{end}"


def said(words: Any) -> str:
    """Give the fair's words in the language of the page."""
    return str(words.in_language(language()))
