"""Firms whose names are so alike that they may be one firm registered twice."""

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.models import Fair, Firm

ALIKE = 85.0
"""Likeness of two bare names, 0 to 100, from which on somebody should look at both."""

# What most firms of this fair are called beside their own name.
_KINDS = re.compile(
    r"주식회사|유한회사|사회적협동조합|협동조합|사회적기업|예비사회적기업|마을기업|자활기업|\(주\)|\(유\)"
)


def bare_name(name: str) -> str:
    """Give a firm's name without what only says what kind of firm it is, and without signs."""
    whole = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(sign for sign in _KINDS.sub("", whole) if sign.isalnum())
    return bare or whole


def alike(session: Session, fair: Fair, firms: Iterable[Firm]) -> dict[int, list[Firm]]:
    """Give, for each of the firms (row id), the fair's other firms of a like name, likest first."""
    # Only the desk's list of new firms needs it.
    from rapidfuzz import fuzz  # noqa: PLC0415

    every = session.scalars(
        select(Firm)
        .where(Firm.fair_id == fair.id, Firm.erased_at.is_(None))
        .order_by(Firm.name_ko, Firm.id)
    ).all()
    names = {one.id: bare_name(one.name_ko) for one in every}
    found: dict[int, list[Firm]] = {}
    for firm in firms:
        own = bare_name(firm.name_ko)
        scored = [
            (fuzz.ratio(own, names[other.id]), other) for other in every if other.id != firm.id
        ]
        scored.sort(key=lambda pair: -pair[0])
        found[firm.id] = [other for score, other in scored if score >= ALIKE]
    return found
