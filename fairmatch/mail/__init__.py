"""Mail to firms and agencies: put into the outbox, worded when sent, carried out once."""

from fairmatch.mail.carriers import Carrier, carrier_of
from fairmatch.mail.letters import Letter, Letters
from fairmatch.mail.outbox import ENDED, Posted, post_page_addresses, send_again
from fairmatch.mail.sending import Sender, Sent

__all__ = [
    "ENDED",
    "Carrier",
    "Letter",
    "Letters",
    "Posted",
    "Sender",
    "Sent",
    "carrier_of",
    "post_page_addresses",
    "send_again",
]
