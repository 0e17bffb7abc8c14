import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fairmatch.cli import fairmatch
from tests.fairmatch.cli.conftest import SMALL, Call, value


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give each kind of database."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


def test_init_makes_a_secret_that_only_its_owner_reads_and_keeps_it(
    call: Call, tmp_path: Path
) -> None:
    assert call("init").exit_code == 0
    secret = tmp_path / "secret"
    first = secret.read_bytes()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert call("init").exit_code == 0
    assert secret.read_bytes() == first


def test_a_database_without_tables_is_named_and_the_next_step_told(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/new.sqlite3"
    result = CliRunner().invoke(fairmatch, ["--database", database, "solve"])
    assert result.exit_code == 6
    assert "has no tables; run `fairmatch init`" in result.stderr
    assert "Traceback" not in result.output


def test_import_counts_what_it_took_in_and_the_second_time_changes_nothing(call: Call) -> None:
    call("init")
    first = call("import", str(SMALL))
    assert first.exit_code == 0
    assert "firms: 5 added" in first.stdout
    assert "interests: 12 added" in first.stdout
    second = call("import", str(SMALL), "--json")
    tables = value(second)["tables"]
    assert all(
        tally["added"] == tally["changed"] == tally["removed"] == 0 for tally in tables.values()
    )
    assert "nothing to change" in call("import", str(SMALL)).stdout


def test_every_error_of_a_file_is_told_with_its_place_and_nothing_is_taken_in(
    call: Call, tmp_path: Path
) -> None:
    call("init")
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    firms = (folder / "firms.csv").read_text()
    number = firms.splitlines()[1].split(",")[1]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    (folder / "firms.csv").write_text(firms.replace(number, wrong))
    interests = (folder / "interests.csv").read_text()
    (folder / "interests.csv").write_text(interests.replace("F1,A3,", "F1,A9,"))
    result = call("import", str(folder))
    assert result.exit_code == 2
    assert "firms.csv, row 2, column registration_number" in result.stderr
    assert "interests.csv, row 3, column agency" in result.stderr
    assert "nothing was changed" in result.stderr
    assert call("solve").exit_code == 2
    error = value(call("import", str(folder), "--json"))["error"]
    assert error["kind"] == "BadInput"
    assert error["code"] == 2
    assert len(error["lines"]) == 2


def test_a_missing_row_is_kept_and_named_unless_pruned(small: Call, tmp_path: Path) -> None:
    folder = tmp_path / "fair"
    shutil.copytree(SMALL, folder)
    marks = (folder / "marks.csv").read_text().splitlines()
    (folder / "marks.csv").write_text("\n".join(marks[:-1]) + "\n")
    kept = small("import", str(folder))
    assert "marks: 1 not in the files, kept" in kept.stdout
    pruned = small("import", str(folder), "--prune")
    assert "marks: 1 removed" in pruned.stdout


def test_template_writes_a_workbook_that_import_reads(call: Call, tmp_path: Path) -> None:
    call("init")
    file = tmp_path / "fair.xlsx"
    assert call("template", str(file)).exit_code == 0
    result = call("import", str(file))
    assert result.exit_code == 2
    assert "fair.xlsx" in result.stderr


def test_a_folder_that_is_not_there_is_refused_by_name(call: Call, tmp_path: Path) -> None:
    call("init")
    result = call("import", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_a_database_that_cannot_be_reached_is_told_without_a_traceback() -> None:
    result = CliRunner().invoke(
        fairmatch, ["--database", "postgresql://nobody@127.0.0.1:9/none", "import", str(SMALL)]
    )
    assert result.exit_code == 6
    assert "the database refused" in result.stderr


def test_a_reader_who_has_had_enough_is_no_error() -> None:
    program = Path(sys.executable).parent / "fairmatch"
    command = f"set -o pipefail; {program} --help | true; {program} links --help | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_an_address_that_is_no_address_is_refused_by_its_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FAIRMATCH_ADDRESS", "fair.example.org")
    result = CliRunner().invoke(fairmatch, ["init"])
    assert result.exit_code == 2
    assert "FAIRMATCH_ADDRESS" in result.stderr
