"""People: their accounts, what they are at a fair, and how they prove who they are."""

from fairmatch.accounts.entering import (
    EnteredAgency,
    EnteredFair,
    EnteredFirm,
    enter_agency,
    enter_desk,
    enter_firm,
    read_desk,
)
from fairmatch.accounts.memberships import (
    everybody_of,
    give,
    members_of,
    memberships_of,
    recognise,
    take,
)
from fairmatch.accounts.people import find_account, open_account, plain_address

__all__ = [
    "EnteredAgency",
    "EnteredFair",
    "EnteredFirm",
    "enter_agency",
    "enter_desk",
    "enter_firm",
    "everybody_of",
    "find_account",
    "give",
    "members_of",
    "memberships_of",
    "open_account",
    "plain_address",
    "read_desk",
    "recognise",
    "take",
]
