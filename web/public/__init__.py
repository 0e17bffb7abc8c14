"""What everybody may see: fairs, plans, agencies, the day's grid, figures of the timetable."""

from web.public import agencies, fairs, plan_item, plans, privacy, report, timetable
from web.public.blueprint import blueprint

__all__ = ["agencies", "blueprint", "fairs", "plan_item", "plans", "privacy", "report", "timetable"]
