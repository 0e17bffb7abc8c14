import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from threading import Barrier
from typing import TypedDict

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.db import reading, writing
from fairmatch.errors import BadToken, RevokedToken, WrongSecret
from fairmatch.models import Agency, Fair, Firm, LinkPurpose, SecretLink
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import add_agency, add_fair, add_firm

SECRET = bytes(range(32))
PAGE, FEED = LinkPurpose.PAGE, LinkPurpose.FEED

Clock = Callable[[], datetime]


class Owner(TypedDict, total=False):
    firm: Firm
    agency: Agency


def _owners(session: Session) -> tuple[Fair, list[Owner]]:
    fair = add_fair(session)
    firms = [add_firm(session, fair, code) for code in ("F1", "F2")]
    agency = add_agency(session, fair, "A1")
    return fair, [{"firm": firms[0]}, {"firm": firms[1]}, {"agency": agency}, {}]


def test_a_token_opens_its_owners_link_and_is_shown_again(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, owners = _owners(session)
        tokens = [
            links.address(session, SECRET, fair, **owner, purpose=purpose, clock=clock)
            for owner, purpose in product(owners, LinkPurpose)
            if owner or purpose is FEED
        ]
        assert len(set(tokens)) == 3 * len(LinkPurpose) + 1
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)
    with reading(engine) as session:
        fair = session.scalars(select(Fair)).one()
        opened = [
            links.open_link(session, token, purpose)
            for token, purpose in zip(tokens, [*LinkPurpose] * 3 + [FEED], strict=True)
        ]
        shown = [
            links.find_address(
                session, SECRET, fair, firm=one.firm, agency=one.agency, purpose=one.purpose
            )
            for one in opened
        ]
        assert shown == tokens
        assert [(one.firm and one.firm.code, one.agency and one.agency.code) for one in opened] == [
            *(owner for owner in [("F1", None), ("F2", None), (None, "A1")] for _ in LinkPurpose),
            (None, None),
        ]
        assert {one.fair.code for one in opened} == {"fair"}
        assert {one.made_at for one in opened} == {clock()}


