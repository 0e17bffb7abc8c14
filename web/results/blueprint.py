"""The blueprint of the results' pages, and the words that they share."""

from typing import Any

from flask import Blueprint, render_template

from fairmatch.half_days import HalfDay
from fairmatch.models import FirmKind, OutcomeKind
from fairmatch.results.words import QUESTIONS, SIDES, half_name
from fairmatch.wording import said_in
from web.languages import language
from web.outcomes.words import KINDS
from web.words import FIRM_KINDS

blueprint = Blueprint("results", __name__, template_folder="templates")


def drawn(template: str, **values: Any) -> str:
    """Draw a page of results, or a part of one."""
    return render_template(
        f"results/{template}.html",
        kinds=KINDS,
        signing=(OutcomeKind.PLEDGE, OutcomeKind.CONTRACT, OutcomeKind.MEMORANDUM),
        firm_kinds=FIRM_KINDS,
        firm_kind_order=list(FirmKind),
        halves=lambda day, half: said_in(language(), half_name(day, HalfDay(half))),
        questions={key: said_in(language(), words) for key, words in QUESTIONS.items()},
        sides={side.value: said_in(language(), words) for side, words in SIDES.items()},
        **values,
    )
