from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from playwright.sync_api import Browser
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from fairmatch import links
from fairmatch.db import writing
from fairmatch.models import Fair, Firm, LinkPurpose
from tests.fairmatch.fair_rows import add_fair, add_firm
from tests.fairmatch.ical_js import Parser, ical_js_parser, icalendar_parser
from tests.web.feeds.published import AT, LAST_MODIFIED, Published

EARLIER = "Mon, 19 Oct 2015 09:00:29 GMT"
LATER = "Mon, 19 Oct 2015 09:00:31 GMT"


@pytest.fixture(scope="module")
def ical_js(browser: Browser) -> Iterator[Parser]:
    with ical_js_parser(browser) as parser:
        yield parser


def _feed(client: FlaskClient, fair: Published, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(f"/feeds/{fair.firm.feed}.ics", headers=named)


def _titles(answer: TestResponse) -> list[str]:
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.data).events]


def _file_name(answer: TestResponse) -> str:
    kind, plain, extended = answer.headers["Content-Disposition"].split("; ")
    assert (kind, plain) == ("attachment", 'filename="calendar.ics"')
    charset, _, name = extended.partition("=")[2].split("'")
    assert (extended.partition("=")[0], charset) == ("filename*", "UTF-8")
    return unquote(name, errors="strict")


def test_a_feed_is_a_calendar_in_utf_8_and_no_attachment(
    client: FlaskClient, fair: Published
) -> None:
    answer = _feed(client, fair)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    assert _titles(answer) == ["기관 A1 구매상담"]


def test_a_feed_has_a_strong_fingerprint_and_the_whole_second_of_its_last_change(
    client: FlaskClient, fair: Published
) -> None:
    answer = _feed(client, fair)
    etag, weak = answer.get_etag()
    assert etag
    assert not weak
    assert answer.headers["Last-Modified"] == LAST_MODIFIED
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert _feed(client, fair).get_etag() == (etag, False)
    fair.again(1)
    changed = _feed(client, fair)
    assert changed.get_etag() != (etag, False)
    assert changed.headers["Last-Modified"] == "Tue, 20 Oct 2015 09:00:30 GMT"


def test_the_fingerprint_is_of_the_bytes_and_not_of_the_clock(
    client: FlaskClient, fair: Published, engine: Engine
) -> None:
    before = _feed(client, fair)
    with writing(engine) as session:
        session.scalars(select(Fair)).one().venue_ko = "서울광장"
    after = _feed(client, fair)
    assert after.headers["Last-Modified"] == before.headers["Last-Modified"]
    assert after.get_etag() != before.get_etag()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": "{etag}"}, 304),
        ({"If_None_Match": "W/{etag}"}, 304),
        ({"If_None_Match": '"other", W/"another", {etag}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": LATER}, 200),
        ({"If_None_Match": "{etag}", "If_Modified_Since": EARLIER}, 304),
        ({"If_Modified_Since": LAST_MODIFIED}, 304),
        ({"If_Modified_Since": LATER}, 304),
        ({"If_Modified_Since": EARLIER}, 200),
        ({"If_Modified_Since": "yesterday"}, 200),
        ({}, 200),
    ],
)
def test_a_client_that_has_the_bytes_is_told_so(
    client: FlaskClient, fair: Published, headers: dict[str, str], status: int
) -> None:
    plain = _feed(client, fair)
    asked = {
        name.replace("_", "-"): value.format(etag=plain.headers["ETag"])
        for name, value in headers.items()
    }
    for method in ("GET", "HEAD"):
        answer = client.open(f"/feeds/{fair.firm.feed}.ics", method=method, headers=asked)
        assert answer.status_code == status
        for repeated in ("ETag", "Last-Modified", "Cache-Control", "Vary", "X-Robots-Tag"):
            assert answer.headers[repeated] == plain.headers[repeated]
        assert answer.data == (plain.data if (status, method) == (200, "GET") else b"")
        if status == 200:
            assert answer.headers["Content-Length"] == str(len(plain.data))
        else:
            assert "Content-Type" not in answer.headers


def test_a_feed_is_kept_out_of_search_engines_and_shared_caches(
    client: FlaskClient, fair: Published
) -> None:
    for path in (
        f"/feeds/{fair.firm.feed}.ics",
        f"/my/{fair.firm.page}/calendar.ics",
        f"/my/{fair.firm.page}/fair-F1-A1.ics",
        "/feeds/unknown.ics",
    ):
        answer = client.get(path)
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/{wrong}.ics",
        "/feeds/{page}.ics",
        "/my/{wrong}/calendar.ics",
        "/my/{feed}/calendar.ics",
        "/my/{feed}/fair-F1-A1.ics",
        "/my/{page}/fair-F2-A1.ics",
        "/my/{page}/nothing.ics",
    ],
)
def test_what_opens_nothing_is_refused_in_plain_text(
    client: FlaskClient, fair: Published, path: str
) -> None:
    tokens = {"wrong": "x" * 43, "page": fair.firm.page, "feed": fair.firm.feed}
    answer = client.get(path.format(**tokens))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "BEGIN:VCALENDAR" not in answer.text


def test_a_feed_takes_no_other_method(client: FlaskClient, fair: Published) -> None:
    assert client.post(f"/feeds/{fair.firm.feed}.ics").status_code in {400, 405}
    assert client.put(f"/feeds/{fair.firm.feed}.ics").status_code in {400, 405}


