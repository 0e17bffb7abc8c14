"""The record of what organisers did: complete, chosen from, taken along."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.acts import By, record
from fairmatch.db import writing
from fairmatch.files import workbooks
from fairmatch.jobs.queueing import prepare
from fairmatch.models import Account, Act, ActKind, Agency, Fair, Firm
from fairmatch.record import PARTIES_OWN
from tests.web.keys import Keys
from web.record.words import KINDS

PAGE = "/desk/small/record"


def _token(client: FlaskClient, page: str) -> str:
    return client.get(page).text.partition('name="csrf_token" value="')[2].partition('"')[0]


def _rows(text: str) -> list[str]:
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)) for row in body.split("</tr>")[:-1]]


@pytest.fixture
def acted(desk: FlaskClient, engine: Engine, clock: Callable[[], datetime]) -> None:
    """Let the organiser do some things, and a firm one, on three days."""
    now = clock()
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        firms = {firm.code: firm for firm in session.scalars(select(Firm))}
        agency = session.scalars(select(Agency).where(Agency.code == "A1")).one()
        account = session.scalars(select(Account)).one()
        organiser = By(account.id, now)
        record(session, fair, organiser, ActKind.APPROVAL_RULE, required=True)
        behalf = By(account.id, now - timedelta(days=1), on_behalf=True)
        record(session, fair, behalf, ActKind.ASKED, firm=firms["F1"], agency=agency, rank=2)
        alone = By(account.id, now - timedelta(days=1))
        record(session, fair, alone, ActKind.PROFILE, firm=firms["F2"])
        command = By(None, now - timedelta(days=2))
        record(session, fair, command, ActKind.SYNONYM_ADDED, word="=1+1", meaning="청소")


def test_every_kind_of_act_has_a_name() -> None:
    assert set(KINDS) == set(ActKind)
    assert set(ActKind) > PARTIES_OWN


@pytest.mark.usefixtures("acted")
def test_it_has_what_organisers_did_and_nothing_of_what_firms_did_themselves(
    desk: FlaskClient,
) -> None:
    rows = _rows(desk.get(f"{PAGE}?lang=en").text)
    assert len(rows) == 3
    assert "Approval of firms switched: required from now on" in rows[0]
    assert "Consultation asked for: rank 2" in rows[1]
    assert "on behalf" in rows[1]
    assert "Words of the same meaning added: =1+1 = 청소" in rows[2]
    assert "a command, or an account that is gone" in rows[2]


@pytest.mark.usefixtures("acted")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=asked", 1),
        ("behalf=yes", 1),
        ("who=0", 1),
        ("party=f1", 1),
        ("party=%25", 0),
        ("kind=nothing", 0),
        ("who=x", 3),
        ("since={today}", 1),
        ("until={yesterday}", 2),
        ("since={yesterday}&until={yesterday}", 1),
    ],
)
def test_it_is_chosen_by_what_whom_and_when(
    desk: FlaskClient, clock: Callable[[], datetime], asked: str, found: int
) -> None:
    local = clock() + timedelta(hours=9)
    days = {"today": local.date(), "yesterday": (local - timedelta(days=1)).date()}
    answer = desk.get(f"{PAGE}?lang=en&{asked.format(**days)}")
    assert answer.status_code == 200
    assert len(_rows(answer.text)) == found


@pytest.mark.usefixtures("acted")
@pytest.mark.parametrize(
    "asked", ["since=soon", "until=0001-01-01", "since=2026-05-02&until=2026-05-01"]
)
def test_a_day_that_is_none_is_named_and_no_file_is_made_of_it(
    desk: FlaskClient, asked: str
) -> None:
    text = desk.get(f"{PAGE}?lang=en&{asked}").text
    assert 'aria-invalid="true"' in text
    assert desk.get(f"{PAGE}.csv?{asked}").status_code == 404


@pytest.mark.usefixtures("acted")
def test_what_is_chosen_is_handed_out_as_files_in_which_no_formula_runs(desk: FlaskClient) -> None:
    csv = desk.get(f"{PAGE}.csv?lang=en&who=0")
    lines = csv.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Words of the same meaning added: =1+1 = 청소" in lines[1]
    content = desk.get(f"{PAGE}.xlsx?lang=en&who=0").data
    ((_, grid),) = workbooks.read(content, wanted=lambda _: True)
    assert isinstance(grid, list)
    assert grid[1][1][6] == "Words of the same meaning added: =1+1 = 청소"


def test_what_is_done_at_the_desk_is_recorded(
    desk: FlaskClient, keys: Keys, engine: Engine
) -> None:
    prepare(engine)

    def send(page: str, **form: str) -> None:
        form["csrf_token"] = _token(desk, "/desk/small/synonyms")
        assert desk.post(f"/desk/small/{page}", data=form).status_code == 303

    send("synonyms", word="청소", meaning="미화")
    send("synonyms", word="청소", meaning="미화")
    send("synonyms/remove", word="청소", meaning="미화", origin="fair")
    send("people", email="new@desk.example", role="viewer")
    with writing(engine) as session:
        invited = session.scalars(select(Act).where(Act.kind == ActKind.PERSON_INVITED)).one()
        account = session.get_one(Account, invited.said["account"])
        assert (account.email, invited.said["role"]) == ("new@desk.example", "viewer")
    send("mail")
    send("feed/rotate")
    send("feed/revoke")
    send("runs", seconds="20", against="nothing")
    send("runs", seconds="20", against="nothing")
    send("runs/1/cancel")
    send("runs/1/cancel")
    with writing(engine) as session:
        kinds = session.scalars(select(Act.kind).order_by(Act.id)).all()
    assert kinds == [
        ActKind.SYNONYM_ADDED,
        ActKind.SYNONYM_REMOVED,
        ActKind.PERSON_INVITED,
        ActKind.ADDRESSES_POSTED,
        ActKind.FEED_RENEWED,
        ActKind.FEED_OFF,
        ActKind.RUN_ASKED,
        ActKind.RUN_CANCELLED,
    ]
    assert "new@desk.example · viewer" in desk.get(f"{PAGE}?lang=en").text
