"""The blueprint of the organiser's desk, and what every page of it begins with."""

from dataclasses import dataclass

from flask import Blueprint, request

from fairmatch.errors import BadToken
from fairmatch.links import open_link
from fairmatch.models import Fair, LinkPurpose, SecretLink, Timetable
from fairmatch.schedules import latest_draft, latest_published
from web.database import reading
from web.security import mark_private

blueprint = Blueprint("organisers", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the organiser looks at: the published version, or a draft newer than it."""

    link: SecretLink
    fair: Fair
    published: Timetable | None
    draft: Timetable | None

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


def desk_of(token: str) -> Desk:
    """Give the desk that the token opens; the page is private.

    Raises
    ------
    BadToken
        If it opens nothing, or the page of a firm or agency.
    """
    mark_private()
    link = open_link(reading(), token, LinkPurpose.PAGE)
    if link.firm_id is not None or link.agency_id is not None:
        raise BadToken
    published = latest_published(reading(), link.fair)
    draft = latest_draft(reading(), link.fair)
    if draft is not None and published is not None and draft.id < published.id:
        draft = None
    return Desk(link, link.fair, published, draft)
