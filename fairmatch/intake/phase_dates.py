"""The phases' dates among a fair's settings: local times in the file, moments in the database.

A date that the file leaves out, or leaves empty, stays as it is: it may have been set since.
"""

from datetime import datetime

from fairmatch.errors import BadMoment
from fairmatch.files.rows import FairRow
from fairmatch.intake.reading import Files
from fairmatch.models import Fair, Phase
from fairmatch.phases import local_of, set_dates, utc_of, window_of
from fairmatch.wording import Words

PHASE_SETTINGS = frozenset(f"{phase}_{end}" for phase in Phase for end in ("opens", "closes"))


def check_phases(files: Files, stored: Fair | None) -> None:
    """Note dates that no clock shows, and phases that would close before they open."""
    if files.fair is None:
        return
    for phase in Phase:
        try:
            opens_at, closes_at = _dates(files.fair, phase, stored)
        except BadMoment as error:
            expected = Words(
                ko=f"{error.zone} 시계에 있는 시각(서머타임으로 건너뛰는 시각임)",
                en=f"a time that the clocks of {error.zone} show; they are put forward over it",
            )
            end = "opens" if getattr(files.fair, f"{phase}_opens") == error.local else "closes"
            _say(files, f"{phase}_{end}", error.local, expected)
            continue
        if opens_at is not None and closes_at is not None and closes_at <= opens_at:
            shown = f"{local_of(opens_at, files.fair.zone):%Y-%m-%d %H:%M}"
            name = f"{phase}_closes"
            if name not in files.settings:
                name = f"{phase}_opens"
            expected = Words(
                ko=f"시작({shown})보다 늦은 마감",
                en=f"{phase}_closes after {phase}_opens ({shown})",
            )
            _say(files, name, local_of(closes_at, files.fair.zone), expected)


def write_phases(fair: Fair, settings: FairRow) -> bool:
    """Set the dates that the settings give; tell whether any changed."""
    changed = False
    for phase in Phase:
        if not _given(settings, phase):
            continue
        dates = _dates(settings, phase, fair)
        window = window_of(fair, phase)
        if window is None or (window.opens_at, window.closes_at) != dates:
            set_dates(fair, phase, *dates)
            changed = True
    return changed


def _given(settings: FairRow, phase: Phase) -> bool:
    return bool(getattr(settings, f"{phase}_opens") or getattr(settings, f"{phase}_closes"))


def _dates(
    settings: FairRow, phase: Phase, stored: Fair | None
) -> tuple[datetime | None, datetime | None]:
    """Give a phase's two moments as they will be: those given, else those that are stored."""
    opens: datetime | None = getattr(settings, f"{phase}_opens")
    closes: datetime | None = getattr(settings, f"{phase}_closes")
    if opens is None and closes is None:
        return None, None
    window = window_of(stored, phase) if stored else None
    opens_at = window.opens_at if window else None
    closes_at = window.closes_at if window else None
    if opens is not None:
        opens_at = utc_of(opens, settings.zone)
    if closes is not None:
        closes_at = utc_of(closes, settings.zone, late=True)
    return opens_at, closes_at


def _say(files: Files, name: str, found: datetime, expected: Words) -> None:
    number = files.settings.get(name, 0)
    files.complaints.add(FairRow, number, name, f"{found:%Y-%m-%d %H:%M}", expected)
