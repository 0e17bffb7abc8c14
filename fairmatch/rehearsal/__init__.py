"""A fair's days played on a clock of their own, through what the desk's pages call."""

from fairmatch.rehearsal.crowd import Cast, Policy
from fairmatch.rehearsal.playing import Rehearsal
from fairmatch.rehearsal.report import Report

__all__ = ["Cast", "Policy", "Rehearsal", "Report"]
