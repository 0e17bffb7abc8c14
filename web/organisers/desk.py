"""The organiser's first page: where things stand and where to go."""

from flask import render_template

from fairmatch.overview import figures
from web.database import reading
from web.organisers.blueprint import blueprint, desk_of
from web.parties.calendar_box import subscribed
from web.quality import report_of


@blueprint.get("/desk/<token>/")
def desk(token: str) -> str:
    """Show where the timetable stands."""
    desk_of(token)
    _, calendar = subscribed(token)
    desk = desk_of(token)
    return render_template(
        "organisers/desk.html",
        desk=desk,
        fair=desk.fair,
        token=token,
        figures=figures(reading(), desk.fair),
        report=report_of(desk.shown),
        calendar=calendar,
    )
