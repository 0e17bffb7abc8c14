"""The blueprint of the organiser's desk, and what every page of it begins with."""

from dataclasses import dataclass

from flask import Blueprint, request

from fairmatch.accounts import EnteredFair
from fairmatch.models import Fair, Timetable
from fairmatch.schedules import latest_draft, latest_published
from web.access import viewer_of
from web.database import reading

blueprint = Blueprint("organisers", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Desk:
    """What an organiser or viewer looks at: the published version, or a draft newer than it."""

    entered: EnteredFair
    published: Timetable | None
    draft: Timetable | None

    @property
    def fair(self) -> Fair:
        """The fair whose desk it is."""
        return self.entered.fair

    @property
    def may_write(self) -> bool:
        """Whether whoever looks may do more than that."""
        return self.entered.may_write

    @property
    def which(self) -> str:
        """Which one the address asks for: ``draft`` or ``published``."""
        if self.draft is None:
            return "published"
        if self.published is None:
            return "draft"
        return "draft" if request.args.get("which") == "draft" else "published"

    @property
    def shown(self) -> Timetable | None:
        """The timetable that the address asks for; None if there is none at all."""
        return self.draft if self.which == "draft" else self.published


def desk_of(fair: str) -> Desk:
    """Give the desk of the fair with this code to its organisers and viewers, to read.

    Raises
    ------
    SignInNeeded
        If nobody is signed in.
    NoEntry
        If it is not theirs, or there is none.
    """
    entered = viewer_of(fair)
    published = latest_published(reading(), entered.fair)
    draft = latest_draft(reading(), entered.fair)
    if draft is not None and published is not None and draft.id < published.id:
        draft = None
    return Desk(entered, published, draft)
