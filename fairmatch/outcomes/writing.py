"""An outcome as somebody writes it: read from a form, and held against the rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from fairmatch.files.amounts import won
from fairmatch.files.cells import control_character, tidy
from fairmatch.models import Outcome, OutcomeKind, Side
from fairmatch.outcomes.errors import BadOutcome, Wrong

MOST_WON = 10**12
"""Largest amount of one consultation; more is a slip of the finger."""
LONGEST_NOTE = 1000
FURTHEST = timedelta(days=730)
"""How far ahead a follow-up may be promised."""
SIGNED = (OutcomeKind.PLEDGE, OutcomeKind.CONTRACT, OutcomeKind.MEMORANDUM)
"""Kinds under which something is signed."""
_YES, _NO = "yes", "no"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a consultation, as one side writes it; amounts in won.

    Attributes
    ----------
    amount_later
        What was signed has no amount yet.
    item
        Code of the agency's plan item that it was about; empty if none.
    follow_up_on, follow_up_side
        When something promised is due, and from whom: the firm or the agency.
    """

    held: bool
    kinds: tuple[OutcomeKind, ...] = ()
    amount_discussed: int | None = None
    amount_signed: int | None = None
    amount_later: bool = False
    item: str = ""
    note: str = ""
    follow_up_on: date | None = None
    follow_up_side: Side | None = None


def read_written(typed: Mapping[str, str], kinds: Sequence[str]) -> Written:
    """Give the outcome that was typed into a form, by the names of `Written`'s fields.

    Amounts may be typed as people write them: 190,000,000 or 1억 9천만 원.

    Raises
    ------
    BadOutcome
        If a field is none of its kind; what does not fit together `require_sound` tells.
    """
    reader = _Reader(typed)
    chosen = tuple(kind for kind in OutcomeKind if kind.value in kinds)
    if len(chosen) != len(set(kinds)):
        reader.wrong["kinds"] = Wrong.MISSING
    held = typed.get("held", "")
    if held not in (_YES, _NO):
        reader.wrong["held"] = Wrong.MISSING
    written = Written(
        held=held == _YES,
        kinds=chosen,
        amount_discussed=reader.amount("amount_discussed"),
        amount_signed=reader.amount("amount_signed"),
        amount_later=typed.get("amount_later", "") == _YES,
        item=typed.get("item", ""),
        note=tidy(typed.get("note", "")),
        follow_up_on=reader.read("follow_up_on", date.fromisoformat, Wrong.DAY),
        follow_up_side=reader.read("follow_up_side", Side, Wrong.SIDE),
    )
    if reader.wrong:
        raise BadOutcome(reader.wrong)
    return written


def require_sound(written: Written, *, today: date, items: Sequence[str]) -> None:
    """Let pass only what can have come of a consultation.

    Parameters
    ----------
    today
        The day at the fair.
    items
        Codes of the plan items that it may be about.

    Raises
    ------
    BadOutcome
        With every field that cannot be as it is.
    """
    wrong: dict[str, Wrong] = {}
    signed = any(kind in SIGNED for kind in written.kinds)
    has_amount = written.amount_signed is not None
    if written.held and not written.kinds:
        wrong["kinds"] = Wrong.MISSING
    if not written.held:
        wrong |= dict.fromkeys(_said_of_a_talk(written), Wrong.NOT_HELD)
    elif has_amount and written.amount_later:
        wrong["amount_signed"] = Wrong.BOTH
    elif (has_amount or written.amount_later) and not signed:
        wrong["amount_signed"] = Wrong.UNSIGNED
    elif OutcomeKind.CONTRACT in written.kinds and not (has_amount or written.amount_later):
        wrong["amount_signed"] = Wrong.AMOUNT_NEEDED
    for name in ("amount_discussed", "amount_signed"):
        amount = getattr(written, name)
        if amount is not None and not 0 <= amount <= MOST_WON:
            wrong[name] = Wrong.AMOUNT
    if written.item and written.item not in items:
        wrong["item"] = Wrong.ITEM
    if why := text_fault(written.note):
        wrong["note"] = why
    wrong |= _follow_up(written, today)
    if wrong:
        raise BadOutcome(wrong)


def text_fault(text: str) -> Wrong | None:
    """Tell why a text cannot be kept; None if it can."""
    if control_character(text):
        return Wrong.TEXT
    return Wrong.LONG if len(text) > LONGEST_NOTE else None


def as_written(outcome: Outcome) -> Written:
    """Give what an outcome says, as it would be written."""
    return Written(
        held=outcome.held,
        kinds=tuple(OutcomeKind(kind) for kind in outcome.kinds),
        amount_discussed=outcome.amount_discussed,
        amount_signed=outcome.amount_signed,
        amount_later=outcome.amount_later,
        item=outcome.plan_item.code if outcome.plan_item else "",
        note=outcome.note,
        follow_up_on=outcome.follow_up_on,
        follow_up_side=outcome.follow_up_side,
    )


def _said_of_a_talk(written: Written) -> list[str]:
    said = {
        "kinds": bool(written.kinds),
        "amount_discussed": written.amount_discussed is not None,
        "amount_signed": written.amount_signed is not None or written.amount_later,
    }
    return [name for name, is_said in said.items() if is_said]


def _follow_up(written: Written, today: date) -> dict[str, Wrong]:
    day, side = written.follow_up_on, written.follow_up_side
    if side is Side.DESK:
        return {"follow_up_side": Wrong.SIDE}
    if day is None:
        # Whose turn it would be says nothing where nothing is due.
        return {}
    wrong = {} if side else {"follow_up_side": Wrong.SIDE}
    if not today - FURTHEST <= day <= today + FURTHEST:
        wrong["follow_up_on"] = Wrong.DAY
    return wrong


class _Reader:
    """Reads fields one by one and keeps what is wrong with them."""

    def __init__(self, typed: Mapping[str, str]) -> None:
        self._typed = typed
        self.wrong: dict[str, Wrong] = {}

    def read(self, name: str, of: Callable[[str], T], why: Wrong) -> T | None:
        text = tidy(self._typed.get(name, ""))
        if not text:
            return None
        try:
            return of(text)
        except ValueError:
            self.wrong[name] = why
            return None

    def amount(self, name: str) -> int | None:
        found = self.read(name, won, Wrong.AMOUNT)
        return found if isinstance(found, int) else None
