"""All pages on both databases, and how many questions each asks of them."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from fairmatch.accounts import give, open_account
from fairmatch.config import Settings
from fairmatch.db import open_database, writing
from fairmatch.models import AgencyKind, BuyingMethod, Fair, PlanItem, ProgrammeItem, Role
from fairmatch.publishing import publish
from tests.fairmatch.counting import statements
from tests.fairmatch.fair_rows import (
    FIRST_DAY,
    add_agency,
    add_draft,
    add_fair,
    add_firm,
    add_interests,
    slots_of,
)
from tests.web.keys import FIRST_MAIL, Keys, make_keys, post_mails
from tests.web.ready_app import make_app
from tests.web.signing_in import sign_in
from tests.web.small_fair import draft_by_hand

ORGANISER = "organiser@desk.example"
QUERIES = {
    "/": 2,
    "/fairs/fair/": 14,
    "/fairs/fair/plans": 6,
    "/fairs/fair/plans/P11": 5,
    "/fairs/fair/agencies/A1": 13,
    "/fairs/fair/timetable": 9,
    "/fairs/fair/report": 4,
    "/fairs/fair/privacy": 2,
    "/my/{firm}": 9,
    "/my/{firm}/data": 17,
    "/my/{agency}/data": 10,
    "/my/{agency}": 10,
    "/my/{firm}/feed": 3,
    "/desk/fair/": 12,
    "/desk/fair/grid": 10,
    "/desk/fair/drafts/{draft}/grid": 10,
    "/desk/fair/drafts/{draft}/grid/F1/A1": 9,
    "/desk/fair/report": 5,
    "/desk/fair/compare": 21,
    "/desk/fair/day/repairs": 6,
    "/desk/fair/day/repairs?what=firm_gone": 7,
    "/desk/fair/day/repairs?what=table_more": 7,
    "/desk/fair/versions": 6,
    "/desk/fair/why/F1/A1": 8,
    "/desk/fair/versions/1": 6,
    "/desk/fair/versions/1/restore": 22,
    "/desk/fair/parties": 7,
    "/desk/fair/mail": 6,
    "/desk/fair/mail/{mail}": 7,
    "/desk/fair/people": 7,
    "/desk/fair/day": 6,
    "/my/{agency}/today": 8,
    "/desk/fair/intake": 15,
    "/desk/fair/intake?missing=no_marks": 15,
    "/desk/fair/intake/remind/never_signed_in": 9,
    "/desk/fair/intake/remind/no_plan/2015-10-19": 3,
    "/desk/fair/intake/demand": 12,
    "/desk/fair/intake/phases": 4,
    "/desk/fair/intake/phases/requests/close": 15,
    "/desk/fair/intake/firms": 6,
    "/desk/fair/intake/calls": 7,
    "/desk/fair/intake/calls/list": 2,
    "/desk/fair/record": 9,
    "/desk/fair/boards": 6,
    "/my/{firm}/day": 6,
    "/firm/fair/F1/today": 7,
    "/boards/{boards}/": 3,
    "/boards/{boards}/hall": 3,
    "/boards/{boards}/booth/B1": 2,
    "/desk/fair/scenarios": 8,
    "/desk/fair/scenarios/new": 16,
    "/desk/fair/scenarios/compare": 9,
    "/desk/fair/day/walk-ins": 15,
    "/desk/fair/day/walk-ins/firms/F1": 25,
    "/my/{firm}/waiting": 14,
    "/my/{agency}/waiting": 13,
    "/firm/fair/F1/waiting": 15,
    "/account": 4,
    "/fairs/fair/register": 3,
    "/firm/fair/F1/": 15,
    "/firm/fair/F1/profile": 7,
    "/firm/fair/F1/profile/firm": 4,
    "/firm/fair/F1/profile/types": 4,
    "/firm/fair/F1/profile/offer": 4,
    "/firm/fair/F1/profile/files": 4,
    "/firm/fair/F1/profile/contacts": 4,
    "/firm/fair/F1/withdraw": 6,
    "/firm/fair/F1/data": 18,
    "/firm/fair/F1/data/erase": 5,
}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


def _fill(session: Session, size: int, clock: Callable[[], datetime]) -> Fair:
    """Add a fair of some agencies and firms, each of which meets each, and a draft besides."""
    fair = add_fair(session, days=1, slots=6)
    agencies = [add_agency(session, fair, f"A{n}", at=(20 * n, 0)) for n in range(1, size + 1)]
    firms = [add_firm(session, fair, f"F{n}") for n in range(1, size + 1)]
    for firm in firms:
        add_interests(session, firm, *agencies)
    slots = slots_of(session, fair)
    for number, agency in enumerate(agencies, start=1):
        agency.kind = list(AgencyKind)[number % 4]
        for item in range(1, size + 1):
            session.add(
                PlanItem(
                    fair_id=fair.id,
                    agency_id=agency.id,
                    code=f"P{number}{item}",
                    title="청소 용역",
                    category="76111501",
                    amount=1_000_000,
                    year=2016,
                    quarter=1,
                    method=BuyingMethod.NEGOTIATED,
                )
            )
        session.add(
            ProgrammeItem(
                fair_id=fair.id,
                code=f"T{number}",
                date=FIRST_DAY,
                starts=slots[0].starts,
                ends=slots[0].ends,
                title_ko="강연",
                title_en="Talk",
            )
        )
    held = {
        (firm, agency): (slots[(i + j) % size], 1)
        for i, firm in enumerate(firms)
        for j, agency in enumerate(agencies)
    }
    publish(session, fair, clock=clock, draft_id=add_draft(session, fair, held).id)
    add_draft(session, fair, dict(list(held.items())[1:]))
    session.flush()
    return fair


def _organiser(session: Session, fair: Fair, clock: Callable[[], datetime]) -> None:
    give(session, open_account(session, ORGANISER, clock=clock), fair, Role.ORGANISER, clock=clock)


def _counts(app: Flask, engine: Engine, keys: Keys) -> dict[str, int]:
    visitor, organiser = app.test_client(), app.test_client()
    sign_in(organiser, ORGANISER)
    counts = {}
    for page in QUERIES:
        address = page.format(
            firm=keys.firms["F1"],
            agency=keys.agencies["A1"],
            boards=keys.boards,
            mail=FIRST_MAIL,
            draft=2,
        )  # fmt: skip
        client = organiser if page.startswith(("/desk/", "/account", "/firm/")) else visitor
        client.get(address)  # the first look makes the address of the calendar
        with statements(engine) as sent:
            answer = client.get(address)
        assert answer.status_code in (200, 302), page
        counts[page] = len([one for one in sent if one.lstrip().startswith("SELECT")])
    return counts


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_asks_the_same_number_of_questions_of_any_fair(
    engine: Engine, settings: Settings, clock: Callable[[], datetime], size: int
) -> None:
    with writing(engine) as session:
        fair = _fill(session, size, clock)
        keys = make_keys(session, fair, settings, clock)
        post_mails(session, fair, settings, clock)
        _organiser(session, fair, clock)
    app = make_app(settings, engine=engine, clock=clock)
    assert _counts(app, engine, keys) == QUERIES


@pytest.mark.usefixtures("solved")
def test_a_solved_fair_is_shown_on_every_page_in_both_languages(
    client: FlaskClient,
    keys: Keys,
    engine: Engine,
    settings: Settings,
    clock: Callable[[], datetime],
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        code = fair.code
        draft = draft_by_hand(session, fair).id
        post_mails(session, fair, settings, clock)
        _organiser(session, fair, clock)
    sign_in(client, ORGANISER)
    for page in QUERIES:
        address = page.replace("/fair/", f"/{code}/").format(
            firm=keys.firms["F1"],
            agency=keys.agencies["A1"],
            boards=keys.boards,
            mail=FIRST_MAIL,
            draft=draft,
        )
        for lang in ("ko", "en"):
            client.set_cookie("lang", lang)
            answer = client.get(address.replace("P11", "P101"), follow_redirects=True)
            assert answer.status_code == 200, page
            assert f'<html lang="{lang}"' in answer.text