def test_everybody_subscribes_to_their_own(client: FlaskClient, fair: Published) -> None:
    titles = {
        name: _titles(client.get(f"/feeds/{tokens.feed}.ics"))
        for name, tokens in (
            ("firm", fair.firm),
            ("other", fair.other),
            ("agency", fair.agency),
            ("organiser", fair.organiser),
        )
    }
    assert titles == {
        "firm": ["기관 A1 구매상담"],
        "other": ["Purchase consultation with Agency A1"],
        "agency": ["기업 F1 구매상담", "기업 F2 구매상담"],
        "organiser": ["기관 A1 – 기업 F1 구매상담", "기관 A1 – 기업 F2 구매상담"],
    }


def test_the_language_may_be_chosen(client: FlaskClient, fair: Published) -> None:
    answer = client.get(f"/feeds/{fair.firm.feed}.ics?lang=en")
    assert _titles(answer) == ["Purchase consultation with Agency A1"]
    assert answer.headers["Content-Language"] == "en"


def test_an_alarm_rings_when_the_address_asks_for_it(client: FlaskClient, fair: Published) -> None:
    assert b"VALARM" not in _feed(client, fair).data
    answer = client.get(f"/feeds/{fair.firm.feed}.ics?alarm=10")
    assert b"TRIGGER:-PT10M" in answer.data
    assert answer.get_etag() != _feed(client, fair).get_etag()


@pytest.mark.parametrize("alarm", ["", "-5", "1441", "ten", "1e3", "²", "9" * 5000])
def test_a_senseless_alarm_is_refused(client: FlaskClient, fair: Published, alarm: str) -> None:
    answer = client.get(f"/feeds/{fair.firm.feed}.ics", query_string={"alarm": alarm})
    assert answer.status_code == 400
    assert "1440" in answer.text


def test_a_cancellation_reaches_the_subscriber(client: FlaskClient, fair: Published) -> None:
    before = _feed(client, fair)
    fair.again(None)
    after = _feed(client, fair, If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    (old,), (new,) = (Calendar.from_ical(answer.data).events for answer in (before, after))
    assert (str(new["UID"]), str(new["STATUS"])) == (str(old["UID"]), "CANCELLED")
    assert int(str(new["SEQUENCE"])) == int(str(old["SEQUENCE"])) + 1


def test_a_download_is_a_file_named_in_the_readers_script(
    client: FlaskClient, fair: Published
) -> None:
    answer = client.get(f"/my/{fair.firm.page}/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert _file_name(answer) == "구매상담회 – 기업 F1.ics"
    assert answer.headers["Content-Disposition"].isascii()
    assert _titles(answer) == ["기관 A1 구매상담"]


def test_one_consultation_is_downloaded_alone(client: FlaskClient, fair: Published) -> None:
    answer = client.get(f"/my/{fair.agency.page}/fair-F2-A1.ics")
    assert _titles(answer) == ["기업 F2 구매상담"]
    assert _file_name(answer).endswith(".ics")


@pytest.mark.parametrize(
    "name", ['a"b\\c', "x\r\nSet-Cookie: y=1", "../../etc/passwd", "a;b,c", "😀가", "<b>|:*?"]
)
def test_no_name_breaks_out_of_the_file_name(
    client: FlaskClient, fair: Published, engine: Engine, name: str
) -> None:
    with writing(engine) as session:
        session.scalars(select(Firm).where(Firm.code == "F1")).one().name_ko = name
    answer = client.get(f"/my/{fair.firm.page}/calendar.ics")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    file_name = _file_name(answer)
    assert file_name.startswith("구매상담회 – ")
    assert not set(file_name) & set('"\\/<>|:*?\r\n')


def test_a_feed_before_any_version_has_no_last_change(
    client: FlaskClient, fair: Published, engine: Engine
) -> None:
    with writing(engine) as session:
        later = add_fair(session, "later")
        firm = add_firm(session, later, "F9")
        secret = fair.app.extensions["fairmatch"].secret
        token = links.address(
            session, secret, later, firm=firm, purpose=LinkPurpose.FEED, clock=lambda: AT
        )
    answer = client.get(f"/feeds/{token}.ics", headers={"If-Modified-Since": LATER})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers
    etag = answer.headers["ETag"]
    again = client.get(f"/feeds/{token}.ics", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_a_calendar_points_to_the_public_page_of_the_fair(
    client: FlaskClient, fair: Published
) -> None:
    url = str(Calendar.from_ical(_feed(client, fair).data)["URL"])
    assert url.startswith("http://fair.example/")
    assert client.get(url.removeprefix("http://fair.example")).status_code == 200


@pytest.mark.browser
def test_two_parsers_read_what_is_served(
    client: FlaskClient, fair: Published, ical_js: Parser
) -> None:
    files = [
        client.get(path).data
        for tokens in (fair.firm, fair.other, fair.agency)
        for path in (f"/feeds/{tokens.feed}.ics?alarm=5", f"/my/{tokens.page}/calendar.ics")
    ] + [client.get(f"/feeds/{fair.organiser.feed}.ics?alarm=5").data]
    assert ical_js(files) == icalendar_parser(files)
