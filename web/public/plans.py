"""The agencies' purchasing plans: search, and what is found as files."""

from flask import Response, render_template, request
from flask_babel import gettext as _

from fairmatch.catalogue import (
    PlanOrder,
    agencies_with_plans,
    all_found,
    search_plans,
    segments_in_use,
)
from fairmatch.files.plans_table import plans_csv, plans_xlsx
from fairmatch.segments import segment_name
from web.database import reading
from web.formats import in_order, won
from web.languages import language
from web.public.blueprint import blueprint, fair_of
from web.public.plan_search import BANDS, page_address, query_from
from web.site import current_site
from web.words import AGENCY_KINDS, BUYING_METHODS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/fairs/<code>/plans")
def plans(code: str) -> str:
    """Search the plan items."""
    fair = fair_of(code)
    query = query_from(request.args)
    agencies = [one.agency for one in agencies_with_plans(reading(), fair)]
    return render_template(
        "public/plans.html",
        fair=fair,
        query=query,
        found=search_plans(reading(), fair, query),
        band=request.args.get("amount", ""),
        choices={
            "agency": [(one.code, one) for one in in_order(agencies)],
            "kind": [(kind.value, label) for kind, label in AGENCY_KINDS.items()],
            "quarter": [("1", "1/4"), ("2", "2/4"), ("3", "3/4"), ("4", "4/4")],
            "method": [(method.value, label) for method, label in BUYING_METHODS.items()],
            "group": _groups(segments_in_use(reading(), fair)),
            "amount": [(key, _band(*limits)) for key, limits in BANDS.items()],
            "words": [("exact", _("are left out"))],
            "sort": _orders(),
        },
        page_address=lambda page: page_address(request.args, page),
        search=page_address(request.args, 1),
    )


@blueprint.get("/fairs/<code>/plans.csv")
def plans_as_csv(code: str) -> Response:
    """Hand out what a search finds as CSV."""
    fair = fair_of(code)
    content = plans_csv(all_found(reading(), fair, query_from(request.args)))
    return _file(content, f"{fair.code}-plans.csv", "text/csv; charset=utf-8")


@blueprint.get("/fairs/<code>/plans.xlsx")
def plans_as_xlsx(code: str) -> Response:
    """Hand out what a search finds as a workbook."""
    fair = fair_of(code)
    items = all_found(reading(), fair, query_from(request.args))
    content = plans_xlsx(fair, items, made=current_site().clock())
    return _file(content, f"{fair.code}-plans.xlsx", XLSX)


def _file(content: bytes, name: str, kind: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _groups(segments: list[str]) -> list[tuple[str, str]]:
    named = [(segment, segment_name(segment, language())) for segment in segments]
    return sorted(named, key=lambda pair: pair[1])


def _band(least: int | None, most: int | None) -> str:
    if least is None:
        return str(_("up to %(most)s", most=won(most or 0)))
    if most is None:
        return str(_("%(least)s or more", least=won(least)))
    return f"{won(least)} – {won(most)}"


def _orders() -> list[tuple[str, str]]:
    return [
        (PlanOrder.AMOUNT_DOWN.value, _("Budget, largest first")),
        (PlanOrder.AMOUNT_UP.value, _("Budget, smallest first")),
        (PlanOrder.QUARTER.value, _("Quarter, earliest first")),
        (PlanOrder.AGENCY.value, _("Agency")),
        (PlanOrder.TITLE.value, _("Title")),
    ]
