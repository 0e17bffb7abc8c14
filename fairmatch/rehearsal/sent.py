"""What pages send: acts as scripts keep them, and the fields of the desk's forms."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fairmatch.rehearsal.deeds import Notes, WalksIn
from fairmatch.repairs import BoothAway, FirmGone, Happened, RunningLate, TableMore

Fields = dict[str, str | tuple[str, ...]]


def note(deed: Notes) -> dict[str, Any]:
    """Give what came of a consultation as the officer's page sends it."""
    written = deed.written
    return {
        "kind": "outcome",
        "uid": deed.uid,
        "held": "yes" if written.held else "no",
        "kinds": [kind.value for kind in written.kinds],
        "amount_discussed": str(written.amount_discussed or ""),
        "amount_signed": str(written.amount_signed or ""),
        "seen": "0",
    }


def walk_in(deed: WalksIn, key: str) -> Fields:
    """Give the form of a firm that nobody expected."""
    facts = deed.facts
    typed = {"name_ko": facts.name_ko, "contact": facts.contact, "phone": facts.phone}
    ticked = {"language": "ko", "privacy": "y", "third_party": "y", "anew": "y"}
    return {**typed, **ticked, "key": key}


def happening(happened: Happened, now: datetime, zone: ZoneInfo) -> Fields:
    """Give what the desk chooses on its page about what happened."""
    fields: Fields = {"what": happened.kind}
    if not isinstance(happened, TableMore):
        fields["date"] = happened.date.isoformat()
    match happened:
        case FirmGone():
            until = "good" if happened.for_good else "day"
            return {**fields, "firm": happened.firm, "until": until}
        case BoothAway():
            long = "day"
            if happened.until is not None:
                ends = datetime.combine(happened.date, happened.until, tzinfo=zone)
                long = str(round((ends - now).total_seconds() / 60))
            return {**fields, "agency": happened.agency, "long": long}
        case TableMore():
            return {**fields, "agency": happened.agency, "fill": "yes"}
        case RunningLate():
            more = {"lunch": happened.lunch.value, "closing": happened.closing.value}
            return {**fields, "minutes": str(happened.minutes), **more}
