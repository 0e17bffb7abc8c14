from urllib.parse import parse_qs, urlsplit

import pytest

from web.feeds.subscribe import subscribe_links

TOKEN = "Ab-_" * 10 + "xyz"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://fair.example", "fair.example"),
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("https://city.example/fairs", "city.example/fairs"),
    ],
)
def test_three_buttons_and_the_address_to_copy_lead_to_one_feed(address: str, host: str) -> None:
    links = subscribe_links(address, TOKEN)
    assert links.plain == f"{address}/feeds/{TOKEN}.ics"
    assert links.webcal == f"webcal://{host}/feeds/{TOKEN}.ics"
    google = urlsplit(links.google)
    assert (google.scheme, google.netloc, google.path) == (
        "https",
        "calendar.google.com",
        "/calendar/render",
    )
    assert parse_qs(google.query) == {"cid": [links.webcal]}
    assert "://" not in google.query
