import json
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import reading, writing
from fairmatch.models import Agency, Fair
from tests.fairmatch.fair_rows import add_fair

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _markup(client: FlaskClient, language: str = "ko", page: str = "/fairs/small/") -> Any:
    found = _BLOCK.findall(client.get(f"{page}?lang={language}").text)
    assert len(found) == 1
    return json.loads(found[0])


def test_the_fair_is_an_event_with_its_place_days_and_programme(
    client: FlaskClient, published: None
) -> None:
    event = _markup(client)
    assert event["@context"] == "https://schema.org"
    assert event["@type"] == "BusinessEvent"
    assert event["startDate"] == "2026-05-14T10:00:00+09:00"
    assert event["endDate"] == "2026-05-15T11:20:00+09:00"
    assert event["location"]["@type"] == "Place"
    assert event["url"].endswith("/fairs/small/")
    assert all(one["startDate"] < one["endDate"] for one in event["subEvent"])
    assert _markup(client, "en")["name"] != event["name"]
    assert _markup(client, "en")["inLanguage"] == "en"


def test_it_tells_of_no_firm(client: FlaskClient, published: None) -> None:
    assert "맑은복도" not in json.dumps(_markup(client), ensure_ascii=False)


def test_an_agencys_page_is_a_part_of_the_fair_at_its_booth(
    client: FlaskClient, published: None, engine: Engine
) -> None:
    with reading(engine) as session:
        agency = session.scalars(select(Agency).order_by(Agency.code)).first()
        assert agency is not None
        code, booth, name = agency.code, agency.booth.code, agency.name_ko
    event = _markup(client, page=f"/fairs/small/agencies/{code}")
    assert event["url"].endswith(f"/agencies/{code}")
    assert event["organizer"]["name"] == name
    assert event["location"]["name"].endswith(booth)
    assert event["superEvent"]["url"] == _markup(client)["url"]


def test_the_timetable_is_of_the_same_event(client: FlaskClient, published: None) -> None:
    assert _markup(client, page="/fairs/small/timetable") == _markup(client)


def test_the_start_page_lists_the_fairs_as_events(
    client: FlaskClient, published: None, engine: Engine
) -> None:
    with writing(engine) as session:
        first = session.scalars(select(Fair)).one()
        add_fair(session, "other", name_ko="다른 박람회")
        names = {first.name_ko, "다른 박람회"}
    assert {event["name"] for event in _markup(client, page="/")} == names


def test_a_name_cannot_end_the_block(client: FlaskClient, published: None, engine: Engine) -> None:
    name = '</script><script>alert(1)</script>"'
    with writing(engine) as session:
        session.scalars(select(Fair)).one().name_ko = name
    assert _markup(client)["name"] == name
