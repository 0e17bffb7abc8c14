"""Publishing: a timetable becomes version n for good, and everybody concerned learns of it.

What is shown before (`outlook`) is what is done: whoever publishes names what they saw and what
they acknowledged, and it is compared with what is true in the transaction that publishes.
"""

from fairmatch.publishing.amending import Amendment, Spot, amend
from fairmatch.publishing.cautions import Caution, CautionKind
from fairmatch.publishing.confirming import when_and_where
from fairmatch.publishing.outlook import Outlook, Seen, outlook, version_to_restore
from fairmatch.publishing.releasing import publish, publish_without, roll_back

__all__ = [
    "Amendment",
    "Caution",
    "CautionKind",
    "Outlook",
    "Seen",
    "Spot",
    "amend",
    "outlook",
    "publish",
    "publish_without",
    "roll_back",
    "version_to_restore",
    "when_and_where",
]
