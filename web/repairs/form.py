"""What a form says that happened."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from pydantic import ValidationError

from fairmatch.repairs import READER, Happened

AWAY = ("60", "30", "120", "day")
"""For how long a booth is not staffed: minutes, or the rest of the day; the first by default."""
MINUTES = (5, 10, 15, 20, 30, 40, 60)
"""By how much everything may be put off at one tap."""


class NotUnderstood(Exception):
    """The form says nothing that can happen."""


def happened_in(form: Mapping[str, str], now: datetime) -> Happened:
    """Give what happened, as the form says.

    Parameters
    ----------
    now
        Local time, from which on somebody is away for so many minutes.

    Raises
    ------
    NotUnderstood
        If nothing of the kind can happen.
    """
    what = form.get("what", "")
    said: dict[str, object] = {"kind": what}
    try:
        if what != "table_more":
            said["date"] = date.fromisoformat(form.get("date", ""))
        if what == "firm_gone":
            said |= {
                "firm": form.get("firm", "").strip().split(" ")[0].upper(),
                "for_good": form.get("until") == "good",
            }
        elif what == "booth_away":
            said |= {"agency": form.get("agency", ""), **_away(form, said["date"], now)}
        elif what == "late":
            said |= {
                "minutes": int(form.get("minutes", "")),
                "lunch": form.get("lunch", "later"),
                "closing": form.get("closing", "later"),
            }
        else:
            said |= {"agency": form.get("agency", ""), "fill": form.get("fill") == "yes"}
        return READER.validate_python(said)
    except (ValueError, ValidationError) as wrong:
        raise NotUnderstood from wrong


def _away(form: Mapping[str, str], day: object, now: datetime) -> dict[str, object]:
    long = form.get("long", AWAY[0])
    if long not in AWAY:
        raise NotUnderstood
    if long == "day" or day != now.date():
        return {}
    until = now + timedelta(minutes=int(long))
    return {"until": until.time() if until.date() == day else None}
