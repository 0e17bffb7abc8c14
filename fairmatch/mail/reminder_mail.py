"""What a reminder says; whoever has answered meanwhile is not reminded any more."""

from sqlalchemy.orm import Session

from fairmatch.chasing.reminding import silence_of
from fairmatch.chasing.silence import is_silent
from fairmatch.errors import MailRefused
from fairmatch.models import Firm, Mail, Phase
from fairmatch.phases import local_of, window_of
from fairmatch.wording import deadline_of

_PHASES = {"no_requests": Phase.REQUESTS, "no_marks": Phase.MARKS}


def reminder_facts(session: Session, mail: Mail, _secret: bytes, start: str) -> dict[str, object]:
    """Give what the words of a reminder are made of.

    Raises
    ------
    MailRefused
        If there is nothing left to remind of.
    """
    party = mail.firm or mail.agency
    silence = silence_of(mail)
    if party is None or not is_silent(session, party, silence):
        raise MailRefused("it was done meanwhile", for_good=True)
    area = "firm" if isinstance(party, Firm) else "agency"
    return {
        "fair": mail.fair,
        "party": party,
        "is_firm": area == "firm",
        "silence": silence.value,
        "until": _deadline(mail, silence.value),
        "link": f"{start}/{area}/{mail.fair.code}/{party.code}/",
    }


def _deadline(mail: Mail, silence: str) -> str:
    """Give the local time until which it can be done; empty where none is set."""
    phase = _PHASES.get(silence)
    window = window_of(mail.fair, phase) if phase else None
    if window is None or window.closes_at is None:
        return ""
    return deadline_of(local_of(window.closes_at, mail.fair.zone), mail.language)
