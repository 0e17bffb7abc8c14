"""How good a timetable is: measured once when it is made, and kept with it."""

from fairmatch.reports.making import make_report
from fairmatch.reports.model import QualityReport
from fairmatch.reports.outcome import Outcome

__all__ = ["Outcome", "QualityReport", "make_report"]
