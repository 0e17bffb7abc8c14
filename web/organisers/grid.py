"""The organiser's grid of a day, with the firms in it."""

from flask import render_template

from fairmatch.schedules import grid
from web.database import reading
from web.organisers.blueprint import blueprint, desk_of
from web.public.timetable import day_asked


@blueprint.get("/desk/<fair>/grid")
def day_grid(fair: str) -> str:
    """Show who meets whom in a day."""
    desk = desk_of(fair)
    if desk.shown is None:
        return render_template(
            "organisers/nothing.html", desk=desk, fair=desk.fair
        )  # fmt: skip
    day = day_asked(desk.fair)
    return render_template(
        "organisers/grid.html",
        desk=desk,
        fair=desk.fair,
        day=day,
        grid=grid(reading(), desk.shown, day),
    )
