"""Who changes plan items here: the officer who is signed in, or the organiser for them."""

from fairmatch.accounts import EnteredAgency
from fairmatch.models import AuthorSide
from fairmatch.plans.changing import Author
from web.site import current_site


def author(entered: EnteredAgency) -> Author:
    """Give who acts."""
    side = AuthorSide.ORGANISER if entered.on_behalf else AuthorSide.AGENCY
    return Author(side, current_site().clock, entered.account.id)
