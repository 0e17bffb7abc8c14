"""The nouns of the fair as typed SQLAlchemy classes, a file per family."""

from fairmatch.models.accounts import (
    Account,
    HeldForm,
    Membership,
    Role,
    SignIn,
    SignInPurpose,
)
from fairmatch.models.acts import Act, ActKind
from fairmatch.models.base import Base
from fairmatch.models.boards import Announcement
from fairmatch.models.day import (
    Arrival,
    AttendanceClaim,
    ClaimKind,
    OfferAnswer,
    SeatOffer,
    Side,
    Waiting,
    WaitingState,
)
from fairmatch.models.fair import Fair, FairDay, MustMeet, ProgrammeItem, Slot, WaitingOrder
from fairmatch.models.hand import HandAct, HandKind
from fairmatch.models.interests import (
    Interest,
    Invitation,
    InvitationState,
    Mark,
    MarkKind,
    Pin,
)
from fairmatch.models.links import LinkPurpose, SecretLink
from fairmatch.models.mail import Mail, MailKind, MailState
from fairmatch.models.outcomes import (
    Answer,
    Outcome,
    OutcomeChange,
    OutcomeFile,
    OutcomeKind,
    ResultsRelease,
    Survey,
)
from fairmatch.models.people import (
    Agency,
    AgencyKind,
    Approval,
    Booth,
    BoothHours,
    Firm,
    FirmCertificate,
    FirmHours,
    FirmKind,
    Product,
)
from fairmatch.models.phases import Phase, PhaseOverride, PhaseWindow
from fairmatch.models.plans import (
    AuthorSide,
    BuyingMethod,
    PlanAct,
    PlanChange,
    PlanItem,
    PlanState,
    PlanUpload,
)
from fairmatch.models.practice import Practice
from fairmatch.models.profiles import FirmContact, FirmFile
from fairmatch.models.repairs import Repair, RepairState
from fairmatch.models.runs import Run, RunState, Worker
from fairmatch.models.scenarios import Scenario
from fairmatch.models.synonyms import Synonym
from fairmatch.models.timetable import Consultation, ConsultationState, Placement, Timetable

__all__ = [
    "Account",
    "Act",
    "ActKind",
    "Agency",
    "AgencyKind",
    "Announcement",
    "Answer",
    "Approval",
    "Arrival",
    "AttendanceClaim",
    "AuthorSide",
    "Base",
    "Booth",
    "BoothHours",
    "BuyingMethod",
    "ClaimKind",
    "Consultation",
    "ConsultationState",
    "Fair",
    "FairDay",
    "Firm",
    "FirmCertificate",
    "FirmContact",
    "FirmFile",
    "FirmHours",
    "FirmKind",
    "HandAct",
    "HandKind",
    "HeldForm",
    "Interest",
    "Invitation",
    "InvitationState",
    "LinkPurpose",
    "Mail",
    "MailKind",
    "MailState",
    "Mark",
    "MarkKind",
    "Membership",
    "MustMeet",
    "OfferAnswer",
    "Outcome",
    "OutcomeChange",
    "OutcomeFile",
    "OutcomeKind",
    "Phase",
    "PhaseOverride",
    "PhaseWindow",
    "Pin",
    "Placement",
    "PlanAct",
    "PlanChange",
    "PlanItem",
    "PlanState",
    "PlanUpload",
    "Practice",
    "Product",
    "ProgrammeItem",
    "Repair",
    "RepairState",
    "ResultsRelease",
    "Role",
    "Run",
    "RunState",
    "Scenario",
    "SeatOffer",
    "SecretLink",
    "Side",
    "SignIn",
    "SignInPurpose",
    "Slot",
    "Survey",
    "Synonym",
    "Timetable",
    "Waiting",
    "WaitingOrder",
    "WaitingState",
    "Worker",
]
