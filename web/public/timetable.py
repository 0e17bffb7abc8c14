"""The public grid of a day: which seats are taken, free or closed; never by whom."""

from datetime import date

from flask import render_template, request

from fairmatch.models import Fair
from fairmatch.schedules import grid, latest_published
from web.database import reading
from web.public.blueprint import address_of, blueprint, fair_of
from web.public.markup import event_markup


@blueprint.get("/fairs/<code>/timetable")
def timetable(code: str) -> str:
    """Show the grid of one day, or say that there is none yet."""
    fair = fair_of(code)
    published = latest_published(reading(), fair)
    if published is None:
        return render_template("public/no_timetable.html", fair=fair)
    day = day_asked(fair)
    whole = grid(reading(), published, day)
    return render_template(
        "public/timetable.html",
        fair=fair,
        published=published,
        day=day,
        grid=whole,
        markup=event_markup(fair, address_of(fair)),
        at_once=[
            sum(len(row.cells[column].held) for row in whole.rows)
            for column in range(len(whole.slots))
        ],
    )


def day_asked(fair: Fair) -> date:
    """Give the day of the fair that the address names, else its first."""
    days = [day.date for day in fair.days]
    return next((day for day in days if day.isoformat() == request.args.get("day")), days[0])
