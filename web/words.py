"""Words for the closed sets of the fair's models, in the language of the page."""

from flask_babel import lazy_gettext as _

from fairmatch.chasing.silence import Silence
from fairmatch.half_days import HalfDay
from fairmatch.models import (
    AgencyKind,
    BuyingMethod,
    ClaimKind,
    FirmKind,
    HandKind,
    MarkKind,
    OfferAnswer,
    Phase,
    PlanState,
    Role,
    Side,
    WaitingOrder,
)
from fairmatch.requests.lists import AskerOrder

AGENCY_KINDS = {
    AgencyKind.CITY: _("City government"),
    AgencyKind.EDUCATION: _("Office of education"),
    AgencyKind.DISTRICT: _("Districts"),
    AgencyKind.CORPORATION: _("Corporations and foundations"),
}
BUYING_METHODS = {
    BuyingMethod.NEGOTIATED: _("Negotiated contract"),
    BuyingMethod.LIMITED_BID: _("Limited bidding"),
    BuyingMethod.OPEN_BID: _("Open bidding"),
    BuyingMethod.CATALOGUE: _("Catalogue purchase"),
}
PLAN_STATES = {
    PlanState.DRAFT: _("Draft"),
    PlanState.PUBLISHED: _("Published"),
    PlanState.WITHDRAWN: _("Withdrawn"),
}
FIRM_KINDS = {
    FirmKind.SOCIAL_ENTERPRISE: _("Social enterprise"),
    FirmKind.PRELIMINARY_SOCIAL_ENTERPRISE: _("Preliminary social enterprise"),
    FirmKind.COOPERATIVE: _("Cooperative"),
    FirmKind.SOCIAL_COOPERATIVE: _("Social cooperative"),
    FirmKind.VILLAGE_ENTERPRISE: _("Village enterprise"),
    FirmKind.SELF_SUFFICIENCY_ENTERPRISE: _("Self-sufficiency enterprise"),
    FirmKind.SOCIAL_VENTURE: _("Social venture"),
    FirmKind.WOMEN_OWNED: _("Women-owned firm"),
    FirmKind.DISABLED_OWNED: _("Firm owned by a disabled person"),
    FirmKind.DISABLED_STANDARD_WORKPLACE: _("Standard workplace for disabled people"),
    FirmKind.SEVERELY_DISABLED_PRODUCER: _("Producer employing severely disabled people"),
    FirmKind.STARTUP: _("Start-up"),
}
HAND_ACTS = {
    HandKind.MOVE: _("moved"),
    HandKind.SWAP: _("exchanged"),
    HandKind.DROP: _("dropped"),
    HandKind.ADD: _("added"),
    HandKind.PIN: _("pinned"),
    HandKind.UNPIN: _("unpinned"),
    HandKind.UNDO: _("undone"),
    HandKind.REDO: _("done again"),
}
ROLES = {
    Role.ORGANISER: _("organiser"),
    Role.VIEWER: _("viewer"),
    Role.OFFICER: _("officer"),
    Role.CONTACT: _("contact"),
}
PHASES = {
    Phase.REGISTRATION: _("Registration of firms"),
    Phase.REQUESTS: _("Requests of firms"),
    Phase.MARKS: _("Answers of agencies"),
}
SILENCES = {
    Silence.NO_REQUESTS: _("No request yet"),
    Silence.NO_PLAN: _("No published plan"),
    Silence.NO_MARKS: _("Askers without an answer"),
    Silence.NO_HOURS: _("No hours given"),
    Silence.NEVER_SIGNED_IN: _("Never signed in"),
}
MARKS = {
    MarkKind.MUST: _("Must meet"),
    MarkKind.LIKE: _("Like"),
    MarkKind.NEUTRAL: _("Neutral"),
    MarkKind.NO: _("No"),
}
MARK_SIGNS = {MarkKind.MUST: "★", MarkKind.LIKE: "＋", MarkKind.NEUTRAL: "○", MarkKind.NO: "✕"}
TOLD_MARKS = {
    MarkKind.MUST: _("★ The agency definitely wants to meet you"),
    MarkKind.LIKE: _("＋ The agency would like to meet you"),
    MarkKind.NEUTRAL: _("○ The agency has no preference"),
    MarkKind.NO: _("✕ The agency does not want to meet"),
}
ASKER_ORDERS = {
    AskerOrder.RANK: _("How much the firm wants it"),
    AskerOrder.NAME: _("Name"),
    AskerOrder.ASKED: _("When it asked"),
}
HALF_DAYS = {HalfDay.MORNING: _("Morning"), HalfDay.AFTERNOON: _("Afternoon")}
WAITING_ORDERS = {
    WaitingOrder.ORDER: _("In the order of asking"),
    WaitingOrder.FEWEST: _("Fewest consultations first, then in the order of asking"),
}
OFFER_ANSWERS = {
    OfferAnswer.OPEN: _("not answered yet"),
    OfferAnswer.ACCEPTED: _("taken"),
    OfferAnswer.PASSED: _("passed on"),
    OfferAnswer.EXPIRED: _("not answered in time"),
    OfferAnswer.WITHDRAWN: _("withdrawn: the seat was gone"),
}
HAPPENINGS = {
    "firm_gone": _("does not come"),
    "booth_away": _("booth not staffed"),
    "late": _("running late"),
    "table_more": _("one table more"),
}

CLAIMS = {
    ClaimKind.LATE: _("will be late"),
    ClaimKind.BEGUN: _("it began"),
    ClaimKind.ENDED: _("it ended"),
    ClaimKind.HELD: _("it was held"),
    ClaimKind.FIRM_MISSING: _("the firm is not there"),
    ClaimKind.AGENCY_MISSING: _("the agency is not there"),
}

CLAIM_SIDES = {
    Side.FIRM: _("Firm"),
    Side.AGENCY: _("Agency"),
    Side.DESK: _("Desk"),
}
