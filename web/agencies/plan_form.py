"""The form of a plan item: filled in, read, and compared with what somebody else has saved."""

from datetime import date

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from fairmatch.files.rows import PlanRow
from fairmatch.models import BuyingMethod, PlanItem
from fairmatch.plans.errors import BadPlan
from fairmatch.plans.typed import read_typed
from fairmatch.plans.values import FIELDS, Difference
from web.languages import language
from web.plan_words import FIELDS as LABELS


class PlanForm(FlaskForm):
    """One plan item; ``version`` is the one that whoever fills it in has seen."""

    title = StringField()
    department = StringField()
    category = StringField()
    amount = StringField()
    year = StringField()
    quarter = StringField()
    method = StringField()
    participation = TextAreaField()
    contact = StringField()
    phone = StringField()
    email = StringField()
    version = HiddenField(default="0")

    @property
    def seen(self) -> int:
        """The version that was seen; 0 where the form does not say."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def begin(self, department: str, today: date) -> None:
        """Fill in what most new items have in common."""
        self.department.data = department
        self.year.data = str(today.year + 1)
        self.quarter.data = "1"
        self.method.data = BuyingMethod.NEGOTIATED.value

    def show(self, item: PlanItem) -> None:
        """Fill in what an item says."""
        for name in FIELDS:
            self[name].data = as_typed(item, name)
        self.version.data = str(item.version)

    def read(self, agency: str, code: str) -> PlanRow | None:
        """Give the item typed in; None, with an error at each wrong field, if it cannot be."""
        try:
            return read_typed(agency, code, {name: self[name].data or "" for name in FIELDS})
        except BadPlan as bad:
            for name, expected in bad.expected.items():
                said = expected.in_language(language())
                words = _("%(field)s: please give %(expected)s.", field=LABELS[name], expected=said)
                self[name].errors = [words]
            return None

    def meet(self, item: PlanItem, meanwhile: Difference) -> list[str]:
        """Take over what others saved in fields that were not touched here; name the others.

        The next time the form is sent, it overwrites knowingly.
        """
        clashing = []
        for name, values in meanwhile.items():
            now = as_typed(item, name)
            before = str(values[0]) if values else None
            typed = (self[name].data or "").replace(",", "")
            if typed == before:
                self[name].data = now
            elif self[name].data != now:
                clashing.append(name)
        self.version.data = str(item.version)
        return clashing


def as_typed(item: PlanItem, name: str) -> str:
    """Give a field of an item as it stands in the form."""
    value = getattr(item, name)
    return f"{value:,}" if name == "amount" else str(value)
