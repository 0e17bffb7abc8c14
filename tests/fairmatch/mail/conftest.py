"""A fair with people to write to, and a post office to write through."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.mail import Letters, Posted, Sender, post_page_addresses
from fairmatch.mail.carriers import Carrier, Server
from fairmatch.models import Fair
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm
from tests.services.smtp import PostOffice, running_post_office

SECRET = bytes(range(32))
START = "https://fair.example"


class Hands:
    """A clock that the test moves on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


@pytest.fixture
def hands(clock: Callable[[], datetime]) -> Hands:
    return Hands(clock())


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with running_post_office() as office:
        yield office


@pytest.fixture
def fair(engine: Engine) -> Fair:
    """Give a fair of an agency, a firm that reads English, and a firm without an address."""
    with writing(engine) as session:
        fair = add_fair(session, name_ko="사회적경제 구매상담회 “봄”")
        add_agency(session, fair, "A1")
        add_firm(session, fair, "F1", language="en")
        add_firm(session, fair, "F2").email = ""
        session.flush()
        session.expunge(fair)
    return fair


@pytest.fixture
def post(engine: Engine, fair: Fair, hands: Hands) -> Callable[[], Posted]:
    """Put the addresses of all pages into the outbox."""
    numbers = count(1)

    def post() -> Posted:
        with writing(engine) as session:
            return post_page_addresses(
                session,
                SECRET,
                session.merge(fair, load=False),
                clock=hands,
                new_uid=lambda: f"{next(numbers):032x}",
            )

    return post


@pytest.fixture
def sender_to(engine: Engine, hands: Hands) -> Callable[[Carrier], Sender]:
    """Give a sender for a carrier."""

    def make(carrier: Carrier) -> Sender:
        letters = Letters(SECRET, START, clock=hands)
        return Sender(engine, carrier, letters, sender="", start=START, clock=hands)

    return make


@pytest.fixture
def sender(sender_to: Callable[[Carrier], Sender], office: PostOffice) -> Sender:
    """Give a sender that goes to the post office."""
    return sender_to(Server(office.url))
