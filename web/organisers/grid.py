"""The organiser's grid of a day, with the firms in it."""

from flask import render_template

from fairmatch.schedules import grid
from web.database import reading
from web.organisers.blueprint import blueprint, desk_of
from web.public.timetable import day_asked


@blueprint.get("/desk/<token>/grid")
def day_grid(token: str) -> str:
    """Show who meets whom in a day."""
    desk = desk_of(token)
    if desk.shown is None:
        return render_template(
            "organisers/nothing.html", desk=desk, fair=desk.fair, token=token
        )  # fmt: skip
    day = day_asked(desk.fair)
    return render_template(
        "organisers/grid.html",
        desk=desk,
        fair=desk.fair,
        token=token,
        day=day,
        grid=grid(reading(), desk.shown, day),
    )
