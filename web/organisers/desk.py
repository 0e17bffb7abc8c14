"""The organiser's first page: where things stand and where to go."""

from flask import render_template

from fairmatch.overview import figures
from web.database import reading
from web.feeds import ways_to_subscribe
from web.organisers.blueprint import blueprint, desk_of
from web.quality import report_of


@blueprint.get("/desk/<fair>/")
def desk(fair: str) -> str:
    """Show where the timetable stands."""
    desk = desk_of(fair)
    return render_template(
        "organisers/desk.html",
        desk=desk,
        fair=desk.fair,
        figures=figures(reading(), desk.fair),
        report=report_of(desk.shown),
        calendar=ways_to_subscribe(desk.fair),
    )
