"""Something happened on a day of the fair: the published timetable follows, changing the least.

What happened is a value of `disruptions`. From it and what is published a proposal is found without
the database, kept, and followed or dropped: nothing of the fair changes before that.
"""

from fairmatch.repairs.accepting import accept
from fairmatch.repairs.aftermath import Happened
from fairmatch.repairs.disruptions import (
    LATEST,
    READER,
    AtClosing,
    BoothAway,
    FirmGone,
    OverLunch,
    RunningLate,
    TableMore,
)
from fairmatch.repairs.errors import (
    LunchGone,
    NoRepair,
    NoSuchTime,
    NothingToCome,
    RepairClosed,
    StaleRepair,
    UnknownRepair,
)
from fairmatch.repairs.proposing import (
    drop,
    find_proposal,
    happened_of,
    latest_proposals,
    propose,
)
from fairmatch.repairs.standing import Standings
from fairmatch.repairs.telling import comparison_of

__all__ = [
    "LATEST",
    "READER",
    "AtClosing",
    "BoothAway",
    "FirmGone",
    "Happened",
    "LunchGone",
    "NoRepair",
    "NoSuchTime",
    "NothingToCome",
    "OverLunch",
    "RepairClosed",
    "RunningLate",
    "StaleRepair",
    "Standings",
    "TableMore",
    "UnknownRepair",
    "accept",
    "comparison_of",
    "drop",
    "find_proposal",
    "happened_of",
    "latest_proposals",
    "propose",
]
