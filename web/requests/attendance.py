"""When a firm or a booth is there: a sheet of slots to tick."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from flask import redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredAgency, EnteredFirm
from fairmatch.acts import By
from fairmatch.attendance.busy import Taken, taken_by
from fairmatch.attendance.changing import NoSuchSlot, TalksInTheWay, set_attendance
from fairmatch.attendance.held import HeldTalk
from fairmatch.attendance.sheet import Sheet, sheet_of
from fairmatch.attendance.spans import SlotPlace
from fairmatch.errors import PhaseClosed
from fairmatch.files.busy_times import MAX_BYTES, BadCalendar
from fairmatch.half_days import HalfDay
from fairmatch.models import Agency, Firm
from web.access import officer_of
from web.database import reading
from web.requests import notices
from web.requests.blueprint import (
    AGENCY,
    FIRM,
    agency_page,
    as_agency,
    as_firm,
    blueprint,
    enter_firm,
    firm_page,
)
from web.requests.refusal_words import REFUSALS, calendar_words, words_of

Drawn = str | tuple[str, int] | Response
Entered = EnteredFirm | EnteredAgency


@dataclass(frozen=True)
class Half:
    """One half-day as rows of the table.

    Attributes
    ----------
    rows
        Each time of day with the slot that starts then on each of the days, if any.
    of_days
        Positions of the half-day's slots on each of the days.
    """

    half: HalfDay
    rows: tuple[tuple[time, tuple[SlotPlace | None, ...]], ...]
    of_days: tuple[tuple[int, ...], ...]


@blueprint.get(f"{FIRM}/availability")
def firm_attendance(fair: str, firm: str) -> str:
    """Show when the firm is there."""
    return _page(enter_firm(fair, firm))


@blueprint.post(f"{FIRM}/availability")
def set_firm_attendance(fair: str, firm: str) -> Drawn:
    """Let the firm be there in the slots that are ticked."""
    return _set(
        lambda: enter_firm(fair, firm),
        lambda act: as_firm(fair, firm, act),
        url_for("requests.firm_attendance", fair=fair, firm=firm),
    )


@blueprint.get(f"{AGENCY}/availability")
def booth_attendance(fair: str, agency: str) -> str:
    """Show when the agency's booth is staffed."""
    return _page(officer_of(fair, agency))


@blueprint.post(f"{AGENCY}/availability")
def set_booth_attendance(fair: str, agency: str) -> Drawn:
    """Let the booth be staffed in the slots that are ticked."""
    return _set(
        lambda: officer_of(fair, agency),
        lambda act: as_agency(fair, agency, act),
        url_for("requests.booth_attendance", fair=fair, agency=agency),
    )


@blueprint.post(f"{AGENCY}/availability/busy")
def try_busy_times(fair: str, agency: str) -> Drawn:
    """Show which times the officer's own calendar would close; nothing is saved by it."""
    entered = officer_of(fair, agency)
    sent = request.files.get("calendar")
    content = b""
    if sent is not None:
        with sent.stream:
            content = sent.stream.read(MAX_BYTES + 1)
    sheet = sheet_of(reading(), entered.fair, entered.agency)
    try:
        taken = taken_by(reading(), entered.fair, sheet, content)
    except BadCalendar as refusal:
        return _page(entered, bad_calendar=calendar_words(refusal)), 422
    return _page(entered, taken.left, taken=taken, unsaved=bool(taken.closed))


def _set(
    enter: Callable[[], Entered],
    run: Callable[[Callable[[Session, Entered, By], None]], None],
    back: str,
) -> Drawn:
    entered = enter()
    zone = entered.fair.zone
    chosen = _ticked()
    if request.form.get("half"):
        sheet = sheet_of(reading(), entered.fair, _party(entered))
        return _page(entered, _toggled(sheet, chosen, request.form["half"]), unsaved=True)

    def act(session: Session, entered: Entered, by: By) -> None:
        before = set_attendance(
            session,
            _party(entered),
            chosen,
            by=by,
            seen=request.form.get("seen") or None,
            even_so=request.form.get("sure") == "1",
        )
        if before is not None:
            fields: notices.Fields = {"slot": [str(one) for one in sorted(before.there)]}
            notices.done(_("The times are saved."), back, fields | {"sure": "1"})

    try:
        run(act)
    except TalksInTheWay as refusal:
        return _page(enter(), chosen, held=refusal.held), 409
    except REFUSALS as refusal:
        keeps = not isinstance(refusal, PhaseClosed | NoSuchSlot)
        told = words_of(refusal, zone)
        return _page(enter(), chosen if keeps else None, wrong=told), 422
    return redirect(back, code=303)


def _page(
    entered: Entered,
    chosen: frozenset[int] | None = None,
    *,
    held: tuple[HeldTalk, ...] = (),
    wrong: str = "",
    unsaved: bool = False,
    taken: Taken | None = None,
    bad_calendar: str = "",
) -> str:
    sheet = sheet_of(reading(), entered.fair, _party(entered))
    values = {
        "sheet": sheet,
        "halves": _halves(sheet),
        "chosen": sheet.there if chosen is None else chosen,
        "held": held,
        "holding": {one.slot.position: one for one in sheet.held},
        "wrong": wrong,
        "unsaved": unsaved,
        "taken": taken,
        "bad_calendar": bad_calendar,
    }
    if isinstance(entered, EnteredFirm):
        return firm_page("firm_attendance", entered, phase="requests", **values)
    return agency_page("booth_attendance", entered, phase="marks", **values)


def _party(entered: Entered) -> Firm | Agency:
    return entered.firm if isinstance(entered, EnteredFirm) else entered.agency


def _ticked() -> frozenset[int]:
    # What is no number is no slot of any fair; it is refused as one that there is not.
    return frozenset(
        int(one) if one.isascii() and one.isdigit() and len(one) < 6 else -1
        for one in request.form.getlist("slot")
    )


def _toggled(sheet: Sheet, chosen: frozenset[int], named: str) -> frozenset[int]:
    """Tick all of a half-day, named as ``2015-10-29/morning``; if all are ticked, none of it."""
    of_half = {
        slot.position for slot in sheet.slots if f"{slot.date.isoformat()}/{slot.half}" == named
    }
    return chosen - of_half if of_half <= chosen else chosen | of_half


def _halves(sheet: Sheet) -> list[Half]:
    found = []
    for half in HalfDay:
        slots = [slot for slot in sheet.slots if slot.half is half]
        at = {(slot.date, slot.starts): slot for slot in slots}
        if slots:
            times = sorted({slot.starts for slot in slots})
            found.append(
                Half(
                    half,
                    tuple((one, tuple(at.get((day, one)) for day in sheet.dates)) for one in times),
                    tuple(
                        tuple(slot.position for slot in slots if slot.date == day)
                        for day in sheet.dates
                    ),
                )
            )
    return found
