"""The demand heat map: agency by half-day, asked against seats; drawn, and as files."""

from flask import Response, render_template, request

from fairmatch.demand_map import DemandMap, Load, demand_map
from fairmatch.files.demand_table import demand_csv, demand_xlsx
from web.access import viewer_of
from web.database import reading
from web.intake.blueprint import blueprint
from web.site import current_site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHADES = (0.5, 1.0, 2.0, 4.0)
SIGNS = ("", "◔", "◑", "◕", "●")
"""A sign for each shade, for whoever does not see colours."""


@blueprint.get("/demand")
def demand(fair: str) -> str:
    """Show where more firms ask than there are seats."""
    entered = viewer_of(fair)
    found = demand_map(reading(), entered.fair)
    only = request.args.get("only") == "over"
    return render_template(
        "intake/demand.html",
        entered=entered,
        fair=entered.fair,
        demand=found,
        rows=found.over_asked if only else found.rows,
        only=only,
        shade=shade,
        signs=SIGNS,
    )


@blueprint.get("/demand.csv")
def demand_as_csv(fair: str) -> Response:
    """Hand the demand out as CSV."""
    code, found = _demand(fair)
    return _file(demand_csv(found), f"{code}-demand.csv", "text/csv; charset=utf-8")


@blueprint.get("/demand.xlsx")
def demand_as_xlsx(fair: str) -> Response:
    """Hand the demand out as a workbook."""
    entered = viewer_of(fair)
    found = demand_map(reading(), entered.fair)
    content = demand_xlsx(entered.fair, found, made=current_site().clock())
    return _file(content, f"{entered.fair.code}-demand.xlsx", XLSX)


def shade(load: Load) -> int:
    """Give how dark a cell is drawn: 0 (half the seats or less) to 4 (over 4 a seat)."""
    return sum(load.pressure > limit for limit in _SHADES)


def _demand(fair: str) -> tuple[str, DemandMap]:
    entered = viewer_of(fair)
    return entered.fair.code, demand_map(reading(), entered.fair)


def _file(content: bytes, name: str, kind: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
