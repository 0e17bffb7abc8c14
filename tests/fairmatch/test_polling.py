"""Kept calendars: never built twice from the same, never handed out when something changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from fairmatch import links
from fairmatch.db import writing
from fairmatch.errors import BadToken, RevokedToken
from fairmatch.feeds import Edition, Feed, feed
from fairmatch.models import (
    Agency,
    Booth,
    Fair,
    FairDay,
    Firm,
    Interest,
    LinkPurpose,
    Pin,
    PlanItem,
)
from fairmatch.polling import KeptFeeds, open_subscription
from tests.fairmatch.counting import statements
from tests.fairmatch.feed_fair import AT, EDITION, SECRET, publish_version, two_by_two

OWNERS = ("firm", "agency", "organiser")
P = TypeVar("P", bound=Firm | Agency)
Change = Callable[[Session, Fair], None]


@pytest.fixture
def fair(engine: Engine) -> Engine:
    """Publish a fair: one consultation about a plan item, and one arranged beforehand."""
    with writing(engine) as session:
        fair = two_by_two(session, latitude=37.5, longitude=127.0)
        firm, agency = _one(session, Firm, "F1"), _one(session, Agency, "A1")
        plan = PlanItem(
            fair_id=fair.id,
            agency_id=agency.id,
            code="P7",
            title="피복 구매",
            amount=1_000_000,
            year=2016,
            quarter=1,
            method="negotiated",
        )
        session.add(plan)
        session.flush()
        for wish in session.scalars(select(Interest).where(Interest.firm_id == firm.id)):
            wish.plan_item_id = plan.id if wish.agency_id == agency.id else None
        publish_version(session, fair, {("F1", "A1"): (0, 1)})
        for owner in OWNERS:
            _token(session, fair, owner)
    return engine


def _one(session: Session, model: type[P], code: str) -> P:
    return session.scalars(select(model).where(model.code == code)).one()


def _owner(session: Session, owner: str) -> dict[str, Firm | Agency]:
    if owner == "organiser":
        return {}
    if owner == "firm":
        return {"firm": _one(session, Firm, "F1")}
    return {"agency": _one(session, Agency, "A1")}


def _token(session: Session, fair: Fair, owner: str) -> str:
    return links.address(
        session,
        SECRET,
        fair,
        **_owner(session, owner),  # type: ignore[arg-type]
        purpose=LinkPurpose.FEED,
        clock=lambda: AT,
    )


def _tokens(engine: Engine) -> dict[str, str]:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        return {owner: _token(session, fair, owner) for owner in OWNERS}


def _asked(engine: Engine, kept: KeptFeeds, token: str, edition: Edition = EDITION) -> Feed:
    with engine.connect() as connection:
        return kept.feed(connection, open_subscription(connection, token), edition)


def _anew(engine: Engine, token: str, edition: Edition = EDITION) -> Feed:
    with writing(engine) as session:
        return feed(session, links.open_link(session, token, LinkPurpose.FEED), edition)


def _set(**values: object) -> Change:
    def change(_session: Session, fair: Fair) -> None:
        for name, value in values.items():
            setattr(fair, name, value)

    return change


def _set_of(model: type[Firm] | type[Agency], code: str, **values: object) -> Change:
    def change(session: Session, _fair: Fair) -> None:
        for name, value in values.items():
            setattr(_one(session, model, code), name, value)

    return change


def _set_all(model: type[Interest] | type[PlanItem] | type[Booth], **values: object) -> Change:
    def change(session: Session, _fair: Fair) -> None:
        for row in session.scalars(select(model)):
            for name, value in values.items():
                setattr(row, name, value)

    return change


def _add_day(session: Session, fair: Fair) -> None:
    session.add(FairDay(fair_id=fair.id, date=date(2015, 10, 20), opens=time(10), closes=time(17)))


def _arrange(session: Session, fair: Fair) -> None:
    firm, agency = _one(session, Firm, "F1"), _one(session, Agency, "A1")
    session.add(
        Pin(
            fair_id=fair.id,
            firm_id=firm.id,
            agency_id=agency.id,
            date=date(2015, 10, 29),
            starts=time(10),
            department="",
            purpose="미술치료",
        )
    )


def _drop_wishes(session: Session, _fair: Fair) -> None:
    session.execute(delete(Interest))


# Each, and in whose calendars something is another afterwards.
CHANGES: dict[str, tuple[Change, set[str]]] = {
    "another version": (
        lambda session, fair: publish_version(session, fair, {("F1", "A1"): (2, 2)}, days=1),
        {*OWNERS},
    ),
    "cancelled": (lambda session, fair: publish_version(session, fair, {}, days=1), {*OWNERS}),
    "the fair's name": (_set(name_ko="다른 상담회"), {*OWNERS}),
    "the fair's address": (_set(code="other"), {*OWNERS}),
    "the venue": (_set(venue_ko="실내체육관"), {*OWNERS}),
    "the position": (_set(latitude=37.6), {*OWNERS}),
    "the zone": (_set(zone="Asia/Tokyo"), {*OWNERS}),
    "the organiser's name": (_set(organiser_name="부산시"), {*OWNERS}),
    "the organiser's mail": (_set(organiser_email=""), {*OWNERS}),
    "the organiser's telephone": (_set(organiser_phone="02-120"), {*OWNERS}),
    "another day": (_add_day, {*OWNERS}),
    "the officer": (_set_of(Agency, "A1", officer="이주임"), {"firm", "organiser"}),
    "the officer's telephone": (_set_of(Agency, "A1", phone="02-9"), {"firm", "organiser"}),
    "the officer's mail": (_set_of(Agency, "A1", email="o@x.org"), {"firm", "organiser"}),
    "the department": (_set_of(Agency, "A1", department="보건과"), {*OWNERS}),
    "the agency's name": (_set_of(Agency, "A1", name_ko="은평구"), {*OWNERS}),
    "the firm's name": (_set_of(Firm, "F1", name_ko="해오름"), {*OWNERS}),
    "the firm's contact": (_set_of(Firm, "F1", contact="최이사"), {"agency", "organiser"}),
    "consent": (_set_of(Firm, "F1", consent_third_party=None), {"agency", "organiser"}),
    "the area": (_set_all(Booth, area="다"), {*OWNERS}),
    "the purpose": (_set_all(Interest, purpose="청소 용역"), {*OWNERS}),
    "the plan item": (_set_all(PlanItem, title="제복 구매"), {*OWNERS}),
    "arranged beforehand": (_arrange, {*OWNERS}),
    "wishes that are gone": (_drop_wishes, {*OWNERS}),
    "another firm's name": (_set_of(Firm, "F2", name_ko="남의 일"), set()),
    "what no calendar tells": (_set(revision=7, firm_quota=2), set()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_calendar_tells_changes_it_at_once_and_nothing_else_does(
    fair: Engine, change: str
) -> None:
    happen, touched = CHANGES[change]
    kept, tokens = KeptFeeds(), _tokens(fair)
    before = {owner: _asked(fair, kept, token) for owner, token in tokens.items()}
    with writing(fair) as session:
        happen(session, session.scalars(select(Fair)).one())
    after = {owner: _asked(fair, kept, token) for owner, token in tokens.items()}
    assert {owner for owner in OWNERS if after[owner].content != before[owner].content} == touched
    for owner, token in tokens.items():
        assert after[owner] == _anew(fair, token)
        if not touched:
            assert after[owner] is before[owner]


def test_the_same_calendar_is_written_once_however_often_it_is_asked_for(fair: Engine) -> None:
    kept, token = KeptFeeds(), _tokens(fair)["firm"]
    first = _asked(fair, kept, token)
    assert all(_asked(fair, kept, token) is first for _ in range(3))


@pytest.mark.parametrize(
    "other",
    [
        replace(EDITION, language="en"),
        replace(EDITION, alarm_minutes=10),
        replace(EDITION, address="https://other.example"),
    ],
)
def test_who_asks_otherwise_is_given_something_else(fair: Engine, other: Edition) -> None:
    kept, token = KeptFeeds(), _tokens(fair)["firm"]
    plain = _asked(fair, kept, token)
    assert _asked(fair, kept, token, other) == _anew(fair, token, other)
    assert _asked(fair, kept, token, other).content != plain.content
    assert _asked(fair, kept, token) is plain


@pytest.mark.parametrize("owner", OWNERS)
def test_a_poll_costs_two_queries(fair: Engine, owner: str) -> None:
    kept, token = KeptFeeds(), _tokens(fair)[owner]
    with statements(fair) as sent:
        _asked(fair, kept, token)
        _asked(fair, kept, token)
    assert len([one for one in sent if one.startswith("SELECT")]) == 4


def test_the_room_is_not_overstepped_and_the_longest_unasked_goes_first(fair: Engine) -> None:
    tokens = _tokens(fair)
    kept = KeptFeeds(room=20_000)
    first = {owner: _asked(fair, kept, tokens[owner]) for owner in ("firm", "agency")}
    assert _asked(fair, kept, tokens["firm"]) is first["firm"]
    for minutes in range(2):
        _asked(fair, kept, tokens["organiser"], replace(EDITION, alarm_minutes=minutes))
        assert _asked(fair, kept, tokens["firm"]) is first["firm"]
    assert _asked(fair, kept, tokens["agency"]) is not first["agency"]


def test_what_has_no_room_at_all_is_given_and_not_kept(fair: Engine) -> None:
    kept, token = KeptFeeds(room=10), _tokens(fair)["firm"]
    first = _asked(fair, kept, token)
    again = _asked(fair, kept, token)
    assert again == first
    assert again is not first


def test_an_address_that_was_renewed_opens_nothing_from_then_on(fair: Engine) -> None:
    kept, token = KeptFeeds(), _tokens(fair)["firm"]
    _asked(fair, kept, token)
    with writing(fair) as session:
        found = session.scalars(select(Fair)).one()
        firm = _one(session, Firm, "F1")
        links.rotate(
            session,
            SECRET,
            found,
            firm=firm,
            purpose=LinkPurpose.FEED,
            clock=lambda: AT + timedelta(days=1),
        )
        page = links.address(
            session, SECRET, found, firm=firm, purpose=LinkPurpose.PAGE, clock=lambda: AT
        )
    with pytest.raises(RevokedToken):
        _asked(fair, kept, token)
    for other in (page, "x" * 43, "", "\udcff"):
        with pytest.raises(BadToken):
            _asked(fair, kept, other)
