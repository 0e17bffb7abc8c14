import socket
from pathlib import Path

from tests.fairmatch.cli.conftest import Call


def test_serve_refuses_a_database_that_is_not_ready(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from fairmatch.cli import fairmatch

    database = f"sqlite:///{tmp_path}/new.sqlite3"
    result = CliRunner().invoke(fairmatch, ["--database", database, "serve"])
    assert result.exit_code == 6
    assert "fairmatch init" in result.stderr


def test_serve_without_the_server_s_secret_says_how_to_get_one(call: Call) -> None:
    result = call("serve")
    assert result.exit_code == 7
    assert "fairmatch init" in result.stderr


def test_serve_refuses_a_taken_port_on_either_kind_of_address(small: Call) -> None:
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as taken:
            taken.bind((host, 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            result = small("serve", "--host", host, "--port", port)
        assert result.exit_code == 7
        assert f"{host}:{port}" in result.stderr
