"""Codes and links: good once, for a while, few tries; nothing of them in the database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, select, text

from fairmatch.accounts import find_account, memberships_of, open_account, signing_in
from fairmatch.accounts.signing_in import TRIES, Typed
from fairmatch.db import reading, writing
from fairmatch.errors import BadAddress, SpentSignIn
from fairmatch.mail import post_sign_in
from fairmatch.models import Account, Base, Mail, Role, SignIn, SignInPurpose
from tests.fairmatch.accounts.conftest import Hands

SECRET = bytes(range(32))
BUYER = "buyer@a1.example"


def _ask(
    engine: Engine, hands: Hands, email: str = BUYER, purpose: SignInPurpose | None = None
) -> SignIn:
    with writing(engine) as session:
        asked = signing_in.ask(session, SECRET, email, purpose=purpose, clock=hands)
        session.flush()
        session.refresh(asked)
        session.expunge(asked)
        return asked


def _type(engine: Engine, hands: Hands, asked: SignIn, typed: str) -> Typed:
    with writing(engine) as session:
        found = signing_in.spend_code(session, SECRET, asked.uid, typed, clock=hands)
        return Typed(found.account, found.left)


def _follow(engine: Engine, hands: Hands, token: str) -> str:
    with writing(engine) as session:
        return signing_in.spend_link(session, token, clock=hands)[0].email


def _wrong(asked: SignIn) -> str:
    right = int(signing_in.code_of(SECRET, asked))
    return str((right + 1) % 10**8).zfill(8)


def test_a_code_proves_the_address_of_an_agency_and_makes_its_officer(
    fair: Engine, hands: Hands
) -> None:
    asked = _ask(fair, hands, " Buyer@A1.example ")
    code = signing_in.code_of(SECRET, asked)
    assert len(code) == 8
    assert _type(fair, hands, asked, f"{code[:4]} {code[4:]}").account is not None
    with reading(fair) as session:
        account = find_account(session, BUYER)
        assert account is not None
        assert account.signed_in_at == hands()
        (membership,) = memberships_of(session, account)
        assert (membership.role, membership.agency and membership.agency.code) == (
            Role.OFFICER,
            "A1",
        )


def test_a_link_proves_a_firms_address_however_it_is_written(fair: Engine, hands: Hands) -> None:
    asked = _ask(fair, hands, "seller@f1.EXAMPLE")
    assert _follow(fair, hands, signing_in.token_of(SECRET, asked)) == "seller@f1.example"


def test_looking_at_a_link_does_not_spend_it(fair: Engine, hands: Hands) -> None:
    token = signing_in.token_of(SECRET, _ask(fair, hands))
    with reading(fair) as session:
        for _ in range(2):
            assert signing_in.look_at_link(session, token, clock=hands).email == BUYER
    _follow(fair, hands, token)


def test_code_and_link_are_good_once_and_spend_each_other(fair: Engine, hands: Hands) -> None:
    by_link, by_code = _ask(fair, hands), _ask(fair, hands)
    _follow(fair, hands, signing_in.token_of(SECRET, by_link))
    _type(fair, hands, by_code, signing_in.code_of(SECRET, by_code))
    for asked in (by_link, by_code):
        with pytest.raises(SpentSignIn):
            _follow(fair, hands, signing_in.token_of(SECRET, asked))
        with pytest.raises(SpentSignIn):
            _type(fair, hands, asked, signing_in.code_of(SECRET, asked))


@pytest.mark.parametrize("purpose", list(SignInPurpose))
def test_each_is_good_until_its_time_is_over(
    fair: Engine, hands: Hands, purpose: SignInPurpose
) -> None:
    asked = _ask(fair, hands, purpose=purpose)
    token = signing_in.token_of(SECRET, asked)
    life = signing_in.LIFE[purpose].total_seconds()
    hands.forward(seconds=life - 1)
    with reading(fair) as session:
        signing_in.look_at_link(session, token, clock=hands)
    hands.forward(seconds=1)
    with pytest.raises(SpentSignIn):
        _follow(fair, hands, token)
    with pytest.raises(SpentSignIn):
        _type(fair, hands, asked, signing_in.code_of(SECRET, asked))


def test_after_so_many_wrong_codes_the_right_one_is_no_good(fair: Engine, hands: Hands) -> None:
    asked = _ask(fair, hands)
    left = [_type(fair, hands, asked, _wrong(asked)).left for _ in range(TRIES)]
    assert left == [4, 3, 2, 1, 0]
    with pytest.raises(SpentSignIn):
        _type(fair, hands, asked, signing_in.code_of(SECRET, asked))


def test_many_guesses_at_once_cost_a_try_each(fair: Engine, hands: Hands) -> None:
    asked = _ask(fair, hands)

    def guess(_: int) -> int | None:
        try:
            return _type(fair, hands, asked, _wrong(asked)).left
        except SpentSignIn:
            return None

    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(guess, range(12)))
    assert sorted(one for one in left if one is not None) == [0, 1, 2, 3, 4]


def test_of_two_who_follow_a_link_at_once_one_gets_in(fair: Engine, hands: Hands) -> None:
    token = signing_in.token_of(SECRET, _ask(fair, hands))

    def follow(_: int) -> bool:
        try:
            return bool(_follow(fair, hands, token))
        except SpentSignIn:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(follow, range(4))) == [False, False, False, True]
    with reading(fair) as session:
        assert len(session.scalars(select(Account)).all()) == 1


def test_a_code_is_taken_from_the_browser_that_asked_only(fair: Engine, hands: Hands) -> None:
    mine, yours = _ask(fair, hands), _ask(fair, hands)
    assert _type(fair, hands, mine, signing_in.code_of(SECRET, yours)).account is None
    with writing(fair) as session, pytest.raises(SpentSignIn):
        signing_in.spend_code(session, SECRET, "forged", "12345678", clock=hands)


@pytest.mark.parametrize("token", ["", "x" * 43, "\ud800", "../../etc", "%00" * 15])
def test_a_forged_link_opens_nothing(fair: Engine, hands: Hands, token: str) -> None:
    _ask(fair, hands)
    with pytest.raises(SpentSignIn):
        _follow(fair, hands, token)


def test_an_unknown_address_gets_codes_that_open_nothing_and_no_mail(
    fair: Engine, hands: Hands
) -> None:
    with writing(fair) as session:
        asked = signing_in.ask(session, SECRET, "nobody@else.example", clock=hands)
        assert asked.email is None
        assert post_sign_in(session, asked, clock=hands, new_uid=lambda: "0") is None
        session.flush()
        session.refresh(asked)
        session.expunge(asked)
    assert _type(fair, hands, asked, signing_in.code_of(SECRET, asked)).account is None
    with pytest.raises(SpentSignIn):
        _follow(fair, hands, signing_in.token_of(SECRET, asked))
    with reading(fair) as session:
        assert session.scalars(select(Account)).all() == []


def test_whoever_has_a_password_is_sent_a_link_to_a_new_one_and_no_code(
    fair: Engine, hands: Hands
) -> None:
    with writing(fair) as session:
        open_account(session, BUYER, clock=hands).password = "hash"
    asked = _ask(fair, hands)
    assert asked.purpose is SignInPurpose.PASSWORD
    assert _type(fair, hands, asked, signing_in.code_of(SECRET, asked)).account is None
    with writing(fair) as session:
        token = signing_in.token_of(SECRET, asked)
        assert signing_in.spend_link(session, token, clock=hands)[1] is SignInPurpose.PASSWORD


def test_a_switched_off_account_stays_out(fair: Engine, hands: Hands) -> None:
    with writing(fair) as session:
        open_account(session, BUYER, clock=hands).active = False
    with pytest.raises(SpentSignIn):
        _follow(fair, hands, signing_in.token_of(SECRET, _ask(fair, hands)))


@pytest.mark.parametrize("typed", ["", "buyer", "a@b@c", "buyer@a1.example\nBcc: x@y.example"])
def test_what_is_no_address_is_refused(fair: Engine, hands: Hands, typed: str) -> None:
    with pytest.raises(BadAddress):
        _ask(fair, hands, typed)


def test_nothing_in_the_database_opens_anything(fair: Engine, hands: Hands) -> None:
    asked = _ask(fair, hands)
    opens = [signing_in.code_of(SECRET, asked), signing_in.token_of(SECRET, asked)]
    with reading(fair) as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')):
                assert not [one for one in opens if any(one in str(value) for value in row)]
    assert signing_in.token_of(b"x" * 32, asked) not in opens


def test_what_is_long_over_is_forgotten_with_whom_it_was_sent_to(
    fair: Engine, hands: Hands
) -> None:
    with writing(fair) as session:
        asked = signing_in.ask(session, SECRET, BUYER, clock=hands)
        assert post_sign_in(session, asked, clock=hands, new_uid=lambda: "0") is not None
    hands.forward(days=2)
    _ask(fair, hands, "seller@f1.example")
    with reading(fair) as session:
        assert len(session.scalars(select(SignIn)).all()) == 1
        assert session.scalars(select(Mail)).all() == []
