"""The desk's page of today: who comes is checked in, and what needs attention comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Response, jsonify, request, url_for

from fairmatch import db
from fairmatch.fairday.finding import Expected, expected, find
from fairmatch.fairday.pulse import pulse
from fairmatch.fairday.today import Talk, attention, presences, talks_of
from fairmatch.fairday.verdicts import Presence, Standing
from fairmatch.models import Fair
from web.access import viewer_of
from web.database import reading
from web.doorbell import stream
from web.fairday.blueprint import blueprint, chosen_day, is_today, page, part
from web.organisers.blueprint import desk_of
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
    day = chosen_day(desk.fair)
    asked = request.args.get("q", "")[:LONGEST]
    return page("desk", desk=desk, asked=asked, **_values(desk.fair, day, asked))


@blueprint.get("/desk/<fair>/day/part")
def desk_part(fair: str) -> str:
    """Give what of the page changes."""
    desk = desk_of(fair)
    day = chosen_day(desk.fair)
    return part("desk_part", desk=desk, asked="", **_values(desk.fair, day, ""))


@blueprint.get("/desk/<fair>/day/events")
def desk_events(fair: str) -> Response:
    """Ring when anything of the fair changed."""
    found = viewer_of(fair).fair
    return ringing(found)


@blueprint.get("/desk/<fair>/day/find")
def desk_find(fair: str) -> Response:
    """Tell whom a scanned or typed text means, where the page's own list does not know it."""
    found = find(reading(), viewer_of(fair).fair, request.args.get("q", "")[:LONGEST])
    answer = jsonify(found=[one.subject for one in found[:20]])
    answer.headers["Cache-Control"] = "no-store"
    return answer


def ringing(fair: Fair) -> Response:
    """Give the events that ring whenever anything of a fair changed, and once a minute.

    What is due, missing or over changes by itself as time goes on.
    """
    site, number = current_site(), fair.id

    def look() -> object:
        with db.reading(site.engine) as session:
            return pulse(session, number), site.clock().replace(second=0, microsecond=0)

    return stream(site.doorbells.listen(f"day {number}", look))


def _values(fair: Fair, day: date, asked: str) -> dict[str, object]:
    now = current_site().clock()
    talks = talks_of(reading(), fair, day, now=now)
    lines = _lines(fair, day, talks, now)
    if asked:
        wanted = {one.subject for one in find(reading(), fair, asked)}
        lines = [line for line in lines if line.who.subject in wanted]
    return {
        "fair": fair,
        "day": day,
        "today": is_today(fair, day),
        "attention": attention(talks, now),
        "most": MOST,
        "lines": lines,
        "tally": _tally(talks),
        "sending": url_for("fairday.take_acts", fair=fair.code) + "?as=desk",
        "form_action": url_for("fairday.take_act", fair=fair.code) + "?as=desk",
    }


def _lines(fair: Fair, day: date, talks: Sequence[Talk], now: datetime) -> list[Line]:
    firms, agencies = presences(reading(), fair, day)
    coming: dict[str, Talk] = {}
    count: dict[str, int] = {}
    for talk in talks:
        for subject in (f"firm:{talk.firm.code}", f"agency:{talk.agency.code}"):
            count[subject] = count.get(subject, 0) + 1
            if talk.ends_at > now and not talk.struck_off:
                coming.setdefault(subject, talk)
    return [
        Line(
            one,
            (agencies if one.of_agency else firms).get(one.id),
            coming.get(one.subject),
            count.get(one.subject, 0),
        )
        for one in expected(reading(), fair)
    ]


def _tally(talks: Sequence[Talk]) -> dict[Standing, int]:
    return {
        standing: number
        for standing in Standing
        if (number := sum(talk.standing is standing for talk in talks))
    }