def test_an_organiser_has_no_secret_page(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, _ = _owners(session)
        token = links.address(session, SECRET, fair, purpose=PAGE, clock=clock)
        with pytest.raises(BadToken):
            links.open_link(session, token, PAGE)


def test_the_second_call_gives_the_token_of_the_first(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        first = links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
        assert links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock) == first
        assert len(session.scalars(select(SecretLink)).all()) == 1


def test_all_live_tokens_of_a_purpose_are_shown_with_one_query(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        fair, owners = _owners(session)
        tokens = {
            (
                owner["firm"].id if "firm" in owner else None,
                owner["agency"].id if "agency" in owner else None,
            ): links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
            for owner in owners
        }
        links.address(session, SECRET, fair, purpose=PAGE, clock=clock)
        with statements(engine) as sent:
            assert links.live_tokens(session, SECRET, fair, FEED) == tokens
        assert len(sent) == 1
        assert links.live_tokens(session, bytes(32), fair, FEED) == {}
        links.revoke(session, fair, **owners[0], purpose=FEED, clock=clock)
        assert len(links.live_tokens(session, SECRET, fair, FEED)) == 3


def test_looking_for_an_address_makes_none(engine: Engine) -> None:
    with writing(engine) as session:
        fair, owners = _owners(session)
        for owner in owners:
            assert links.find_address(session, SECRET, fair, **owner, purpose=FEED) is None
        assert session.scalars(select(SecretLink)).all() == []


def test_a_feed_address_never_opens_the_page_nor_the_page_the_feed(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        for purpose, other in ((PAGE, FEED), (FEED, PAGE)):
            token = links.address(session, SECRET, fair, **owner, purpose=purpose, clock=clock)
            with pytest.raises(BadToken) as refused:
                links.open_link(session, token, other)
            assert not isinstance(refused.value, RevokedToken)


@pytest.mark.parametrize(
    "token", ["", "x", "A" * 43, "가" * 43, "' or 1=1 --", "\udcff", "a" * 100_000]
)
def test_what_was_never_given_out_opens_nothing(engine: Engine, token: str) -> None:
    with reading(engine) as session, pytest.raises(BadToken, match="opens nothing"):
        links.open_link(session, token, PAGE)


def test_a_token_changed_by_one_sign_opens_nothing(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        token = links.address(session, SECRET, fair, **owner, purpose=PAGE, clock=clock)
        for wrong in (token[:-1], token + "=", token.swapcase(), token[1:] + token[0]):
            with pytest.raises(BadToken):
                links.open_link(session, wrong, PAGE)


def test_after_a_rotation_the_new_token_opens_and_the_old_one_does_not(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        fair, (owner, other, *_) = _owners(session)
        old = links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
        kept = [
            (links.address(session, SECRET, fair, **who, purpose=purpose, clock=clock), purpose)
            for who, purpose in ((owner, PAGE), (other, FEED))
        ]
        new = links.rotate(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
        assert links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock) == new
    with reading(engine) as session:
        opened = links.open_link(session, new, FEED)
        assert opened.firm is not None
        assert opened.firm.code == "F1"
        with pytest.raises(RevokedToken):
            links.open_link(session, old, FEED)
        for token, purpose in kept:
            links.open_link(session, token, purpose)


def test_a_first_rotation_makes_an_address(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, owners = _owners(session)
        for owner in owners:
            token = links.rotate(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
            assert links.open_link(session, token, FEED).revoked_at is None


def test_a_revoked_address_stays_off_until_a_new_one_is_asked_for(
    engine: Engine, clock: Clock
) -> None:
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        assert not links.revoke(session, fair, **owner, purpose=FEED, clock=clock)
        old = links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock)
        assert links.revoke(session, fair, **owner, purpose=FEED, clock=clock)
        assert links.find_address(session, SECRET, fair, **owner, purpose=FEED) is None
        with pytest.raises(RevokedToken):
            links.open_link(session, old, FEED)
        assert links.address(session, SECRET, fair, **owner, purpose=FEED, clock=clock) != old


def test_another_secret_neither_shows_nor_ends_an_address(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        token = links.address(session, SECRET, fair, **owner, purpose=PAGE, clock=clock)
        with pytest.raises(WrongSecret, match="another secret"):
            links.address(session, bytes(32), fair, **owner, purpose=PAGE, clock=clock)
        with pytest.raises(WrongSecret):
            links.find_address(session, bytes(32), fair, **owner, purpose=PAGE)
        links.open_link(session, token, PAGE)
        renewed = links.rotate(session, bytes(32), fair, **owner, purpose=PAGE, clock=clock)
        links.open_link(session, renewed, PAGE)


def test_the_secret_decides_the_token(sqlite_engine: Engine, clock: Clock) -> None:
    with writing(sqlite_engine) as session:
        fair, (owner, *_) = _owners(session)
        tokens = {
            links.rotate(
                session, secret, fair, **owner, purpose=PAGE, clock=clock, new_nonce=partial(str, n)
            )
            for n, secret in (("one", SECRET), ("two", SECRET), ("three", bytes(32)))
        }
        assert len(tokens) == 3


def _at_once(engine: Engine, count: int, call: Callable[[Session, Fair, Firm], str]) -> list[str]:
    start = Barrier(count)

    def run(_: int) -> str:
        start.wait()
        with writing(engine) as session:
            fair, firm = session.scalars(select(Fair)).one(), session.scalars(select(Firm)).first()
            assert firm is not None
            return call(session, fair, firm)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_two_first_calls_at_once_make_one_link(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        _owners(session)
    tokens = _at_once(
        engine,
        6,
        lambda session, fair, firm: links.address(
            session, SECRET, fair, firm=firm, purpose=FEED, clock=clock
        ),
    )
    assert len(set(tokens)) == 1
    with reading(engine) as session:
        assert len(session.scalars(select(SecretLink)).all()) == 1


def test_of_rotations_at_once_only_the_last_stays_open(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        _owners(session)
    tokens = _at_once(
        engine,
        4,
        lambda session, fair, firm: links.rotate(
            session, SECRET, fair, firm=firm, purpose=FEED, clock=clock
        ),
    )
    assert len(set(tokens)) == 4
    with reading(engine) as session:
        rows = session.scalars(select(SecretLink)).all()
        assert sorted(row.revoked_at is None for row in rows) == [False, False, False, True]


@pytest.mark.parametrize("owner", range(4))
def test_the_database_itself_refuses_a_second_live_link(
    engine: Engine, clock: Clock, owner: int
) -> None:
    with Session(engine) as session:
        fair, owners = _owners(session)
        for name in ("one", "two"):
            link = SecretLink(fair=fair, purpose=PAGE, nonce=name, token_hash=name, made_at=clock())
            link.firm, link.agency = owners[owner].get("firm"), owners[owner].get("agency")
            session.add(link)
        with pytest.raises(IntegrityError):
            session.flush()


def test_no_token_stands_in_the_database(
    sqlite_engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    with writing(sqlite_engine) as session:
        fair, owners = _owners(session)
        tokens = []
        for owner, purpose in product(owners, LinkPurpose):
            tokens += [
                make(session, SECRET, fair, **owner, purpose=purpose, clock=clock)
                for make in (links.address, links.rotate)
            ]
    files = list(tmp_path.glob("only.sqlite3*"))
    written = b"".join(file.read_bytes() for file in files)
    assert b"secret_link" in written
    for token in tokens:
        assert token.encode() not in written
    assert SECRET not in written
    assert SECRET.hex().encode() not in written


def test_revoking_says_when(engine: Engine) -> None:
    later = datetime(2015, 10, 21, 12, 0, tzinfo=UTC)
    with writing(engine) as session:
        fair, (owner, *_) = _owners(session)
        links.address(session, SECRET, fair, **owner, purpose=PAGE, clock=lambda: later)
        links.revoke(session, fair, **owner, purpose=PAGE, clock=lambda: later)
        assert session.scalars(select(SecretLink)).one().revoked_at == later


def test_an_address_counts_as_made_even_when_it_was_revoked(engine: Engine, clock: Clock) -> None:
    with writing(engine) as session:
        fair = add_fair(session)
        assert not links.was_made(session, fair, purpose=FEED)
        links.address(session, SECRET, fair, purpose=FEED, clock=clock)
        links.revoke(session, fair, purpose=FEED, clock=clock)
        assert links.was_made(session, fair, purpose=FEED)
        assert not links.was_made(session, fair, purpose=PAGE)
