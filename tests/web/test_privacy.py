"""Pages about people's data: what is kept, for how long, and one's own to take away."""

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from fairmatch.db import writing
from fairmatch.models import Fair, Firm
from fairmatch.privacy import erase_firm
from tests.web.keys import Keys


def test_everybody_may_read_purpose_and_day_of_erasure(client: FlaskClient, keys: Keys) -> None:
    text = client.get("/fairs/small/privacy?lang=en").text
    assert "2027-05-31" in text
    assert "to agencies that the firm meets" in text
    assert "/fairs/small/privacy" in client.get("/fairs/small/plans").text


def test_a_fair_without_a_day_of_erasure_says_so(
    client: FlaskClient, keys: Keys, engine: Engine
) -> None:
    with writing(engine) as session:
        session.scalars(select(Fair)).one().retention_until = None
    assert "has set no day yet" in client.get("/fairs/small/privacy?lang=en").text
    page = f"/my/{keys.firms['F1']}/data?lang=en"
    assert "no day of erasure yet" in client.get(page).text


def test_a_party_sees_and_takes_away_its_own(client: FlaskClient, keys: Keys) -> None:
    for key, code in ((keys.firms["F1"], "F1"), (keys.agencies["A1"], "A1")):
        assert f"/my/{key}/data" in client.get(f"/my/{key}").text
        page = client.get(f"/my/{key}/data")
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-cache"
        file = client.get(f"/my/{key}/data.json")
        assert file.headers["Content-Disposition"] == f'attachment; filename="small-{code}.json"'
        assert file.json is not None
        assert (file.json.get("firm") or file.json["agency"])["code"] == code


def test_an_erased_firms_address_opens_nothing(
    client: FlaskClient, keys: Keys, engine: Engine
) -> None:
    with writing(engine) as session:
        firm = session.scalars(select(Firm).where(Firm.code == "F1")).one()
        erase_firm(session, firm, clock=client.application.extensions["fairmatch"].clock)
    assert client.get(f"/my/{keys.firms['F1']}").status_code == 404
