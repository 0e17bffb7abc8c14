"""The blueprint of the private pages, and the link that an address opens."""

from flask import Blueprint

from fairmatch.links import open_link
from fairmatch.models import LinkPurpose, SecretLink
from web.database import reading
from web.languages import prefer
from web.security import mark_private

blueprint = Blueprint("parties", __name__, template_folder="templates")


def opened(token: str) -> SecretLink:
    """Give the page link that the token opens; the page is private and speaks its owner's language.

    Raises
    ------
    BadToken
        If it opens no page.
    """
    mark_private()
    link = open_link(reading(), token, LinkPurpose.PAGE)
    if link.firm is not None:
        prefer(link.firm.language)
    return link
