"""People's data: handed out to whom it belongs, erased on request and when its time is over."""

from fairmatch.privacy.erasing import (
    ERASED_EN,
    ERASED_KO,
    Erased,
    enforce_retention,
    erase_firm,
    erase_officer,
)
from fairmatch.privacy.own_data import agency_data, firm_data

__all__ = [
    "ERASED_EN",
    "ERASED_KO",
    "Erased",
    "agency_data",
    "enforce_retention",
    "erase_firm",
    "erase_officer",
    "firm_data",
]
