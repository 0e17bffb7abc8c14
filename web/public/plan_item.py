"""The page of one plan item, which keeps its address for good, and says when it was withdrawn."""

from flask import abort, render_template

from fairmatch.catalogue import find_plan_item
from fairmatch.models import Phase, PlanState
from fairmatch.phases import phase_state
from fairmatch.plans.history import public_history
from web.database import reading
from web.plan_words import group_of
from web.public.blueprint import blueprint, fair_of
from web.security import mark_private
from web.site import current_site


@blueprint.get("/fairs/<code>/plans/<item>")
def plan_item(code: str, item: str) -> str | tuple[str, int]:
    """Show one plan item; of a withdrawn one, that it was."""
    fair = fair_of(code)
    found = find_plan_item(reading(), fair, item)
    if found is None:
        abort(404)
    changes = public_history(reading(), found)
    if found.state is PlanState.WITHDRAWN:
        mark_private()
        page = render_template("public/withdrawn.html", fair=fair, item=found, changes=changes)
        return page, 410
    return render_template(
        "public/plan_item.html",
        fair=fair,
        item=found,
        group=group_of(found),
        changes=changes,
        asking=phase_state(fair, Phase.REQUESTS, current_site().clock()),
    )
