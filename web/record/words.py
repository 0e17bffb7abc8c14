"""What was done, in the language of the page: the name of each kind of act, and each act told."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from fairmatch.models import Act, ActKind, OfferAnswer, WaitingOrder
from web.plan_words import ACTS as PLAN_ACTS
from web.words import (
    CLAIM_SIDES,
    CLAIMS,
    HAND_ACTS,
    HAPPENINGS,
    OFFER_ANSWERS,
    PHASES,
    ROLES,
    SILENCES,
    WAITING_ORDERS,
)

Said = Mapping[str, Any]
People = Mapping[int, str]

KINDS: dict[ActKind, LazyString] = {
    ActKind.ASKED: _("Consultation asked for"),
    ActKind.REWORDED: _("Request reworded"),
    ActKind.RANKED: _("Requests ranked"),
    ActKind.WITHDRAWN: _("Request withdrawn"),
    ActKind.MARKED: _("Asker answered"),
    ActKind.INVITED: _("Firm invited"),
    ActKind.CALLED_BACK: _("Invitation called back"),
    ActKind.ACCEPTED: _("Invitation accepted"),
    ActKind.DECLINED: _("Invitation declined"),
    ActKind.FIRM_HOURS: _("Hours of the firm set"),
    ActKind.BOOTH_HOURS: _("Hours of the booth set"),
    ActKind.PHASE_DATES: _("Dates of a phase set"),
    ActKind.PHASE_OPENED: _("Phase opened by hand"),
    ActKind.PHASE_CLOSED: _("Phase closed by hand"),
    ActKind.PHASE_BY_DATES: _("Phase left to its dates"),
    ActKind.REMINDED: _("Reminded by mail"),
    ActKind.APPROVED: _("Firm approved"),
    ActKind.REFUSED: _("Firm refused"),
    ActKind.APPROVAL_RULE: _("Approval of firms switched"),
    ActKind.REGISTERED: _("Firm registered"),
    ActKind.PROFILE: _("Profile of the firm changed"),
    ActKind.CONTACTS: _("Contacts of the firm changed"),
    ActKind.FILE_KEPT: _("File of the firm added"),
    ActKind.FILE_REMOVED: _("File of the firm removed"),
    ActKind.ASKED_AGAIN: _("Registration sent again"),
    ActKind.LEFT: _("Firm withdrew from the fair"),
    ActKind.CAME_BACK: _("Firm came back"),
    ActKind.ERASED: _("Personal data erased"),
    ActKind.IMPORTED: _("Files read in"),
    ActKind.PLAN: _("Plan item changed"),
    ActKind.SYNONYM_ADDED: _("Words of the same meaning added"),
    ActKind.SYNONYM_REMOVED: _("Words of the same meaning removed"),
    ActKind.SYNONYMS_READ: _("Words of the same meaning read in"),
    ActKind.PERSON_INVITED: _("Person invited"),
    ActKind.PERSON_TAKEN: _("Person's access taken away"),
    ActKind.ADDRESSES_MADE: _("Private addresses made"),
    ActKind.ADDRESSES_POSTED: _("Private addresses sent by mail"),
    ActKind.FEED_RENEWED: _("Address of the fair's calendar renewed"),
    ActKind.FEED_OFF: _("Address of the fair's calendar switched off"),
    ActKind.MAIL_AGAIN: _("Mail sent again"),
    ActKind.MAIL_RULE: _("Mails that go out by themselves set"),
    ActKind.RUN_ASKED: _("Timetable asked for"),
    ActKind.RUN_CANCELLED: _("Making of a timetable ended"),
    ActKind.PUBLISHED: _("Timetable published"),
    ActKind.ROLLED_BACK: _("Went back to an earlier version"),
    ActKind.REPAIRED: _("Timetable followed what happened"),
    ActKind.HELD_ANYWAY: _("Request held anyway, in a draft"),
    ActKind.BY_HAND: _("Draft changed by hand"),
    ActKind.DRAFT_BEGUN: _("Draft begun from a version"),
    ActKind.DRAFT_RENEWED: _("Draft held against the rules of today"),
    ActKind.DRAFT_REMOVED: _("Draft deleted"),
    ActKind.SCENARIO_ADDED: _("Scenario added"),
    ActKind.SCENARIO_CHANGED: _("Scenario changed"),
    ActKind.SCENARIO_REMOVED: _("Scenario deleted"),
    ActKind.BOARDS_OPENED: _("Address of the boards made"),
    ActKind.BOARDS_CLOSED: _("Address of the boards switched off"),
    ActKind.BOARD_NAMES: _("How boards call firms set"),
    ActKind.ANNOUNCED: _("Announcement made"),
    ActKind.ANNOUNCEMENT_ENDED: _("Announcement taken back"),
    ActKind.OUTCOME: _("Outcome written down"),
    ActKind.OUTCOME_CONFIRMED: _("Outcome confirmed"),
    ActKind.OUTCOME_DISPUTED: _("Outcome said not to be so"),
    ActKind.OUTCOME_DECIDED: _("Outcome decided by the desk"),
    ActKind.OUTCOME_FILE_KEPT: _("File about an outcome added"),
    ActKind.OUTCOME_FILE_REMOVED: _("File about an outcome removed"),
    ActKind.FOLLOW_UP_DONE: _("Follow-up done"),
    ActKind.FOLLOW_UP_AGAIN: _("Follow-up put off"),
    ActKind.SURVEY_ANSWERED: _("Survey answered"),
    ActKind.RESULTS_OPENED: _("Results opened to everybody"),
    ActKind.RESULTS_CLOSED: _("Results closed to everybody"),
    ActKind.ARRIVED: _("Checked in"),
    ActKind.ARRIVAL_UNDONE: _("Check-in undone"),
    ActKind.WENT_HOME: _("Went home for the day"),
    ActKind.CLAIMED: _("Said of a consultation on the day"),
    ActKind.CLAIM_WITHDRAWN: _("Word about a consultation taken back"),
    ActKind.WALKED_IN: _("Walk-in registered"),
    ActKind.WAITED: _("Joined a waiting list"),
    ActKind.WAITING_LEFT: _("Left a waiting list"),
    ActKind.WAITING_RULES: _("Rules of the waiting lists set"),
    ActKind.LIST_CLOSED: _("Waiting list closed"),
    ActKind.SEAT_OFFERED: _("Seat offered"),
    ActKind.OFFER_ANSWERED: _("Offered seat answered"),
    ActKind.OFFER_EXPIRED: _("Time to answer for a seat ran out"),
    ActKind.OFFER_WITHDRAWN: _("Offered seat was gone"),
}


def kind_word(kind: str) -> str:
    """Give the name of a kind of act."""
    return str(KINDS[ActKind(kind)]) if kind in KINDS else kind


def told(act: Act, people: Mapping[int, str]) -> str:
    """Give what was done, with what of it is known.

    Parameters
    ----------
    people
        Names of the accounts that acts are about.
    """
    more = MORE.get(ActKind(act.kind)) if act.kind in KINDS else None
    known = "" if more is None else more(act.said, people)
    return f"{kind_word(act.kind)}: {known}" if known else kind_word(act.kind)


def _asked(said: Said, _people: People) -> str:
    rank = gettext("rank %(rank)s", rank=said.get("rank", "–"))
    beyond = gettext("beyond the limit")
    return f"{rank} · ⚠ {beyond}" if said.get("over_limit") else rank


def _phase(said: Said, _people: People) -> str:
    return str(PHASES[said["phase"]])


def _reminded(said: Said, people: People) -> str:
    return f"{_parties(said, people)} · {SILENCES[said['about']]}"


def _rule(said: Said, _people: People) -> str:
    word = gettext("required from now on") if said["required"] else gettext("not needed any more")
    return str(word)


def _mails(said: Said, _people: People) -> str:
    names = {
        "invitations": gettext("invitations for the calendar"),
        "evening_reminders": gettext("reminders on the evening before"),
        "survey_mails": gettext("the survey after the last consultation"),
    }
    return ", ".join(str(name) for key, name in names.items() if said.get(key)) or gettext("none")


def _plan(said: Said, _people: People) -> str:
    return f"{said['item']} · {PLAN_ACTS[said['act']]}"


def _synonym(said: Said, _people: People) -> str:
    return " = ".join(word for word in (said["word"], said["meaning"]) if word)


def _synonyms(said: Said, _people: People) -> str:
    return str(ngettext("%(num)s new pair", "%(num)s new pairs", said["new"]))


def _person(said: Said, people: People) -> str:
    return f"{people.get(said['account'], '–')} · {ROLES[said['role']]}"


def _parties(said: Said, _people: People) -> str:
    return str(ngettext("%(num)s party", "%(num)s parties", said["count"]))


def _erased(said: Said, people: People) -> str:
    # Whom it was about, where it was about one, stands beside it.
    return _parties(said, people) if "count" in said else ""


def _run(said: Said, people: People) -> str:
    run = str(gettext("run %(run)s", run=said["run"]))
    return f"{run} · {_draft(said, people)}" if "draft" in said else run


def _published(said: Said, _people: People) -> str:
    version = gettext("version %(number)s", number=said["number"])
    return f"{version} · {_changes(said)}"


def _rolled_back(said: Said, _people: People) -> str:
    old, new = said["to"], said["number"]
    made = gettext("to version %(old)s, as version %(new)s", old=old, new=new)
    return f"{made} · {_changes(said)}"


def _repaired(said: Said, _people: People) -> str:
    version = gettext("version %(number)s", number=said["number"])
    counts = [
        ngettext("%(num)s new", "%(num)s new", said["added"]),
        ngettext("%(num)s moved", "%(num)s moved", said["moved"]),
        ngettext("%(num)s dropped", "%(num)s dropped", said["dropped"]),
    ]
    return f"{HAPPENINGS[said['what']]} · {version} · {', '.join(counts)}"


def _held(said: Said, _people: People) -> str:
    dropped = ngettext("%(num)s dropped", "%(num)s dropped", said["displaced"])
    moved = ngettext("%(num)s moved", "%(num)s moved", said["moved"])
    return f"{dropped}, {moved}"


def _by_hand(said: Said, _people: People) -> str:
    return f"{HAND_ACTS[said['what']]} · {_draft(said, _people)}"


def _draft(said: Said, _people: People) -> str:
    return str(gettext("draft %(draft)s", draft=said["draft"]))


def _begun(said: Said, people: People) -> str:
    version = gettext("version %(number)s", number=said["version"])
    return f"{version} → {_draft(said, people)}"


def _scenario(said: Said, _people: People) -> str:
    return str(said["name"])


def _walk_in(said: Said, _people: People) -> str:
    return str(said["code"])


def _offer(said: Said, _people: People) -> str:
    return str(OFFER_ANSWERS[OfferAnswer(said["answer"])])


def _waiting_rules(said: Said, _people: People) -> str:
    parts = [
        str(WAITING_ORDERS[WaitingOrder(said["waiting_order"])]),
        gettext("kept seats open %(num)s min before", num=said["reserve_opens_minutes"]),
        gettext("%(num)s min to answer", num=said["offer_minutes"]),
    ]
    return " · ".join(parts)


def _changes(said: Said) -> str:
    parts = [
        ngettext("%(num)s new", "%(num)s new", said["added"]),
        ngettext("%(num)s moved", "%(num)s moved", said["moved"]),
        ngettext("%(num)s dropped", "%(num)s dropped", said["dropped"]),
        gettext("without mails")
        if said["quiet"]
        else ngettext("%(num)s mail", "%(num)s mails", said["mails"]),
    ]
    return ", ".join(parts)


def _imported(said: Said, _people: People) -> str:
    rows = said["rows"]
    return str(
        gettext(
            "rows: %(added)s added, %(changed)s changed, %(removed)s removed",
            added=rows["added"],
            changed=rows["changed"],
            removed=rows["removed"],
        )
    )


def _announcement(said: Said, _people: People) -> str:
    return str(said.get("text", ""))


def _board_names(said: Said, _people: People) -> str:
    return str(gettext("by name") if said.get("names") else gettext("by code"))


def _claimed(said: Said, _people: People) -> str:
    return f"{CLAIM_SIDES[said['side']]} · {CLAIMS[said['claim']]}"


MORE: dict[ActKind, Callable[[Said, People], str]] = {
    ActKind.ASKED: _asked,
    ActKind.CLAIMED: _claimed,
    ActKind.CLAIM_WITHDRAWN: _claimed,
    ActKind.IMPORTED: _imported,
    ActKind.PHASE_DATES: _phase,
    ActKind.PHASE_OPENED: _phase,
    ActKind.PHASE_CLOSED: _phase,
    ActKind.PHASE_BY_DATES: _phase,
    ActKind.REMINDED: _reminded,
    ActKind.APPROVAL_RULE: _rule,
    ActKind.MAIL_RULE: _mails,
    ActKind.PLAN: _plan,
    ActKind.SYNONYM_ADDED: _synonym,
    ActKind.SYNONYM_REMOVED: _synonym,
    ActKind.SYNONYMS_READ: _synonyms,
    ActKind.PERSON_INVITED: _person,
    ActKind.PERSON_TAKEN: _person,
    ActKind.ADDRESSES_MADE: _parties,
    ActKind.ADDRESSES_POSTED: _parties,
    ActKind.ERASED: _erased,
    ActKind.RUN_ASKED: _run,
    ActKind.RUN_CANCELLED: _run,
    ActKind.PUBLISHED: _published,
    ActKind.ROLLED_BACK: _rolled_back,
    ActKind.REPAIRED: _repaired,
    ActKind.HELD_ANYWAY: _held,
    ActKind.BY_HAND: _by_hand,
    ActKind.DRAFT_BEGUN: _begun,
    ActKind.DRAFT_RENEWED: _draft,
    ActKind.DRAFT_REMOVED: _draft,
    ActKind.ANNOUNCED: _announcement,
    ActKind.ANNOUNCEMENT_ENDED: _announcement,
    ActKind.BOARD_NAMES: _board_names,
    ActKind.SCENARIO_ADDED: _scenario,
    ActKind.SCENARIO_CHANGED: _scenario,
    ActKind.SCENARIO_REMOVED: _scenario,
    ActKind.WALKED_IN: _walk_in,
    ActKind.WAITING_RULES: _waiting_rules,
    ActKind.OFFER_ANSWERED: _offer,
}
"""What more is said of acts of a kind, from what their rows keep."""
