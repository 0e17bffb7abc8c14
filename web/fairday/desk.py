"""The desk's page of today: who comes is checked in, and what needs attention comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Response, jsonify, request, url_for
from markupsafe import Markup

from fairmatch.fairday.finding import Expected, find
from fairmatch.fairday.shared import SharedDay, read_shared
from fairmatch.fairday.today import Talk, attention
from fairmatch.fairday.verdicts import Presence, Standing
from fairmatch.models import Fair
from web.access import viewer_of
from web.database import reading
from web.fairday.blueprint import blueprint, chosen_day, is_today, page, part
from web.languages import language
from web.organisers.blueprint import Desk, desk_of
from web.ringing import ringing
from web.site import current_site

MOST = 25
"""Consultations shown of each kind that needs attention; at a full fair hundreds may be silent."""
LONGEST = 500
"""Letters that are searched for at most; a code's address is shorter."""


@dataclass(frozen=True, slots=True)
class Line:
    """One party in the desk's list: who it is, since when it is there, and where it goes next."""

    who: Expected
    presence: Presence | None
    coming: Talk | None
    talks: int

    @property
    def state(self) -> str:
        """How it stands: ``here``, ``left`` or ``away``."""
        if self.presence is None:
            return "away"
        return "here" if self.presence.left_at is None else "left"


@blueprint.get("/desk/<fair>/day")
def desk_today(fair: str) -> str:
    """Show the day."""
    desk = desk_of(fair)
    asked = request.args.get("q", "")[:LONGEST]
    shown = _shared(desk.fair)
    drawn = _found(desk, shown, asked) if asked else _drawn(desk, shown)
    return page(
        "desk",
        desk=desk,
        fair=desk.fair,
        asked=asked,
        day=shown.date,
        today=is_today(desk.fair, shown.date),
        drawn=drawn,
        sending=url_for("fairday.take_acts", fair=fair) + "?as=desk",
        form_action=url_for("fairday.take_act", fair=fair) + "?as=desk",
    )


@blueprint.get("/desk/<fair>/day/part")
def desk_part(fair: str) -> Response:
    """Give what of the page changes; whoever has it already is told only that."""
    # Told is the moment before it was looked, since when nothing can be missing.
    now = current_site().clock()
    desk = desk_of(fair)
    answer = Response(_drawn(desk, _shared(desk.fair)))
    answer.add_etag()
    answer.headers["FairMatch-Drawn"] = now.isoformat()
    answer.make_conditional(request)
    return answer


@blueprint.get("/desk/<fair>/day/events")
def desk_events(fair: str) -> Response:
    """Ring when anything of the fair changed, and once a minute.

    What is due, missing or over changes by itself as time goes on.
    """
    return ringing(viewer_of(fair).fair, current_site().shared)


@blueprint.get("/desk/<fair>/day/find")
def desk_find(fair: str) -> Response:
    """Tell whom a scanned or typed text means, where the page's own list does not know it."""
    found = find(reading(), viewer_of(fair).fair, request.args.get("q", "")[:LONGEST])
    answer = jsonify(found=[one.subject for one in found[:20]])
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _shared(fair: Fair) -> SharedDay:
    """Give the day that the address names as all see it; one that is not on now is read anew."""
    site = current_site()
    shown = site.shared.of(reading(), fair.id)
    day = chosen_day(fair)
    return shown if day == shown.date else read_shared(reading(), fair, site.clock(), day)


def _drawn(desk: Desk, shown: SharedDay) -> str:
    """Give the part that changes, drawn once for all who may do the same in one language."""
    draw = partial(_part, desk, shown, _lines(shown))
    return current_site().lists.part((shown, language(), desk.may_write), draw)


def _found(desk: Desk, shown: SharedDay, asked: str) -> str:
    """Give the part with only those whom a text means."""
    wanted = {one.subject for one in find(reading(), desk.fair, asked)}
    lines = [line for line in _lines(shown) if line.who.subject in wanted]
    return _part(desk, shown, lines, asked=asked)


def _part(desk: Desk, shown: SharedDay, lines: Sequence[Line], asked: str = "") -> str:
    may = is_today(desk.fair, shown.date) and desk.may_write
    about = desk.fair.zone, language(), may

    def row(line: Line) -> Markup:
        draw = partial(part, "desk_row", line=line, fair=desk.fair, may=may)
        return Markup(current_site().rows.part((about, line), draw))

    return part(
        "desk_part",
        fair=desk.fair,
        may=may,
        may_write=desk.may_write,
        asked=asked,
        now=shown.at,
        attention=attention(shown.talks, shown.at),
        most=MOST,
        lines=lines,
        row=row,
        tally=_tally(shown.talks),
    )


def _lines(shown: SharedDay) -> list[Line]:
    coming: dict[str, Talk] = {}
    count: dict[str, int] = {}
    for talk in shown.talks:
        for subject in (f"firm:{talk.firm.code}", f"agency:{talk.agency.code}"):
            count[subject] = count.get(subject, 0) + 1
            if talk.ends_at > shown.at and not talk.struck_off:
                coming.setdefault(subject, talk)
    return [
        Line(
            one,
            (shown.agencies if one.of_agency else shown.firms).get(one.id),
            coming.get(one.subject),
            count.get(one.subject, 0),
        )
        for one in shown.everybody
    ]


def _tally(talks: Sequence[Talk]) -> dict[Standing, int]:
    return {
        standing: number
        for standing in Standing
        if (number := sum(talk.standing is standing for talk in talks))
    }
