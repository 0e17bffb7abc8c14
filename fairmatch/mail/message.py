"""A letter as the message that a mail server takes (RFC 5322)."""

from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from fairmatch.errors import MailRefused
from fairmatch.feeds import Invitation
from fairmatch.files.calendars import one_line
from fairmatch.mail.letters import Letter
from fairmatch.models import Mail


def message(mail: Mail, letter: Letter, *, sender: str, start: str, now: datetime) -> EmailMessage:
    """Give the message, plain text with HTML beside it.

    Raises
    ------
    MailRefused
        If an address is none.

    Parameters
    ----------
    sender
        Address it is sent from; empty for the organiser's own.
    start
        What public addresses start with; its host makes the message's name unique.
    """
    fair = mail.fair
    organiser = _address(fair.organiser_name, fair.organiser_email)
    made = EmailMessage(policy=SMTP)
    made["Subject"] = one_line(letter.subject)
    made["From"] = _address(fair.organiser_name, sender) if sender else organiser
    made["To"] = _address("", mail.recipient)
    if sender:
        made["Reply-To"] = organiser
    made["Date"] = now
    made["Message-ID"] = f"<{mail.uid}@{urlsplit(start).hostname}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text, cte="base64")
    made.add_alternative(letter.html, subtype="html", cte="base64")
    if letter.invitation is not None:
        _carry(made, letter.invitation)
    # Set last: whatever gives a message its content takes such headers away.
    made["Content-Language"] = mail.language
    return made


def _carry(made: EmailMessage, invitation: Invitation) -> None:
    """Add a consultation: as another form of the words, and as a file.

    Outlook, Gmail and Apple's programs act upon the former, by its method; programs that know no
    invitations show the latter, which opens in a calendar.
    """
    content = invitation.content.decode()
    made.add_alternative(content, subtype="calendar", cte="base64")
    part = made.get_payload()[-1]  # type: ignore[index]
    assert isinstance(part, EmailMessage)
    part.set_param("method", invitation.method)
    made.add_attachment(
        invitation.content, maintype="application", subtype="ics", filename="invite.ics"
    )


def _address(name: str, spec: str) -> Address:
    try:
        return Address(display_name=one_line(name), addr_spec=spec)
    except (HeaderParseError, ValueError) as error:
        raise MailRefused(f"{spec!r} is no mail address", for_good=True) from error
