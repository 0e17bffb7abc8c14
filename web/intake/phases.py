"""Opening and closing: dates of each phase, and the organiser's own hand against them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from fairmatch.chasing.silence import Silence, awaited, count
from fairmatch.errors import BadMoment, PhaseOrder
from fairmatch.files import cells
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import Fair, Phase, PhaseOverride, PhaseWindow
from fairmatch.organising import dates_seal, move_dates, set_hand
from fairmatch.overview import figures
from fairmatch.phases import local_of, phase_state, utc_of, window_of
from web.access import organiser_of, viewer_of
from web.acting import by_organiser
from web.database import reading, writing
from web.intake.blueprint import blueprint
from web.site import current_site

HANDS = {"open": PhaseOverride.OPEN, "close": PhaseOverride.CLOSED, "follow": None}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the two fields of a phase, and what is wrong with each."""

    opens: str = ""
    closes: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@blueprint.get("/phases")
def phases(fair: str) -> str:
    """Show when firms may register and ask, and agencies answer."""
    return _page(fair, {})


@blueprint.post("/phases/<phase>/dates")
def set_phase_dates(fair: str, phase: str) -> Response | tuple[str, int]:
    """Set from when until when a phase is open."""
    typed, opens_at, closes_at = _read(organiser_of(fair).fair)
    wanted = _phase(phase)
    status = 422
    if not typed.errors:
        try:
            with writing() as session:
                entered = organiser_of(fair, session)
                move_dates(
                    session,
                    entered.fair,
                    wanted,
                    opens_at,
                    closes_at,
                    seen=request.form.get("seen", ""),
                    by=by_organiser(entered),
                )
        except PhaseOrder:
            typed.errors["closes"] = _("It has to close after it opens.")
        except ChangedMeanwhile:
            status = 409
            typed.errors["opens"] = _(
                "Somebody changed these dates while you had the page open. Theirs are shown "
                "above; save again if yours should stand."
            )
    if typed.errors:
        return _page(fair, {wanted: typed}), status
    return redirect(url_for("intake.phases", fair=fair, done="dates", phase=phase), code=303)


@blueprint.get("/phases/<phase>/close")
def closing(fair: str, phase: str) -> str:
    """Say what closing a phase at once means, before it is done."""
    entered = organiser_of(fair)
    wanted = _phase(phase)
    silences = count(awaited(reading(), entered.fair))
    return render_template(
        "intake/closing.html",
        entered=entered,
        fair=entered.fair,
        phase=wanted,
        state=phase_state(entered.fair, wanted, current_site().clock()),
        silences=silences,
        no_requests=silences[Silence.NO_REQUESTS],
        no_marks=silences[Silence.NO_MARKS],
        figures=figures(reading(), entered.fair),
    )


@blueprint.post("/phases/<phase>/<hand>")
def set_phase(fair: str, phase: str, hand: str) -> Response:
    """Open or close a phase at once, or let its dates count again."""
    organiser_of(fair)
    wanted = _phase(phase)
    if hand not in HANDS:
        abort(404)
    with writing() as session:
        entered = organiser_of(fair, session)
        before = window_of(entered.fair, wanted)
        undo = _hand_of(before)
        set_hand(session, entered.fair, wanted, HANDS[hand], by=by_organiser(entered))
    where = url_for("intake.phases", fair=fair, done=hand, phase=phase, undo=undo)
    return redirect(where, code=303)


def _page(fair: str, typed: Mapping[Phase, Typed]) -> str:
    entered = viewer_of(fair)
    now = current_site().clock()
    done = request.args.get("phase", "")
    return render_template(
        "intake/phases.html",
        entered=entered,
        fair=entered.fair,
        now=now,
        rows=[
            (
                phase,
                phase_state(entered.fair, phase, now),
                window_of(entered.fair, phase),
                typed.get(phase) or _stored(entered.fair, phase),
                dates_seal(entered.fair, phase),
            )
            for phase in Phase
        ],
        failed=typed,
        done=request.args.get("done", "") if done in set(Phase) else "",
        done_phase=done,
        undo=request.args.get("undo", ""),
    )


def _stored(fair: Fair, phase: Phase) -> Typed:
    window = window_of(fair, phase)
    return Typed(
        _field(window.opens_at if window else None, fair.zone),
        _field(window.closes_at if window else None, fair.zone),
    )


def _field(at: datetime | None, zone: str) -> str:
    return "" if at is None else f"{local_of(at, zone):%Y-%m-%dT%H:%M}"


def _read(fair: Fair) -> tuple[Typed, datetime | None, datetime | None]:
    """Read both fields in the fair's local time; what is wrong is noted."""
    typed = Typed(request.form.get("opens", "").strip(), request.form.get("closes", "").strip())
    moments: dict[str, datetime | None] = {}
    for end in ("opens", "closes"):
        text = getattr(typed, end)
        moments[end] = None
        if not text:
            continue
        try:
            local = cells.moment(text)
            if not isinstance(local, datetime):
                raise ValueError
            moments[end] = utc_of(local, fair.zone, late=end == "closes")
        except BadMoment:
            typed.errors[end] = _("Clocks skip that time: summer time begins then.")
        except ValueError:
            typed.errors[end] = _("Give a date and a time, as 2015-10-20 18:00.")
    return typed, moments["opens"], moments["closes"]


def _hand_of(window: PhaseWindow | None) -> str:
    override = window.override if window else None
    return next(hand for hand, value in HANDS.items() if value is override)


def _phase(text: str) -> Phase:
    if text not in set(Phase):
        abort(404)
    return Phase(text)
