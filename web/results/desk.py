"""The live tally of the organiser, the same as files, and the door to everybody's page."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from fairmatch.files.results_xlsx import results_xlsx
from fairmatch.models import Fair
from fairmatch.papers import results_paper
from fairmatch.results import close_results, open_results, opened_results, results_of
from web.access import organiser_of, viewer_of
from web.acting import by_organiser
from web.database import reading, writing
from web.languages import language
from web.organisers.blueprint import desk_of
from web.papers.blueprint import handed_out
from web.results.blueprint import blueprint, drawn
from web.ringing import ringing
from web.site import current_site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/desk/<fair>/results")
def tally(fair: str) -> str:
    """Show what came of the fair so far."""
    desk = desk_of(fair)
    return drawn(
        "desk", desk=desk, opened=opened_results(reading(), desk.fair), **_counted(desk.fair)
    )


@blueprint.get("/desk/<fair>/results/part")
def tally_part(fair: str) -> str:
    """Give what of the page changes."""
    return drawn("tally", **_counted(viewer_of(fair).fair))


@blueprint.get("/desk/<fair>/results/events")
def tally_events(fair: str) -> Response:
    """Ring when anything of the fair changed."""
    return ringing(viewer_of(fair).fair, current_site().shared)


@blueprint.get("/desk/<fair>/results.xlsx")
def as_xlsx(fair: str) -> Response:
    """Hand out the results as they stand now, as a workbook."""
    found = viewer_of(fair).fair
    results = results_of(reading(), found, now=current_site().clock())
    return handed_out(results_xlsx(found, results), f"{found.code}-results.xlsx", media_type=XLSX)


@blueprint.get("/desk/<fair>/results.pdf")
def as_pdf(fair: str) -> Response:
    """Hand out the report as it stands now, in the language of the page."""
    found = viewer_of(fair).fair
    results = results_of(reading(), found, now=current_site().clock())
    paper = results_paper(found, results, language=language())
    return handed_out(paper, f"{found.code}-results.pdf")


@blueprint.post("/desk/<fair>/results/open")
def open_to_all(fair: str) -> BaseResponse:
    """Let everybody see the results as they stand now."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        open_results(session, entered.fair, by=by_organiser(entered))
    return redirect(url_for("results.tally", fair=fair, done="opened"), code=303)


@blueprint.post("/desk/<fair>/results/close")
def close_to_all(fair: str) -> BaseResponse:
    """Let nobody but the desk see the results any more."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        close_results(session, entered.fair, by=by_organiser(entered))
    return redirect(url_for("results.tally", fair=fair, done="closed"), code=303)


def _counted(fair: Fair) -> dict[str, object]:
    results = results_of(reading(), fair, now=current_site().clock())
    return {"fair": fair, "results": results, "done": request.args.get("done")}
