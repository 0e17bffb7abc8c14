"""The databases the tests run on are what the program runs on."""

import pytest
from playwright.sync_api import Browser
from sqlalchemy import Engine, inspect, text

from fairmatch.db import reading, require_ready, writing
from fairmatch.models import Base, Fair


def test_each_database_has_every_table_and_is_ready(engine: Engine) -> None:
    require_ready(engine)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_what_is_written_is_read_back_and_an_error_leaves_nothing(engine: Engine) -> None:
    def fair(code: str) -> Fair:
        return Fair(
            code=code,
            name_ko="장터",
            name_en="Fair",
            venue_ko="광장",
            venue_en="Square",
            organiser_name="시청",
            organiser_email="a@example.org",
        )

    with writing(engine) as session:
        session.add(fair("kept"))
    try:
        with writing(engine) as session:
            session.add(fair("lost"))
            session.flush()
            raise LookupError
    except LookupError:
        pass
    with reading(engine) as session:
        assert list(session.scalars(text("select code from fair"))) == ["kept"]


@pytest.mark.browser
def test_the_browser_draws_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>박람회</h1>")
    assert page.inner_text("h1") == "박람회"
    page.close()
