"""The form that asks for a timetable."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from fairmatch.against import Against

SECONDS = {
    "20": _("20 seconds"),
    "60": _("1 minute"),
    "300": _("5 minutes"),
    "1200": _("20 minutes"),
}
AGAINST = {
    Against.NOTHING: _("Make it from scratch: the best timetable, wherever it puts people"),
    Against.LAST: _("Among equally good timetables, stay close to the published one"),
    Against.FIRST: _(
        "Before anything else, move or drop as few published consultations as possible"
    ),
}


class RunForm(FlaskForm):
    """By which settings, how long to search, what changing the published version counts for.

    ``scenario`` is the number of a scenario, empty for the fair's own settings.
    """

    scenario = RadioField(_("Settings"), validate_choice=False, default="")

    seconds = RadioField(
        _("Longest time"),
        choices=[SelectChoice(*one) for one in SECONDS.items()],
        default="60",
        validators=[InputRequired()],
    )
    against = RadioField(
        _("The published timetable"),
        choices=[SelectChoice(one.value, words) for one, words in AGAINST.items()],
        default=Against.NOTHING.value,
        validators=[InputRequired()],
    )
