"""Headers, tokens and hostile text."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.config import Settings
from fairmatch.db import writing
from fairmatch.models import Agency, Fair, Firm, Interest, PlanItem
from tests.web.keys import Keys
from tests.web.ready_app import make_app

HOSTILE = "<script>alert('x')</script>"


@pytest.mark.usefixtures("planned")
def test_a_public_page_is_strict_about_where_things_come_from(client: FlaskClient) -> None:
    headers = client.get("/fairs/small/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "X-Robots-Tag" not in headers


@pytest.mark.usefixtures("solved")
def test_no_page_has_a_script_or_style_of_its_own(desk: FlaskClient, keys: Keys) -> None:
    for page in (
        "/fairs/small/",
        "/fairs/small/plans",
        "/fairs/small/timetable",
        "/fairs/small/report",
        f"/my/{keys.firms['F1']}",
        "/desk/small/report",
    ):
        text = desk.get(page).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        # A block of data is no script: nothing in it runs.
        data = text.count('<script type="application/ld+json">')
        assert text.count("<script") - data == text.count('<script src="/static/')
        assert "//cdn" not in text


@pytest.mark.usefixtures("published")
def test_private_pages_stay_out_of_indexes_and_shared_caches(desk: FlaskClient, keys: Keys) -> None:
    for page in (
        f"/my/{keys.firms['F1']}",
        f"/my/{keys.agencies['A1']}",
        f"/my/{keys.firms['F1']}/feed",
        "/desk/small/",
        "/desk/small/grid",
        "/desk/small/parties",
    ):
        headers = desk.get(page).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert headers["Cache-Control"] == "private, no-cache"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_refused_and_changes_nothing(
    client: FlaskClient, keys: Keys
) -> None:
    page = f"/my/{keys.firms['F1']}"
    before = client.get(page + "?lang=en").text
    for action in ("rotate", "revoke"):
        answer = client.post(f"{page}/feed/{action}")
        assert answer.status_code == 400
        assert "send the form again" in answer.text
    feed = before.partition("/feeds/")[2].partition('"')[0]
    assert feed in client.get(page).text


def test_hostile_text_is_shown_and_not_run(desk: FlaskClient, keys: Keys, engine: Engine) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        fair.summary_ko = fair.name_ko = HOSTILE
        for agency in session.scalars(select(Agency)):
            agency.name_ko = agency.department = HOSTILE
        for firm in session.scalars(select(Firm)):
            firm.name_ko = firm.pitch = HOSTILE
        for item in session.scalars(select(PlanItem)):
            item.title = HOSTILE
        for wish in session.scalars(select(Interest)):
            wish.purpose = HOSTILE
    for page in (
        "/fairs/small/",
        f"/fairs/small/plans?q={HOSTILE}",
        "/fairs/small/plans/P101",
        "/fairs/small/agencies/A1",
        f"/my/{keys.firms['F1']}",
        f"/my/{keys.agencies['A1']}",
        "/desk/small/parties",
    ):
        text = desk.get(page).text
        assert "&lt;script&gt;" in text
        assert HOSTILE not in text


@pytest.mark.usefixtures("planned")
def test_behind_https_cookies_are_secure_and_plain_http_is_turned_away(
    settings: Settings, engine: Engine, clock: Callable[[], datetime]
) -> None:
    secure = settings.model_copy(update={"address": "https://fair.example"})
    client = make_app(secure, engine=engine, clock=clock).test_client()
    assert client.get("/fairs/small/").status_code == 302
    answer = client.get("/fairs/small/?lang=en", base_url="https://fair.example")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]


@pytest.mark.usefixtures("planned")
def test_static_files_are_kept_long_and_named_by_their_content(client: FlaskClient) -> None:
    text = client.get("/fairs/small/").text
    address = text.partition('href="/static/css/base.css')[2].partition('"')[0]
    with client.get("/static/css/base.css" + address) as answer:
        assert answer.status_code == 200
        assert address.startswith("?v=")
        assert "max-age=31536000" in answer.headers["Cache-Control"]
    page = client.get("/fairs/small/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"


@pytest.mark.usefixtures("planned")
def test_a_failing_page_says_what_to_do(client: FlaskClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE programme_item")
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get("/fairs/small/?lang=en")
    assert answer.status_code == 500
    assert "Something failed on our side" in answer.text
    assert "programme_item" not in answer.text


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    "address",
    [
        "/fairs/small/plans?q=%00",
        "/fairs/small/plans?agency=A1%00",
        "/fairs/small/plans/%00",
        "/fairs/%00/",
        "/fairs/small/timetable?day=%00",
        "/my/%00",
        "/desk/%00/",
        "/sign-in/link/%00",
        "/feeds/%00.ics",
    ],
)
def test_an_address_no_database_can_look_up_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    "query",
    ["page=99999999999999999999999", "q=%FF", "amount=9e99", "quarter=9", "sort=;drop", "q=%25_"],
)
def test_a_senseless_search_is_answered_with_a_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/fairs/small/plans?{query}").status_code == 200
