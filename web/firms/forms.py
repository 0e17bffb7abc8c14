"""The forms of the firm's area: what is typed becomes facts, or words about what is wrong."""

from typing import Any, TypeVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from pydantic import ValidationError as NotFacts
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from fairmatch.accounts import plain_address
from fairmatch.errors import BadAddress
from fairmatch.files.cells import control_character, folded, tidy
from fairmatch.firms.facts import (
    LONGEST_CERTIFICATE,
    LONGEST_DISTRICT,
    LONGEST_NAME,
    LONGEST_PERSON,
    LONGEST_PHONE,
    LONGEST_PITCH,
    MOST_EMPLOYEES,
    Certificate,
    ContactFacts,
    Facts,
    FirmFacts,
    Number,
    Offer,
    Pitch,
)
from fairmatch.models import Firm, FirmKind
from fairmatch.registration import require_registration_number
from web.languages import LANGUAGES
from web.words import FIRM_KINDS

_NEEDED = _("Please fill this in.")
_DAY = _("Please give a date as 2015-10-29.")


def _plain(value: str | None) -> str:
    """Give text as it can be kept: no signs that nobody sees and no database takes."""
    text = tidy(value or "")
    return "".join(one for one in text if one in "\n\t" or not control_character(one))


def _typed(value: str | None) -> str:
    return " ".join(_plain(value).split())


def _at_most(most: int) -> Length:
    return Length(max=most, message=_("At most %(max)d characters, please."))


F = TypeVar("F", bound=Facts)


class _Day(DateField):
    """A date, typed or chosen."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([str(folded(one)) for one in valuelist if one.strip()])
        except ValueError as error:
            raise ValueError(_DAY) from error


class _Count(IntegerField):
    """A whole number; thousands may be set off by commas."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            plain = [str(folded(one)).replace(",", "") for one in valuelist if one.strip()]
            super().process_formdata(plain)
        except ValueError as error:
            raise ValueError(_("Please give a whole number.")) from error


class SectionForm(FlaskForm):
    """Base of the sections: remembers which edition it was filled from."""

    seen = HiddenField()


class FirmForm(SectionForm):
    """What the firm is."""

    name_ko = StringField(
        _("Name of the firm"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_NAME)],
    )
    name_en = StringField(
        _("Name in English (optional)"), filters=[_typed], validators=[_at_most(LONGEST_NAME)]
    )
    representative = StringField(
        _("Representative"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PERSON)],
    )
    district = StringField(
        _("District (optional)"), filters=[_typed], validators=[_at_most(LONGEST_DISTRICT)]
    )
    founded = _Day(_("Founded on (optional)"), validators=[Optional()])
    employees = _Count(
        _("Number of employees (optional)"),
        validators=[
            Optional(),
            NumberRange(0, MOST_EMPLOYEES, _("Please give a number that can be.")),
        ],
    )
    language = SelectField(
        _("Language of pages, mails and calendars"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default="ko",
    )

    def facts(self) -> FirmFacts:
        """Give what was typed; only after the form was found right."""
        names = FirmFacts.model_fields
        return FirmFacts(**{name: self.data[name] for name in names})

    @classmethod
    def of(cls, firm: Firm, seen: str) -> "FirmForm":
        """Fill the form with what is kept."""
        kept = {name: getattr(firm, name) for name in FirmFacts.model_fields}
        return cls(formdata=None, data=kept | {"seen": seen})


class PersonForm(FlaskForm):
    """A person of a firm."""

    name = StringField(
        _("Name"), filters=[_typed], validators=[DataRequired(_NEEDED), _at_most(LONGEST_PERSON)]
    )
    phone = StringField(
        _("Telephone"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PHONE)],
    )


class ContactForm(PersonForm):
    """A further person of a firm."""

    email = StringField(_("Mail address"), filters=[_typed], validators=[DataRequired(_NEEDED)])

    def validate_email(self, field: Field) -> None:
        """Refuse what is no mail address."""
        try:
            plain_address(field.data)
        except BadAddress as error:
            words = _("Please give a mail address as name@company.kr.")
            raise ValidationError(words) from error

    def facts(self) -> ContactFacts:
        """Give what was typed; only after the form was found right."""
        return ContactFacts(name=self.name.data, phone=self.phone.data, email=self.email.data)


