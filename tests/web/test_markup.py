import json
import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair

_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _markup(client: FlaskClient, language: str = "ko") -> Any:
    found = _BLOCK.findall(client.get(f"/fairs/small/?lang={language}").text)
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


def test_a_name_cannot_end_the_block(client: FlaskClient, published: None, engine: Engine) -> None:
    name = '</script><script>alert(1)</script>"'
    with writing(engine) as session:
        session.scalars(select(Fair)).one().name_ko = name
    assert _markup(client)["name"] == name
