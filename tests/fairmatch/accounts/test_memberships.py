"""What people are: given, taken, listed; a fair keeps an organiser."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import (
    everybody_of,
    find_account,
    give,
    members_of,
    memberships_of,
    open_account,
    recognise,
    take,
)
from fairmatch.db import reading, writing
from fairmatch.errors import LastOrganiser
from fairmatch.models import Account, Agency, Fair, Firm, Membership, Role
from tests.fairmatch.accounts.conftest import Hands


def _fair(session: Session) -> Fair:
    return session.scalars(select(Fair)).one()


def test_an_account_is_one_person_however_the_address_is_written(
    fair: Engine, hands: Hands
) -> None:
    with writing(fair) as session:
        first = open_account(session, "Kim@City.example", name="  김  ", clock=hands)
        again = open_account(session, " kim@city.EXAMPLE ", name="이", clock=hands)
        assert first is again
        assert (first.email, first.name) == ("kim@city.example", "김")
        assert find_account(session, "no address") is None


def test_two_who_open_an_account_at_once_get_the_same(fair: Engine, hands: Hands) -> None:
    def opened(_: int) -> int:
        with writing(fair) as session:
            return open_account(session, "kim@city.example", clock=hands).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(opened, range(8)))) == 1


def test_the_desk_comes_first_and_each_role_once(fair: Engine, hands: Hands) -> None:
    with writing(fair) as session:
        found = _fair(session)
        agency, firm = session.scalars(select(Agency)).one(), session.scalars(select(Firm)).one()
        kim = open_account(session, "kim@city.example", clock=hands)
        give(session, kim, found, Role.CONTACT, firm=firm, clock=hands)
        give(session, kim, found, Role.OFFICER, agency=agency, clock=hands)
        give(session, kim, found, Role.ORGANISER, clock=hands)
        give(session, kim, found, Role.ORGANISER, clock=hands)
        roles = [one.role for one in memberships_of(session, kim)]
        assert roles == [Role.ORGANISER, Role.OFFICER, Role.CONTACT]
        assert [one.role for one in everybody_of(session, found)] == roles
        assert [one.role for one in members_of(session, found)] == [Role.ORGANISER]
        assert [one.role for one in members_of(session, found, agency=agency)] == [Role.OFFICER]
        assert [one.account for one in members_of(session, found, firm=firm)] == [kim]


def test_the_last_organiser_stays(fair: Engine, hands: Hands) -> None:
    with writing(fair) as session:
        found = _fair(session)
        kim, lee = (
            open_account(session, f"{name}@city.example", clock=hands) for name in ("kim", "lee")
        )
        first = give(session, kim, found, Role.ORGANISER, clock=hands)
        with pytest.raises(LastOrganiser):
            take(session, first, clock=hands)
        with pytest.raises(LastOrganiser):
            give(session, kim, found, Role.VIEWER, clock=hands)
        give(session, lee, found, Role.ORGANISER, clock=hands)
        give(session, kim, found, Role.VIEWER, clock=hands)
        take(session, first, clock=hands)
        assert memberships_of(session, kim) == []
        give(session, kim, found, Role.ORGANISER, clock=hands)
        assert [one.role for one in memberships_of(session, kim)] == [Role.ORGANISER]


def test_two_organisers_who_take_each_other_away_leave_one(fair: Engine, hands: Hands) -> None:
    with writing(fair) as session:
        numbers = [
            give(
                session,
                open_account(session, f"{name}@city.example", clock=hands),
                _fair(session),
                Role.ORGANISER,
                clock=hands,
            ).id
            for name in ("kim", "lee")
        ]

    def taken(number: int) -> bool:
        try:
            with writing(fair) as session:
                take(session, session.get_one(Membership, number), clock=hands)
        except LastOrganiser:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(taken, numbers)) == [False, True]


def test_an_erased_firms_address_opens_nothing(fair: Engine, hands: Hands) -> None:
    with writing(fair) as session:
        account = open_account(session, "seller@f1.example", clock=hands)
        assert len(recognise(session, account, clock=hands)) == 1
        session.scalars(select(Firm)).one().erased_at = hands()
        assert memberships_of(session, account) == []
    with reading(fair) as session:
        assert session.scalars(select(Account)).one().memberships[0].by_address
