"""The fair on paper: schedules of parties, sheets for doors, the organiser's book, badges."""

from fairmatch.papers.badges import Badge, badges_paper, read_badges
from fairmatch.papers.book import book_paper
from fairmatch.papers.doors import doors_paper
from fairmatch.papers.folder import write_papers
from fairmatch.papers.pages import Owner, owner_of, page_addresses
from fairmatch.papers.results import results_paper
from fairmatch.papers.schedules import agency_paper, firm_paper, schedules_paper
from fairmatch.papers.sources import Printed, read_printed
from fairmatch.papers.zipped import every_schedule

__all__ = [
    "Badge",
    "Owner",
    "Printed",
    "agency_paper",
    "badges_paper",
    "book_paper",
    "doors_paper",
    "every_schedule",
    "firm_paper",
    "owner_of",
    "page_addresses",
    "read_badges",
    "read_printed",
    "results_paper",
    "schedules_paper",
    "write_papers",
]
