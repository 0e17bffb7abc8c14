"""The results for everybody, as the organiser opened them: aggregates only."""

from fairmatch.results import opened_results
from web.database import reading
from web.public.blueprint import address_of, fair_of
from web.public.markup import event_markup
from web.results.blueprint import blueprint, drawn


@blueprint.get("/fairs/<code>/results")
def public_page(code: str) -> str:
    """Show what came of the fair, or say that it is not open yet."""
    fair = fair_of(code)
    results = opened_results(reading(), fair)
    if results is None:
        return drawn("not_open", fair=fair)
    return drawn("public", fair=fair, results=results, markup=event_markup(fair, address_of(fair)))