class RegistrationForm(FirmForm):
    """What a firm says first: who it is, who speaks for it, what it agrees to."""

    number = StringField(
        _("Business registration number"), filters=[_typed], validators=[DataRequired(_NEEDED)]
    )
    contact = StringField(
        _("Your name"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PERSON)],
    )
    phone = StringField(
        _("Your telephone"),
        filters=[_typed],
        validators=[DataRequired(_NEEDED), _at_most(LONGEST_PHONE)],
    )
    privacy = BooleanField(
        _("To keep personal data (required)"),
        validators=[DataRequired(_("Without this consent a firm cannot be registered."))],
    )
    third_party = BooleanField(_("To hand contacts and files to agencies (optional)"))

    def validate_number(self, field: Field) -> None:
        """Refuse what is no registration number, and say which digit does not fit."""
        digits = "".join(one for one in str(folded(field.data)) if one.isdigit())
        if make(Number, value=field.data) is not None:
            return
        if len(digits) != 10:
            raise ValidationError(_("A registration number has ten digits, as 000-00-00000."))
        raise ValidationError(_("There is a slip in this number: its last digit does not fit."))

    def registration_number(self) -> Number:
        """Give the number; only after the form was found right."""
        return Number(value=require_registration_number(str(folded(self.number.data))))


class OfferForm(SectionForm):
    """Base of the form of products and pitch; `offer_form` gives it its rows."""

    pitch = TextAreaField(_("Introduction"), filters=[_plain], validators=[_at_most(LONGEST_PITCH)])
    rows = 0

    def row(self, number: int) -> tuple[Field, Field]:
        """Give the fields of one product: its name and its code."""
        return self[f"name_{number}"], self[f"category_{number}"]

    def offers(self) -> list[Offer]:
        """Give the products that were typed, and set words beside what is wrong with others."""
        found, names = [], set()
        for number in range(1, self.rows + 1):
            name, category = self.row(number)
            code = "".join(str(folded(category.data)).split()).replace("-", "")
            if not name.data and not code:
                continue
            offer = make(Offer, name=name.data, category=code)
            if not name.data:
                _wrong(name, _("Please name the product as well."))
            elif make(Offer, name=name.data) is None:
                _wrong(name, _("At most %(max)d characters, please.") % {"max": LONGEST_NAME})
            elif offer is None:
                _wrong(category, _("A code has 8 or 10 digits; leave it empty if unsure."))
            elif offer.name in names:
                _wrong(name, _("This product is named twice."))
            else:
                names.add(offer.name)
                found.append(offer)
        return found

    def words(self) -> Pitch:
        """Give the pitch; only after the form was found right."""
        return Pitch(text=self.pitch.data or "")


def offer_form(rows: int, **values: Any) -> OfferForm:
    """Give the form with so many rows for products."""
    fields: dict[str, Any] = {"rows": rows}
    for number in range(1, rows + 1):
        product = _("Product %(number)s", number=number)
        fields[f"name_{number}"] = StringField(product, filters=[_typed])
        code = _("Code of product %(number)s", number=number)
        fields[f"category_{number}"] = StringField(code, filters=[_typed])
    made: OfferForm = type("RowsOfOffers", (OfferForm,), fields)(**values)
    return made


class TypesForm(SectionForm):
    """Base of the form of types; `types_form` gives it a row for each."""

    def row(self, kind: FirmKind) -> tuple[Field, Field, Field]:
        """Give the fields of one type: whether, certificate number, last day."""
        return self[f"is_{kind}"], self[f"number_{kind}"], self[f"expires_{kind}"]

    def certificates(self) -> list[Certificate]:
        """Give what was chosen; only after the form was found right."""
        chosen = []
        for kind in FirmKind:
            has, number, expires = self.row(kind)
            if has.data:
                chosen.append(Certificate(kind=kind, number=number.data, expires=expires.data))
        return chosen


def types_form(**values: Any) -> TypesForm:
    """Give the form with a row for each type there is."""
    fields: dict[str, Any] = {}
    for kind, label in FIRM_KINDS.items():
        fields[f"is_{kind}"] = BooleanField(label)
        fields[f"number_{kind}"] = StringField(
            _("%(type)s: certificate number", type=label),
            filters=[_typed],
            validators=[_at_most(LONGEST_CERTIFICATE)],
        )
        last_day = _("%(type)s: valid until", type=label)
        fields[f"expires_{kind}"] = _Day(last_day, validators=[Optional()])
    made: TypesForm = type("RowsOfTypes", (TypesForm,), fields)(**values)
    return made


def make(kind: type[F], **values: Any) -> F | None:
    """Give facts, or None where the values are none."""
    try:
        return kind(**values)
    except NotFacts:
        return None


def _wrong(field: Field, words: object) -> None:
    field.errors = [*field.errors, words]
