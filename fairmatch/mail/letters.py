"""What a mail says: subject, plain text and HTML, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy.orm import Session

from fairmatch.errors import MailRefused, WrongSecret
from fairmatch.feeds import Invitation
from fairmatch.links import find_address
from fairmatch.mail.consultation_mail import consultation_facts
from fairmatch.mail.evening_mail import evening_facts
from fairmatch.mail.follow_up_mail import follow_up_facts
from fairmatch.mail.offer_mail import offer_facts
from fairmatch.mail.reminder_mail import reminder_facts
from fairmatch.mail.sign_in_mail import sign_in_facts
from fairmatch.mail.survey_mail import survey_facts
from fairmatch.mail.version_mail import version_facts
from fairmatch.models import LinkPurpose, Mail, MailKind

ENGLISH = "en"
Facts = Callable[[Session, Mail, bytes, str], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words, and what calendar programs read in it, if anything."""

    subject: str
    text: str
    html: str
    invitation: Invitation | None = None


class Letters:
    """Words the mails of a program.

    Parameters
    ----------
    secret
        The server's secret, from which private addresses are derived.
    start
        What public addresses start with, without a slash at the end.
    """

    def __init__(self, secret: bytes, start: str, *, clock: Callable[[], datetime]) -> None:
        self._secret = secret
        self._start = start
        proving = partial(sign_in_facts, clock=clock)
        self._facts: dict[MailKind, Facts] = {
            MailKind.PAGE_ADDRESS: _page_address,
            MailKind.REMINDER: reminder_facts,
            MailKind.VERSION: partial(version_facts, clock=clock),
            MailKind.CONSULTATION: consultation_facts,
            MailKind.EVENING: partial(evening_facts, clock=clock),
            MailKind.OFFER: partial(offer_facts, clock=clock),
            MailKind.SURVEY: partial(survey_facts, clock=clock),
            MailKind.FOLLOW_UP: follow_up_facts,
            MailKind.SIGN_IN: proving,
            MailKind.PASSWORD: proving,
            MailKind.INVITATION: proving,
        }
        loader = PackageLoader("fairmatch.mail")
        self._plain = Environment(
            loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._html = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)

    def letter(self, session: Session, mail: Mail) -> Letter:
        """Put a mail into words, as things stand now.

        Raises
        ------
        MailRefused
            If there is nothing left to say: the address it would tell is no longer good.
        """
        facts = self._facts[mail.kind](session, mail, self._secret, self._start)
        name = f"{mail.kind}.{ENGLISH if mail.language == ENGLISH else 'ko'}.txt"
        subject, _, text = self._plain.get_template(name).render(facts).partition("\n\n")
        paragraphs = [paragraph.strip() for paragraph in text.strip().split("\n\n")]
        html = self._html.get_template("letter.html").render(
            paragraphs=paragraphs, language=mail.language, subject=subject
        )
        carried = facts.get("invitation")
        return Letter(
            " ".join(subject.split()),
            text.strip() + "\n",
            html,
            carried if isinstance(carried, Invitation) else None,
        )


def _page_address(session: Session, mail: Mail, secret: bytes, start: str) -> dict[str, object]:
    try:
        token = find_address(
            session,
            secret,
            mail.fair,
            firm=mail.firm,
            agency=mail.agency,
            purpose=LinkPurpose.PAGE,
        )
    except WrongSecret as error:
        raise MailRefused(str(error), for_good=True) from error
    if token is None:
        raise MailRefused("the private address was switched off", for_good=True)
    return {
        "fair": mail.fair,
        "party": mail.firm or mail.agency,
        "is_firm": mail.firm is not None,
        "link": f"{start}/my/{token}",
    }
