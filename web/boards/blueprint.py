"""The blueprint of all that is live on the day, and the fair that a screen's address opens."""

from flask import Blueprint

from fairmatch.links import open_link
from fairmatch.models import Fair, LinkPurpose
from web.database import reading
from web.security import mark_private

blueprint = Blueprint("boards", __name__, template_folder="templates")


def opened(token: str) -> Fair:
    """Give the fair whose screens the token opens; what is shown is for the hall, not for search.

    Raises
    ------
    BadToken
        If it opens no screens.
    """
    mark_private()
    return open_link(reading(), token, LinkPurpose.BOARD).fair
