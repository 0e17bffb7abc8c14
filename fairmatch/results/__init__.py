"""What came of the fair as a whole: counted at any moment, opened to everybody, on paper."""

from fairmatch.results.facts import Fact, Fate, read_facts
from fairmatch.results.opening import close_results, open_results, opened_results
from fairmatch.results.public import PublicResults, public_results
from fairmatch.results.results import Results, results_of
from fairmatch.results.tally import Group, Tally

__all__ = [
    "Fact",
    "Fate",
    "Group",
    "PublicResults",
    "Results",
    "Tally",
    "close_results",
    "open_results",
    "opened_results",
    "public_results",
    "read_facts",
    "results_of",
]
