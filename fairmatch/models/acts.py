"""Who did what, when and on whose behalf: the fair's own record of what pages changed."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.accounts import Account
from fairmatch.models.base import Base, UtcDateTime


class ActKind(StrEnum):
    """What was done."""

    ASKED = "asked"
    REWORDED = "reworded"
    RANKED = "ranked"
    WITHDRAWN = "withdrawn"
    MARKED = "marked"
    INVITED = "invited"
    CALLED_BACK = "called_back"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    FIRM_HOURS = "firm_hours"
    BOOTH_HOURS = "booth_hours"
    PHASE_DATES = "phase_dates"
    PHASE_OPENED = "phase_opened"
    PHASE_CLOSED = "phase_closed"
    PHASE_BY_DATES = "phase_by_dates"
    REMINDED = "reminded"
    APPROVED = "approved"
    REFUSED = "refused"
    APPROVAL_RULE = "approval_rule"
    REGISTERED = "registered"
    PROFILE = "profile"
    CONTACTS = "contacts"
    FILE_KEPT = "file_kept"
    FILE_REMOVED = "file_removed"
    ASKED_AGAIN = "asked_again"
    LEFT = "left"
    CAME_BACK = "came_back"
    ERASED = "erased"
    IMPORTED = "imported"
    PLAN = "plan"
    SYNONYM_ADDED = "synonym_added"
    SYNONYM_REMOVED = "synonym_removed"
    SYNONYMS_READ = "synonyms_read"
    PERSON_INVITED = "person_invited"
    PERSON_TAKEN = "person_taken"
    ADDRESSES_MADE = "addresses_made"
    ADDRESSES_POSTED = "addresses_posted"
    FEED_RENEWED = "feed_renewed"
    FEED_OFF = "feed_off"
    MAIL_AGAIN = "mail_again"
    MAIL_RULE = "mail_rule"
    RUN_ASKED = "run_asked"
    RUN_CANCELLED = "run_cancelled"
    PUBLISHED = "published"
    ROLLED_BACK = "rolled_back"
    REPAIRED = "repaired"
    HELD_ANYWAY = "held_anyway"
    BY_HAND = "by_hand"
    DRAFT_BEGUN = "draft_begun"
    DRAFT_RENEWED = "draft_renewed"
    DRAFT_REMOVED = "draft_removed"
    SCENARIO_ADDED = "scenario_added"
    SCENARIO_CHANGED = "scenario_changed"
    SCENARIO_REMOVED = "scenario_removed"
    OUTCOME = "outcome"
    OUTCOME_CONFIRMED = "outcome_confirmed"
    OUTCOME_DISPUTED = "outcome_disputed"
    OUTCOME_DECIDED = "outcome_decided"
    OUTCOME_FILE_KEPT = "outcome_file_kept"
    OUTCOME_FILE_REMOVED = "outcome_file_removed"
    FOLLOW_UP_DONE = "follow_up_done"
    FOLLOW_UP_AGAIN = "follow_up_again"
    SURVEY_ANSWERED = "survey_answered"
    RESULTS_OPENED = "results_opened"
    RESULTS_CLOSED = "results_closed"
    ARRIVED = "arrived"
    ARRIVAL_UNDONE = "arrival_undone"
    WENT_HOME = "went_home"
    CLAIMED = "claimed"
    CLAIM_WITHDRAWN = "claim_withdrawn"
    WALKED_IN = "walked_in"
    WAITED = "waited"
    WAITING_LEFT = "waiting_left"
    WAITING_RULES = "waiting_rules"
    LIST_CLOSED = "list_closed"
    SEAT_OFFERED = "seat_offered"
    OFFER_ANSWERED = "offer_answered"
    OFFER_EXPIRED = "offer_expired"
    OFFER_WITHDRAWN = "offer_withdrawn"
    BOARDS_OPENED = "boards_opened"
    BOARDS_CLOSED = "boards_closed"
    BOARD_NAMES = "board_names"
    ANNOUNCED = "announced"
    ANNOUNCEMENT_ENDED = "announcement_ended"


class Act(Base):
    """One thing done, of which nothing is ever changed.

    Attributes
    ----------
    account_id
        Who did it; None once the account is gone, or for a command.
    on_behalf
        The organiser did it in place of the firm or the agency.
    said
        What was done, in codes, numbers and the desk's own words; never what a firm or an
        officer wrote, which may have to be erased.
    key
        What the form was known by: sent twice, it is done once.
    """

    __tablename__ = "act"

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    on_behalf: Mapped[bool]
    kind: Mapped[str]
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    said: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    key: Mapped[str | None]

    account: Mapped[Account | None] = relationship()

    __table_args__ = (
        UniqueConstraint("fair_id", "key"),
        Index(None, "fair_id", "at"),
        Index(None, "firm_id"),
        Index(None, "agency_id"),
        Index(None, "account_id"),
    )
