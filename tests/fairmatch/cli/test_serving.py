import signal
import socket
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from fairmatch.cli import fairmatch
from tests.fairmatch.cli.conftest import Call, free_port, read, value


def test_serve_refuses_a_database_that_is_not_ready(tmp_path: Path) -> None:
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


def test_serve_answers_where_it_says_and_its_links_lead_there(
    published: Call, database_url: str, tmp_path: Path
) -> None:
    port = free_port()
    feed = value(published("links", "--json"))[-1]["url"].replace(":8000", f":{port}")
    program = Path(sys.executable).parent / "fairmatch"
    settings = ["--database", database_url, "--secret-file", str(tmp_path / "secret")]
    server = subprocess.Popen(
        [program, *settings, "serve", "--port", str(port)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        assert f"Serving http://127.0.0.1:{port}/" in server.stdout.readline()
        page = read(feed)
        assert f"webcal://127.0.0.1:{port}/feeds/" in page
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert server.stdout is not None
        server.stdout.close()
