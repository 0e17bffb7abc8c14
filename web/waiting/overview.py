"""The desk's page of all lists: whom to write down, who waits where, what is offered, the rules."""

from collections.abc import Sequence

from flask import render_template, request

from fairmatch.accounts import EnteredFair
from fairmatch.models import Firm
from fairmatch.requests.telephone import search_firms
from fairmatch.waiting.lists import waiting_list
from fairmatch.waiting.rules import WaitingRules
from web.database import reading
from web.organisers.blueprint import desk_of
from web.waiting.blueprint import floor_of
from web.waiting.forms import WalkInForm

PAGE = "/desk/<fair>/day/walk-ins"
LONGEST_SEARCH = 100


def overview(
    fair: str,
    form: WalkInForm,
    *,
    known: Sequence[Firm] = (),
    sure: bool = False,
    trouble: str = "",
) -> str:
    """Draw the page of all lists."""
    desk = desk_of(fair)
    asked = request.args.get("find", "")[:LONGEST_SEARCH].strip()
    return render_template(
        "waiting/walk_ins.html",
        desk=desk,
        form=form,
        known=known,
        sure=sure,
        trouble=trouble,
        asked=asked,
        found=search_firms(reading(), desk.fair, asked, absent=True) if asked else [],
        done=request.args.get("done", ""),
        rules=WaitingRules.of(desk.fair),
        **lists_of(desk.entered),
    )


def lists_of(entered: EnteredFair) -> dict[str, object]:
    """Give every list with somebody on it, and what is offered."""
    floor = floor_of(entered.fair)
    lists = [
        (floor.agencies[key], waiting_list(floor, key), floor.closed(key))
        for key in sorted(floor.lists, key=lambda key: floor.agencies[key].booth.code)
    ]
    return {
        "fair": entered.fair,
        "entered": entered,
        "floor": floor,
        "lists": lists,
        "offered": [place for _, places, _ in lists for place in places if place.offer],
    }
