"""The form of a walk-in: short, to be filled while somebody stands there."""

from uuid import uuid4

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from fairmatch.accounts import plain_address
from fairmatch.errors import BadAddress
from fairmatch.files.cells import control_character, folded, tidy
from fairmatch.firms.facts import LONGEST_NAME, LONGEST_PERSON, LONGEST_PHONE, Number
from fairmatch.registration import require_registration_number
from fairmatch.waiting.registering import WalkInFacts
from fairmatch.wording import Unfit
from web.languages import LANGUAGES

_NEEDED = _("Please fill this in.")


def _typed(value: str | None) -> str:
    text = " ".join(tidy(value or "").split())
    return "".join(one for one in text if not control_character(one))


def _at_most(most: int) -> Length:
    return Length(max=most, message=_("At most %(max)d characters, please."))


class WalkInForm(FlaskForm):
    """What is asked at the desk."""

    name_ko = StringField(
        _("Name of the firm"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_NAME)],
    )
    contact = StringField(
        _("Who is here"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PERSON)],
    )
    phone = StringField(
        _("Telephone"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PHONE)],
    )
    number = StringField(_("Registration number (if at hand)"), filters=[_typed])
    email = StringField(_("Mail address (if at hand)"), filters=[_typed])
    language = SelectField(
        _("Language"), choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()]
    )
    privacy = BooleanField(
        _("Consent to keep personal data"),
        validators=[DataRequired(_("Without this consent a firm cannot be registered."))],
    )
    third_party = BooleanField(_("Consent to hand its contact to agencies it meets (optional)"))
    anew = BooleanField(_("It is none of these: register it anew"))
    key = HiddenField(default=lambda: uuid4().hex)

    def validate_number(self, field: Field) -> None:
        """Refuse what is no registration number, and say which digit does not fit."""
        if field.data:
            try:
                require_registration_number(str(folded(field.data)))
            except Unfit as error:
                words = gettext("Ten digits whose last one checks, as 000-00-00000, or nothing.")
                raise ValidationError(words) from error

    def validate_email(self, field: Field) -> None:
        """Refuse what is no mail address."""
        if field.data:
            try:
                plain_address(field.data)
            except BadAddress as error:
                words = gettext("Please give a mail address as name@company.kr.")
                raise ValidationError(words) from error

    def facts(self) -> WalkInFacts:
        """Give what was typed; only after the form was found right."""
        number = self.number.data
        return WalkInFacts(
            name_ko=self.name_ko.data,
            contact=self.contact.data,
            phone=self.phone.data,
            number=Number(value=require_registration_number(str(folded(number))))
            if number
            else None,
            email=self.email.data or None,
            language=self.language.data,
        )
