"""Walk-ins written down at the desk: found instead of doubled, taking part at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from fairmatch.db import open_database, writing
from fairmatch.firms.errors import ConsentMissing
from fairmatch.firms.facts import Consents, Number
from fairmatch.models import Act, Fair, Firm
from fairmatch.waiting.errors import KnownFirm
from fairmatch.waiting.registering import WalkInFacts, register_walk_in
from tests.fairmatch.waiting.hall import by, firm_of, hall

BOTH = Consents(privacy=True, third_party=True)


@pytest.fixture
def session(sqlite_engine: Engine) -> Iterator[Session]:
    with writing(sqlite_engine) as session:
        yield session


@pytest.fixture
def fair(session: Session) -> Fair:
    return hall(session, {}, walk_ins=0)


def _facts(**changed: object) -> WalkInFacts:
    said = {"name_ko": "햇살 협동조합", "contact": "김햇살", "phone": "010-1234-5678"}
    return WalkInFacts.model_validate(said | changed)


def test_a_walk_in_takes_part_at_once(session: Session, fair: Fair) -> None:
    revision = fair.revision
    firm = register_walk_in(session, fair, _facts(), consents=BOTH, by=by(0))
    assert (firm.code, firm.walk_in, firm.takes_part) == ("W001", True, True)
    assert (firm.known_number, firm.email) == ("", "")
    assert firm.consent_privacy == firm.consent_third_party
    assert fair.revision == revision + 1


def test_number_and_address_are_kept_where_they_are_at_hand(session: Session, fair: Fair) -> None:
    facts = _facts(number=Number(value="124-81-00998"), email="Sun@Example.com")
    firm = register_walk_in(session, fair, facts, consents=BOTH, by=by(0))
    assert (firm.known_number, firm.email) == ("124-81-00998", "sun@example.com")


def test_two_walk_ins_without_a_number_are_two_firms(session: Session, fair: Fair) -> None:
    for name, phone in (("햇살", "010-1111-1111"), ("구름", "010-2222-2222")):
        facts = _facts(name_ko=name, phone=phone)
        register_walk_in(session, fair, facts, consents=BOTH, by=by(0))
    assert session.scalar(select(func.count()).where(Firm.code.startswith("W00"))) == 2


def test_without_consent_nothing_is_kept(session: Session, fair: Fair) -> None:
    no = Consents(privacy=False, third_party=True)
    with pytest.raises(ConsentMissing):
        register_walk_in(session, fair, _facts(), consents=no, by=by(0))


def test_handing_data_to_agencies_is_a_consent_of_its_own(session: Session, fair: Fair) -> None:
    only = Consents(privacy=True, third_party=False)
    firm = register_walk_in(session, fair, _facts(), consents=only, by=by(0))
    assert firm.consent_third_party is None


def test_a_number_that_is_there_already_names_its_firm(session: Session, fair: Fair) -> None:
    number = Number(value=firm_of(session, "F1").registration_number)
    with pytest.raises(KnownFirm) as known:
        register_walk_in(session, fair, _facts(number=number), consents=BOTH, by=by(0), anew=True)
    assert (known.value.codes, known.value.sure) == (("F1",), True)


@pytest.mark.parametrize(
    "said", [{"name_ko": "(주)햇살"}, {"name_ko": "다른 이름", "phone": "01012345678"}]
)
def test_a_like_name_or_the_same_telephone_is_asked_about(
    session: Session, fair: Fair, said: dict[str, str]
) -> None:
    first = register_walk_in(session, fair, _facts(), consents=BOTH, by=by(0))
    with pytest.raises(KnownFirm) as known:
        register_walk_in(session, fair, _facts(**said), consents=BOTH, by=by(1))
    assert (known.value.codes, known.value.sure) == ((first.code,), False)
    again = register_walk_in(session, fair, _facts(**said), consents=BOTH, by=by(1), anew=True)
    assert again.code == "W002"


@pytest.mark.parametrize(
    "said", [{"name_ko": " "}, {"phone": ""}, {"email": "nobody"}, {"name_ko": "a\x00b"}]
)
def test_what_is_no_name_telephone_or_address_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        _facts(**said)


def test_a_form_sent_by_two_at_once_adds_one_firm(engine: Engine, database_url: str) -> None:
    with writing(engine) as session:
        hall(session, {}, walk_ins=0)
    together = Barrier(3)

    def send(_: int) -> str:
        own = open_database(database_url)
        together.wait()
        with writing(own) as session:
            fair = session.scalars(select(Fair)).one()
            firm = register_walk_in(session, fair, _facts(), consents=BOTH, by=by(0, "form"))
            code = firm.code
        own.dispose()
        return code

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(send, range(3))) == {"W001"}
    with writing(engine) as session:
        assert len(session.scalars(select(Act).where(Act.key == "form")).all()) == 1
