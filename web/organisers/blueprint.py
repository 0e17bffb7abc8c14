"""The blueprint of the organiser's desk, and what every page of it begins with."""

from dataclasses import dataclass

from flask import Blueprint, request

from fairmatch.accounts import EnteredFair
from fairmatch.hand.opening import find_draft
from fairmatch.models import Fair, Timetable
from fairmatch.plan_settings import kept_settings, own_settings
from fairmatch.schedules import latest_draft, latest_published
from web.access import viewer_of
from web.database import reading
from web.setting_words import Difference, differences

blueprint = Blueprint("organisers", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Desk:
    """What an organiser or viewer looks at: the published version, or a draft.

    The draft is the newest one, if it is newer than the version, or the one that the address
    names: then ``named`` is true.
    """

    entered: EnteredFair
    published: Timetable | None
    draft: Timetable | None
    named: bool = False

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
        if self.published is None or self.named:
            return "draft"
        return "draft" if request.args.get("which") == "draft" else "published"

    @property
    def shown(self) -> Timetable | None:
        """The timetable that the address asks for; None if there is none at all."""
        return self.draft if self.which == "draft" else self.published

    @property
    def address(self) -> dict[str, object]:
        """What the addresses of other pages need, so that they show the same timetable."""
        if self.named and self.draft is not None:
            return {"draft": self.draft.id}
        both = self.draft is not None and self.published is not None
        return {"which": "draft"} if both and self.which == "draft" else {}

    @property
    def adopts(self) -> list[Difference]:
        """Which settings of the fair publishing the draft would change."""
        made_by = None if self.draft is None else kept_settings(self.draft)
        if made_by is None:
            return []
        return differences(own_settings(self.fair, self.fair.days), made_by)


def desk_of(fair: str) -> Desk:
    """Give the desk of the fair with this code to its organisers and viewers, to read.

    Raises
    ------
    SignInNeeded
        If nobody is signed in.
    NoEntry
        If it is not theirs, or there is none.
    NoDraft
        If the address names a draft that is published or kept no more.
    """
    entered = viewer_of(fair)
    published = latest_published(reading(), entered.fair)
    named = request.args.get("draft", type=int)
    if named is not None:
        return Desk(entered, published, find_draft(reading(), entered.fair, named), named=True)
    draft = latest_draft(reading(), entered.fair)
    if draft is not None and published is not None and draft.id < published.id:
        draft = None
    return Desk(entered, published, draft)
