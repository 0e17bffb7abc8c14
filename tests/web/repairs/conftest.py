"""Forms are sent without the pages they stand on."""

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _plain_forms(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
