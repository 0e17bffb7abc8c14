"""The public quality figures: aggregates only, no firm in them."""

from flask import render_template

from fairmatch.schedules import latest_published
from web.database import reading
from web.public.blueprint import blueprint, fair_of
from web.quality import draw_histogram, lay_out_heat, pressure, report_of, shade


@blueprint.get("/fairs/<code>/report")
def report(code: str) -> str:
    """Show how good the published timetable is, or say that there is none yet."""
    fair = fair_of(code)
    published = latest_published(reading(), fair)
    found = report_of(published)
    if found is None:
        return render_template("public/no_report.html", fair=fair)
    public = found.public()
    return render_template(
        "public/report.html",
        fair=fair,
        published=published,
        report=public,
        histogram=draw_histogram(public.fairness.histogram),
        heat=lay_out_heat(public.load),
        shade=shade,
        pressure=pressure,
    )
