"""Mail to firms and agencies: put into the outbox, worded when sent, carried out once."""

from fairmatch.mail.carriers import Carrier, carrier_of
from fairmatch.mail.letters import Letter, Letters
from fairmatch.mail.outbox import ENDED, Posted, post_page_addresses, send_again
from fairmatch.mail.sending import Sender, Sent, sender_of
from fairmatch.mail.sign_in_mail import SIGN_IN_KINDS, post_sign_in
from fairmatch.mail.version_mail import post_version, reached

__all__ = [
    "ENDED",
    "SIGN_IN_KINDS",
    "Carrier",
    "Letter",
    "Letters",
    "Posted",
    "Sender",
    "Sent",
    "carrier_of",
    "post_page_addresses",
    "post_sign_in",
    "post_version",
    "reached",
    "send_again",
    "sender_of",
]
