"""The form of an outcome: filled in, read, and shown again with what is wrong."""

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from fairmatch.models import Outcome, OutcomeKind, Side
from fairmatch.outcomes import Written, read_written
from fairmatch.outcomes.errors import BadOutcome
from web.outcomes.words import wrong_word

TEXTS = (
    "held", "amount_discussed", "amount_signed", "amount_later", "item", "note", "follow_up_on",
    "follow_up_side", "objection",
)  # fmt: skip
MORE = TEXTS[1:-1]
"""Fields beyond the three taps."""


@dataclass(slots=True)
class OutcomeForm:
    """What stands in the form's fields; ``seen`` is the edition that was shown."""

    values: dict[str, str]
    kinds: tuple[str, ...] = ()
    seen: int = 0
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, outcome: Outcome | None, *, item: str = "", side: Side = Side.AGENCY
    ) -> "OutcomeForm":
        """Give the form filled in with an outcome, or with what is likely."""
        empty = dict.fromkeys(TEXTS, "")
        if outcome is None:
            return cls(empty | {"held": "yes", "item": item, "follow_up_side": side})
        return cls(
            empty
            | {
                "held": "yes" if outcome.held else "no",
                "amount_discussed": _typed(outcome.amount_discussed),
                "amount_signed": _typed(outcome.amount_signed),
                "amount_later": "yes" if outcome.amount_later else "",
                "item": outcome.plan_item.code if outcome.plan_item else "",
                "note": outcome.note,
                "follow_up_on": str(outcome.follow_up_on or ""),
                "follow_up_side": outcome.follow_up_side or "",
            },
            tuple(outcome.kinds),
            outcome.edition,
        )

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "OutcomeForm":
        """Give the form as it was sent."""
        seen = form.get("seen", "")
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        values = {name: form.get(name, "") for name in TEXTS}
        return cls(values, tuple(form.getlist("kinds")), number)

    def read(self) -> Written | None:
        """Give the outcome that was typed; None, with an error at each wrong field, if none."""
        try:
            return read_written(self.values, self.kinds)
        except BadOutcome as bad:
            self.refuse(bad)
            return None

    def refuse(self, bad: BadOutcome) -> None:
        """Note what is wrong with it."""
        self.errors = {name: wrong_word(name, why) for name, why in bad.wrong.items()}

    @property
    def unfolded(self) -> bool:
        """Whether more than the three taps is filled in or wrong."""
        typed = any(self.values[name] for name in MORE if name not in ("item", "follow_up_side"))
        signed = {OutcomeKind.PLEDGE, OutcomeKind.CONTRACT, OutcomeKind.MEMORANDUM}
        return typed or bool(signed & set(self.kinds)) or any(one in MORE for one in self.errors)


def _typed(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}"
