"""A firm's own day on its telephone, in its area and on its secret page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

import segno
from flask import Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as Answer

from fairmatch.boards.day import Day
from fairmatch.boards.my_day import MyDay, my_day
from fairmatch.comparing import Change, compare
from fairmatch.hall import Hall, draw_hall
from fairmatch.models import Booth, Fair, Firm, Timetable
from fairmatch.schedules import firm_schedule, latest_published
from web.boards.blueprint import blueprint
from web.boards.ringing import ringing
from web.database import reading
from web.fairday.blueprint import linked_owner, owner
from web.firms.blueprint import AREA, enter
from web.live_part import live_part, now_in_milliseconds
from web.parties.blueprint import opened
from web.site import current_site

SEEN = "seen_version"
"""Cookie of the version that this telephone was last told of."""
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class _Whose:
    """A firm that looks at its day, and where it does so."""

    fair: Fair
    firm: Firm
    here: str
    acting: str
    sending: str
    owner: str
    waiting: str
    outcome: Callable[..., str]
    more: dict[str, object]


@blueprint.get(f"{AREA}/today")
def of_firm(fair: str, firm: str) -> Answer:
    """Show a firm its day in its own area."""
    return _page(_entered(fair, firm), "boards/my_day_own.html")


@blueprint.get(f"{AREA}/today/part")
def of_firm_part(fair: str, firm: str) -> Response:
    """Give the part that changes."""
    return live_part(_part(_entered(fair, firm)))


@blueprint.get(f"{AREA}/today/events")
def of_firm_events(fair: str, firm: str) -> Response:
    """Ring whenever the firm's day is another."""
    return _events(_entered(fair, firm))


@blueprint.post(f"{AREA}/today/seen")
def of_firm_seen(fair: str, firm: str) -> Answer:
    """Note that the firm has seen what changed."""
    return _seen(_entered(fair, firm))


@blueprint.get("/my/<token>/day")
def of_token(token: str) -> Answer:
    """Show a firm its day by its secret address."""
    return _page(_opened(token), "boards/my_day_linked.html")


@blueprint.get("/my/<token>/day/part")
def of_token_part(token: str) -> Response:
    """Give the part that changes."""
    return live_part(_part(_opened(token)))


@blueprint.get("/my/<token>/day/events")
def of_token_events(token: str) -> Response:
    """Ring whenever the firm's day is another."""
    return _events(_opened(token))


@blueprint.post("/my/<token>/day/seen")
def of_token_seen(token: str) -> Answer:
    """Note that the firm has seen what changed."""
    return _seen(_opened(token))


def _entered(fair: str, firm: str) -> _Whose:
    entered = enter(fair, firm)
    here = url_for("boards.of_firm", fair=fair, firm=firm)
    who = f"?as=firm:{quote(firm, safe='')}"
    return _Whose(
        entered.fair,
        entered.firm,
        here=here,
        acting=url_for("fairday.take_act", fair=fair) + who,
        sending=url_for("fairday.take_acts", fair=fair) + who,
        owner=owner(),
        waiting=url_for("waiting.of_firm", fair=fair, firm=firm),
        outcome=partial(url_for, "outcomes.talk", fair=fair, firm=firm),
        more={"entered": entered},
    )


def _opened(token: str) -> _Whose:
    link = opened(token)
    if link.firm is None:
        abort(404)
    here = url_for("boards.of_token", token=token)
    return _Whose(
        link.fair,
        link.firm,
        here=here,
        acting=url_for("fairday.take_linked_act", token=token),
        sending=url_for("fairday.take_linked_acts", token=token),
        owner=linked_owner(token),
        waiting=url_for("waiting.of_token", token=token),
        outcome=partial(url_for, "outcomes.talk", token=token),
        more={"token": token},
    )


def _page(whose: _Whose, template: str) -> Answer:
    code = url_for("papers.badge", fair=whose.fair.code, kind="firm", code=whose.firm.code)
    drawn = segno.make(current_site().absolute(code), error="m")
    answer = make_response(
        render_template(
            template,
            fair=whose.fair,
            firm=whose.firm,
            here=whose.here,
            acting=whose.acting,
            sending=whose.sending,
            owner=whose.owner,
            part=_part(whose),
            code=drawn.svg_data_uri(scale=5, border=3, dark="#17211f", light="#fff"),
            now=now_in_milliseconds(),
            **whose.more,
        )
    )
    latest = latest_published(reading(), whose.fair)
    if latest is not None and SEEN not in request.cookies:
        _remember(answer, whose, latest.number or 0)
    return answer


def _part(whose: _Whose) -> str:
    fair, firm = whose.fair, whose.firm
    day = _day(fair)
    now = current_site().clock()
    mine = my_day(day, firm.id, now)
    said = firm_schedule(reading(), firm)
    return render_template(
        "boards/my_day_part.html",
        fair=fair,
        firm=firm,
        here=whose.here,
        waiting=whose.waiting,
        outcome=whose.outcome,
        now=now,
        day=day,
        mine=mine,
        said={one.uid: one for one in said},
        ahead=next((one for one in said if one.starts_at > now and not one.cancelled), None),
        hall=_hall(fair, mine),
        changes=_changes(whose, day),
        **whose.more,
    )


def _hall(fair: Fair, mine: MyDay) -> Hall | None:
    """Give the hall with the way to the next booth, or with the booth alone."""
    if mine.next is None:
        return None
    way = mine.way
    visits = [mine.next.booth] if way is None else [way.from_booth, way.to_booth]
    booths = select(Booth).where(Booth.fair_id == fair.id).options(joinedload(Booth.agency))
    return draw_hall(reading().scalars(booths).all(), visits)


def _changes(whose: _Whose, day: Day) -> tuple[Change, ...]:
    """Give what is another for the firm since the version that this telephone was told of."""
    seen = request.cookies.get(SEEN, "")
    if day.version is None or not seen.isascii() or not seen.isdigit() or len(seen) > 9:
        return ()
    if int(seen) >= day.version:
        return ()
    versions = reading().scalars(
        select(Timetable).where(
            Timetable.fair_id == whose.fair.id, Timetable.number.in_((int(seen), day.version))
        )
    )
    found = {one.number: one for one in versions}
    if len(found) != 2:
        return ()
    old, new = found[int(seen)], found[day.version]
    return compare(reading(), old, new, of=whose.firm).changes


def _seen(whose: _Whose) -> Answer:
    answer = redirect(whose.here, code=303)
    number = request.form.get("version", type=int)
    if number is not None and number > 0:
        _remember(answer, whose, number)
    return answer


def _remember(answer: Answer, whose: _Whose, number: int) -> None:
    answer.set_cookie(
        SEEN,
        str(number),
        max_age=_YEAR,
        path=whose.here,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _events(whose: _Whose) -> Response:
    clock, number = current_site().clock, whose.firm.id
    return ringing(whose.fair, lambda day: (day.version, my_day(day, number, clock())))


def _day(fair: Fair) -> Day:
    day = current_site().days.day(reading(), fair.id)
    if day is None:
        abort(404)
    return day
