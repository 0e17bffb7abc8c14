"""Phases of intake: whether firms may register and ask, and agencies mark, at a moment.

Dates are typed in the fair's local time and kept in UTC. What the organiser sets by hand beats
them. A fair without dates is open until its first day begins.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fairmatch.errors import BadMoment, PhaseClosed, PhaseOrder
from fairmatch.hours import moment
from fairmatch.models import Fair, Phase, PhaseOverride, PhaseWindow


@dataclass(frozen=True)
class PhaseState:
    """How a phase stands at a moment; all times in UTC.

    Attributes
    ----------
    opens_at
        When it opened or will open; None if nothing says so.
    closes_at
        When it closed or will close; None if only the organiser's hand will close it.
    by_hand
        What the organiser set against the dates, if anything.
    """

    open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    by_hand: PhaseOverride | None = None

    def coming(self, now: datetime) -> bool:
        """Tell whether the phase is still to open by its dates."""
        return (
            not self.open
            and self.by_hand is None
            and self.opens_at is not None
            and now < self.opens_at
        )


def phase_state(fair: Fair, phase: Phase, now: datetime) -> PhaseState:
    """Tell whether a phase is open at a moment, and from when until when.

    Opened by hand before its end, a phase still ends when its dates say so; opened after it,
    it stays open until it is closed by hand.
    """
    window = window_of(fair, phase)
    opens_at = window.opens_at if window else None
    closes_at = (window.closes_at if window else None) or first_day_begins(fair)
    set_at = window.override_at if window else None
    if window is None or window.override is None or set_at is None:
        begun = opens_at is None or opens_at <= now
        return PhaseState(begun and (closes_at is None or now < closes_at), opens_at, closes_at)
    if window.override is PhaseOverride.CLOSED:
        return PhaseState(False, opens_at, set_at, PhaseOverride.CLOSED)
    if closes_at is not None and closes_at <= set_at:
        closes_at = None
    opened = closes_at is None or now < closes_at
    return PhaseState(opened, set_at, closes_at, PhaseOverride.OPEN)


def require_open(fair: Fair, phase: Phase, now: datetime) -> None:
    """Refuse what may only be done while a phase is open.

    Raises
    ------
    PhaseClosed
        If it is closed; says since when, or from when it will be open.
    """
    state = phase_state(fair, phase, now)
    if state.coming(now):
        raise PhaseClosed(phase, None, state.opens_at)
    if not state.open:
        raise PhaseClosed(phase, state.closes_at, None)


def window_of(fair: Fair, phase: Phase) -> PhaseWindow | None:
    """Give what is set of a phase, or None if nothing is."""
    return next((window for window in fair.windows if window.phase is phase), None)


def first_day_begins(fair: Fair) -> datetime | None:
    """Give the moment, in UTC, when the fair opens its doors; None if it has no days."""
    if not fair.days:
        return None
    first = min(fair.days, key=lambda day: day.date)
    return moment(first.date, first.opens, ZoneInfo(fair.zone))


def set_dates(
    fair: Fair, phase: Phase, opens_at: datetime | None, closes_at: datetime | None
) -> None:
    """Set from when until when a phase is open; None takes a limit away.

    Raises
    ------
    PhaseOrder
        If it would close before it opens.
    """
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise PhaseOrder(phase, opens_at, closes_at)
    window = _window(fair, phase)
    window.opens_at, window.closes_at = opens_at, closes_at


def set_by_hand(fair: Fair, phase: Phase, override: PhaseOverride | None, now: datetime) -> None:
    """Open or close a phase at once against its dates; None lets the dates count again."""
    window = _window(fair, phase)
    window.override = override
    window.override_at = None if override is None else now


def utc_of(local: datetime, zone: str, *, late: bool = False) -> datetime:
    """Give the moment, in UTC, at which the zone's clocks show a local date and time.

    Where clocks are put back and show a time twice, the earlier is meant, or the later one
    with ``late``: a phase is open as long as its dates can be read.

    Raises
    ------
    BadMoment
        If clocks are put forward over that time, so that they never show it.
    """
    place = ZoneInfo(zone)
    found = local.replace(tzinfo=place, fold=int(late)).astimezone(UTC)
    if found.astimezone(place).replace(tzinfo=None) != local.replace(fold=0):
        raise BadMoment(local, zone)
    return found


def local_of(at: datetime, zone: str) -> datetime:
    """Give the date and time, without a zone, that the zone's clocks show at a moment."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def _window(fair: Fair, phase: Phase) -> PhaseWindow:
    window = window_of(fair, phase)
    if window is None:
        window = PhaseWindow(phase=phase)
        fair.windows.append(window)
    return window
