from pathlib import Path

from tests.fairmatch.cli.conftest import Call, value


def test_export_writes_the_published_version(published: Call, tmp_path: Path) -> None:
    result = published("export", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert "Wrote 15 files" in result.stdout
    assert (tmp_path / "out" / "calendars" / "fair.ics").is_file()


def test_export_before_publication_writes_nothing(small: Call, tmp_path: Path) -> None:
    result = small("export", str(tmp_path / "out"))
    assert result.exit_code == 4
    assert not (tmp_path / "out").exists()


def test_links_lists_everybody_once_and_the_same_the_next_time(small: Call) -> None:
    first = value(small("links", "--json"))
    assert [row["kind"] for row in first] == ["agency"] * 3 + ["firm"] * 5
    assert len({row["url"] for row in first}) == 8
    assert value(small("links", "--json")) == first
    assert first[1]["url"] in small("links").stdout


def test_results_are_written_as_they_stand(published: Call, tmp_path: Path) -> None:
    written = value(published("results", str(tmp_path / "out"), "--json"))
    names = ["results.xlsx", "results.pdf", "results-en.pdf", "public.json"]
    assert [Path(file).name for file in written["files"]] == names
    assert (tmp_path / "out" / "results.pdf").read_bytes().startswith(b"%PDF")
