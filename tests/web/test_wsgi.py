from pathlib import Path

import pytest

from fairmatch.db import migrate, open_database
from fairmatch.errors import BadSecret
from fairmatch.secret import make_secret
from web.postman import dismiss
from web.wsgi import make_app


def test_the_server_reads_its_settings_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRMATCH_DATABASE", f"sqlite:///{tmp_path}/here.sqlite3")
    monkeypatch.setenv("FAIRMATCH_SECRET_FILE", str(tmp_path / "secret"))
    make_secret(tmp_path / "secret")
    engine = open_database(f"sqlite:///{tmp_path}/here.sqlite3")
    migrate(engine)
    engine.dispose()
    app = make_app()
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200
    dismiss(app)


def test_a_server_without_a_secret_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRMATCH_SECRET_FILE", str(tmp_path / "none"))
    with pytest.raises(BadSecret):
        make_app()
