"""Making a timetable at the desk: asked for, watched as it goes, cancelled."""

from web.runs import pages
from web.runs.blueprint import blueprint

__all__ = ["blueprint", "pages"]
