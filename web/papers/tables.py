"""The published timetable, and the whole fair, as files for other programs."""

from flask import Response, abort

from fairmatch.errors import NoTimetable
from fairmatch.fair_file import fair_file
from fairmatch.published import Published, as_csv, as_json, as_xlsx, read_published
from web.access import viewer_of
from web.database import reading
from web.papers.blueprint import blueprint, handed_out
from web.site import current_site

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/desk/<fair>/files/timetable.xlsx")
def timetable_workbook(fair: str) -> Response:
    """Hand out the workbook of the published version."""
    published = _published(fair)
    return handed_out(as_xlsx(published), _name(published, "xlsx"), media_type=XLSX)


@blueprint.get("/desk/<fair>/files/timetable.csv")
def timetable_table(fair: str) -> Response:
    """Hand out the published version as one flat table."""
    published = _published(fair)
    return handed_out(as_csv(published), _name(published, "csv"), media_type=CSV)


@blueprint.get("/desk/<fair>/files/timetable.json")
def timetable_values(fair: str) -> Response:
    """Hand out the published version as JSON."""
    published = _published(fair)
    return handed_out(as_json(published), _name(published, "json"), media_type=JSON)


@blueprint.get("/desk/<fair>/files/fair.xlsx")
def whole_fair(fair: str) -> Response:
    """Hand out all that a timetable of the fair is made from, to import again."""
    entered = viewer_of(fair)
    content = fair_file(reading(), entered.fair, made=current_site().clock())
    return handed_out(content, f"{entered.fair.code}.xlsx", media_type=XLSX)


def _published(fair: str) -> Published:
    entered = viewer_of(fair)
    try:
        return read_published(reading(), entered.fair)
    except NoTimetable:
        abort(404)


def _name(published: Published, ending: str) -> str:
    return f"{published.fair.code}-v{published.number}.{ending}"
