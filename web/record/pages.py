"""The pages of the record: the list with its filter, and the same as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from fairmatch.files.acts_table import ActLine, acts_csv, acts_xlsx
from fairmatch.models import Fair
from fairmatch.record import (
    Chosen,
    Found,
    actors_of,
    acts_of,
    count_acts,
    kinds_of,
    names_of,
)
from web.access import viewer_of
from web.database import reading
from web.formats import name
from web.organisers.blueprint import desk_of
from web.public.plan_search import page_address, page_number
from web.record.blueprint import blueprint
from web.record.words import kind_word, told
from web.site import current_site

PAGE_SIZE = 50
MOST_EXPORTED = 50_000
"""Acts that a file holds at most, the latest."""
LONGEST_TEXT = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(slots=True)
class Asked:
    """The filter as the address has it, and what of it cannot be understood."""

    who: str = ""
    kind: str = ""
    party: str = ""
    on_behalf: bool = False
    since: str = ""
    until: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything is chosen out."""
        return bool(
            self.who or self.kind or self.party or self.on_behalf or self.since or self.until
        )

    def chosen(self, fair: Fair) -> Chosen:
        """Give the filter; what cannot be understood chooses nothing out and is noted."""
        since, until = self._day("since"), self._day("until")
        if since and until and until < since:
            self.errors["until"] = _("The last day is before the first.")
        return Chosen(
            account_id=int(self.who) if self.who.isascii() and self.who.isdigit() else None,
            kind=self.kind,
            party=self.party,
            on_behalf=self.on_behalf,
            since=_midnight(since, fair),
            before=_midnight(until + timedelta(days=1) if until else None, fair),
        )

    def _day(self, of: str) -> date | None:
        text = getattr(self, of)
        if not text:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = date.min
        if not date(1900, 1, 1) < found < date(9000, 1, 1):
            self.errors[of] = _("Type a day, such as 2026-05-14.")
            return None
        return found


@blueprint.get("/desk/<fair>/record")
def acts(fair: str) -> str:
    """List who did what and when, the latest first."""
    desk = desk_of(fair)
    asked = _asked()
    chosen = asked.chosen(desk.fair)
    total = count_acts(reading(), desk.fair, chosen)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    skip = (page - 1) * PAGE_SIZE
    rows = acts_of(reading(), desk.fair, chosen, most=PAGE_SIZE, skip=skip)
    return render_template(
        "record/acts.html",
        desk=desk,
        fair=desk.fair,
        asked=asked,
        rows=rows,
        people=names_of(reading(), rows),
        actors=actors_of(reading(), desk.fair),
        kinds=sorted(
            ((kind, kind_word(kind)) for kind in kinds_of(reading(), desk.fair)),
            key=lambda pair: pair[1].casefold(),
        ),
        told=told,
        total=total,
        most=MOST_EXPORTED,
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
        same=page_address(request.args, 1),
    )


@blueprint.get("/desk/<fair>/record.csv")
def acts_as_csv(fair: str) -> Response:
    """Hand out what is chosen of the record as CSV."""
    return _file(fair, "csv", "text/csv; charset=utf-8", lambda _fair, lines: acts_csv(lines))


@blueprint.get("/desk/<fair>/record.xlsx")
def acts_as_xlsx(fair: str) -> Response:
    """Hand out what is chosen of the record as a workbook."""
    made = current_site().clock()
    return _file(fair, "xlsx", XLSX, lambda found, lines: acts_xlsx(found, lines, made=made))


def _file(
    code: str, ending: str, kind: str, written: Callable[[Fair, list[ActLine]], bytes]
) -> Response:
    fair = viewer_of(code).fair
    asked = _asked()
    chosen = asked.chosen(fair)
    if asked.errors:
        abort(404)
    found = acts_of(reading(), fair, chosen, most=MOST_EXPORTED)
    people = names_of(reading(), found)
    lines = [_line(fair, one, people) for one in found]
    answer = Response(written(fair, lines), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{fair.code}-record.{ending}"'
    return answer


def _line(fair: Fair, found: Found, people: Mapping[int, str]) -> ActLine:
    act, account, firm, agency = found
    return ActLine(
        at=act.at.astimezone(ZoneInfo(fair.zone)),
        name=account.name if account else "",
        email=account.email if account else "",
        on_behalf=act.on_behalf,
        kind=act.kind,
        what=told(act, people),
        firm_code=firm.code if firm else "",
        firm=name(firm) if firm else "",
        agency_code=agency.code if agency else "",
        agency=name(agency) if agency else "",
    )


def _asked() -> Asked:
    given: dict[str, Any] = {
        key: request.args.get(key, "").strip()[:LONGEST_TEXT]
        for key in ("who", "kind", "party", "since", "until")
    }
    return Asked(**given, on_behalf=request.args.get("behalf") == "yes")


def _midnight(day: date | None, fair: Fair) -> datetime | None:
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(fair.zone))
