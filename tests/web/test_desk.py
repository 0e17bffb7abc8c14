"""The organiser's desk: everything by name, drafts marked as drafts."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch import links
from fairmatch.db import writing
from fairmatch.models import Fair, Firm, LinkPurpose
from tests.web.keys import Keys
from tests.web.small_fair import BY_HAND, draft_by_hand, publish_by_hand

MOVED = {**BY_HAND, ("F1", "A3"): (5, 1)}
del MOVED["F3", "A1"]
MOVED["F2", "A2"] = (3, 1)
"""One consultation moved, one dropped, one added."""


@pytest.fixture
def redrafted(published: None, engine: Engine) -> None:
    """Leave a draft beside the published version."""
    with writing(engine) as session:
        draft_by_hand(session, session.scalars(select(Fair)).one(), MOVED)


def test_without_a_timetable_every_page_leads_to_where_one_is_made(
    desk: FlaskClient, keys: Keys
) -> None:
    for page in ("", "grid", "report", "compare"):
        answer = desk.get(f"/desk/small/{page}?lang=en")
        assert answer.status_code == 200
        assert '/desk/small/runs"' in answer.text


@pytest.mark.usefixtures("published")
def test_the_grid_names_who_sits_where(desk: FlaskClient, keys: Keys) -> None:
    text = desk.get("/desk/small/grid?day=2026-05-14&lang=en").text
    assert text.count("Clear Letter Press") == 2
    assert text.count("arranged beforehand") >= 2
    assert "Draft" not in text
    assert "Version 1, published" in text
    second = desk.get("/desk/small/grid?day=2026-05-15&lang=en").text
    assert second.count("Clear Corridor Cooperative") == 1


@pytest.mark.usefixtures("redrafted")
def test_a_draft_is_marked_and_shown_only_when_asked_for(desk: FlaskClient, keys: Keys) -> None:
    page = "/desk/small/grid?day=2026-05-15&lang=en"
    assert "Show the newer draft" in desk.get(page).text
    draft = desk.get(page + "&which=draft").text
    assert "Nobody but you sees it" in draft
    assert "A draft made" in desk.get("/desk/small/?lang=en").text


@pytest.mark.usefixtures("redrafted")
def test_a_draft_stays_off_all_other_pages(desk: FlaskClient, keys: Keys) -> None:
    text = desk.get(f"/my/{keys.firms['F2']}?lang=en").text
    assert text.count('class="meet"') == 1
    grid = desk.get("/fairs/small/timetable?day=2026-05-15&lang=en").text
    assert 'taken">' in grid.split("Hanbit Facilities")[1].split("</td>")[0]


@pytest.mark.usefixtures("redrafted")
def test_the_comparison_says_what_changes_for_whom(desk: FlaskClient, keys: Keys) -> None:
    text = desk.get("/desk/small/compare?lang=en").text
    for word in ("moved", "added", "dropped"):
        assert f"<dt>{word}</dt><dd>1</dd>" in text
    assert "<dt>unchanged</dt><dd>7</dd>" in text
    for code in ("F1", "F2", "F3", "A1", "A2", "A3"):
        assert f'<span class="soft small">{code}</span>' in text
    assert "2026-05-15(Fri) 10:20" in text


@pytest.mark.usefixtures("planned")
def test_a_first_draft_is_all_new(desk: FlaskClient, keys: Keys, engine: Engine) -> None:
    with writing(engine) as session:
        draft_by_hand(session, session.scalars(select(Fair)).one())
    text = desk.get("/desk/small/compare?lang=en").text
    assert "Nothing is published yet: everything is new." in text
    assert "<dt>added</dt><dd>9</dd>" in text
    grid = desk.get("/desk/small/grid?lang=en").text
    assert "Nobody but you sees it" in grid


@pytest.mark.usefixtures("solved")
def test_the_report_gives_reasons_by_name_and_can_be_filtered(
    desk: FlaskClient, keys: Keys
) -> None:
    page = "/desk/small/report?lang=en"
    whole = desk.get(page).text
    assert "3 unmet wishes" in whole
    assert "Fair Sweat Workwear" in whole
    one = desk.get(page + "&agency=A3&firm=F5").text
    assert "1 unmet wish<" in one
    assert "The agency said" in one
    none = desk.get(page + "&reason=booth_full&agency=A3").text
    assert "0 unmet wishes" in none


def test_addresses_are_shown_to_the_organiser_and_made_when_missing(
    desk: FlaskClient, keys: Keys, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        links.revoke(session, fair, firm=firm, purpose=LinkPurpose.PAGE, clock=clock)
    page = "/desk/small/parties"
    text = desk.get(page + "?lang=en").text
    assert f"http://fair.example/my/{keys.firms['F2']}" in text
    assert "1 party has no address yet." in text
    token = text.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert desk.post(page, data={"csrf_token": token}).status_code == 303
    again = desk.get(page).text
    assert "has no address yet" not in again
    assert again.count("http://fair.example/my/") == 8
    assert keys.firms["F1"] not in again


@pytest.mark.usefixtures("planned")
def test_a_draft_older_than_the_published_version_is_not_offered(
    desk: FlaskClient, keys: Keys, engine: Engine, clock: Callable[[], datetime]
) -> None:
    with writing(engine) as session:
        fair = session.scalars(select(Fair)).one()
        draft_by_hand(session, fair, MOVED)
        publish_by_hand(session, fair, clock)
    assert "There is no draft" in desk.get("/desk/small/compare?lang=en").text
    grid = desk.get("/desk/small/grid?lang=en&which=draft").text
    assert "Version 1, published" in grid
    assert "Nobody but you sees it" not in grid
