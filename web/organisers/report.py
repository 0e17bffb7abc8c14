"""The quality report in full: every unmet wish with its reason."""

from collections.abc import Sequence

from flask import render_template, request

from fairmatch.reports.announcing import announcement
from fairmatch.reports.left_out import left_out
from fairmatch.reports.model import UnmetInterest
from fairmatch.wording import Words
from web.database import reading
from web.formats import name
from web.organisers.blueprint import blueprint, desk_of
from web.public.plan_search import page_address, page_number
from web.quality import draw_histogram, lay_out_heat, pressure, report_of, shade
from web.site import current_site

PAGE_SIZE = 50
LEFT_OUT = 50
"""Firms without a consultation that are listed with their wishes."""


@blueprint.get("/desk/<fair>/report")
def report(fair: str) -> str:
    """Show how good the timetable is, and for whom it is not."""
    desk = desk_of(fair)
    found = report_of(desk.shown)
    if found is None:
        return render_template(
            "organisers/nothing.html", desk=desk, fair=desk.fair
        )  # fmt: skip
    if desk.shown is not None and found.unmet:
        current_site().prices.expect(desk.shown)
    asked = {field: request.args.get(field, "") for field in ("firm", "agency", "reason")}
    unmet = [one for one in found.unmet if _fits(one, asked)]
    pages = max(1, -(-len(unmet) // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    return render_template(
        "organisers/report.html",
        desk=desk,
        fair=desk.fair,
        report=found,
        histogram=draw_histogram(found.fairness.histogram),
        heat=lay_out_heat(found.load),
        shade=shade,
        pressure=pressure,
        asked=asked,
        unmet=unmet[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        count=len(unmet),
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page) + "#unmet",
        left_out=left_out(reading(), desk.shown, found.unmet) if desk.shown else [],
        left_out_most=LEFT_OUT,
        announcement=announcement(found, Words(ko=desk.fair.name_ko, en=desk.fair.name_en)),
        firms=_names(found.unmet, "firm"),
        agencies=_names(found.unmet, "agency"),
    )


def _fits(one: UnmetInterest, asked: dict[str, str]) -> bool:
    has = {"firm": one.firm_code, "agency": one.agency_code, "reason": one.kind}
    return all(not value or has[field] == value for field, value in asked.items())


def _names(unmet: Sequence[UnmetInterest], side: str) -> list[tuple[str, str]]:
    named = {getattr(one, f"{side}_code"): name(one, f"{side}_name") for one in unmet}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())
