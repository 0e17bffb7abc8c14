"""The search form of the plans: from an address to a query and back."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from fairmatch.catalogue import PlanOrder, PlanQuery
from fairmatch.models import AgencyKind, BuyingMethod

LONGEST_TEXT = 200
BANDS: dict[str, tuple[int | None, int | None]] = {
    "to-10m": (None, 10_000_000),
    "10m-20m": (10_000_000, 20_000_000),
    "20m-50m": (20_000_000, 50_000_000),
    "50m-100m": (50_000_000, 100_000_000),
    "from-100m": (100_000_000, None),
}
Word = TypeVar("Word", bound=StrEnum)


def query_from(args: "MultiDict[str, str]") -> PlanQuery:
    """Give the query of an address; what cannot be understood restricts nothing."""
    least, most = BANDS.get(args.get("amount", ""), (None, None))
    return PlanQuery(
        text=args.get("q", "").strip()[:LONGEST_TEXT],
        synonyms=args.get("words") != "exact",
        agency=args.get("agency", ""),
        kind=_word(AgencyKind, args.get("kind")),
        quarter=_whole(args.get("quarter"), lambda number: 1 <= number <= 4),
        method=_word(BuyingMethod, args.get("method")),
        segment=_segment(args.get("group", "")),
        at_least=least,
        at_most=most,
        order=_word(PlanOrder, args.get("sort")) or PlanOrder.AMOUNT_DOWN,
        page=page_number(args),
    )


def page_number(args: "MultiDict[str, str]") -> int:
    """Give the page that an address asks for, 1 unless it names one."""
    return _whole(args.get("page"), lambda number: number >= 1) or 1


def page_address(args: "MultiDict[str, str]", page: int) -> str:
    """Give the query string of another page of the same search."""
    kept = [(key, value) for key, value in args.items(multi=True) if value and key != "page"]
    return "?" + urlencode([*kept, ("page", str(page))])


def _word(of: type[Word], text: str | None) -> Word | None:
    return next((member for member in of if member.value == text), None)


def _whole(text: str | None, good: Callable[[int], bool]) -> int | None:
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 6:
        return None
    number = int(text)
    return number if good(number) else None


def _segment(text: str) -> str:
    return text if len(text) == 2 and text.isascii() and text.isdigit() else ""
