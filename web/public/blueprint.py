"""The blueprint of the public pages, and the fair that an address names."""

from flask import Blueprint, url_for

from fairmatch.fairs import find_fair
from fairmatch.models import Fair
from web.database import reading
from web.site import current_site

blueprint = Blueprint("public", __name__, template_folder="templates")


def fair_of(code: str) -> Fair:
    """Give the fair with this code.

    Raises
    ------
    UnknownFair
        If there is none.
    """
    return find_fair(reading(), code)


def address_of(fair: Fair) -> str:
    """Give the whole address of the fair's own page."""
    return current_site().absolute(url_for("public.fair", code=fair.code))
